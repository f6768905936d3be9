from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Any, BinaryIO

import pytest

from tests.unit.export.bundles import new_line
from wagesdesk.errors import DriveError, DriveFull, DriveGone, DriveHasOthers, DriveMismatch, DriveReadOnly
from wagesdesk.export import drives, drives_windows
from wagesdesk.export.container import Sealed
from wagesdesk.export.drives import Disk, Presence, Written


@pytest.fixture(scope="module")
def sealed() -> Sealed:
    return new_line().incompressible(3 << 20)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Faulty(Disk):
    """A real disk that fails at call number `at`; `calls` names them."""

    def __init__(self, at: int = -1, code: int = errno.EIO) -> None:
        self.at, self.code = at, code
        self.calls: list[str] = []

    def _call(self, work: Callable[..., Any], *arguments: Any) -> Any:
        self.calls.append(work.__name__)
        if len(self.calls) == self.at:
            raise OSError(self.code, os.strerror(self.code))
        return work(*arguments)

    def free(self, folder: Path) -> int:
        return int(self._call(super().free, folder))

    def create(self, path: Path) -> BinaryIO:
        file: BinaryIO = self._call(super().create, path)
        return file

    def write(self, file: BinaryIO, content: memoryview) -> int:
        return int(self._call(super().write, file, content))

    def sync(self, file: BinaryIO) -> None:
        self._call(super().sync, file)

    def open_uncached(self, path: Path) -> BinaryIO:
        file: BinaryIO = self._call(super().open_uncached, path)
        return file

    def read(self, file: BinaryIO, size: int) -> bytes:
        return bytes(self._call(super().read, file, size))

    def rename(self, old: Path, new: Path) -> None:
        self._call(super().rename, old, new)

    def sync_folder(self, folder: Path) -> None:
        self._call(super().sync_folder, folder)


CODES = {
    errno.ENOSPC: DriveFull,
    errno.EDQUOT: DriveFull,
    errno.EROFS: DriveReadOnly,
    errno.EACCES: DriveReadOnly,
    errno.EIO: DriveGone,
    errno.ENOENT: DriveGone,
    errno.ENODEV: DriveGone,
}


def test_a_bundle_is_written_and_nothing_else(stick: Path, sealed: Sealed) -> None:
    seen: list[tuple[int, int]] = []
    written = drives.write_bundle(stick, sealed, progress=lambda done, total: seen.append((done, total)))
    assert written == Written(stick / sealed.name, sealed.sha256, sealed.size)
    assert names_in(stick) == [sealed.name]
    assert written.path.read_bytes() == sealed.content
    assert seen == sorted(seen)
    assert seen[-1] == (2 * sealed.size, 2 * sealed.size)


def test_each_call_that_fails_is_told_and_leaves_nothing(stick: Path, sealed: Sealed) -> None:
    counted = Faulty()
    drives.write_bundle(stick, sealed, disk=counted)
    (stick / sealed.name).unlink()
    calls = list(dict.fromkeys(counted.calls))
    assert calls == ["free", "create", "write", "sync", "open_uncached", "read", "rename", "sync_folder"]
    for at in range(1, len(counted.calls) + 1):
        for code, error in CODES.items():
            with pytest.raises(DriveError) as refused:
                drives.write_bundle(stick, sealed, disk=Faulty(at, code))
            assert type(refused.value) is error, (at, code)
            assert names_in(stick) == [], at


def test_writing_again_leaves_the_first_when_it_fails(stick: Path, sealed: Sealed) -> None:
    drives.write_bundle(stick, sealed)
    for at in range(1, 8):
        with pytest.raises(DriveGone):
            drives.write_bundle(stick, sealed, disk=Faulty(at))
        assert names_in(stick) == [sealed.name]
    drives.write_bundle(stick, sealed)
    assert (stick / sealed.name).read_bytes() == sealed.content


class ShortWrites(Disk):
    def write(self, file: BinaryIO, content: memoryview) -> int:
        return super().write(file, content[: 1 + len(content) // 3])


def test_short_writes_are_continued(stick: Path, sealed: Sealed) -> None:
    drives.write_bundle(stick, sealed, disk=ShortWrites())
    assert (stick / sealed.name).read_bytes() == sealed.content


class BadMedium(Disk):
    """Keeps every byte but one."""

    def read(self, file: BinaryIO, size: int) -> bytes:
        piece = super().read(file, size)
        return piece[:-1] + bytes([piece[-1] ^ 1]) if piece else piece


class SmallMedium(Disk):
    """Says that it has kept more than it has."""

    def write(self, file: BinaryIO, content: memoryview) -> int:
        super().write(file, content[: len(content) // 2])
        return len(content)


@pytest.mark.parametrize("disk", [BadMedium(), SmallMedium()])
def test_what_reads_back_differently_is_refused(stick: Path, sealed: Sealed, disk: Disk) -> None:
    with pytest.raises(DriveMismatch):
        drives.write_bundle(stick, sealed, disk=disk)
    assert names_in(stick) == []


class NearlyFull(Disk):
    def __init__(self, free: int) -> None:
        self._free = free

    def free(self, folder: Path) -> int:  # noqa: ARG002
        return self._free


def test_twice_the_size_must_be_free(stick: Path, sealed: Sealed) -> None:
    with pytest.raises(DriveFull) as refused:
        drives.write_bundle(stick, sealed, disk=NearlyFull(2 * sealed.size - 1))
    assert refused.value.fields == {"path": str(stick), "needs": 2 * sealed.size, "free": 2 * sealed.size - 1}
    assert names_in(stick) == []
    drives.write_bundle(stick, sealed, disk=NearlyFull(2 * sealed.size))


class Stopped(Exception):
    pass


def test_stopping_leaves_nothing(stick: Path, sealed: Sealed) -> None:
    for share in (0, 1, 1.5, 2):

        def stop(done: int, total: int, share: float = share) -> None:
            if done >= share * sealed.size:
                raise Stopped

        with pytest.raises(Stopped):
            drives.write_bundle(stick, sealed, progress=stop)
        assert names_in(stick) == []


def test_other_files_stop_the_writing_until_accepted(stick: Path, sealed: Sealed) -> None:
    (stick / ".hidden").touch()
    (stick / "photo.jpg").touch()
    (stick / "System Volume Information").mkdir()
    (stick / "wd-aaaaaaaa.age").touch()
    (stick / "wd-bbbbbbbb.age").mkdir()
    (stick / "wd-cccccccc.age").symlink_to("/etc/passwd")
    (stick / "wd-dddddddd.age.part").touch()
    others = (
        ".hidden", "System Volume Information/", "photo.jpg", "wd-bbbbbbbb.age/", "wd-cccccccc.age",
        "wd-dddddddd.age.part",
    )  # fmt: skip
    assert drives.listing(stick) == others
    for accepted, left in ((), others), (others[1:], others[:1]):
        with pytest.raises(DriveHasOthers) as refused:
            drives.write_bundle(stick, sealed, accept_others=accepted)
        assert refused.value.fields["names"] == left
        assert not (stick / sealed.name).exists()
    drives.write_bundle(stick, sealed, accept_others=others)
    assert (stick / sealed.name).read_bytes() == sealed.content


def test_a_part_left_behind_is_replaced_not_followed(stick: Path, sealed: Sealed, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep")
    part = f"{sealed.name}.part"
    (stick / part).symlink_to(tmp_path / "precious")
    drives.write_bundle(stick, sealed, accept_others=[part])
    assert names_in(stick) == [sealed.name]
    assert (tmp_path / "precious").read_text() == "keep"


def test_only_plain_files_are_bundles_on_a_stick(stick: Path, sealed: Sealed) -> None:
    written = drives.write_bundle(stick, sealed)
    (stick / "wd-bbbbbbbb.age").symlink_to(written.path)
    (stick / "wd-cccccccc.age").mkdir()
    assert [one.path for one in drives.bundles_in(stick)] == [written.path]


def test_a_folder_that_is_not_there_is_gone(stick: Path, sealed: Sealed) -> None:
    stick.rmdir()
    with pytest.raises(DriveGone):
        drives.listing(stick)
    with pytest.raises(DriveGone):
        drives.write_bundle(stick, sealed)


# Linux: a made-up sysfs and mount table


def system(tmp_path: Path, lines: list[str]) -> Path:
    root = tmp_path / "root"
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/mountinfo").write_text("\n".join(lines) + "\n")
    (root / "sys/dev/block").mkdir(parents=True)
    return root


def device(root: Path, number: str, inside: str, **files: str) -> Path:
    """A block device `major:minor` at `inside` the devices of sysfs."""
    folder = root / "sys/devices" / inside
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text + "\n")
    (root / "sys/dev/block" / number).symlink_to(folder)
    return folder


def mounted(number: str, path: Path, *, inner: str = "/", options: str = "rw", system: str = "vfat") -> str:
    point = str(path).replace(" ", r"\040")
    return f"36 25 {number} {inner} {point} {options},nosuid shared:1 - {system} /dev/x {options},uid=1000"


def test_sticks_are_found_by_usb_or_removable_medium(tmp_path: Path) -> None:
    names = ("WD 1", "sd card", "disk", "bind", "locked", "optical", "away")
    paths = {name: tmp_path / name for name in names}
    for name in names[:-1]:
        paths[name].mkdir()
    root = system(
        tmp_path,
        [
            mounted("8:17", paths["WD 1"]),
            mounted("179:1", paths["sd card"], options="ro", system="exfat"),
            mounted("8:1", paths["disk"], system="ext4"),
            mounted("8:17", paths["bind"], inner="/folder"),
            mounted("254:0", paths["locked"], system="ext4"),
            mounted("11:0", paths["optical"], system="iso9660"),
            mounted("8:33", paths["away"]),
            "22 27 0:21 / /proc rw,relatime - proc proc rw",
        ],
    )
    usb = device(root, "8:17", "pci0/usb1/1-1/block/sdb/sdb1")
    device(root, "179:1", "pci0/mmc_host/mmc0/block/mmcblk0/mmcblk0p1")
    (root / "sys/devices/pci0/mmc_host/mmc0/block/mmcblk0/removable").write_text("1\n")
    device(root, "8:1", "pci0/ata1/block/sda/sda1")
    (root / "sys/devices/pci0/ata1/block/sda/removable").write_text("0\n")
    device(root, "11:0", "pci0/usb1/1-2/block/sr0", removable="1")
    device(root, "8:33", "pci0/usb1/1-3/block/sdc/sdc1")
    slaves = device(root, "254:0", "virtual/block/dm-0", removable="0") / "slaves"
    slaves.mkdir()
    (slaves / "sdb1").symlink_to(usb)

    found = drives.removable_drives(root)
    assert [(drive.path, drive.label, drive.read_only, drive.filesystem) for drive in found] == [
        (paths["WD 1"], "WD 1", False, "vfat"),
        (paths["locked"], "locked", False, "ext4"),
        (paths["sd card"], "sd card", True, "exfat"),
    ]
    assert all(0 < drive.free <= drive.total and drive.removable for drive in found)


def test_this_machine_is_looked_at_without_an_error() -> None:
    assert all(drive.removable for drive in drives.removable_drives())


def test_a_system_without_such_tables_has_no_drives(tmp_path: Path) -> None:
    assert drives.removable_drives(tmp_path) == ()


@pytest.fixture
def root(tmp_path: Path, stick: Path) -> Path:
    """A sysfs in which `stick` lies on a disk that the kernel counts as its seventh."""
    root = system(tmp_path, [])
    number = stick.stat().st_dev
    disk = device(root, f"{os.major(number)}:{os.minor(number)}", "usb1/block/sdb/sdb1").parent
    (disk / "diskseq").write_text("7\n")
    return root


def plug_in_again(root: Path) -> None:
    (root / "sys/devices/usb1/block/sdb/diskseq").write_text("8\n")


def test_verified_only_after_it_was_taken_out_and_put_back(stick: Path, sealed: Sealed, root: Path) -> None:
    written = drives.write_bundle(stick, sealed)
    look = drives.presence(stick, root=root)
    assert look == Presence("diskseq 7", seen_gone=False)
    assert not drives.verify_after_reinsert(written.path, written.sha256, before=look, root=root)
    plug_in_again(root)
    assert drives.verify_after_reinsert(written.path, written.sha256, before=look, root=root)
    again = drives.presence(stick, drives.presence(stick, look, root), root)
    assert again.seen_gone
    assert drives.verify_after_reinsert(written.path, written.sha256, before=again, root=root)


def test_a_medium_is_known_by_its_serial_number_or_by_its_file_system(stick: Path, root: Path) -> None:
    assert drives.medium(stick, root) == ""
    names = root / "dev/disk/by-uuid"
    names.mkdir(parents=True)
    (names / "0000-0000").symlink_to("../../sda1")
    (names / "1A2B-3C4D").symlink_to("../../sdb1")
    assert drives.medium(stick, root) == "volume 1A2B-3C4D"
    assert drives.presence(stick, drives.presence(stick, root=root), root).medium == "volume 1A2B-3C4D"
    (root / "sys/devices/usb1/serial").write_text("60A44C3F\n")
    assert drives.medium(stick, root) == "serial 60A44C3F"


class Windows:
    """What kernel32 answers of the volume at E: alone."""

    def GetVolumeInformationW(self, root: Any, *told: Any) -> int:
        if root.value == "E:\\":
            told[2]._obj.value = 0x0A2B3C4D  # noqa: SLF001 - what byref was given
        return int(root.value == "E:\\")


def test_windows_tells_the_number_of_the_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives_windows, "_kernel", Windows)
    assert drives_windows.volume(PureWindowsPath("E:\\bundles")) == "0A2B3C4D"
    assert drives_windows.volume(PureWindowsPath("F:\\")) == ""


def test_unmounting_alone_is_not_taking_out(stick: Path, sealed: Sealed, root: Path) -> None:
    written = drives.write_bundle(stick, sealed)
    look = drives.presence(stick, root=root)
    stick.rename(stick.with_name("elsewhere"))
    look = drives.presence(stick, look, root)
    assert look.seen_gone
    with pytest.raises(DriveGone):
        drives.verify_after_reinsert(written.path, written.sha256, before=look, root=root)
    stick.with_name("elsewhere").rename(stick)
    assert not drives.presence(stick, look, root).seen_gone
    assert not drives.verify_after_reinsert(written.path, written.sha256, before=look, root=root)


def test_where_the_system_does_not_tell_being_seen_gone_counts(stick: Path, sealed: Sealed, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    written = drives.write_bundle(stick, sealed)
    first = drives.presence(stick, root=nothing)
    assert first == Presence("", seen_gone=False)
    assert not drives.verify_after_reinsert(written.path, written.sha256, before=first, root=nothing)
    stick.rename(stick.with_name("elsewhere"))
    look = drives.presence(stick, first, nothing)
    stick.with_name("elsewhere").rename(stick)
    look = drives.presence(stick, look, nothing)
    assert drives.verify_after_reinsert(written.path, written.sha256, before=look, root=nothing)


def test_a_stick_that_did_not_keep_it_is_found_after_it_is_put_back(stick: Path, sealed: Sealed, root: Path) -> None:
    written = drives.write_bundle(stick, sealed)
    look = drives.presence(stick, root=root)
    plug_in_again(root)
    content = bytearray(sealed.content)
    content[-1] ^= 1
    written.path.write_bytes(content)
    with pytest.raises(DriveMismatch):
        drives.verify_after_reinsert(written.path, written.sha256, before=look, root=root)
    written.path.unlink()
    with pytest.raises(DriveGone):
        drives.verify_after_reinsert(written.path, written.sha256, before=look, root=root)

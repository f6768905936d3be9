from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.models.at_rest import ROOT, in_small_disk
from wagesdesk.errors import VaultInUse, VaultOnNetwork, VaultReadOnly
from wagesdesk.models.location import FolderLock, check_location, mount_of

NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)

HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from wagesdesk.models.location import FolderLock
lock = FolderLock(Path(sys.argv[1]), at=datetime.fromisoformat(sys.argv[2]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def mountinfo(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text("".join(f"{line}\n" for line in ("22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw", *lines)))
    return path


@pytest.mark.parametrize("kind", ["nfs4", "nfs", "cifs", "smb3", "9p", "afs", "fuse.sshfs", "fuse.gvfsd-fuse"])
def test_a_network_folder_is_refused_even_before_it_is_made(tmp_path: Path, kind: str) -> None:
    info = mountinfo(tmp_path, f"40 22 0:44 / {tmp_path}/share rw,relatime - {kind} server:/x rw")
    for place in (tmp_path / "share", tmp_path / "share/deep/vault"):
        with pytest.raises(VaultOnNetwork) as caught:
            check_location(place, mountinfo=info)
        assert caught.value.fields == {"kind": kind}
    check_location(tmp_path / "sharefolder", mountinfo=info)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "fuseblk", "vfat", "tmpfs", "overlay"])
def test_a_disk_of_this_machine_is_fine(tmp_path: Path, kind: str) -> None:
    info = mountinfo(tmp_path, f"40 22 0:44 / {tmp_path} rw - {kind} /dev/sdb1 rw")
    check_location(tmp_path / "not/made/yet", mountinfo=info)
    assert list(tmp_path.iterdir()) == [info]


def test_the_deepest_and_latest_mount_counts_and_names_are_unescaped(tmp_path: Path) -> None:
    spaced = tmp_path / "my share"
    info = mountinfo(
        tmp_path,
        f"40 22 0:44 / {tmp_path} rw - nfs4 server:/x rw",
        f"41 40 8:2 / {str(spaced).replace(' ', chr(92) + '040')} rw - cifs //server/a\\040b rw",
        f"42 40 8:3 / {str(spaced).replace(' ', chr(92) + '040')} rw master:3 propagate_from:1 - ext4 /dev/sdc1 rw",
    )
    mount = mount_of(spaced / "vault", info)
    assert mount is not None
    assert (mount.point, mount.kind, mount.source, mount.device) == (str(spaced), "ext4", "/dev/sdc1", "8:3")


def test_a_link_to_a_network_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    info = mountinfo(tmp_path, f"40 22 0:44 / {tmp_path}/share rw - nfs4 server:/x rw")
    with pytest.raises(VaultOnNetwork):
        check_location(tmp_path / "link/vault", mountinfo=info)


@pytest.mark.parametrize("path", [r"\\server\share\vault", r"\\?\UNC\server\share", r"\\?\unc\server\share"])
def test_a_network_name_of_windows_is_refused(path: str) -> None:
    with pytest.raises(VaultOnNetwork) as caught:
        check_location(Path(path))
    assert caught.value.fields == {"kind": "unc"}


def test_a_long_path_of_windows_is_not_a_network_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_location(Path(r"\\?\C:\vault"))


def test_a_remote_drive_and_the_roaming_profile_are_refused(tmp_path: Path) -> None:
    asked: list[str] = []

    def remote(root: str) -> int:
        asked.append(root)
        return 4

    with pytest.raises(VaultOnNetwork) as caught:
        check_location(tmp_path, drive_type=remote)
    assert caught.value.fields == {"kind": "remote_drive"}
    assert asked == [tmp_path.anchor]
    check_location(tmp_path, drive_type=len)
    with pytest.raises(VaultOnNetwork) as caught:
        check_location(tmp_path / "Roaming/WagesDesk", roaming=str(tmp_path / "Roaming"))
    assert caught.value.fields == {"kind": "roaming"}
    check_location(tmp_path / "Local/WagesDesk", roaming=str(tmp_path / "Roaming"))


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(VaultReadOnly):
        check_location(tmp_path / "file/vault")


def test_a_folder_that_refuses_writing_is_refused_and_the_lock_too(tmp_path: Path) -> None:
    script = """
from datetime import datetime, UTC
from wagesdesk.errors import VaultReadOnly
from wagesdesk.models.location import FolderLock, check_location
check_location(place)
check_location(place / "vault")
read_only()
for attempt in (
    lambda: check_location(place), lambda: check_location(place / "vault"),
    lambda: FolderLock(place / "vault", at=datetime.now(UTC)).acquire(),
):
    try:
        attempt()
    except VaultReadOnly:
        continue
    raise SystemExit("not refused")
"""
    in_small_disk(tmp_path / "disk", "1m", script)


def hold(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), NOW.isoformat()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_who_holds_it_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    with hold(tmp_path) as process:
        try:
            with pytest.raises(VaultInUse) as caught:
                FolderLock(tmp_path, at=NOW).acquire()
            assert caught.value.fields == {"pid": process.pid, "since": NOW}
        finally:
            process.kill()
    assert (tmp_path / "lock").exists()
    with FolderLock(tmp_path, at=NOW):
        pass


def test_the_same_process_is_refused_too_until_it_lets_go(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path / "new", at=NOW), FolderLock(tmp_path / "new", at=NOW)
    with first:
        with pytest.raises(VaultInUse) as caught:
            second.acquire()
        assert caught.value.fields["pid"] == os.getpid()
        second.release()
        with pytest.raises(VaultInUse):
            second.acquire()
    first.release()
    with second, pytest.raises(VaultInUse):
        first.acquire()


def test_a_lock_file_that_says_nothing_is_still_a_lock(tmp_path: Path) -> None:
    with FolderLock(tmp_path, at=NOW):
        (tmp_path / "lock").write_bytes(b"{")
        with pytest.raises(VaultInUse) as caught:
            FolderLock(tmp_path, at=NOW).acquire()
        assert caught.value.fields == {"pid": None, "since": None}


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a child no copy")
def test_a_child_left_behind_does_not_keep_the_vault(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, at=NOW)
    lock.acquire()
    copy = lock._descriptor  # noqa: SLF001
    assert copy is not None
    wait = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(wait, stdin=subprocess.PIPE, pass_fds=[copy]) as child:
        lock.release()
        with FolderLock(tmp_path, at=NOW):
            pass
        child.kill()

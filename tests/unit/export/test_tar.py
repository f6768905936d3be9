from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk.errors import BundleAltered
from wagesdesk.export import tar

MEMBERS = [("manifest.json", b"{}"), ("readable/001-page.csv", b"x" * 513), ("pad", b"")]


def anything(_name: str) -> bool:
    return True


def written(members: list[tuple[str, bytes]]) -> bytes:
    return b"".join(tar.pieces(members))


def by_tarfile(*infos: tarfile.TarInfo, format: int = tarfile.USTAR_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    return out.getvalue()


def info(name: str, **fields: object) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def with_field(start: int, value: bytes) -> bytes:
    """A good archive whose first header has `value` at `start`, and the checksum to it."""
    block = bytearray(written([("journal.jsonl", b"x" * 512)]))
    block[start : start + len(value)] = value
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block[:512])
    return bytes(block)


def test_what_is_written_is_read() -> None:
    data = written(MEMBERS)
    assert list(tar.read(data, anything).items()) == MEMBERS
    assert len(data) == sum(tar.padded(len(content)) for _name, content in MEMBERS) + len(tar.END)


@pytest.mark.parametrize("size", [1, 511, 512, 4096, 1 << 20])
def test_a_stream_gives_the_same_in_any_steps(size: int) -> None:
    stream = tar.Stream(MEMBERS)
    read = list(iter(lambda: stream.read(size), b""))
    assert b"".join(read) == written(MEMBERS)
    assert max(map(len, read)) <= size
    assert stream.read(size) == b""


def test_stock_tar_lists_and_unpacks(tmp_path: Path) -> None:
    archive = tmp_path / "a.tar"
    archive.write_bytes(written(MEMBERS))
    told = subprocess.run(
        ["tar", "-tvf", archive, "--utc", "--numeric-owner"], capture_output=True, text=True, check=True
    )
    assert told.stderr == ""
    assert [line.split()[:5] + line.split()[5:] for line in told.stdout.splitlines()] == [
        ["-rw-------", "0/0", str(len(content)), "1970-01-01", "00:00", name] for name, content in MEMBERS
    ]
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path], check=True)
    assert [(name, (tmp_path / name).read_bytes()) for name, _content in MEMBERS] == MEMBERS


def test_plain_ustar_of_another_writer_is_read() -> None:
    assert tar.read(by_tarfile(info("journal.jsonl", size=700)), anything) == {"journal.jsonl": bytes(700)}


@pytest.mark.parametrize("name", ["", "n" * 101, "Siân.csv"])
def test_a_name_that_ustar_cannot_hold_is_not_written(name: str) -> None:
    with pytest.raises(ValueError, match=r"USTAR|ascii"):
        written([(name, b"")])


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "symlink": (lambda: by_tarfile(info("pad", type=tarfile.SYMTYPE, linkname="/etc/passwd")), "tar_type"),
    "hard link": (lambda: by_tarfile(info("pad", type=tarfile.LNKTYPE, linkname="journal.jsonl")), "tar_type"),
    "folder": (lambda: by_tarfile(info("pad", type=tarfile.DIRTYPE)), "tar_type"),
    "device": (lambda: by_tarfile(info("pad", type=tarfile.CHRTYPE)), "tar_type"),
    "old regular type": (lambda: with_field(156, b"\0"), "tar_type"),
    "link name on a file": (lambda: with_field(157, b"x"), "tar_type"),
    "duplicate": (lambda: written([("pad", b"a"), ("pad", b"b")]), "tar_name"),
    "prefix": (lambda: with_field(345, b".."), "tar_name"),
    "name with a hidden tail": (lambda: with_field(20, b"x"), "tar_name"),
    "control character": (lambda: with_field(0, b"\x1b"), "tar_name"),
    "pax header": (
        lambda: by_tarfile(info("pad", pax_headers={"path": "../../x"}), format=tarfile.PAX_FORMAT),
        "tar_type",
    ),
    "pax sparse": (
        lambda: by_tarfile(info("pad", pax_headers={"GNU.sparse.size": "1000000000000"}), format=tarfile.PAX_FORMAT),
        "tar_type",
    ),
    "gnu sparse": (lambda: with_field(156, b"S"), "tar_type"),
    "gnu long name": (lambda: by_tarfile(info("n" * 200), format=tarfile.GNU_FORMAT), "tar_header"),
    "gnu magic": (lambda: with_field(257, b"ustar  \0"), "tar_header"),
    "negative size": (lambda: with_field(124, b"\xff" * 12), "tar_size"),
    "minus size": (lambda: with_field(124, b"-0000000001\0"), "tar_size"),
    "size with a space": (lambda: with_field(124, b"          1\0"), "tar_size"),
    "size without an end": (lambda: with_field(124, b"000000001000"), "tar_size"),
    "size past the end": (lambda: with_field(124, b"77777777777\0"), "tar_size"),
    "size one block past the end": (lambda: with_field(124, b"%011o\0" % (512 * 4)), "tar_size"),
    "checksum": (lambda: b"k" + written([("journal.jsonl", b"")])[1:], "tar_checksum"),
    "nothing": (lambda: b"", "tar_end"),
    "one zero block": (lambda: written([])[:512], "tar_end"),
    "no end": (lambda: written([("pad", b"")])[:512], "tar_end"),
    "something after the end": (lambda: written([]) + written([("pad", b"")]), "tar_end"),
    "half a header": (lambda: written([("pad", b"")])[:300], "tar_header"),
    "half a block after the end": (lambda: written([]) + bytes(100), "tar_end"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_is_refused(case: str) -> None:
    make, code = HOSTILE[case]
    with pytest.raises(BundleAltered) as refused:
        tar.read(make(), anything)
    assert refused.value.fields["code"] == code


@pytest.mark.parametrize("name", ["../journal.jsonl", "/etc/passwd", "readable/../../x", "pad "])
def test_only_allowed_names_are_read(name: str) -> None:
    from wagesdesk.export.manifest import member_allowed

    with pytest.raises(BundleAltered) as refused:
        tar.read(written([(name, b"x")]), member_allowed)
    assert refused.value.fields == {"code": "tar_name", "name": name}


@given(st.integers(0, 2047), st.integers(0, 255))
def test_whatever_byte_is_changed_only_our_error_comes(at: int, value: int) -> None:
    data = bytearray(written([("journal.jsonl", b"x" * 512)]))
    data[at] = value
    try:
        members = tar.read(bytes(data), anything)
    except BundleAltered:
        return
    assert len(members) == 1
    assert len(*members.values()) == 512


@given(st.binary(max_size=3000))
def test_noise_is_refused(data: bytes) -> None:
    if set(data[:512]) - {0}:
        with pytest.raises(BundleAltered):
            tar.read(data, anything)

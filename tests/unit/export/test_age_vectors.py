"""The age test kit through the library we use, so that an upgrade that reads differently is seen."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pyrage
import pytest

from tests.unit.export.bundles import NO_VECTORS, VECTORS

KIT = VECTORS / "age"
# Where the library is known to differ; none of it matters to a binary file for X25519 keys. The last one, a
# passphrase file that costs 8 GiB, is why bundles never use passphrases (and why it is not run here).
DIFFERENT = {
    "armor_whitespace_outside": "refused",
    "stanza_missing_body": "read",
    "stanza_missing_final_line": "read",
    "scrypt_work_factor_23": "read",
}
COSTLY = {"scrypt_work_factor_23"}

pytestmark = pytest.mark.skipif(not KIT.is_dir(), reason=NO_VECTORS)


def vector(path: Path) -> tuple[dict[str, list[str]], bytes]:
    head, _empty, body = path.read_bytes().partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        name, _colon, value = line.partition(": ")
        fields.setdefault(name, []).append(value)
    return fields, zlib.decompress(body) if fields.get("compressed") == ["zlib"] else body


def ours(fields: dict[str, list[str]]) -> list[str]:
    """The keys of the kind we use; any will do where the kit names none."""
    named = fields.get("identity", [str(pyrage.x25519.Identity.generate())])
    return [key for key in named if key.startswith("AGE-SECRET-KEY-1")]


def outcome(fields: dict[str, list[str]], body: bytes) -> str:
    try:
        if "passphrase" in fields:
            plain = pyrage.passphrase.decrypt(body, fields["passphrase"][0])
        else:
            plain = pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(key) for key in ours(fields)])
    except pyrage.DecryptError:
        return "refused"
    same = hashlib.sha256(plain).hexdigest() == fields.get("payload", [""])[0]
    return "read" if same or fields["expect"] != ["success"] else "wrong"


def test_the_library_reads_the_kit_as_it_should_but_for_four() -> None:
    tried = different = skipped = 0
    for path in sorted(KIT.iterdir()):
        fields, body = vector(path)
        if not ours(fields):
            skipped += 1
            continue
        tried += 1
        should = "read" if fields["expect"] == ["success"] else "refused"
        if path.name in COSTLY:
            different += 1
            continue
        got = outcome(fields, body)
        assert got == DIFFERENT.get(path.name, should), path.name
        different += got != should
    assert (tried, different, skipped) == (125, 4, 18)

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.unit.export.bundles import NO_VECTORS, VECTORS
from wagesdesk.errors import BundleAltered
from wagesdesk.export import minisign
from wagesdesk.models.keys import new_sign_keys

MESSAGE = b'{"format":"wagesdesk-bundle"}'


@pytest.fixture(scope="module")
def keys() -> tuple[bytes, bytes]:
    return new_sign_keys()


@pytest.fixture(scope="module")
def text(keys: tuple[bytes, bytes]) -> bytes:
    seed, public = keys
    return minisign.sign(seed, minisign.key_id(public), MESSAGE, "wd bundle abcd2345")


def test_a_signature_gives_its_comment(keys: tuple[bytes, bytes], text: bytes) -> None:
    assert minisign.verify(keys[1], text, MESSAGE) == "wd bundle abcd2345"


def test_stock_minisign_accepts_it(keys: tuple[bytes, bytes], text: bytes, tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(MESSAGE)
    (tmp_path / "m.minisig").write_bytes(text)
    (tmp_path / "k.pub").write_text(minisign.public_text(keys[1], minisign.key_id(keys[1])))
    check = ["minisign", "-V", "-p", "k.pub", "-m", "m"]
    told = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Trusted comment: wd bundle abcd2345" in told.stdout
    (tmp_path / "m").write_bytes(MESSAGE[:-1] + b"]")
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(check, cwd=tmp_path, capture_output=True, check=True)


def test_a_signature_of_stock_minisign_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(MESSAGE)
    for step in (["-G", "-W"], ["-S", "-m", "m", "-t", "by hand"]):
        subprocess.run(["minisign", *step, "-p", "k.pub", "-s", "k.key"], cwd=tmp_path, check=True, capture_output=True)
    public = base64.b64decode((tmp_path / "k.pub").read_text().splitlines()[1])[10:]
    assert minisign.verify(public, (tmp_path / "m.minisig").read_bytes(), MESSAGE) == "by hand"


def test_every_changed_byte_that_counts_is_refused(keys: tuple[bytes, bytes], text: bytes) -> None:
    after_untrusted = text.index(b"\n") + 1
    key_id = range(after_untrusted + 2, after_untrusted + 14)
    changed = [at for at in range(after_untrusted, len(text)) if at not in key_id]
    for at in changed:
        other = bytearray(text)
        other[at] ^= 1
        with pytest.raises(BundleAltered) as refused:
            minisign.verify(keys[1], bytes(other), MESSAGE)
        assert refused.value.fields["code"] == "signature", at


def test_a_signature_has_one_spelling(keys: tuple[bytes, bytes], text: bytes) -> None:
    """The last letter before the filling carries four bits that mean nothing; they are zero."""
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    body = text.rstrip(b"=\n")
    other = body[:-1] + letters[letters.index(body[-1]) + 1 :][:1] + b"==\n"
    lines = [base64.b64decode(one.split(b"\n")[3]) for one in (text, other)]
    assert lines[0] == lines[1]
    with pytest.raises(BundleAltered):
        minisign.verify(keys[1], other, MESSAGE)


def test_another_message_key_or_form_is_refused(keys: tuple[bytes, bytes], text: bytes) -> None:
    lines = text.split(b"\n")
    legacy = base64.b64encode(b"Ed" + base64.b64decode(lines[1])[2:])
    wrong = (
        (new_sign_keys()[1], text, MESSAGE),
        (keys[1], text, MESSAGE + b" "),
        (keys[1], text + b"\n", MESSAGE),
        (keys[1], text + b"more", MESSAGE),
        (keys[1], text.removeprefix(b"un"), MESSAGE),
        (keys[1], text.replace(b"\n", b"x" * 4096 + b"\n", 1), MESSAGE),
        (keys[1], text.rstrip(b"\n"), MESSAGE),
        (keys[1], text.replace(b"\n", b"\r\n"), MESSAGE),
        (keys[1], b"\n".join([lines[0], legacy, *lines[2:]]), MESSAGE),
        (keys[1], b"", MESSAGE),
        (keys[1], b"x" * 5000, MESSAGE),
        (b"", text, MESSAGE),
        (bytes(32), text, MESSAGE),
    )
    for public, signature, message in wrong:
        with pytest.raises(BundleAltered):
            minisign.verify(public, signature, message)


def test_a_key_that_any_signature_fits_is_refused() -> None:
    one = (1).to_bytes(32, "little")
    fits_all = one + bytes(32)
    Ed25519PublicKey.from_public_bytes(one).verify(fits_all, b"whatever")
    body = base64.b64encode(b"ED" + bytes(8) + fits_all)
    text = b"\n".join([b"untrusted comment: x", body, b"trusted comment: x", base64.b64encode(fits_all), b""])
    with pytest.raises(BundleAltered):
        minisign.verify(one, text, MESSAGE)


def test_a_trusted_comment_is_one_line(keys: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="one line"):
        minisign.sign(keys[0], bytes(8), MESSAGE, "a\nb")


def accepted(vector: dict[str, str]) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(vector["key"])).verify(
            bytes.fromhex(vector["sig"]), vector["msg"].encode()
        )
    except InvalidSignature:
        return False
    return True


@pytest.mark.skipif(not VECTORS.is_dir(), reason=NO_VECTORS)
def test_weak_keys_are_those_of_the_edge_cases() -> None:
    vectors = json.loads((VECTORS / "ed25519vectors.json").read_text())
    taken = [vector for vector in vectors if accepted(vector)]
    low = [vector for vector in taken if "low_order_A" in (vector["flags"] or [])]
    assert (len(vectors), len(taken), len(low)) == (914, 208, 122)
    for vector in vectors:
        bad = {"low_order_A", "non_canonical_A"} & set(vector["flags"] or [])
        assert minisign.weak(bytes.fromhex(vector["key"])) == bool(bad), vector["number"]


def test_what_is_no_key_is_weak() -> None:
    assert minisign.weak(b"")
    assert minisign.weak(bytes(31))
    assert minisign.weak(bytes(32))  # of order four
    eight = 2707385501144840649318225287225658788936804267575313519463743609750303402022
    assert minisign.weak(eight.to_bytes(32, "little"))
    assert minisign.weak((2).to_bytes(32, "little"))  # on no point of the curve
    assert minisign.weak((2**255 - 19 + 3).to_bytes(32, "little"))  # 3, written in a second way
    assert not any(minisign.weak(new_sign_keys()[1]) for _ in range(20))

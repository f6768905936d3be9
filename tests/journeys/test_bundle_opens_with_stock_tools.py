"""README: `age -d`, `tar` and `minisign -V` open and check a bundle without WagesDesk."""

from __future__ import annotations

import hashlib
import json
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from tests.conftest import StockTool
from tests.unit.ui.line import Line
from wagesdesk.models.keys import read_escrow
from wagesdesk.services import card

KEY_KIND, KEY_ID = b"Ed", 8


def public_key_file(path: Path, public: bytes, signature: Path) -> Path:
    """A minisign public key, with the key id that the signature names."""
    key_id = b64decode(signature.read_text("utf-8").splitlines()[1])[2 : 2 + KEY_ID]
    path.write_text(f"untrusted comment: for the test\n{b64encode(KEY_KIND + key_id + public).decode()}\n", "utf-8")
    return path


@pytest.mark.parametrize("whose", ["recipient", "escrow"])
def test_age_tar_and_minisign_open_and_check_it(line: Line, tmp_path: Path, stock_tool: StockTool, whose: str) -> None:
    private, _changes = card.make_escrow(line.inside, line.inside.staff_id)
    (tmp_path / "stick").mkdir()
    bundle = line.write(tmp_path / "stick")
    secret = line.outside.machine.age_secret if whose == "recipient" else read_escrow(private)
    key = tmp_path / "key.txt"
    key.write_text(secret + "\n", "utf-8")
    opened = tmp_path / "opened"
    opened.mkdir()
    with (tmp_path / "plain.tar").open("wb") as plain:
        subprocess.run([stock_tool("age"), "-d", "-i", key, bundle], stdout=plain, check=True)
    subprocess.run([stock_tool("tar"), "xf", tmp_path / "plain.tar", "-C", opened], check=True)

    manifest = json.loads((opened / "manifest.json").read_bytes())
    assert manifest["sender"]["place"] == "HMP Ashmere"
    assert {one["age_public"] for one in manifest["recipients"]} == {
        line.outside.machine.age_public, card.escrow(line.inside),
    }  # fmt: skip
    signers = {
        "manifest.json.minisig": bytes.fromhex(manifest["sender"]["sign_public"]),
        "manifest.check.minisig": bytes.fromhex(manifest["checker"]["check_public"]),
    }
    assert signers["manifest.json.minisig"] == line.inside.machine.sign_public
    for name, public in signers.items():
        key_file = public_key_file(tmp_path / f"{name}.pub", public, opened / name)
        changed = tmp_path / "changed.json"
        changed.write_bytes((opened / "manifest.json").read_bytes() + b" ")
        for file, holds in ((opened / "manifest.json", True), (changed, False)):
            command = [stock_tool("minisign"), "-V", "-p", str(key_file), "-x", str(opened / name), "-m", str(file)]
            assert (subprocess.run(command, capture_output=True, check=False).returncode == 0) is holds

    listed = {one["name"]: one for one in manifest["files"]}
    found = {path.relative_to(opened).as_posix(): path for path in opened.rglob("*") if path.is_file()}
    assert set(found) == set(listed) | {"manifest.json", "pad", *signers}
    for name, told in listed.items():
        data = found[name].read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (told["size"], told["sha256"])
    assert {"heads.json", "journal.jsonl", "consent.json"} <= set(listed)
    assert (opened / "pad").read_bytes().strip(b"\0") == b""
    consents = json.loads(found["consent.json"].read_bytes())
    assert {(one["name"], one["scope"]) for one in consents} == {
        ("Asha", "plan"), ("Asha", "attendance"), ("Bronwen", "plan"), ("Bronwen", "identity"),
    }  # fmt: skip

"""The verbs without a window, on real vaults and a real bundle."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import vaults
from tests.unit.ui.line import Line, new_line
from wagesdesk.cli import main
from wagesdesk.models.backup import verify_backup
from wagesdesk.models.vault import Vault

ROOT = Path(__file__).resolve().parents[2]
FAR = date(2099, 12, 31)
"""These verbs go by the real clock; consents must hold on whatever day the tests run."""


@pytest.fixture
def line(inside: Vault, outside: Vault, group: vaults.Group) -> Line:
    made = new_line(inside, outside, group)
    made.says(0, "plan", "attendance", until=FAR)
    made.says(1, "plan", "identity", until=FAR)
    return made


@pytest.fixture
def bundle(line: Line, tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    file = line.write(tmp_path / "stick")
    line.outside.lock()
    return file


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=typed)


def told(result: Result) -> dict[str, str]:
    """The lines `label   value` of what was said."""
    pairs = (re.split(r" {2,}|(?<=^SHA-256) +", line, maxsplit=1) for line in result.stdout.splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


PASS = vaults.PASSPHRASES["Marged"] + "\n"


def test_inspect_without_a_key(bundle: Path) -> None:
    result = run("inspect", bundle)
    assert result.exit_code == 0, result.output
    said = told(result)
    assert said["Named like a WagesDesk bundle"] == "yes"
    assert said["Encrypted with age"] == "yes"
    assert said["Length is that of a whole bundle"] == "yes"
    assert said["Size"] == f"{bundle.stat().st_size} bytes"
    assert said["Can be opened by"] == "2 keys"
    assert len(said["SHA-256"]) == 64
    assert "Asha" not in result.output


def test_inspect_with_a_key_file(line: Line, bundle: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text(f"# made for the test\n{line.outside.machine.age_secret}\n", "utf-8")
    result = run("inspect", bundle, "--key", key)
    assert result.exit_code == 0, result.output
    said = told(result)
    assert said["Sent by"] == "HMP Ashmere"
    assert said["Signatures"] == "whole; compare the key with the card"
    assert (said["Prepared by"], said["Checked by"], said["Serial number"]) == ("Rhian", "Carys", "1")
    assert said["Asha"].startswith("attendance, plan and sums; until")
    assert "surname and numbers" in said["Bronwen"]
    assert "Chantelle" not in result.output


def test_inspect_with_a_vault(line: Line, bundle: Path) -> None:
    result = run("inspect", bundle, "--vault", line.outside.home, typed=PASS)
    assert result.exit_code == 0, result.output
    assert told(result)["Signatures"] == "whole, from a place whose card was compared"
    vaults.unlock(line.outside.home, vaults.morning()).lock()


@pytest.mark.parametrize("content", [b"holiday pictures", b""])
def test_inspect_something_else(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "picture.jpg"
    file.write_bytes(content)
    result = run("inspect", file)
    assert result.exit_code == 1
    assert told(result)["Encrypted with age"] == "no"


@pytest.mark.parametrize("text", ["no key at all", "AGE-SECRET-KEY-1MISTYPED"])
def test_inspect_with_a_key_that_is_none(bundle: Path, tmp_path: Path, text: str) -> None:
    key = tmp_path / "key.txt"
    key.write_text(text, "utf-8")
    result = run("inspect", bundle, "--key", key)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), "a person must not see a traceback"
    assert result.stderr.count("\n") >= 3


def test_inspect_a_cut_copy(line: Line, bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-5000])
    result = run("inspect", bundle)
    assert result.exit_code == 1
    assert told(result)["Length is that of a whole bundle"] == "no"
    result = run("inspect", bundle, "--vault", line.outside.home, typed=PASS)
    assert result.exit_code == 1
    assert "copy" in result.stderr


def test_import_and_import_again(line: Line, bundle: Path) -> None:
    result = run("import", bundle, "--vault", line.outside.home, "--who", "marged", typed=PASS)
    assert result.exit_code == 0, result.output
    assert (told(result)["From"], told(result)["People"]) == ("HMP Ashmere", "2")
    assert int(told(result)["New entries"]) > 20
    opened = vaults.unlock(line.outside.home, vaults.morning())
    assert vaults.says(opened, line.group, 0, 0) == "P"
    before = vaults.dump(opened)
    opened.lock()
    result = run("import", bundle, "--vault", line.outside.home, typed=PASS)
    assert result.exit_code == 0
    assert told(result)["New entries"] == "0"
    assert "Nothing was changed." in result.stdout
    opened = vaults.unlock(line.outside.home, vaults.morning())
    assert vaults.dump(opened) == before
    opened.lock()


def test_a_refused_import_says_why_and_changes_nothing(line: Line, bundle: Path) -> None:
    home = line.outside.home
    opened = vaults.unlock(home, vaults.morning())
    before = vaults.dump(opened)
    opened.lock()
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    bundle.write_bytes(data)
    for typed in (PASS, "a wrong passphrase\n"):
        result = run("import", bundle, "--vault", home, typed=typed)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert result.stderr.count("\n") >= 3
    opened = vaults.unlock(home, vaults.morning())
    assert vaults.dump(opened) == before
    opened.lock()


def test_a_vault_or_a_person_that_is_not_there(line: Line, bundle: Path, tmp_path: Path) -> None:
    for arguments in (("--vault", tmp_path / "nothing"), ("--vault", line.outside.home, "--who", "Nobody"), ()):
        result = run("import", bundle, *arguments, typed=PASS)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
    assert not (tmp_path / "nothing").exists()


def test_a_vault_that_is_open_elsewhere(line: Line, bundle: Path) -> None:
    opened = vaults.unlock(line.outside.home, vaults.morning())
    result = run("import", bundle, "--vault", line.outside.home, typed=PASS)
    assert result.exit_code == 1
    opened.lock()


def test_backup(line: Line, bundle: Path, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "safe", "--vault", line.outside.home, typed=PASS)
    assert result.exit_code == 0, result.output
    (made,) = (tmp_path / "safe").iterdir()
    assert told(result)["Backup"] == made.name
    assert verify_backup(made).place.name == "Cwlwm Co-operative"


def test_doctor_ends_with_one_when_it_found_something(tmp_path: Path) -> None:
    result = run("doctor", "--vault", tmp_path)
    assert result.exit_code == (0 if "Nothing found" in result.stdout else 1)
    assert result.stdout.strip()


def test_as_a_process_of_its_own(bundle: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", "from wagesdesk.cli import main; main()", "inspect", bundle], capture_output=True,
        text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Can be opened by" in done.stdout
    assert done.stderr == ""

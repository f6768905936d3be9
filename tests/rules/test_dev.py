"""dev.py: what the README promises of it, and its sentences when something is missing."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from devkit import environment, strings, system
from tests.rules import tree


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "installer/README.md", ".ci/run"])
def test_commands_in_the_pages_exist(page: str) -> None:
    used = set(re.findall(r"dev\.py (\w+)", (tree.ROOT / page).read_text(encoding="utf-8")))
    assert used <= set(dev.COMMANDS)
    assert used


def test_help_names_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, "dev.py", "--help"], cwd=tree.ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^  (\w+) +(?:\[|\w)", shown, re.MULTILINE)) >= set(dev.COMMANDS)


def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SystemExit, match="demo, run, test"):
        dev.main(["tset"])


def test_a_command_without_arguments_refuses_them() -> None:
    with pytest.raises(SystemExit, match="takes no arguments: --all"):
        dev.main(["fix", "--all"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux looks for system packages")
def test_what_cannot_be_installed_is_one_line_to_type(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no apt-get here
    assert not system.supply({"here": "a", "gone": "libgone1"}, lambda thing: thing == "here")
    told = capsys.readouterr().err
    assert "Missing on this machine: gone\n" in told
    assert "apt-get install --no-install-recommends libgone1 " in told


def test_the_stamp_changes_with_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    before = environment.stamp()
    assert environment.stamp() == before
    (tmp_path / "requirements.lock").write_text("other", encoding="utf-8")
    assert environment.stamp() != before


def test_words_are_collected_with_context_plural_and_without_line_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        '_("one")\nngettext("a", "b", n)\npgettext("month", "May")\nother("no")\n', encoding="utf-8"
    )
    text = strings.written(strings.template(tmp_path)).decode()
    assert 'msgid "one"' in text
    assert 'msgid_plural "b"' in text
    assert 'msgctxt "month"' in text
    assert '"no"' not in text
    assert "#: src/wagesdesk/a.py\n" in text
    assert "Date" not in text


def test_an_old_python_is_told_so(tmp_path: Path) -> None:
    source = (tree.ROOT / "dev.py").read_text(encoding="utf-8").replace("(3, 11)", "(9, 0)")
    (tmp_path / "dev.py").write_text(source, encoding="utf-8")
    done = subprocess.run([sys.executable, "dev.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("WagesDesk needs Python 3.11 or newer")


PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Today"
msgstr "Heddiw"

msgid "Later"
msgstr ""

msgid "%(n)d day"
msgid_plural "%(n)d days"
msgstr[0] ""
msgstr[1] ""
"""


def test_a_word_without_a_translation_stays_english_a_plural_too(tmp_path: Path) -> None:
    po = tmp_path / "cy" / "LC_MESSAGES" / "wagesdesk.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, encoding="utf-8")
    strings.compile_files([po])
    words = gettext.translation("wagesdesk", tmp_path, ["cy"])
    assert words.gettext("Today") == "Heddiw"
    assert words.gettext("Later") == "Later"
    assert words.ngettext("%(n)d day", "%(n)d days", 3) == "%(n)d days"

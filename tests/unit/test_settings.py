"""Settings of the device: bounds, damage, unknown keys, and writing in one step."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk import settings
from wagesdesk.settings import FIELDS, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "settings.toml"


def test_without_a_file_all_is_default(file: Path) -> None:
    assert settings.load(file) == settings.Loaded(Settings(), None)


def test_what_is_saved_is_read_again(file: Path) -> None:
    chosen = Settings().changed(text_size=130, theme="dark", full_screen=False, last_cohort='a "b" \\ \n č')
    settings.save(chosen, file)
    assert settings.load(file).settings == chosen
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


@given(st.text())
def test_any_text_survives(value: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        settings.save(Settings(last_export_folder=value), file)
        assert settings.load(file).settings.last_export_folder == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_size", 99),
        ("theme", "pink"),
        ("idle_minutes", 0),
        ("idle_minutes", 61),
        ("full_screen", 1),
        ("language", 3),
    ],
)
def test_out_of_bounds(file: Path, name: str, value: settings.Value) -> None:
    with pytest.raises(ValueError, match=name):
        Settings().changed(**{name: value})
    file.parent.mkdir()
    written = f'"{value}"' if isinstance(value, str) else str(value)
    file.write_text(f'{name} = {written}\nlast_cohort = "kept"\n', "utf-8")
    loaded = settings.load(file).settings
    assert getattr(loaded, name) == FIELDS[name].default
    assert loaded.last_cohort == "kept"


def test_an_unknown_field_cannot_be_set() -> None:
    with pytest.raises(KeyError):
        Settings().changed(nothing="x")


def test_keys_of_a_later_version_are_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('text_size = 115\n"later.key" = "x"\nother = 7\n', "utf-8")
    loaded = settings.load(file).settings
    settings.save(loaded.changed(text_size=150), file)
    again = settings.load(file).settings
    assert again.text_size == 150
    assert dict(again.unknown) == {"later.key": "x", "other": 7}


@pytest.mark.parametrize("damage", [b"text_size = = 3", b"\xff\xfe\x00", b"[half"])
def test_a_damaged_file_is_set_aside(file: Path, damage: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    loaded = settings.load(file)
    assert loaded.settings == Settings()
    assert loaded.damaged is not None
    assert loaded.damaged.read_bytes() == damage
    assert not file.exists()


def test_every_field_says_what_it_is_for() -> None:
    assert {one.name for one in dataclasses.fields(Settings)} == {*FIELDS, "unknown"}
    assert all(one.metadata["about"] for one in FIELDS.values())
    assert all(settings._fits(name, one.default) for name, one in FIELDS.items())  # noqa: SLF001

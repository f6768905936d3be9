"""Settings of this device: no personal data, one TOML file, each field with its bounds and what it is for."""

from __future__ import annotations

import dataclasses
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

Value = str | int | bool


def _one_of(default: Value, about: str, *choices: Value) -> Any:
    return field(default=default, metadata={"about": about, "choices": choices})


def _between(default: int, about: str, least: int, most: int) -> Any:
    return field(default=default, metadata={"about": about, "least": least, "most": most})


def _free(default: Value, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Settings:
    """What this device remembers. `unknown` keeps what a later version wrote into the file."""

    language: str = _one_of("en_GB", "Language of the screen", "en_GB", "cy")
    text_size: int = _one_of(100, "Text size in percent", 100, 115, 130, 150)
    theme: str = _one_of("system", "Colours", "system", "light", "dark", "contrast")
    idle_minutes: int = _between(5, "Minutes without a key or the mouse until the screen is covered", 1, 60)
    quick_code: bool = _free(True, "Offer a quick code for the cover at unlock; the place's own rule decides")
    full_screen: bool = _free(True, "Fill the whole screen at start")
    last_cohort: str = _free("", "Id of the cohort that was open last")
    last_staff: str = _free("", "Id of the way in that was used last")
    last_export_folder: str = _free("", "Folder that a bundle was written to last")
    last_backup_folder: str = _free("", "Second place for backups, for example on the stick in the safe")
    translated_into: str = _free("", "Language that words were translated into last")
    unknown: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def changed(self, **fields: Value) -> Settings:
        """A copy with other values; ValueError for one out of bounds, KeyError for an unknown field."""
        wrong = [name for name, value in fields.items() if not _fits(name, value)]
        if wrong:
            raise ValueError(wrong)
        return dataclasses.replace(self, **fields)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Loaded:
    """`damaged` is where a file that could not be read was put; None when all was well."""

    settings: Settings
    damaged: Path | None = None


FIELDS = {known.name: known for known in dataclasses.fields(Settings) if known.name != "unknown"}


def load(file: Path) -> Loaded:
    """Read the settings; a value out of bounds counts as its default, a damaged file is set aside beside it."""
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except (ValueError, OSError):
        aside = file.with_name(file.name + ".damaged")
        try:
            file.replace(aside)
        except OSError:
            aside = file
        return Loaded(Settings(), aside)
    known = {name: value for name, value in found.items() if name in FIELDS and _fits(name, value)}
    kept = {name: value for name, value in found.items() if name not in FIELDS and isinstance(value, Value)}
    return Loaded(Settings(**known, unknown=MappingProxyType(kept)))


def save(settings: Settings, file: Path) -> None:
    """Write the settings in one step: the file is the old one or the new one, never half; OSError if it cannot."""
    values = {name: getattr(settings, name) for name in FIELDS} | dict(settings.unknown)
    lines = []
    for name, value in values.items():
        if name in FIELDS:
            lines.append(f"# {FIELDS[name].metadata['about']}")
        lines.append(f"{json.dumps(name) if name not in FIELDS else name} = {_toml(value)}")
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)


def _toml(value: Value) -> str:
    # A JSON string is a TOML basic string, except that TOML wants DEL escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _fits(name: str, value: object) -> bool:
    known = FIELDS[name]
    if type(value) is not type(known.default):
        return False
    bounds = known.metadata
    if "choices" in bounds:
        return value in bounds["choices"]
    return not isinstance(value, int) or bounds.get("least", value) <= value <= bounds.get("most", value)

"""Where files are. No other module computes a path of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(name: str) -> Path:
    """A shipped file or folder under `resources/`: in a frozen build, in an installed wheel, or in the source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources" / name
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    root = installed if installed.is_dir() else package.parents[1] / "resources"
    return root / name


def data_home() -> Path:
    """The folder for vaults of this user on this machine, never a roaming one. `WAGESDESK_HOME` overrides it."""
    chosen = os.environ.get("WAGESDESK_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("WagesDesk", appauthor=False, roaming=False))


def vault_folder() -> Path:
    return data_home() / "vault"


def practice_folder() -> Path:
    return data_home() / "practice"


def settings_file() -> Path:
    return data_home() / "settings.toml"


def voice_folder() -> Path:
    """Recorded clips that were carried to this machine, one folder for each language; most machines have none."""
    return data_home() / "voice"

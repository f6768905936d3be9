"""The lock: `resolve` writes requirements.lock, `wheels` writes installer/wheels.json from it.

Runs inside `.venv` as `python -m devkit.lock`. One lock serves Windows, Linux and macOS and every Python of
pyproject.toml. It holds hashes and no address; addresses that the resolver tells stay in a temporary folder.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
WHEELS = ROOT / "installer" / "wheels.json"
UV = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "-q"]
HEADER = "# Every package that building, testing and running WagesDesk needs. Renewed by: python3 dev.py lock\n"
# What counts as a wheel for each system; a pure one ("any") counts for all.
SYSTEMS = {
    "windows": re.compile(r"-(win_amd64|any)$"),
    "linux": re.compile(r"manylinux\w*x86_64\b|-any$"),
    "macos": re.compile(r"macosx\w*(arm64|universal2)\b|-any$"),
}
# Their metadata is silent (that of spylls is wrong); read from the licence files in their wheels. SQLCipher itself is
# inside sqlcipher3's.
READ_BY_HAND = {"pyrage": "MIT", "spylls": "MPL-2.0", "sqlcipher3": "Zlib AND BSD-3-Clause"}
INTERPRETER = re.compile(r"cp31[1-4]|(cp3\d+-abi3)|py3|py2\.py3")


def resolve(*, upgrade: bool) -> int:
    """Write the lock; without `upgrade` the versions it already names are kept where the project still allows them."""
    options = [
        "--group",
        "dev",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--no-emit-index-url",
        "-o",
        str(LOCK),
    ]
    done = subprocess.run([*UV, *options, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=False)
    if done.returncode == 0:
        LOCK.write_text(HEADER + LOCK.read_text(encoding="utf-8").removeprefix(HEADER), encoding="utf-8", newline="\n")
    return done.returncode


def wheels() -> int:
    """Write, for each package of the lock: version, whether it ships, licence, wheel tags for the three systems."""
    ships = {package["name"] for package in _resolved()}
    rows = [
        {
            "name": package["name"],
            "version": package["version"],
            "ships": package["name"] in ships,
            "licence": licence(package["name"], package["version"]),
            "wheels": tags([wheel["url"].rsplit("/", 1)[-1] for wheel in package["wheels"]]),
        }
        for package in _resolved("--group", "dev")
    ]
    text = ",\n".join(json.dumps(row) for row in rows)
    WHEELS.write_text(f"[\n{text}\n]\n", encoding="utf-8", newline="\n")
    return 0


def tags(names: list[str]) -> dict[str, list[str]]:
    """Wheel file names -> system -> tags of the wheels that install there: `{"windows": ["cp311-cp311-win_amd64"]}`."""
    found = ["-".join(name.removesuffix(".whl").split("-")[-3:]) for name in names]
    usable = [tag for tag in found if INTERPRETER.match(tag) and "t-" not in tag]  # "cp313t": the build without a lock
    return {system: sorted(tag for tag in usable if platform.search(tag)) for system, platform in SYSTEMS.items()}


def licence(name: str, version: str) -> str:
    """What the package's own metadata says, in the most exact of the three places where packages say it."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    try:
        told: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:  # it belongs to another system
        told = _fetched(name, version)
    lines = told.get_all("Classifier") or ()
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in lines if line.startswith("License ::")]
    return told["License-Expression"] or " AND ".join(classifiers) or (told["License"] or "unknown").splitlines()[0]


def _resolved(*groups: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pylock.toml"
        subprocess.run([*UV, *groups, "-c", str(LOCK), "--format", "pylock.toml", "-o", str(out)], cwd=ROOT, check=True)
        packages: list[dict[str, Any]] = tomllib.loads(out.read_text(encoding="utf-8"))["packages"]
    return packages


def _fetched(name: str, version: str) -> Message:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--platform", "win_amd64", "-d", folder, f"{name}=={version}"], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            inner = next(inside for inside in wheel.namelist() if inside.endswith(".dist-info/METADATA"))
            return message_from_bytes(wheel.read(inner))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["resolve", *rest]:
            return resolve(upgrade=rest == ["--upgrade"])
        case ["wheels"]:
            return wheels()
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A small whole vault on disk, and a place that refuses writing or is full, for the tests of what lies at rest."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wagesdesk.models import cipher, folder, slots
from wagesdesk.models.slots import KdfParams, Keys, PlaceLabel

ROOT = Path(__file__).resolve().parents[3]
QUICK = KdfParams(8, 1, 1)
GWEN, DEE = "gwen and her six plain words", "dee and her six plain words"
RECOVERY = "90QV XXX9 9TNQ M6FH RZR4 YRNM 1F5Z 51Z9 TE5Y"
SECRET_TEXT = "Jodie wants to make cards"


@dataclass(frozen=True)
class Made:
    folder: Path
    data_key: bytes
    gwen: str
    dee: str

    @property
    def generation(self) -> Path:
        return folder.current(self.folder)

    @property
    def keys(self) -> Keys:
        return slots.read_keys(self.generation)[0]


def make_vault(vault_folder: Path, *, rows: int = 200, vault_id: str = "vault-one") -> Made:
    """Two people with a passphrase each, `rows` rows in table `note`."""
    data_key = os.urandom(32)
    generation = folder.new_generation(vault_folder)
    connection = cipher.connect(generation / folder.DATA, data_key, create=True)
    connection.execute("PRAGMA user_version = 7")
    connection.execute("CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT, raw BLOB)")
    connection.execute("CREATE TABLE loose (text TEXT)")
    connection.execute("CREATE INDEX note_text ON note (text)")
    connection.execute("BEGIN IMMEDIATE")
    add_rows(connection, rows)
    connection.execute("COMMIT")
    connection.close()
    keys = Keys(vault_id, generation.name, PlaceLabel("laptop", "HMP Example", False))
    ids = []
    for staff, secret in (("gwen", GWEN), ("dee", DEE)):
        slot = make_slot(keys, data_key, secret, staff)
        keys = slots.with_slot(keys, slot)
        ids.append(slot.id)
    slots.write_keys(generation, keys, data_key, reopen=list(zip(ids, (GWEN, DEE), strict=True)))
    folder.commit_generation(vault_folder, generation)
    return Made(vault_folder, data_key, *ids)


def make_slot(keys: Keys, data_key: bytes, secret: str, staff: str) -> slots.Slot:
    return slots.make_slot(
        keys, data_key=data_key, secret=secret, kind="passphrase", staff_id=staff, name=staff.title(),
        role="facilitator", params=QUICK, floor=QUICK,
    )  # fmt: skip


def add_rows(connection: Any, rows: int) -> None:
    for n in range(rows):
        connection.execute("INSERT INTO note (text, raw) VALUES (?, ?)", (f"{SECRET_TEXT} {n}", os.urandom(64)))
        connection.execute("INSERT INTO loose VALUES (?)", (f"loose {n}",))


def rows_of(generation: Path, data_key: bytes) -> tuple[list[Any], list[Any]]:
    """Every row, after every page was found whole."""
    connection = cipher.connect(generation / folder.DATA, data_key)
    try:
        cipher.verify(connection)
        queries = ("SELECT * FROM note ORDER BY n", "SELECT text FROM loose ORDER BY rowid")
        one, other = (connection.execute(query).fetchall() for query in queries)
        return one, other
    finally:
        connection.close()


def flip(path: Path, at: int) -> None:
    """Change one bit of the byte at `at`."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def in_small_disk(place: Path, size: str, script: str) -> None:
    """Run `script` with `place` as sys.argv[1], a memory disk of `size`; in it `read_only()` turns the disk so."""
    head = (
        "import subprocess, sys\nfrom pathlib import Path\nplace = Path(sys.argv[1])\n"
        "def read_only():\n    subprocess.run(['mount', '-o', 'remount,ro', str(place)], check=True)\n"
    )
    private = ["unshare", "--user", "--map-root-user", "--mount"]
    mount = f'mount -t tmpfs -o size={size} none "$1"'
    if not sys.platform.startswith("linux"):
        pytest.skip("memory disks need Linux")
    place.mkdir(exist_ok=True)
    if subprocess.run([*private, "sh", "-c", mount, "sh", place], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no private mounts")
    ran = subprocess.run(
        [*private, "sh", "-c", f'{mount} && exec "$2" -W error -c "$3" "$1"',
         "sh", place, sys.executable, head + script],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr

"""What the tests that kill and the tests that let the disk fail begin with, and what must hold afterwards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests import vaults
from tests.unit.ui.line import new_line
from tests.vaults import PASSPHRASES, TODAY, Group
from wagesdesk.export.container import Sealed
from wagesdesk.models import backup as backups_of
from wagesdesk.models import proving
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, lists, vault


def whole(home: Path, *, who: str = "", secret: str = "") -> Vault:
    """Open it as the next start would: nothing is told but that one of the twin files with the ways in was mended, the
    chain is right, the tables are those of the journal, nothing lies about."""
    slot = next(one for one in vault.place(home).slots if who in ("", one.name))
    opened = vault.unlock(home, slot_id=slot.id, secret=secret or PASSPHRASES[slot.name], clock=vaults.morning())
    assert set(opened.notices) <= {"keys_differ", "slots_twin_used"}, opened.notices
    with opened.read() as db:
        assert proving.verify(db.connection()) == []
    with vaults.tables_stay():
        assert vaults.rebuilt(opened) == vaults.dump(opened)
    assert len(list(home.glob("gen-*"))) == 1
    assert not list(home.glob("*.part")) + list(home.glob("gen-*/*.part"))
    return opened


@dataclass(frozen=True)
class Start:
    """What each try begins with: the laptop with a group, the outside place that knows it, a bundle for it."""

    group: Group
    sealed: Sealed


def prepare(root: Path) -> Start:
    """Make `vault` (with one backup beside it), `outside`, an empty `stick` and the bundle's file in `root`."""
    home, group = vaults.group_template()
    shutil.copytree(home, root / "vault")
    vaults.copy_of("outside", root / "outside")
    inside = vaults.unlock(root / "vault", vaults.morning())
    outside = vaults.unlock(root / "outside", vaults.morning())
    line = new_line(inside, outside, group)
    sealed = line.seal()
    (root / "stick").mkdir()
    (root / sealed.name).write_bytes(sealed.content)
    backup.make(inside)
    inside.lock()
    outside.lock()
    return Start(group, sealed)


def only_whole(opened: Vault, place: Path) -> list[Path]:
    """The backups in a place, each of them whole."""
    return [backups_of.verify_backup(one.folder).folder for one in backup.backups(opened, place)]


def take_list(opened: Vault, group: Group, names: list[str]) -> None:
    """People from a list, one name a row."""
    sheet = lists.Sheet("list", (("Surname", "Forename"), *(("Price", name) for name in names)))
    told = lists.preview(sheet, lists.guess_mapping(sheet, TODAY), known=lists.Known(), today=TODAY)
    lists.accept(
        opened, opened.staff_id, cohort_id=group.cohort_id, preview=told, joined_on=TODAY, source="letter",
        step=lambda _done, _total: None,
    )  # fmt: skip

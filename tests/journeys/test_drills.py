"""README: what a place does when somebody leaves, something is lost or words are forgotten, tried with real files.

Whoever has an old copy of the records has what was in it on that day, and her words of that day open it: no program can
change that. What is tried here is that nothing of it opens what is written afterwards.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import pages, vaults
from tests.unit.ui.line import Line
from tests.vaults import PASSPHRASES, QUICK, Group
from wagesdesk.clock import FixedClock
from wagesdesk.errors import Erased, UserError, VaultDamaged, WrongPassphrase
from wagesdesk.export import inbox
from wagesdesk.export.status import Outcome
from wagesdesk.models import cipher, folder, slots
from wagesdesk.models.person import Person
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, card, erasure, loss, staff, vault

RHIAN, CARYS = PASSPHRASES["Rhian"], PASSPHRASES["Carys"]
NEW = "seven kind otters play chess"


@pytest.fixture
def safe(inside: Vault, tmp_path: Path) -> Path:
    """The second place for backups: a stick that lies in the safe."""
    (tmp_path / "stick").mkdir()
    return backup.choose(inside, tmp_path / "stick")


@pytest.fixture
def key(inside: Vault) -> str:
    """The recovery key, on paper in another building."""
    made = new_recovery_key()
    staff.new_recovery_key(inside, inside.staff_id, made)
    return made


def slot_of(opened: Vault, name: str) -> str:
    return next(slot.id for slot in opened.keys.slots if slot.name == name)


def unlocked(home: Path, clock: FixedClock, name: str, secret: str) -> Vault:
    slot = next(one for one in vault.place(home).slots if one.name == name)
    return vault.unlock(home, slot_id=slot.id, secret=secret, clock=clock)


def refused(home: Path, clock: FixedClock, name: str, secret: str) -> bool:
    try:
        unlocked(home, clock, name, secret).lock()
    except (UserError, StopIteration):
        return True
    return False


def old_key_opens(copy: Path, secret: str, name: str, generation: Path) -> bool:
    """Whether the key that an old copy yields to these words opens the records of now."""
    keys, _notices = slots.read_keys(copy)
    slot = next(one for one in keys.slots if one.name == name)
    old = slots.open_slot(keys, slot.id, secret)
    try:
        cipher.connect(generation / folder.DATA, old).close()
    except VaultDamaged:
        return False
    return True


def test_somebody_has_left(inside: Vault, key: str, group: Group, tmp_path: Path, morning: FixedClock) -> None:
    """Carys kept a copy of the whole folder, and knows her words."""
    home = inside.home
    inside.checkpoint()
    kept = Path(shutil.copytree(folder.current(home), tmp_path / "kept by carys"))
    staff.remove(
        inside, inside.staff_id, staff_id=vaults.staff_id(inside, "Carys"),
        keep=[(slot_of(inside, "Rhian"), RHIAN), (slot_of(inside, ""), key)], params=QUICK, floor=QUICK,
    )  # fmt: skip
    vaults.mark(inside, group, 0, 0, "P", note="written after she left")
    inside.lock()
    assert refused(home, morning, "Carys", CARYS)
    assert not old_key_opens(kept, CARYS, "Carys", folder.current(home))
    for name in (folder.KEYS, folder.KEYS_TWIN):  # her old ways in, put back over the new ones
        shutil.copyfile(kept / name, folder.current(home) / name)
    with pytest.raises(UserError):
        unlocked(home, morning, "Carys", CARYS)


def test_a_stick_with_a_backup_is_lost(
    inside: Vault, key: str, group: Group, safe: Path, tmp_path: Path, morning: FixedClock
) -> None:
    """Everybody gets new words, because nobody knows who knows the old ones."""
    backup.make(inside, safe)
    (found,) = safe.glob("wagesdesk-backup-*")
    stolen = Path(shutil.copytree(found, tmp_path / "stolen"))
    words, paper = "open gate kindly nine paper", new_recovery_key()
    done = loss.answer(
        inside, inside.staff_id, keep=[(slot_of(inside, "Rhian"), RHIAN)],
        renew=[(slot_of(inside, "Carys"), words), (slot_of(inside, ""), paper)], second=safe, params=QUICK,
        floor=QUICK,
    )  # fmt: skip
    assert done.late == ()
    vaults.mark(inside, group, 0, 0, "P")
    home, recovery = inside.home, slot_of(inside, "")
    inside.lock()
    assert old_key_opens(stolen, CARYS, "Carys", stolen), "what was lost is lost: it opens as of that day"
    assert not old_key_opens(stolen, CARYS, "Carys", folder.current(home))
    assert refused(home, morning, "Carys", CARYS)
    with pytest.raises(WrongPassphrase):
        vault.unlock(home, slot_id=recovery, secret=key, clock=morning)
    vault.unlock(home, slot_id=recovery, secret=paper, clock=morning).lock()
    opened = unlocked(home, morning, "Carys", words)
    for place in (backup.on_machine(opened), safe):
        (only,) = backup.backups(opened, place)
        assert not old_key_opens(stolen, CARYS, "Carys", only.folder)
    opened.lock()


def test_the_second_laptop_is_lost(inside: Vault, second: Vault, group: Group) -> None:
    """What it writes from now on does not count here."""
    vaults.exchange_cards(inside, second)
    vaults.take_in(second, vaults.lines(inside))
    keep = [(slot_of(inside, name), PASSPHRASES[name]) for name in ("Rhian", "Carys")]
    loss.answer(
        inside, inside.staff_id, keep=keep, renew=(), second=None, card_id=second.machine.sign_public.hex(),
        params=QUICK, floor=QUICK,
    )  # fmt: skip
    assert card.cards(inside) == ()
    with second.write(second.staff_id, "people.add") as db:
        db.add(Person(name="Nobody", language="en"))
    vaults.take_in(inside, vaults.lines(second))
    assert b"Nobody" not in vaults.dump(inside)


def test_a_facilitator_forgot_her_words(inside: Vault, morning: FixedClock) -> None:
    """Another member of staff lets her choose new ones."""
    home = inside.home
    staff.renew_passphrase(
        inside, inside.staff_id, staff_id=vaults.staff_id(inside, "Carys"), passphrase=NEW, params=QUICK, floor=QUICK
    )
    inside.lock()
    assert refused(home, morning, "Carys", CARYS)
    unlocked(home, morning, "Carys", NEW).lock()


def test_nobody_knows_any_words(inside: Vault, key: str, group: Group, morning: FixedClock) -> None:
    """The paper from the other building opens the records, and Rhian chooses new words."""
    home, rhian = inside.home, inside.staff_id
    inside.lock()
    opened = unlocked(home, morning, "", key.lower())
    staff.change_passphrase(opened, rhian, proof=key, new=NEW, params=QUICK, floor=QUICK)
    opened.lock()
    assert refused(home, morning, "Rhian", RHIAN)
    opened = unlocked(home, morning, "Rhian", NEW)
    assert b"Asha" in vaults.dump(opened)
    opened.lock()


def test_somebody_has_seen_the_recovery_key(inside: Vault, key: str, morning: FixedClock) -> None:
    home, paper = inside.home, new_recovery_key()
    staff.new_recovery_key(inside, inside.staff_id, paper)
    inside.lock()
    assert refused(home, morning, "", key)
    unlocked(home, morning, "", paper).lock()


def test_a_woman_asks_to_be_forgotten(line: Line, group: Group, tmp_path: Path, morning: FixedClock) -> None:
    """Here, in the backups, in the next bundle and outside: no byte of hers; and nothing brings her back."""
    inside, outside = line.inside, line.outside
    (tmp_path / "stick").mkdir()
    safe = backup.choose(inside, tmp_path / "stick")
    backup.make(inside, safe)
    (found,) = safe.glob("wagesdesk-backup-*")
    forgotten = Path(shutil.copytree(found, tmp_path / "forgotten copy"))
    sealed = line.seal()
    old = tmp_path / sealed.name
    old.write_bytes(sealed.content)
    inbox.accept(outside, outside.staff_id, inbox.check(outside, old))
    assert b"Asha" in vaults.dump(outside)

    keys = {one.home: vaults.data_key(one.home) for one in (inside, outside)}
    erasure.erase(inside, inside.staff_id, [line.asha], second=safe, older=True)
    morning.advance(days=1)
    later = line.seal()
    (tmp_path / later.name).write_bytes(later.content)
    came = inbox.check(outside, tmp_path / later.name)
    assert b"Asha" not in b"".join(entry.line() for entry in came.entries)
    assert b"Asha" not in b"".join(came.opened.files.values())
    assert came.erased == ("Asha",)
    inbox.accept(outside, outside.staff_id, came)
    assert inbox.check(outside, tmp_path / later.name).erased == ()
    again = inbox.accept(outside, outside.staff_id, inbox.check(outside, old))
    assert again.outcome is Outcome.NOTHING_NEW

    for opened in (inside, outside):
        assert b"Asha" not in pages.in_clear(folder.current(opened.home), keys[opened.home])
        with pytest.raises(Erased), opened.write(opened.staff_id, "x") as db:
            db.add(Person(id=line.asha, name="Asha"))
    for place in (backup.on_machine(inside), safe):
        for one in backup.backups(inside, place):
            assert b"Asha" not in pages.in_clear(one.folder, keys[inside.home])
    slot, home = inside.slot_id, inside.home
    inside.lock()
    vault.restore(forgotten, home, slot_id=slot, secret=RHIAN, clock=morning)
    opened = vaults.unlock(home, morning)
    assert b"Asha" not in vaults.dump(opened), "the copy from the drawer brought her back"
    assert b"Asha" not in pages.in_clear(folder.current(home), keys[home])
    opened.lock()

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import pages, vaults
from tests.unit.services import subjects
from tests.vaults import TODAY, Group
from wagesdesk.clock import FixedClock
from wagesdesk.errors import DriveGone, NotAllowed, NotFound
from wagesdesk.models import proving
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, card, erasure, history
from wagesdesk.services.erasure import Bundle, Done, Mention


def gone(opened: Vault, *person_ids: str, second: Path | None = None, older: bool = True) -> Done:
    return erasure.erase(opened, opened.staff_id, person_ids, second=second, older=older)


def test_before_it_is_told_what_goes_and_what_it_cannot_reach(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    (found,) = erasure.leaving(inside, [full.asha])
    assert (found.name, found.cohorts) == ("Asha", ("Cohort 7", "Cohort 8"))
    assert found.entries == sum(full.asha in one.header.subjects for one in vaults.entries(inside))
    (told,) = found.told
    assert (told.place, told.bundles) == ("Cwlwm Co-operative", (Bundle(3, date(2026, 11, 2)),))
    assert told.reachable
    assert told.sent_on is None
    assert found.mentions == (
        Mention(
            "mark",
            natural_id("mark", full.group.enrolments[1], full.group.workshops[2]),
            "says",
            full.group.people[1],
            "Jodie",
            (("note", "Learned from Asha’s cards"),),
        ),
        Mention(
            "business",
            natural_id("business", full.group.people[2]),
            "idea",
            full.group.people[2],
            "Chantelle",
            (("name", "Cards by Chantelle and Rahman"),),
        ),
    )
    with pytest.raises(NotFound):
        erasure.leaving(inside, ["0" * 32])


def test_several_are_told_by_name(inside: Vault, group: Group) -> None:
    assert [one.name for one in erasure.leaving(inside, reversed(group.people))] == ["Asha", "Bronwen", "Chantelle"]


def test_it_is_remembered_who_did_it_and_who_was_told(inside: Vault, outside: Vault, morning: FixedClock) -> None:
    full = subjects.fill(inside, outside)
    done = gone(inside, full.asha)
    assert not done.traces
    assert done.late == ()
    assert {"person", "mark", "consent", "backup"} <= done.changes.kinds
    (row,) = erasure.erased(inside)
    assert (row.person_id, row.on, row.by) == (full.asha, TODAY, "Rhian")
    assert [(one.place, one.sent_on) for one in row.told] == [("Cwlwm Co-operative", None)]
    morning.advance(days=1)
    with inside.write(inside.staff_id, "export") as db:
        sent = {**sent_of(inside, "abcdefgh"), "people": [], "serial": 4, "created": "2026-11-04T10:00:00+00:00"}
        db.add(Dispatch(id="bbbbbbbb", recipient_id=outside.machine.sign_public.hex(), sent=sent, seen="verified"))
    assert erasure.erased(inside)[0].told[0].sent_on == date(2026, 11, 4)
    card.remove(inside, inside.staff_id, outside.machine.sign_public.hex())
    assert not erasure.erased(inside)[0].told[0].reachable


def sent_of(opened: Vault, bundle_id: str) -> dict[str, object]:
    with opened.read() as db:
        held = db.get(Dispatch, bundle_id)
        assert held is not None
        return dict(held.sent or {})


def test_ctrl_z_does_not_reach_it_and_the_chain_holds(inside: Vault, group: Group) -> None:
    before = history.can_undo(inside)
    gone(inside, *group.people[:2])
    assert history.can_undo(inside) == before != "erase"
    with inside.read() as db:
        assert proving.verify(db.connection()) == []


def test_only_an_administrator_erases_and_only_who_is_here(inside: Vault, group: Group) -> None:
    carys = vaults.staff_id(inside, "Carys")
    with pytest.raises(NotAllowed):
        erasure.erase(inside, carys, group.people[:1], second=None, older=True)
    with pytest.raises(NotFound):
        gone(inside, group.people[0], "0" * 32)
    assert erasure.erased(inside) == ()
    assert vaults.says(inside, group, 0, 0) == ""


@pytest.fixture
def safe(inside: Vault, tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return backup.choose(inside, tmp_path / "stick")


def heaps(place: Path, key: bytes) -> list[bytes]:
    """All that can be read in each backup of a place."""
    return [pages.in_clear(one, key) for one in sorted(place.glob("wagesdesk-backup-*"))]


def test_every_backup_that_can_be_reached_is_made_anew(
    inside: Vault, group: Group, safe: Path, morning: FixedClock
) -> None:
    key = vaults.data_key(inside.home)
    for _day in range(2):
        backup.make(inside, safe)
        morning.advance(days=1)
        vaults.mark(inside, group, 1, 0, "P" if _day else "L")
    inside.backup(inside.home / BEFORE_IMPORT)
    assert b"Asha" in heaps(safe, key)[0]
    gone(inside, group.people[0], second=safe)
    for place in (backup.on_machine(inside), safe):
        (only,) = heaps(place, key)
        assert b"Asha" not in only
        assert b"Bronwen" in only
    assert heaps(inside.home / BEFORE_IMPORT, key) == []


def test_the_older_ones_of_a_stick_in_the_safe_go_when_it_is_there_again(
    inside: Vault, group: Group, safe: Path, morning: FixedClock
) -> None:
    for _day in range(2):
        backup.make(inside, safe)
        morning.advance(days=1)
    gone(inside, group.people[0], second=None)
    assert len(backup.backups(inside, safe)) == 2
    opened = vaults.again(inside)
    backup.make_due(opened, safe, at_lock=True)
    assert len(backup.backups(opened, safe)) == 1
    morning.advance(days=1)
    backup.make(opened, safe)
    assert len(backup.backups(opened, safe)) == 2, "from then on they gather again"
    opened.lock()


def test_of_two_sticks_that_take_turns_each_loses_its_older_ones_when_it_is_there_again(
    inside: Vault, group: Group, safe: Path, tmp_path: Path, morning: FixedClock
) -> None:
    (tmp_path / "other").mkdir()
    other = backup.choose(inside, tmp_path / "other")
    key = vaults.data_key(inside.home)
    for place in (safe, other):
        backup.make(inside, place)
        morning.advance(days=1)
    gone(inside, group.people[0], second=None)
    gone(inside, group.people[1], second=None, older=False)  # what is owed since the first one is owed all the same
    for place in (other, safe, other):
        backup.make(inside, place)
        morning.advance(days=1)
        assert not [one for one in heaps(place, key) if b"Asha" in one]
    assert len(heaps(other, key)) == 2, "from then on they gather again"


def test_they_stay_in_the_second_place_where_that_is_wished(
    inside: Vault, group: Group, safe: Path, morning: FixedClock
) -> None:
    backup.make(inside, safe)
    morning.advance(days=1)
    gone(inside, group.people[0], second=safe, older=False)
    assert len(backup.backups(inside, safe)) == 2
    assert len(backup.backups(inside, backup.on_machine(inside))) == 1


def test_a_backup_that_fails_is_told_and_she_is_erased_all_the_same(
    inside: Vault, group: Group, tmp_path: Path
) -> None:
    no_folder = tmp_path / "stick"
    no_folder.write_bytes(b"")
    done = gone(inside, group.people[0], second=no_folder)
    assert [type(one) for one in done.late] == [DriveGone]
    assert b"Asha" not in vaults.dump(inside)

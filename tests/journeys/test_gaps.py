"""README: what was taken in and undone from the backup before it is told when the next bundle builds on it, asked for
with the next bundle back, and is there again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.sticks import receive, stick
from tests.unit.ui.line import Line, new_line, sealed_by
from tests.vaults import Group
from wagesdesk.errors import ConsentMissing
from wagesdesk.export import drives, inbox
from wagesdesk.export.status import Outcome
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.models.custody import Intake
from wagesdesk.models.person import Business
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, custody, gaps, people, vault


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    line = new_line(inside, outside, group)
    card.set_escrow(outside, outside.staff_id, card.escrow(inside))
    return line


def undone(line: Line) -> Line:
    """After the import before was undone, as its page says."""
    away = line.outside
    copy = max((away.home / BEFORE_IMPORT).iterdir(), key=lambda one: one.name)
    kept = copy.rename(away.home.parent / copy.name)
    home, slot_id = away.home, away.slot_id
    away.lock()
    vault.restore(kept, home, slot_id=slot_id, secret=vaults.PASSPHRASES["Marged"], clock=away.clock)
    return replace(line, outside=vaults.unlock(home, away.clock))


def acknowledged(line: Line) -> None:
    custody.acknowledge(line.inside, line.inside.staff_id, custody.dispatches(line.inside)[0].ack_code)


def write_back(line: Line, tmp_path: Path, name: str = "back") -> inbox.Accepted:
    sealed = sealed_by(line.outside, "Rhian", card.recipients(line.outside)[0].id, [])
    (tmp_path / name).mkdir()
    file = drives.write_bundle(tmp_path / name, sealed).path
    return inbox.accept(line.inside, line.inside.staff_id, inbox.check(line.inside, file))


def shown(line: Line) -> tuple[list[str], list[str]]:
    """The businesses that those outside see, and Asha's marks."""
    with line.outside.read() as db:
        ideas = sorted(str((one.idea or {}).get("name")) for one in db.query(Business))
    rows = attendance.register(line.outside, line.group.cohort_id, vaults.TODAY).rows
    return ideas, [cell.letter for row in rows if row.name == "Asha" for cell in row.cells if cell.letter]


def test_an_import_that_was_undone_is_told_asked_for_and_there_again(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    acknowledged(line)
    before = shown(line)
    line = undone(line)
    people.set_business(line.inside, line.inside.staff_id, person_id=line.group.people[1], name="Cakes", about="")
    preview = inbox.check(line.outside, stick(line, tmp_path, "second"))
    assert (preview.serial, preview.missing) == (2, (1,))
    told = inbox.accept(line.outside, line.outside.staff_id, preview)
    assert told.outcome is Outcome.IMPORTED_WITH_GAP
    assert not told.outcome.good
    (row,) = inbox.intakes(line.outside)
    assert row.missing == (1,)
    assert custody.codes_for(line.outside, row_sender(line)) == {}, "it is not whole, so it is not said to have arrived"
    asked = write_back(line, tmp_path)
    assert (asked.outcome, asked.asked, asked.arrived) == (Outcome.IMPORTED, True, 0)
    whole = receive(line, stick(line, tmp_path, "third"))
    assert whole.outcome is Outcome.IMPORTED
    assert shown(line) == ([*sorted(["Cakes", *before[0]])], before[1])
    assert all(one.missing == () for one in inbox.intakes(line.outside))
    again = write_back(line, tmp_path, "again")
    assert (again.asked, again.arrived) == (False, 1)
    assert custody.waiting_for(line.inside) == ()
    line.outside.lock()


def row_sender(line: Line) -> str:
    return line.inside.machine.sign_public.hex()


def test_records_brought_back_ask_before_a_gap_is_seen(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    acknowledged(line)
    before = shown(line)
    line = undone(line)
    assert write_back(line, tmp_path).asked
    with pytest.raises(ConsentMissing):  # nothing more to say: were this one lost, the next bundle would show the gap
        write_back(line, tmp_path, "and again")
    receive(line, stick(line, tmp_path, "second"))
    assert shown(line) == before
    line.outside.lock()


def test_what_is_still_there_does_not_go_again_when_everything_is_asked_for(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    acknowledged(line)
    vaults.mark(line.inside, line.group, 0, 2, "A")
    line.outside.clock.advance(seconds=60)  # type: ignore[attr-defined]
    receive(line, stick(line, tmp_path, "second"))
    acknowledged(line)
    line = undone(line)
    assert write_back(line, tmp_path).arrived == 1
    third = inbox.check(line.outside, stick(line, tmp_path, "third"))
    assert (third.opened.manifest.rests_on, third.missing) == ({inbox.intakes(line.outside)[0].bundle_id: 1}, ())
    inbox.accept(line.outside, line.outside.staff_id, third)
    assert shown(line)[1] == ["P", "L", "A"]
    line.outside.lock()


def test_a_lost_stick_is_no_gap(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    acknowledged(line)
    line.seal()
    third = inbox.check(line.outside, stick(line, tmp_path, "third"))
    assert (third.serial, third.missing) == (3, ())
    assert inbox.accept(line.outside, line.outside.staff_id, third).outcome is not Outcome.IMPORTED_WITH_GAP


def test_a_bundle_that_rests_on_one_with_a_gap_has_it_too(line: Line) -> None:
    held = {"a": {}, "b": {"rests_on": {"a": 1, "lost": 2}}, "c": {"rests_on": {"b": 3}}}
    assert gaps.whole(held) == {"a"}
    with line.outside.write(line.outside.staff_id, "import") as db:
        for one, taken in held.items():
            db.add(Intake(id=one, taken={"sender": "s", **taken}))
        db.flush()
        assert gaps.missing(db, "s", {"c": 4}) == (2,)
        assert gaps.missing(db, "s", {"a": 1}) == ()
        assert gaps.missing(db, "other", {"a": 1}) == (1,)

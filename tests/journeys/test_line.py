"""README: what she agreed to appears outside, once, and a withdrawal follows it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests import vaults
from tests.journeys.sticks import carried, outside_says, outside_state, receive, stick, types_about
from tests.unit.ui.line import Line
from tests.vaults import TODAY, mark
from wagesdesk.clock import FixedClock
from wagesdesk.export import inbox
from wagesdesk.export.status import Outcome
from wagesdesk.services import attendance, consent, history
from wagesdesk.services import vault as service
from wagesdesk.ui.jobs import Cancelled


def test_what_went_appears_outside_with_its_register(line: Line, tmp_path: Path) -> None:
    preview = inbox.check(line.outside, stick(line, tmp_path))
    assert [(one.name, one.state, one.scopes, one.marks) for one in preview.people] == [
        ("Asha", "new", ("attendance", "plan"), 2), ("Bronwen", "new", ("identity", "plan"), 0),
    ]  # fmt: skip
    assert preview.people[0].business == "Embellish Handmade Card Designs"
    assert (preview.sender.place, preview.preparer, preview.checker, preview.serial) == (
        "HMP Ashmere", "Rhian", "Carys", 1,
    )  # fmt: skip
    assert (preview.known, preview.first_end, preview.took_back) == (False, date(2026, 11, 20), ())
    done = inbox.accept(line.outside, line.outside.staff_id, preview)
    assert (done.outcome, done.marks, done.held_back, done.clashes) == (Outcome.IMPORTED, 2, 0, ())
    assert done.new_entries == preview.new_entries > 0
    there = attendance.register(line.outside, line.group.cohort_id, TODAY).rows
    here = {row.person_id: row for row in attendance.register(line.inside, line.group.cohort_id, TODAY).rows}
    assert [row.name for row in there] == ["Asha"]
    assert [row == here[row.person_id] for row in there] == [True]
    assert vaults.rebuilt(line.outside) == vaults.dump(line.outside)
    (row,) = inbox.intakes(line.outside)
    assert (row.place, row.new_entries, row.held_back) == ("HMP Ashmere", done.new_entries, 0)
    assert [name for _id, name in row.people] == ["Asha", "Bronwen"]
    lines = history.person_history(line.outside, line.asha)
    assert {one.machine for one in lines} == {"HMP Ashmere"}
    assert {one.by for one in lines} == {"Rhian"}


def test_a_replay_changes_nothing(line: Line, tmp_path: Path) -> None:
    file = stick(line, tmp_path)
    receive(line, file)
    before = outside_state(line)
    again = inbox.check(line.outside, file)
    assert (again.known, again.new_entries, [one.state for one in again.people]) == (True, 0, ["same", "same"])
    done = inbox.accept(line.outside, line.outside.staff_id, again)
    assert (done.outcome, done.new_entries) == (Outcome.NOTHING_NEW, 0)
    assert outside_state(line) == before


def test_one_preview_accepted_twice_changes_nothing(line: Line, tmp_path: Path) -> None:
    preview = inbox.check(line.outside, stick(line, tmp_path))
    inbox.accept(line.outside, line.outside.staff_id, preview)
    before = outside_state(line)
    assert inbox.accept(line.outside, line.outside.staff_id, preview).outcome == Outcome.NOTHING_NEW
    assert outside_state(line) == before


def test_the_next_bundle_brings_what_changed_and_a_lost_one_loses_nothing(line: Line, tmp_path: Path) -> None:
    first = stick(line, tmp_path, "one", who=[0])
    mark(line.inside, line.group, 0, 2, "A")
    lost = line.seal()
    mark(line.inside, line.group, 0, 3, "P")
    third = stick(line, tmp_path, "three")
    receive(line, third)
    assert inbox.check(line.outside, third).serial == 3
    assert inbox.check(line.outside, third).opened.manifest.previous == lost.sha256
    row = attendance.register(line.outside, line.group.cohort_id, TODAY).rows[0]
    assert [cell.letter for cell in row.cells[:4]] == ["P", "L", "A", "P"]
    before = vaults.dump(line.outside)
    done = receive(line, first)
    assert done.new_entries == 0
    shown = [one for one in vaults.dump(line.outside).splitlines() if b'"intake"' not in one and b'["head"' not in one]
    assert shown == [one for one in before.splitlines() if b'"intake"' not in one and b'["head"' not in one]


def test_a_backup_is_made_before_something_new_comes_in(line: Line, tmp_path: Path) -> None:
    before = vaults.dump(line.outside)
    file = stick(line, tmp_path)
    receive(line, file)
    copies = list((line.outside.home / "before-import").iterdir())
    assert len(copies) == 1
    receive(line, file)
    assert list((line.outside.home / "before-import").iterdir()) == copies
    home = tmp_path / "undone"
    slot = line.outside.keys.slots[0]
    service.restore(copies[0], home, slot_id=slot.id, secret=vaults.PASSPHRASES[slot.name], clock=vaults.morning())
    opened = vaults.unlock(home, vaults.morning())
    assert vaults.dump(opened) == before
    opened.lock()


# -- taking it back


def test_a_withdrawal_travels_with_her_answer_alone(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "one"))
    line.takes_back(0, on=TODAY)
    prepared, entries = carried(line)
    assert prepared.withdrawn == 1
    assert types_about(entries, line.asha) == {"consent"}
    file = stick(line, tmp_path, "two")
    preview = inbox.check(line.outside, file)
    assert [one.name for one in preview.people] == ["Bronwen"]
    assert [(one.name, one.day, one.ran_out) for one in preview.took_back] == [("Asha", TODAY, False)]
    inbox.accept(line.outside, line.outside.staff_id, preview)
    assert outside_says(line) == {"plan": "no", "attendance": "no"}


def test_a_withdrawal_written_with_a_dead_clock_still_counts(line: Line, tmp_path: Path, morning: FixedClock) -> None:
    receive(line, stick(line, tmp_path, "one"))
    inside = line.inside
    now = morning.now()
    morning.set(now - timedelta(days=20_000))
    dead = vaults.again(inside)
    consent.withdraw(
        dead, dead.staff_id, person_id=line.asha, recipient_id=line.recipient_id, on=TODAY, how="spoken"
    )  # fmt: skip
    morning.set(now)
    alive = vaults.again(dead)
    again = replace(line, inside=alive)
    preview = inbox.check(line.outside, stick(again, tmp_path, "two"))
    assert [one.name for one in preview.people] == ["Bronwen"]
    assert [one.name for one in preview.took_back] == ["Asha"]
    alive.lock()


def test_an_older_bundle_does_not_undo_a_newer_no(line: Line, tmp_path: Path) -> None:
    old = stick(line, tmp_path, "one")
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "two"))
    preview = inbox.check(line.outside, old)
    assert [one.name for one in preview.people] == ["Bronwen"]
    inbox.accept(line.outside, line.outside.staff_id, preview)
    assert outside_says(line) == {"plan": "no", "attendance": "no"}


def test_stopped_at_any_step_nothing_of_a_bundle_is_in(line: Line, tmp_path: Path) -> None:
    preview = inbox.check(line.outside, stick(line, tmp_path))
    before, stopped = outside_state(line), 0
    for number in itertools.count():
        left = number

        def step(_done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cancelled

        try:
            inbox.accept(line.outside, line.outside.staff_id, preview, step=step)
        except Cancelled:
            stopped += 1
            assert (outside_state(line), inbox.intakes(line.outside)) == (before, ())
        else:
            break
    assert stopped == 5
    assert len(inbox.intakes(line.outside)) == 1
    assert b"Embellish" in vaults.dump(line.outside)

"""README: who shares nothing any more is named outside on no page but the one that erases her."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from tests import vaults
from tests.journeys.sticks import receive, stick
from tests.unit.services.test_redaction import erase, in_the_files, proves
from tests.unit.ui.line import UNTIL, Line, new_line
from tests.vaults import TODAY, Group
from wagesdesk.models.base import entry_table, subject_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.person import Person
from wagesdesk.models.redaction import redact
from wagesdesk.models.release_date import ReleaseDate
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, consent, custody, find, joining, people, redaction, today
from wagesdesk.services.cohort import cohorts, create_cohort
from wagesdesk.services.redaction import Withdrawn


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def named(place: Vault) -> list[str]:
    """Everybody whom a page, a register or Ctrl+K of a place names."""
    with place.read() as db:
        held = {one.name or "" for one in db.query(Person)}
        ids = {one for (one,) in db.execute(subject_table.select().with_only_columns(subject_table.c.subject))}
        held |= {person.name or "" for one in ids if (person := db.get(Person, one)) is not None}
    index = find.read_index(place, lambda number, title: f"{number} {title}")
    found = {
        one.title for start in "abcd" for one in find.find(index, start, cohort_id="", limit=9) if one.kind == "person"
    }
    for one in cohorts(place):
        held |= {row.name for row in attendance.register(place, one.id, TODAY).rows}
        held |= {name for todo in today.today(place, one.id, place.clock.now()).todo for name in todo.names}
    return sorted(held | found)


def test_who_took_everything_back_is_named_where_she_is_erased_and_nowhere_else(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    assert named(line.outside) == ["Asha", "Bronwen"]
    with line.outside.write(line.outside.staff_id, "release") as db:  # said outside, under what she was never asked
        given = {
            "day": "2027-01-04",
            "source": "her",
            "noted": "2026-11-03",
            "by": "",
            "at": "2026-11-03T09:27:00+00:00",
        }
        db.add(ReleaseDate(person_id=line.asha, given=given))
    line.takes_back(0)
    accepted = receive(line, stick(line, tmp_path, "second"))
    assert named(line.outside) == ["Bronwen"]
    assert {"person", "business", "mark", "enrolment"} <= accepted.changes.kinds, "pages that show her are told"
    assert redaction.withdrawn(line.outside) == (
        Withdrawn(line.asha, "Asha", ("frame", "plan", "actions", "attendance")),
    )
    with line.outside.read() as db:
        assert db.query(ReleaseDate).all() == []
    erase(line.outside, line.asha, "frame")
    assert redaction.withdrawn(line.outside) == ()
    assert in_the_files(line.outside, b"Asha", b"Embellish") == [], "only her number is left"
    assert proves(line.outside)
    assert vaults.rebuilt(line.outside) == vaults.dump(line.outside)


def test_she_is_listed_though_nothing_but_her_name_was_held(line: Line, tmp_path: Path) -> None:
    chantelle = line.group.people[2]
    line.says(2, "needs")
    receive(line, stick(line, tmp_path, "first"))
    line.takes_back(2)
    receive(line, stick(line, tmp_path, "second"))
    assert "Chantelle" not in named(line.outside)
    assert custody.to_delete(line.outside) == ((chantelle, "Chantelle"),)
    (row,) = redaction.withdrawn(line.outside)
    assert row == Withdrawn(chantelle, "Chantelle", ("frame",))
    erase(line.outside, chantelle, "frame")
    assert custody.to_delete(line.outside) == ()
    with line.outside.read() as db:
        assert {one.person_id for one in db.query(Consent)} >= {chantelle}
        assert db.query(subject_table).filter_by(subject=chantelle).count() > 0


def test_who_was_taken_for_another_is_not_shown_by_her_yes(line: Line, tmp_path: Path) -> None:
    inside, chantelle = line.inside, line.group.people[2]
    joining.join(inside, inside.staff_id, line.asha, chantelle)
    receive(line, stick(line, tmp_path, "first"))
    joining.tell_apart(inside, inside.staff_id, line.asha, chantelle)
    accepted = receive(line, stick(line, tmp_path, "second"))
    assert named(line.outside) == ["Asha", "Bronwen"]
    assert {"person", "business", "mark", "enrolment"} <= accepted.changes.kinds, "pages that show her are told"
    assert custody.to_delete(line.outside) == ((chantelle, "Chantelle"),)
    inside.erase(inside.staff_id, line.asha)
    receive(line, stick(line, tmp_path, "third", [1]))
    assert named(line.outside) == ["Bronwen"], "nothing says any more for whom she was taken"


def test_a_new_yes_names_her_again(line: Line, tmp_path: Path) -> None:
    first = stick(line, tmp_path, "first")
    receive(line, first)
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    erase(line.outside, line.asha, "frame")
    receive(line, first)
    assert in_the_files(line.outside, b"Asha") == [], "an old bundle brings nothing back"
    line.says(0, "plan")
    receive(line, stick(line, tmp_path, "third"))
    assert named(line.outside) == ["Asha", "Bronwen"]


def test_a_name_that_was_disposed_of_does_not_come_later(line: Line, tmp_path: Path) -> None:
    first = stick(line, tmp_path, "first")
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    hers = [one.id for one in vaults.entries(line.inside, "person") if one.header.eid == line.asha]
    with line.outside.journalling(line.outside.staff_id, "erase") as (connection, writing):
        redact(connection, writing, "disposal", hers)
    receive(line, first)
    assert in_the_files(line.outside, b"Asha") == []
    assert in_the_files(line.outside, b"Bronwen") == [b"Bronwen"]
    assert proves(line.outside)
    with line.outside.local() as connection:  # as an older page of the database would have it
        told = {one.id: one for one in vaults.entries(line.inside, "person")}
        for one in hers:
            held = entry_table.c.id == one
            connection.execute(update(entry_table).where(held).values(salt=told[one].salt, values=told[one].values))
    assert not proves(line.outside)


def test_her_name_stays_while_she_shares_anything(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    consent.record(
        line.inside, line.inside.staff_id, person_id=line.asha, recipient_id=line.recipient_id,
        answers={"plan": False}, on=TODAY, until=TODAY, how="spoken",
    )  # fmt: skip
    receive(line, stick(line, tmp_path, "second"))
    assert named(line.outside) == ["Asha", "Bronwen"]
    erase(line.outside, line.asha, "frame", "plan")
    assert redaction.name_of(line.outside, line.asha) == "Asha", "a name goes only once she shares nothing"


def test_who_was_entered_outside_stays(line: Line) -> None:
    away = line.outside
    other, _made = create_cohort(
        away, away.staff_id, title="Job club", term="", programme_code="wages", start=TODAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    people.add_by_names(away, away.staff_id, cohort_id=other, text="Dee", joined_on=TODAY)
    with away.write(away.staff_id, "consent") as db:
        (dee,) = db.query(Person).filter_by(name="Dee")
        said = {"yes": False, "on": TODAY.isoformat(), "until": UNTIL.isoformat(), "how": "spoken", "by": ""}
        db.add(Consent(person_id=dee.id, recipient_id=line.recipient_id, scope="plan", answer=said))
    assert named(away) == ["Dee"]
    assert custody.to_delete(away) == ()

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests import vaults
from tests.vaults import Group, dump, entries, mark, rebuilt, says
from wagesdesk.errors import NotFound
from wagesdesk.models import fold, local, records
from wagesdesk.models.base import FOLDED
from wagesdesk.models.entry import Entry, natural_id, new_entry
from wagesdesk.models.person import Business
from wagesdesk.models.store import insert_entry
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, history, people
from wagesdesk.services.reference import leaving_causes

ROOT = Path(__file__).resolve().parents[3]


def put_in(vault: Vault, *written: Entry) -> None:
    """Put entries straight into the journal and fold what they touch, as an import would."""
    with vault.local() as connection:
        for entry in written:
            insert_entry(connection, entry, state=FOLDED, via="abcdefgh")
            fold.refold(connection, [(entry.header.type, entry.header.eid)])


def entry(record_type: str, eid: str, values: dict[str, object], hlc: int = 1, **parents: tuple[str, ...]) -> Entry:
    return new_entry(
        writer="w" * 32, seq=1, prev="0" * 64, hlc=hlc << 16, clock_ok=True, actor="a", operation="0" * 16 + " x",
        record_type=record_type, eid=eid, subjects=("p",), values=values, parents=parents,
    )  # fmt: skip


def row(vault: Vault, table: str, eid: str) -> dict[str, object] | None:
    with vault.read() as db:
        found = db.connection().execute(text(f"SELECT * FROM {table} WHERE id = :id"), {"id": eid}).mappings().first()  # noqa: S608
        return dict(found) if found else None


LEFT = leaving_causes()[0].code
STEPS: list[Callable[[Vault, Group], object]] = [
    lambda vault, of: mark(vault, of, 0, 0, "P"),
    lambda vault, of: mark(vault, of, 0, 0, "L", minutes=200, cause="own_late", note="bus"),
    lambda vault, of: mark(vault, of, 1, 1, "A"),
    lambda vault, of: attendance.clear(
        vault, vault.staff_id, enrolment_id=of.enrolments[0], workshop_id=of.workshops[0]
    ),
    lambda vault, of: attendance.mark_rest_present(
        vault, vault.staff_id, cohort_id=of.cohort_id, workshop_id=of.workshops[2]
    ),
    lambda vault, of: attendance.leave(
        vault, vault.staff_id, enrolment_id=of.enrolments[2], day=vaults.TODAY, cause=LEFT
    ),
    lambda vault, of: attendance.come_back(vault, vault.staff_id, enrolment_id=of.enrolments[2]),
    lambda vault, of: people.set_business(vault, vault.staff_id, person_id=of.people[1], name="Cards", about="by hand"),
    lambda vault, _of: history.undo(vault, vault.staff_id) if history.can_undo(vault) else None,
    lambda vault, _of: history.redo(vault, vault.staff_id) if history.can_redo(vault) else None,
]  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.sampled_from(range(len(STEPS))), max_size=12))
@example([0, 1, 8, 8, 9, 9, 8, 8])
@example([8, 2, 7, 9])
def test_tables_made_step_by_step_are_those_made_anew(steps: list[int]) -> None:
    with vaults.fresh() as (vault, of):
        for step in steps:
            with suppress(NotFound):  # after an undo of adding them
                STEPS[step](vault, of)
        shown = dump(vault)
        assert rebuilt(vault) == shown
        assert dump(vault) == shown


def test_the_dump_tells_every_change(inside: Vault, group: Group) -> None:
    before = dump(inside)
    mark(inside, group, 0, 0, "P")
    assert dump(inside) != before
    assert b'"letter":"P"' in dump(inside)


def test_the_highest_of_several_heads_is_shown(inside: Vault) -> None:
    older, newer = entry("person", "p", {"name": "Asha"}, 5), entry("person", "p", {"name": "Ash"}, 7)
    put_in(inside, newer, older)
    found = row(inside, "person", "p")
    assert found is not None
    assert found["name"] == "Ash"
    assert rebuilt(inside) == dump(inside)


def test_of_equal_times_the_higher_id_is_shown(inside: Vault) -> None:
    pair = [entry("person", "p", {"name": name}, 5) for name in ("Asha", "Ash")]
    put_in(inside, *pair)
    found = row(inside, "person", "p")
    assert found is not None
    assert found["name"] == max(pair, key=lambda one: one.id).fields["name"]


def test_a_replaced_value_is_never_shown_however_late_its_stamp(inside: Vault) -> None:
    late = entry("person", "p", {"name": "Asha"}, 9)
    put_in(inside, late, entry("person", "p", {"name": "Ash"}, 1, name=(late.id,)))
    found = row(inside, "person", "p")
    assert found is not None
    assert found["name"] == "Ash"


def test_a_value_that_no_column_can_hold_is_passed_over(inside: Vault) -> None:
    put_in(inside, entry("person", "p", {"name": "Asha"}, 1), entry("person", "p", {"name": {"x": 1}, "removed": 7}, 9))
    found = row(inside, "person", "p")
    assert found is not None
    assert (found["name"], found["removed"]) == ("Asha", None)
    assert rebuilt(inside) == dump(inside)


LATER_PROGRAM = """
import sys
from pathlib import Path
from sqlalchemy import Text, text
from sqlalchemy.orm import mapped_column
from tests import vaults
from wagesdesk.models.person import Person
Person.pronoun = mapped_column(Text)
opened = vaults.unlock(Path(sys.argv[1]), vaults.morning())
with opened.read() as db:
    row = db.execute(text("SELECT name, pronoun FROM person WHERE id = 'p'")).one()
opened.lock()
print(*row)
"""


def test_a_field_of_a_later_version_is_kept_and_shown_after_the_upgrade(inside: Vault) -> None:
    put_in(inside, entry("person", "p", {"name": "Asha", "pronoun": "she"}))
    before = dump(inside)
    assert rebuilt(inside) == before
    inside.lock()
    done = subprocess.run(
        [sys.executable, "-c", LATER_PROGRAM, str(inside.home)], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("Asha she\n", "")
    opened = vaults.unlock(inside.home, inside.clock)
    assert dump(opened) == before
    opened.lock()


def test_a_type_of_a_later_version_is_kept_and_shown_after_the_upgrade(
    inside: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tuple(record for record in records.RECORDS if record is not Business)
    with monkeypatch.context() as patch:
        patch.setattr(fold, "RECORDS", earlier)
        patch.setattr(fold, "BY_TYPE", {record.__tablename__: record for record in earlier})
        old = vaults.again(inside)
        put_in(old, entry("business", "b", {"person_id": "p", "idea": {"name": "Cards", "about": ""}}))
        assert b"Cards" not in dump(old)
        assert rebuilt(old) == dump(old)
        old.lock()
    opened = vaults.unlock(inside.home, inside.clock)
    found = row(opened, "business", "b")
    assert found is not None
    assert json.loads(str(found["idea"])) == {"name": "Cards", "about": ""}
    assert rebuilt(opened) == dump(opened)
    opened.lock()


def test_tables_of_another_version_are_made_anew_at_unlock(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    shown = dump(inside)
    with inside.local() as connection:
        connection.execute(text("DROP TABLE mark"))
        connection.execute(text("CREATE TABLE mark (id TEXT PRIMARY KEY, old TEXT)"))
        connection.execute(text("UPDATE person SET name = 'Wrong'"))
        local.put(connection, "projection", "another version")
    opened = vaults.again(inside)
    assert dump(opened) == shown
    assert says(opened, group, 0, 0) == "P"
    opened.lock()


def test_tables_of_this_version_are_left_as_they_are(inside: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "rebuild", lambda _connection: pytest.fail("they were made anew"))
    vaults.again(inside).lock()


def test_the_schema_hash_changes_with_the_meaning_of_a_fold(inside: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    with inside.local() as connection:
        before = fold.schema_hash(connection)
        monkeypatch.setattr(fold, "FOLD_VERSION", fold.FOLD_VERSION + 1)
        assert fold.schema_hash(connection) != before
        assert fold.stale(connection)


def test_only_records_have_a_frontier(inside: Vault) -> None:
    opening = entries(inside, "writer")[0]
    with inside.local() as connection:
        fold.refold(connection, [("writer", opening.header.eid)])
        found = connection.execute(text("SELECT DISTINCT type FROM head")).scalars()
        assert set(found) <= set(records.BY_TYPE)


def test_a_mark_and_its_cleared_self_are_one_record(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    attendance.clear(inside, inside.staff_id, enrolment_id=group.enrolments[0], workshop_id=group.workshops[0])
    found = row(inside, "mark", natural_id("mark", group.enrolments[0], group.workshops[0]))
    assert found is not None
    assert found["removed"] == 1
    assert says(inside, group, 0, 0) == ""

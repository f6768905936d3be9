"""An older page of the database in the place of a newer one: what was a no stays a no, it is found, mended and told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import vaults
from tests.unit.ui.line import Line, new_line
from tests.vaults import TODAY, Group
from wagesdesk.errors import VaultDamaged
from wagesdesk.models import folder, joined
from wagesdesk.models.base import entry_table
from wagesdesk.models.entry import natural_id
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import consent, joining
from wagesdesk.services.proving import JOURNAL_CHANGED, TABLES_MENDED, Proof, seen

PAGE = 4096


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def look_through(vault: Vault) -> set[str]:
    """The codes of all that is found."""
    proof, codes = Proof(), set()
    while not proof.done:
        found = proof.go_on(vault)
        codes |= set(found.codes) if found else set()
    return codes


def spoil(vault: Vault, statement: str) -> None:
    with vault.local() as connection:
        connection.execute(text(statement))


def says(vault: Vault, line: Line) -> set[str]:
    return {row.says for row in consent.consents(vault, line.asha, TODAY) if row.says != "unasked"}


def yes(vault: Vault, line: Line, *more: str) -> dict[str, list[str]]:
    """What counts at the gate."""
    with vault.read() as db:
        given = consent.given(db, [*line.group.people, *more], line.recipient_id, TODAY)
    return {person: sorted(str(one.scope) for one in held) for person, held in given.items()}


@dataclass
class PutBack:
    """A locked vault in which Asha took her yes back, and what its pages were before."""

    line: Line
    home: Path
    old: bytes
    new: bytes

    def pages(self) -> list[int]:
        least = min(len(self.old), len(self.new)) // PAGE
        return [n for n in range(least) if self.old[n * PAGE :][:PAGE] != self.new[n * PAGE :][:PAGE]]

    def opened(self, page: int) -> Vault:
        """With this page as it was before."""
        at = page * PAGE
        data = self.new[:at] + self.old[at : at + PAGE] + self.new[at + PAGE :]
        (folder.current(self.home) / folder.DATA).write_bytes(data)
        return vaults.unlock(self.home, vaults.morning())


@pytest.fixture
def withdrawn(line: Line) -> tuple[PutBack, int]:
    """With the page that holds the answers."""
    with line.inside.read() as db:
        root = db.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'consent'")).scalar() or 0
    line.inside.lock()
    data = folder.current(line.inside.home) / folder.DATA
    old = data.read_bytes()
    opened = vaults.unlock(line.inside.home, vaults.morning())
    consent.withdraw(
        opened, opened.staff_id, person_id=line.asha, recipient_id=line.recipient_id, on=TODAY, how="spoken"
    )
    opened.lock()
    return PutBack(line, line.inside.home, old, data.read_bytes()), root - 1


def test_an_old_page_put_back_does_not_turn_her_no_into_a_yes(withdrawn: tuple[PutBack, int]) -> None:
    put_back, page = withdrawn
    opened = put_back.opened(page)
    assert says(opened, put_back.line) == {"yes"}, "the page was put back"
    assert yes(opened, put_back.line) == {put_back.line.group.people[1]: ["identity", "plan"]}
    assert {kind for kind, _eid in opened.doubted} == {"consent"}
    found = Proof().go_on(opened)
    assert found is not None
    assert found.codes == opened.notices == (TABLES_MENDED,)
    assert found.changes.kinds == {"consent"}
    assert says(opened, put_back.line) == {"no"}
    opened.lock()


def test_it_is_found_at_the_first_look_and_told_until_somebody_saw_it(withdrawn: tuple[PutBack, int]) -> None:
    put_back, page = withdrawn
    opened = put_back.opened(page)
    found = Proof().go_on(opened)
    assert found is not None, "consents are looked at first"
    assert says(opened, put_back.line) == {"no"}
    assert vaults.dump(opened) == vaults.rebuilt(opened)
    opened = vaults.again(opened)
    assert list(opened.notices) == [TABLES_MENDED]
    assert look_through(opened) == set()
    seen(opened, TABLES_MENDED)
    assert list(opened.notices) == []
    opened = vaults.again(opened)
    assert list(opened.notices) == []
    opened.lock()


def test_no_single_page_put_back_is_a_yes_at_the_gate(withdrawn: tuple[PutBack, int]) -> None:
    put_back, _page = withdrawn
    for page in put_back.pages():
        try:
            opened = put_back.opened(page)
        except VaultDamaged:
            continue
        try:
            assert put_back.line.asha not in yes(opened, put_back.line), page
            look_through(opened)
            assert says(opened, put_back.line) == {"no"}, page
        except VaultDamaged:
            pass
        finally:
            opened.lock()


def test_what_holds_is_left_alone(line: Line) -> None:
    vaults.mark(line.inside, line.group, 1, 0, "A")
    line.inside.erase(line.inside.staff_id, line.group.people[2])
    before = vaults.dump(line.inside)
    assert look_through(line.inside) == set()
    assert yes(line.inside, line) == {line.asha: ["attendance", "plan"], line.group.people[1]: ["identity", "plan"]}
    assert vaults.dump(line.inside) == before
    assert line.inside.doubted == set()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE person SET name = 'Ann' WHERE name = 'Asha'",
        "DELETE FROM mark",
        "DELETE FROM head WHERE type = 'mark'",
        "INSERT INTO person (id, name) VALUES ('0', 'Nobody')",
        "INSERT INTO person (id, name) VALUES ('zz', 'Nobody')",
        "UPDATE head SET entry_id = 'f' WHERE type = 'consent'",
    ],
)
def test_a_table_that_shows_something_else_is_mended_and_told(line: Line, damage: str) -> None:
    before = vaults.dump(line.inside)
    spoil(line.inside, damage)
    assert vaults.dump(line.inside) != before
    assert look_through(line.inside) == {TABLES_MENDED}
    assert vaults.dump(line.inside) == before
    assert look_through(line.inside) == set()


@pytest.mark.parametrize("lower", [True, False], ids=["the lower id", "the higher id"])
def test_of_women_who_are_joined_too(line: Line, lower: bool) -> None:
    asha = line.asha
    twin = ("f" if lower else "0") * 32
    with line.inside.write(line.inside.staff_id, "add") as db:
        db.add(Person(id=twin, name="Twin"))
    joining.join(line.inside, line.inside.staff_id, asha, twin)
    shown = min(asha, twin)
    assert look_through(line.inside) == set()
    row = natural_id("consent", shown, line.recipient_id, "plan")
    assert yes(line.inside, line, shown)[shown] == ["attendance", "plan"]
    before = vaults.dump(line.inside)
    for damage in (
        f"UPDATE person SET name = 'Ann' WHERE id = '{shown}'",  # noqa: S608
        f"DELETE FROM joined WHERE eid = '{max(asha, twin)}'",  # noqa: S608
        "DELETE FROM joining",
        "UPDATE mark SET says = NULL",
    ):
        spoil(line.inside, damage)
        assert look_through(line.inside) == {TABLES_MENDED}, damage
        assert vaults.dump(line.inside) == before, damage
    spoil(line.inside, f"DELETE FROM head WHERE eid = '{row}'")  # noqa: S608
    assert yes(line.inside, line, shown)[shown] == ["attendance"]
    assert Proof().go_on(line.inside) is not None
    assert vaults.dump(line.inside) == before


def test_a_journal_that_was_changed_is_told_and_not_hidden(line: Line) -> None:
    spoil(line.inside, "UPDATE entry SET salt = zeroblob(16) WHERE type = 'mark'")
    assert look_through(line.inside) == {JOURNAL_CHANGED}
    assert line.inside.notices == (JOURNAL_CHANGED,)
    assert look_through(vaults.again(line.inside)) == {JOURNAL_CHANGED}


def test_words_of_an_erased_woman_put_back_are_taken_away_again(line: Line) -> None:
    with line.inside.read() as db:
        kept = [dict(row) for row in db.execute(entry_table.select()).mappings()]
        ids = joined.all_ids(db.connection(), [line.asha])
    line.inside.erase(line.inside.staff_id, line.asha)
    before = vaults.dump(line.inside)
    with line.inside.local() as connection:
        for row in kept:
            connection.execute(entry_table.update().where(entry_table.c.id == row["id"]).values(**row))
    assert look_through(line.inside) == {TABLES_MENDED}
    assert vaults.dump(line.inside) == before
    with line.inside.read() as db:
        about = db.execute(
            text("SELECT count(salt) FROM entry JOIN entry_subject USING (n) WHERE subject = :one"), {"one": ids[0]}
        ).scalar()
    assert about == 0
    assert look_through(line.inside) == set()


def test_an_entry_that_its_index_hides_is_found(line: Line) -> None:
    """As by an older page of the index."""
    with line.inside.local() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA writable_schema = ON")
        connection.execute(text("UPDATE sqlite_master SET sql = sql || ' WHERE type <> ''consent'''"
                                " WHERE name = 'ix_entry_eid'"))  # fmt: skip
        raw.execute("PRAGMA writable_schema = RESET")
        connection.execute(text("REINDEX ix_entry_eid"))
        raw.execute("PRAGMA writable_schema = ON")
        connection.execute(text("UPDATE sqlite_master SET sql = replace(sql, ' WHERE type <> ''consent''', '')"
                                " WHERE name = 'ix_entry_eid'"))  # fmt: skip
        raw.execute("PRAGMA writable_schema = RESET")
    assert yes(line.inside, line) == {}
    assert TABLES_MENDED in look_through(line.inside)
    assert set(yes(line.inside, line)) == set(line.group.people[:2])

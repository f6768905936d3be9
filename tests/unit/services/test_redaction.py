"""A part of what is held about a woman who stays, and older words that name somebody who does not, for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import pages, vaults
from tests.journeys.sticks import receive, stick
from tests.unit.services import subjects
from tests.unit.ui.line import Line, new_line
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.errors import NotAllowed, NotFound
from wagesdesk.models import folder, proving, readings
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, custody, erasure, history, people, redaction
from wagesdesk.services.redaction import ErasedPart, Part, Withdrawn


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def in_the_files(opened: Vault, *words: bytes) -> list[bytes]:
    """Which of these words stand in the database, the write-ahead file or a backup the program made."""
    key = vaults.data_key(opened.home)
    places = [folder.current(opened.home), *backup.on_machine(opened).glob("wagesdesk-backup-*")]
    clear = b"".join(pages.in_clear(one, key) for one in places)
    assert b"HMP Ashmere" in clear
    return [word for word in words if word in clear]


def erase(opened: Vault, person_id: str, *scopes: str) -> erasure.Done:
    return redaction.erase_parts(opened, opened.staff_id, person_id, scopes, second=None, older=True)


def proves(opened: Vault) -> bool:
    with opened.read() as db:
        return proving.verify(db.connection()) == []


def test_what_is_held_is_told_by_scope(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    told = redaction.parts(inside, full.asha)
    assert [one.scope for one in told] == ["identity", "plan", "actions", "attendance"]
    assert next(one for one in told if one.scope == "plan") == Part("plan", 2, taken_back=False)
    assert redaction.withdrawn(inside) == ()
    with pytest.raises(NotFound):
        redaction.parts(inside, "0" * 32)


def test_inside_a_part_goes_from_the_files_and_from_every_backup_of_this_machine(
    inside: Vault, outside: Vault, morning: FixedClock
) -> None:
    full = subjects.fill(inside, outside)
    people.set_business(inside, inside.staff_id, person_id=full.group.people[2], name="Bronwen's cakes", about="")
    backup.make(inside)
    morning.advance(days=1)
    vaults.mark(inside, full.group, 1, 0, "P")
    words = (b"Embellish", b"art sessions")
    assert in_the_files(inside, *words) == list(words)
    done = erase(inside, full.asha, "plan")
    assert (done.traces, done.late) == (False, ())
    assert in_the_files(inside, *words) == []
    assert [one.scope for one in redaction.parts(inside, full.asha)] == ["identity", "actions", "attendance"]
    assert len(backup.backups(inside, backup.on_machine(inside))) == 1
    assert proves(inside)
    assert history.can_undo(inside) != "erase"
    (told,) = redaction.erased_parts(inside)
    assert told == ErasedPart(full.asha, vaults.TODAY + timedelta(days=1), "Rhian", ("plan",), ("business",), 2, False)
    inside.lock()


def test_outside_what_she_took_back_is_erased_there_and_stays_the_prisons(line: Line, tmp_path: Path) -> None:
    first = stick(line, tmp_path, "first")
    receive(line, first)
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    assert redaction.withdrawn(line.outside) == (Withdrawn(line.asha, "Asha", ("frame", "plan", "attendance")),)
    erase(line.outside, line.asha, "plan")
    assert in_the_files(line.outside, b"Embellish") == []
    assert redaction.withdrawn(line.outside) == (Withdrawn(line.asha, "Asha", ("frame", "attendance")),)
    erase(line.outside, line.asha, "attendance")
    assert redaction.withdrawn(line.outside) == (Withdrawn(line.asha, "Asha", ("frame",)),)
    erase(line.outside, line.asha, "frame")
    assert redaction.withdrawn(line.outside) == ()
    assert custody.to_delete(line.outside) == ()
    with pytest.raises(NotFound):
        erase(line.outside, line.asha, "plan")
    receive(line, first)
    assert in_the_files(line.outside, b"Embellish") == [], "an old bundle brings nothing back"
    assert proves(line.outside)
    vaults.take_in(line.inside, vaults.lines(line.outside))
    assert in_the_files(line.inside, b"Embellish") == [b"Embellish"]


def test_a_new_yes_and_a_bundle_with_everything_bring_it_again(line: Line, tmp_path: Path) -> None:
    first = stick(line, tmp_path, "first")
    receive(line, first)
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    erase(line.outside, line.asha, "plan", "attendance")
    line.says(0, "plan")
    custody.send_all_again(line.inside, line.inside.staff_id, line.recipient_id)
    receive(line, stick(line, tmp_path, "third"))
    assert in_the_files(line.outside, b"Embellish") == [b"Embellish"]
    receive(line, first)
    assert [one.scope for one in redaction.parts(line.outside, line.asha)] == ["plan"], "she shares no more than that"
    assert proves(line.outside)
    assert vaults.rebuilt(line.outside) == vaults.dump(line.outside)
    line.takes_back(0, on=vaults.TODAY)
    receive(line, stick(line, tmp_path, "fourth"))
    erase(line.outside, line.asha, "plan")
    assert in_the_files(line.outside, b"Embellish") == []


def test_a_bundle_after_it_holds_nothing_and_tells_those_outside(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    assert in_the_files(line.outside, b"Embellish") == [b"Embellish"]
    erase(line.inside, line.asha, "plan")
    receive(line, stick(line, tmp_path, "second"))
    assert in_the_files(line.outside, b"Embellish") == []
    assert [one.scope for one in redaction.parts(line.outside, line.asha)] == ["attendance"]
    assert proves(line.outside)


def test_words_of_others_that_name_her_are_rewritten_with_all_that_went_before(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    vaults.mark(inside, full.group, 1, 2, "L", minutes=10, cause="late_unlock", note="Asha’s cards, and hers")
    (found,) = erasure.leaving(inside, [full.asha])
    jodie, chantelle = found.mentions
    assert jodie.texts == (("note", "Asha’s cards, and hers"),)
    erasure.erase(inside, inside.staff_id, [full.asha], second=None, older=True)
    for one, words in ((jodie, {"note": "Cards of somebody, and hers"}), (chantelle, {"name": "Bronwen Cards"})):
        redaction.rewrite(inside, inside.staff_id, one, words, second=None, older=True)
    assert in_the_files(inside, b"Asha\xe2", b"Rahman", b"Learned from") == []
    lines = history.record_history(inside, jodie.eid)
    assert {one.state for one in lines if one.field == "says"} == {"now", "erased"}
    shown = next(one.value for one in lines if (one.field, one.state) == ("says", "now"))
    assert (shown["note"], shown["letter"], shown["minutes"]) == ("Cards of somebody, and hers", "L", 10)
    assert proves(inside)
    assert vaults.rebuilt(inside) == vaults.dump(inside)


def test_older_versions_go_where_the_words_of_now_name_nobody(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    vaults.mark(inside, full.group, 1, 2, "P", note="Learned from cards")
    (found,) = erasure.leaving(inside, [full.asha])
    jodie = found.mentions[0]
    assert jodie.texts == ()
    redaction.rewrite(inside, inside.staff_id, jodie, {}, second=None, older=True)
    assert in_the_files(inside, b"Asha\xe2") == []
    (again,) = erasure.leaving(inside, [full.asha])
    assert [one.type for one in again.mentions] == ["business"]
    said = [one for one in vaults.entries(inside, "mark") if one.header.eid == jodie.eid and one.values is not None]
    assert len(said) == 1
    with inside.read() as db:
        states = {line.state for line in readings.history(db.connection(), eid=jodie.eid)}
    assert states == {"now", "erased"}


def test_only_an_administrator_may(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    carys = vaults.staff_id(inside, "Carys")
    (found,) = erasure.leaving(inside, [full.asha])
    with pytest.raises(NotAllowed):
        redaction.erase_parts(inside, carys, full.asha, ["plan"], second=None, older=True)
    with pytest.raises(NotAllowed):
        redaction.rewrite(inside, carys, found.mentions[0], {}, second=None, older=True)

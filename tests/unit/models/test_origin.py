from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.models.foreign import Foreign, imported, name_of, states, trust
from tests.vaults import dump, entries, rebuilt
from wagesdesk.models import origin
from wagesdesk.models.base import FOLDED, QUARANTINED
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.entry import GENESIS, canonical
from wagesdesk.models.records import RECORDS
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.services import card


@pytest.mark.parametrize("kind", ["ours", "terminal", "outside", "agency", "security"])
def test_every_type_counts_only_from_its_places(inside: Vault, kind: str) -> None:
    machine = Foreign()
    trust(inside, machine, kind)
    admin = machine.write("staff", "siwan", {"name": "Siwan", "admin": True}, subjects=())
    written = {
        record: machine.write(
            record.__tablename__, "e", {"removed": False}, subjects=("p",) if record.subject_fields else ()
        )
        for record in RECORDS
    }
    imported(inside, [machine.opening, admin, *written.values()])
    held = states(inside)
    assert {record: held[entry.id] for record, entry in written.items()} == {
        record: FOLDED if {"ours": "laptop", "terminal": ""}.get(kind, kind) in record.from_places else QUARANTINED
        for record in RECORDS  # a terminal has no class here: nobody's words were ever out at it
    }
    assert held[machine.opening.id] == FOLDED


def test_no_type_counts_from_a_machine_nobody_compared(inside: Vault) -> None:
    machine = Foreign()
    entry = machine.person("p", "Asha")
    done = imported(inside, [machine.opening, entry])
    assert (done.new, done.held_back, done.kinds) == (2, 2, frozenset())
    assert b"Asha" not in dump(inside)
    assert name_of(inside, "p") is None


def test_a_machine_that_is_trusted_no_more_is_held_back(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    card.remove(inside, inside.staff_id, machine.keys.sign_public.hex())
    entry = machine.person("p", "Asha")
    imported(inside, [machine.opening, entry])
    assert states(inside)[entry.id] == QUARANTINED


def test_staff_and_cards_count_only_from_an_administrator(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    admin = machine.write("staff", "siwan", {"name": "Siwan", "admin": True}, subjects=())
    other = machine.write("staff", "dee", {"name": "Dee", "admin": False}, subjects=())
    by_dee = machine.write("staff", "x", {"name": "X", "role": "administrator"}, subjects=(), actor="dee")
    by_siwan = machine.write("staff", "y", {"name": "Y"}, subjects=())
    imported(inside, [machine.opening, admin, other, by_dee, by_siwan])
    assert states(inside)[by_dee.id] == QUARANTINED
    assert states(inside)[by_siwan.id] == FOLDED
    with inside.read() as db:
        assert db.get(Staff, "x") is None
        assert db.get(Staff, "y") is not None


def test_journal_types_from_elsewhere(inside: Vault) -> None:
    machine, terminal = Foreign(), Foreign()
    trust(inside, machine)
    trust(inside, terminal, "terminal")
    release = machine.write("quarantine_release", "r", {"entries": []}, subjects=())
    later = machine.write("motion", "m", {"title": "Buy a van"}, subjects=())
    erasure = terminal.write("erasure", "p", {"erased": True}, subjects=())
    odd = terminal.write("motion", "m", {"title": "Sell it"}, subjects=())
    imported(inside, [machine.opening, terminal.opening, release, later, erasure, odd])
    held = states(inside)
    assert [held[one.id] for one in (release, later, erasure, odd)] == [QUARANTINED, FOLDED, QUARANTINED, QUARANTINED]


def test_an_earlier_self_may_write_everything(inside: Vault) -> None:
    machine = Foreign(inside.machine)
    entry = machine.write("staff", "x", {"name": "X"}, subjects=(), actor="nobody")
    imported(inside, [machine.opening, entry])
    assert states(inside)[entry.id] == FOLDED


@pytest.mark.parametrize(
    "forge",
    [
        lambda machine: machine.opens(signature="00" * 64),
        lambda machine: machine.opens(signature="zz"),
        lambda machine: machine.opens(signature=7),
        lambda machine: machine.opens(spell="laptop"),
        lambda machine: machine.opens(spell={**machine.opens()["spell"], "machine": "ab"}),
        lambda machine: machine.opens(spell={**machine.opens()["spell"], "machine": 5}),
        lambda machine: machine.opens(spell={**machine.opens()["spell"], "place": "HMP Other"}),
        lambda machine: machine.opens(spell={**machine.opens()["spell"], "writer": "f" * 32}),
    ],
)  # fmt: skip
def test_a_forged_opening_proves_nothing(inside: Vault, forge: Callable[[Foreign], dict[str, Any]]) -> None:
    machine = Foreign()
    trust(inside, machine)
    machine.seq, machine.last = 0, GENESIS
    forged = machine.write("writer", machine.writer, forge(machine), subjects=())
    entry = machine.person("p", "Asha")
    imported(inside, [forged, entry])
    assert states(inside)[entry.id] == states(inside)[forged.id] == QUARANTINED


def test_who_claims_the_writer_of_another_speaks_for_itself_alone(inside: Vault) -> None:
    terminal, laptop = Foreign(), Foreign()
    trust(inside, terminal, "terminal")
    trust(inside, laptop)
    laptop_entry = laptop.person("p", "Asha")
    imported(inside, [laptop.opening, laptop_entry])
    thief = Foreign(terminal.keys)
    thief.writer = laptop.writer
    thief.seq, thief.last = 0, GENESIS
    claim = thief.write("writer", thief.writer, thief.opens(), subjects=())
    stolen = thief.write("person", "p", {"name": "Not Asha"}, subjects=("p",), name=(laptop_entry.id,))
    imported(inside, [claim, stolen], terminal)
    assert states(inside)[stolen.id] == QUARANTINED
    assert name_of(inside, "p") == "Asha"


def test_a_writer_without_its_first_entry_is_held_back(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    imported(inside, [entry])
    assert states(inside)[entry.id] == QUARANTINED


def test_the_first_entry_may_have_come_before(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    imported(inside, [machine.opening])
    entry = machine.person("p", "Asha")
    imported(inside, [entry])
    assert states(inside)[entry.id] == FOLDED


PRESENT = {"letter": "P", "cause": "", "minutes": None, "note": "", "done_by": "", "done_on": ""}
UNSHOWABLE: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("person", {"name": {"first": "Asha"}}, ("e",)),
    ("person", {"name": 7}, ("e",)),
    ("person", {"removed": "yes"}, ("e",)),
    ("person", {"name": "Asha"}, ()),
    ("workshop", {"number": "one"}, ()),
    ("workshop", {"number": True}, ()),
    ("workshop", {"title": "One"}, ("p",)),
    ("workshop", {"when": {"day": "2026-02-30", "starts": "08:50", "ends": "15:50", "offered": 300}}, ()),
    ("workshop", {"when": {"day": "2026-02-03", "starts": "late", "ends": "15:50", "offered": 300}}, ()),
    ("workshop", {"when": {"day": "2026-02-03", "starts": "08:50", "ends": "15:50", "offered": -1}}, ()),
    ("mark", {"says": "P"}, ("p",)),
    ("mark", {"says": ["P"]}, ("p",)),
    ("mark", {"says": {"letter": "P"}}, ("p",)),
    ("mark", {"says": {**PRESENT, "minutes": -5}}, ("p",)),
    ("mark", {"says": {**PRESENT, "done_on": "soon"}}, ("p",)),
    ("enrolment", {"joined": "yesterday"}, ("p",)),
    ("enrolment", {"ending": {"day": 20261103, "cause": "released"}}, ("p",)),
    ("consent", {"answer": {"yes": "no", "on": "2026-11-03", "until": "2026-11-03", "how": "paper"}}, ("p",)),
    ("consent", {"answer": {"yes": True, "on": "2026-11-03", "until": "soon", "how": "paper"}}, ("p",)),
    ("release_date", {"given": {"day": "2026-11-03"}}, ("p",)),
    ("business", {"idea": {"name": None, "about": ""}}, ("p",)),
    ("dispatch", {"sent": {"recipient": "x"}}, ()),
    ("intake", {"taken": {"people": [1]}}, ()),
    ("card", {"card": {"place": "x"}}, ()),
    ("staff", {"check_key": "not hex"}, ()),
]


def test_a_value_no_page_could_show_is_held_back_and_the_rest_taken_in(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    admin = machine.write("staff", "siwan", {"name": "Siwan", "admin": True}, subjects=())
    bad = [machine.write(kind, "e", values, subjects=subjects) for kind, values, subjects in UNSHOWABLE]
    good = machine.person("q", "Bronwen")
    imported(inside, [machine.opening, admin, *bad, good])
    held = states(inside)
    assert [one.fields for one in bad if held[one.id] != QUARANTINED] == []
    assert held[good.id] == FOLDED
    inside.release_quarantine(inside.staff_id, tuple(one.id for one in bad))
    assert {states(inside)[one.id] for one in bad} == {QUARANTINED}
    assert rebuilt(inside) == dump(inside)


def test_the_same_values_in_their_right_form_count(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    good = [
        machine.write("mark", "e", {"says": {**PRESENT, "colour": "of a later version"}}, subjects=("p",)),
        machine.write("mark", "f", {"says": {**PRESENT, "minutes": 0, "done_on": "2026-11-03"}}, subjects=("p",)),
        machine.write("enrolment", "e", {"joined": None, "ending": None, "later": [1]}, subjects=("p",)),
    ]
    imported(inside, [machine.opening, *good])
    assert {states(inside)[one.id] for one in good} == {FOLDED}
    assert rebuilt(inside) == dump(inside)


def test_what_was_held_back_counts_once_a_person_lets_it(inside: Vault) -> None:
    machine = Foreign()
    entry = machine.person("p", "Asha")
    imported(inside, [machine.opening, entry])
    kinds = inside.release_quarantine(inside.staff_id, (entry.id, "unknown"))
    assert kinds == {"person"}
    assert name_of(inside, "p") == "Asha"
    assert rebuilt(inside) == dump(inside)
    released = entries(inside, "quarantine_release")
    assert [one.fields["entries"] for one in released] == [[entry.id, "unknown"]]
    imported(inside, [machine.opening, entry])
    assert states(inside)[entry.id] == FOLDED


def test_canonical_openings_sign_what_they_say(inside: Vault) -> None:
    machine = Foreign()
    spell = machine.opens()["spell"]
    assert canonical(spell) == canonical(dict(reversed(spell.items())))
    assert origin.origin_of(machine.opening) == machine.keys.sign_public.hex()


def test_a_card_that_says_nothing_enrols_nobody(inside: Vault) -> None:
    with inside.write(inside.staff_id, "card.enrol") as db:
        db.add(EnrolledCard(id="ab" * 32, card=None, compared="2026-11-03"))
    machine = Foreign()
    imported(inside, [machine.opening])
    assert states(inside)[machine.opening.id] == QUARANTINED

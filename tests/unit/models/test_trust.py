"""Who may say what, and who may bring what another wrote (docs/decisions/0013): each forgery that was once believed."""

from __future__ import annotations

import pytest

from tests import vaults
from tests.unit.models.foreign import Foreign, imported, name_of, states, trust
from tests.vaults import Group, entries
from wagesdesk.models import vouching
from wagesdesk.models.base import FOLDED, QUARANTINED
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.entry import GENESIS, Entry, natural_id
from wagesdesk.models.person import Person
from wagesdesk.models.terminal import Checkout
from wagesdesk.models.vault import Vault
from wagesdesk.services import quarantine

YES = {"yes": True, "on": "2026-11-01", "until": "2027-11-01", "how": "paper"}
ELSEWHERE = "ab" * 32


def answer(machine: Foreign, person: str, recipient: str) -> Entry:
    said = {"person_id": person, "recipient_id": recipient, "scope": "plan", "answer": YES}
    return machine.write("consent", natural_id("consent", person, recipient, "plan"), said, subjects=(person,))


def state_of(vault: Vault, machine: Foreign, *written: Entry, sender: Foreign | None = None) -> list[int]:
    imported(vault, [machine.opening, *written], sender)
    held = states(vault)
    return [held[one.id] for one in written]


@pytest.mark.parametrize("kind", ["terminal", "outside", "laptop"])
def test_nobody_writes_on_in_the_name_of_this_laptop(inside: Vault, group: Group, kind: str) -> None:
    """Its openings are in every bundle that it ever gave out, and only they are signed."""
    thief = Foreign()
    trust(inside, thief, kind)
    thief.writer, thief.seq, thief.last = inside.spell.writer, 5000, "ab" * 32
    forged = [
        answer(thief, group.people[0], ELSEWHERE),
        thief.write("staff", "mallory", {"name": "Mallory", "admin": True}, subjects=(), actor=inside.staff_id),
        thief.person(group.people[0], "Not Asha"),
    ]
    assert state_of(inside, thief, *forged, sender=thief) == [QUARANTINED] * 3
    assert name_of(inside, group.people[0]) == "Asha"
    assert {(held.type, one.why) for one in quarantine.held_back(inside) for held in one.held} == {
        ("consent", "passed_on"), ("staff", "passed_on"), ("person", "passed_on"),
    }  # fmt: skip


def test_nor_in_the_name_of_another_laptop_of_the_site(inside: Vault, group: Group) -> None:
    ours, thief = Foreign(), Foreign()
    trust(inside, ours)
    trust(inside, thief, "terminal")
    imported(inside, [ours.opening], ours)
    forged = ours.person(group.people[0], "Not Asha")
    assert state_of(inside, thief, forged, sender=thief) == [QUARANTINED]
    assert state_of(inside, ours, forged, sender=ours) == [FOLDED]  # from the one that wrote it the same entry counts


def test_another_prison_writes_in_the_name_of_no_terminal_and_no_place_outside(inside: Vault, group: Group) -> None:
    terminal, beyond, other = Foreign(), Foreign(), Foreign()
    for machine, kind in ((terminal, "terminal"), (beyond, "outside"), (other, "laptop")):
        trust(inside, machine, kind)
    asha = group.people[0]
    told = {
        "workshop": "w", "serial": 1, "at": "2026-11-03T09:27:00+00:00", "by": "s", "laptop": "ab", "ids": [asha],
    }  # fmt: skip
    with inside.write(inside.staff_id, "terminal") as db:
        db.add(Checkout(bundle_id="b", person_id=asha, terminal_id=terminal.keys.sign_public.hex(), out=told))
    idea = {"person_id": asha, "idea": {"name": "Theirs", "about": ""}}
    at_terminal = terminal.write("business", natural_id("business", asha), idea, subjects=(asha,))
    found = {"text": "Theirs", "source": "a shop", "on": "2026-11-03", "by": ""}
    finding = beyond.write("plan_finding", "c", {"found": found}, subjects=(asha,))
    for machine, entry in ((terminal, at_terminal), (beyond, finding)):
        assert state_of(inside, machine, entry, sender=other) == [QUARANTINED]
        assert state_of(inside, machine, entry, sender=machine) == [FOLDED]


def test_another_prison_says_nothing_of_this_site(inside: Vault, group: Group) -> None:
    """Its laptop was compared to hand a woman over."""
    other = Foreign()
    trust(inside, other, "laptop")
    escrow, *_rest = entries(inside, "card")
    boss = other.write("staff", "siwan", {"name": "Siwan", "admin": True}, subjects=())
    forged = [
        other.write("card", escrow.header.eid, {"card": escrow.fields["card"] | {"place": "Theirs"}}, subjects=()),
        other.write("site", natural_id("site"), {"name": "Theirs"}, subjects=()),
        other.write("staff", inside.staff_id, {"admin": None, "removed": True}, subjects=()),
        other.write("cohort", group.cohort_id, {"title": "Theirs"}, subjects=()),
        other.write("erasure", group.people[1], {"erased": True}, subjects=()),
        other.write("redaction", "r", {"entries": [escrow.id]}, subjects=()),
        answer(other, group.people[2], ELSEWHERE),
        other.person(group.people[0], "Not Asha"),
    ]  # fmt: skip
    assert state_of(inside, other, boss, *forged, sender=other)[1:] == [QUARANTINED] * len(forged)
    assert name_of(inside, group.people[1]) == "Bronwen"


def test_but_of_a_woman_who_was_handed_to_it_or_came_from_it(inside: Vault, group: Group) -> None:
    other = Foreign()
    trust(inside, other, "laptop")
    key = other.keys.sign_public.hex()
    sent = {
        "recipient": "HMP Elsewhere", "serial": 1, "file": "f", "sha256": "0", "bytes": 1, "preparer": "Rhian",
        "checker": "Carys", "people": [group.people[0]], "consents": 1, "ack_code": "",
        "created": "2026-11-03T09:27:00+00:00",
    }  # fmt: skip
    with inside.write(inside.staff_id, "export") as db:
        db.add(Dispatch(id="abcdefgh", recipient_id=key, sent=sent))
    handed = other.person(group.people[0], "Asha Wyn")
    hers = other.person("q", "Quilla")
    yes = answer(other, "q", inside.machine.sign_public.hex())
    assert state_of(inside, other, handed, hers, yes, sender=other) == [FOLDED] * 3
    later = other.person("q", "Quilla Wyn")
    assert state_of(inside, other, later, sender=other) == [FOLDED]


def test_outside_a_prison_may_erase_and_says_only_what_was_shared_with_the_place(outside: Vault) -> None:
    prison = Foreign()
    trust(outside, prison, "laptop")
    hers = prison.person("p", "Asha")
    yes, elsewhere = answer(prison, "p", outside.machine.sign_public.hex()), answer(prison, "p", ELSEWHERE)
    boss = prison.write("staff", "siwan", {"name": "Siwan", "admin": True}, subjects=())
    card = prison.write("card", "cd" * 32, {"number": 1}, subjects=())
    assert state_of(outside, prison, boss, hers, yes, elsewhere, card, sender=prison) == [
        FOLDED, FOLDED, FOLDED, QUARANTINED, QUARANTINED,
    ]  # fmt: skip
    gone = prison.write("erasure", "p", {"erased": True}, subjects=())
    assert state_of(outside, prison, gone, sender=prison) == [FOLDED]
    assert b"Asha" not in vaults.dump(outside)


@pytest.mark.parametrize("order", ["together", "before", "after"])
def test_a_laptop_vouches_for_what_a_place_never_saw(outside: Vault, order: str) -> None:
    """A terminal of the prison wrote it; whichever comes first, both count in the end."""
    prison, terminal = Foreign(), Foreign()
    trust(outside, prison, "laptop")
    hers = terminal.person("p", "Asha")
    word = prison.write("vouching", vouching.EID, {"entries": [hers.id, terminal.opening.id]}, subjects=())
    bundles = {
        "together": [[prison.opening, terminal.opening, word, hers]],
        "before": [[prison.opening, word], [terminal.opening, hers]],
        "after": [[terminal.opening, hers], [prison.opening, word]],
    }[order]
    for bundle in bundles:
        imported(outside, bundle, prison)
    assert b"Asha" in vaults.dump(outside)
    assert QUARANTINED not in states(outside).values()
    assert vaults.rebuilt(outside) == vaults.dump(outside)


@pytest.mark.parametrize("kind", ["terminal", "outside", "agency", ""])
def test_nobody_else_vouches(outside: Vault, kind: str) -> None:
    friend, terminal = Foreign(), Foreign()
    if kind:
        trust(outside, friend, kind)
    hers = terminal.person("p", "Asha")
    word = friend.write("vouching", vouching.EID, {"entries": [hers.id]}, subjects=())
    imported(outside, [friend.opening, terminal.opening, word, hers], friend)
    assert b"Asha" not in vaults.dump(outside)
    assert [held.type for one in quarantine.held_back(outside) for held in one.held] == ["person"]


def test_who_vouches_gives_no_more_than_it_may_say_itself(outside: Vault) -> None:
    prison, terminal = Foreign(), Foreign()
    trust(outside, prison, "laptop")
    written = [
        terminal.write("card", "cd" * 32, {"number": 1}, subjects=()), answer(terminal, "p", ELSEWHERE),
        terminal.write("staff", outside.staff_id, {"removed": True}, subjects=()),
    ]  # fmt: skip
    word = prison.write("vouching", vouching.EID, {"entries": [one.id for one in written]}, subjects=())
    imported(outside, [prison.opening, terminal.opening, word, *written], prison)
    assert {states(outside)[one.id] for one in written} == {QUARANTINED}


@pytest.mark.parametrize(
    ("eid", "said"),
    [(vouching.EID, {"entries": "all"}), (vouching.EID, {"entries": [1]}), (vouching.EID, {}), ("v", {"entries": []})],
)
def test_a_vouching_that_names_nothing_is_held_back(outside: Vault, eid: str, said: dict[str, object]) -> None:
    prison = Foreign()
    trust(outside, prison, "laptop")
    word = prison.write("vouching", eid, said, subjects=())
    assert state_of(outside, prison, word, sender=prison) == [QUARANTINED]


def test_what_is_taken_in_is_vouched_for_once(inside: Vault) -> None:
    ours = Foreign()
    trust(inside, ours)
    hers, price = ours.person("p", "Asha"), ours.write("site", natural_id("site"), {"name": "HMP Ashmere"}, subjects=())
    for _twice in range(2):
        imported(inside, [ours.opening, hers, price], ours)
    (word,) = entries(inside, "vouching")
    assert set(word.fields["entries"]) == {ours.opening.id, hers.id}  # the other never leaves the prison


def test_who_lets_in_what_was_held_back_vouches_for_it(inside: Vault) -> None:
    stranger = Foreign()
    hers = stranger.person("p", "Asha")
    imported(inside, [stranger.opening, hers])
    assert entries(inside, "vouching") == []
    quarantine.release(inside, inside.staff_id, (hers.id,))
    assert [one.fields["entries"] for one in entries(inside, "vouching")] == [[hers.id]]


def claims(machine: Foreign, writer: str, said: dict[str, object] | None = None) -> Entry:
    """An opening for somebody else's writer, signed or not."""
    thief = Foreign(machine.keys)
    thief.writer, thief.seq, thief.last = writer, 0, GENESIS
    return thief.write("writer", writer, thief.opens() if said is None else said, subjects=())


@pytest.mark.parametrize("kind", ["terminal", "outside", "laptop", ""])
def test_an_opening_that_says_anything_takes_over_stops_and_silences_nobody(
    inside: Vault, group: Group, kind: str
) -> None:
    thief, ours = Foreign(), Foreign()
    trust(inside, ours)
    if kind:
        trust(inside, thief, kind)
    imported(inside, [ours.opening, ours.person("p", "Petra")], ours)
    writers = {one.header.writer for one in entries(inside)}
    unsigned: dict[str, object] = {"spell": {"machine": thief.keys.sign_public.hex()}}
    forged = [claims(thief, one, said) for one in writers for said in (None, unsigned, dict[str, object](hello=1))]
    staff = thief.write("staff", inside.staff_id, {"admin": None}, subjects=(), actor=inside.staff_id)
    cohort = thief.write("cohort", group.cohort_id, {"title": "Theirs"}, subjects=())
    assert state_of(inside, thief, *forged, sender=thief) == [QUARANTINED] * len(forged)
    assert state_of(inside, thief, staff, cohort, sender=thief) == [QUARANTINED] * 2
    for sender in (ours, None):  # from itself, and by another laptop of the site
        later = ours.person("p", "Petra Wyn")
        assert state_of(inside, ours, later, sender=sender) == [FOLDED]


def test_an_entry_is_about_whom_it_says_it_is(inside: Vault, group: Group) -> None:
    other = Foreign()
    trust(inside, other, "laptop")
    asha, bronwen = group.people[:2]
    own = inside.machine.sign_public.hex()
    said = {"person_id": asha, "recipient_id": ELSEWHERE, "scope": "plan", "answer": YES}
    couple = {"one_person_id": asha, "other_person_id": bronwen, "same": True}
    lies = [
        other.write("person", asha, {"name": "Not Asha"}, subjects=("q",)),
        other.write("consent", natural_id("consent", "q", own, "plan"), said, subjects=("q",)),
        other.write("identity", natural_id("identity", asha), {"prison_number": "X0000XX"}, subjects=("q",)),
        other.write("joining", natural_id("joining", asha, bronwen), couple, subjects=("q", "r")),
    ]
    assert state_of(inside, other, other.person("q", "Quilla"), *lies, sender=other)[1:3] == [QUARANTINED] * 2
    assert state_of(inside, other, lies[3], sender=other) == [QUARANTINED]
    assert name_of(inside, asha) == "Asha"


def test_a_terminal_makes_its_class_no_larger(inside: Vault, group: Group) -> None:
    terminal = Foreign()
    trust(inside, terminal, "terminal")
    bronwen, key = group.people[1], terminal.keys.sign_public.hex()
    told = {
        "workshop": "w", "serial": 1, "at": "2026-11-03T09:27:00+00:00", "by": "s", "laptop": "ab", "ids": [bronwen],
    }  # fmt: skip
    forger = Foreign(terminal.keys)
    forger.writer, forger.seq, forger.last = inside.spell.writer, 5000, "ab" * 32
    out = {"bundle_id": "b", "person_id": bronwen, "terminal_id": key, "out": told}
    checkout = forger.write("checkout", natural_id("checkout", "b", bronwen), out, subjects=(bronwen,))
    idea = {"person_id": bronwen, "idea": {"name": "Theirs", "about": ""}}
    hers = terminal.write("business", natural_id("business", bronwen), idea, subjects=(bronwen,))
    assert state_of(inside, terminal, checkout, hers, sender=terminal) == [QUARANTINED] * 2


def test_another_prison_vouches_for_nobody_of_this_site(inside: Vault) -> None:
    other = Foreign()
    trust(inside, other, "laptop")
    forger = Foreign(other.keys)
    forger.writer, forger.seq, forger.last = inside.spell.writer, 5000, "ab" * 32
    forged = forger.write("person", "zz", {"name": "Zed"}, subjects=("zz",), actor=inside.staff_id)
    word = other.write("vouching", vouching.EID, {"entries": [forged.id]}, subjects=())
    assert state_of(inside, other, word, forged, sender=other) == [FOLDED, QUARANTINED]


@pytest.mark.parametrize("turn", [1, -1])
def test_of_its_own_women_another_prison_tells_on_in_any_order(inside: Vault, turn: int) -> None:
    """Entered on its second laptop, or moved there from a third prison: nobody of this site began her."""
    one, second = Foreign(), Foreign()
    trust(inside, one, "laptop")
    hers = second.person("q", "Quilla")
    word = one.write("vouching", vouching.EID, {"entries": [hers.id, second.opening.id]}, subjects=())
    later = one.person("q", "Quilla Wyn")
    bundles = [[one.opening, second.opening, word, hers], [one.opening, later]][::turn]
    for bundle in bundles:
        imported(inside, bundle, one)
    assert {states(inside)[each.id] for each in (hers, later)} == {FOLDED}


def test_outside_a_prison_erases_women_and_nothing_that_began_there(outside: Vault) -> None:
    prison, other = Foreign(), Foreign()
    for each in (prison, other):
        trust(outside, each, "laptop")
    with outside.write(outside.staff_id, "people.add") as db:
        db.add(Person(id="ours", name="Entered here"))
    wrong = [
        prison.write("erasure", eid, {"erased": True}, subjects=())
        for eid in (outside.staff_id, other.keys.sign_public.hex(), "ours")
    ]
    assert state_of(outside, prison, *wrong, sender=prison) == [QUARANTINED] * 3
    unheard = prison.write("erasure", "somebody", {"erased": True}, subjects=())
    assert state_of(outside, prison, unheard, sender=prison) == [FOLDED]


def test_a_cohort_that_began_in_a_prison_stays_its_own_when_others_change_it(outside: Vault) -> None:
    prison = Foreign()
    trust(outside, prison, "laptop")
    first = prison.write("cohort", "co", {"title": "Seven"}, subjects=())
    assert state_of(outside, prison, first, sender=prison) == [FOLDED]
    with outside.write(outside.staff_id, "cohort") as db:
        db.get_one(Cohort, "co").title = "Cohort 7"
    later = prison.write("cohort", "co", {"title": "Eight"}, subjects=())
    assert state_of(outside, prison, later, sender=prison) == [FOLDED]


def test_no_workshop_is_put_into_a_cohort_of_this_site(inside: Vault, group: Group) -> None:
    other = Foreign()
    trust(inside, other, "laptop")
    added = other.write("workshop", "ws", {"cohort_id": group.cohort_id, "number": 99}, subjects=())
    kind = other.write("motion", "m", {"title": "Of a later version"}, subjects=())
    assert state_of(inside, other, added, kind, sender=other) == [QUARANTINED] * 2

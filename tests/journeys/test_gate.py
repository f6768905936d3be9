"""README: only what each woman said yes to leaves, and only with a second person's passphrase."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import vaults
from tests.journeys.sticks import carried, contents, outside_says, receive, stick, types_about
from tests.unit.models.foreign import Foreign, imported, trust
from tests.unit.ui.line import Line, sealed_by
from tests.vaults import TODAY
from wagesdesk.errors import (
    CardNotCompared,
    CheckerIsPreparer,
    ConsentMissing,
    EscrowMissing,
    FieldInvalid,
    NotFound,
    SlotsTooFew,
    WrongPassphrase,
)  # fmt: skip
from wagesdesk.export import bundle, drives, inbox, manifest
from wagesdesk.export.container import Sealed, open_bundle
from wagesdesk.export.status import Outcome
from wagesdesk.models import slots
from wagesdesk.models.attendance import Mark
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import natural_id
from wagesdesk.models.keys import new_machine_keys
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, consent, custody, people
from wagesdesk.ui.pages.transfer import gate_words


def test_only_what_each_woman_said_yes_to_leaves(line: Line) -> None:
    people.set_release_date(
        line.inside, line.inside.staff_id, person_id=line.asha, day=date(2026, 12, 18), source="letter", noted_on=TODAY
    )
    line.says(2, "plan")
    prepared, entries = carried(line)
    asha, bronwen, chantelle = line.group.people
    assert types_about(entries, asha) == {"person", "consent", "business", "enrolment", "mark"}
    assert types_about(entries, bronwen) == {"person", "consent"}
    assert types_about(entries, chantelle) == {"person", "consent"}
    whole = b"".join(contents(prepared).values())
    assert b"A1234BC" not in whole
    assert b"Rahman" not in whole
    assert b"Price" not in whole
    assert (prepared.marks, prepared.notes, prepared.surnames, prepared.left_out) == (2, 1, 1, 0)
    assert {one.header.type for one in entries} <= {
        "person", "consent", "business", "enrolment", "mark", "cohort", "workshop", "staff", "writer",
    }  # fmt: skip


def test_a_surname_leaves_only_with_her_yes_to_it(line: Line) -> None:
    line.says(0, "identity")
    prepared, entries = carried(line, 0)
    assert "identity" in types_about(entries, line.asha)
    assert b"A1234BC" in contents(prepared)["journal.jsonl"]


def test_who_was_not_asked_or_said_no_stays(line: Line) -> None:
    prepared, entries = carried(line)
    assert types_about(entries, line.group.people[2]) == set()
    assert (len(prepared.people), prepared.left_out) == (2, 1)
    with pytest.raises(ConsentMissing):
        carried(line, 2)
    line.takes_back(0)
    assert [one.name for one in carried(line)[0].people] == ["Bronwen"]


def test_a_yes_of_tomorrow_or_yesterday_is_none(line: Line) -> None:
    line.says(2, "plan", on=TODAY + timedelta(days=1))
    assert len(carried(line)[0].people) == 2
    line.inside.clock.advance(days=18)  # type: ignore[attr-defined]
    assert [one.name for one in carried(line)[0].people] == ["Asha", "Chantelle"]


def test_a_clash_of_yes_and_no_is_a_no(line: Line) -> None:
    seen = line.inside.position()
    line.takes_back(0)
    with line.inside.write(line.inside.staff_id, "consent.record", as_of=seen) as db:
        held = db.get(Consent, natural_id("consent", line.asha, line.recipient_id, "plan"))
        assert held is not None
        held.answer = {"yes": True, "on": TODAY.isoformat(), "until": "2027-02-01", "how": "spoken"}
    assert [one.name for one in carried(line)[0].people] == ["Bronwen"]


def test_what_she_said_about_others_stays(line: Line, second: Vault) -> None:
    card.enrol(
        line.inside, line.inside.staff_id, card.own_card(second, second.staff_id), compared_on=TODAY
    )  # fmt: skip
    other = second.machine.sign_public.hex()
    consent.record(
        line.inside, line.inside.staff_id, person_id=line.asha, recipient_id=other, answers={"health": True}, on=TODAY,
        until=TODAY, how="paper",
    )  # fmt: skip
    prepared, entries = carried(line)
    assert other.encode() not in b"".join(contents(prepared).values())
    about = [one for one in entries if one.header.type == "consent"]
    assert {one.header.eid for one in about} == {
        natural_id("consent", line.group.people[who], line.recipient_id, scope)
        for who, scope in ((0, "plan"), (0, "attendance"), (1, "plan"), (1, "identity"))
    }


def test_what_belongs_to_the_site_stays(line: Line) -> None:
    line.seal()
    _prepared, entries = carried(line)
    assert not {one.header.type for one in entries} & {"site", "card", "dispatch", "intake", "quarantine_release"}


def test_what_is_held_back_stays(line: Line) -> None:
    machine = Foreign()
    waiting = machine.person(line.asha, "Not Asha")
    imported(line.inside, [machine.opening, waiting])
    prepared, entries = carried(line)
    assert waiting.id not in {one.id for one in entries}
    assert b"Not Asha" not in b"".join(contents(prepared).values())


def test_a_type_of_a_later_version_stays(line: Line) -> None:
    machine = Foreign()
    trust(line.inside, machine)
    later = machine.write("motion", "m", {"title": "Buy a van"}, subjects=(line.asha,))
    imported(line.inside, [machine.opening, later])
    assert later.id not in {one.id for one in carried(line)[1]}


def test_cleared_marks_are_not_counted(line: Line) -> None:
    attendance.clear(
        line.inside, line.inside.staff_id, enrolment_id=line.group.enrolments[0], workshop_id=line.group.workshops[0]
    )
    assert carried(line)[0].marks == 1


def test_readable_pages_are_cut_down_too(line: Line) -> None:
    prepared, _entries = carried(line)
    names = sorted(name for name in prepared.files if name.startswith("readable/"))
    assert [name.split("-")[1] for name in names] == [
        "person.csv", "person.html", "person.pdf", "person.html", "person.pdf", "register.csv", "register.html",
        "register.pdf",
    ]  # fmt: skip
    register = contents(prepared)[next(name for name in names if name.endswith("register.csv"))].decode("utf-8-sig")
    assert "Asha" in register
    assert "Bronwen" not in register


def test_erased_people_are_told_by_number_alone(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "one"))
    assert b"Asha" in vaults.dump(line.outside)
    line.inside.erase(line.inside.staff_id, line.asha)
    prepared, _entries = carried(line)
    assert prepared.selection.erased == (line.asha,)
    assert b"Asha" not in b"".join(contents(prepared).values())
    receive(line, stick(line, tmp_path, "two"))
    heap = vaults.raw_rows(line.outside.home, vaults.data_key(line.outside.home))
    assert b"Asha" not in heap
    assert b"Embellish" not in heap
    assert list((line.outside.home / "before-import").iterdir()) == []


# -- who may send


def test_the_rules_of_the_gate(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = line.inside
    prepared, _entries = carried(line)
    carys, rhian = vaults.staff_id(inside, "Carys"), inside.staff_id

    def seal(checker_id: str = carys, passphrase: str = vaults.PASSPHRASES["Carys"], compared: bool = True) -> None:
        bundle.check_and_seal(inside, prepared, checker_id=checker_id, passphrase=passphrase, compared=compared)

    with pytest.raises(CheckerIsPreparer):
        seal(checker_id=rhian, passphrase=vaults.PASSPHRASES["Rhian"])
    with pytest.raises(CardNotCompared):
        seal(compared=False)
    with pytest.raises(NotFound):
        seal(checker_id="nobody")
    with pytest.raises(WrongPassphrase):
        seal(passphrase=vaults.PASSPHRASES["Rhian"])
    seal()
    with pytest.raises(NotFound):
        bundle.prepare(inside, rhian, recipient_id="x", person_ids=line.group.people)
    monkeypatch.setattr(inside, "keys", slots.without_slot(inside.keys, inside.keys.slots[1].id))
    with pytest.raises(SlotsTooFew):
        carried(line)


def test_nothing_leaves_without_an_escrow_key(inside: Vault, outside: Vault, group: vaults.Group) -> None:
    vaults.exchange_cards(inside, outside)
    with pytest.raises(EscrowMissing):
        bundle.prepare(
            inside, inside.staff_id, recipient_id=card.recipients(inside)[0].id, person_ids=group.people
        )  # fmt: skip


def test_the_log_keeps_one_line_for_a_bundle(line: Line) -> None:
    prepared, _entries = carried(line)
    sealed = checked(line, prepared)
    bundle.remember(line.inside, prepared, sealed, Outcome.WRITTEN)
    bundle.remember(line.inside, prepared, sealed, Outcome.VERIFIED)
    sent = vaults.entries(line.inside, "dispatch")
    assert [one.fields.get("seen") for one in sent] == [Outcome.WRITTEN.value, Outcome.VERIFIED.value]
    assert sent[0].fields["sent"]["ack_code"] == manifest.ack_code(sealed.bundle_id, sealed.manifest.ack_secret)


def checked(line: Line, prepared: bundle.Prepared) -> Sealed:
    return bundle.check_and_seal(
        line.inside, prepared, checker_id=vaults.staff_id(line.inside, "Carys"),
        passphrase=vaults.PASSPHRASES["Carys"], compared=True,
    )  # fmt: skip


def test_what_is_readable_inside_is_also_valid_json(line: Line) -> None:
    prepared, _entries = carried(line)
    heads = json.loads(contents(prepared)["heads.json"])
    journal = [json.loads(row) for row in contents(prepared)["journal.jsonl"].splitlines()]
    assert set(heads) == {json.loads(row["h"])["writer"] for row in journal}


# -- by a printed sheet, with the prison's own key, and what is known to have arrived


def test_a_sheet_says_what_it_has_no_room_for(line: Line) -> None:
    going = bundle.prepare(
        line.inside, line.inside.staff_id, recipient_id=line.recipient_id, person_ids=line.group.people
    )  # fmt: skip
    whole = gate_words.sheet_lines(line.inside, going, line.inside.clock.local)
    assert not [one for _name, words in whole for one in words if "No more room" in one]
    small = dict(gate_words.sheet_lines(line.inside, going, line.inside.clock.local, room=200))
    for name, words in whole:
        total = len(words)
        if words != small[name]:
            left = total - sum(one in words for one in small[name])
            assert small[name][-1] == f"No more room on this sheet. Read on the screen: {left} of {total}."
    assert [words for _name, words in whole] != list(small.values())
    assert sum(len(one) for words in small.values() for one in words) < 200 + 60 * len(small)


def officer(prepared: bundle.Prepared, **fields: str) -> bundle.Officer:
    said = {"name": "D. Rees", "rank": "Custodial manager", "at": "9.25", "form": prepared.number.lower(), **fields}
    return bundle.Officer(**said)


def signed(line: Line, prepared: bundle.Prepared) -> Sealed:
    return bundle.seal_by_sheet(line.inside, prepared, officer(prepared))


def test_a_signed_sheet_is_a_weaker_check_and_says_so(line: Line, tmp_path: Path) -> None:
    prepared, _entries = carried(line)
    refusals = (("name", " "), ("rank", ""), ("at", "25:00"), ("at", "9.05"), ("form", " "), ("form", "0000-0000"))
    for field, wrong in (*refusals, ("name", "x" * 81)):
        with pytest.raises(FieldInvalid) as refused:
            bundle.seal_by_sheet(line.inside, prepared, officer(prepared, **{field: wrong}))
        assert refused.value.fields["field"] == field
    with pytest.raises(CheckerIsPreparer):
        bundle.seal_by_sheet(line.inside, prepared, officer(prepared, name=" rhian"))
    sealed = signed(line, prepared)
    bundle.remember(line.inside, prepared, sealed, Outcome.WRITTEN)
    (row,) = custody.dispatches(line.inside)
    assert (row.checker, row.sheet) == ("D. Rees", "Custodial manager")
    (tmp_path / "stick").mkdir()
    file = drives.write_bundle(tmp_path / "stick", sealed).path
    looked = inbox.check(line.outside, file)
    assert looked.opened.manifest.sheet == manifest.Sheet("09:25", prepared.number)
    assert (looked.checker, looked.opened.manifest.checker.role) == ("D. Rees", "Custodial manager")
    assert receive(line, file).outcome is Outcome.IMPORTED


def test_the_number_of_a_sheet_is_that_of_what_leaves(line: Line) -> None:
    number = carried(line)[0].number
    assert carried(line)[0].number == number
    assert carried(line, 0)[0].number != number
    vaults.mark(line.inside, line.group, 0, 2, "P")
    assert carried(line)[0].number != number


def test_the_prisons_own_key_opens_it_where_the_place_says_so(line: Line) -> None:
    keys_ = new_machine_keys()
    assert len(line.seal().manifest.recipients) == 2
    card.set_security(line.inside, line.inside.staff_id, "Security at Ashmere", keys_.age_public)
    sealed = line.seal()
    assert [one.name for one in sealed.manifest.recipients] == ["Cwlwm Co-operative", "escrow", "Security at Ashmere"]
    opened = open_bundle(
        sealed.content, identity=keys_.age_secret, known=None, own_age_public=keys_.age_public
    )  # fmt: skip
    assert "journal.jsonl" in opened.files
    card.remove(line.inside, line.inside.staff_id, card.SECURITY)
    assert len(line.seal().manifest.recipients) == 2


def test_a_lost_stick_loses_nothing(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    vaults.mark(line.inside, line.group, 0, 2, "P")
    stick(line, tmp_path, "lost")
    vaults.mark(line.inside, line.group, 0, 3, "A")
    receive(line, stick(line, tmp_path, "third"))
    assert outside_marks(line) == inside_marks(line)
    assert len(outside_marks(line)) == 4


def test_what_arrived_does_not_go_again_and_nothing_is_missing(line: Line, tmp_path: Path) -> None:
    first = stick(line, tmp_path, "first")
    receive(line, first)
    (taken,) = inbox.intakes(line.outside)
    custody.acknowledge(line.inside, line.inside.staff_id, taken.ack_code)
    vaults.mark(line.inside, line.group, 0, 2, "P")
    prepared, entries = carried(line)
    assert prepared.arrived > 0
    assert len([one for one in entries if one.header.type == "mark"]) == 1
    lost = stick(line, tmp_path, "lost")
    assert lost.exists()
    vaults.mark(line.inside, line.group, 0, 3, "A")
    receive(line, stick(line, tmp_path, "third"))
    assert outside_marks(line) == inside_marks(line)
    assert len(outside_marks(line)) == 4


def test_a_withdrawal_travels_and_arrives(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    custody.acknowledge(line.inside, line.inside.staff_id, inbox.intakes(line.outside)[0].ack_code)
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    assert outside_says(line) == {"plan": "no", "attendance": "no"}
    line.says(0, "plan", "attendance")
    receive(line, stick(line, tmp_path, "third"))
    assert outside_says(line) == {"plan": "yes", "attendance": "yes"}
    assert outside_marks(line) == inside_marks(line)


def inside_marks(line: Line) -> list[tuple[str, str]]:
    return marks(line.inside, line.asha)


def outside_marks(line: Line) -> list[tuple[str, str]]:
    return marks(line.outside, line.asha)


def marks(place: Vault, person_id: str) -> list[tuple[str, str]]:
    with place.read() as db:
        held = db.scalars(select(Mark).where(Mark.person_id == person_id, Mark.removed.is_not(True)))
        return sorted((one.workshop_id or "", (one.says or {}).get("letter", "")) for one in held)


def test_a_bundle_that_comes_back_says_what_arrived(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    inside_card = card.recipients(line.outside)[0]
    card.set_escrow(line.outside, line.outside.staff_id, card.escrow(line.inside))
    back = sealed_by(line.outside, "Rhian", inside_card.id, [])
    (first,) = custody.waiting_for(line.inside)
    assert back.manifest.arrived == {first.bundle_id: first.ack_code}
    (tmp_path / "back").mkdir()
    file = drives.write_bundle(tmp_path / "back", back).path
    inbox.accept(line.inside, line.inside.staff_id, inbox.check(line.inside, file))
    assert custody.waiting_for(line.inside) == ()
    assert carried(line)[0].arrived > 0


def test_the_card_says_why_it_goes(line: Line, second: Vault) -> None:
    assert line.seal().manifest.purpose == "hub"
    card.enrol(line.inside, line.inside.staff_id, card.own_card(second, second.staff_id), compared_on=TODAY)
    prison = second.machine.sign_public.hex()
    says(line, prison)
    assert sealed_by(line.inside, "Carys", prison, line.group.people).manifest.purpose == "handover"


def says(line: Line, recipient_id: str, *scopes: str) -> None:
    """Asha lets a place see her plan, or these, until the end of the day."""
    consent.record(
        line.inside, line.inside.staff_id, person_id=line.asha, recipient_id=recipient_id,
        answers=dict.fromkeys(scopes or ("plan",), True), on=TODAY, until=TODAY, how="paper",
    )  # fmt: skip

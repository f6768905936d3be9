"""A vault with much about one person in it: Asha, in two groups, one of which she left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests import vaults
from tests.vaults import Group
from wagesdesk.models.custody import Dispatch, Intake
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, consent, people

TODAY = vaults.TODAY


@dataclass(frozen=True)
class Full:
    """`second_enrolment` is her place in the second group."""

    asha: str
    group: Group
    second_cohort: str
    second_enrolment: str


def fill(inside: Vault, outside: Vault) -> Full:
    """Write of everything there is about her, and of others who are named or name her."""
    group, who = vaults.group(inside, ("Asha Rahman A1234BC", "Jodie", "Chantelle Price")), inside.staff_id
    asha = group.people[0]
    vaults.exchange_cards(inside, outside)
    vaults.mark(inside, group, 0, 0, "P", done_by="Carys", done_on=date(2026, 9, 15))
    vaults.mark(inside, group, 0, 1, "L", cause="medication", minutes=200, note="Helped Jodie with her price list")
    vaults.mark(inside, group, 0, 2, "H", cause="unwell")
    vaults.mark(inside, group, 1, 2, "P", note="Learned from Asha’s cards")
    vaults.mark(inside, group, 2, 3, "P", note="Ashanti cloth is what she sells")
    people.set_business(inside, who, person_id=asha, name="Embellish", about="Hand-made cards")
    people.set_business(inside, who, person_id=asha, name="Embellish", about="Hand-made cards and art sessions")
    people.set_business(inside, who, person_id=group.people[2], name="Cards by Chantelle and Rahman", about="")
    for day, source in ((date(2027, 1, 21), "woman"), (date(2027, 1, 14), "letter")):
        people.set_release_date(inside, who, person_id=asha, day=day, source=source, noted_on=TODAY)
    consent.record(
        inside, who, person_id=asha, recipient_id=outside.machine.sign_public.hex(),
        answers={"plan": True, "attendance": True, "story": False}, on=TODAY, until=date(2027, 2, 1), how="paper",
    )  # fmt: skip
    attendance.leave(inside, who, enrolment_id=group.enrolments[0], day=date(2026, 11, 3), cause="own_request")
    second, _made = cohort.create_cohort(
        inside, who, title="Cohort 8", term="", programme_code="wages", start=TODAY, weekday=1, starts="08:50",
        ends="15:50",
    )  # fmt: skip
    with inside.write(who, "enrolment.join") as db:
        from wagesdesk.models.enrolment import Enrolment

        place = Enrolment(cohort_id=second, person_id=asha, joined=TODAY.isoformat())
        db.add(place)
        log = {
            "recipient": "Cwlwm Co-operative", "serial": 3, "file": "wd-abcdefgh.age", "sha256": "0" * 64, "bytes": 1,
            "preparer": "Rhian", "checker": "Carys", "people": [asha], "consents": 2, "ack_code": "X",
            "created": "2026-11-02T10:00:00+00:00",
        }  # fmt: skip
        db.add(Dispatch(id="abcdefgh", recipient_id=outside.machine.sign_public.hex(), sent=log, seen="verified"))
        db.add(Dispatch(id="hgfedcba", recipient_id="x", sent={**log, "people": [group.people[1]]}, seen="verified"))
        came = {
            **log, "place": "Cwlwm Co-operative", "sender": "0" * 64, "people": [], "took_back": [asha], "new": 1,
            "held_back": 0, "taken_at": "2026-11-02T15:00:00+00:00",
        }  # fmt: skip
        db.add(Intake(id="bcdefgha", taken=came))
        enrolment = place.id
    return Full(asha, group, second, enrolment)


def held_back(inside: Vault, second: Vault, person_id: str) -> None:
    """A machine that was never compared here writes about her, and its entries come in."""
    card.enrol(second, second.staff_id, card.own_card(inside, inside.staff_id), compared_on=TODAY)
    vaults.take_in(second, vaults.lines(inside))
    people.rename(
        second, second.staff_id, person_id=person_id, chosen="Aisha", surname="Rahman", prison_number="A1234BC",
        language="cy",
    )  # fmt: skip
    vaults.take_in(inside, vaults.lines(second))

"""The place outside, for machines that drift apart: it knows one laptop of the prison and no other machine there, and
is told by sticks that get lost, come twice or too late."""

from __future__ import annotations

from tests import vaults
from tests.unit.models.cast import PEOPLE, RECIPIENT
from tests.unit.models.drift import Place
from wagesdesk.export import carried, lines, manifest
from wagesdesk.export.selection import select_for
from wagesdesk.models import vouching
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.person import Business, Person
from wagesdesk.services import custody


class Beyond:
    """`sent` are sticks on the way, by bundle id; `heard` are the bundles that arrived."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sent: list[tuple[str, bytes]] = []
        self.heard: list[str] = []

    def told_by(self, giver: Place) -> set[str]:
        """Write a stick of what women share with this place and is not known to have arrived; the ids of what was
        written about it."""
        vault, name = giver.vault, manifest.new_bundle_id()
        vouching.vouch_again(vault, vault.staff_id)
        with vault.read() as db:
            before = carried.before(db, RECIPIENT, vault.machine.sign_public)
            chosen = select_for(db, RECIPIENT, PEOPLE, vaults.TODAY, before=before)
            entries = [entry for _held, entry in lines.read(db, chosen.entries)]
        scopes = {one.person_id: one.scopes for one in chosen.people}
        frame = {one.header.eid for one in chosen.entries if one.header.type in ("cohort", "staff")}
        sent = {
            "recipient": "Outside", "serial": len(self.sent) + 1, "file": name, "sha256": "0" * 64, "bytes": 1,
            "preparer": "Rhian", "checker": "Carys", "people": sorted(scopes), "consents": len(chosen.consents),
            "ack_code": name, "created": vault.clock.now().isoformat(),
            "carried": carried.to_remember(vault, chosen.upto, scopes, chosen.told, frame),
        }  # fmt: skip
        self.sent.append((name, giver.seal(entries, [self.place.vault.machine.age_public], len(self.sent) + 1)))
        with giver.writing() as made, vault.write(vault.staff_id, "export") as db:
            db.add(Dispatch(id=name, recipient_id=RECIPIENT, sent=sent, seen="written"))
        return made

    def hear(self, which: int) -> None:
        """A stick arrives, once or again."""
        name, bundle = self.sent[which % len(self.sent)]
        self.place.take_in(bundle)
        self.heard.append(name)

    def answer(self, giver: Place, which: int) -> set[str]:
        """The laptop is told that one arrived: what it held goes no more; the ids of what was written about it."""
        vault, name = giver.vault, self.heard[which % len(self.heard)]
        with giver.writing() as made, vault.write(vault.staff_id, "custody.arrived") as db:
            custody.take_codes(db, {name: name}, RECIPIENT, vault.clock.now())
        return made

    def came(self) -> list[str]:
        """The ids of the entries that came with sticks."""
        return [one for (one,) in self.place.rows("SELECT id FROM entry WHERE via IS NOT NULL")]

    def shows(self) -> dict[str, object]:
        """What anybody there can see of women, and of their ideas."""
        return seen(self.place)


def seen(place: Place, among: set[str] | None = None) -> dict[str, object]:
    """Names and ideas that a place shows, of these people."""
    with place.vault.read() as db:
        rows: dict[str, object] = {one.id: one.name for one in db.query(Person).filter(Person.removed.is_not(True))}
        rows |= {one.id: (one.person_id, one.idea) for one in db.query(Business).filter(Business.removed.is_not(True))}
    whose = {key: value[0] if isinstance(value, tuple) else key for key, value in rows.items()}
    return {key: value for key, value in rows.items() if among is None or whose[key] in among}


def shared(giver: Place) -> set[str]:
    """Who agrees to share anything with it, as a laptop has it."""
    with giver.vault.read() as db:
        return {one.person_id for one in select_for(db, RECIPIENT, PEOPLE, vaults.TODAY).people}

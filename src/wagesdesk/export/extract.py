"""What another agency gets: one JSON of the consented scopes and the readable pages, and no journal at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy.orm import Session

from wagesdesk.export.carried import leaves_of
from wagesdesk.export.lines import Held, read
from wagesdesk.export.selection import Chosen, Selection
from wagesdesk.models import joined
from wagesdesk.models.entry import Value, canonical
from wagesdesk.models.fold import row_of
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.vault import Vault

PURPOSES = {"outside": "hub", "laptop": "handover", "terminal": "handover", "agency": "extract"}
"""Why a bundle goes to a machine of this kind; to any other it goes as to an agency."""


def purpose_of(kind: str) -> str:
    """The purpose of a bundle for a recipient whose card says `kind`."""
    return PURPOSES.get(kind, "extract")


def extract_json(vault: Vault, chosen: Selection, names: Mapping[str, str]) -> Iterator[bytes]:
    """For each person her name, what she agreed to, and the records of those scopes as they stand now; then, for who
    shares less than was sent, the name that was sent, and what she does not share any more since which day. Canonical
    JSON, piece by piece, of which one record stands in memory at once.

    Ids, earlier wordings, who wrote what and when stay here: they are the journal's.
    """
    yield b'{"format":"wagesdesk-extract","people":['
    with vault.read() as db:
        kept, shown = joined.kept(db.connection()), joined.shown(db.connection())
        hers: dict[str, list[tuple[joined.Key, Held]]] = {}
        for one in chosen.entries:
            kind, eid = one.header.type, one.header.eid
            for person_id in {kept.get(each, each) for each in one.header.subjects}:
                hers.setdefault(person_id, []).append(((kind, shown.get((kind, eid), eid)), one))
        for number, person in enumerate(chosen.people):
            yield b"," if number else b""
            yield from _person(db, person, names.get(person.person_id, ""), hers.get(person.person_id, []))
    withdrawn: list[Value] = [
        {"name": one.name, "scopes": {scope: on.isoformat() for scope, on in one.scopes}} for one in chosen.withdrawals
    ]
    yield b"]," + canonical({"version": 1, "withdrawn": withdrawn})[1:]


def _person(db: Session, person: Chosen, name: str, about: Sequence[tuple[joined.Key, Held]]) -> Iterator[bytes]:
    yield canonical({"agreed": list(person.scopes), "name": name})[:-1] + b',"records":{'
    going = sorted((one for one in about if leaves_of(one[0][0]) in person.scopes), key=itemgetter(0))
    told = zip((key for key, _held in going), read(db, (held for _key, held in going)), strict=True)
    begun = ""
    for (kind, eid), entries in groupby(told, itemgetter(0)):
        row = row_of(BY_TYPE[kind], eid, [entry for _key, (_held, entry) in entries])
        if row is None:
            continue
        values = {field: value for field, value in row.items() if not (field.endswith("id") or field == "removed")}
        if kind != begun:
            yield (b"]," if begun else b"") + canonical(kind) + b":["
        yield (b"," if kind == begun else b"") + canonical(values)
        begun = kind
    yield (b"]" if begun else b"") + b"}," + canonical({"until": person.until.isoformat()})[1:]

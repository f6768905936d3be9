"""Which entries from elsewhere count (docs/decisions/0013).

Two questions, both about machines that were compared: may the machine that an entry was written on write this, and may
the machine that signed the bundle bring what that one wrote? Where the first machine is not known here, a laptop that
took its words in may vouch for them (`vouching.py`): then they count as that laptop's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from wagesdesk.models import classes, joined, redaction, vouching
from wagesdesk.models.base import FOLDED, SCOPES, entry_table
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.entry import Entry, natural_id, parse_header
from wagesdesk.models.origin import OURS, OWN, Origin, may_pass_on, may_write, origin_of
from wagesdesk.models.records import BY_TYPE, REDACTIONS
from wagesdesk.models.staff import Staff
from wagesdesk.models.terminal import Checkout

_PIECE: Final = 10_000
_TELLING: Final = (Staff.__tablename__, Checkout.__tablename__)
"""Of these types others in the same bundle are judged by."""
_OF_THE_SITE: Final = (OWN, OURS, "terminal")
_PEOPLE: Final = frozenset(kind for kind, record in BY_TYPE.items() if record.subject_fields) | {"erasure"}


@dataclass(frozen=True)
class Judge:
    """Who judges: this machine (its signing key in hex), the kind of its place, and the kind of every machine that was
    compared here, by its key; a second laptop of the same site is OURS."""

    machine: str
    place: str
    kinds: Mapping[str, str]

    def origin(self, machine: str) -> Origin:
        return Origin(machine, OWN if machine == self.machine else self.kinds.get(machine))


def judge_at(connection: Connection, machine: str, place: str) -> Judge:
    """Who judges in this vault. A terminal belongs to every laptop that was compared there."""
    card = EnrolledCard.__table__.c
    rows = connection.execute(
        select(card.id, card.card, card.ours).where(card.compared.is_not(None), card.removed.is_not(True))
    )
    kinds = {}
    for key, said, ours in rows:
        if said is not None:
            laptop = said["kind"] == "laptop"
            kinds[key] = OURS if laptop and (ours or place == "terminal") else said["kind"]
    return Judge(machine, place, kinds)


def counting(
    connection: Connection, at: Judge, sender: str, asked: Collection[Entry], batch: Collection[Entry]
) -> set[str]:
    """The ids of those entries of `asked` that count when they come in a bundle that `sender` signed (a key in hex)
    together with `batch`."""
    signed_by = at.origin(sender)
    origins = _origins(connection, [*batch, *asked], at, sender)
    heard = [
        one
        for one in batch
        if one.header.type in _TELLING and fits(one) and _may_bring(signed_by, origins.get(one.header.writer))
    ]
    held, named = _administrators(connection, heard, origins)
    known = classes.of_terminals(connection, heard, origins)
    site = _Site(connection, at, asked)
    openers = [one.header.writer for one in asked if one.header.type == "writer"]
    settled = {one.header.writer: origin_of(one) for one, accepted in _openings(connection, openers) if accepted}

    def counts(entry: Entry, by: Origin | None, *, vouched: bool = False) -> bool:
        if by is None or not may_pass_on(signed_by, by):
            return False
        if entry.header.type == "writer" and settled.get(entry.header.writer, by.machine) != by.machine:
            return False
        if by.kind == OWN:
            return True
        admin = vouched or entry.header.actor in held or entry.header.actor in named.get(by.machine, ())
        if not may_write(by, entry.header, admin=admin, at_prison=at.place != "outside"):
            return False
        if by.kind == "terminal" and entry.header.type != "writer":
            return classes.is_about(connection, entry, known.get(by.machine, ()))
        strangers = {one for one in (by, signed_by) if one.kind not in (OWN, OURS)}
        return not strangers or (site.is_honest(entry) and all(site.lets_tell(one, entry) for one in strangers))

    whole = [one for one in asked if fits(one)]
    found = {one.id for one in whole if counts(one, origins.get(one.header.writer))}
    left = {one.id: one for one in whole if one.id not in found}
    fresh = [one for one in batch if one.header.type == vouching.TYPE and one.id in found]
    for entry_id, laptop in _vouched(connection, at, left, fresh, origins):
        if counts(left[entry_id], laptop, vouched=True):
            found.add(entry_id)
    return found


def _vouched(
    connection: Connection,
    at: Judge,
    left: Mapping[str, Entry],
    fresh: Iterable[Entry],
    origins: Mapping[str, Origin | None],
) -> Iterator[tuple[str, Origin]]:
    """The ids of those of these entries that a laptop vouches for, with the laptop; that of another prison vouches for
    nobody of this site."""
    if not left:
        return
    telling = {one.id: one for one in (*vouching.held(connection), *fresh)}.values()
    laptops = {**_origins(connection, telling, at), **origins}
    for entry_id, writers in vouching.by_whom(telling, left.keys()).items():
        origin = origins.get(left[entry_id].header.writer)
        of_the_site = origin is not None and origin.kind in _OF_THE_SITE
        for laptop in map(laptops.get, writers):
            if laptop is not None and not (of_the_site and laptop.kind == "laptop"):
                yield entry_id, laptop


def _may_bring(sender: Origin, origin: Origin | None) -> bool:
    return origin is not None and may_pass_on(sender, origin)


def fits(entry: Entry) -> bool:
    """Whether the tables can hold the values, and whether the entry names people exactly when its type has them."""
    record = BY_TYPE.get(entry.header.type)
    if record is None:
        if entry.header.type == vouching.TYPE:
            return vouching.well_formed(entry)
        return entry.header.type not in REDACTIONS or redaction.well_formed(entry)
    names_people = bool(entry.header.subjects) == bool(record.subject_fields)
    return names_people and all(record.fits(name, value) for name, value in entry.fields.items())


class _Site:
    """What is held of the records that these entries are about, and what the laptop of another prison may tell of them:
    nothing that began on a machine of this site, but of women whom it was told of; of what a woman agrees to share,
    only with this very place."""

    def __init__(self, connection: Connection, at: Judge, asked: Collection[Entry]) -> None:
        self._connection, self._at = connection, at
        heads = [one.header for one in asked if one.header.type in BY_TYPE or one.header.type == "erasure"]
        cohorts = {str(one.fields.get("cohort_id")) for one in asked if one.header.type == "workshop"}
        ids = {one.eid for one in heads} | {subject for one in heads for subject in one.subjects} | cohorts
        self._began, self._about, self._kinds = self._held(ids)
        self._told: dict[str, set[str]] = {}

    def _held(self, eids: Collection[str]) -> tuple[set[str], dict[tuple[str, str], set[str]], dict[str, set[str]]]:
        """Those of these records that began on a machine of this site; whom each was about, by type and id; the types
        that are held under each id."""
        ordered, row = sorted(eids), entry_table.c
        roots: list[tuple[str, str]] = []
        about: dict[tuple[str, str], set[str]] = {}
        kinds: dict[str, set[str]] = {}
        for start in range(0, len(ordered), _PIECE):
            rows = self._connection.execute(
                select(row.eid, row.type, row.writer, row.raw).where(
                    row.eid.in_(ordered[start : start + _PIECE]), row.state == FOLDED
                )
            )
            for eid, kind, writer, raw in rows:
                head = parse_header(bytes(raw))
                about.setdefault((kind, eid), set()).update(head.subjects)
                kinds.setdefault(eid, set()).add(kind)
                if not any(head.parents.values()):
                    roots.append((eid, writer))
        machines = _origins_of(self._connection, {writer for _eid, writer in roots}, self._at)
        ours = {eid for eid, writer in roots if (by := machines.get(writer)) is not None and by.kind in _OF_THE_SITE}
        return ours, about, kinds

    def is_honest(self, entry: Entry) -> bool:
        """Whether an entry is about whom it says it is, in its values, in its id and in what the record was before."""
        head, record = entry.header, BY_TYPE.get(entry.header.type)
        if record is None:
            return True
        about = set(head.subjects)
        named = {entry.fields[name] for name in record.subject_fields if entry.fields.get(name) is not None}
        if "id" in record.subject_fields:
            named.add(head.eid)
        if not named <= about or not self._about.get((head.type, head.eid), about) <= about:
            return False
        parents = [entry.fields.get(name) for name in record.natural_key]
        if not parents or None in parents:
            return True
        return head.eid == natural_id(head.type, *map(str, parents))

    def lets_tell(self, by: Origin, entry: Entry) -> bool:
        """Whether what is not of this site may say this of what is."""
        head = entry.header
        if by.kind != "laptop":
            return True
        if head.type == Consent.__tablename__:
            ids = {natural_id(head.type, one, self._at.machine, scope) for one in head.subjects for scope in SCOPES}
            if head.eid not in ids:
                return False
        if head.type == "erasure":
            return head.eid not in self._began and self._kinds.get(head.eid, set()) <= _PEOPLE
        if not head.subjects:
            return self._began.isdisjoint((head.eid, str(entry.fields.get("cohort_id"))))
        return all(one not in self._began or one in self._told_of(by.machine) for one in head.subjects)

    def _told_of(self, machine: str) -> set[str]:
        """Everybody of whom a bundle went to a machine, under every id of hers."""
        if machine not in self._told:
            sent = Dispatch.__table__.c
            rows = self._connection.execute(
                select(sent.sent).where(sent.recipient_id == machine, sent.sent.is_not(None))
            ).scalars()
            people = {person for said in rows for person in said["people"]}
            self._told[machine] = joined.together(joined.kept(self._connection), people)
        return self._told[machine]


def _openings(connection: Connection, writers: Iterable[str]) -> list[tuple[Entry, bool]]:
    """The first entries of these writers that are held, and whether each counts."""
    ordered, row = sorted(set(writers)), entry_table.c
    found = []
    for start in range(0, len(ordered), _PIECE):
        rows = connection.execute(
            select(row.raw, row.salt, row["values"], row.state).where(
                row.writer.in_(ordered[start : start + _PIECE]),
                row.seq == 0,
                row.type == "writer",  # by the index
            )
        )
        found += [(Entry(bytes(raw), salt, values), state == FOLDED) for raw, salt, values, state in rows]
    return found


def _origins(connection: Connection, entries: Iterable[Entry], at: Judge, sender: str = "") -> dict[str, Origin | None]:
    """The origin of every writer of these entries, proven by its first one, which is among them or held before.

    Whoever has seen a writer's id can sign an opening for it. Of several machines that claim one it is the one that
    signed this very bundle, else the one whose claim counts here already, else the only one that is known; or nobody.
    """
    batch = list(entries)
    claims: dict[str, set[str]] = {entry.header.writer: set() for entry in batch}
    before: dict[str, set[str]] = {}
    firsts = [(entry, False) for entry in batch if entry.header.type == "writer" and entry.header.seq == 0]
    for entry, accepted in (*firsts, *_openings(connection, claims)):
        machine = origin_of(entry)
        if machine is not None:
            claims[entry.header.writer].add(machine)
            if accepted:
                before.setdefault(entry.header.writer, set()).add(machine)
    return {writer: _the_one(found, before.get(writer, set()), at, sender) for writer, found in claims.items()}


def _the_one(claims: set[str], before: set[str], at: Judge, sender: str) -> Origin | None:
    if sender in claims:
        return at.origin(sender)
    known = {one for one in claims if at.origin(one).kind is not None}
    for few in (before, claims, known):
        if len(few) == 1:
            return at.origin(next(iter(few)))
    return None


def _origins_of(connection: Connection, writers: Collection[str], at: Judge) -> dict[str, Origin]:
    """The machines behind these writers of entries that count."""
    found: dict[str, Origin] = {}
    for entry, accepted in _openings(connection, writers):
        machine = origin_of(entry)
        if machine is not None and (accepted or entry.header.writer not in found):
            found[entry.header.writer] = at.origin(machine)
    return found


def _administrators(
    connection: Connection, heard: Iterable[Entry], origins: Mapping[str, Origin | None]
) -> tuple[set[str], dict[str, set[str]]]:
    """The staff who are administrators as it is held here, and for each machine those whom its own entries name."""
    held = set(connection.execute(select(Staff.id).where(Staff.admin.is_(True))).scalars())
    named: dict[str, set[str]] = {}
    for entry in heard:
        origin = origins.get(entry.header.writer)
        if origin is not None and entry.header.type == Staff.__tablename__ and entry.fields.get("admin") is True:
            named.setdefault(origin.machine, set()).add(entry.header.eid)
    return held, named

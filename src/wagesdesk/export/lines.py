"""The journal of a bundle without its words: what is held of each entry that goes, and its lines, read when needed.

A bundle may carry a hundred megabytes of words. They stay in the vault until they are looked at, sealed or printed.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from sys import intern
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from wagesdesk.errors import ChangedSince
from wagesdesk.models.base import FOLDED, entry_table
from wagesdesk.models.entry import Entry, Header, parse_header
from wagesdesk.models.vault import Vault

_AT_ONCE: Final = 1 << 18
_MOST_AT_ONCE: Final = 500
_CACHE: Final = -2048
"""KiB of pages that SQLite keeps while words are read once, one after the other."""


@dataclass(frozen=True, slots=True)
class Held:
    """One entry that goes, by its row in the journal. `size` are about the bytes of its line; `told` is False once its
    words were erased. Of `header` only what says about whom, what, when and by whom is kept."""

    place: int
    id: str
    header: Header
    size: int
    told: bool


@dataclass(frozen=True)
class Lines:
    """A member of a bundle that never stands in memory as a whole: its length and hash are known, and going through it
    makes it once more, from the vault. ChangedSince where the vault says something else by then."""

    make: Callable[[], Iterator[bytes]] = field(repr=False)
    length: int
    sha256: str

    @staticmethod
    def of(make: Callable[[], Iterator[bytes]]) -> Lines:
        """What `make` gives, gone through once to measure it."""
        digest, length = hashlib.sha256(), 0
        for piece in make():
            digest.update(piece)
            length += len(piece)
        return Lines(make, length, digest.hexdigest())

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for piece in self.make():
            digest.update(piece)
            yield piece
        if digest.hexdigest() != self.sha256:
            raise ChangedSince(type="export")

    def __bytes__(self) -> bytes:
        return b"".join(self)


def journal(vault: Vault, entries: tuple[Held, ...]) -> Iterator[bytes]:
    """`journal.jsonl`, line by line."""
    with vault.read() as db:
        for _held, entry in read(db, entries):
            yield entry.line() + b"\n"


def held(connection: Connection, *where: object) -> Iterator[Held]:
    """The entries of the journal that count and are so, without their words."""
    table = entry_table.c
    query = select(table.n, table.id, table.raw, func.length(table["values"])).where(
        table.state == FOLDED,
        *where,  # type: ignore[arg-type]
    )
    with _few_pages(connection):
        for place, entry_id, raw, words in connection.execute(query):
            header = _brief(parse_header(bytes(raw)))
            yield Held(place, entry_id, header, len(raw) + (words or 0), words is not None)


def _brief(header: Header) -> Header:
    """A hundred thousand of them may be held: what many of them say is kept once, what nobody asks for is left out."""
    return dataclasses.replace(
        header, type=intern(header.type), writer=intern(header.writer), actor=intern(header.actor),
        subjects=tuple(map(intern, header.subjects)), fields=tuple(map(intern, header.fields)), prev="", operation="",
        parents={}, commit="",
    )  # fmt: skip


def read(db: Session, entries: Iterable[Held]) -> Iterator[tuple[Held, Entry]]:
    """These with their words, in this order, some hundred KB at once. ChangedSince where one is there no more."""
    connection = db.connection()
    table = entry_table.c
    query = select(table.n, table.raw, table.salt, table["values"])
    with _few_pages(connection):
        for some in _portions(entries):
            rows = connection.execute(query.where(table.n.in_([one.place for one in some])))
            found = {place: Entry(bytes(raw), salt, values) for place, raw, salt, values in rows}
            for one in some:
                entry = found.pop(one.place, None)
                if entry is None:
                    raise ChangedSince(type="export")
                yield one, entry


def _portions(entries: Iterable[Held]) -> Iterator[list[Held]]:
    some: list[Held] = []
    size = 0
    for one in entries:
        if some and (size + one.size > _AT_ONCE or len(some) == _MOST_AT_ONCE):
            yield some
            some, size = [], 0
        some.append(one)
        size += one.size
    if some:
        yield some


@contextmanager
def _few_pages(connection: Connection) -> Iterator[None]:
    """What is read only once would push out of memory what is read often, and fill it."""
    usual = int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
    connection.exec_driver_sql(f"PRAGMA cache_size = {_CACHE}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def heads(entries: Collection[Held]) -> dict[str, object]:
    """For each writer the highest entry carried: what the recipient can say it has seen."""
    highest: dict[str, tuple[int, str]] = {}
    for one in entries:
        head = one.header
        highest[head.writer] = max(highest.get(head.writer, (-1, "")), (head.seq, one.id))
    return {writer: {"seq": seq, "id": entry_id} for writer, (seq, entry_id) in sorted(highest.items())}

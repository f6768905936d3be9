"""What every record has in common, and the tables that are the journal itself.

`Base.metadata` holds the projection: tables of records, which can always be rebuilt from the journal.
`journal_tables` holds what cannot be rebuilt and is owned by migrations: journal, scratch and local tables.
Nothing here is SQLite-only, so that an outside place may later use PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from wagesdesk.models.entry import Value, natural_id, random_id
from wagesdesk.models.shapes import Check

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

SCOPES: Final = (
    "identity", "contact", "plan", "actions", "needs", "health", "attendance", "scores", "story",
)  # fmt: skip
"""What a participant says yes or no to, for each recipient (ARCHITECTURE 5)."""

PSEUDO_SCOPES: Final = ("frame", "site", "never")

journal_tables = MetaData(naming_convention=NAMES)

FOLDED, QUARANTINED, ERASED = 0, 1, 2
"""States of an entry: shown in the tables; held back for a person to look at; values taken away for ever."""

entry_table = Table(
    "entry", journal_tables,
    # A rowid table: keyed by hash it is five times slower to import into (reference sync_security 2.2).
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False),
    Column("writer", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("eid", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("via", Text),  # the bundle that brought it; null for an entry written here
    Column("raw", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("values", LargeBinary),
    Index("uq_entry_id", "id", unique=True),
    Index("ix_entry_writer_seq", "writer", "seq"),
    Index("ix_entry_eid", "eid"),
    Index("ix_entry_hlc", "hlc"),
    Index("ix_entry_held", "n", sqlite_where=text("state = 1"), postgresql_where=text("state = 1")),
)  # fmt: skip

HELD: Final = entry_table.c.state == literal_column(str(QUARANTINED))
"""The entries that are held back. The number stands in the statement, else the index of these few would not be used."""

head_table = Table(
    "head", journal_tables,
    Column("eid", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("entry_id", Text, primary_key=True),
)  # fmt: skip

subject_table = Table(
    "entry_subject", journal_tables,
    Column("subject", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
)  # fmt: skip

joined_table = Table(
    "joined", journal_tables,  # worked out of the `joining` records, as heads are of entries
    Column("type", Text, primary_key=True),
    Column("eid", Text, primary_key=True),
    Column("shown", Text, nullable=False, index=True),  # the record of the kept person that it is folded into
)  # fmt: skip

erased_table = Table("erased", journal_tables, Column("eid", Text, primary_key=True))

gone_table = Table("gone", journal_tables, Column("entry_id", Text, primary_key=True))  # entries that lost their values

scratch_table = Table(
    "scratch", journal_tables,
    Column("key", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("saved", BigInteger, nullable=False),  # milliseconds of UTC
)  # fmt: skip

local_table = Table(
    "local", journal_tables,
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)  # fmt: skip


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Head(NamedTuple):
    """One current value of a field: who wrote it last without knowing of the others."""

    hlc: int
    entry_id: str
    value: Value


class Record(Base):
    """A record whose every change is an entry of the journal.

    A subclass declares `__tablename__` (the record type), `leaves` (its scope), and, where it has them, `natural_key`
    (the fields its id is made of) and `subject_fields` (the fields that hold person ids; "id" for the person herself).
    Every column but `id` is a journal field and may be null; values that belong together are one JSON field.
    """

    __abstract__ = True

    leaves: ClassVar[str]
    natural_key: ClassVar[tuple[str, ...]] = ()
    subject_fields: ClassVar[tuple[str, ...]] = ()
    from_places: ClassVar[frozenset[str]] = frozenset({"laptop"})
    """Kinds of place whose entries of this type are taken in elsewhere; others are quarantined."""
    admin_only: ClassVar[bool] = False
    """Whether an entry from elsewhere counts only when an administrator of that place wrote it."""
    at_terminals: ClassVar[bool] = False
    """Whether a check-out carries it to the terminal at which the person it is about sits; what is about nobody goes
    to every terminal."""
    free_text: ClassVar[tuple[str, ...]] = ()
    """Fields in which a person may have typed somebody's name."""
    forms: ClassVar[Mapping[str, Check]] = {}
    """What the value of a field must be like where the type of its column does not say it all."""

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    removed: Mapped[bool | None] = mapped_column(Boolean)

    def __init__(self, **fields: object) -> None:
        super().__init__(**fields)
        if self.id is None:
            if self.natural_key:
                parents = (str(getattr(self, name)) for name in self.natural_key)
                self.id = natural_id(self.__tablename__, *parents)
            else:
                self.id = random_id()

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(str(getattr(self, name)) for name in self.subject_fields if getattr(self, name) is not None)

    @classmethod
    def fits(cls, field: str, value: Value) -> bool:
        """Whether a value from elsewhere can stand in this field; one that this version does not know takes any."""
        if value is None or (kind := _kind(cls, field)) is None:
            return True
        return type(value) is kind and (field not in cls.forms or cls.forms[field](value))

    @classmethod
    def pick(cls, field: str, heads: Sequence[Head]) -> Value:  # noqa: ARG003
        """The value to show for a field with these heads (at least one)."""
        return heads[0].value if len(heads) == 1 else max(heads, key=lambda head: (head.hlc, head.entry_id)).value


@cache
def _kind(record: type[Record], field: str) -> type | None:
    """What the values of a column are in Python; None where there is no such column."""
    column = record.__table__.columns.get(field)
    if column is None:
        return None
    return dict if isinstance(column.type, JSON) else column.type.python_type

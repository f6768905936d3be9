"""What a write touched. Every service that writes returns one; the bus carries it to the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the bus imports this before SQLAlchemy may be
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Changes:
    """`kinds` are record types such as "mark"; `operation` is the name of the operation that may be undone, or None."""

    kinds: frozenset[str] = frozenset()
    operation: str | None = None

    def __or__(self, other: Changes) -> Changes:
        """Both together; the later operation is the one to undo."""
        return Changes(self.kinds | other.kinds, other.operation or self.operation)

    def __bool__(self) -> bool:
        return bool(self.kinds)


def made(db: Session) -> Changes:
    """What the open operation of `db` has changed so far."""
    from wagesdesk.models.readings import Operation

    db.flush()
    writing = db.info["writing"]
    return Changes(frozenset(writing.kinds), Operation.parse(writing.operation).name)

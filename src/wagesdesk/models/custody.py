"""What left and what came in: the log of bundles."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Dispatch(Record):
    """A bundle that was written. Its id is the bundle's.

    `sent` is one field: `{"recipient": place, "serial", "file", "sha256", "bytes", "preparer", "checker" (names),
    "people": [ids], "consents": how many entries, "ack_code", "created": ISO instant}`. `seen` is how far
    the stick got: an outcome code of the export.
    """

    __tablename__ = "dispatch"
    leaves = "site"
    forms: ClassVar = {
        "sent": shapes.parts(
            recipient=shapes.text, serial=shapes.whole, file=shapes.text, sha256=shapes.text, preparer=shapes.text,
            checker=shapes.text, people=shapes.several(shapes.text), ack_code=shapes.text, created=shapes.instant,
        ),
    }  # fmt: skip

    recipient_id: Mapped[str | None] = mapped_column(Text, index=True)
    sent: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    seen: Mapped[str | None] = mapped_column(Text)


class Intake(Record):
    """A bundle that was taken in. Its id is the bundle's.

    `taken` is one field: `{"sender", "place", "file", "sha256", "bytes", "created", "serial", "preparer", "checker",
    "people": [ids], "took_back": [ids], "new": entries added, "held_back": entries quarantined, "ack_code",
    "taken_at": ISO instant}`.
    """

    __tablename__ = "intake"
    leaves = "site"
    forms: ClassVar = {
        "taken": shapes.parts(
            place=shapes.text, created=shapes.instant, taken_at=shapes.instant, preparer=shapes.text,
            checker=shapes.text, people=shapes.several(shapes.text), new=shapes.whole, held_back=shapes.whole,
            sha256=shapes.text,
        ),
    }  # fmt: skip

    taken: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

"""What left and what came in: the log of bundles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models.base import Record


class Dispatch(Record):
    """A bundle that was written. Its id is the bundle's.

    `sent` is one field: `{"recipient": place, "serial", "file", "sha256", "bytes", "preparer", "checker" (names),
    "people": [ids], "consents": how many entries, "ack_code", "created": ISO instant}`. `seen` is how far the stick got: an outcome code of the export.
    """

    __tablename__ = "dispatch"
    leaves = "site"

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

    taken: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

"""What left and what came in: the log of bundles, of checks that were not passed, of sticks, and of
files that were saved unlocked."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Dispatch(Record):
    """A bundle that was written. Its id is the bundle's.

    `sent` is one field: `{"recipient": place, "serial", "file", "sha256", "bytes", "preparer", "checker" (names),
    "people": [ids], "consents": how many entries, "ack_code", "created": ISO instant, "carried": what it held, as
    `export/carried.py` reads it, "only_to_read": true where no journal left (an extract, or pages alone), "sheet":
    {"rank", "at", "form"} when a printed sheet was signed instead}`. `seen` is
    how far the stick got: an outcome code of the export. `arrived` is `{"at": ISO instant, "how": "code" or "bundle"}`
    once the recipient has said that it has it; `safe` is `{"at": ISO instant, "where": text}` when an identical copy
    was kept here.
    """

    __tablename__ = "dispatch"
    leaves = "site"
    forms: ClassVar = {
        "sent": shapes.parts(
            recipient=shapes.text, serial=shapes.whole, file=shapes.text, sha256=shapes.text, preparer=shapes.text,
            checker=shapes.text, people=shapes.several(shapes.text), ack_code=shapes.text, created=shapes.instant,
        ),
        "arrived": shapes.parts(at=shapes.instant, how=shapes.text),
        "safe": shapes.parts(at=shapes.instant, where=shapes.text),
    }  # fmt: skip

    recipient_id: Mapped[str | None] = mapped_column(Text, index=True)
    sent: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    seen: Mapped[str | None] = mapped_column(Text)
    arrived: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    safe: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SentBack(Record):
    """A gate check that was not passed.

    `said` is one field: `{"recipient": place, "preparer": staff id, "checker": name, "reason": text, "at": ISO
    instant}`. `settled` once who prepared it has prepared anew, or put it aside.
    """

    __tablename__ = "sent_back"
    leaves = "site"
    free_text = ("said",)
    forms: ClassVar = {
        "said": shapes.parts(
            recipient=shapes.text, preparer=shapes.text, checker=shapes.text, reason=shapes.text, at=shapes.instant
        ),
    }

    recipient_id: Mapped[str | None] = mapped_column(Text, index=True)
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settled: Mapped[bool | None] = mapped_column(Boolean)


class Medium(Record):
    """A stick, or a sealed envelope of paper, that was taken out of the prison: one record for each time.

    `out` is one field: `{"serial", "holder", "authority" (its reference), "at": ISO instant, "bundle": id or ""}`;
    `back` is `{"at": ISO instant}` once it was brought back.
    """

    __tablename__ = "medium"
    leaves = "site"
    forms: ClassVar = {
        "out": shapes.parts(
            serial=shapes.text, holder=shapes.text, authority=shapes.text, at=shapes.instant, bundle=shapes.text
        ),
        "back": shapes.parts(at=shapes.instant),
    }

    out: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ClearCopy(Record):
    """A file that was saved unlocked: one record for each woman it tells of, so that it goes when she is erased; one
    without a woman where it tells of none.

    `saved` is one field: `{"what": code of a print, "form": "pdf", "html" or "xlsx", "by": staff id, "at": ISO
    instant}`, the same in all records of one file.
    """

    __tablename__ = "clear_copy"
    leaves = "site"
    subject_fields = ("person_id",)
    forms: ClassVar = {
        "saved": shapes.parts(what=shapes.text, form=shapes.text, by=shapes.text, at=shapes.instant),
    }

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    saved: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Intake(Record):
    """A bundle that was taken in. Its id is the bundle's.

    `taken` is one field: `{"sender", "place", "file", "sha256", "bytes", "created", "serial", "preparer", "checker",
    "people": [ids], "took_back": [ids], "rests_on": {bundle id: serial}, "new": entries added, "held_back": entries
    quarantined, "ack_code", "taken_at": ISO instant}`.
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

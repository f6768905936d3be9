"""What a woman at a shared screen likes and asks for: it follows her from seat to seat and never leaves the place."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record

SIZES: Final = (100, 125, 150)
PAGE_COLOURS: Final = ("cream", "white", "blue", "green", "rose")

_BOTH: Final = frozenset({"laptop", "terminal"})


class Comfort(Record):
    """How she likes her pages. `likes` is one field: `{"size": one of SIZES, "colour": one of PAGE_COLOURS, "listen":
    whether pages offer to read themselves, "tell": whether she would rather tell than type, "language": that of her
    pages, empty for that of her record}`; `stopped` is where she stopped: `{"page": id of a page, "where": its place,
    as JSON}`."""

    __tablename__ = "comfort"
    leaves = "site"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("person_id",)
    subject_fields = ("person_id",)
    forms: ClassVar = {
        "likes": shapes.parts(
            size=shapes.whole, colour=shapes.text, listen=shapes.flag, tell=shapes.flag, language=shapes.text
        ),
        "stopped": shapes.parts(page=shapes.text, where=shapes.text),
    }

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    likes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    stopped: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class HelpCall(Record):
    """She raised her hand. `asked` is one field: `{"page": id, "question": code or empty, "at": ISO instant}`; `came`
    is `{"at": ISO instant}` once the band was cleared."""

    __tablename__ = "help_call"
    leaves = "site"
    at_terminals = True
    from_places = _BOTH
    subject_fields = ("person_id",)
    forms: ClassVar = {
        "asked": shapes.parts(page=shapes.text, question=shapes.text, at=shapes.instant),
        "came": shapes.parts(at=shapes.instant),
    }

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    came: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class NewPin(Record):
    """A member of staff took her PIN away, so that she chooses another. The PIN itself is no record; that somebody
    opened this door is. `given` is one field: `{"at": ISO instant, "by": name of the member of staff}`."""

    __tablename__ = "new_pin"
    leaves = "site"
    from_places = _BOTH
    subject_fields = ("person_id",)
    forms: ClassVar = {"given": shapes.parts(at=shapes.instant, by=shapes.text)}

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    given: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Unfinished(Record):
    """What she typed into a form at a terminal and did not finish there; it waits in that form at her next seat.

    `typed` is one field: `{"text": what the form holds, as JSON}`; null once she finished it or gave it up.
    """

    __tablename__ = "unfinished"
    leaves = "site"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("person_id", "form")
    subject_fields = ("person_id",)
    free_text = ("typed",)
    forms: ClassVar = {"typed": shapes.parts(text=shapes.text)}

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    form: Mapped[str | None] = mapped_column(Text)
    typed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class OwnWord(Record):
    """A word that is right for her, whatever a dictionary says."""

    __tablename__ = "own_word"
    leaves = "site"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("person_id", "word")
    subject_fields = ("person_id",)

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    word: Mapped[str | None] = mapped_column(Text)

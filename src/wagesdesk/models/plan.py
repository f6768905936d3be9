"""A business plan: whose it is, what she wrote, what was said of it, and what she still has to find out.

Words are kept for each owner apart, so that every record is about the woman whose words it holds: her consent decides
what leaves, and one owner can be erased without the other.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from sqlalchemy import JSON, Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record

FORMS: Final = ("alone", "together", "social")
NATIONS: Final = ("england", "wales", "scotland", "northern_ireland")
OUTCOMES: Final = ("start", "later", "job", "together")
"""What "Is this for me?" may end in; all are a success."""
STAGES: Final = ("writing", "sent", "back", "ready")
"""With the writer; to read; sent back with comments; ready to present."""
HOW: Final = ("card", "sentence", "write", "said", "paper")
"""A card was picked, a sentence finished, words written; taken down from what she said; typed in from paper."""
PITCH_CARDS: Final = ("pitch.who", "pitch.sell", "pitch.buys", "pitch.money", "pitch.ask")
"""Codes under which her own words for the cards of her pitch are kept, as answers of the plan."""
ASKED_OF: Final = ("guest", "home", "facilitator", "member")

_BOTH: Final = frozenset({"laptop", "terminal"})


class Plan(Record):
    """One business idea of hers. Number 1 takes its name from her `business` and has no `title`.

    `stage` is one field: `{"code": one of STAGES, "at": ISO instant, "by": staff or person id}`; null is writing.
    `trade` is a code of the plan's template; `nation` one of NATIONS: where she goes home to, whose rules count.
    """

    __tablename__ = "plan"
    leaves = "plan"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("person_id", "number")
    subject_fields = ("person_id",)
    free_text = ("title",)
    forms: ClassVar = {"stage": shapes.parts(code=shapes.text, at=shapes.instant, by=shapes.text)}

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    number: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    trade: Mapped[str | None] = mapped_column(Text)
    nation: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PlanOwner(Record):
    """Somebody whose plan it is; the woman who began it has one too."""

    __tablename__ = "plan_owner"
    leaves = "plan"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("plan_id", "person_id")
    subject_fields = ("person_id",)

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)


class PlanAnswer(Record):
    """What one owner says in one section of a plan.

    `answer` is one field: `{"text", "how": one of HOW, "language": "en" or "cy" or another tag, "by": staff id of who
    took it down or typed it, else empty, "done_on": ISO day on which the paper was filled in, else empty}`. `done` is
    that she went on to the next question, `skipped` that she left it for now. `checked` is `{"sha256": of the text that
    was read, "by": staff id, "at": ISO instant}`; it counts as long as the text is that one.
    """

    __tablename__ = "plan_answer"
    leaves = "plan"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("plan_id", "section", "person_id")
    subject_fields = ("person_id",)
    free_text = ("answer",)
    forms: ClassVar = {
        "answer": shapes.parts(
            text=shapes.text, how=shapes.text, language=shapes.text, by=shapes.text, done_on=shapes.blank_or(shapes.day)
        ),
        "checked": shapes.parts(sha256=shapes.key, by=shapes.text, at=shapes.instant),
    }

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    section: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    done: Mapped[bool | None] = mapped_column(Boolean)
    skipped: Mapped[bool | None] = mapped_column(Boolean)
    checked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PlanTranslation(Record):
    """An answer in another language, beside hers. `translated` is one field: `{"text", "of": SHA-256 of the text that
    was translated, "by": name of the translator, "at": ISO instant}`."""

    __tablename__ = "plan_translation"
    leaves = "plan"
    at_terminals = True
    natural_key = ("plan_id", "section", "person_id", "language")
    subject_fields = ("person_id",)
    free_text = ("translated",)
    forms: ClassVar = {
        "translated": shapes.parts(text=shapes.text, of=shapes.key, by=shapes.text, at=shapes.instant),
    }

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    section: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    language: Mapped[str | None] = mapped_column(Text)
    translated: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PlanComment(Record):
    """A comment on her words, from the facilitator or from a woman of her circle (`giver_person_id`).

    `said` is one field: `{"text", "kind": "ask" or "works", "section", "quote": the words it is tied to, "start": where
    they begin in her text, "by": staff id or empty, "at": ISO instant}`. She sees it from `sent` on; `seen` is when she
    went past it.
    """

    __tablename__ = "plan_comment"
    leaves = "plan"
    at_terminals = True
    from_places = _BOTH
    subject_fields = ("person_id", "giver_person_id")
    free_text = ("said",)
    forms: ClassVar = {
        "said": shapes.parts(
            text=shapes.text, kind=shapes.text, section=shapes.text, quote=shapes.text, start=shapes.whole,
            by=shapes.text, at=shapes.instant,
        ),
        "sent": shapes.parts(at=shapes.instant),
        "seen": shapes.parts(at=shapes.instant),
    }  # fmt: skip

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    giver_person_id: Mapped[str | None] = mapped_column(Text)
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sent: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    seen: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PlanFinding(Record):
    """Something she has to find out, and what was found.

    `asked` is one field: `{"text", "of": one of ASKED_OF, "section": code of the section or sheet it belongs to, "row":
    of the sheet, else empty, "at": ISO instant}`; `found` is `{"text", "source": who or what said so, "on": ISO day,
    "by": staff or person id}`.
    """

    __tablename__ = "plan_finding"
    leaves = "plan"
    at_terminals = True
    from_places = _BOTH | {"outside"}
    subject_fields = ("person_id",)
    free_text = ("asked", "found")
    forms: ClassVar = {
        "asked": shapes.parts(
            text=shapes.text, of=shapes.text, section=shapes.text, row=shapes.text, at=shapes.instant
        ),
        "found": shapes.parts(text=shapes.text, source=shapes.text, on=shapes.day, by=shapes.text),
    }

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    found: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PlanTick(Record):
    """A step of the rules-and-cover checklist. `ticked` is one field: `{"on": ISO day, "note": text}`; null is not
    done. `code` is a fact's or a step's code."""

    __tablename__ = "plan_tick"
    leaves = "plan"
    at_terminals = True
    from_places = _BOTH
    natural_key = ("plan_id", "code")
    subject_fields = ("person_id",)
    free_text = ("ticked",)
    forms: ClassVar = {"ticked": shapes.parts(on=shapes.day, note=shapes.text)}

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    code: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    ticked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

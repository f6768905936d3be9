"""What changed in a plan: how often it was sent, what stood there before, and how two texts differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from typing import Final

from sqlalchemy import func, select

from wagesdesk.models.base import FOLDED, entry_table
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import Entry, natural_id, wall_ms
from wagesdesk.models.plan import Plan, PlanAnswer, PlanOwner
from wagesdesk.models.vault import Vault
from wagesdesk.services import history

Whose = tuple[str, str]
"""(section, person id)."""
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_WORD: Final = re.compile(r"^\s+|\S+\s*")
_GIVEN_BACK: Final = ("back", "ready")


@dataclass(frozen=True, slots=True)
class Sending:
    """`drafts` is how often she sent a plan; `sent` when she last did, `read` when staff last gave it back."""

    drafts: int = 0
    sent: datetime | None = None
    read: datetime | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """Her words as they once stood. `by` is the name of who wrote them down; `now` that they stand there now."""

    entry_id: str
    text: str
    at: datetime
    by: str
    how: str
    done_on: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a comparison; `kind` is "same", "added" or "taken"."""

    kind: str
    text: str


def to_read(vault: Vault, cohort_id: str) -> int:
    """How many plans of a cohort wait to be read. One statement."""
    with vault.read() as db:
        found = db.scalar(
            select(func.count(func.distinct(Plan.id)))
            .join(PlanOwner, PlanOwner.plan_id == Plan.id)
            .join(Enrolment, Enrolment.person_id == PlanOwner.person_id)
            .where(
                Enrolment.cohort_id == cohort_id, Plan.removed.is_not(True), PlanOwner.removed.is_not(True),
                Plan.stage["code"].as_string() == "sent",
            )
        )  # fmt: skip
    return int(found or 0)


def sendings(vault: Vault, plan_ids: Collection[str]) -> Mapping[str, Sending]:
    """How often each was sent, and when. One statement."""
    stages: dict[str, dict[str, str]] = {each: {} for each in plan_ids}
    for entry in _entries(vault, "plan", plan_ids):
        stage = entry.fields.get("stage")
        if isinstance(stage, dict):  # undone and done again it is the same instant
            stages[entry.header.eid][str(stage["at"])] = str(stage["code"])
    return {plan_id: _sending(found) for plan_id, found in stages.items()}


def words_at(vault: Vault, plan_id: str, when: datetime) -> Mapping[Whose, str]:
    """What every answer of a plan said at that instant; nothing for one that was not there yet."""
    with vault.read() as db:
        held = db.execute(
            select(PlanAnswer.id, PlanAnswer.section, PlanAnswer.person_id).where(PlanAnswer.plan_id == plan_id)
        )
        whose = {str(eid): (str(section), str(person)) for eid, section, person in held}
    said: dict[Whose, str] = {}
    for entry in _entries(vault, "plan_answer", whose):
        answer = entry.fields.get("answer")
        if "answer" in entry.fields and _instant(entry) <= when:
            said[whose[entry.header.eid]] = str(answer.get("text", "")) if isinstance(answer, dict) else ""
    return said


def revisions(vault: Vault, *, plan_id: str, section: str, person_id: str) -> tuple[Revision, ...]:
    """All that she said in a section, newest first, each text once in a row."""
    found: list[Revision] = []
    for line in history.record_history(vault, natural_id("plan_answer", plan_id, section, person_id)):
        if line.field != "answer" or not isinstance(line.value, dict):
            continue
        day = str(line.value.get("done_on", ""))
        one = Revision(
            line.entry_id, str(line.value.get("text", "")), line.at, line.by, str(line.value.get("how", "")),
            date.fromisoformat(day) if day else None, line.state == "now",
        )  # fmt: skip
        if found and found[-1].text == one.text and not one.now:
            continue
        found.append(one)
    return tuple(found)


def new_in(before: str, now: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of `now` stand that `before` has not, as (start, end)."""
    known = {found.group().strip() for found in _SENTENCE.finditer(before)}
    spans = []
    for found in _SENTENCE.finditer(now):
        words = found.group()
        if words.strip() and words.strip() not in known:
            start = found.start() + len(words) - len(words.lstrip())
            spans.append((start, found.end() - (len(words) - len(words.rstrip()))))
    return tuple(spans)


def compare(before: str, now: str) -> tuple[Piece, ...]:
    """Both texts in one, word by word: what is taken away stands before what was added in its place."""
    old, new = _WORD.findall(before), _WORD.findall(now)
    pieces: list[Piece] = []
    alike = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    for what, start, end, at, to in alike.get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(new[at:to])))
            continue
        pieces += [
            Piece(kind, words)
            for kind, words in (("taken", "".join(old[start:end])), ("added", "".join(new[at:to])))
            if words
        ]
    return tuple(pieces)


def _sending(found: Mapping[str, str]) -> Sending:
    sent = [at for at, code in found.items() if code == "sent"]
    read = [at for at, code in found.items() if code in _GIVEN_BACK]
    return Sending(len(sent), _last(sent), _last(read))


def _last(instants: Iterable[str]) -> datetime | None:
    return max((datetime.fromisoformat(one) for one in instants), default=None)


def _entries(vault: Vault, record_type: str, eids: Iterable[str]) -> Iterator[Entry]:
    """What counts of these records, oldest first."""
    with vault.read() as db:
        rows = db.connection().execute(
            select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
            .where(
                entry_table.c.type == record_type, entry_table.c.eid.in_(list(eids)), entry_table.c.state == FOLDED
            )
            .order_by(entry_table.c.hlc, entry_table.c.id)
        )  # fmt: skip
        return iter([Entry(bytes(raw), salt, values) for raw, salt, values in rows])


def _instant(entry: Entry) -> datetime:
    return datetime.fromtimestamp(wall_ms(entry.header.hlc) / 1000, UTC)

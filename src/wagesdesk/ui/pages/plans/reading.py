"""What the page shows of one plan, read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wagesdesk.models.vault import Vault
from wagesdesk.services import people, plan, plan_comments, plan_drafts, plan_sums, plan_translations
from wagesdesk.services.plan import PlanRow, PlanView
from wagesdesk.services.plan_comments import Comment
from wagesdesk.services.plan_drafts import Sending
from wagesdesk.services.plan_sums import Sheets
from wagesdesk.services.plan_translations import Translation
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.plans.stages import GROUPS, group_of

SINCE_READ, SINCE_SENT = "read", "sent"
Whose = tuple[str, str]
Span = tuple[int, int]


@dataclass(frozen=True)
class Queue:
    """The plans of a cohort in the order of the list, how often each was sent, and everybody of it (id, name)."""

    rows: tuple[PlanRow, ...]
    sendings: Mapping[str, Sending]
    people: tuple[tuple[str, str], ...]

    def row(self, plan_id: str) -> PlanRow | None:
        return next((one for one in self.rows if one.id == plan_id), None)


@dataclass(frozen=True)
class Numbered:
    """A comment with the number it wears, beside the draft and in it."""

    number: int
    comment: Comment


@dataclass(frozen=True)
class Shown:
    """One plan. `fresh` says for each answer which parts are new since `since`; empty while that is not asked."""

    view: PlanView
    sending: Sending
    comments: tuple[Numbered, ...]
    before: int
    translations: tuple[Translation, ...]
    sheets: Sheets
    fresh: Mapping[Whose, tuple[Span, ...]]
    since: str

    @property
    def unsent(self) -> int:
        return sum(one.comment.sent is None for one in self.comments)

    def on(self, section: str, person_id: str) -> tuple[Numbered, ...]:
        """The comments on one answer."""
        return tuple(
            one for one in self.comments if (one.comment.section, one.comment.person_id) == (section, person_id)
        )


def queue(desk: Desk) -> Queue:
    """Those that wait longest stand first in each part."""
    vault = desk.vault
    here = people.people(vault, desk.cohort(), desk.clock.today())
    rows = plan.plans_in(vault, [one.id for one in here])
    order = list(GROUPS)
    rows = tuple(
        sorted(rows, key=lambda row: (order.index(group_of(row)), row.since is None, row.since, names_key(row)))
    )
    return Queue(rows, plan_drafts.sendings(vault, [row.id for row in rows]), tuple((one.id, one.name) for one in here))


def names_key(row: PlanRow) -> str:
    return words.names(row).casefold()


def read(vault: Vault, plan_id: str, *, since: str, earlier: bool) -> Shown:
    """`since` is SINCE_READ, SINCE_SENT or empty; `earlier` shows comments of before the last sending too. NotFound."""
    view = plan.plan(vault, plan_id)
    sending = plan_drafts.sendings(vault, (plan_id,))[plan_id]
    held = plan_comments.of_plan(vault, plan_id)
    now = [one for one in held if one.sent is None]
    return Shown(
        view, sending, _numbered(view, held if earlier else now), len(held) - len(now),
        plan_translations.of_plan(vault, plan_id), plan_sums.read(vault, plan_id),
        _fresh(vault, view, sending, since), since,
    )  # fmt: skip


def _numbered(view: PlanView, comments: Sequence[Comment]) -> tuple[Numbered, ...]:
    """In the order of the draft, so that the numbers run down the page."""
    texts = {(part.code, one.person_id): one.text for part in view.sections for one in part.answers}
    order = {whose: at for at, whose in enumerate(texts)}

    def place(one: Comment) -> tuple[int, int, object]:
        whose = (one.section, one.person_id)
        found = plan_comments.place(texts.get(whose, ""), one)
        return order.get(whose, len(order)), found[0] if found else -1, one.written

    ordered = sorted(comments, key=place)
    return tuple(Numbered(number, one) for number, one in enumerate(ordered, start=1))


def _fresh(vault: Vault, view: PlanView, sending: Sending, since: str) -> Mapping[Whose, tuple[Span, ...]]:
    when = {SINCE_READ: sending.read, SINCE_SENT: sending.sent}.get(since)
    if when is None:
        return {}
    before = plan_drafts.words_at(vault, view.row.id, when)
    found = {}
    for part in view.sections:
        for one in part.answers:
            spans = plan_drafts.new_in(before.get((part.code, one.person_id), ""), one.text)
            if spans:
                found[(part.code, one.person_id)] = spans
    return found


def since_words(shown: Shown) -> str:
    """What "Show what changed" found, in one line."""
    if not shown.since:
        return ""
    if shown.since == SINCE_READ and shown.sending.read is None:
        return _("This is her first draft: nothing was read before it.")
    if shown.since == SINCE_SENT and shown.sending.sent is None:
        return _("She has not sent it yet, so there is nothing to compare with.")
    if not shown.fresh:
        return _("Nothing is new.")
    return _("What is new has a line at its left.")

"""Her cards as the pages of the pitch show them."""

from __future__ import annotations

from wagesdesk.export.reports.plan.money import money_in_words
from wagesdesk.services import pitch, plan_sums
from wagesdesk.services.pitch import Card
from wagesdesk.services.plan import PlanView
from wagesdesk.ui.kiosk.desk import KioskDesk


def cards_of(desk: KioskDesk, view: PlanView) -> tuple[Card, ...]:
    """The five, made of what is in the journal now."""
    told = money_in_words(plan_sums.read(desk.vault, view.row.id))
    return pitch.cards(view, pitch.own(desk.vault, view.row.id), told)

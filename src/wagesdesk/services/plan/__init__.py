"""A woman's business plans: her ideas, whose they are, and what she wrote in each section.

Sections are codes of the plan's template, and of its two questions more for a plan that others gain from. Who writes is
the actor of each change: her own person id at a shared screen, a member of staff who types for her.
"""

from __future__ import annotations

from wagesdesk.models.plan import FORMS, HOW, OUTCOMES, STAGES
from wagesdesk.services.plan.views import (
    STATES,
    Answer,
    PlanRow,
    PlanView,
    SectionView,
    codes,
    digest,
    plan,
    plans,
    plans_in,
)
from wagesdesk.services.plan.writing import (
    Said,
    answer,
    begin,
    leave_for_now,
    mark_checked,
    set_about,
    set_owner,
    set_stage,
)

__all__ = [
    "FORMS", "HOW", "OUTCOMES", "STAGES", "STATES", "Answer", "PlanRow", "PlanView", "Said", "SectionView", "answer",
    "begin", "codes", "digest", "leave_for_now", "mark_checked", "plan", "plans", "plans_in", "set_about", "set_owner",
    "set_stage",
]  # fmt: skip

"""Words for the codes of a plan, as she reads them."""

from __future__ import annotations

from typing import Final

from wagesdesk.services.plan import Answer
from wagesdesk.text import N_

STATES: Final = {
    "empty": N_("Not started"),
    "started": N_("Started"),
    "said": N_("Said out loud"),
    "drafted": N_("Written"),
    "checked": N_("Checked"),
    "left": N_("Left for now"),
}
ICONS: Final = {
    "empty": "circle-dashed",
    "started": "pencil",
    "said": "message-square",
    "drafted": "check",
    "checked": "circle-check",
    "left": "clock",
}
FORMS: Final = {
    "alone": N_("On my own"),
    "together": N_("Together with others"),
    "social": N_("So that others gain too"),
}
ASKED_OF: Final = {
    "guest": N_("A guest"),
    "home": N_("Somebody at home"),
    "facilitator": N_("My facilitator"),
    "member": N_("A woman outside"),
}
NATIONS: Final = {
    "england": N_("England"),
    "wales": N_("Wales"),
    "scotland": N_("Scotland"),
    "northern_ireland": N_("Northern Ireland"),
}
OUTCOMES: Final = {
    "start": (N_("I will start"), N_("You have a plan and first steps. Go for it.")),
    "later": (N_("I will start later"), N_("A good plan can wait. It is here when you are ready.")),
    "job": (N_("I will look for a job"), N_("You know what you are good at. That helps you find work.")),
    "together": (N_("We will do it together"), N_("Two can carry more than one. Ask who could join you.")),
}
"""What she says, and the kind sentence to it. All are a success."""
GENTLE: Final = {
    "offence": N_("Please do not write about offences here. Write about your business."),
    "sentence": N_("Please do not write about your time here. Write about your business."),
    "risk": N_("Please do not write about risk here. Write about your business."),
}
"""What the gentle look at her words says, by its codes."""


def state_of(answer: Answer) -> str:
    """One of STATES."""
    return "left" if answer.skipped else answer.state

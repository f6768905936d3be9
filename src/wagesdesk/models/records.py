"""The list of every record type. A new noun adds its module here; tests over this list say what was forgotten."""

from __future__ import annotations

from wagesdesk.models.asking import Asking
from wagesdesk.models.attendance import Mark
from wagesdesk.models.base import Record
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import ClearCopy, Dispatch, Intake, Medium, SentBack
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.joining import Joining
from wagesdesk.models.kiosk import Comfort, HelpCall, NewPin, OwnWord, Unfinished
from wagesdesk.models.person import Business, Identity, Person
from wagesdesk.models.plan import (
    Plan,
    PlanAnswer,
    PlanComment,
    PlanFinding,
    PlanOwner,
    PlanTick,
    PlanTranslation,
)
from wagesdesk.models.plan_sums import LocalFact, PlanFigure, Price
from wagesdesk.models.release_date import ReleaseDate
from wagesdesk.models.site import Site
from wagesdesk.models.staff import Staff
from wagesdesk.models.terminal import Checkout, Seat
from wagesdesk.models.workshop import WorkshopChange, WorkshopSession

RECORDS: tuple[type[Record], ...] = (
    Asking, Business, Checkout, ClearCopy, Cohort, Comfort, Consent, Dispatch, EnrolledCard, Enrolment,
    HelpCall, Identity, Intake, Joining, LocalFact, Mark, Medium, NewPin, OwnWord, Person, Plan, PlanAnswer,
    PlanComment, PlanFigure, PlanFinding, PlanOwner, PlanTick, PlanTranslation, Price, ReleaseDate, Seat,
    SentBack, Site, Staff, Unfinished, WorkshopChange, WorkshopSession,
)  # fmt: skip

BY_TYPE: dict[str, type[Record]] = {record.__tablename__: record for record in RECORDS}

ABOUT_PEOPLE = frozenset(kind for kind, record in BY_TYPE.items() if record.subject_fields)
"""All of these may change when two people are joined, or taken apart."""

JOURNAL_TYPES = {
    "writer": "frame", "erasure": "frame", "redaction": "frame", "vouching": "frame", "disposal": "never",
    "quarantine_release": "never",
}  # fmt: skip
"""Types that only the journal itself writes, and what they leave as; they have no table."""

REDACTIONS = ("redaction", "disposal")
"""Those that take the values of single entries: on every machine, or on the one that wrote it alone, where something
was not its own record but was shared with it."""

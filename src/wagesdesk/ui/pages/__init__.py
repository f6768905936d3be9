"""The ordered list of pages, and in which places each is. A page that is not here does not exist; pages never import
one another."""

from __future__ import annotations

from wagesdesk.text import N_
from wagesdesk.ui.page import PageSpec

_LAPTOP, _TERMINAL, _OUTSIDE = frozenset({"laptop"}), frozenset({"terminal"}), frozenset({"outside"})
_RECORDS = _LAPTOP | _OUTSIDE
"""Where staff keep the records. A terminal holds some women's words for a day, and no page of theirs."""
_EVERYWHERE = _RECORDS | _TERMINAL

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "terminal", N_("Take in & give back"), "monitor", _TERMINAL, "wagesdesk.ui.pages.terminal.page:TerminalPage"
    ),
    PageSpec("inbox", N_("Inbox"), "inbox", _OUTSIDE, "wagesdesk.ui.pages.inbox.page:InboxPage"),
    PageSpec("today", N_("Today"), "calendar-check", _RECORDS, "wagesdesk.ui.pages.today.page:TodayPage"),
    PageSpec(
        "workshops", N_("Workshops"), "clipboard-check", _RECORDS, "wagesdesk.ui.pages.attendance.page:AttendancePage"
    ),
    PageSpec(
        "participants", N_("Participants"), "users", _RECORDS, "wagesdesk.ui.pages.participants.page:ParticipantsPage"
    ),
    PageSpec(
        "person", N_("Person"), "user", _RECORDS, "wagesdesk.ui.pages.person.page:PersonDetailPage",
        under="participants", of_one=True,
    ),
    PageSpec(
        "list", N_("Bring in a list"), "file-spreadsheet", _RECORDS, "wagesdesk.ui.pages.lists.page:ListsPage",
        under="participants",
    ),
    PageSpec(
        "plans", N_("Plans"), "file-pen", _RECORDS, "wagesdesk.ui.pages.plans.page:PlansPage",
        counts="wagesdesk.services.plan_drafts:to_read", counted=frozenset({"plan", "plan_owner", "enrolment"}),
    ),
    PageSpec(
        "terminals", N_("Terminals"), "monitor", _LAPTOP, "wagesdesk.ui.pages.terminals.page:TerminalsPage"
    ),
    PageSpec("export", N_("Export & import"), "package", _LAPTOP, "wagesdesk.ui.pages.transfer.page:TransferPage"),
    PageSpec("inbox", N_("Inbox"), "inbox", _LAPTOP, "wagesdesk.ui.pages.inbox.page:InboxPage", under="export"),
    PageSpec(
        "export", N_("Write back"), "package", _OUTSIDE, "wagesdesk.ui.pages.transfer.page:TransferPage", under="inbox"
    ),
    PageSpec(
        "settle", N_("To settle"), "git-compare-arrows", _OUTSIDE, "wagesdesk.ui.pages.settle.page:SettlePage",
        under="inbox",
    ),
    PageSpec(
        "settle", N_("To settle"), "git-compare-arrows", _LAPTOP, "wagesdesk.ui.pages.settle.page:SettlePage",
        under="today",
    ),
    PageSpec(
        "media", N_("Sticks taken out"), "usb", _LAPTOP, "wagesdesk.ui.pages.media.page:MediaPage", under="export"
    ),
    PageSpec("cohort", N_("New cohort"), "plus", _RECORDS, "wagesdesk.ui.pages.cohort.page:CohortPage", under="today"),
    PageSpec(
        "settings", N_("Settings"), "settings", _EVERYWHERE, "wagesdesk.ui.pages.settings.page:SettingsPage", apart=True
    ),
    PageSpec(
        "erase", N_("Erase people"), "trash-2", _RECORDS, "wagesdesk.ui.pages.erase.page:ErasePage", under="settings"
    ),
)  # fmt: skip

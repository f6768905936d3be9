"""The ordered list of pages. A page that is not here does not exist; pages never import one another."""

from __future__ import annotations

from wagesdesk.text import N_
from wagesdesk.ui.page import PageSpec

_INSIDE = frozenset({"laptop", "terminal"})
_OUTSIDE = frozenset({"outside"})
_BOTH = _INSIDE | _OUTSIDE

PAGES: tuple[PageSpec, ...] = (
    PageSpec("inbox", N_("Inbox"), "inbox", _OUTSIDE, "wagesdesk.ui.pages.inbox.page:InboxPage"),
    PageSpec("today", N_("Today"), "calendar-check", _BOTH, "wagesdesk.ui.pages.today.page:TodayPage"),
    PageSpec(
        "workshops", N_("Workshops"), "clipboard-check", _BOTH, "wagesdesk.ui.pages.attendance.page:AttendancePage"
    ),
    PageSpec(
        "participants", N_("Participants"), "users", _BOTH, "wagesdesk.ui.pages.participants.page:ParticipantsPage"
    ),
    PageSpec(
        "person", N_("Person"), "user", _BOTH, "wagesdesk.ui.pages.person.page:PersonDetailPage",
        under="participants", of_one=True,
    ),
    PageSpec(
        "list", N_("Bring in a list"), "file-spreadsheet", _BOTH, "wagesdesk.ui.pages.lists.page:ListsPage",
        under="participants",
    ),
    PageSpec("export", N_("Export & import"), "package", _INSIDE, "wagesdesk.ui.pages.transfer.page:TransferPage"),
    PageSpec("inbox", N_("Inbox"), "inbox", _INSIDE, "wagesdesk.ui.pages.inbox.page:InboxPage", under="export"),
    PageSpec("cohort", N_("New cohort"), "plus", _BOTH, "wagesdesk.ui.pages.cohort.page:CohortPage", under="today"),
    PageSpec(
        "settings", N_("Settings"), "settings", _BOTH, "wagesdesk.ui.pages.settings.page:SettingsPage", apart=True
    ),
    PageSpec(
        "erase", N_("Erase people"), "trash-2", _BOTH, "wagesdesk.ui.pages.erase.page:ErasePage", under="settings"
    ),
)  # fmt: skip

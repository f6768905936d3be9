"""The ordered list of pages. A page that is not here does not exist; pages never import one another."""

from __future__ import annotations

from wagesdesk.ui.page import PageSpec

PAGES: tuple[PageSpec, ...] = ()

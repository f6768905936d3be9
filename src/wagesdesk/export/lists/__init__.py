"""Lists of people coming in: CSV, TSV and XLSX as offices write them."""

from __future__ import annotations

from wagesdesk.export.lists.reading import Book, read

__all__ = ["Book", "read"]

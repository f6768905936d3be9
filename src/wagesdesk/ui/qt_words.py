"""Qt's own menus, buttons and windows speak our catalogue: context menus of fields, file windows, the print window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTranslator

from wagesdesk.text import N_, _

WORDS: Final = frozenset(
    {
        # menus of fields
        N_("&Undo"), N_("&Redo"), N_("Cu&t"), N_("&Copy"), N_("&Paste"), N_("Delete"), N_("Select All"),
        # buttons of windows
        N_("OK"), N_("Cancel"), N_("&Yes"), N_("&No"), N_("Save"), N_("&Save"), N_("Open"), N_("&Open"), N_("Close"),
        N_("Apply"), N_("Reset"), N_("Help"), N_("Discard"), N_("Retry"), N_("Ignore"), N_("Abort"),
        # choosing files and folders
        N_("Save As"), N_("&Choose"), N_("&Look in:"), N_("Look in:"), N_("File &name:"), N_("Files of &type:"),
        N_("Save as type:"), N_("&Directory:"), N_("Directory:"), N_("Find Directory"), N_("Name"), N_("Size"),
        N_("Type"), N_("Date Modified"), N_("Computer"), N_("Folder"), N_("Files"), N_("All Files (*)"), N_("Drive"),
        N_("&New Folder"), N_("New Folder"), N_("Create New Folder"), N_("Create a New Folder"), N_("&Rename"),
        N_("&Delete"), N_("Show &hidden files"), N_("Back"), N_("Go back"), N_("Forward"), N_("Go forward"),
        N_("Parent Directory"), N_("Go to the parent directory"), N_("List View"), N_("Change to list view mode"),
        N_("Detail View"), N_("Change to detail view mode"), N_("Sidebar"), N_("List of places and bookmarks"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        # printing
        N_("Print"), N_("&Print"), N_("&Options >>"), N_("&Options <<"), N_("Printer"), N_("&Name:"), N_("Location:"),
        N_("Type:"), N_("P&roperties"), N_("Preview"), N_("Output &file:"), N_("Print to File (PDF)"),
        N_("Write PDF file"), N_("Copies"), N_("Copies:"), N_("Collate"), N_("Reverse"), N_("Print range"),
        N_("Print all"), N_("Pages from"), N_("to"), N_("Pages"), N_("Page &Set:"), N_("All Pages"), N_("Odd Pages"),
        N_("Even Pages"), N_("Current Page"), N_("Selection"), N_("Options"), N_("Output Settings"),
        N_("Double Sided Printing"), N_("Off"), N_("Long side binding"), N_("Short side binding"), N_("Color Mode"),
        N_("Color"), N_("Grayscale"),
        # names of keys in menus
        N_("Del"), N_("Esc"), N_("Enter"), N_("Return"), N_("Space"), N_("Tab"), N_("Home"), N_("End"), N_("Up"),
        N_("Down"), N_("Left"), N_("Right"),
        # the arrows of a row of tabs
        N_("Scroll Left"), N_("Scroll Right"),
    }
)  # fmt: skip
"""What Qt says, as it stands in Qt: the ampersand is before the letter that chooses it."""


class QtWords(QTranslator):
    """Install it once: it asks for the language at each word."""

    def translate(self, _context: str, sourceText: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        """The word in our language; None leaves it as Qt has it."""
        return _(sourceText) if sourceText in WORDS else None

    def isEmpty(self) -> bool:
        return False

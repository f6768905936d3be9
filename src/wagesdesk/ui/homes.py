"""Which vault folders this machine has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wagesdesk.text import _


@dataclass(frozen=True)
class Homes:
    """The folders of this machine's vaults; the same twice when one was named at the start."""

    real: Path
    practice: Path

    def other(self, home: Path) -> Path:
        """The one that is not `home`."""
        return self.practice if home == self.real else self.real

    def other_words(self, home: Path) -> str:
        """The link to the other vault: back from practice always, to practice only where there is such a vault."""
        if self.real == self.practice:
            return ""
        if home == self.practice:
            return _("Go to the real records")
        return _("Practise with invented people") if (self.practice / "CURRENT").is_file() else ""

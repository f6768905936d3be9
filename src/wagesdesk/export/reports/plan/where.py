"""Words in a print for strangers that tell where she is or was. They are hers: she is asked, none is taken out."""

from __future__ import annotations

import re
from typing import Final

from wagesdesk.export.reports.blocks import Document
from wagesdesk.export.reports.plain import write_plain

_TELLING: Final = re.compile(
    r"\b(prison\w*|probation|on licence|on tag|custody|parole|jail|HMP|ROTL|offender\w*|(?:my|on|after|before) release"
    r"|(?:c|g|ngh|ch)archar\w*|(?:swyddog|gwasanaeth|y) prawf|ar drwydded)\b",
    re.IGNORECASE,
)
"""In English and in Welsh, with its changed first letters."""


def telling(document: Document) -> tuple[str, ...]:
    """Those words as they stand, each once, in order."""
    found = (one.group() for one in _TELLING.finditer(" ".join(write_plain(document).split())))
    return tuple(dict.fromkeys(found))

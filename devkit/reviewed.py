"""Whether a person has read a translation: a comment in the catalogue that speaks of just these words.

`# reviewed: no`, or `# reviewed: 2026-12-01 Elin Rhys, 1f0c22ab`: day, reader, and a sign of the words she read. Where
the words were changed since, the sign no longer fits and the state is "no" again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from babel.messages.catalog import Message

_MARK = "reviewed: "
_YES = re.compile(r"reviewed: (\d{4}-\d\d-\d\d) (.+), ([0-9a-f]{8})")


def by(message: Message, forms: Sequence[str]) -> tuple[date, str] | None:
    """Day and reader, when a person has reviewed `forms`; None when nobody has, or the words are others now."""
    for comment in message.user_comments:
        told = _YES.fullmatch(comment)
        if told and told[3] == _sign(forms):
            return date.fromisoformat(told[1]), told[2]
    return None


def note(message: Message, forms: Sequence[str], read: tuple[date, str] | None = None) -> None:
    """Write the state beside a translation (none beside what is not translated); `read` says who has read it now."""
    read = read or by(message, forms)
    kept = [comment for comment in message.user_comments if not comment.startswith(_MARK)]
    if read:
        kept.append(f"{_MARK}{read[0].isoformat()} {read[1]}, {_sign(forms)}")
    elif message.id and all(forms):
        kept.append(f"{_MARK}no")
    message.user_comments = kept


def _sign(forms: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(forms).encode()).hexdigest()[:8]

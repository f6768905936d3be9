"""The passphrases of the practice vault, apart from `practice.py` since the lock page may import nothing heavy."""

from __future__ import annotations

from typing import Final

PASSPHRASES: Final = {
    "Rhian": "practice is how we learn",
    "Carys": "a second pair of eyes",
    "Marged": "open the gate kindly",
}
"""By name, shown on the lock page of a practice vault: there is nobody real in it."""

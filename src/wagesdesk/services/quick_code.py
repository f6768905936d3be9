"""What opens the cover again: a six-digit code for this sitting only, or the passphrase once more."""

from __future__ import annotations

import hmac
import os
import re
from typing import TYPE_CHECKING

from wagesdesk.errors import FieldInvalid

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

TRIES = 3
MINUTES = 30
"""How long after the cover came down the key is kept; then everything locks."""
_MEMORY_KIB = 64 * 1024


class QuickCode:
    """A chosen code, as an Argon2id verifier in memory. Nothing of it is ever written. Making and trying are jobs."""

    def __init__(self, code: str) -> None:
        """FieldInvalid(field="quick_code", code="bad_number") unless `code` is six digits, not all the same."""
        if not re.fullmatch(r"[0-9]{6}", code) or len(set(code)) == 1:
            raise FieldInvalid(field="quick_code", code="bad_number")
        self._salt = os.urandom(16)
        self._verifier = self._derive(code)
        self.tries_left = TRIES

    def opens(self, code: str) -> bool:
        """Whether `code` is the one; a wrong one costs a try, and with no try left nothing opens any more."""
        if self.tries_left <= 0:
            return False
        if hmac.compare_digest(self._derive(code), self._verifier):
            self.tries_left = TRIES
            return True
        self.tries_left -= 1
        return False

    def _derive(self, code: str) -> bytes:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        kdf = Argon2id(salt=self._salt, length=32, iterations=3, lanes=4, memory_cost=_MEMORY_KIB)
        return kdf.derive(code.encode())


def check_passphrase(vault: Vault, secret: str) -> None:
    """Try the secret of the way in that opened this vault. WrongPassphrase. A job."""
    from wagesdesk.models import slots

    slots.open_slot(vault.keys, vault.slot_id, secret)

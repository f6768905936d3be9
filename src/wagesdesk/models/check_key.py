"""A member of staff's own signing key, made from her passphrase alone: only she can sign as the second person."""

from __future__ import annotations

import hashlib

from wagesdesk.models import secrets
from wagesdesk.models.slots import STANDARD, KdfParams


def derive(passphrase: str, *, vault_id: str, staff_id: str, params: KdfParams = STANDARD) -> tuple[bytes, bytes]:
    """The Ed25519 pair `(seed, public)`, 32 bytes each. Slow on purpose: Argon2id with the cost of a key slot."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt = hashlib.sha256(f"wagesdesk check key\x1f{vault_id}\x1f{staff_id}".encode()).digest()[:16]
    seed = Argon2id(
        salt=salt, length=32, iterations=params.passes, lanes=params.lanes, memory_cost=params.memory_kib
    ).derive(secrets.normalise(passphrase))
    return seed, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

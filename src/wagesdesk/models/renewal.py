"""The slots of a terminal for another data key: the same people with the same words, nobody asked for hers."""

from __future__ import annotations

from dataclasses import replace

from wagesdesk.errors import VaultDamaged
from wagesdesk.models.slots import NONCE, Keys, bound, renewal_key, wrap


def renewed(keys: Keys, data_key: bytes, *, generation: str, new_key: bytes) -> Keys:
    """For a wipe, which ends what a key opens; never for taking a way in away, since who opened this data key could
    have kept what the renewals hold. VaultDamaged(path_kind="keys", code="renewal") for a slot without a good one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    box = ChaCha20Poly1305(renewal_key(data_key))
    empty = replace(keys, generation=generation, slots=())
    fresh = []
    for slot in keys.slots:
        kept = bytes.fromhex(slot.renewal)
        try:
            slot_key = box.decrypt(kept[:NONCE], kept[NONCE:], bound(keys, slot))
        except (InvalidTag, ValueError):
            raise VaultDamaged(path_kind="keys", code="renewal") from None
        fresh.append(wrap(empty, slot, new_key, slot_key))
    return replace(empty, slots=tuple(fresh))

"""Public keys that must be refused: points of small order, which make signatures and shared secrets meaningless."""

from __future__ import annotations

from typing import Final

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P

# The y of the eight Ed25519 points whose order divides eight: 0, 1, -1 and two of order eight.
_SMALL_Y: Final = frozenset({
    0, 1, _P - 1,
    2707385501144840649318225287225658788936804267575313519463743609750303402022,
    55188659117513257062467267217118295137698188065244968500265048394206261417927,
})  # fmt: skip
# The same for X25519, on the curve and on its twist.
_SMALL_U: Final = frozenset({
    0, 1, _P - 1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
})  # fmt: skip


def weak_ed25519(public: bytes) -> bool:
    """Whether this is no signing key to trust: not 32 bytes, not canonical, not on the curve, or of small order."""
    if len(public) != 32:
        return True
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    if y >= _P or y in _SMALL_Y:
        return True
    square, other = (y * y - 1) % _P, (_D * y * y + 1) % _P
    return pow(square * other, (_P - 1) // 2, _P) != 1


def weak_x25519(public: bytes) -> bool:
    """Whether this is no key to encrypt to: not 32 bytes, not canonical, or of small order."""
    u = int.from_bytes(public, "little")
    return len(public) != 32 or u >= _P or u in _SMALL_U

"""Signatures in minisign's format (prehashed Ed25519): the stock tool checks a bundle without WagesDesk."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from wagesdesk.errors import BundleAltered
from wagesdesk.models.curves import weak_ed25519

_COMMENT: Final = b"untrusted comment: "
_TRUSTED: Final = b"trusted comment: "
_PREHASHED: Final = b"ED"
_LONGEST: Final = 4096


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which minisign tells keys apart; ours come from the key itself."""
    return hashlib.sha256(public).digest()[:8]


def sign(private: bytes, key_id: bytes, message: bytes, trusted: str) -> bytes:
    """The `.minisig` text over `message`.

    `private` is the seed of 32 bytes; `trusted` a comment in one line, which is signed too.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not trusted.isprintable():
        raise ValueError("the trusted comment is one line")
    key = Ed25519PrivateKey.from_private_bytes(private)
    signature = key.sign(hashlib.blake2b(message).digest())
    comment = trusted.encode()
    lines = (
        _COMMENT + b"signature of WagesDesk",
        base64.b64encode(_PREHASHED + key_id + signature),
        _TRUSTED + comment,
        base64.b64encode(key.sign(signature + comment)),
    )
    return b"\n".join(lines) + b"\n"


def _decoded(text: bytes) -> bytes:
    """base64 in its one spelling. ValueError for any other."""
    decoded = base64.b64decode(text, validate=True)
    if base64.b64encode(decoded) != text:
        raise ValueError("spare bits")
    return decoded


def verify(public: bytes, signature_text: bytes, message: bytes) -> str:
    """The trusted comment.

    Raises BundleAltered(code="signature") when text, message or comment are not what `public` signed, and for a weak
    key. The key id is a hint for the stock tool and decides nothing here.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        if weak(public) or len(signature_text) > _LONGEST:
            raise BundleAltered(code="signature")
        untrusted, encoded, comment, over_all, rest = signature_text.split(b"\n")
        body = _decoded(encoded)
        signature, trusted = body[10:], comment.removeprefix(_TRUSTED)
        if not untrusted.startswith(_COMMENT) or trusted == comment or rest or body[:2] != _PREHASHED:
            raise BundleAltered(code="signature")
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, hashlib.blake2b(message).digest())
        key.verify(_decoded(over_all), signature + trusted)
        return trusted.decode()
    except (ValueError, InvalidSignature) as error:
        raise BundleAltered(code="signature") from error


def public_text(public: bytes, key_id: bytes) -> str:
    """minisign's public key file."""
    encoded = base64.b64encode(b"Ed" + key_id + public).decode()
    return f"untrusted comment: minisign public key {key_id[::-1].hex().upper()}\n{encoded}\n"


def weak(public: bytes) -> bool:
    """Whether an Ed25519 public key must be refused: small order, not canonical, not on the curve, not 32 bytes."""
    return weak_ed25519(public)

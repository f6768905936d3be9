"""Signatures in the format of minisign (prehashed Ed25519), so that the stock tool can check a bundle without WagesDesk."""

from __future__ import annotations


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which minisign tells keys apart; ours come from the key itself."""
    raise NotImplementedError


def sign(private: bytes, key_id: bytes, message: bytes, trusted: str) -> bytes:
    """The `.minisig` text over `message`; `private` is the 32-byte seed, `trusted` a one-line comment that is signed too."""
    raise NotImplementedError


def verify(public: bytes, signature_text: bytes, message: bytes) -> str:
    """The trusted comment. `BundleAltered(code="signature")` when text, message or comment do not belong to `public`."""
    raise NotImplementedError


def public_text(public: bytes, key_id: bytes) -> str:
    """minisign's public key file."""
    raise NotImplementedError


def weak(public: bytes) -> bool:
    """Whether an Ed25519 public key must be refused: of low order, not canonical, not on the curve or not 32 bytes."""
    raise NotImplementedError

"""What people keep or remember: passphrases of words, and the recovery key on paper."""

from __future__ import annotations


def new_passphrase(words: int = 6) -> str:
    """`words` random words of the shipped list, joined by spaces."""
    raise NotImplementedError


def normalise(passphrase: str) -> bytes:
    """The bytes that are stretched. Case, and runs of spaces and hyphens, do not matter."""
    raise NotImplementedError


def check_chosen(passphrase: str) -> None:
    """WeakPassphrase(length, least) for a passphrase of a person's own that is under 15 characters; (code="repeats") for a poor one."""
    raise NotImplementedError


def new_recovery_key() -> str:
    """128 random bits as nine groups of four characters: `XXXX XXXX …`. Each group checks itself."""
    raise NotImplementedError


def read_recovery_key(text: str) -> bytes:
    """The 16 bytes; case, spaces, hyphens, O for 0, I and L for 1 do not matter.

    WrongPassphrase(code="length", have, want) or (code="checksum", groups=(numbers of the wrong groups, from 1)).
    """
    raise NotImplementedError


def group(key: str, n: int) -> str:
    """The `n`th group, from 1."""
    raise NotImplementedError


def is_group(key: str, n: int, typed: str) -> bool:
    """Whether `typed` is the `n`th group, read as forgivingly as the whole key."""
    raise NotImplementedError

"""Sealing and opening a bundle: a signed and padded tar inside an age file."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wagesdesk.errors import (
    BundleAltered,
    BundleForeign,
    BundleNotForUs,
    BundleSenderUnknown,
    BundleTooLarge,
    BundleTruncated,
    CardUnreadable,
    CheckerIsPreparer,
    DriveGone,
)
from wagesdesk.export import manifest as page
from wagesdesk.export import minisign, tar
from wagesdesk.export.manifest import Manifest
from wagesdesk.models.keys import Card, MachineKeys, age_public_of, fingerprint, read_escrow, sign_public_of

LARGEST: Final = 256 << 20
LARGEST_PART: Final = 64 << 20
_STEP: Final = 256 << 10
_SEALED_STEP: Final = _STEP + _STEP // (64 << 10) * 16  # age: a tag of 16 bytes for every 64 KiB
_NONCE: Final = 16
_MAGIC: Final = b"age-encryption.org/v1\n"
_HEADER: Final = re.compile(
    re.escape(_MAGIC) + rb"((?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)"
    rb"--- [A-Za-z0-9+/]{43}\n"
)
_STANZA: Final = re.compile(rb"^-> ([!-~]+)", re.MULTILINE)
_NAME: Final = re.compile(r"wd-[a-z2-7]{8}\.age")


@dataclass(frozen=True)
class Sealed:
    """A finished bundle in memory: `content` is the age file, `sha256` (hex) and `size` are its own."""

    name: str
    bundle_id: str
    sha256: str
    size: int
    manifest: Manifest
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """A bundle whose signatures, recipients and hashes are right. `files` by name; `sender` is the enrolled card."""

    manifest: Manifest
    files: Mapping[str, bytes] = field(repr=False)
    sender: Card


@dataclass(frozen=True)
class Outline:
    """What is seen without a key. `openers` keys open it; `complete`: a whole bundle can have this length."""

    is_age: bool
    openers: int
    size: int
    sha256: str
    complete: bool


def is_bundle_name(name: str) -> bool:
    """`wd-`, eight base32 characters, `.age`."""
    return _NAME.fullmatch(name) is not None


def load(path: Path) -> bytes:
    """The bytes of a bundle file, read whole.

    Raises BundleForeign for another name or what is no regular file, BundleTooLarge, and DriveGone when it cannot be
    read.
    """
    try:
        about = path.lstat()
        if not is_bundle_name(path.name) or not stat.S_ISREG(about.st_mode):
            raise BundleForeign(name=path.name, code="name")
        if about.st_size > LARGEST:
            raise BundleTooLarge(size=about.st_size, limit=LARGEST)
        return path.read_bytes()
    except OSError as error:
        raise DriveGone(path=str(path)) from error


def _header(data: bytes) -> tuple[int, int]:
    """Length of the age header and the number of keys that open it; `(0, 0)` when it is no age header."""
    found = _HEADER.match(data[: 64 << 10])
    if found is None:
        return 0, 0
    # Some writers add a stanza that nobody can open, to keep readers honest; its type ends in -grease.
    return found.end(), sum(not kind.endswith(b"-grease") for kind in _STANZA.findall(found[1]))


def _complete(data: bytes) -> bool:
    """Whether a whole bundle can have this length: the padding leaves only multiples of 256 KiB inside."""
    length, _openers = _header(data)
    payload = len(data) - length - _NONCE
    return length > 0 and payload > 0 and payload % _SEALED_STEP == 0


def outline(data: bytes) -> Outline:
    """What can be said without a key. Never fails."""
    length, openers = _header(data)
    return Outline(length > 0, openers, len(data), hashlib.sha256(data).hexdigest(), _complete(data))


def _signed(manifest: Manifest, machine: MachineKeys, checker_seed: bytes | None) -> dict[str, bytes]:
    signed = page.encode(manifest)
    members = {page.MANIFEST: signed}
    for name, seed in ((page.MACHINE_SIGNATURE, machine.sign_seed), (page.CHECKER_SIGNATURE, checker_seed)):
        if seed is not None:
            members[name] = minisign.sign(seed, minisign.key_id(sign_public_of(seed)), signed, manifest.bundle_id)
    return members


def seal_bundle(
    files: Mapping[str, tar.Content], manifest: Manifest, *, machine: MachineKeys, checker_seed: bytes | None
) -> Sealed:
    """Sign `files` and encrypt them to exactly `manifest.recipients`; `manifest.files` is filled in here.

    `machine` and `checker_seed` are the private halves of the keys that the manifest names; None for the checker where
    an officer signed a printed sheet, and for the purpose `site`. Raises CheckerIsPreparer,
    BundleTooLarge(size=, limit=) above one part, ValueError for a manifest that names other keys or nobody to open it.
    """
    import pyrage

    checker, sender = manifest.checker, manifest.sender
    if _same_person(manifest):
        raise CheckerIsPreparer(staff_id=checker.staff_id)
    keys = [one.age_public for one in manifest.recipients]
    named = (sender.age_public, sender.sign_public, checker.check_public)
    checks = b"" if checker_seed is None else sign_public_of(checker_seed)
    unsigned = manifest.sheet is not None or manifest.purpose == page.SITE
    if named != (machine.age_public, machine.sign_public, checks) or (checker_seed is None) != unsigned:
        raise ValueError("the manifest names other keys")
    if not keys or len(set(keys)) != len(keys):
        raise ValueError("recipients must be one or more, each once")
    manifest = dataclasses.replace(
        manifest, files=tuple(page.file_line(name, content) for name, content in files.items())
    )
    members = [*_signed(manifest, machine, checker_seed).items(), *files.items()]
    size = sum(tar.padded(len(content)) for _name, content in members) + tar.padded(0) + len(tar.END)
    if size > LARGEST_PART:
        raise BundleTooLarge(size=size, limit=LARGEST_PART)
    plain, out = tar.Stream([*members, (page.PAD, bytes(-size % _STEP))]), io.BytesIO()
    try:
        pyrage.encrypt_io(plain, out, [pyrage.x25519.Recipient.from_str(key) for key in keys])
    except pyrage.EncryptError as error:
        if plain.failed is not None:
            raise plain.failed from error
        raise
    content = out.getvalue()
    name = f"wd-{manifest.bundle_id}.age"
    return Sealed(name, manifest.bundle_id, hashlib.sha256(content).hexdigest(), len(content), manifest, content)


def _decrypt(data: bytes, identity: str) -> bytes:
    """The whole plaintext or an error; never the streaming call, which hands out bytes before it has proved them."""
    import pyrage

    if not data.startswith(_MAGIC[: len(data)]):
        raise BundleForeign(code="age")
    try:
        plain: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        if str(error) == "No matching keys found":
            raise BundleNotForUs(code="age") from error
        # A header that cannot be read is a cut one when not even the smallest bundle is there.
        if len(data) < _SEALED_STEP or (_header(data)[0] and not _complete(data)):
            raise BundleTruncated(size=len(data)) from error
        raise BundleAltered(code="age") from error
    return plain


def _members(plain: bytes) -> dict[str, bytes]:
    if plain[: len(page.MANIFEST) + 1] != page.MANIFEST.encode() + b"\0":
        raise BundleForeign(code="tar")
    members = tar.read(plain, page.member_allowed)
    if page.MACHINE_SIGNATURE not in members:
        raise BundleAltered(code="signature", name=page.MACHINE_SIGNATURE)
    return members


def _same_person(manifest: Manifest) -> bool:
    preparer, checker = manifest.preparer, manifest.checker
    if manifest.purpose == page.SITE:
        return False  # nobody checks what stays within one site
    if manifest.sheet is not None:
        return preparer.name.casefold().split() == checker.name.casefold().split()
    return preparer.staff_id == checker.staff_id or preparer.check_public == checker.check_public


def _check_signatures(manifest: Manifest, members: Mapping[str, bytes], sender: Card) -> None:
    signed = members[page.MANIFEST]
    needed = {page.MACHINE_SIGNATURE: sender.sign_public}
    if manifest.sheet is None and manifest.purpose != page.SITE:
        needed[page.CHECKER_SIGNATURE] = manifest.checker.check_public
    elif page.CHECKER_SIGNATURE in members:
        raise BundleAltered(code="signature", name=page.CHECKER_SIGNATURE)
    for name, public in needed.items():
        if name not in members or minisign.verify(public, members[name], signed) != manifest.bundle_id:
            raise BundleAltered(code="signature", name=name)
    if _same_person(manifest):
        raise BundleAltered(code="checker")
    if (manifest.sender.kind, manifest.sender.age_public) != (sender.kind, sender.age_public):
        raise BundleAltered(code="sender")


def open_bundle(
    data: bytes, *, identity: str, known: Mapping[bytes, Card] | None, own_age_public: str, site: bool = False
) -> Opened:
    """Decrypt in memory and check everything before anything is handed out.

    `identity` is an age secret, `own_age_public` the key by which the manifest must name us (its public half), `known`
    the enrolled and compared cards by their Ed25519 key. With `known` None the sender is only who the bundle says it
    is: for looking, never for taking in. `site`: whether one is wanted that stays within a site, which nobody checked,
    or one that left; the other kind is refused as BundleNotForUs(code="purpose").

    Raises BundleTooLarge, BundleForeign (not age, or something else inside), BundleTruncated (a length that no
    complete bundle has), BundleNotForUs, BundleAltered(code=), BundleTooNew, BundleSenderUnknown(place=, kind=,
    fingerprint=), in which place and kind are only what the unknown machine claims.
    """
    if len(data) > LARGEST:
        raise BundleTooLarge(size=len(data), limit=LARGEST)
    members = _members(_decrypt(data, identity))
    manifest = page.decode(members[page.MANIFEST])
    claim = manifest.sender
    if known is None:
        sender: Card | None = Card(claim.place, claim.kind, "", "", claim.age_public, claim.sign_public)
    else:
        sender = known.get(claim.sign_public)
    if sender is None:
        raise BundleSenderUnknown(place=claim.place, kind=claim.kind, fingerprint=fingerprint(claim.sign_public))
    _check_signatures(manifest, members, sender)
    if known is not None and (manifest.purpose == page.SITE) != site:
        raise BundleNotForUs(code="purpose")
    keys = [one.age_public for one in manifest.recipients]
    if own_age_public not in keys:
        raise BundleNotForUs(code="manifest")
    if len(set(keys)) != len(keys) or _header(data)[1] != len(keys):
        raise BundleAltered(code="recipients")
    page.check_files(manifest, members)
    return Opened(manifest, {line.name: members[line.name] for line in manifest.files}, sender)


def open_with_key(data: bytes, text: str) -> Opened:
    """Open a bundle without a vault, with what was typed or stands in a key file: an age secret, or the four lines of
    the spare key. Whoever sent it is only who it says.

    CardUnreadable for no such key; else as `open_bundle`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    secret = next((line for line in lines if line.upper().startswith("AGE-SECRET-KEY-1")), "").upper()
    try:
        secret = secret or read_escrow("\n".join(lines))
        public = age_public_of(secret)
    except ValueError as error:
        raise CardUnreadable(line=0) from error
    return open_bundle(data, identity=secret, known=None, own_age_public=public)

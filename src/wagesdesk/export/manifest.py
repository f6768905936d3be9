"""The signed first page of a bundle: who made it for whom, and the hash of every file in it."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from wagesdesk.errors import BundleAltered, BundleForeign, BundleTooNew
from wagesdesk.export.tar import Content
from wagesdesk.models.entry import canonical, strict_json
from wagesdesk.models.keys import KINDS

FORMAT: Final = "wagesdesk-bundle"
VERSION: Final = 1
READER: Final = 2
SHEET_READER: Final = 2
"""Which reader is needed where a printed sheet was signed in place of the second person's signature."""
SITE: Final = "site"
PURPOSES: Final = (SITE, "hub", "handover", "extract")
MANIFEST: Final = "manifest.json"
MACHINE_SIGNATURE: Final = "manifest.json.minisig"
CHECKER_SIGNATURE: Final = "manifest.check.minisig"
PAD: Final = "pad"
ESCROW: Final = "escrow"
"""The name by which the programme's spare key stands among the recipients."""
_FRAME: Final = frozenset({MANIFEST, MACHINE_SIGNATURE, CHECKER_SIGNATURE, PAD})
_FILE: Final = re.compile(
    r"heads\.json|journal\.jsonl|consent\.json|extract\.json|readable/[0-9]{3}-[a-z0-9-]{1,60}\.(?:pdf|html|csv|xlsx)"
)
_LARGEST: Final = 4 << 20
_BUNDLE_ID: Final = re.compile(r"[a-z2-7]{8}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_HASH_OR_NONE: Final = re.compile(r"(?:[0-9a-f]{64})?")
_CODE: Final = re.compile(r"[A-Z2-7]{10}")
_NOTHING: Final = re.compile(r"")
_TIME: Final = re.compile(r"[0-2][0-9]:[0-5][0-9]")
_INSTANT: Final = "%Y-%m-%dT%H:%M:%SZ"
_WHEN: Final = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True)
class Sender:
    """The machine that made the bundle; `kind` as on its card, `sign_public` 32 raw bytes."""

    place: str
    kind: str
    age_public: str
    sign_public: bytes


@dataclass(frozen=True)
class Recipient:
    """One key that can open the bundle, and the name it goes by."""

    name: str
    age_public: str


@dataclass(frozen=True)
class Signatory:
    """Who prepared or checked; `check_public` is her own Ed25519 key, 32 raw bytes.

    An officer who signed a printed sheet has neither `staff_id` nor key, and her rank stands as `role`.
    """

    staff_id: str
    name: str
    role: str
    check_public: bytes


NOBODY: Final = Signatory("", "", "", b"")
"""The checker of a bundle with the purpose `site`: it goes from machine to machine of one site."""


@dataclass(frozen=True)
class Sheet:
    """The printed sheet that was signed: at which time of the day ("HH:MM"), and its number."""

    at: str
    form: str


@dataclass(frozen=True)
class FileLine:
    """One file of the bundle; `size` in bytes, `sha256` in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is signed. `recipients` is exactly the set of keys that open the bundle.

    `created` is UTC, whole seconds. `previous` is the SHA-256 (hex) of the last bundle file for this recipient, or
    empty. `ack_secret` and `erased` (digest of the list of erased ids) are 64 hex digits. `counts` is such as
    `{"people": 12, "marks": 96}`. `sheet` stands where an officer signed a printed sheet in place of the checker's
    signature: a weaker check. `arrived` are bundles from the recipient that are here, each
    with its ten characters. `rests_on` are the bundles (id to serial) whose words are left out here because they are
    known to have arrived; `all_again` asks the recipient to leave out nothing that `arrived` does not name. `extra`
    holds fields of a later version as they came.
    """

    bundle_id: str
    purpose: str
    created: datetime
    sender: Sender
    recipients: tuple[Recipient, ...]
    preparer: Signatory
    checker: Signatory
    consents: tuple[str, ...]
    serial: int
    previous: str
    ack_secret: str = field(repr=False)
    erased: str
    part: int = 1
    parts: int = 1
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileLine, ...] = ()
    version: int = VERSION
    min_reader: int = 1
    sheet: Sheet | None = None
    arrived: Mapping[str, str] = field(default_factory=dict)
    rests_on: Mapping[str, int] = field(default_factory=dict)
    all_again: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)


def new_bundle_id() -> str:
    """Eight random base32 characters, lower case: the bundle's name on the stick, which says nothing else."""
    return bundle_id_of(secrets.token_bytes(5))


def bundle_id_of(data: bytes) -> str:
    """The bundle id that the first five of these bytes make."""
    return base64.b32encode(data[:5]).decode().lower()


def new_ack_secret() -> str:
    """64 random hex digits, known only to those who could open the bundle."""
    return secrets.token_hex(32)


def ack_code(bundle_id: str, ack_secret: str) -> str:
    """The ten characters that acknowledge a bundle on paper."""
    digest = hashlib.sha256(b"ack" + bundle_id.encode() + bytes.fromhex(ack_secret)).digest()
    return base64.b32encode(digest).decode()[:10]


def _object(value: Sender | Recipient | Signatory | Sheet | FileLine) -> dict[str, object]:
    return {name: part.hex() if isinstance(part, bytes) else part for name, part in vars(value).items()}


def encode(manifest: Manifest) -> bytes:
    """Canonical JSON: the bytes that are signed."""
    return canonical({
        **manifest.extra, **({"sheet": _object(manifest.sheet)} if manifest.sheet is not None else {}),
        **({"arrived": dict(manifest.arrived)} if manifest.arrived else {}),
        **({"rests_on": dict(manifest.rests_on)} if manifest.rests_on else {}),
        **({"all_again": True} if manifest.all_again else {}),
        "format": FORMAT, "version": manifest.version, "min_reader": manifest.min_reader,
        "bundle_id": manifest.bundle_id, "purpose": manifest.purpose,
        "created": manifest.created.astimezone(UTC).strftime(_INSTANT),
        "sender": _object(manifest.sender), "recipients": [_object(one) for one in manifest.recipients],
        "preparer": _object(manifest.preparer), "checker": _object(manifest.checker),
        "consents": list(manifest.consents), "serial": manifest.serial, "previous": manifest.previous,
        "ack_secret": manifest.ack_secret, "erased": manifest.erased, "part": manifest.part, "parts": manifest.parts,
        "counts": dict(manifest.counts), "files": [_object(one) for one in manifest.files],
    })  # fmt: skip


class _Fields:
    """Takes known fields out of an object one by one; what is left at the end is unknown."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BundleAltered(code="manifest", field=where)
        self.left: dict[str, Any] = dict(value)

    def _take(self, name: str, fits: Callable[[Any], bool]) -> Any:
        value = self.left.pop(name, None)
        if not fits(value):
            raise BundleAltered(code="manifest", field=name)
        return value

    def text(self, name: str, form: re.Pattern[str] | None = None) -> str:
        text: str = self._take(name, lambda value: isinstance(value, str) and bool(not form or form.fullmatch(value)))
        return text

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        text: str = self._take(name, lambda value: value in choices)
        return text

    def whole(self, name: str, least: int = 0) -> int:
        number: int = self._take(name, lambda value: type(value) is int and value >= least)
        return number

    def key(self, name: str) -> bytes:
        return bytes.fromhex(self.text(name, _HASH))

    def items(self, name: str) -> list[Any]:
        found: list[Any] = self._take(name, lambda value: isinstance(value, list))
        return found

    def counts(self, name: str) -> dict[str, int]:
        inner = _Fields(self.left.pop(name, None), name)
        return {key: inner.whole(key) for key in tuple(inner.left)}

    def codes(self, name: str) -> dict[str, str]:
        """An object of texts; empty where it is not there."""
        inner = _Fields(self.left.pop(name, {}), name)
        return {key: inner.text(key, _CODE) for key in tuple(inner.left)}

    def serials(self, name: str) -> dict[str, int]:
        """An object of whole numbers from 1; empty where it is not there."""
        inner = _Fields(self.left.pop(name, {}), name)
        return {key: inner.whole(key, 1) for key in tuple(inner.left)}

    def said(self, name: str) -> bool:
        """Whether it is there; it is true then."""
        return name in self.left and bool(self._take(name, lambda value: value is True))

    def instant(self, name: str) -> datetime:
        try:
            return datetime.strptime(self.text(name, _WHEN), _INSTANT).replace(tzinfo=UTC)
        except ValueError as error:
            raise BundleAltered(code="manifest", field=name) from error


def _signatory(value: object, where: str) -> Signatory:
    got = _Fields(value, where)
    return Signatory(got.text("staff_id"), got.text("name"), got.text("role"), got.key("check_public"))


def _sheet(value: object) -> Sheet:
    got = _Fields(value, "sheet")
    return Sheet(got.text("at", _TIME), got.text("form"))


def _officer(value: object) -> Signatory:
    """Who signed the sheet: a name and a rank, and nothing that signs."""
    got = _Fields(value, "checker")
    return Signatory(got.text("staff_id", _NOTHING), got.text("name"), got.text("role"),
                     bytes.fromhex(got.text("check_public", _NOTHING)))  # fmt: skip


def _sender(value: object) -> Sender:
    got = _Fields(value, "sender")
    return Sender(got.text("place"), got.one_of("kind", KINDS), got.text("age_public"), got.key("sign_public"))


def _recipient(value: object) -> Recipient:
    got = _Fields(value, "recipients")
    return Recipient(got.text("name"), got.text("age_public"))


def _file(value: object) -> FileLine:
    got = _Fields(value, "files")
    return FileLine(got.text("name", _FILE), got.whole("size"), got.text("sha256", _HASH))


def _parse(data: bytes) -> object:
    """JSON in the one form that `encode` writes, so that nothing can be read in two ways."""
    if len(data) > _LARGEST:
        raise BundleAltered(code="manifest_size")
    value = strict_json(data)
    try:
        same = canonical(value) == data
    except UnicodeEncodeError as error:
        raise BundleAltered(code="json") from error
    if not same:
        raise BundleAltered(code="canonical")
    return value


def decode(data: bytes) -> Manifest:
    """A manifest, strictly.

    Raises BundleForeign when it is another format, BundleTooNew(needs=, has=), BundleAltered(code=, field=).
    """
    got = _Fields(_parse(data), "")
    if got.left.pop("format", None) != FORMAT:
        raise BundleForeign(code="format")
    min_reader = got.whole("min_reader", 1)
    if min_reader > READER:
        raise BundleTooNew(needs=min_reader, has=READER)
    consents = got.items("consents")
    if not all(isinstance(one, str) for one in consents):
        raise BundleAltered(code="manifest", field="consents")
    sheet = _sheet(got.left.pop("sheet")) if "sheet" in got.left else None
    checker = got.left.pop("checker", None)
    signed = sheet is None and got.left.get("purpose") != SITE
    manifest = Manifest(
        bundle_id=got.text("bundle_id", _BUNDLE_ID), purpose=got.one_of("purpose", PURPOSES),
        created=got.instant("created"), sender=_sender(got.left.pop("sender", None)),
        recipients=tuple(_recipient(one) for one in got.items("recipients")),
        preparer=_signatory(got.left.pop("preparer", None), "preparer"),
        checker=_signatory(checker, "checker") if signed else _officer(checker),
        consents=tuple(consents), serial=got.whole("serial"), previous=got.text("previous", _HASH_OR_NONE),
        ack_secret=got.text("ack_secret", _HASH), erased=got.text("erased", _HASH),
        part=got.whole("part", 1), parts=got.whole("parts", 1), counts=got.counts("counts"),
        files=tuple(_file(one) for one in got.items("files")), version=got.whole("version", 1),
        min_reader=min_reader, sheet=sheet, arrived=got.codes("arrived"), rests_on=got.serials("rests_on"),
        all_again=got.said("all_again"), extra=got.left,
    )  # fmt: skip
    if sheet is not None and min_reader < SHEET_READER:
        raise BundleAltered(code="manifest", field="sheet")
    if manifest.purpose == SITE and manifest.checker != NOBODY:
        raise BundleAltered(code="manifest", field="checker")
    if manifest.part > manifest.parts:
        raise BundleAltered(code="manifest", field="part")
    return manifest


def member_allowed(name: str) -> bool:
    """Whether a bundle may hold a member of this name."""
    return name in _FRAME or _FILE.fullmatch(name) is not None


def sha256_of(content: Content) -> str:
    """In hex; of what says its own hash, that."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content.sha256


def file_line(name: str, content: Content) -> FileLine:
    """The manifest's line for a file. ValueError for a name that no bundle has."""
    if not _FILE.fullmatch(name):
        raise ValueError(f"not a file of a bundle: {name}")
    return FileLine(name, len(content), sha256_of(content))


def check_files(manifest: Manifest, members: Mapping[str, bytes]) -> None:
    """Every listed file is there with its size and hash, and besides them only manifest, signatures and zero padding.

    Raises BundleAltered(code="files" | "file_hash" | "pad", name=).
    """
    listed = [line.name for line in manifest.files]
    if sorted(listed) != sorted(set(members) - _FRAME):
        raise BundleAltered(code="files")
    for line in manifest.files:
        if file_line(line.name, members[line.name]) != line:
            raise BundleAltered(code="file_hash", name=line.name)
    if members.get(PAD, b"").strip(b"\0"):
        raise BundleAltered(code="pad")

"""One journal entry: its exact bytes, its hashes, its place in time. Pure: no database, no Qt.

A header is canonical UTF-8 JSON (sorted keys, no spaces). Its bytes are kept and hashed as they are; they are never
written anew from parsed values. Values are text, whole numbers, booleans, null, or objects and lists of these.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from wagesdesk.errors import BundleAltered, FieldInvalid

VERSION: Final = 1
GENESIS: Final = "0" * 64
MAX_LINE: Final = 64 * 1024
_HEADER_ROOM: Final = 4 * 1024
_WIDEST: Final = 8
"""Bytes of a line that one letter takes at most."""
MAX_DEPTH: Final = 8
SALT: Final = 16
_INT64: Final = 2**63

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

Value = Any  # JSON: None, bool, int, str, and lists and objects of these


def canonical(value: Mapping[str, object] | Sequence[object] | object) -> bytes:
    """Canonical UTF-8 JSON: sorted keys, no spaces, no floats."""
    return _ENCODER.encode(value).encode()


def sha256(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def natural_id(record_type: str, *parents: str) -> str:
    """The id of a record that is known by its parents, so that two machines write the same record."""
    return sha256("\x1f".join((record_type, *parents)).encode())


def random_id() -> str:
    """A random 128-bit id in hex, for records without a natural key, for writers and operations."""
    return secrets.token_hex(16)


def stamp(now: datetime, last: int) -> int:
    """The next hybrid logical time: milliseconds of UTC << 16, and always above `last`."""
    return max((int(now.timestamp() * 1000) << 16), last + 1)


def wall_ms(hlc: int) -> int:
    """Milliseconds of UTC in a hybrid logical time."""
    return hlc >> 16


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header. `parents` maps a field to the heads it replaces; `subjects` are person ids."""

    writer: str
    seq: int
    prev: str
    hlc: int
    clock_ok: bool
    actor: str
    operation: str
    type: str
    eid: str
    subjects: tuple[str, ...]
    fields: tuple[str, ...]
    parents: Mapping[str, tuple[str, ...]]
    commit: str
    v: int = VERSION

    def encode(self) -> bytes:
        return canonical({
            "v": self.v, "writer": self.writer, "seq": self.seq, "prev": self.prev, "hlc": self.hlc,
            "clock_ok": self.clock_ok, "actor": self.actor, "operation": self.operation, "type": self.type,
            "eid": self.eid, "subjects": list(self.subjects), "fields": list(self.fields),
            "parents": {field: list(heads) for field, heads in self.parents.items() if heads}, "commit": self.commit,
        })  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """Header bytes with salt and values beside them; the two are absent once the entry's subject was erased."""

    raw: bytes
    salt: bytes | None
    values: bytes | None

    @cached_property
    def id(self) -> str:
        return sha256(self.raw)

    @cached_property
    def header(self) -> Header:
        return parse_header(self.raw)

    @cached_property
    def fields(self) -> Mapping[str, Value]:
        """Field values; empty for an erased entry."""
        if self.values is None:
            return {}
        found: dict[str, Value] = json.loads(self.values)
        return found

    def commit_holds(self) -> bool:
        """Whether the values are those the header committed to; an erased entry has nothing to check."""
        if self.salt is None or self.values is None:
            return self.salt is None and self.values is None
        return sha256(self.salt, self.values) == self.header.commit

    def line(self) -> bytes:
        """The entry as one line of `journal.jsonl`."""
        return canonical({
            "h": self.raw.decode(),
            "s": None if self.salt is None else self.salt.hex(),
            "x": None if self.values is None else self.values.decode(),
        })  # fmt: skip


def fits_line(text: str) -> bool:
    """Whether an entry with this text in it is a line that other machines read: letters beyond English take more."""
    return len(text) < MAX_LINE // _WIDEST or len(canonical(canonical(text).decode())) <= MAX_LINE - _HEADER_ROOM


def new_entry(  # noqa: PLR0913
    *,
    writer: str,
    seq: int,
    prev: str,
    hlc: int,
    clock_ok: bool,
    actor: str,
    operation: str,
    record_type: str,
    eid: str,
    subjects: tuple[str, ...],
    values: Mapping[str, Value],
    parents: Mapping[str, tuple[str, ...]],
) -> Entry:
    """Make an entry of `values`, committing to them under a fresh salt. FieldInvalid(code="too_long") where no
    other machine would read the line."""
    salt = secrets.token_bytes(SALT)
    body = canonical(values)
    header = Header(
        writer=writer, seq=seq, prev=prev, hlc=hlc, clock_ok=clock_ok, actor=actor, operation=operation,
        type=record_type, eid=eid, subjects=subjects, fields=tuple(sorted(values)), parents=parents,
        commit=sha256(salt, body),
    )  # fmt: skip
    entry = Entry(header.encode(), salt, body)
    entry.__dict__["header"] = header  # known here: parsing it again costs more than making it
    if len(body) > MAX_LINE // _WIDEST and len(entry.line()) > MAX_LINE:
        raise FieldInvalid(field=max(values, key=lambda name: len(canonical(values[name]))), code="too_long")
    return entry


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BundleAltered(code="duplicate_key")
    return found


def _refuse_float(_text: str) -> object:
    raise BundleAltered(code="number")


def _small_int(text: str) -> int:
    if len(text) > 20 or not -_INT64 <= int(text) < _INT64:
        raise BundleAltered(code="number")
    return int(text)


_BLANK: Final = " \t\n\r"
_STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_no_duplicates, parse_float=_refuse_float, parse_constant=_refuse_float, parse_int=_small_int
)


def strict_json(data: bytes) -> object:
    """Parse UTF-8 JSON from a stranger: no duplicate keys, no floats, 64-bit integers, depth at most eight, and no
    half of a surrogate pair, which no table could hold.

    Raises BundleAltered with a code.
    """
    found: object
    try:
        text = data.decode().strip(_BLANK)
        found, end = _STRICT.raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise BundleAltered(code="json") from error
    if end < len(text):
        raise BundleAltered(code="json")
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and _deeper(found, MAX_DEPTH):
        raise BundleAltered(code="depth")
    if b"\\u" in data:
        try:
            canonical(found)
        except UnicodeEncodeError as error:
            raise BundleAltered(code="json") from error
    return found


def _deeper(value: object, levels: int) -> bool:
    """Whether lists and objects stand in one another more than `levels` deep."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(one, levels - 1) for one in inner)


_KINDS: Final = {
    "v": int, "writer": str, "seq": int, "prev": str, "hlc": int, "clock_ok": bool, "actor": str, "operation": str,
    "type": str, "eid": str, "parents": dict, "commit": str,
}  # fmt: skip


def _texts(value: object, name: str) -> tuple[str, ...]:
    if type(value) is not list or not set(map(type, value)) <= {str} or len(set(value)) < len(value):
        raise BundleAltered(code="header", field=name)
    return tuple(value)


def parse_header(raw: bytes) -> Header:
    """Read a header, ours or a stranger's. Raises BundleAltered when its form is not that of a header."""
    found: Any = strict_json(raw)
    if type(found) is not dict:
        raise BundleAltered(code="header")
    for name, kind in _KINDS.items():
        if type(found.get(name)) is not kind or (kind is int and found[name] < 0):
            raise BundleAltered(code="header", field=name)
    return Header(
        v=found["v"], writer=found["writer"], seq=found["seq"], prev=found["prev"], hlc=found["hlc"],
        clock_ok=found["clock_ok"], actor=found["actor"], operation=found["operation"], type=found["type"],
        eid=found["eid"], subjects=_texts(found.get("subjects"), "subjects"),
        fields=_texts(found.get("fields"), "fields"),
        parents={field: _texts(heads, "parents") for field, heads in found["parents"].items()},
        commit=found["commit"],
    )  # fmt: skip


def parse_line(line: bytes) -> Entry:
    """Read one line of `journal.jsonl` and prove it: form, commitment, field names. Raises BundleAltered."""
    if len(line) > MAX_LINE:
        raise BundleAltered(code="line_length")
    found = strict_json(line)
    if not isinstance(found, dict) or set(found) != {"h", "s", "x"} or not isinstance(found["h"], str):
        raise BundleAltered(code="line")
    salt, values = found["s"], found["x"]
    if (salt is None) != (values is None) or not isinstance(salt, str | None) or not isinstance(values, str | None):
        raise BundleAltered(code="line")
    try:
        entry = Entry(
            found["h"].encode(),
            None if salt is None else bytes.fromhex(salt),
            None if values is None else values.encode(),
        )
    except ValueError as error:
        raise BundleAltered(code="line") from error
    _prove(entry)
    return entry


def _prove(entry: Entry) -> None:
    head = entry.__dict__["header"] = parse_header(entry.raw)
    if entry.salt is not None and len(entry.salt) != SALT:
        raise BundleAltered(code="line")
    if head.seq == 0 and head.prev != GENESIS:
        raise BundleAltered(code="chain")
    # An entry replaces values only of fields it writes itself: otherwise it could make one vanish.
    if not head.parents.keys() <= set(head.fields):
        raise BundleAltered(code="parents")
    if not entry.commit_holds():
        raise BundleAltered(code="commit")
    if entry.values is not None:
        body = strict_json(entry.values)
        if not isinstance(body, dict) or body.keys() != set(head.fields):
            raise BundleAltered(code="fields")
        entry.__dict__["fields"] = body  # read here already

"""Key slots: each passphrase and the recovery key opens the one data key. `keys.json` and its twin `keys.bak`.

Three kinds of protection, each for one purpose. The digest of the envelope shows accidents before anybody has typed a
thing. A slot's associated data bind its id, kind, person and cost to the data key. The proof, a MAC under the data key,
binds everything else (names, roles, the place label, which slots there are) and is checked after unlock.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, cast

from wagesdesk.errors import (
    LastSlot,
    NotFound,
    UserError,
    VaultDamaged,
    VaultReadOnly,
    VaultTooNew,
    WrongPassphrase,
)  # fmt: skip
from wagesdesk.models import cipher, folder
from wagesdesk.models.entry import canonical
from wagesdesk.models.secrets import normalise, read_recovery_key

FORMAT = 1
_MAX_FILE_BYTES = 1 << 20
NONCE, _TAG = 12, 16
_RENEWAL = NONCE + cipher.KEY_BYTES + _TAG
_SMALL_MACHINE = 3_500_000_000  # what a machine sold as 4 GB tells is a little under 4e9


@dataclass(frozen=True)
class KdfParams:
    """Argon2id: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int


STANDARD = KdfParams(128 * 1024, 3, 4)
FLOOR = KdfParams(64 * 1024, 3, 4)
_CAP = KdfParams(1024 * 1024, 10, 16)


@dataclass(frozen=True)
class Slot:
    """One way in. The recovery key has no `staff_id` and no `params`. What follows them is bytes as hex.

    `renewal` is there at a terminal alone: the key that the secret comes to, wrapped under the data key, so that a
    wipe can make a new data key while only one of its people stands there.
    """

    id: str
    kind: Literal["passphrase", "recovery"]
    staff_id: str
    name: str
    role: str
    params: KdfParams | None
    salt: str
    nonce: str
    wrapped: str
    renewal: str = ""


@dataclass(frozen=True)
class PlaceLabel:
    """What the lock page says of this vault before anybody opens it."""

    kind: Literal["laptop", "terminal", "outside"]
    name: str
    practice: bool


@dataclass(frozen=True)
class Keys:
    """The slots file. `generation` names the generation in which this data key was made; a restored copy keeps it."""

    vault_id: str
    generation: str
    place: PlaceLabel
    slots: tuple[Slot, ...] = ()
    revision: int = 0
    proof: str = ""
    format: int = FORMAT


def params_for(memory_bytes: int | None) -> KdfParams:
    """STANDARD, or FLOOR on a machine with under 4 GB. None means not known."""
    return FLOOR if memory_bytes is not None and memory_bytes < _SMALL_MACHINE else STANDARD


def read_keys(generation_folder: Path) -> tuple[Keys, tuple[str, ...]]:
    """The newer good one of the two files, and notices: "slots_twin_used" (one was damaged or lost), "keys_differ".

    VaultDamaged(path_kind="keys") when neither is good, VaultTooNew(format) when either is of a later format,
    VaultReadOnly when this user may not read them.
    """
    both = [_read_one(generation_folder / name) for name in (folder.KEYS, folder.KEYS_TWIN)]
    good = [keys for keys in both if keys is not None]
    if not good:
        raise VaultDamaged(path_kind="keys")
    # One that was made for this very folder before any other: of another vault's file the number says nothing.
    newest = max(good, key=lambda keys: (keys.generation == generation_folder.name, keys.revision))
    if len(good) == 1:
        return newest, ("slots_twin_used",)
    return newest, () if good[0] == good[1] else ("keys_differ",)


def _read_one(path: Path) -> Keys | None:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE_BYTES + 1)
    except OSError as error:
        refused = cipher.translate(error)
        if isinstance(refused, VaultReadOnly):
            raise refused from error
        return None
    try:
        return _keys_from(data)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _keys_from(data: bytes) -> Keys:
    """ValueError, KeyError or TypeError when `data` are not a good slots file; VaultTooNew."""
    if len(data) > _MAX_FILE_BYTES:
        raise ValueError("too long")
    document = cast("dict[str, Any]", folder.unpack(data))
    if not isinstance(document["format"], int) or document["format"] < 1:
        raise ValueError("format")
    if document["format"] > FORMAT:
        raise VaultTooNew(format=document["format"], known=FORMAT)
    if document.keys() != {field.name for field in fields(Keys)}:
        raise ValueError("other fields")
    place = PlaceLabel(**document["place"])
    slots = tuple(_slot_from(slot) for slot in document["slots"])
    keys = Keys(**{**document, "place": place, "slots": slots})
    for values, kind in (
        ((keys.vault_id, keys.generation, keys.proof, place.kind, place.name), str),
        ((keys.revision,), int),
        ((place.practice,), bool),
    ):
        if not all(type(value) is kind for value in values):
            raise TypeError("a field of the wrong kind")
    if place.kind not in ("laptop", "terminal", "outside"):
        raise ValueError("kind of place")
    if not slots or len({slot.id for slot in slots}) != len(slots):
        raise ValueError("no slot, or one twice")
    return keys


def _slot_from(document: dict[str, Any]) -> Slot:
    params = None if document["params"] is None else KdfParams(**document["params"])
    slot = Slot(**{**document, "params": params})
    for text, size in ((slot.salt, 16), (slot.nonce, 12), (slot.wrapped, cipher.KEY_BYTES + 16)):
        if not re.fullmatch(rf"[0-9a-f]{{{size * 2}}}", text):
            raise ValueError("not bytes in hex")
    if not re.fullmatch(rf"(?:[0-9a-f]{{{_RENEWAL * 2}}})?", slot.renewal):
        raise ValueError("not bytes in hex")
    if slot.kind not in ("passphrase", "recovery") or (slot.kind == "passphrase") != (params is not None):
        raise ValueError("kind")
    if not all(isinstance(text, str) for text in (slot.id, slot.staff_id, slot.name, slot.role)):
        raise TypeError("a field of the wrong kind")
    if params is not None:
        _check_cap(params)
    return slot


def _check_cap(params: KdfParams) -> None:
    """ValueError for costs that would exhaust the machine, before anything is spent on them."""
    asked = (params.memory_kib, params.passes, params.lanes)
    most = (_CAP.memory_kib, _CAP.passes, _CAP.lanes)
    if not all(type(ask) is int and 1 <= ask <= cap for ask, cap in zip(asked, most, strict=True)):
        raise ValueError("cost out of bounds")
    if params.memory_kib < 8 * params.lanes:
        raise ValueError("less memory than the lanes need")


def _document(keys: Keys) -> dict[str, object]:
    return asdict(keys)


def repair(generation_folder: Path, keys: Keys) -> None:
    """Write `keys` as they are over both files, twin first. After unlock and `check_proof`, when there was a notice."""
    data = folder.pack(_document(keys))
    for name in (folder.KEYS_TWIN, folder.KEYS):
        folder.atomic_write(generation_folder / name, data)


def write_keys(generation_folder: Path, keys: Keys, data_key: bytes, *, reopen: Sequence[tuple[str, str]] = ()) -> Keys:
    """Write both files, with the next revision and a fresh proof; returns what was written. Errors as `staged`."""
    with staged(generation_folder, keys, data_key, reopen=reopen) as settle:
        return settle()


@contextmanager
def staged(
    generation_folder: Path, keys: Keys, data_key: bytes, *, reopen: Sequence[tuple[str, str]] = ()
) -> Iterator[Callable[[], Keys]]:
    """Bring both files to the disk beside the present ones; calling what is given replaces those, `keys.bak` first, and
    returns what was written. It takes no room on the disk, so that something else may be written before it.

    Before anything is replaced each (slot id, secret) of `reopen` is opened from the very bytes that will be written:
    WrongPassphrase if one does not give `data_key`. Give every secret at hand after a change of slots.
    LastSlot when there is no slot. DiskFull, VaultReadOnly: then neither file was replaced.
    """
    if not keys.slots:
        raise LastSlot()
    fresh = replace(keys, revision=keys.revision + 1)
    fresh = replace(fresh, proof=_proof(fresh, data_key))
    data = folder.pack(_document(fresh))
    read = _keys_from(data)
    for slot_id, secret in reopen:
        if not hmac.compare_digest(open_slot(read, slot_id, secret), data_key):
            raise WrongPassphrase(slot=slot_id, code="other_key")
    twin, first = (generation_folder / name for name in (folder.KEYS_TWIN, folder.KEYS))

    def settle() -> Keys:
        folder.settle(twin)
        # From here on the new ones count, as the newer of the two: what fails now the next unlock mends.
        with suppress(UserError):
            folder.settle(first)
        return read

    try:
        for path in (twin, first):
            folder.stage(path, data)
        yield settle
    finally:
        for path in (twin, first):
            folder.unstage(path)


def check_proof(keys: Keys, data_key: bytes) -> None:
    """After unlock: VaultDamaged(path_kind="keys", code="altered") when slots, names, roles or the place label were
    changed by anything but this program."""
    if not hmac.compare_digest(keys.proof.encode(), _proof(keys, data_key).encode()):
        raise VaultDamaged(path_kind="keys", code="altered")


def _proof(keys: Keys, data_key: bytes) -> str:
    return hmac.digest(cipher.derive(data_key, "keys 1"), canonical(_document(replace(keys, proof=""))), "sha256").hex()


def make_slot(  # noqa: PLR0913
    keys: Keys,
    *,
    data_key: bytes,
    secret: str,
    kind: Literal["passphrase", "recovery"],
    staff_id: str,
    name: str,
    role: str,
    params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Slot:
    """A new slot in which `secret` wraps `data_key`. `params` are for passphrases; the recovery key needs none.

    ValueError when they are under `floor`, which only tests lower; WrongPassphrase when a recovery key is mistyped.
    """
    if kind == "passphrase":
        _check_floor(params, floor)
    empty = Slot(secrets.token_hex(8), kind, staff_id, name, role, params if kind == "passphrase" else None, "", "", "")
    return _filled(keys, empty, data_key, secret)


def refill(
    keys: Keys,
    slot: Slot,
    *,
    data_key: bytes,
    secret: str,
    params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Slot:
    """The same way in (id, person, kind) for another data key, secret or cost. Errors as `make_slot`."""
    if slot.kind == "passphrase":
        _check_floor(params, floor)
        slot = replace(slot, params=params)
    return _filled(keys, slot, data_key, secret)


def _check_floor(params: KdfParams, floor: KdfParams) -> None:
    _check_cap(params)
    if params.memory_kib < floor.memory_kib or params.passes < floor.passes or params.lanes < floor.lanes:
        raise ValueError("Argon2id parameters under the floor")


def _filled(keys: Keys, slot: Slot, data_key: bytes, secret: str) -> Slot:
    slot = replace(slot, salt=os.urandom(16).hex())
    return wrap(keys, slot, data_key, _slot_key(slot, secret))


def wrap(keys: Keys, slot: Slot, data_key: bytes, slot_key: bytes) -> Slot:
    """The slot with `data_key` under the key that its secret comes to; at a terminal with its renewal."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(data_key) != cipher.KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    slot = replace(slot, nonce=os.urandom(NONCE).hex(), renewal="")
    data = bound(keys, slot)
    slot = replace(slot, wrapped=ChaCha20Poly1305(slot_key).encrypt(bytes.fromhex(slot.nonce), data_key, data).hex())
    if keys.place.kind != "terminal":
        return slot
    nonce = os.urandom(NONCE)
    kept = ChaCha20Poly1305(renewal_key(data_key)).encrypt(nonce, slot_key, data)
    return replace(slot, renewal=(nonce + kept).hex())


def open_slot(keys: Keys, slot_id: str, secret: str) -> bytes:
    """The data key, 32 bytes. WrongPassphrase, with code "checksum" or "length" for a mistyped recovery key;
    NotFound for an unknown slot. Takes about a second: a job."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    slot = find(keys, slot_id)
    box = ChaCha20Poly1305(_slot_key(slot, secret))
    try:
        return box.decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), bound(keys, slot))
    except InvalidTag:
        raise WrongPassphrase(slot=slot_id) from None


def _slot_key(slot: Slot, secret: str) -> bytes:
    salt = bytes.fromhex(slot.salt)
    if slot.params is None:
        return cipher.derive(read_recovery_key(secret), "recovery slot 1", salt=salt)
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost = slot.params
    kdf = Argon2id(
        salt=salt, length=cipher.KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(normalise(secret))


def renewal_key(data_key: bytes) -> bytes:
    """What renewals are wrapped under."""
    return cipher.derive(data_key, "renewal 1")


def bound(keys: Keys, slot: Slot) -> bytes:
    """The associated data. Name, role and place are not in it, or a new name would need everybody's secret: the proof
    binds those."""
    cost = slot.params and [slot.params.memory_kib, slot.params.passes, slot.params.lanes]
    return canonical(
        {
            "purpose": "wagesdesk slot 1",
            "vault": keys.vault_id,
            "generation": keys.generation,
            "slot": slot.id,
            "kind": slot.kind,
            "staff": slot.staff_id,
            "argon2id": cost,
        }
    )


def find(keys: Keys, slot_id: str) -> Slot:
    """The slot with this id. NotFound."""
    for slot in keys.slots:
        if slot.id == slot_id:
            return slot
    raise NotFound(slot=slot_id)


def with_slot(keys: Keys, slot: Slot) -> Keys:
    """`keys` with `slot` at the end, or in the place of the one with its id."""
    if all(other.id != slot.id for other in keys.slots):
        return replace(keys, slots=(*keys.slots, slot))
    return replace(keys, slots=tuple(slot if other.id == slot.id else other for other in keys.slots))


def without_slot(keys: Keys, slot_id: str) -> Keys:
    """`keys` without that slot. LastSlot if none would be left; NotFound. Cosmetic alone: rotate the data key too."""
    left = tuple(slot for slot in keys.slots if slot != find(keys, slot_id))
    if not left:
        raise LastSlot()
    return replace(keys, slots=left)


def ways_in(keys: Keys) -> int:
    """How many slots there are, the recovery key among them."""
    return len(keys.slots)


def second_person(keys: Keys) -> bool:
    """Whether two different members of staff hold a passphrase."""
    return len({slot.staff_id for slot in keys.slots if slot.kind == "passphrase"}) > 1

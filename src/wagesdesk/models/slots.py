"""Key slots: each passphrase and the recovery key opens the one data key. `keys.json` and its twin `keys.bak`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FORMAT = 1
FILE, TWIN = "keys.json", "keys.bak"


@dataclass(frozen=True)
class KdfParams:
    """Argon2id: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int


STANDARD = KdfParams(128 * 1024, 3, 4)
FLOOR = KdfParams(64 * 1024, 3, 4)


@dataclass(frozen=True)
class Slot:
    """One way in. `staff_id` is empty for the recovery key. `params` is None for the recovery key. The last three are bytes as hex."""

    id: str
    kind: Literal["passphrase", "recovery"]
    staff_id: str
    name: str
    role: str
    params: KdfParams | None
    salt: str
    nonce: str
    wrapped: str


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


def read_keys(generation_folder: Path) -> tuple[Keys, tuple[str, ...]]:
    """The newer good one of the two files, and notice codes: "slots_twin_used" (one was damaged or lost), "slots_differ".

    VaultDamaged(path_kind="keys") when neither is good, VaultTooNew(format) when either is of a later format.
    """
    raise NotImplementedError


def repair(generation_folder: Path, keys: Keys) -> None:
    """Write `keys` as they are over both files, after a notice."""
    raise NotImplementedError


def write_keys(
    generation_folder: Path, keys: Keys, data_key: bytes, *, reopen: Sequence[tuple[str, str]] = ()
) -> Keys:
    """Write both files, `keys.bak` first, with the next revision and a fresh proof; returns what was written.

    Before anything is replaced each (slot id, secret) of `reopen` is opened from the very bytes that will be written.
    Give every secret at hand after a change of slots. LastSlot when there is no slot.
    """
    raise NotImplementedError


def check_proof(keys: Keys, data_key: bytes) -> None:
    """After unlock: VaultDamaged(path_kind="keys", code="altered") when names, roles or the place label were changed outside the program."""
    raise NotImplementedError


def make_slot(
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
    slot_id: str | None = None,
) -> Slot:
    """A new slot for `secret`. ValueError when `params` are under `floor`; only tests give another floor."""
    raise NotImplementedError


def open_slot(keys: Keys, slot_id: str, secret: str) -> bytes:
    """The data key. WrongPassphrase, with code "checksum" or "length" for a mistyped recovery key."""
    raise NotImplementedError


def with_slot(keys: Keys, slot: Slot) -> Keys:
    """`keys` with `slot` added, or put in the place of the one with its id."""
    raise NotImplementedError


def without_slot(keys: Keys, slot_id: str) -> Keys:
    """`keys` without that slot. LastSlot if no slot would be left. Cosmetic alone: rotate the data key afterwards."""
    raise NotImplementedError


def ways_in(keys: Keys) -> int:
    """How many slots there are, the recovery key among them."""
    raise NotImplementedError


def second_person(keys: Keys) -> bool:
    """Whether two different members of staff hold a passphrase."""
    raise NotImplementedError


def params_for(memory_bytes: int | None) -> KdfParams:
    """STANDARD, or FLOOR on a machine with under 4 GB."""
    raise NotImplementedError

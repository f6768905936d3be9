"""A new data key, in a new generation. Never `PRAGMA rekey`: in WAL mode it leaves the file under the old key."""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from wagesdesk.errors import LastSlot, VaultDamaged, WrongPassphrase
from wagesdesk.models import cipher, folder, seal, slots
from wagesdesk.models.slots import FLOOR, STANDARD, KdfParams, Keys

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


@dataclass(frozen=True)
class Rotated:
    """What is current now: the new data key, its generation and that generation's slots."""

    data_key: bytes = field(repr=False)
    generation: Path
    keys: Keys


def rotate(
    vault_folder: Path,
    *,
    data_key: bytes,
    keep: Sequence[tuple[str, str]],
    renew: Sequence[tuple[str, str]] = (),
    params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Rotated:
    """A new generation under a new data key, with new slots for `keep` (slot id, secret).

    `renew` are slots that get another secret, for those who are not there to say theirs; a slot in neither is gone.
    Hold the folder lock and stop all writers (VaultBusy if one is in the middle of a write); every connection must be
    opened anew afterwards; then `folder.prune`, which ends what the old slots can open.
    LastSlot when `keep` is empty, WrongPassphrase when a secret does not open its slot, NotFound,
    DiskFull, VaultReadOnly.
    Stopped at any step, either the old generation or the new one is current, and it is whole.
    """
    old = folder.current(vault_folder)
    keys, _ = slots.read_keys(old)
    slots.check_proof(keys, data_key)
    if not keep:
        raise LastSlot()
    for slot_id, _secret in renew:
        slots.find(keys, slot_id)
    for slot_id, secret in keep:
        if not hmac.compare_digest(slots.open_slot(keys, slot_id, secret), data_key):
            raise WrongPassphrase(slot=slot_id, code="other_key")
    new_key = os.urandom(cipher.KEY_BYTES)
    generation = folder.new_generation(vault_folder)
    try:
        holder = cipher.connect(old / folder.DATA, data_key)
        try:
            with cipher.guarded():
                # Held until CURRENT is replaced: nothing may be written that the new generation would lack.
                holder.execute("BEGIN IMMEDIATE")
            _export(old / folder.DATA, data_key, generation / folder.DATA, new_key)
            fresh = _refilled(keys, generation.name, new_key, dict([*keep, *renew]), (params, floor))
            written = slots.write_keys(generation, fresh, new_key, reopen=[*keep, *renew])
            seal.carry(vault_folder, seal.key_from(data_key), seal.key_from(new_key))
            folder.commit_generation(vault_folder, generation)
        finally:
            holder.close()
    except BaseException:
        folder.discard(vault_folder, generation)
        raise
    return Rotated(new_key, generation, written)


def _refilled(
    keys: Keys, generation: str, new_key: bytes, keep: dict[str, str], cost: tuple[KdfParams, KdfParams]
) -> Keys:
    """The same people, the same ids, another key; who is not kept is not there."""
    params, floor = cost
    empty = replace(keys, generation=generation, slots=())
    kept = [slot for slot in keys.slots if slot.id in keep]
    return replace(
        empty,
        slots=tuple(
            slots.refill(empty, slot, data_key=new_key, secret=keep[slot.id], params=params, floor=floor)
            for slot in kept
        ),
    )


def _export(source: Path, key: bytes, target: Path, new_key: bytes) -> None:
    """Copy the whole database under another key, compare every row, and read the copy back from its file."""
    cipher.connect(target, new_key, create=True).close()
    connection = cipher.connect(source, key)
    try:
        with cipher.guarded():
            # Bound, so that no key stands in the text of a statement.
            attach = "ATTACH DATABASE ? AS fresh KEY ?", (str(target), f"x'{new_key.hex()}'")
            connection.execute(*attach)
            connection.execute("SELECT sqlcipher_export('fresh')")
            for pragma in ("user_version", "application_id"):
                value = int(connection.execute(f"PRAGMA main.{pragma}").fetchone()[0])
                connection.execute(f"PRAGMA fresh.{pragma} = {value}")
            # Attached anew, or the schema as the export wrote it is not seen.
            connection.execute("DETACH DATABASE fresh")
            connection.execute(*attach)
            _compare(connection)
    finally:
        connection.close()
    copy = cipher.connect(target, new_key)
    try:
        cipher.verify(copy)
    finally:
        copy.close()


def _compare(connection: Connection) -> None:
    """VaultDamaged(path_kind="data", code="copy_differs") unless `fresh` has the schema and the rows of `main`."""
    schema = (
        "SELECT type, name, tbl_name, sql FROM {}.sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    )
    mine, theirs = (connection.execute(schema.format(name)).fetchall() for name in ("main", "fresh"))
    same = mine == theirs and all(
        _same_rows(connection, name)
        for kind, name, _table, _sql in mine
        if kind == "table" and not name.startswith("sqlite_stat")
    )
    if not same:
        raise VaultDamaged(path_kind="data", code="copy_differs")


def _same_rows(connection: Connection, table: str) -> bool:
    """In the order of the table itself, which the export keeps, though implicit rowids may be numbered anew."""
    quoted = table.replace('"', '""')
    rows = (connection.execute(f'SELECT * FROM {name}."{quoted}"') for name in ("main", "fresh"))  # noqa: S608
    return all(one == other for one, other in zip_longest(*rows))

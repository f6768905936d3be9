"""A terminal forgets its class: a new generation under a new data key, which holds the machine and its people alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wagesdesk.models import cipher, folder, seal, slots
from wagesdesk.models.renewal import renewed
from wagesdesk.models.rotation import Rotated

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEPT_TYPES: Final = ("staff", "site", "card", "erasure", "redaction")
KEPT_LOCAL: Final = ("machine", "unlocks", "confirmed", "round", "round_folder")


def wipe(vault_folder: Path, *, data_key: bytes) -> Rotated:
    """Leave the class behind. What the machine is, its staff with the words they have, the
    cards it knows and who was erased go with it, and nothing that was written about a person.

    Hold the folder lock and stop all writers; every connection must be opened anew afterwards; then `folder.prune`,
    which ends what the old slots can open. Errors as of `rotation.rotate`, and of `renewed`. Stopped at any step,
    either the old generation or the new one is current, and it is whole.
    """
    old = folder.current(vault_folder)
    keys, _ = slots.read_keys(old)
    slots.check_proof(keys, data_key)
    new_key = os.urandom(cipher.KEY_BYTES)
    generation = folder.new_generation(vault_folder)
    try:
        cipher.connect(generation / folder.DATA, new_key, create=True).close()
        _carry(old / folder.DATA, data_key, generation / folder.DATA, new_key)
        fresh = renewed(keys, data_key, generation=generation.name, new_key=new_key)
        written = slots.write_keys(generation, fresh, new_key)
        with cipher.guarded():
            # The heads it tells of are about to go on purpose; without a seal no unlock is told of a loss.
            (vault_folder / seal.FILE).unlink(missing_ok=True)
        folder.commit_generation(vault_folder, generation)
    except BaseException:
        folder.discard(vault_folder, generation)
        raise
    return Rotated(new_key, generation, written)


def _carry(source: Path, key: bytes, target: Path, new_key: bytes) -> None:
    """Fill a new database with what is kept, and read it back from its file."""
    from wagesdesk.models.engine import make_engine

    engines = (make_engine(lambda: cipher.connect(source, key)), make_engine(lambda: cipher.connect(target, new_key)))
    try:
        with cipher.guarded(), engines[0].connect() as old, engines[1].begin() as new:
            _fill(old, new)
    finally:
        for engine in engines:
            engine.dispose()
    copy = cipher.connect(target, new_key)
    try:
        cipher.verify(copy)
    finally:
        copy.close()


def _fill(old: Connection, new: Connection) -> None:
    from sqlalchemy import func, insert, select

    from wagesdesk.models import fold, local, proving
    from wagesdesk.models.base import FOLDED, entry_table, erased_table, gone_table
    from wagesdesk.models.entry import Entry
    from wagesdesk.models.migrations import bring_up
    from wagesdesk.models.store import insert_entry

    bring_up(new)
    for name in KEPT_LOCAL:
        if (value := local.get(old, name)) is not None:
            local.put(new, name, value)
    kept = entry_table.c.type.in_(KEPT_TYPES) & (entry_table.c.state == FOLDED)
    writers = select(entry_table.c.writer).where(kept)
    openings = (entry_table.c.type == "writer") & entry_table.c.writer.in_(writers)
    rows: Any = old.execute(
        select(
            entry_table.c.raw, entry_table.c.salt, entry_table.c["values"], entry_table.c.state, entry_table.c.via
        )
        .where(kept | openings)
        .order_by(entry_table.c.n)
    )  # fmt: skip
    for raw, salt, values, state, via in rows:
        insert_entry(new, Entry(bytes(raw), salt, values), state=state, via=via)
    proving.wiped(new, new.execute(select(func.max(entry_table.c.n))).scalar() or 0)
    for table in (erased_table, gone_table):
        remembered = [dict(row) for row in old.execute(select(table)).mappings()]
        if remembered:
            new.execute(insert(table), remembered)
    fold.rebuild(new)

"""Bundles on sticks between the two places of a line, and what they carry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests import vaults
from tests.unit.ui.line import Line
from tests.vaults import TODAY
from wagesdesk.export import bundle, inbox
from wagesdesk.models.entry import Entry, parse_line
from wagesdesk.services import consent


def stick(line: Line, tmp_path: Path, name: str = "stick", who: Sequence[int] = (0, 1, 2)) -> Path:
    """A bundle about these three, alone on a stick of this name."""
    (tmp_path / name).mkdir()
    return line.write(tmp_path / name, who)


def receive(line: Line, file: Path) -> inbox.Accepted:
    return inbox.accept(line.outside, line.outside.staff_id, inbox.check(line.outside, file))


def carried(line: Line, *people_in: int) -> tuple[bundle.Prepared, list[Entry]]:
    ids = [line.group.people[one] for one in people_in or (0, 1, 2)]
    prepared = bundle.prepare(line.inside, line.inside.staff_id, recipient_id=line.recipient_id, person_ids=ids)
    return prepared, [parse_line(row) for row in bytes(prepared.files["journal.jsonl"]).splitlines()]


def contents(prepared: bundle.Prepared) -> dict[str, bytes]:
    """Its files as they will be in the bundle."""
    return {name: bytes(content) for name, content in prepared.files.items()}


def types_about(entries: list[Entry], person: str) -> set[str]:
    return {one.header.type for one in entries if person in one.header.subjects}


def outside_state(line: Line) -> tuple[bytes, list[bytes]]:
    return vaults.dump(line.outside), vaults.lines(line.outside, state=None)


def outside_says(line: Line) -> dict[str, str]:
    """What Asha is known outside to say about the outside place, but for what she was not asked."""
    rows = consent.consents(line.outside, line.asha, TODAY)
    return {row.scope: row.says for row in rows if row.recipient_id == line.recipient_id and row.says != "unasked"}

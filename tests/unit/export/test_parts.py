"""What is too large for one file goes in parts, and each of them is enough for its people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.sticks import receive
from tests.unit.ui.line import Line, new_line
from tests.vaults import PASSPHRASES, Group
from wagesdesk.export import bundle, drives
from wagesdesk.export.parts import prepare_part, shares
from wagesdesk.export.status import Outcome
from wagesdesk.models.vault import Vault
from wagesdesk.services import custody


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def parts(line: Line, limit: int) -> tuple[bundle.Prepared, ...]:
    waiting = shares(line.inside, recipient_id=line.recipient_id, person_ids=line.group.people, limit=limit)
    found: list[bundle.Prepared] = []
    while waiting:
        part, waiting = prepare_part(
            line.inside, line.inside.staff_id, recipient_id=line.recipient_id, waiting=waiting, part=len(found) + 1,
        )  # fmt: skip
        found.append(part)
    return tuple(found)


def test_what_fits_is_one_part(line: Line) -> None:
    (whole,) = parts(line, 64 << 20)
    assert (whole.part, whole.parts, len(whole.people)) == (1, 1, 2)


def test_each_part_holds_its_people_and_no_other_and_can_be_read_alone(line: Line, tmp_path: Path) -> None:
    found = parts(line, 1)
    assert [(one.part, one.parts, len(one.people)) for one in found] == [(1, 2, 1), (2, 2, 1)]
    second = found[1]
    sealed = bundle.check_and_seal(
        line.inside, second, checker_id=vaults.staff_id(line.inside, "Carys"), passphrase=PASSPHRASES["Carys"],
        compared=True,
    )  # fmt: skip
    assert (sealed.manifest.part, sealed.manifest.parts) == (2, 2)
    bundle.remember(line.inside, second, sealed, Outcome.WRITTEN)
    (tmp_path / "stick").mkdir()
    taken = receive(line, drives.write_bundle(tmp_path / "stick", sealed).path)
    assert list(taken.people) == [one.person_id for one in second.people]
    custody.acknowledge(line.inside, line.inside.staff_id, custody.dispatches(line.inside)[0].ack_code)
    (again,) = parts(line, 64 << 20)
    other = found[0].people[0].person_id
    assert next(one.new for one in again.people if one.person_id == other) > 0

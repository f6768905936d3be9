"""What is on its way out is in the log before it is on a stick; what never left is not."""

from __future__ import annotations

import pytest

from tests import vaults
from tests.unit.ui.line import Line, new_line
from tests.vaults import Group
from wagesdesk.errors import ConsentMissing, DriveFull
from wagesdesk.export import bundle
from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.leaving import Leaving
from wagesdesk.export.status import Outcome
from wagesdesk.models.vault import Vault
from wagesdesk.services import custody


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


@pytest.fixture
def leaving(line: Line) -> Leaving:
    return Leaving(line.inside, *passed(line))


def passed(line: Line) -> tuple[Prepared, Sealed]:
    prepared = bundle.prepare(
        line.inside, line.inside.staff_id, recipient_id=line.recipient_id, person_ids=line.group.people
    )  # fmt: skip
    sealed = bundle.check_and_seal(
        line.inside, prepared, checker_id=vaults.staff_id(line.inside, "Carys"),
        passphrase=vaults.PASSPHRASES["Carys"], compared=True,
    )  # fmt: skip
    return prepared, sealed


def log(line: Line) -> list[tuple[str, int]]:
    return [(row.seen, row.serial) for row in custody.dispatches(line.inside)]


def test_it_is_logged_before_the_first_byte_leaves(line: Line, leaving: Leaving) -> None:
    with leaving:
        assert log(line) == [("under-way", 1)], "so it stays where the power goes now"
    assert log(line) == [("under-way", 1)]


def test_what_never_left_is_not_in_the_log_and_nobody_was_told_of(line: Line, leaving: Leaving) -> None:
    with pytest.raises(DriveFull), leaving:
        raise DriveFull
    assert log(line) == []
    assert custody.waiting_for(line.inside) == ()
    with line.inside.read() as db:
        assert custody.told_about(db, line.recipient_id) == {}
    _prepared, sealed = passed(line)
    assert (sealed.manifest.serial, sealed.manifest.previous) == (1, ""), "no number is left out over there"
    with leaving:
        pass
    assert log(line) == [("under-way", 1)], "the same may be tried again"


def test_what_an_earlier_try_left_on_a_stick_stays_in_the_log(line: Line) -> None:
    prepared, sealed = passed(line)
    bundle.remember(line.inside, prepared, sealed, Outcome.WRONG_DRIVE)
    with pytest.raises(DriveFull), Leaving(line.inside, prepared, sealed):
        raise DriveFull
    assert log(line) == [("wrong-drive", 1)]


def test_who_said_no_meanwhile_stops_it_before_it_is_logged(line: Line, leaving: Leaving) -> None:
    line.takes_back(0)
    with pytest.raises(ConsentMissing), leaving:
        pytest.fail("it was written")
    assert log(line) == []

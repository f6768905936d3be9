"""What is too large for one file goes in parts, and each of them is enough for its people."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from tests import vaults
from tests.journeys.sticks import receive
from tests.unit.ui.line import Line, new_line
from tests.vaults import PASSPHRASES, Group
from wagesdesk.errors import ChangedSince
from wagesdesk.export import bundle, drives
from wagesdesk.export.parts import Share, prepare_part, shares
from wagesdesk.export.status import Outcome
from wagesdesk.models.plan import PlanAnswer
from wagesdesk.models.vault import Vault
from wagesdesk.problems import describe
from wagesdesk.services import custody, erasure


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


def writes(line: Line, person: int, answers: int) -> None:
    """So many answers of 60,000 letters in a plan of hers."""
    words = "paint the shop before market day, then bread " * 1_340
    with line.inside.write(line.inside.staff_id, "plan.answer") as db:
        for number in range(answers):
            said = {"text": f"{number} {words}"[:60_000], "how": "write", "language": "en", "by": "", "done_on": ""}
            db.add(
                PlanAnswer(
                    plan_id="p" * 32, section=f"s{number}", person_id=line.group.people[person], answer=said
                )
            )  # fmt: skip


def first_part(line: Line, waiting: tuple[Share, ...], **named: Any) -> tuple[bundle.Prepared, tuple[Share, ...]]:
    return prepare_part(
        line.inside, line.inside.staff_id, recipient_id=line.recipient_id, waiting=waiting, **named
    )  # fmt: skip


def test_a_part_never_holds_more_than_its_share_nor_its_words_in_memory(line: Line) -> None:
    writes(line, 0, 24)
    writes(line, 1, 3)
    limit = 1_700_000
    both = shares(line.inside, recipient_id=line.recipient_id, person_ids=line.group.people, limit=limit)
    assert both == ((line.asha,), (line.group.people[1],))
    first_part(line, both[1:])  # what is loaded once is loaded
    tracemalloc.start()
    try:
        prepared, waiting = first_part(line, both)
        held, most = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        sealed = bundle.check_and_seal(
            line.inside, prepared, checker_id=vaults.staff_id(line.inside, "Carys"),
            passphrase=PASSPHRASES["Carys"], compared=True,
        )  # fmt: skip
        sealing = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 24 * 60_000 < prepared.size <= limit
    assert waiting == both[1:]
    assert most < prepared.size * 0.75
    assert held < prepared.size // 3
    assert sealing < prepared.size * 1.75
    assert sealed.size > prepared.size


def test_who_needs_more_with_her_pages_than_was_told_beforehand_goes_in_two(line: Line) -> None:
    prepared, waiting = first_part(line, (line.group.people[:2],), limit=1)
    assert (prepared.part, prepared.parts, len(prepared.people)) == (1, 2, 1)
    assert [len(one) for one in waiting] == [1]


def test_preparing_says_how_far_it_is_and_can_be_stopped_between_entries(line: Line) -> None:
    told: list[tuple[str, int, int]] = []

    def step(*now: Any) -> None:
        told.append(now)
        if now[:2] == ("look", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        first_part(line, (line.group.people,), step=step)
    assert [now[:2] for now in told] == [("gather", 0), ("look", 0), ("look", 1), ("look", 2), ("look", 3)]
    first_part(line, (line.group.people,), step=lambda *now: told.append(now))
    assert {stage for stage, _done, _total in told} == set(bundle.STAGES)


def test_what_was_erased_after_it_was_prepared_is_never_sealed(line: Line) -> None:
    prepared, _waiting = first_part(line, (line.group.people,))
    erasure.erase(line.inside, line.inside.staff_id, [line.asha], second=None, older=False)
    with pytest.raises(ChangedSince) as refused:
        bundle.check_and_seal(
            line.inside, prepared, checker_id=vaults.staff_id(line.inside, "Carys"),
            passphrase=PASSPHRASES["Carys"], compared=True,
        )  # fmt: skip
    assert refused.value.fields == {"type": "export"}
    assert "prepare it again" in describe(refused.value).now

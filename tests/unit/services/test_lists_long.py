"""Long lists: progress, stopping without a trace, taken back in steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import vaults
from tests.unit.services.listed import HEAD, TODAY, shown, standing, take
from wagesdesk.models.vault import Vault
from wagesdesk.services import history
from wagesdesk.services.lists import Known, Preview, Sheet, guess_mapping, preview


class Stopped(Exception):
    """What a job raises when a person presses Stop."""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    held = vaults.unlock(vaults.copy_of("inside", tmp_path / "vault"), vaults.morning())
    yield held
    held.lock()


def many(count: int) -> Preview:
    """A list in which all have one name, and numbers of their own."""
    told = shown(*(("Rahman", "Asha", f"{chr(66 + n // 10000)}{n % 10000:04d}ZZ") for n in range(count)))
    assert told.ready == count
    return told


def test_stopping_fifty_thousand_in_the_middle_leaves_nothing_behind(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    before, journal = vaults.dump(opened), len(vaults.lines(opened))
    told: list[int] = []

    def step(done: int, total: int) -> None:
        told.append(done)
        assert total == 50_000
        if done == 500:
            raise Stopped

    with pytest.raises(Stopped):
        take(opened, cohort_id, many(50_000), step=step)
    assert told == [0, 500]
    assert vaults.dump(opened) == before
    assert len(vaults.lines(opened)) == journal
    take(opened, cohort_id, many(3))
    assert vaults.rebuilt(opened) == vaults.dump(opened), "the chain goes on where it was"


def test_stopping_at_the_last_moment_leaves_nothing_behind(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    before = vaults.dump(opened)

    def step(done: int, total: int) -> None:
        if done == total:
            raise Stopped

    with pytest.raises(Stopped):
        take(opened, cohort_id, many(20), step=step)
    assert vaults.dump(opened) == before


def test_the_preview_of_a_long_list_tells_its_progress_and_can_be_stopped() -> None:
    sheet = Sheet("list", (HEAD, *(("Rahman", "Asha", f"A{n:04d}BC") for n in range(2600))))
    told: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2500:
            raise Stopped

    with pytest.raises(Stopped):
        preview(sheet, guess_mapping(sheet, TODAY), known=Known(), today=TODAY, step=step)
    assert told == [(done, 2600) for done in range(0, 2501, 500)]


def test_a_long_list_is_taken_back_in_steps_and_stopping_leaves_it(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    before = standing(opened)
    assert not history.is_long(opened, "undo")
    take(opened, cohort_id, many(150))
    assert history.is_long(opened, "undo")
    there, dumped = standing(opened), vaults.dump(opened)
    told: list[int] = []

    def step(done: int, _total: int) -> None:
        told.append(done)
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        history.undo(opened, opened.staff_id, step)
    assert told == [0, history.EVERY]
    assert vaults.dump(opened) == dumped
    history.undo(opened, opened.staff_id)
    assert standing(opened) == before
    history.redo(opened, opened.staff_id)
    assert standing(opened) == there
    history.undo(opened, opened.staff_id)
    assert standing(opened) == before


@pytest.mark.deep
def test_fifty_thousand_people_come_in_as_one_operation(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    before = standing(opened)
    assert len(take(opened, cohort_id, many(50_000)).people) == 50_000
    history.undo(opened, opened.staff_id)
    assert standing(opened) == before

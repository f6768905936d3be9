"""Whether a workshop is on, and others may look over a shoulder."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.vaults import LONDON, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import today


@pytest.mark.parametrize(
    ("at", "on"),
    [
        ("2026-11-03 08:49", False), ("2026-11-03 08:50", True), ("2026-11-03 12:30", True),
        ("2026-11-03 15:49", True), ("2026-11-03 15:50", False), ("2026-11-04 09:27", False),
    ],
)  # fmt: skip
def test_from_the_first_minute_to_the_last(inside: Vault, group: Group, at: str, on: bool) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    assert today.in_session(inside, group.cohort_id, now) is on
    assert today.today(inside, group.cohort_id, now).in_session is on


def test_without_a_cohort_nothing_is_on(inside: Vault) -> None:
    assert not today.in_session(inside, "", datetime(2026, 11, 3, 9, 27, tzinfo=LONDON))

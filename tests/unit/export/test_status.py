from __future__ import annotations

from wagesdesk import errors
from wagesdesk.export.status import Outcome, outcome_of


def test_every_error_of_sticks_and_bundles_is_an_outcome() -> None:
    ends = [*errors.DriveError.__subclasses__(), *errors.BundleError.__subclasses__()]
    found = [outcome_of(end()) for end in ends]
    assert None not in found
    assert len(set(found)) == len(ends) == 12
    assert not any(outcome.good for outcome in found if outcome)


def test_other_errors_are_no_end_of_an_export() -> None:
    assert outcome_of(errors.WrongPassphrase()) is None


def test_good_ends_are_few() -> None:
    assert [outcome.name for outcome in Outcome if outcome.good] == [
        "WRITTEN", "VERIFIED", "ON_PAPER", "IMPORTED", "IMPORTED_PARTLY", "NOTHING_NEW",
    ]  # fmt: skip

"""Every error of the world has words."""

from __future__ import annotations

from wagesdesk import errors, problems

GROUPS = {
    errors.VaultError,
    errors.RuleError,
    errors.CardError,
    errors.DriveError,
    errors.BundleError,
}  # never raised themselves


def subclasses(kind: type[errors.UserError]) -> set[type[errors.UserError]]:
    return {kind for child in kind.__subclasses__() for kind in {child, *subclasses(child)}}


def test_every_error_of_the_world_has_an_entry() -> None:
    missing = subclasses(errors.UserError) - GROUPS - set(problems.TABLE)
    assert sorted(kind.__name__ for kind in missing) == [], "add them to problems.TABLE"


def test_every_entry_speaks_even_when_fields_are_missing() -> None:
    for kind in problems.TABLE:
        problem = problems.describe(kind())
        assert problem.what.strip(), kind.__name__
        assert problem.safe.strip(), kind.__name__
        assert problem.now.strip(), kind.__name__
        assert "%(" not in problem.what + problem.safe + problem.now, kind.__name__

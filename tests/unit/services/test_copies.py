from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.vaults import Group
from wagesdesk.errors import UserError
from wagesdesk.export.reports import blocks
from wagesdesk.export.reports.labels_prints import PRINTS
from wagesdesk.export.reports.plan.document import DEPTHS
from wagesdesk.export.reports.plan.yes_page import TO
from wagesdesk.models.vault import Vault
from wagesdesk.services import copies, history
from wagesdesk.services.copies import Unlocked


def save(vault: Vault, path: Path, people: tuple[str, ...], what: str = "lender") -> None:
    copies.save(vault, vault.staff_id, [Unlocked(path, b"in clear", what)], people=people)


def test_who_saved_what_of_whom_is_written_down(inside: Vault, group: Group, tmp_path: Path) -> None:
    asha, bronwen = group.people[:2]
    save(inside, tmp_path / "plan.PDF", (asha, bronwen))
    inside.clock.advance(minutes=1)  # type: ignore[attr-defined]
    save(inside, tmp_path / "key.pdf", (), "recovery_key")
    assert (tmp_path / "plan.PDF").read_bytes() == b"in clear"
    key, plan = copies.copies(inside)
    assert (key.what, key.names) == ("recovery_key", ())
    assert (plan.what, plan.form, plan.by, plan.names) == ("lender", "pdf", "Rhian", ("Asha", "Bronwen"))
    assert plan.at == inside.clock.now().replace(minute=plan.at.minute)
    assert history.person_history(inside, asha)[0].type == "clear_copy"


def test_it_is_not_undone_and_goes_with_her(inside: Vault, group: Group, tmp_path: Path) -> None:
    asha, bronwen = group.people[:2]
    before = history.can_undo(inside)
    save(inside, tmp_path / "list.pdf", (asha, bronwen), "class_list")
    assert history.can_undo(inside) == before
    inside.erase(inside.staff_id, asha)
    assert [one.names for one in copies.copies(inside)] == [("Bronwen",)]


def test_what_cannot_be_written_is_not_noted_and_what_cannot_be_noted_is_not_there(
    inside: Vault, group: Group, tmp_path: Path
) -> None:
    files = [Unlocked(tmp_path / folder / "plan.pdf", b"in clear", "lender") for folder in ("", "nowhere")]
    with pytest.raises((UserError, OSError)):
        copies.save(inside, inside.staff_id, files, people=group.people[:1])
    assert copies.copies(inside) == ()
    assert not (tmp_path / "plan.pdf").exists()
    gone = group.people[0]
    inside.erase(inside.staff_id, gone)
    with pytest.raises(UserError):
        save(inside, tmp_path / "plan.pdf", (gone,))
    assert not (tmp_path / "plan.pdf").exists()


def test_every_print_says_which_it_is() -> None:
    """Each place that makes a document says which it is, by a code that has words: no line of the log is empty."""
    codes = set()
    for path in sorted(Path(blocks.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Document":
                given = [one.value for one in node.keywords if one.arg == "code"]
                assert len(given) == 1, path
                codes |= {one.value for one in given if isinstance(one, ast.Constant)}
    assert PRINTS.keys() - codes == {*DEPTHS, *TO, "sums"}
    assert codes <= PRINTS.keys()

"""Lists as an office sends them, for the tests of bringing people in."""

from __future__ import annotations

import json

from tests import vaults
from wagesdesk.models.vault import Vault
from wagesdesk.services import lists, people
from wagesdesk.services.lists import Known, Preview, Sheet, Value, guess_mapping, preview

TODAY = vaults.TODAY
HEAD: tuple[Value, ...] = ("Surname", "Forename", "Prison number", "Release date", "Language", "Date joined")


def shown(*rows: tuple[Value, ...], known: Known | None = None) -> Preview:
    sheet = Sheet("list", (HEAD, *rows))
    return preview(sheet, guess_mapping(sheet, TODAY), known=known or Known(), today=TODAY)


def codes(of: Preview) -> list[str]:
    return [row.code for row in of.rows]


def take(opened: Vault, cohort_id: str, of: Preview, **said: object) -> people.Added:
    asked = {"joined_on": TODAY, "source": "letter", "step": lambda _done, _total: None, **said}
    return lists.accept(opened, opened.staff_id, cohort_id=cohort_id, preview=of, **asked)  # type: ignore[arg-type]


def standing(opened: Vault) -> list[bytes]:
    """Every row that is not removed, in the order of the dump."""
    rows = [line for line in vaults.dump(opened).split(b"\n") if not line.startswith(b'["head"')]
    return [line for line in rows if not json.loads(line)[1]["removed"]]

"""What another agency gets: one JSON of the consented scopes and the readable pages, and no journal at all."""

from __future__ import annotations

from wagesdesk.export.carried import leaves_of
from wagesdesk.export.lines import read
from wagesdesk.export.selection import Selection
from wagesdesk.models.entry import canonical
from wagesdesk.models.fold import rows_of
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.vault import Vault

PURPOSES = {"outside": "hub", "laptop": "handover", "terminal": "handover", "agency": "extract"}
"""Why a bundle goes to a machine of this kind; to any other it goes as to an agency."""


def purpose_of(kind: str) -> str:
    """The purpose of a bundle for a recipient whose card says `kind`."""
    return PURPOSES.get(kind, "extract")


def extract_json(vault: Vault, chosen: Selection, names: dict[str, str]) -> bytes:
    """For each person her name, what she agreed to, and the records of those scopes as they stand now.

    Ids, earlier wordings, who wrote what and when stay here: they are the journal's.
    """
    people = []
    for one in chosen.people:
        with vault.read() as db:
            about = [each for each in chosen.entries if one.person_id in each.header.subjects]
            hers = [entry for _held, entry in read(db, about)]
        records: dict[str, list[dict[str, object]]] = {}
        for kind, record in sorted(BY_TYPE.items()):
            if leaves_of(kind) in one.scopes and (rows := rows_of(record, hers)):
                records[kind] = [
                    {name: value for name, value in row.items() if not (name.endswith("id") or name == "removed")}
                    for row in rows
                ]  # fmt: skip
        people.append({
            "name": names.get(one.person_id, ""), "agreed": list(one.scopes), "until": one.until.isoformat(),
            "records": records,
        })  # fmt: skip
    return canonical({"format": "wagesdesk-extract", "version": 1, "people": people})

"""What is about two women, and what changed after it was chosen."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import delete

from tests import vaults
from tests.unit.ui.line import Line, new_line
from tests.vaults import PASSPHRASES, TODAY, Group
from wagesdesk.errors import ChangedSince, WrongPassphrase
from wagesdesk.export import bundle
from wagesdesk.export.lines import Lines, journal, read
from wagesdesk.export.selection import Selection, select_for
from wagesdesk.models.base import entry_table
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.plan import PlanComment
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.services import joining


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def chosen(line: Line) -> Selection:
    with line.inside.read() as db:
        return select_for(db, line.recipient_id, line.group.people, TODAY)


def test_a_comment_leaves_only_where_who_wrote_and_who_gave_it_both_agreed(line: Line) -> None:
    asha, bronwen, chantelle = line.group.people
    with line.inside.write(line.inside.staff_id, "comment.add") as db:
        for giver, of in ((bronwen, asha), (chantelle, asha), (asha, chantelle)):
            said = {
                "text": "x",
                "kind": "ask",
                "section": "s",
                "quote": "",
                "start": 0,
                "by": "",
                "at": TODAY.isoformat(),
            }
            db.add(PlanComment(plan_id="p" * 32, person_id=of, giver_person_id=giver, said=said))
    gone = [one.header.subjects for one in chosen(line).entries if one.header.type == "plan_comment"]
    assert [set(one) for one in gone] == [{asha, bronwen}]


def test_who_was_told_apart_from_her_is_not_named(line: Line) -> None:
    asha, _bronwen, chantelle = line.group.people
    with line.inside.write(line.inside.staff_id, "export") as db:
        db.add(Dispatch(id="abcdefgh", recipient_id=line.recipient_id, sent={"people": [asha]}, seen="written"))
    joining.tell_apart(line.inside, line.inside.staff_id, asha, chantelle)
    assert chantelle not in {who for one in chosen(line).entries for who in one.header.subjects}


def test_words_that_changed_or_went_after_they_were_chosen_do_not_leave(line: Line) -> None:
    entries = chosen(line).entries
    lines = Lines.of(partial(journal, line.inside, entries))
    assert len(bytes(lines)) == lines.length
    line.inside.erase(line.inside.staff_id, line.asha)
    with pytest.raises(ChangedSince):
        bytes(lines)
    with line.inside.local() as connection:
        connection.execute(delete(entry_table).where(entry_table.c.n == entries[-1].place))
    with line.inside.read() as db, pytest.raises(ChangedSince):
        list(read(db, entries))


def test_words_that_open_but_do_not_sign_as_she_is_known_pass_nothing(line: Line) -> None:
    carys = vaults.staff_id(line.inside, "Carys")
    prepared = bundle.prepare(
        line.inside, line.inside.staff_id, recipient_id=line.recipient_id, person_ids=line.group.people
    )
    with line.inside.write(line.inside.staff_id, "setup") as db:
        known = db.get(Staff, carys)
        assert known is not None
        known.check_key = "00" * 32
    with pytest.raises(WrongPassphrase) as refused:
        bundle.check_and_seal(
            line.inside, prepared, checker_id=carys, passphrase=PASSPHRASES["Carys"], compared=True
        )  # fmt: skip
    assert refused.value.fields == {"code": "check_key"}

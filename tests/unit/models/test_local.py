from __future__ import annotations

import pytest

from tests import vaults
from wagesdesk.models import local
from wagesdesk.models.vault import Vault


def test_values_are_kept_and_replaced(inside: Vault) -> None:
    with inside.local() as connection:
        assert local.get(connection, "printer") is None
        local.put(connection, "printer", {"name": "Landing", "copies": 2})
        local.put(connection, "printer", {"name": "Education", "copies": 1})
        local.put(connection, "count", 3)
        local.put(connection, "word", "Bore da")
    opened = vaults.again(inside)
    with opened.local() as connection:
        assert local.get(connection, "printer") == {"name": "Education", "copies": 1}
        assert (local.get_int(connection, "count"), local.get_text(connection, "word")) == (3, "Bore da")
        assert (local.get_int(connection, "word"), local.get_text(connection, "count")) == (0, "")
        assert (local.get_int(connection, "nothing"), local.get_text(connection, "nothing")) == (0, "")
    opened.lock()


def test_local_values_are_no_journal_and_leave_no_entry(inside: Vault) -> None:
    before = vaults.lines(inside)
    with inside.local() as connection:
        local.put(connection, "printer", "Landing")
        local.save_scratch(connection, "people.add c", actor="a", text="Asha", saved=5)
    assert vaults.lines(inside) == before


def test_a_local_transaction_is_all_or_nothing(inside: Vault) -> None:
    with pytest.raises(RuntimeError), inside.local() as connection:  # noqa: PT012
        local.put(connection, "printer", "Landing")
        raise RuntimeError
    with inside.local() as connection:
        assert local.get(connection, "printer") is None


def test_typing_survives_until_it_is_dropped(inside: Vault) -> None:
    with inside.local() as connection:
        local.save_scratch(connection, "note e1", actor="rhian", text="first", saved=1)
        local.save_scratch(connection, "note e1", actor="rhian", text="second", saved=2)
        local.save_scratch(connection, "note e2", actor="rhian", text="other", saved=3)
    opened = vaults.again(inside)
    with opened.local() as connection:
        assert local.get_scratch(connection, "note e1") == local.Scratch("note e1", "rhian", "second", 2)
        local.drop_scratch(connection, "note e1")
        local.drop_scratch(connection, "note e1")
        assert local.get_scratch(connection, "note e1") is None
        assert local.get_scratch(connection, "note e2") is not None
    opened.lock()


def test_typing_about_somebody_goes_with_her(inside: Vault) -> None:
    group = vaults.group(inside)
    with inside.local() as connection:
        for about in (*group.people[:2], "a_b"):
            local.save_scratch(connection, f"business {about}", actor="rhian", text="Cards", saved=1)
        local.put(connection, f"pin {group.people[0]}", "1234")
        local.drop_about(connection, ("a%b",))
        assert local.get_scratch(connection, "business a_b") is not None
        typed = f'{{"enrolment": "{group.enrolments[0]}", "note": "Cards"}}'
        local.save_scratch(connection, "workshops cohort", actor="rhian", text=typed, saved=1)
    inside.erase(inside.staff_id, group.people[0])
    with inside.local() as connection:
        assert local.get_scratch(connection, f"business {group.people[0]}") is None
        assert local.get(connection, f"pin {group.people[0]}") is None
        assert local.get_scratch(connection, "workshops cohort") is None
        assert local.get_scratch(connection, f"business {group.people[1]}") is not None


def test_the_machines_keys_come_back_as_they_were(inside: Vault) -> None:
    before = inside.machine
    opened = vaults.again(inside)
    assert opened.machine == before
    assert len(before.sign_seed) == len(before.sign_public) == 32
    opened.lock()

"""Typing that is durable at once and is not journal."""

from __future__ import annotations

from datetime import UTC, datetime

from tests import vaults
from wagesdesk.models.vault import Vault
from wagesdesk.services import scratch

KEY = scratch.adding_key("c1")


def test_the_newest_text_is_offered_after_a_crash(inside: Vault) -> None:
    before = len(vaults.entries(inside))
    scratch.save(inside, inside.staff_id, KEY, "Asha")
    scratch.save(inside, inside.staff_id, KEY, "Asha\nBron")
    opened = vaults.again(inside)
    held = scratch.pending(opened, KEY)
    assert held is not None
    assert (held.text, held.actor) == ("Asha\nBron", opened.staff_id)
    assert scratch.instant(held) == datetime(2026, 11, 3, 9, 27, tzinfo=UTC)
    assert len([one for one in vaults.entries(opened) if one.header.type != "writer"]) < before + 1
    opened.lock()


def test_dropped_typing_is_gone_and_dropping_twice_is_harmless(inside: Vault) -> None:
    scratch.save(inside, inside.staff_id, KEY, "Asha")
    scratch.save(inside, inside.staff_id, scratch.adding_key("c2"), "Dee")
    scratch.drop(inside, KEY)
    scratch.drop(inside, KEY)
    assert scratch.pending(inside, KEY) is None
    other = scratch.pending(inside, scratch.adding_key("c2"))
    assert other is not None
    assert other.text == "Dee"

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import vaults
from tests.vaults import TODAY
from wagesdesk.errors import (
    CardIsOwn,
    CardKeyWeak,
    CardNotCompared,
    CardUnreadable,
    EscrowMissing,
    FieldInvalid,
    NotAllowed,
    NotFound,
)
from wagesdesk.models import bech32, keys
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.vault import Vault
from wagesdesk.services import card


def test_what_a_machine_shows_of_itself(inside: Vault) -> None:
    shown = card.own_card(inside, vaults.staff_id(inside, "Carys"))
    assert (shown.place, shown.kind, shown.role, shown.holder) == ("HMP Ashmere", "laptop", "checker", "Carys")
    assert (shown.age_public, shown.sign_public) == (inside.machine.age_public, inside.machine.sign_public)
    assert (card.own_card(inside, "nobody").holder, card.own_card(inside, "nobody").role) == ("", "")
    assert keys.read_card(keys.card_text(shown)) == shown


def test_cards_are_exchanged(inside: Vault, outside: Vault) -> None:
    vaults.exchange_cards(inside, outside)
    (row,) = card.recipients(inside)
    assert (row.place, row.kind, row.holder, row.compared_on) == ("Cwlwm Co-operative", "outside", "Marged", TODAY)
    assert row.id == outside.machine.sign_public.hex()
    assert card.card(inside, row.id) == row
    assert list(card.known_cards(outside)) == [inside.machine.sign_public]
    assert card.known_cards(outside)[inside.machine.sign_public].age_public == inside.machine.age_public
    with pytest.raises(NotFound):
        card.card(inside, "x")


def test_a_card_counts_only_when_its_words_were_compared(inside: Vault, outside: Vault) -> None:
    theirs = card.own_card(outside, outside.staff_id)
    with pytest.raises(CardNotCompared):
        card.enrol(inside, inside.staff_id, theirs, compared_on=None)
    assert card.cards(inside) == ()
    card.enrol(inside, inside.staff_id, theirs, compared_on=TODAY)
    with inside.write(inside.staff_id, "card.enrol") as db:  # as another machine might pass it on
        held = db.get(EnrolledCard, theirs.sign_public.hex())
        assert held is not None
        held.compared = None
    assert (card.known_cards(inside), card.recipients(inside)) == ({}, ())


def test_ones_own_card_is_no_card(inside: Vault) -> None:
    own = card.own_card(inside, inside.staff_id)
    other = keys.new_machine_keys()
    for wrong in (own, replace(own, sign_public=other.sign_public), replace(own, age_public=other.age_public)):
        with pytest.raises(CardIsOwn):
            card.enrol(inside, inside.staff_id, wrong, compared_on=TODAY)


def test_only_an_administrator_decides_whom_to_trust(inside: Vault, outside: Vault) -> None:
    carys = vaults.staff_id(inside, "Carys")
    theirs = card.own_card(outside, outside.staff_id)
    with pytest.raises(NotAllowed) as raised:
        card.enrol(inside, carys, theirs, compared_on=TODAY)
    assert raised.value.fields == {"needs": "administrator", "by": "Carys"}
    card.enrol(inside, inside.staff_id, theirs, compared_on=TODAY)
    for act in (
        lambda: card.remove(inside, carys, theirs.sign_public.hex()),
        lambda: card.make_escrow(inside, carys),
        lambda: card.set_escrow(inside, "", inside.machine.age_public),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert len(card.recipients(inside)) == 1


def test_a_removed_card_counts_no_more_until_it_is_taken_in_again(inside: Vault, outside: Vault) -> None:
    vaults.exchange_cards(inside, outside)
    theirs = card.own_card(outside, outside.staff_id)
    card.remove(inside, inside.staff_id, theirs.sign_public.hex())
    assert (card.cards(inside), card.known_cards(inside)) == ((), {})
    card.enrol(inside, inside.staff_id, replace(theirs, holder="Gwen"), compared_on=TODAY)
    assert card.recipients(inside)[0].holder == "Gwen"
    with pytest.raises(NotFound):
        card.remove(inside, inside.staff_id, "x")


def test_a_terminal_is_known_but_no_recipient(inside: Vault) -> None:
    machine = keys.new_machine_keys()
    terminal = keys.Card("Class room", "terminal", "", "", machine.age_public, machine.sign_public)
    card.enrol(inside, inside.staff_id, terminal, compared_on=TODAY)
    assert card.recipients(inside) == ()
    assert list(card.known_cards(inside)) == [machine.sign_public]


def test_the_escrow_key(inside: Vault) -> None:
    with pytest.raises(EscrowMissing):
        card.escrow(inside)
    private, _changes = card.make_escrow(inside, inside.staff_id)
    assert keys.age_public_of(keys.read_escrow(private)) == card.escrow(inside)
    assert card.cards(inside) == ()
    assert private.encode() not in vaults.raw_rows(inside.home, vaults.data_key(inside.home))
    for wrong, why in (("age1 nonsense", CardUnreadable), (bech32.encode("age", bytes(32)), CardKeyWeak)):
        with pytest.raises(why):
            card.set_escrow(inside, inside.staff_id, wrong)
    other = keys.new_machine_keys().age_public
    card.set_escrow(inside, inside.staff_id, other)
    assert card.escrow(inside) == other


def test_check_words_are_four_and_depend_on_every_part(inside: Vault, outside: Vault) -> None:
    ours = card.own_card(inside, inside.staff_id)
    words = card.check_words(ours)
    assert len(words) == 4
    assert card.check_words(ours) == words
    assert card.check_words(replace(ours, place="HMP Elsewhere")) != words
    assert card.check_words(card.own_card(outside, outside.staff_id)) != words


def test_the_prisons_own_key(inside: Vault, outside: Vault) -> None:
    key = outside.machine.age_public
    assert card.security(inside) is None
    with pytest.raises(FieldInvalid):
        card.set_security(inside, inside.staff_id, "  ", key)
    with pytest.raises(CardUnreadable):
        card.set_security(inside, inside.staff_id, "Security", "age1 nonsense")
    with pytest.raises(NotAllowed):
        card.set_security(inside, vaults.staff_id(inside, "Carys"), "Security", key)
    card.set_security(inside, inside.staff_id, " Security at  Ashmere ", key)
    held = card.security(inside)
    assert held is not None
    assert (held.place, held.age_public) == ("Security at Ashmere", key)
    assert card.cards(inside) == ()
    assert card.known_cards(inside) == {}
    assert len(set(card.security_words(held))) == 4
    card.remove(inside, inside.staff_id, card.SECURITY)
    assert card.security(inside) is None

"""README: nothing a woman wrote is missing outside, wherever in the prison she wrote it."""

from __future__ import annotations

from pathlib import Path

from tests import vaults
from tests.journeys.rounds import TWELVE, idea, prison, whole_round
from tests.unit.ui.line import sealed_by
from tests.vaults import TODAY
from wagesdesk.export import drives, inbox, second_laptop
from wagesdesk.export import rounds as by_stick
from wagesdesk.export.status import Outcome
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent, people, quarantine, terminal
from wagesdesk.services import vault as vault_service


def test_what_was_written_at_a_terminal_and_on_the_second_laptop_arrives_outside(
    tmp_path: Path, outside: Vault, second: Vault
) -> None:
    with prison(tmp_path / "prison", 1, TWELVE[:2]) as here:
        laptop, (asha, bronwen) = here.laptop, here.group.people
        vaults.exchange_cards(laptop, outside)
        vaults.exchange_cards(laptop, second)
        card.set_escrow(second, second.staff_id, card.escrow(laptop))
        recipient = outside.machine.sign_public.hex()
        for person in (asha, bronwen):
            consent.record(
                laptop, laptop.staff_id, person_id=person, recipient_id=recipient, how="paper", on=TODAY,
                answers={"plan": True, "attendance": True}, until=TODAY.replace(year=2027),
            )  # fmt: skip
        whole_round(here, here.stick(), "Written at a terminal")

        def carry(giver: Vault, taker: Vault, name: str) -> None:
            stick = here.stick(name)
            second_laptop.write_all(giver, giver.staff_id, taker.machine.sign_public.hex(), stick)
            by_stick.collect(taker, taker.staff_id, stick)

        carry(laptop, second, "there")
        people.set_business(second, second.staff_id, person_id=bronwen, name="Written on the second", about="")
        carry(second, laptop, "back")

        sealed = sealed_by(laptop, "Carys", recipient, here.group.people)
        preview = inbox.check(outside, drives.write_bundle(here.stick("out"), sealed).path)
        done = inbox.accept(outside, outside.staff_id, preview)
        assert (done.outcome, done.held_back) == (Outcome.IMPORTED, 0)
        told = {one.person_id: one.business for one in preview.people}
        assert told == {asha: "Written at a terminal", bronwen: "Written on the second"}
        assert {one: idea(outside, one) for one in told} == told
        assert quarantine.held_back(outside) == ()
        assert terminal.second_laptops(outside) == ()  # it knows one machine of the prison, and needs no other


def test_what_the_second_laptop_erased_is_erased_outside_after_a_restore_too(
    inside: Vault, outside: Vault, second: Vault, tmp_path: Path
) -> None:
    of = vaults.group(inside)
    asha, bronwen = of.people[:2]
    for other in (outside, second):
        vaults.exchange_cards(inside, other)
    card.make_escrow(inside, inside.staff_id)
    recipient = outside.machine.sign_public.hex()
    for person in (asha, bronwen):
        consent.record(
            inside, inside.staff_id, person_id=person, recipient_id=recipient, how="paper", on=TODAY,
            answers={"plan": True}, until=TODAY.replace(year=2027),
        )  # fmt: skip

    def arrives(laptop: Vault, name: str) -> None:
        (tmp_path / name).mkdir()
        file = drives.write_bundle(tmp_path / name, sealed_by(laptop, "Carys", recipient, [bronwen])).path
        inbox.accept(outside, outside.staff_id, inbox.check(outside, file))

    (tmp_path / "first").mkdir()
    first = drives.write_bundle(tmp_path / "first", sealed_by(inside, "Carys", recipient, [asha, bronwen])).path
    inbox.accept(outside, outside.staff_id, inbox.check(outside, first))
    assert b"Asha" in vaults.dump(outside)
    vaults.take_in(second, vaults.lines(inside), sender=inside)
    backup = inside.backup(tmp_path / "backup")
    second.erase(second.staff_id, asha)
    vaults.take_in(inside, vaults.lines(second), sender=second)
    home, slot = inside.home, inside.keys.slots[0]
    inside.lock()
    vault_service.restore(
        backup, home, slot_id=slot.id, secret=vaults.PASSPHRASES[slot.name], clock=inside.clock
    )  # fmt: skip
    restored = vaults.unlock(home, vaults.morning())
    try:
        arrives(restored, "after")
    finally:
        restored.lock()
    assert b"Asha" not in vaults.dump(outside)
    assert quarantine.held_back(outside) == ()

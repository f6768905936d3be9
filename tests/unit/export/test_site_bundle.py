"""What stays within a site: whose it may be, and what goes along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.rounds import TWELVE, prison
from tests.unit.export.bundles import changed, new_line
from tests.vaults import TODAY, Group
from wagesdesk.errors import BundleAltered, BundleError, BundleNotForUs, NotAllowed
from wagesdesk.export import container, terminal
from wagesdesk.export.manifest import NOBODY, READER, SITE, Recipient
from wagesdesk.export.site_bundle import ROUND, open_site
from wagesdesk.export.site_selection import for_laptop, for_return, for_terminal
from wagesdesk.models.keys import Card
from wagesdesk.models.plan import PlanComment
from wagesdesk.models.vault import Vault
from wagesdesk.services import card


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [("outside", {"kind": "sync"}, BundleNotForUs), ("laptop", "sync", BundleAltered), ("laptop", None, BundleAltered)],
)
def test_only_a_machine_of_a_site_says_something_of_a_round(
    inside: Vault, kind: str, told: object, expected: type[BundleError]
) -> None:
    line = new_line()
    sender = line.inside
    theirs = Card("HMP Anywhere", kind, "facilitator", "Gwen", sender.age_public, sender.sign_public)
    card.enrol(inside, inside.staff_id, theirs, compared_on=TODAY)
    manifest = changed(
        line.manifest(), purpose=SITE, checker=NOBODY, min_reader=READER, extra={ROUND: told} if told else {},
        sender=replace(line.manifest().sender, kind=kind), recipients=(Recipient("", inside.machine.age_public),),
    )  # fmt: skip
    sealed = container.seal_bundle({}, manifest, machine=sender, checker_seed=None)
    with pytest.raises(expected):
        open_site(inside, sealed.content)


def test_a_terminal_is_given_nothing_about_others_and_no_card_of_another_prison(
    inside: Vault, second: Vault, group: Group
) -> None:
    vaults.exchange_cards(inside, second, ours=False)
    asha, bronwen, _chantelle = group.people
    said = {"text": "x", "kind": "ask", "section": "s", "quote": "", "start": 0, "by": "", "at": TODAY.isoformat()}
    with inside.write(inside.staff_id, "comment.add") as db:
        for giver in (bronwen, None):
            db.add(PlanComment(plan_id="p" * 32, person_id=asha, giver_person_id=giver, said=said))
    with inside.read() as db:
        part = for_terminal(db, [asha])
    assert {one.header.subjects for one in part} == {(), (asha,)}
    assert [one for one in part if one.header.type == "card"] == []


def test_what_a_laptop_let_count_by_itself_is_not_passed_on(inside: Vault) -> None:
    inside.release_quarantine(inside.staff_id, ())
    with inside.read() as db:
        assert "quarantine_release" not in {one.header.type for one in for_laptop(db)}


def test_a_terminal_gives_back_its_own_alone_and_takes_nothing_over_a_part_of_another(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        stick, (machine,) = here.stick(), here.terminals
        here.out(stick)
        offer = terminal.offered(machine, stick)
        assert offer is not None
        with pytest.raises(NotAllowed):
            terminal.take_part(machine, machine.staff_id, replace(offer, blocked=True))
        terminal.take_part(machine, machine.staff_id, offer)
        with machine.read() as db:
            assert for_return(db) == []

"""Makes the golden bundles of a format: `PYTHONPATH=src:. python tests/data/bundles/make.py FOLDER`.

One of each purpose, of invented people, with the throwaway keys that open them and prove who signed. Those in `1/` were
made once and stay for ever: a later format gets a folder of its own beside them. To keep the clone small only the hub's
has its pages as PDF and its whole filling of zeros (up to 256 KiB); no reader may mind that the others have not.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest import mock

from tests import vaults
from tests.unit.ui.line import UNTIL, new_line, sealed_by
from wagesdesk.export import bundle, container, minisign, site_bundle, site_selection
from wagesdesk.export.container import Sealed
from wagesdesk.export.manifest import new_ack_secret, new_bundle_id
from wagesdesk.models.keys import Card, MachineKeys, card_text, new_machine_keys
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent

_SHORT = 512


def make(folder: Path) -> None:
    """Write `<purpose>.age`, `<purpose>.key` (an age key file) and the two public keys of those who signed."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        inside = vaults.unlock(vaults.copy_of("inside", Path(temporary) / "in"), vaults.morning())
        outside = vaults.unlock(vaults.copy_of("outside", Path(temporary) / "out"), vaults.morning())
        line = new_line(inside, outside, vaults.group(inside))
        line.takes_back(1)
        asha, hub = line.asha, line.recipient_id
        handover, agency = (_enrolled(inside, kind) for kind in ("laptop", "agency"))
        for _keys, card_id in (handover, agency):
            consent.record(
                inside, inside.staff_id, person_id=asha, recipient_id=card_id,
                answers={"plan": True, "attendance": True}, on=vaults.TODAY, until=UNTIL, how="paper",
            )  # fmt: skip
        everybody = line.group.people
        _keep(folder, "hub", sealed_by(inside, "Carys", hub, everybody), outside.machine)
        for purpose, (keys, card_id) in (("handover", handover), ("extract", agency)):
            _keep(folder, purpose, _small(inside, card_id, asha), keys)
        second = new_machine_keys()
        _keep(folder, "site", _site(inside, second), second)
        own = card.own_card(inside, inside.staff_id)
        (folder / "sender.card").write_text(card_text(own), "utf-8")
        for lock in (inside, outside):
            lock.lock()


def _enrolled(inside: Vault, kind: str) -> tuple[MachineKeys, str]:
    """The keys of a machine of this kind, and its id as it is enrolled here."""
    keys = new_machine_keys()
    theirs = Card(f"Elsewhere, {kind}", kind, "facilitator", "Gwen", keys.age_public, keys.sign_public)
    card.enrol(inside, inside.staff_id, theirs, compared_on=vaults.TODAY)
    return keys, next(row.id for row in card.cards(inside) if row.place == theirs.place)


def _small(inside: Vault, card_id: str, person_id: str) -> Sealed:
    prepared = bundle.prepare(inside, inside.staff_id, recipient_id=card_id, person_ids=[person_id])
    files = {name: content for name, content in prepared.files.items() if not name.endswith(".pdf")}
    with mock.patch.object(container, "_STEP", _SHORT):
        return bundle.check_and_seal(
            inside, replace(prepared, files=files), checker_id=vaults.staff_id(inside, "Carys"),
            passphrase=vaults.PASSPHRASES["Carys"], compared=True,
        )  # fmt: skip


def _site(inside: Vault, second: MachineKeys) -> Sealed:
    """Everything, for a second laptop of the site."""
    with inside.read() as db:
        entries, erased = site_selection.for_laptop(db), site_selection.erased_ids(db)
    with mock.patch.object(container, "_STEP", _SHORT):
        return site_bundle.seal_site(
            inside, inside.staff_id, name="Second laptop", age_public=second.age_public, bundle_id=new_bundle_id(),
            serial=0, secret=new_ack_secret(), told={"kind": "sync", "part": 1, "parts": 1}, entries=entries,
            erased=erased,
        )  # fmt: skip


def _keep(folder: Path, purpose: str, sealed: Sealed, keys: MachineKeys) -> None:
    (folder / f"{purpose}.age").write_bytes(sealed.content)
    (folder / f"{purpose}.key").write_text(f"# public key: {keys.age_public}\n{keys.age_secret}\n", "utf-8")
    signers = {"machine": sealed.manifest.sender.sign_public, "checker": sealed.manifest.checker.check_public}
    for name, public in signers.items():
        if public:
            (folder / f"{name}.pub").write_text(minisign.public_text(public, minisign.key_id(public)), "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))

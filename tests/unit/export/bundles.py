"""What the tests of bundles are made of: machines, people who sign, a small bundle."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wagesdesk.export.container import Sealed, seal_bundle
from wagesdesk.export.manifest import Manifest, Recipient, Sender, Signatory, new_ack_secret, new_bundle_id
from wagesdesk.models.keys import Card, MachineKeys, new_machine_keys, new_sign_keys

VECTORS = Path(__file__).parents[4] / "shared" / "vectors"
NO_VECTORS = "the test vectors are not beside the checkout"
FILES: Mapping[str, bytes] = {
    "journal.jsonl": b'{"h":"one"}\n{"h":"two"}\n',
    "heads.json": b"{}",
    "readable/001-register.csv": b"Asha,P,P\n",
}


def card_of(keys: MachineKeys, place: str, kind: str) -> Card:
    return Card(place, kind, "facilitator", "Gwen", keys.age_public, keys.sign_public)


@dataclass(frozen=True)
class Line:
    """An inside laptop, an outside place, the escrow key, and two people."""

    inside: MachineKeys
    outside: MachineKeys
    escrow: MachineKeys
    preparer: tuple[bytes, bytes]
    checker: tuple[bytes, bytes]

    @property
    def known(self) -> dict[bytes, Card]:
        return {self.inside.sign_public: card_of(self.inside, "HMP Anywhere", "laptop")}

    def manifest(self) -> Manifest:
        return Manifest(
            bundle_id=new_bundle_id(),
            purpose="hub",
            created=datetime(2026, 11, 3, 9, 27, tzinfo=UTC),
            sender=Sender("HMP Anywhere", "laptop", self.inside.age_public, self.inside.sign_public),
            recipients=(
                Recipient("The co-operative", self.outside.age_public),
                Recipient("Spare key", self.escrow.age_public),
            ),
            preparer=Signatory("a1", "Gwen", "facilitator", self.preparer[1]),
            checker=Signatory("b2", "Siân", "checker", self.checker[1]),
            consents=("c" * 64,),
            serial=3,
            previous="",
            ack_secret=new_ack_secret(),
            erased="0" * 64,
            counts={"people": 12, "marks": 96},
        )

    def seal(self, files: Mapping[str, bytes] = FILES, manifest: Manifest | None = None) -> Sealed:
        return seal_bundle(files, manifest or self.manifest(), machine=self.inside, checker_seed=self.checker[0])

    def incompressible(self, size: int) -> Sealed:
        return self.seal({"journal.jsonl": os.urandom(size)})


def new_line() -> Line:
    return Line(new_machine_keys(), new_machine_keys(), new_machine_keys(), new_sign_keys(), new_sign_keys())


def changed(manifest: Manifest, **fields: object) -> Manifest:
    return dataclasses.replace(manifest, **fields)  # type: ignore[arg-type]

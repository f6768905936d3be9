"""The line from inside to outside, for the tests of its two pages: who said yes, bundles, a stick."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests import vaults
from tests.vaults import TODAY, Group
from wagesdesk.export import bundle, drives
from wagesdesk.export.container import Sealed
from wagesdesk.export.status import Outcome
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent, people

UNTIL = date(2026, 12, 14)


@dataclass(frozen=True)
class Line:
    """Asha said yes to plan and attendance, Bronwen to plan and surname until 20 November, Chantelle to nothing."""

    inside: Vault
    outside: Vault
    group: Group
    recipient_id: str

    @property
    def asha(self) -> str:
        return self.group.people[0]

    def says(self, person: int, *scopes: str, until: date = UNTIL, on: date = TODAY) -> None:
        consent.record(
            self.inside, self.inside.staff_id, person_id=self.group.people[person], recipient_id=self.recipient_id,
            answers=dict.fromkeys(scopes, True), on=on, until=until, how="paper",
        )  # fmt: skip

    def takes_back(self, person: int, on: date = TODAY, scopes: Sequence[str] = ()) -> None:
        """Everything, or these."""
        about = {"person_id": self.group.people[person], "recipient_id": self.recipient_id}
        if scopes:
            answers = dict.fromkeys(scopes, False)
            consent.record(
                self.inside, self.inside.staff_id, **about, answers=answers, on=on, until=on, how="spoken"
            )  # fmt: skip
        else:
            consent.withdraw(self.inside, self.inside.staff_id, **about, on=on, how="spoken")

    def seal(self, who: Sequence[int] = (0, 1, 2)) -> Sealed:
        """A bundle that Rhian prepared and Carys checked, noted as written."""
        return sealed_by(self.inside, "Carys", self.recipient_id, [self.group.people[one] for one in who])

    def write(self, folder: Path, who: Sequence[int] = (0, 1, 2)) -> Path:
        return drives.write_bundle(folder, self.seal(who)).path


def new_line(inside: Vault, outside: Vault, group: Group) -> Line:
    vaults.exchange_cards(inside, outside)
    card.make_escrow(inside, inside.staff_id)
    line = Line(inside, outside, group, card.recipients(inside)[0].id)
    people.set_business(
        inside, inside.staff_id, person_id=line.asha, name="Embellish Handmade Card Designs", about="Cards"
    )
    vaults.mark(inside, group, 0, 0, "P")
    vaults.mark(inside, group, 0, 1, "L", cause="late_unlock", minutes=200, note="Late with the wing")
    vaults.mark(inside, group, 1, 0, "P")
    line.says(0, "plan", "attendance")
    line.says(1, "plan", "identity", until=date(2026, 11, 20))
    return line


def sealed_by(sender: Vault, checker: str, recipient_id: str, person_ids: Sequence[str]) -> Sealed:
    """A bundle that whoever has `sender` open prepared and `checker` checked, noted as written."""
    prepared = bundle.prepare(sender, sender.staff_id, recipient_id=recipient_id, person_ids=person_ids)
    sealed = bundle.check_and_seal(
        sender, prepared, checker_id=vaults.staff_id(sender, checker), passphrase=vaults.PASSPHRASES[checker],
        compared=True,
    )  # fmt: skip
    bundle.remember(sender, prepared, sealed, Outcome.WRITTEN)
    return sealed


class Stick:
    """A made-up USB stick: a folder, and a system (`root`) in which it hangs on USB and can be pulled."""

    def __init__(self, base: Path) -> None:
        self.path = base / "KINGSTON"
        self.path.mkdir()
        self.root = base / "root"
        number = self.path.stat().st_dev
        device = f"{os.major(number)}:{os.minor(number)}"
        self._disk = self.root / "sys/devices/usb1/1-1/block/sdb"
        (self._disk / "sdb1").mkdir(parents=True)
        self.serial = self.root / "sys/devices/usb1/1-1/serial"
        self.serial.write_text("60A44C3F\n")
        (self.root / "sys/dev/block").mkdir(parents=True)
        (self.root / "sys/dev/block" / device).symlink_to(self._disk / "sdb1")
        self._count = 7
        self._table = self.root / "proc/self/mountinfo"
        self._table.parent.mkdir(parents=True)
        self._line = f"36 25 {device} / {self.path} rw,nosuid shared:1 - vfat /dev/sdb1 rw,uid=1000\n"
        self._show()

    def _show(self) -> None:
        (self._disk / "diskseq").write_text(f"{self._count}\n")
        self._table.write_text(self._line)

    def known_by(self, mark: str, number: str) -> None:
        """Its "serial" alone is told, the "volume" of its file system, or "neither"."""
        names = self.root / "dev/disk/by-uuid"
        names.mkdir(parents=True, exist_ok=True)
        for link in names.iterdir():
            link.unlink()
        self.serial.unlink(missing_ok=True)
        if mark == "serial":
            self.serial.write_text(f"{number}\n")
        elif mark == "volume":
            (names / number).symlink_to("../../sdb1")

    def pull(self) -> None:
        self.path.rename(self.path.with_name("in the hand"))
        self._table.write_text("")

    def put_back(self) -> None:
        self.path.with_name("in the hand").rename(self.path)
        self._count += 1
        self._show()

    @property
    def names(self) -> list[str]:
        return sorted(one.name for one in self.path.iterdir())

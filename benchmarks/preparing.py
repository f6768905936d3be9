"""Memory and time of an export of 100 MB of words, from choosing the parts to the last of them sealed and written."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
PEOPLE, ANSWERS, LETTERS = 50, 34, 60_000
ZONE = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 3)
PASSPHRASES = {"Rhian": "river button candle seven lamp", "Carys": "marble otter violin eight stone"}
WORDS = ("paint", "wood", "shop", "garden", "bread", "wages", "plan", "market", "stall", "price", "week", "letters")
NAME = "Bronwen"
"""Of one of the women: the others write of her now and then."""


def rows() -> Iterator[object]:
    """The most memory that a process without a window ever has, and how long it gathers and looks through the words."""
    from bench import Row

    with tempfile.TemporaryDirectory() as temporary:
        _run("make", temporary)
        took = json.loads(_run("export", temporary))
    size = f"{took['size'] / 1e6:.0f} MB in {took['parts']} parts, a process without a window"
    yield Row("memory to prepare and seal 100 MB", took["kib"] * 1024 / 1e6, "MB", size, 200)
    yield Row("preparing 100 MB", took["cpu"], "s", f"{took['found']:,} findings, CPU time", None)


def _run(what: str, folder: str) -> bytes:
    command = [sys.executable, str(Path(__file__)), what, folder]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "src")}
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout


def _make(folder: Path) -> None:
    """A laptop whose women have written a book each, and agree that their plans go to one place outside."""
    from wagesdesk.clock import FixedClock
    from wagesdesk.models.keys import Card, new_machine_keys
    from wagesdesk.models.plan import PlanAnswer
    from wagesdesk.models.slots import KdfParams, PlaceLabel
    from wagesdesk.services import card, cohort, consent, people, vault

    clock, cheap = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=ZONE), ZONE), KdfParams(8, 1, 1)
    staff = [vault.NewStaff(name, "facilitator", words) for name, words in PASSPHRASES.items()]
    vault.create(
        folder / "vault", label=PlaceLabel("laptop", "HMP Ashmere", practice=False), site_code="", staff=staff,
        recovery_key=None, clock=clock, params=cheap, floor=cheap,
    )  # fmt: skip
    opened = vault.unlock(
        folder / "vault", slot_id=vault.place(folder / "vault").slots[0].id, secret=PASSPHRASES["Rhian"], clock=clock
    )
    outside = new_machine_keys()
    there = Card("Cwlwm", "outside", "support_worker", "Marged", outside.age_public, outside.sign_public)
    card.enrol(opened, opened.staff_id, there, compared_on=TODAY)
    card.make_escrow(opened, opened.staff_id)
    cohort_id, _made = cohort.create_cohort(
        opened, opened.staff_id, title="Cohort 7", term="", programme_code="wages", start=TODAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    others = (f"Invented{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(1, PEOPLE))
    names = "\n".join((NAME, *others))
    added = people.add_by_names(opened, opened.staff_id, cohort_id=cohort_id, text=names, joined_on=TODAY)
    dice = random.Random(1)  # noqa: S311 - the same book each time
    book = " ".join(dice.choices((*WORDS, NAME), weights=[500] * len(WORDS) + [1], k=LETTERS))
    for person_id in added.people:
        consent.record(
            opened, opened.staff_id, person_id=person_id, recipient_id=card.recipients(opened)[0].id,
            answers={"plan": True}, on=TODAY, until=date(2026, 12, 14), how="paper",
        )  # fmt: skip
        with opened.write(opened.staff_id, "plan.answer") as db:
            for section in range(ANSWERS):
                first = dice.randrange(LETTERS)
                said = {
                    "text": book[first : first + LETTERS],
                    "how": "write",
                    "language": "en",
                    "by": "",
                    "done_on": "",
                }
                db.add(PlanAnswer(plan_id="p" * 32, section=f"s{section}", person_id=person_id, answer=said))
    opened.lock()


def _export(folder: Path) -> None:
    """One part after the other, each forgotten before the next."""
    import time

    from wagesdesk.clock import FixedClock
    from wagesdesk.export import bundle, drives
    from wagesdesk.export.parts import prepare_part, shares
    from wagesdesk.services import card, custody, vault

    clock = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=ZONE), ZONE)
    slots = {slot.name: slot for slot in vault.place(folder / "vault").slots}
    opened = vault.unlock(
        folder / "vault", slot_id=slots["Rhian"].id, secret=PASSPHRASES["Rhian"], clock=clock
    )  # fmt: skip
    recipient_id = card.recipients(opened)[0].id
    people = [one.person_id for one in custody.candidates(opened, recipient_id, TODAY)]
    told: dict[str, float] = {"size": 0, "parts": 0, "cpu": 0, "found": 0}
    began = time.process_time()
    waiting = shares(opened, recipient_id=recipient_id, person_ids=people)
    while waiting:
        prepared, waiting = prepare_part(opened, opened.staff_id, recipient_id=recipient_id, waiting=waiting)
        told["cpu"] += time.process_time() - began
        sealed = bundle.check_and_seal(
            opened, prepared, checker_id=slots["Carys"].staff_id, passphrase=PASSPHRASES["Carys"], compared=True
        )
        drives.write_bundle(folder, sealed, accept_others=drives.listing(folder))
        told["size"], told["parts"] = told["size"] + sealed.size, told["parts"] + 1
        told["found"] += len(prepared.found)
        del prepared, sealed
        began = time.process_time()
    # Not `ru_maxrss`: a child keeps there the most that its parent had before it became a program of its own.
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    told["kib"] = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(json.dumps(told))


if __name__ == "__main__":
    {"make": _make, "export": _export}[sys.argv[1]](Path(sys.argv[2]))

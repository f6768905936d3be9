"""The main job, done for real and without a screen: a practice cohort inside, a bundle on a stick, the same people
outside, and every page in six looks. `python3 dev.py demo [--out DIR] [--look dark]`. Ends with status 0 only when
every step was checked.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

import gallery
import line
import prints
import screens
from films import FILMS

from wagesdesk.services import custody


class Watch:
    """How long each step took, and a line on the terminal when it is done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 2)
        print(f"{name:<18} {self.seconds[name]:6.2f} s", flush=True)


def check(fact: bool, what: str) -> None:
    """End the demo with a sentence when something is not as it should be."""
    if not fact:
        raise SystemExit(f"The demo stopped: {what}.")


def prepare_folder(out: Path) -> None:
    """An empty folder to work in; one that was not made by the demo is left alone."""
    if out.exists():
        ours = (out / "summary.json").exists() or not any(out.iterdir()) or (out / "demo.txt").exists()
        check(ours, f"{out} exists and was not made by the demo; name another folder with --out")
        shutil.rmtree(out)
    for name in ("stick", "print", "screens"):
        (out / name).mkdir(parents=True)
    (out / "demo.txt").write_text("Made by the WagesDesk demo. Everybody in it is invented.\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo-out"), help="where to write (default: demo-out)")
    parser.add_argument(
        "--look", action="append", choices=[film.name for film in FILMS], help="take the pictures in this look only"
    )
    parser.add_argument("--no-pictures", action="store_true", help="do the job, and take no pictures of it")
    options = parser.parse_args()
    out: Path = options.out.resolve()
    films = [film for film in FILMS if film.name in (options.look or [film.name])]
    prepare_folder(out)
    os.environ["WAGESDESK_HOME"] = str(out / "home")
    watch = Watch()
    clock = line.demo_clock()
    with watch.step("practice vault"):
        inside = line.make_inside(out / "inside", clock)
        told = line.told(inside)
        check(
            told["people"] == 12 and told["workshops"] == 10 and told["marks"] == 96, f"the practice cohort is {told}"
        )
    with watch.step("outside vault"):
        outside = line.make_outside(out / "outside", clock)
    with watch.step("cards"):
        line.exchange_cards(inside, outside)
        line.save_recipient_key(outside, out / "outside" / "recipient-key.txt")
    with watch.step("export"):
        sent = line.send(inside, out / "stick")
        check(len(list((out / "stick").iterdir())) == 1, "the stick does not hold exactly one bundle")
        check(line.opens_with(sent.path, out / "outside" / "recipient-key.txt"), "the recipient's key does not open it")
    outside.lock()
    shutil.copytree(out / "outside", out / "home" / "arriving")
    outside = line.unlock(out / "outside", line.OUTSIDE, clock)
    with watch.step("import"):
        got = line.receive(outside, sent.path)
        check(got["people"] == sent.people and got["marks"] == sent.marks, f"{got} came in of {sent}")
        check(line.receive(outside, sent.path) == got, "taking the bundle in twice changed something")
        check(line.same_register(inside, outside), "the register outside is not the one inside")
    with watch.step("two answers"):
        waits = line.differ(inside, outside, out / "second-stick", sent)
        check(waits == 1, f"{waits} things are to settle where one was written twice")
    with watch.step("write back"):
        arrived = line.write_back(outside, inside, out / "stick-back")
        check(arrived == 2, f"{arrived} bundles are said to have arrived where two were taken in")
        check(not custody.waiting_for(inside), "a bundle that arrived is still waited for")
    with watch.step("terminals"):
        machines = line.make_terminals(inside, out)
        back, lost = line.go_round(inside, machines, out / "round-stick")
        check(back == len(machines) and not lost, f"{back} terminals came back, without the words {lost}")
        for machine in machines:
            machine.lock()
    with watch.step("a lost stick"):
        waits, missing = line.lose_a_stick(inside, outside, out)
        check(waits == 2, f"{waits} bundles are waited for where one was lost and one has not been heard of")
        check(not missing, f"outside {missing} are missing after a stick was lost")
    with watch.step("prints"):
        made = prints.print_all(inside, sent, out / "print")
        check(made >= 12, f"only {made} prints were made")
    inside.lock()
    outside.lock()
    taken: dict[str, list[str]] = {}
    if not options.no_pictures:
        with watch.step("screens"):
            taken = screens.take_all(out, films)
            fewest = min(len(each) for each in taken.values())
            check(len({tuple(each[:fewest]) for each in taken.values()}) == 1, "not every look shows the same pages")
        gallery.write(out, films, taken)
    summary = {
        **told,
        "bundle": {"file": sent.path.name, "bytes": sent.bytes, "sha256": sent.sha256, "recipients": sent.recipients},
        "imported": got,
        "pictures": {name: len(names) for name, names in taken.items()},
        "seconds": watch.seconds,
    }
    (out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", "utf-8")
    print(f"Everything was checked. Open {out if options.no_pictures else out / 'index.html'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Ratios in one run: `python3 dev.py bench [--large]`. Prints a table and writes `benchmarks/results.json`.

Absolute times differ from machine to machine and from hour to hour, so each figure is set against a yardstick that is
run in turn with it; medians are compared. What has no yardstick that runs beside it is measured in CPU time while
others keep the machine busy, and its row says so. Nothing here is part of CI.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]  # ours first: a package brings a "tests" of its own
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


BUSY = os.getloadavg()[0] > (os.cpu_count() or 1) / 2 if hasattr(os, "getloadavg") else False
HOW = ", CPU time" if BUSY else ""
"""Stands behind what a row is compared with."""

LARGE = "--large" in sys.argv[1:]
"""Whether journals are ten times as long: 100,000 entries, and a vault that holds 1,000,000."""


def waited() -> float:
    """Seconds for which somebody waits for this thread."""
    return time.thread_time() if BUSY else time.perf_counter()


@dataclass(frozen=True)
class Row:
    """One figure. `against` is what it is compared with; `limit` the most it may be, null where there is none."""

    name: str
    value: float
    unit: str
    against: str
    limit: float | None

    @property
    def kept(self) -> bool:
        return self.limit is None or self.value <= self.limit


def in_turn(count: int, *runs: Callable[[], float]) -> list[float]:
    """The median of each run, all run `count` times one after the other after a warm-up round."""
    for run in runs:
        run()
    taken = [[run() for run in runs] for _round in range(count)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def main() -> int:
    if sys.argv[1:] not in ([], ["--large"]):
        sys.exit("bench takes only --large")
    import chain
    import exporting
    import growing
    import importing
    import listing
    import marking
    import preparing
    import printing
    import spelling
    import starting
    import summing
    import unlocking
    import writing

    rows: list[Row] = []
    for part in (
        starting,
        unlocking,
        marking,
        writing,
        summing,
        spelling,
        printing,
        growing,
        listing,
        importing,
        exporting,
        preparing,
        chain,
    ):
        for row in part.rows():
            rows.append(row)
            limit = "" if row.limit is None else f"at most {row.limit:g}"
            sign = "ok" if row.kept else "OVER"
            print(f"{row.name:<46} {row.value:9.2f} {row.unit:<6} {limit:<14} {sign:<5} {row.against}", flush=True)
    results = HERE / "results.json"
    results.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", "utf-8")
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

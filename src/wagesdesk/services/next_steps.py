"""Her first steps after release, one a line of her own words in the section "first_days": when, what, and who helps.

A line reads `Week 1: Open a bank account (my sister)`. Both ends may be missing, so that every line she wrote freely
is a step too, and a step goes back into the line it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SECTION: Final = "first_days"
_WHEN: Final = re.compile(r"([^:()\n]{1,24}): +(?=\S)")
_WHO: Final = re.compile(r" \(([^()\n]+)\)$")


@dataclass(frozen=True, slots=True)
class Step:
    """`what` is never empty in a step that is kept; `when` and `who` may be."""

    what: str
    when: str = ""
    who: str = ""


def parse(text: str) -> tuple[Step, ...]:
    """The steps of a text, in its order; empty lines are none."""
    return tuple(_step(line) for line in map(str.strip, text.splitlines()) if line)


def written(steps: Iterable[Step]) -> str:
    """The text of steps; those without a `what` are left out."""
    return "\n".join(_line(step) for step in steps if step.what.strip())


def _step(line: str) -> Step:
    when, who = _WHEN.match(line), _WHO.search(line)
    what = line[when.end() if when else 0 : who.start() if who else len(line)]
    if not what.strip():
        return Step(line)
    return Step(what, when[1] if when else "", who[1] if who else "")


def _line(step: Step) -> str:
    when = _plain(step.when).replace(":", "")
    who = _plain(step.who).translate({ord("("): None, ord(")"): None})
    return "".join((f"{when}: " if when else "", _plain(step.what), f" ({who})" if who else ""))


def _plain(text: str) -> str:
    return " ".join(text.split())

"""What a figure of a sum is: a box that every plan has, or a line that somebody added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from wagesdesk.models.plan_sums import SURE
from wagesdesk.services.sums.amounts import MONTHS, Every
from wagesdesk.services.sums.sheets import Got

Key = tuple[str, str]
"""(sheet, row)."""

HOURS: Final = "hours"
"""The thing that is sold by somebody who sells her hours."""
KINDS_OF_MONTH: Final = ("usual", "busy", "quiet")
MOST_HELD: Final = 10**12
LONGEST_NAME: Final = 60

_PENCE, _NUMBER, _REGULAR = ("pence",), ("number",), ("pence", "every")
_SPENDING: Final = (
    "rent", "council_tax", "power", "water", "food", "phone", "travel", "clothes", "children", "debts",
)  # fmt: skip
_INCOME: Final = ("credit", "wages", "child_benefit", "family")
_RUNNING: Final = ("pitch", "phone", "travel", "insurance", "adverts", "licence")
BOXES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "survival": {**dict.fromkeys((*_SPENDING, *_INCOME), _REGULAR)},
    "start_up": {"own_money": _PENCE, "grant": _PENCE, "not_mine": ()},
    "one": {"not_mine": ()},
    "hour": {"paid": _NUMBER, "worked": _NUMBER, "weeks": _NUMBER, "rate": _PENCE, "not_mine": ()},
    "sales": {"start": ("month",)},
    "running": {**dict.fromkeys(_RUNNING, (*_REGULAR, "month")), "not_mine": ()},
    "cash": {"loan": _PENCE, "rate": _NUMBER, "months": _NUMBER},
}
"""The parts of each box. Of `paid` and `worked` the number is minutes a week, of `rate` hundredths of a percent, of
`months` how long the loan runs. `not_mine` is there for a sum that she does not need."""
BOXES_OF_A_THING: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "one": {"price": _PENCE, "packaging": _PENCE, "fee": _PENCE, "batch": _NUMBER, "minutes": _NUMBER},
    "sales": {
        "usual": _NUMBER, "busy": _NUMBER, "quiet": _NUMBER, "days": _NUMBER, "year": ("months",),
        **{f"m{month}": _NUMBER for month in MONTHS},
    },
}  # fmt: skip
"""The same for what stands in row `<id of the thing>.<box>`; `year` says of each month what kind it is, `m3` the number
of the third month by hand."""
LINES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "spend": ("survival", _REGULAR),
    "income": ("survival", _REGULAR),
    "item": ("start_up", ("pence", "got", "month")),
    "thing": ("one", ()),
    "material": ("one", ("pence", "of")),
    "cost": ("running", (*_REGULAR, "month")),
    "money": ("cash", ("pence", "month")),
}
"""Kind of line: its sheet and its parts, beside a name and its place in the order."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`sure` is one of SURE. `kind` is one of LINES, empty for a box. None stands for what was not said.

    `of` is the thing that a material goes into; `at` the place of a line among those of its kind; `name` her own word
    for it. `number` counts what the box says. `month` is 1 to 12 from the first month of trading, but for the box
    `start`: there it is the month of the calendar.
    """

    sheet: str
    row: str
    sure: str = "know"
    kind: str = ""
    of: str = ""
    at: int = 0
    name: str = ""
    pence: int | None = None
    number: int | None = None
    every: str = Every.MONTH
    got: str = Got.BUY
    month: int = 1
    months: tuple[str, ...] = field(default=("usual",) * 12)

    @property
    def key(self) -> Key:
        return self.sheet, self.row

    @property
    def empty(self) -> bool:
        """Whether it says nothing that is worth keeping."""
        said = self.name.strip() or self.pence is not None or self.number is not None or self.sure == "find"
        return bool(self.kind or {"pence", "number"} & set(parts_of(self))) and not said


def parts_of(figure: Figure) -> tuple[str, ...]:
    """The parts a figure of this row may have. KeyError for a row or kind that no sheet has."""
    if figure.kind:
        sheet, parts = LINES[figure.kind]
        if sheet != figure.sheet:
            raise KeyError(figure.kind)
        return parts
    thing, point, box = figure.row.rpartition(".")
    return BOXES_OF_A_THING[figure.sheet][box] if point and thing else BOXES[figure.sheet][figure.row]


def as_value(figure: Figure) -> dict[str, Any]:
    """What is kept of it in the field `figure`. KeyError as `parts_of`."""
    value: dict[str, Any] = {"sure": figure.sure}
    if figure.kind:
        value |= {"kind": figure.kind, "name": figure.name, "at": figure.at}
    for part in parts_of(figure):
        held = getattr(figure, part)
        value[part] = list(held) if isinstance(held, tuple) else held
    return value


def from_value(sheet: str | None, row: str | None, value: Mapping[str, Any] | None) -> Figure | None:
    """The figure that a kept value is; None for a row that no sheet has, or a part that is not what it should be.

    Values come from other machines too: what does not fit is as if it was not there.
    """
    if not sheet or not row or value is None:
        return None
    kind = value.get("kind", "")
    if value.get("sure") not in SURE or (kind and (not isinstance(kind, str) or kind not in LINES)):
        return None
    try:
        parts = parts_of(Figure(sheet, row, kind=kind))
    except KeyError:
        return None
    names = (*parts, *(("name", "at") if kind else ()))
    if not all(name in value and _FITS[name](value[name]) for name in names):
        return None
    read: dict[str, Any] = {name: tuple(value[name]) if name == "months" else value[name] for name in names}
    return replace(Figure(sheet, row, value["sure"], kind), **read)


def _amount(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value <= MOST_HELD)


_FITS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "pence": _amount,
    "number": _amount,
    "at": lambda value: type(value) is int and 0 <= value <= MOST_HELD,
    "name": lambda value: isinstance(value, str),
    "of": lambda value: isinstance(value, str),
    "every": lambda value: isinstance(value, str) and value in set(Every),
    "got": lambda value: isinstance(value, str) and value in set(Got),
    "month": lambda value: type(value) is int and value in MONTHS,
    "months": lambda value: (
        isinstance(value, list) and len(value) == 12 and all(each in KINDS_OF_MONTH for each in value)
    ),
}

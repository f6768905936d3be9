"""The way through the seven sums: which pages there are for her figures, and which boxes stand on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from wagesdesk.services import plan_sums
from wagesdesk.services.plan_sums import HOURS, Box, Figure, Sheets, SumPage

MOST: Final = 4
"""Boxes on one page."""
_ASKS_OF_LINES: Final = {"thing": "none"}
_SWITCHES_OF_LINES: Final = {
    "spend": ("every",), "income": ("every",), "item": ("got",), "cost": ("every",), "money": ("month",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """One page: of a sheet, for a thing where it comes for each, and which part of it where it has many boxes."""

    sheet: str
    page: str
    thing: str = ""
    part: int = 1

    @property
    def where(self) -> dict[str, str]:
        """As `desk.go` takes it; `spot_at` reads it again."""
        return {name: str(value) for name, value in asdict(self).items() if value}

    @property
    def template(self) -> SumPage:
        return plan_sums.sum_sheets()[self.sheet].page(self.page)


def spot_at(*, sheet: str = "", page: str = "", thing: str = "", part: str = "1", **_where: str) -> Spot:
    """KeyError or ValueError for a place that is no more."""
    template = plan_sums.sum_sheets()[sheet or plan_sums.SHEETS[0]]
    return Spot(template.code, template.page(page or template.pages[0].code).code, thing, int(part))


@dataclass(frozen=True, slots=True)
class Row:
    """One box on a page. `label` is English source text; a line has none, she names it herself (`named` asks).

    `switches` are the parts of the figure that are chosen, not typed.
    """

    figure: Figure
    label: str
    asks: str
    switches: tuple[str, ...] = ()
    named: str = ""


def things_of(sheets: Sheets, template: SumPage) -> tuple[str, ...]:
    """The ids of the things that a page comes for, or one empty id."""
    if not template.each:
        return ("",)
    return tuple(each.id for each in sheets.things if template.each == "sold" or each.id != HOURS)


def spots(sheets: Sheets, sheet: str) -> tuple[Spot, ...]:
    """The pages of a sheet in order, without those that are only reached by a button."""
    found: list[Spot] = []
    by_thing: list[tuple[str, list[Spot]]] = []
    for template in plan_sums.sum_sheets()[sheet].pages:
        if template.aside:
            continue
        if template.chosen and not rows(sheets, Spot(sheet, template.code)):
            continue
        if not template.each:
            found += _parts(sheets, Spot(sheet, template.code))
            continue
        for thing in things_of(sheets, template):  # all that is about one thing, before the next one
            held = next((pages for of, pages in by_thing if of == thing), None)
            if held is None:
                held = []
                by_thing.append((thing, held))
            held += _parts(sheets, Spot(sheet, template.code, thing))
    return (*found, *(spot for _thing, pages in by_thing for spot in pages))


def _parts(sheets: Sheets, first: Spot) -> Iterator[Spot]:
    count = len(rows(sheets, first))
    return (replace(first, part=part + 1) for part in range(max(1, -(-count // MOST))))


def neighbour(sheets: Sheets, spot: Spot, step: int) -> Spot | None:
    """The page after (1) or before (-1), over the edge of the sheet too; None at either end of all sums."""
    order = tuple(plan_sums.sum_sheets())
    here = spots(sheets, spot.sheet)
    if spot.template.aside:
        many = [one for one in here if one.thing == spot.thing] or list(here)
        return many[-1] if step < 0 else neighbour(sheets, many[-1], 1)
    at = here.index(spot) if spot in here else _near(here, spot)
    if 0 <= at + step < len(here):
        return here[at + step]
    next_sheet = order.index(spot.sheet) + step
    if not 0 <= next_sheet < len(order):
        return None
    beyond = spots(sheets, order[next_sheet])
    return beyond[0] if step > 0 else beyond[-1]


def _near(here: Sequence[Spot], spot: Spot) -> int:
    """The last page with the same code: she may have taken lines away behind it."""
    same = [at for at, one in enumerate(here) if one.page == spot.page]
    return same[-1] if same else 0


def rows(sheets: Sheets, spot: Spot) -> tuple[Row, ...]:
    """All boxes of a page with what is saved in them, over all its parts."""
    template = spot.template
    prefix = f"{spot.thing}." if spot.thing else ""
    if template.chosen:
        return tuple(_when(sheets, template.chosen))
    found = [_box(sheets, sheets.box(spot.sheet, prefix + box.row), box) for box in template.boxes]
    if template.lines:
        of = spot.thing if template.lines == "material" else ""
        found += [_line(each, template) for each in sheets.lines(template.lines, of)]
    return tuple(found)


def _box(sheets: Sheets, figure: Figure, box: Box) -> Row:
    if box.every and figure.key not in sheets.figures:
        figure = replace(figure, every=box.every)
    switches = ("every",) if box.every else ("month",) if box.row == "start" else ()
    return Row(figure, box.label, box.asks, switches)


def _line(figure: Figure, template: SumPage) -> Row:
    kind = figure.kind
    asks = _ASKS_OF_LINES.get(kind, "pounds")
    return Row(figure, "", asks, _SWITCHES_OF_LINES.get(kind, ()), template.named)


def blank(spot: Spot) -> Row:
    """A line that is not there yet."""
    template = spot.template
    of = spot.thing if template.lines == "material" else ""
    figure = Figure(spot.sheet, plan_sums.new_row(), kind=template.lines, of=of)
    return _line(replace(figure, every=template.every) if template.every else figure, template)


def _when(sheets: Sheets, kind: str) -> Iterator[Row]:
    """What is bought, or paid again and again, to choose its first month."""
    if kind == "item":
        yield from (Row(each, "", "none", ("month",)) for each in sheets.lines(kind) if each.got == "buy")
        return
    for page in plan_sums.sum_sheets()["running"].pages:
        for box in page.boxes:
            figure = sheets.box("running", box.row)
            if figure.pence is not None:
                yield Row(figure, box.label, "none", ("month",))
    yield from (Row(each, "", "none", ("month",)) for each in sheets.lines(kind))

"""The three pictures of a plan's sums, each with the sentence that says the same.

Drawn once by reportlab: as they are in a PDF, and through `svg` on a screen. Nothing is told by colour alone: what is
lost or missing is hatched, what was before is a diamond, what she plans a triangle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from wagesdesk.export.reports import fonts
from wagesdesk.export.reports.blocks import Picture
from wagesdesk.services.sums.amounts import pence
from wagesdesk.services.sums.cash import BreakEven, CashFlow
from wagesdesk.services.sums.sheets import CostOfOne
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import N_, _, month_name

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_CLIP: Final = re.compile(r"<clipPath.*?</clipPath>|clip-path: url\([^)]*\);?", re.DOTALL)
_NOTHING: Final = re.compile(r"\b(fill|stroke): None")
_SAID: Final = {
    "keep": (N_("You keep %(left)s from each one."), N_("I keep %(left)s from each one.")),
    "even": (N_("Nothing is left for you."), N_("Nothing is left for me.")),
    "loss": (N_("You would pay %(loss)s each time."), N_("I would pay %(loss)s each time.")),
    "costs": (N_("It costs you"), N_("It costs me")),
    "paid": (N_("They pay you"), N_("They pay me")),
    "left": (N_("Left for you"), N_("Left for me")),
    "lost": (N_("You would pay"), N_("I would pay")),
    "short": (
        N_("You have least in %(month)s. You need %(amount)s more then."),
        N_("I have least in %(month)s. I need %(amount)s more then."),
    ),
    "enough": (
        N_("Your money never runs out. You have least in %(month)s: %(amount)s."),
        N_("My money never runs out. I have least in %(month)s: %(amount)s."),
    ),
    "no_costs": (N_("You have no costs to cover yet."), N_("I have no costs to cover yet.")),
    "needed": (
        N_("You must sell %(number)s each month to cover all you need."),
        N_("I must sell %(number)s each month to cover all I need."),
    ),
    "sold": (N_("How many you sell in a month"), N_("How many I sell in a month")),
}
"""What a picture says to her at a screen, and what it says for her on paper."""


@dataclass(frozen=True)
class Look:
    """Colours by name or as #rrggbb, the size of letters, and the room there is, all in points (pixels on a screen).

    `mine`: it speaks for her, as in a print that she gives to somebody.
    """

    width: float
    height: float
    size: float = 11
    ink: str = "black"
    soft: str = "dimgray"
    paper: str = "white"
    good: str = "gainsboro"
    good_ink: str = "black"
    mine: bool = False


@dataclass(frozen=True)
class Chart:
    drawing: Drawing
    sentence: str


def svg(chart: Chart) -> bytes:
    """The picture for QtSvg, which paints a clip path as a black sheet and reads `None` as black."""
    from reportlab.graphics.renderSVG import drawToString

    text = _NOTHING.sub(r"\1: none", _CLIP.sub("", drawToString(chart.drawing)))
    for name, weight in ((fonts.REGULAR, 400), (fonts.BOLD, 700)):
        text = re.sub(rf"font-family: ?'?{name}'?", f"font-family: '{fonts.FAMILY}'; font-weight: {weight}", text)
    return text.encode()


def of(picture: Picture, look: Look) -> Chart:
    """The chart of a block of a print."""
    look = replace(look, mine=True)
    match picture.of:
        case CostOfOne():
            return price_parts(picture.of, replace(look, width=look.width * 0.45, height=look.height * 0.8))
        case CashFlow():
            return money_in_hand(picture.of, look, start=picture.start)
        case BreakEven():
            return break_even(picture.of, look)


def _said(code: str, *, mine: bool) -> str:
    return _(_SAID[code][mine])


def price_sentence(one: CostOfOne, *, mine: bool = False) -> str:
    """What one sale leaves, in words."""
    left = one.contribution
    if left is None or not one.price:
        return ""
    if left > 0:
        return _said("keep", mine=mine) % {"left": pounds(left, short=True)}
    if left == 0:
        return _said("even", mine=mine)
    return _said("loss", mine=mine) % {"loss": pounds(-left, short=True)}


def price_parts(one: CostOfOne, look: Look) -> Chart:
    """Where the price of one thing goes, to scale; a loss stands above the price."""
    draw = _Pen(look)
    cost, price = one.unit_cost or Fraction(0), Fraction(one.price)
    whole = max(cost, price) or Fraction(1)
    paid = float(min(cost, price) / whole) * look.height
    below = _said("costs" if cost <= price else "paid", mine=look.mine)
    draw.part(0, paid, look.paper, look.ink, below, min(cost, price))
    if price > cost:
        draw.part(paid, look.height, look.good, look.good_ink, _said("left", mine=look.mine), price - cost)
    elif cost > price:
        draw.hatch(0, paid, look.width, look.height - paid, look.ink)
        draw.part(paid, look.height, "", look.ink, _said("lost", mine=look.mine), cost - price)
    if 0 < paid < look.height:
        draw.line(0, paid, look.width, paid, look.ink, dash=(6, 5), wide=1.5)
    draw.frame()
    return Chart(draw.drawing, price_sentence(one, mine=look.mine))


def money_sentence(flow: CashFlow, start: int, *, mine: bool = False) -> str:
    """When there is least, and how much. `start` is the month of the calendar that is the first."""
    lowest = flow.lowest
    named = {
        "month": month_name((start + lowest.month - 2) % 12 + 1),
        "amount": pounds(abs(lowest.closed), short=True),
    }  # fmt: skip
    return _said("short" if lowest.closed < 0 else "enough", mine=mine) % named


def money_in_hand(flow: CashFlow, look: Look, *, start: int, before: CashFlow | None = None) -> Chart:
    """Money at the end of each month, as bars from a line of nought; `before` are diamonds: what was saved."""
    draw = _Pen(look)
    closed = [month.closed for month in flow.months]
    old = [month.closed for month in before.months] if before else []
    low, high, step = _scale([*closed, *old])
    left = draw.wide(pounds(low, short=True), pounds(high, short=True)) + look.size
    bottom, top = look.size * 1.9, look.height - look.size * 0.7
    column = (look.width - left) / 12
    names = [month_name((start + number - 1) % 12 + 1, short=True) for number in range(12)]
    if draw.wide(*names) > column * 1.1:  # a narrow picture
        names = [name[:1] for name in names]

    def at(amount: Fraction | int) -> float:
        return bottom + (top - bottom) * float(Fraction(amount - low) / (high - low))

    for mark in range(low, high + 1, step):
        draw.line(left, at(mark), look.width, at(mark), look.soft, wide=0.5)
        draw.say(left - look.size / 2, at(mark) - look.size * 0.35, pounds(mark, short=True), where="end")
    for number, amount in enumerate(closed):
        x, base, tip = left + column * number + column * 0.16, at(0), at(amount)
        if amount < 0:
            draw.hatch(x, tip, column * 0.68, base - tip, look.ink)
        draw.box(x, min(base, tip), column * 0.68, abs(tip - base), look.good if amount >= 0 else "", look.ink)
        if old:
            draw.diamond(x + column * 0.34, at(old[number]), look.size * 0.32)
        draw.say(x + column * 0.34, look.size * 0.4, names[number], where="middle")
    draw.line(left, at(0), look.width, at(0), look.ink, wide=2)
    return Chart(draw.drawing, money_sentence(flow, start, mine=look.mine))


def even_sentence(even: BreakEven, *, mine: bool = False) -> str:
    """How much must be sold in a usual month."""
    needed = even.units_with_drawings
    if needed is None:
        return _("No number of sales will cover this.")
    if not even.fixed + even.drawings:
        return _said("no_costs", mine=mine)
    return _said("needed", mine=mine) % {"number": f"{needed:,}"}


def break_even(even: BreakEven, look: Look) -> Chart:
    """Money in and money out by what is sold in a month; they meet at a circle. A triangle is what she plans."""
    draw = _Pen(look)
    needed = even.units_with_drawings
    units = max(needed or 0, int(even.forecast), 1) * 3 // 2 + 1
    costs = Fraction(even.fixed + even.drawings)
    each = Fraction(even.price - even.contribution)
    _low, high, step = _scale([costs + each * units, Fraction(even.price) * units])
    left = draw.wide(pounds(high, short=True)) + look.size
    named = draw.wide(_("Money in"), _("Money out"), bold=True) + look.size * 0.5
    bottom, top, right = look.size * 3.2, look.height - look.size, look.width - named

    def spot(sold: float, amount: Fraction) -> tuple[float, float]:
        return left + (right - left) * sold / units, bottom + (top - bottom) * float(amount / high)

    for amount in range(0, high + 1, step):
        y = spot(0, Fraction(amount))[1]
        draw.line(left, y, right, y, look.soft, wide=0.5)
        draw.say(left - look.size / 2, y - look.size * 0.35, pounds(amount, short=True), where="end")
    coming, going = spot(units, Fraction(even.price) * units), spot(units, costs + each * units)
    draw.line(*spot(0, Fraction(0)), *coming, look.ink, wide=2.5)
    draw.line(*spot(0, costs), *going, look.ink, dash=(7, 5), wide=2.5)
    apart = look.size * 1.3
    higher, lower = max(coming[1], going[1]), min(coming[1], going[1])
    lower = min(lower, higher - apart)
    for words, first in ((_("Money in"), coming[1] >= going[1]), (_("Money out"), coming[1] < going[1])):
        draw.say(right + look.size * 0.4, (higher if first else lower) - look.size * 0.35, words, bold=True)
    draw.line(left, bottom, right, bottom, look.ink, wide=2)
    if needed is not None:
        draw.circle(*spot(needed, Fraction(even.price) * needed), look.size * 0.55)
    if even.forecast:
        draw.triangle(spot(float(even.forecast), Fraction(0))[0], bottom, look.size * 0.55)
    for sold in sorted({0, units // 2, units}):
        draw.say(spot(sold, Fraction(0))[0], bottom - look.size * 1.4, f"{sold:,}", where="middle")
    draw.say((left + right) / 2, look.size * 0.4, _said("sold", mine=look.mine), where="middle")
    return Chart(draw.drawing, even_sentence(even, mine=look.mine))


def _scale(amounts: Sequence[Fraction]) -> tuple[int, int, int]:
    """Least, most and step of an axis in whole pence that holds nought and all amounts, at most seven steps."""
    low, high = min(0, *(pence(each) for each in amounts)), max(100, *(pence(each) for each in amounts))
    step = 100
    while (high - low) // step > 5:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return -(-low // step) * step - (step if low % step else 0) if low else 0, -(-high // step) * step, step


class _Pen:
    """A drawing under way; nought is at the bottom left."""

    def __init__(self, look: Look) -> None:
        from reportlab.graphics import shapes

        fonts.register()
        self._shapes, self._look = shapes, look
        self.drawing = shapes.Drawing(look.width, look.height)

    def wide(self, *texts: str, bold: bool = False) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        font = fonts.BOLD if bold else fonts.REGULAR
        return max(float(stringWidth(text, font, self._look.size)) for text in texts)

    def say(
        self, x: float, y: float, text: str, *, bold: bool = False, where: str = "start", colour: str = "",
        scale: float = 1,
    ) -> None:  # fmt: skip
        """`where` of the text `x` is: its start, middle or end."""
        size = self._look.size * scale
        self._add(
            self._shapes.String(
                x, y, text, fontName=fonts.BOLD if bold else fonts.REGULAR, fontSize=size, textAnchor=where,
                fillColor=self._colour(colour or self._look.ink),
            )
        )  # fmt: skip

    def part(self, below: float, above: float, fill: str, ink: str, words: str, amount: Fraction) -> None:
        """A part of the price as high as it is, with its words in it where there is room."""
        size, high = self._look.size, above - below
        if fill:
            self.box(0, below, self._look.width, high, fill, "")
        middle = below + high / 2
        if high >= size * 3.4:
            self._say_on(size, middle + size * 0.4, words, fill, ink, bold=False, scale=1)
            self._say_on(size, middle - size * 1.1, pounds(amount), fill, ink, bold=True, scale=1.35)
        elif high >= size * 1.4:
            self._say_on(size, middle - size * 0.35, f"{words} {pounds(amount)}", fill, ink, bold=False, scale=1)

    def _say_on(self, x: float, y: float, text: str, fill: str, ink: str, *, bold: bool, scale: float) -> None:
        if not fill:  # words on a hatch need paper under them
            wide, size = self.wide(text, bold=bold) * scale, self._look.size * scale
            self.box(x - size * 0.4, y - size * 0.3, wide + size * 0.8, size * 1.25, self._look.paper, "")
        self.say(x, y, text, bold=bold, colour=ink, scale=scale)

    def box(self, x: float, y: float, wide: float, high: float, fill: str, edge: str) -> None:
        self._add(
            self._shapes.Rect(
                x, y, wide, high, fillColor=self._colour(fill), strokeColor=self._colour(edge), strokeWidth=1.5
            )
        )

    def frame(self) -> None:
        self.box(1, 1, self._look.width - 2, self._look.height - 2, "", self._look.ink)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, colour: str, *, wide: float, dash: tuple[int, ...] = ()
    ) -> None:
        # A Line becomes a path that goes there and back in SVG, and its dashes fill one another's gaps.
        self._add(
            self._shapes.PolyLine(
                [x, y, to_x, to_y], strokeColor=self._colour(colour), strokeWidth=wide,
                strokeDashArray=list(dash) or None,
            )
        )  # fmt: skip

    def hatch(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """Slanting lines that end at the edges."""
        gap = self._look.size * 0.55
        at = -high
        while at < wide:
            start, end = max(0.0, at), min(wide, at + high)
            if end > start:
                self.line(x + start, y + start - at, x + end, y + end - at, colour, wide=1)
            at += gap

    def diamond(self, x: float, y: float, size: float) -> None:
        self._shape(x, y - size, x + size, y, x, y + size, x - size, y)

    def triangle(self, x: float, y: float, size: float) -> None:
        self._shape(x, y, x + size, y + size * 1.6, x - size, y + size * 1.6)

    def circle(self, x: float, y: float, size: float) -> None:
        self._add(
            self._shapes.Circle(
                x, y, size, fillColor=self._colour(self._look.paper), strokeColor=self._colour(self._look.ink),
                strokeWidth=2.5,
            )
        )  # fmt: skip

    def _shape(self, *points: float) -> None:
        paper, ink = self._colour(self._look.paper), self._colour(self._look.ink)
        self._add(self._shapes.Polygon(list(points), fillColor=paper, strokeColor=ink, strokeWidth=1.5))

    def _add(self, shape: Any) -> None:
        self.drawing.add(shape)

    def _colour(self, name: str) -> Any:
        from reportlab.lib.colors import toColor

        return toColor(name) if name else None

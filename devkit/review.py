"""The review sheet of a language: English beside the translation, for a reader, and the way back of what she said.

Runs inside `.venv` as `python -m devkit.review print [--staff] DIR` and `... take FILE`. `print` writes the sheet (PDF
and web page) and the form `<language>.toml`: each text once more, to type in what the reader ticked and mended on
paper. `take` brings the form into the catalogue.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message

from devkit import reviewed, strings
from wagesdesk.clock import SystemClock
from wagesdesk.export.reports.blocks import Block, Cell, Column, Document, Facts, Heading, Paragraph, Signature, Table
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.pdf import write_pdf

PLACES = {
    "resources/programmes/plan.toml": "My plan: questions, beginnings, cards, examples",
    "resources/programmes/sums.toml": "My sums: questions and boxes",
    "resources/facts/*": "Rules and cover: the facts",
    "resources/programmes/wages.toml": "The ten workshops",
    "resources/programmes/attendance.toml": "Marks in the register, and why",
    "resources/words/*": "Help with words",
    "src/wagesdesk/text.py": "Days and months",
    "src/wagesdesk/ui/kiosk/plan/*": "Her pages: My plan",
    "src/wagesdesk/ui/kiosk/sums/*": "Her pages: My sums",
    "src/wagesdesk/ui/kiosk/*": "Her pages: all others",
    "src/wagesdesk/export/reports/subject_*": "Print: what we hold about you",
    "src/wagesdesk/export/reports/labels*": "Names of what is held",
    "src/wagesdesk/export/*": "Prints she is given",
    "*": "The desk of the staff",
}
"""Where a text stands, in the order of the sheet; the first that fits."""
FIELD = re.compile(r"%\(\w+\)[-0-9.]*[a-z]|%%|%\d")
NUMBER = re.compile(r"£?\d+(?:[.,]\d+)*")
_ROWS = 40  # a table: a long one takes the writer of the PDF very long
WHEN = ("none", "1", "2", "3", "6", "others")  # the plural forms of Welsh


def code(message: Message) -> str:
    """Six letters and digits that name a text on paper; others when the English becomes another."""
    said = "\0".join((message.context or "", *sources(message)))
    return base64.b32encode(hashlib.sha256(said.encode()).digest())[:6].decode().lower()


def sources(message: Message) -> tuple[str, ...]:
    """The English: one text, or singular and plural."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def fault(message: Message, forms: Sequence[str]) -> str:
    """What is wrong with `forms` as a translation, in words; empty for nothing. Amounts and %(fields)s stay."""
    english = sources(message)[-1]
    if len(forms) != len(strings.forms(message)):
        return f"{len(strings.forms(message))} forms are needed"
    for form in forms:
        if not form.strip():
            return "nothing is written"
        few = form is not forms[-1]  # "none" and "one" may do without the number
        for kind, what in ((FIELD, "the fields %(...)s"), (NUMBER, "the numbers")):
            told, wanted = kind.findall(form), kind.findall(english)
            if not set(told) <= set(wanted) if few else sorted(told) != sorted(wanted):
                return f"{what} are not those of the English: {form}"
        if (form[-1] in ".?!:") != (english[-1] in ".?!:"):
            return f"it does not end as the English does: {form}"
    return ""


def place(message: Message) -> str:
    """Where a text stands, in words; that of a participant before that of staff."""
    order = list(PLACES)
    return PLACES[order[min(_rank(file, order) for file, _line in message.locations)]]


def _rank(file: str, order: list[str]) -> int:
    return next(number for number, pattern in enumerate(order) if fnmatch(file, pattern))


def to_read(catalog: Catalog, *, staff: bool = False) -> list[Message]:
    """What is translated and read by nobody yet, by place: what a participant meets, or (`staff`) all the rest."""
    made = [one for one in catalog if one.id and all(strings.forms(one)) and not reviewed.by(one, strings.forms(one))]
    made = [one for one in made if strings.for_participants(one) is not staff]
    order = list(PLACES.values())
    return sorted(made, key=lambda message: order.index(place(message)))


def sheet(messages: Iterable[Message], *, printed: date) -> Document:
    """English beside Welsh by place, with a box to tick and room to write the better words."""
    columns = (Column("Code", 24), Column("English", 82), Column("Cymraeg", 82), Column("Iawn / Right", 20, "centre"),
               Column("Gwell geiriau / Better words", 62))  # fmt: skip
    by_place: dict[str, list[tuple[Cell, ...]]] = {}
    for message in messages:
        english, welsh = "\n".join(sources(message)), "\n".join(_told(strings.forms(message)))
        if message.context:
            english += f"\n({message.context})"
        row = (Cell(code(message)), Cell(english), Cell(welsh), Cell("", "boxed"), Cell())
        by_place.setdefault(place(message), []).append(row)
    blocks: list[Block] = [
        Paragraph(
            "Ticiwch Iawn os yw’r Gymraeg yn glir ac yn naturiol. Os nad yw, ysgrifennwch eiriau gwell."
            " Mae geiriau fel %(name)s yn aros fel y maen nhw."
        ),
        Paragraph(
            "Tick Right where the Welsh is clear and natural; where it is not, write better words. Words like"
            " %(name)s stay as they are. Then type both into the form: docs/welsh.md says how.",
            "quiet",
        ),
    ]
    blocks += [
        Facts(tuple((where, str(len(rows))) for where, rows in by_place.items())),
        Signature(("Darllenydd / Reader",)),
    ]
    for where, rows in by_place.items():
        blocks.append(Heading(where, new_page=True))
        pieces = range(0, len(rows), _ROWS)
        blocks += [Table(where, columns, tuple(rows[at : at + _ROWS]), line=9.0) for at in pieces]
    return Document("Adolygu’r Gymraeg / Welsh to review", "WagesDesk", tuple(blocks), printed, landscape=True)


def _told(forms: Sequence[str]) -> list[str]:
    if len(forms) == 1:
        return list(forms)
    return [f"{when}: {form}" for when, form in zip(WHEN, forms, strict=True)]


def form(messages: Iterable[Message], language: str) -> str:
    """The form to type into, as TOML."""
    lines = [
        "# What a reader ticked and mended on the review sheet. Write her name, then for each text that she ticked",
        "# `right = true`, with her better words in its place where she wrote some.",
        "# Then: python3 dev.py strings --reviewed THIS FILE",
        f'language = "{language}"', 'reader = ""', "",
    ]  # fmt: skip
    for message in messages:
        said = [_toml(one) for one in strings.forms(message)]
        lines += [
            "[[text]]", f'code = "{code(message)}"', f"english = {_toml(sources(message)[-1])}",
            f"words = {said[0]}" if len(said) == 1 else f"words = [{', '.join(said)}]", "right = false", "",
        ]  # fmt: skip
    return "\n".join(lines)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML is written as in JSON


def take(catalog: Catalog, told: dict[str, Any], *, on: date) -> tuple[int, list[str]]:
    """Bring a form into `catalog`: how many texts were reviewed, and what could not be taken, in words."""
    reader = str(told.get("reader", "")).strip()
    if not reader:
        return 0, ["Write the name of the reader at the top of the form."]
    known = {code(message): message for message in catalog if message.id}
    taken, left = 0, []
    for row in told.get("text", ()):
        if row.get("right") is not True:
            continue
        message = known.get(row["code"])
        words = row["words"]
        forms = (words,) if isinstance(words, str) else tuple(words)
        wrong = "the English is another now" if message is None else fault(message, forms)
        if message is None or wrong:
            left.append(f"{row['code']}: {wrong}")
            continue
        message.string = forms[0] if len(forms) == 1 else forms
        reviewed.note(message, forms, (on, reader))
        taken += 1
    return taken, left


def write(folder: Path, *, staff: bool, language: str = "cy") -> int:
    messages = to_read(strings.read(language), staff=staff)
    folder.mkdir(parents=True, exist_ok=True)
    document = sheet(messages, printed=SystemClock().today())
    (folder / f"{language}.pdf").write_bytes(write_pdf(document))
    (folder / f"{language}.html").write_bytes(write_html(document))
    (folder / f"{language}.toml").write_text(form(messages, language), encoding="utf-8")
    print(f"{len(messages)} texts to read: {folder / language}.pdf, .html, and the form {language}.toml")
    return 0


def read_back(path: Path) -> int:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        catalog = strings.read(told["language"])
        taken, left = take(catalog, told, on=SystemClock().today())
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{path} cannot be read as a form of the review: {error}")
        return 1
    strings.po_file(told["language"]).write_bytes(strings.written(catalog))
    strings.extract()  # as it is always written, in its usual order
    print(f"{taken} texts are reviewed now.", *left, sep="\n")
    return int(bool(left))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["print", folder]:
            return write(Path(folder), staff=False)
        case ["print", "--staff", folder]:
            return write(Path(folder), staff=True)
        case ["take", file]:
            return read_back(Path(file))
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The word catalogue: `extract` collects the program's words, `check` says whether that was done, `compile` makes .mo.

Which words a participant meets is told by the file they stand in (PARTICIPANTS); those are whole in every language.
Runs inside `.venv` as `python -m devkit.strings`. Nothing that changes by itself (dates, line numbers) is written, so
that the files differ only when words do.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from devkit import reviewed

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "wagesdesk"
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "wagesdesk.pot"
LANGUAGES = ("cy",)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# Header lines that change by themselves or that nobody fills in.
UNTRUE = tuple(
    f'"{name}: '
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
# Files of words: the keys whose text people read. Names of programmes and of invented businesses are not translated.
RESOURCES = ROOT / "resources"
FILES = {
    "facts/self_employment.toml": frozenset({"fact/title", "text", "ask"}),
    "programmes/attendance.toml": frozenset({"label"}),
    "programmes/plan.toml": frozenset(
        {"title", "question", "why", "prompts", "starters", "cards", "panel"}
        | {"dogs", "cleaning", "jewellery", "food", "clothes"}  # its examples, one a trade
    ),
    "programmes/sums.toml": frozenset({"title", "question", "hint", "label", "add", "named", "not_mine"}),
    "programmes/wages.toml": frozenset({"workshop/title", "aim", "detail", "parts/title"}),
    "words/glossary.toml": frozenset({"word", "meaning", "example"}),
}
PARTICIPANTS = (
    "resources/*",
    "src/wagesdesk/text.py",
    "src/wagesdesk/services/*",
    "src/wagesdesk/ui/kiosk/*",
    "src/wagesdesk/ui/words/*",
    "src/wagesdesk/ui/listen*",
    "src/wagesdesk/ui/widgets/*",
    "src/wagesdesk/ui/labels.py",
    *(
        f"src/wagesdesk/export/{name}"
        for name in ("plan_table.py", *(f"reports/{one}" for one in (
            "plan*", "yes_page*", "pitch*", "section_sheet*", "subject_*", "labels*",
            "blocks.py", "flowables.py", "pdf.py", "html.py", "plain.py",
        )))
    ),
)  # fmt: skip
"""Files whose words a participant sees or is given."""
HEADER = "# Words of WagesDesk. English (en_GB) is the source."


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "wagesdesk.po"


def template(source: Path = SOURCE) -> Catalog:
    """Every word under `source` that a person may see."""
    catalog = Catalog(project="WagesDesk", header_comment=HEADER, fuzzy=False)
    found = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",))
    for filename, line, message, comments, context in sorted(found, key=lambda row: row[:2]):
        catalog.add(message, None, [(f"src/wagesdesk/{filename}", line)], auto_comments=comments, context=context)
    for name in sorted(FILES):
        for text in words_of(name):
            catalog.add(text, None, [(f"resources/{name}", 0)])
    return catalog


def for_participants(message: Message) -> bool:
    """Whether a participant sees the words, or is given them."""
    return any(fnmatch(file, pattern) for file, _line in message.locations for pattern in PARTICIPANTS)


def forms(message: Message) -> tuple[str, ...]:
    """The translation, in all its plural forms; empty words where one is not made."""
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def missing(catalog: Catalog) -> list[Message]:
    """What is not translated whole."""
    return [message for message in catalog if message.id and not all(forms(message))]


def read(language: str) -> Catalog:
    with po_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def words_of(name: str) -> list[str]:
    """Every text for people in a file of FILES, once, in order of the file."""
    table = tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))
    return list(dict.fromkeys(_texts(table, FILES[name])))


def _texts(value: Any, keys: frozenset[str], above: str = "", key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if value and (key in keys or f"{above}/{key}" in keys):
            yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, keys, above, key)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, keys, key, name)


def written(catalog: Catalog) -> bytes:
    """The catalogue as the bytes of its file."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, sort_by_file=True, include_lineno=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(UNTRUE)).encode()


def wanted() -> dict[Path, bytes]:
    """What each catalogue file should hold now; translations already made are kept."""
    words = template()
    files = {TEMPLATE: written(words)}
    for language in LANGUAGES:
        path = po_file(language)
        catalog = read(language)
        catalog.update(words, no_fuzzy_matching=True)
        for message in catalog:
            reviewed.note(message, forms(message))
        files[path] = written(catalog)
    return files


def extract() -> int:
    for path, content in wanted().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


def check() -> int:
    stale = [path for path, content in wanted().items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        print(f"{path.relative_to(ROOT)} does not hold the words of the program. Run: python3 dev.py strings")
    return int(bool(stale))


def compile_files(paths: list[Path]) -> int:
    """Make the .mo beside each .po; what is not translated whole, or fuzzy, is left in English.

    Babel itself would write a plural without a translation as empty words. The .mo says what is whole in it.
    """
    for path in paths:
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=path.parents[1].name)
        left = missing(catalog)
        for message in left:
            catalog.delete(message.id, message.context)
        whole = "nothing" if any(map(for_participants, left)) else "participants" if left else "all"
        catalog.add(f"WagesDesk: whole {whole}", "-")  # `text.speaks` looks for it
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalog)
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            return extract()
        case ["check"]:
            return check()
        case ["compile", *names]:
            return compile_files([Path(name) for name in names])
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

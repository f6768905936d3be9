"""Words for people: literals with named fields in the program, the same fields in every language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.rules import tree

MARKERS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}  # marker -> how many leading arguments are words
LATER = (ast.Name, ast.Attribute, ast.Subscript)  # `_(label)` of a word that N_ marked elsewhere
FIELD = re.compile(r"%\((\w+)\)|%[a-zA-Z]")
CATALOGUES = sorted((tree.ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po"))


def marked(call: ast.Call) -> tuple[str, list[ast.expr]]:
    """The marker that is called and what it is given as words; nothing for any other call."""
    marker = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return marker, call.args[: MARKERS.get(marker, 0)]


def bad_words(source: str) -> list[str]:
    """`line: reason` for each word that is no plain literal, has a field without a name or stands in an f-string."""
    found = []
    nodes = list(ast.walk(ast.parse(source)))
    for fstring in (node for node in nodes if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(fstring) if isinstance(node, ast.Call)):
            if any(isinstance(word, ast.Constant) for word in marked(call)[1]):  # Python 3.11's tokens hide it
                found.append(f"{call.lineno}: a word inside an f-string is not extracted")
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        marker, words = marked(call)
        for word in words:
            if not isinstance(word, ast.Constant):
                if marker != "_" or not isinstance(word, LATER):
                    found.append(f"{call.lineno}: {marker}() takes a literal")
            elif any(match.group(1) is None for match in FIELD.finditer(str(word.value).replace("%%", ""))):
                found.append(f"{call.lineno}: a field without a name in {word.value!r}")
    return found


def forms(words: object) -> list[str]:
    """The singular and plural forms of an entry, without those that nobody translated yet."""
    return [str(word) for word in (words if isinstance(words, (tuple, list)) else (words,)) if word]


def test_words_are_literals_with_named_fields() -> None:
    found = [
        f"{tree.name(path)}:{line}"
        for path in tree.python_files("src")
        if path != tree.SOURCE / "text.py"  # where the markers themselves are made
        for line in bad_words(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_a_translation_has_the_fields_of_its_source(path: Path) -> None:
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    for message in catalogue:
        allowed = {field for source in forms(message.id) for field in FIELD.findall(source)}
        for string in forms(message.string) if message.id else ():
            assert set(FIELD.findall(string)) <= allowed, f"{message.id!r} -> {string!r}"


@pytest.mark.parametrize(
    "source",
    [
        '_(f"{n} seats")',
        '_("a" + name)',
        "N_(word)",
        '_("%d seats") % n',
        'ngettext("one", f"{n}", n)',
        'text._("a %s")',
        """f"{_('a word')}: {n}\"""",
    ],
)
def test_the_rule_would_notice(source: str) -> None:
    assert bad_words(source)


@pytest.mark.parametrize(
    "source",
    [
        '_("%(n)d seats") % {"n": 1}',
        '_("100 %% done")',
        '_("two " "parts")',
        "_(labels[code])",
        "other(word)",
        'f"{_(label)}"',
    ],
)
def test_the_rule_lets_good_words_pass(source: str) -> None:
    assert bad_words(source) == []

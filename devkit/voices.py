"""What a voice pack needs: `python -m devkit.voices cy` names the clip of every sentence for participants.

Sentences with a field (a name, an amount) are left out; a voice of the machine reads those. Words without a
translation are left out too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog

from devkit import strings
from wagesdesk.ui.listen import in_sentences, sentence_id


def clips(language: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """`(voice/<language>/<id>.wav, sentence)`, each sentence once."""
    seen = set()
    for message in catalog:
        for text in strings.forms(message) if message.id and strings.for_participants(message) else ():
            for sentence in in_sentences(text):
                if "%" not in sentence and sentence not in seen:
                    seen.add(sentence)
                    yield f"voice/{language}/{sentence_id(sentence)}.wav", sentence


def spoken(language: str) -> Catalog:
    """The catalogue of a language; for English the source words stand where translations stand."""
    if language != "en":
        return strings.read(language)
    catalog = strings.template()
    for message in catalog:
        message.string = message.id
    return catalog


def main(arguments: list[str]) -> int:
    """Print the list for one language, tab between name and sentence."""
    if len(arguments) != 1 or arguments[0] not in ("en", *strings.LANGUAGES):
        print(f"usage: python -m devkit.voices {{en|{'|'.join(strings.LANGUAGES)}}}", file=sys.stderr)
        return 2
    for clip, sentence in clips(arguments[0], spoken(arguments[0])):
        print(f"{clip}\t{sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wagesdesk import errors
from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import NOTICES, TABLE, describe, describe_notice


def _tree(kind: type[UserError]) -> Iterator[type[UserError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _tree(child)


KINDS = tuple(_tree(UserError))
BANNED = re.compile(
    r"\b(offen[cs]e|offender|prisoner|inmate|client|discharge|failed|error|invalid|illegal|denied|DNA|risk)\b", re.I
)


def test_every_error_class_has_its_own_words() -> None:
    assert len(KINDS) > 45
    assert set(TABLE) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_sentences_stand_without_any_field_and_are_short(kind: type[UserError]) -> None:
    problem = describe(kind())
    for sentence in dataclasses.astuple(problem):
        assert sentence.endswith(".")
        assert "%(" not in sentence
        assert not BANNED.search(sentence), sentence
        assert all(len(part.split()) <= 20 for part in re.split(r"(?<=[.])\s", sentence)), sentence


def test_no_two_classes_say_the_same_thing_happened() -> None:
    said = [describe(kind()).what for kind in KINDS]
    assert len(said) == len(set(said))


def test_a_field_is_named_by_its_label_with_its_reason() -> None:
    problem = describe(FieldInvalid(field="chosen", code="too_long"))
    assert problem.what == "First name: This is too long."
    assert problem.now == "Shorten it and try again."


def test_an_unknown_field_and_code_still_get_a_kind_sentence() -> None:
    problem = describe(FieldInvalid(field="something_new", code="odd"))
    assert problem.what == "One answer cannot be used as it is."


def test_fields_reach_the_sentence_as_plain_text() -> None:
    assert describe(errors.ChangedSince(by="Rhian %(x)s <b>")).what == "This was changed since by Rhian %(x)s <b>."
    assert describe(errors.DriveHasOthers(names=["a", "b"])).what == "There are 2 other files on the stick."
    assert "12 characters" in describe(errors.WeakPassphrase(least=12)).what
    assert "second" in describe(errors.SlotsTooFew(code="people")).what
    assert "way in" in describe(errors.SlotsTooFew(code="ways")).what
    assert "backup" in describe(errors.VaultDamaged(path_kind="backup", file="data.db")).what
    assert describe(errors.CardUnreadable(line=3)).what == "Line 3 of the card was mistyped."
    wrong = describe(errors.WrongPassphrase(code="checksum", groups=(2, 5)))
    assert wrong.what == "Groups 2 and 5 of that recovery key were mistyped."


def test_lines_of_a_typed_list_are_named() -> None:
    problem = describe(FieldInvalid(field="names", code="twice", lines=[2, 7]))
    assert problem.what == "Names, lines 2 and 7: This is here twice."


@pytest.mark.parametrize("kind", [errors.DriveGone, errors.DriveFull, errors.DriveReadOnly])
def test_a_backup_has_words_of_its_own(kind: type[errors.DriveError]) -> None:
    backup, stick = describe(kind(path="/media/safe", backup=True)), describe(kind(path="/media/stick"))
    assert "second place" in backup.what
    assert "Settings" in backup.now
    assert "Write" not in backup.now
    assert "second place" not in stick.what


CODES = re.compile(r"FieldInvalid\(field=(?:\"(\w+)\"|\w+), code=\"(\w+)\"")


def test_every_field_and_code_that_is_raised_has_words() -> None:
    general = describe(FieldInvalid())
    source = "\n".join(file.read_text("utf-8") for file in Path(errors.__file__).parent.rglob("*.py"))
    raised = set(CODES.findall(source))
    assert raised
    wordless = {pair for pair in raised if describe(FieldInvalid(field="", code=pair[1])).what == general.what}
    assert not wordless
    unlabelled = {field for field, _code in raised if field and ":" not in describe(FieldInvalid(field=field)).what}
    assert not unlabelled


def test_a_later_subclass_borrows_the_words_above_it() -> None:
    class DriveWet(errors.DriveError): ...

    assert describe(DriveWet()) == describe(errors.DriveError())


@pytest.mark.parametrize("code", sorted(NOTICES))
def test_notices_have_three_sentences_of_their_own(code: str) -> None:
    problem = describe_notice(code)
    assert all(sentence.endswith(".") for sentence in dataclasses.astuple(problem))
    assert problem != describe_notice("a code nobody wrote words for")

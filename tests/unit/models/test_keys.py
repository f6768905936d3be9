from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk.errors import CardKeyWeak, CardUnreadable
from wagesdesk.models import bech32, keys, typed
from wagesdesk.models.curves import weak_x25519
from wagesdesk.models.keys import Card

WORDS = [f"word{number}" for number in range(1296)]


@pytest.fixture(scope="module")
def machine() -> keys.MachineKeys:
    return keys.new_machine_keys()


@pytest.fixture(scope="module")
def card(machine: keys.MachineKeys) -> Card:
    return Card("Carchar Môn", "laptop", "facilitator", "Siân Hughes", machine.age_public, machine.sign_public)


def card_with(card: Card, age_raw: bytes, sign_public: bytes) -> str:
    """The text of a card whose keys `card_text` would refuse."""
    text = keys.card_text(card).splitlines()[:5]
    for label, key in (("lock", age_raw), ("sign", sign_public)):
        text += [f"{label} {number}: {line}" for number, line in enumerate(typed.lines_of(label, key), 1)]
    other = dataclasses.replace(card, sign_public=sign_public)
    return "\n".join([*text, f"check: {keys._check_line(other, age_raw)}"])  # noqa: SLF001


def test_the_age_half_works_with_stock_age(machine: keys.MachineKeys, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(machine.age_secret)
    told = subprocess.run(["age-keygen", "-y", tmp_path / "key"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == machine.age_public == keys.age_public_of(machine.age_secret)
    with pytest.raises(ValueError, match="not an age secret"):
        keys.age_public_of(machine.age_public)


def test_private_halves_are_not_shown(machine: keys.MachineKeys) -> None:
    assert machine.age_secret not in repr(machine)
    assert repr(machine.sign_seed) not in repr(machine)


def test_a_card_is_read_back(card: Card) -> None:
    assert keys.read_card(keys.card_text(card)) == card


def test_a_card_can_be_typed_carelessly(card: Card) -> None:
    lines = keys.card_text(card).splitlines()
    typed_in = [lines[0].upper(), *lines[5:13], lines[13].replace("-", " "), *lines[1:5]]
    typed_in[1:9] = [line.lower().replace("-", " ").replace("0", "o").replace("1", "l") for line in typed_in[1:9]]
    typed_in[1:9] = [f"{('lock', 'sign')[at // 4]} {at % 4 + 1}:{line[7:]}" for at, line in enumerate(typed_in[1:9])]
    assert keys.read_card("\ufeff" + "\r\n\r\n".join(typed_in)) == card


@pytest.mark.parametrize("kind", keys.KINDS)
def test_each_kind_has_a_card(card: Card, kind: str) -> None:
    other = dataclasses.replace(card, kind=kind)
    assert keys.read_card(keys.card_text(other)) == other


def test_each_slip_is_found_in_its_line(card: Card) -> None:
    text = keys.card_text(card)
    lines = text.splitlines()
    for number, line in enumerate(lines[5:13], 6):
        for at in range(8, len(line)):
            if line[at] == "-":
                continue
            slip = "2" if line[at] != "2" else "3"
            wrong = [*lines]
            wrong[number - 1] = line[:at] + slip + line[at + 1 :]
            with pytest.raises(CardUnreadable) as refused:
                keys.read_card("\n".join(wrong))
            assert refused.value.fields["line"] == number


def test_swapped_lines_are_found(card: Card) -> None:
    lines = keys.card_text(card).splitlines()
    lines[5], lines[6] = f"lock 1{lines[6][6:]}", f"lock 2{lines[5][6:]}"
    with pytest.raises(CardUnreadable) as refused:
        keys.read_card("\n".join(lines))
    assert refused.value.fields["line"] == 6


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (1, "place: HMP Elsewhere"),
        (2, "kind: outside"),
        (3, "role: governor"),
        (4, "holder: Gwen"),
        (13, "check: AAAA"),
    ],
)
def test_any_other_field_is_covered_by_the_check_line(card: Card, at: int, line: str) -> None:
    lines = keys.card_text(card).splitlines()
    lines[at] = line
    with pytest.raises(CardUnreadable) as refused:
        keys.read_card("\n".join(lines))
    assert refused.value.fields["line"] == 14


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda _text: "", 0),
        (lambda _text: "x" * 5000, 0),
        (lambda text: text.replace("card 1", "card 2"), 1),
        (lambda text: text.replace("kind: laptop", "kind: king"), 3),
        (lambda text: text.replace("place: Carchar Môn", "place:"), 2),
        (lambda text: text.replace("Siân", "Si\u202ean"), 5),
        (lambda text: text.replace("role: facilitator\n", ""), 0),
        (lambda text: text + "more: of it\n", 15),
        (lambda text: text + "place: again\n", 15),
        (lambda text: text + "no field\n", 15),
        (lambda text: text.replace("sign 4", "sign 5"), 0),
    ],
)
def test_what_is_no_card_is_refused(card: Card, change: object, line: int) -> None:
    assert callable(change)
    with pytest.raises(CardUnreadable) as refused:
        keys.read_card(change(keys.card_text(card)))
    assert refused.value.fields["line"] == line


@given(st.text(max_size=300))
def test_noise_is_no_card(text: str) -> None:
    with pytest.raises(CardUnreadable):
        keys.read_card(text)


@pytest.mark.parametrize("field", [{"place": ""}, {"kind": "king"}, {"holder": "x" * 121}, {"role": "a\x00b"}])
def test_a_field_that_cannot_be_written_is_a_mistake_of_the_program(card: Card, field: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        keys.card_text(dataclasses.replace(card, **field))  # type: ignore[arg-type]


SMALL_U = tuple(
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "01" + "00" * 31,
        "ec" + "ff" * 30 + "7f",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "ed" + "ff" * 30 + "7f",  # zero, written in a second way
        "ee" + "ff" * 30 + "7f",  # one, the same
        "00" * 31 + "80",
    )
)


@pytest.mark.parametrize("raw", SMALL_U, ids=bytes.hex)
def test_weak_encryption_keys_are_refused(card: Card, raw: bytes) -> None:
    assert weak_x25519(raw)
    with pytest.raises(CardKeyWeak) as refused:
        keys.read_card(card_with(card, raw, card.sign_public))
    assert refused.value.fields == {"key": "lock"}
    with pytest.raises(CardKeyWeak):
        keys.card_text(dataclasses.replace(card, age_public=bech32.encode("age", raw)))


def test_weak_signing_keys_are_refused(card: Card, machine: keys.MachineKeys) -> None:
    weak = (1).to_bytes(32, "little")
    with pytest.raises(CardKeyWeak) as refused:
        keys.read_card(card_with(card, bech32.decode("age", machine.age_public), weak))
    assert refused.value.fields == {"key": "sign"}
    with pytest.raises(CardKeyWeak):
        keys.card_text(dataclasses.replace(card, sign_public=weak))


def test_check_words_follow_everything_that_decides(card: Card, machine: keys.MachineKeys) -> None:
    words = keys.check_words(card, WORDS)
    other = keys.new_machine_keys()
    again = dataclasses.replace(card, place=" Carchar  Môn ", holder="Gwen")
    assert keys.check_words(again, WORDS) == words
    assert set(words) <= set(WORDS)
    for change in (
        {"place": "Carchar Mon"}, {"kind": "outside"}, {"role": "hub"},
        {"age_public": other.age_public}, {"sign_public": other.sign_public},
    ):  # fmt: skip
        assert keys.check_words(dataclasses.replace(card, **change), WORDS) != words


def test_check_words_stay_the_same_between_versions() -> None:
    card = Card(
        "HMP Anywhere", "laptop", "facilitator", "Gwen",
        bech32.encode("age", bytes(range(32))), bytes(range(32, 64)),
    )  # fmt: skip
    assert keys.check_words(card, WORDS) == ("word1219", "word1137", "word726", "word938")


def test_too_few_words_are_a_mistake_of_the_program(card: Card) -> None:
    for words in (WORDS[:100], [*WORDS, "word1"]):
        with pytest.raises(ValueError, match="too few words"):
            keys.check_words(card, words)


def test_a_fingerprint_has_four_groups(card: Card) -> None:
    assert keys.fingerprint(bytes(32)) == "CSM7-NBFR-CAYQ-EV4F"
    assert keys.fingerprint(card.sign_public) != keys.fingerprint(bytes(32))


def test_the_escrow_key_comes_back_from_paper() -> None:
    text, public = keys.new_escrow()
    secret = keys.read_escrow(text)
    assert keys.age_public_of(secret) == public
    assert keys.read_escrow("\n\n" + text.lower().replace("-", " ") + "\n") == secret


def test_a_slip_in_the_escrow_key_is_found_in_its_line() -> None:
    lines = keys.new_escrow()[0].splitlines()
    swap = {"2": "3"}.get(lines[2][0], "2")
    for wrong, number in (
        ([*lines[:2], swap + lines[2][1:], lines[3]], 3),
        (lines[:3], 4),
        ([*lines, lines[0]], 5),
        ([lines[1], lines[0], *lines[2:]], 1),
        (list(typed.lines_of("lock", bytes(32))), 1),
    ):
        with pytest.raises(CardUnreadable) as refused:
            keys.read_escrow("\n".join(wrong))
        assert refused.value.fields["line"] == number


@given(st.binary(max_size=64))
def test_bech32_gives_back_its_bytes(data: bytes) -> None:
    text = bech32.encode("age", data)
    assert bech32.decode("age", text) == bech32.decode("age", text.upper()) == data


@pytest.mark.parametrize("text", ["", "age1", "age1qqqqqq", "AGE1qqq", "1qqqqqqqq", "agent1" + "q" * 20, "age1bio"])
def test_what_is_no_bech32_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"bech32|case"):
        bech32.decode("age", text)


@given(st.binary(min_size=32, max_size=32))
def test_typed_lines_give_back_their_key(key: bytes) -> None:
    assert typed.key_of("lock", typed.lines_of("lock", key)) == key


def test_a_key_has_one_spelling() -> None:
    """The four spare bits of 52 characters are zero, with or without a right check."""
    lines = list(typed.lines_of("lock", bytes(32)))
    data = "0" * 12 + "1"
    lines[3] = typed.grouped(data + typed._check("lock", 3, data))  # noqa: SLF001
    with pytest.raises(typed.Mistyped) as refused:
        typed.key_of("lock", lines)
    assert refused.value.index == 3

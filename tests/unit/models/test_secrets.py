from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.models.at_rest import RECOVERY
from wagesdesk.errors import WeakPassphrase, WrongPassphrase
from wagesdesk.models import secrets
from wagesdesk.models.words import passphrase_words

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_new_passphrase_is_six_words_of_the_list_and_never_the_same() -> None:
    made = {secrets.new_passphrase() for _ in range(50)}
    assert len(made) == 50
    for passphrase in made:
        assert len(passphrase.split(" ")) == 6
        assert set(passphrase.split(" ")) <= set(passphrase_words())
        secrets.check_chosen(passphrase)
    assert len(secrets.new_passphrase(5).split()) == 5


@pytest.mark.parametrize(
    "typed",
    ["Apple Pear  plum", "apple-pear-plum", " APPLE pear\tplum ", "apple \N{EN DASH} pear\N{NO-BREAK SPACE}plum"],
)
def test_case_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert secrets.normalise(typed) == b"apple pear plum"


@pytest.mark.parametrize("typed", ["apple pear plums", "applepear plum", "apple pear", "apple peár plum"])
def test_other_words_are_other_words(typed: str) -> None:
    assert secrets.normalise(typed) != b"apple pear plum"


def test_the_same_letter_typed_another_way_is_the_same() -> None:
    assert secrets.normalise("w\u00eal") == secrets.normalise("we\u0302l") == "wêl".encode()


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = secrets.normalise(text)
    assert secrets.normalise(once.decode(errors="surrogatepass")) == once


def test_short_and_poor_passphrases_of_ones_own_are_refused() -> None:
    secrets.check_chosen("fifteen letters")
    with pytest.raises(WeakPassphrase) as caught:
        secrets.check_chosen("fourteen-chars")
    assert caught.value.fields == {"length": 14, "least": 15}
    with pytest.raises(WeakPassphrase):
        secrets.check_chosen("short" + " -" * 10)
    with pytest.raises(WeakPassphrase) as caught:
        secrets.check_chosen("abab abab abab abab")
    assert caught.value.fields == {"code": "repeats"}


def test_a_recovery_key_is_nine_groups_of_four_and_reads_back() -> None:
    keys = {secrets.new_recovery_key() for _ in range(50)}
    assert len({secrets.read_recovery_key(key) for key in keys}) == 50
    for key in keys:
        assert [len(part) for part in key.split(" ")] == [4] * 9
        assert len(secrets.read_recovery_key(key)) == 16


def test_a_key_printed_once_reads_the_same_for_ever() -> None:
    assert secrets.read_recovery_key(RECOVERY).hex() == "482fdef53aad0cfc7f1ec542f2943fd3"


@pytest.mark.parametrize(
    "change",
    [str.lower, lambda key: key.replace(" ", ""), lambda key: key.replace(" ", "-"), lambda key: f"  {key}\n",
     lambda key: key.replace("0", "O").replace("1", "l"), lambda key: key.replace("1", "I").replace("0", "o")],
)  # fmt: skip
def test_a_recovery_key_is_read_kindly(change: object) -> None:
    assert secrets.read_recovery_key(change(RECOVERY)) == secrets.read_recovery_key(RECOVERY)  # type: ignore[operator]


def test_every_single_wrong_character_is_found_and_its_group_named() -> None:
    flat = RECOVERY.replace(" ", "")
    for at, right in enumerate(flat):
        for wrong in DIGITS + "U*":
            if wrong != right:
                with pytest.raises(WrongPassphrase) as caught:
                    secrets.read_recovery_key(flat[:at] + wrong + flat[at + 1 :])
                assert caught.value.fields == {"code": "checksum", "groups": (at // 4 + 1,)}


def test_characters_and_groups_that_changed_places_are_found() -> None:
    flat, parts = RECOVERY.replace(" ", ""), RECOVERY.split()
    for at in range(len(flat) - 1):
        swapped = flat[:at] + flat[at + 1] + flat[at] + flat[at + 2 :]
        if swapped != flat:
            with pytest.raises(WrongPassphrase):
                secrets.read_recovery_key(swapped)
    for at in range(len(parts) - 1):
        with pytest.raises(WrongPassphrase):
            secrets.read_recovery_key(" ".join([*parts[:at], parts[at + 1], parts[at], *parts[at + 2 :]]))


def test_groups_of_two_keys_do_not_make_a_third() -> None:
    # Every group is whole in its own place; seven bits over all of them are left to tell, so about 2 of 300 pass.
    mixed = [
        " ".join(secrets.new_recovery_key().split()[:5] + secrets.new_recovery_key().split()[5:]) for _ in range(300)
    ]
    told = [wrong_groups(key) for key in mixed]
    assert told.count(()) > 280
    assert set(told) <= {(), None}


def wrong_groups(key: str) -> object:
    """The groups that are told to be wrong, or None when the key is read."""
    try:
        secrets.read_recovery_key(key)
    except WrongPassphrase as error:
        return error.fields["groups"]
    return None


@pytest.mark.parametrize("text", ["", "90QV", RECOVERY[:-1], RECOVERY + "0"])
def test_a_missing_or_extra_character_is_told_by_count(text: str) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        secrets.read_recovery_key(text)
    assert caught.value.fields == {"code": "length", "have": len(text.replace(" ", "")), "want": 36}


def test_one_group_typed_back_is_compared_kindly() -> None:
    assert secrets.group(RECOVERY, 1) == RECOVERY[:4]
    assert secrets.group(RECOVERY, 9) == RECOVERY[-4:]
    third = secrets.group(RECOVERY, 3)
    assert secrets.is_group(RECOVERY, 3, f" {third.lower()} ")
    assert not secrets.is_group(RECOVERY, 3, secrets.group(RECOVERY, 4))
    assert not secrets.is_group(RECOVERY, 3, "")
    assert not secrets.is_group(RECOVERY, 3, "wêl")

"""Names and days as offices write them, against what they were made from."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wagesdesk.services.lists.dates import Day, month_named, read_day
from wagesdesk.services.lists.names import plain_case, read_name
from wagesdesk.services.lists.sheet import EPOCH_1900, EPOCH_1904, Value
from wagesdesk.services.lists.words import words

TODAY = date(2026, 11, 3)
DAYS = st.dates(date(1997, 1, 1), date(2095, 12, 31))
WELSH = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref",
         "Tachwedd", "Rhagfyr")  # fmt: skip
SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

SURE = (
    "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y", "%d %m %Y", "%d. %m. %Y", "%d/%m/%Y 00:00:00", "%d/%m/%Y 9:05 am",
    "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%dT00:00:00", "%Y-%m-%d 00:00:00.000", "%Y%m%d",
)  # fmt: skip
WORDS = (
    "%d %b %Y", "%d-%b-%y", "%d%b%Y", "%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%A, %d %B %Y", "%d %B %y", "%Y %b %d",
    "%d. %B %Y", "%d of %B %Y",
)  # fmt: skip


def day(value: Value, epoch: date = EPOCH_1900) -> Day:
    return read_day(value, epoch=epoch, today=TODAY)


@given(DAYS, st.sampled_from(SURE))
def test_british_numbers_are_the_day_they_were_made_from(made: date, form: str) -> None:
    found = day(f" {made.strftime(form)} ")
    assert found.day == made
    turned = form[:2] == "%d" and made.day <= 12 and made.day != made.month
    assert found.code == ("either" if turned else "ok")


@given(DAYS, st.sampled_from("/.- "))
def test_numbers_need_no_zeros_in_front(made: date, between: str) -> None:
    for year in (made.year, f"{made:%y}"):
        assert day(f"{made.day}{between}{made.month}{between}{year}").day == made


@given(DAYS, st.sampled_from(WORDS), st.sampled_from([str, str.upper, str.lower]))
def test_months_in_words_are_never_in_doubt(made: date, form: str, case: type[str]) -> None:
    assert day(case(made.strftime(form))) == Day(made, "ok")


@given(DAYS)
def test_welsh_months_ordinals_and_weekdays(made: date) -> None:
    welsh, suffix = WELSH[made.month - 1], SUFFIX.get(made.day, "th")
    for text in (f"{made.day} {welsh} {made.year}", f"{made.day} {welsh[:4]} {made.year}",
                 f"{made.day}{suffix} {made:%B} {made.year}", f"{made:%a} {made.day}/{made.month}/{made.year}",
                 f"Weds {made.day} {made:%b} {made:%y}"):  # fmt: skip
        assert day(text).day == made, text


@given(DAYS)
def test_american_order_only_where_nothing_else_is_possible(made: date) -> None:
    found = day(made.strftime("%m/%d/%Y"))
    if made.day > 12:
        assert found == Day(made, "american")
    else:
        assert found.day == date(made.year, made.day, made.month)
        assert found.code == ("ok" if made.day == made.month else "either")


@given(DAYS)
def test_real_dates_and_serial_numbers_of_both_epochs(made: date) -> None:
    assert day(made) == Day(made, "ok")
    for epoch in (EPOCH_1900, EPOCH_1904):
        serial = (made - epoch).days
        assert day(serial, epoch) == Day(made, "ok")
        assert day(serial + 0.375, epoch) == Day(made, "ok")
        assert day(str(serial), epoch) == Day(made, "ok")


@given(st.integers(0, 99))
def test_two_digit_years_lie_around_today(year: int) -> None:
    found = day(f"13/6/{year:02d}").day
    assert found is not None
    assert found.year % 100 == year
    assert TODAY.year - 30 <= found.year < TODAY.year + 70


@pytest.mark.parametrize(
    "text",
    ["", " ", "TBC", "t.b.c.", "n/k", "N/A", "-", "–", "?", "not known", "To be confirmed", "i'w gadarnhau", "anhysbys",
     "31/12/9999", "01/01/1900", None],
)  # fmt: skip
def test_nobody_knows(text: Value) -> None:
    assert day(text) == Day(None, "unknown")


@pytest.mark.parametrize(
    "value",
    ["31/02/2027", "someday", "12/11/2026?", "12/11/2026 to 14/11/2026", "Nov 2026", "11/2026", "12/13/14/15", "0/0/0",
     "12/11/0206", "12 Nov 206", "1234567", "99999999", "²/11/2026", "1" * 40 + "/1/26", "12 x 2026", 7, -5, 12.5,
     date(1850, 1, 1), "=TODAY()"],
)  # fmt: skip
def test_what_is_no_day_is_refused(value: Value) -> None:
    assert day(value) == Day(None, "bad")


@given(st.text(max_size=30) | st.integers() | st.floats(-1e9, 1e9) | st.datetimes().map(datetime.date))
def test_any_cell_is_read_or_refused(value: Value) -> None:
    found = day(value)
    assert (found.day is None) == (found.code in ("bad", "unknown"))
    assert found.day is None or abs(found.day - TODAY) < timedelta(days=110 * 366)


def test_three_letters_name_one_month() -> None:
    assert [month_named(name[:3].casefold()) for name in WELSH] == list(range(1, 13))
    starts = [name[:3] for names in words().months for name in names]
    assert all(starts.count(start) == 1 or len({month_named(start)}) == 1 for start in starts)


LETTERS = "abcdefghijklmnoprstuvwyéâŵŷïö"
WORD = st.text(LETTERS, min_size=2, max_size=9).map(str.capitalize)


def said(word: str) -> bool:
    """A word that is a title or begins a surname is not an ordinary name."""
    known = words().titles | words().particles | words().openers
    return word.casefold() not in known and not word.casefold().startswith("mc")


PLAIN = WORD.filter(said)


@given(PLAIN, PLAIN, st.sampled_from(["", "Ms ", "Mrs. ", "MISS ", "Dr "]))
def test_surname_and_forename_in_every_usual_order(first: str, last: str, title: str) -> None:
    assume(last.upper() != last and first.upper() != first)
    for text in (
        f"{last.upper()}, {title}{first}", f"{title}{last.upper()},{first}", f"{title}{first} {last.upper()}",
        f"{last.upper()} {first}", f"{title}{first} {last}", f"{last},  {first}", f"{last}, {first} ({title.strip()})",
        f"{last.upper()}, {first.upper()}", f"{title}{first.upper()} {last.upper()}", f"{first} {last} A1234BC",
        f"A1234BC {last}, {first}", f"{last} (A1234BC), {first}",
    ):  # fmt: skip
        found = read_name(text.replace(" ()", ""))
        assert (found.chosen, found.surname) == (first, last), text
        assert found.prison_number == ("A1234BC" if "A1234BC" in text else "")
    assert read_name(f"{last} {first}", surname_first=True) == read_name(f"{last}, {first}")


@given(st.lists(PLAIN, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_no_letter_of_a_name_is_lost(found: list[str], comma: bool, shout: bool) -> None:
    text = " ".join(found) if not comma else f"{found[0]}, {' '.join(found[1:])}"
    name = read_name(text.upper() if shout else text)
    kept = sorted(f"{name.chosen}{name.surname}".casefold().replace(" ", ""))
    assert kept == sorted("".join(found).casefold())
    assert name.chosen


@pytest.mark.parametrize(
    ("capitals", "plain"),
    [("RAHMAN", "Rahman"), ("MCDONALD", "McDonald"), ("MCKAY-O'NEILL", "McKay-O'Neill"), ("MACE", "Mace"),
     ("O'NEILL", "O'Neill"), ("O’NEILL", "O’Neill"), ("D'SOUZA", "D'Souza"), ("SA'AD", "Sa'ad"),
     ("VAN DER BERG", "van der Berg"), ("DE LA CRUZ", "de La Cruz"), ("AP RHYS", "ap Rhys"), ("AB OWAIN", "ab Owain"),
     ("FERCH GRUFFUDD", "ferch Gruffudd"), ("ST JOHN", "St John"), ("LLŶR", "Llŷr"), ("SMITH-JONES", "Smith-Jones"),
     ("NG", "Ng"), ("VAN", "Van"), ("J", "J"), ("McDonald", "McDonald"), ("van der Berg", "van der Berg"),
     ("deSouza", "deSouza"), ("", "")],
)  # fmt: skip
def test_capitals_are_made_plain(capitals: str, plain: str) -> None:
    assert plain_case(capitals) == plain
    assert plain_case(plain) == plain


@pytest.mark.parametrize(
    ("text", "chosen", "surname"),
    [("Asha", "Asha", ""), ("ASHA", "Asha", ""), ("Ms", "Ms", ""), ("Asha van der Berg", "Asha", "van der Berg"),
     ("Nia ferch Rhys", "Nia", "ferch Rhys"), ("Mary Ann St John", "Mary Ann", "St John"),
     ("VAN DER BERG Wilma", "Wilma", "van der Berg"), ("Wilma van der BERG", "Wilma", "van der Berg"),
     ("RAHMAN,", "Rahman", ""), (", Asha", "Asha", ""), ("RAHMAN,\nAsha", "Asha", "Rahman"),
     ("LOWRI AP GWILYM", "Lowri", "ap Gwilym"), ("Price, Dee (Miss)", "Dee", "Price"), ("", "", "")],
)  # fmt: skip
def test_names_that_are_harder(text: str, chosen: str, surname: str) -> None:
    found = read_name(text)
    assert (found.chosen, found.surname) == (chosen, surname)

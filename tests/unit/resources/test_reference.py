"""The shipped programme, register letters, prisons and practice cohort; a wrong file is told."""

from __future__ import annotations

import inspect
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from devkit import strings
from wagesdesk import paths
from wagesdesk.models.base import SCOPES
from wagesdesk.models.consent import HOW
from wagesdesk.models.release_date import SOURCES
from wagesdesk.models.staff import ROLES
from wagesdesk.services import reference


def _code(letter: str) -> reference.AttendanceCode:
    return {code.letter: code for code in reference.attendance_codes()}[letter]


def test_ten_workshops_each_with_a_whole_day() -> None:
    wages = reference.programme("wages")
    assert [workshop.number for workshop in wages.workshops] == list(range(1, 11))
    assert len({workshop.title for workshop in wages.workshops}) == 10
    assert len({workshop.aim for workshop in wages.workshops}) == 10
    assert wages.workshops[7].title == "Working for yourself, not by yourself"
    assert wages.workshops[9].title == "Panel day"
    for workshop in wages.workshops:
        assert [(part.minutes_from_start, part.pause) for part in workshop.parts if part.pause] == [(175, True)]
        assert workshop.offered_minutes(wages.starts, wages.ends) == 295


def test_offered_minutes_count_only_the_pause_that_falls_into_the_day() -> None:
    workshop = reference.programme("wages").workshops[0]
    assert workshop.offered_minutes("08:50", "11:45") == 175
    assert workshop.offered_minutes("08:50", "12:00") == 175
    assert workshop.offered_minutes("09:30", "16:30") == 295
    assert workshop.offered_minutes("12:00", "11:00") == 0
    no_pause = replace(workshop, parts=tuple(replace(part, pause=False) for part in workshop.parts))
    assert no_pause.offered_minutes("08:50", "15:50") == 420


def test_run_of_the_day_is_the_drawn_one() -> None:
    start = timedelta(hours=8, minutes=50)
    parts = reference.programme("wages").workshops[7].parts
    times = [str(start + timedelta(minutes=part.minutes_from_start)) for part in parts]
    assert [time.rjust(8, "0")[:5] for time in times] == [
        "08:50", "09:15", "09:45", "11:00", "11:45", "13:50", "14:40", "15:50",
    ]  # fmt: skip


def test_letters_effects_and_reported_codes() -> None:
    found = {code.letter: (code.effect, code.lowers, code.nomis, code.act) for code in reference.attendance_codes()}
    assert found == {
        "P": ("here", False, "ATT", "ATTENDED"),
        "L": ("late", True, "ATT", "ATTENDED"),
        "V": ("excused", False, "ACCAB", "CLASH"),
        "H": ("excused", False, "ACCAB", "CLASH"),
        "C": ("excused", False, "ACCAB", "AUTO_SUSPENDED"),
        "R": ("excused", False, "ACCAB", "NOT_REQUIRED"),
        "A": ("away", True, "UNACAB", "OTHER"),
        "X": ("left", False, "", ""),
    }


def test_loss_by_the_prison_never_counts_against_her() -> None:
    causes = [cause for code in reference.attendance_codes() for cause in code.causes]
    causes += [*reference.cancellation_causes(), *reference.leaving_causes()]
    assert not [cause.code for cause in causes if cause.prison and cause.lowers]
    assert {cause.code for cause in causes if cause.lowers} == {"own_late", "own_early", "own_choice", "other_plans"}


@pytest.mark.parametrize(
    ("letter", "cause", "counts"),
    [
        ("L", "", True), ("L", "late_unlock", False), ("L", "late_movement", False), ("L", "own_late", True),
        ("A", "", True), ("A", "own_choice", True), ("H", "", False), ("H", "unwell", False), ("R", "staff", False),
    ],
)  # fmt: skip
def test_what_counts_against_her(letter: str, cause: str, counts: bool) -> None:
    assert _code(letter).counts_against(cause) is counts


def test_a_refusal_is_never_suggested() -> None:
    text = [code.act for code in reference.attendance_codes()]
    text += [cause.act for code in reference.attendance_codes() for cause in code.causes]
    assert "REFUSED" not in text


def test_every_fact_has_a_source_and_a_date() -> None:
    sources = [cause.source for cause in (*reference.cancellation_causes(), *reference.leaving_causes())]
    sources += [cause.source for code in reference.attendance_codes() for cause in code.causes]
    sources += [prison.source for prison in reference.prisons()]
    assert all(source.name and source.origin and source.notice for source in sources)
    assert all(source.checked >= date(2026, 1, 1) for source in sources)


def test_prisons() -> None:
    prisons = {prison.id: prison for prison in reference.prisons()}
    assert sum(prison.women and prison.active for prison in prisons.values()) == 12
    assert prisons["STI"].name == "HMP & YOI Styal"
    assert prisons["BZI"].operator == "Sodexo"
    assert [code for code, prison in prisons.items() if not prison.active] == ["HYI", "KTI"]
    women = [prison.women for prison in reference.prisons()]
    assert women == sorted(women, reverse=True), "women's prisons come first"
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in prisons)


def test_practice_register_is_the_drawn_one() -> None:
    cohort = reference.practice_cohort()
    letters = ["".join(mark.letter for mark in woman.marks) for woman in cohort.women]
    assert letters == [
        "PPPPLPPP", "PPPPPPPP", "PVPPPLPP", "PPPPPPPP", "HPPHPPPH", "PPLPPPPP",
        "PPPPCPPP", "PLPPPVPL", "PPPPPPPP", "PPRPPPPP", "PHPPPPPP", "PPPPPPVL",
    ]  # fmt: skip
    here = [sum(row[column] in "PL" for row in letters) for column in range(8)]
    assert here == [11, 10, 11, 11, 11, 11, 11, 11]
    assert all(mark.minutes for woman in cohort.women for mark in woman.marks if mark.letter == "L")
    assert all(mark.minutes is None for woman in cohort.women for mark in woman.marks if mark.letter != "L")
    assert cohort.first_day.weekday() == cohort.weekday
    assert cohort.today == cohort.first_day + timedelta(weeks=7)


def test_practice_people_are_whole_and_invented() -> None:
    cohort = reference.practice_cohort()
    names = "Asha Bronwen Chantelle Dee Esther Farida Gwen Hollie Imani Jodie Kasia Lowri"
    assert [woman.name for woman in cohort.women] == names.split()
    assert [woman.name for woman in cohort.women if woman.language == "cy"] == ["Bronwen", "Gwen", "Lowri"]
    assert all(re.fullmatch(r"A\d{4}ZZ", woman.prison_number) for woman in cohort.women)
    assert all(woman.business and woman.about and woman.surname for woman in cohort.women)
    assert [woman.name for woman in cohort.women if not woman.releases] == ["Jodie"]
    going = {woman.name: woman.releases[-1].day for woman in cohort.women if woman.releases}
    soon = {name: day for name, day in going.items() if day <= cohort.today + timedelta(weeks=12)}
    assert soon == {"Asha": date(2027, 1, 14), "Bronwen": date(2026, 12, 11), "Chantelle": date(2027, 1, 22)}
    releases = [release for woman in cohort.women for release in woman.releases]
    assert {release.source for release in releases} <= set(SOURCES)
    assert all(release.noted <= cohort.today < release.day for release in releases)


def test_practice_consent_and_staff_use_known_words() -> None:
    cohort = reference.practice_cohort()
    said = {woman.name: woman.consent for woman in cohort.women if woman.consent}
    assert list(said) == ["Asha", "Bronwen", "Chantelle", "Kasia"]
    for consent in said.values():
        assert set(consent.yes) | set(consent.no) <= set(SCOPES)
        assert not set(consent.yes) & set(consent.no)
        assert consent.how in HOW
        assert consent.on < cohort.today < consent.until
    assert [name for name, consent in said.items() if "identity" in consent.yes] == ["Asha"]
    assert {member.role for member in cohort.staff} <= set(ROLES)
    assert [(member.name, member.place) for member in cohort.staff] == [
        ("Rhian", "inside"), ("Carys", "inside"), ("Marged", "outside"),
    ]  # fmt: skip


def test_the_catalogue_holds_every_word_of_the_files_and_no_other() -> None:
    codes = reference.attendance_codes()
    labels = {cause.label for cause in (*reference.cancellation_causes(), *reference.leaving_causes())}
    labels |= {code.label for code in codes} | {cause.label for code in codes for cause in code.causes}
    shown: set[str] = set()
    for programme in reference.programmes():
        for workshop in programme.workshops:
            shown |= {workshop.title, workshop.aim}
            shown |= {text for part in workshop.parts for text in (part.title, part.detail) if text}
    assert set(strings.words_of(ATTENDANCE)) == labels
    assert set(strings.words_of(WAGES)) == shown
    catalogue = strings.template()
    assert [text for text in labels | shown if text not in catalogue] == []


ATTENDANCE, WAGES, PRACTICE, PRISONS = (
    "programmes/attendance.toml", "programmes/wages.toml", "programmes/practice.toml", "facts/prisons.toml",
)  # fmt: skip
READERS: dict[str, tuple[Callable[[], Any], ...]] = {
    ATTENDANCE: (reference.attendance_codes, reference.cancellation_causes, reference.leaving_causes),
    WAGES: (reference.programmes,),
    PRACTICE: (reference.practice_cohort,),
    PRISONS: (reference.prisons,),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (ATTENDANCE, 'letter = "V"', 'letter = "P"', "letter P stands twice"),
        (ATTENDANCE, 'effect = "away"', 'effect = "gone"', "A has effect gone"),
        (ATTENDANCE, 'label = "Visit"\n', "", r"missing \['label'\]"),
        (ATTENDANCE, 'code = "unwell"', 'code = "hospital"', "cause hospital stands twice"),
        (ATTENDANCE, "lowers = false\nnomis", 'lowers = "no"\nnomis', "lowers is 'no'"),
        (ATTENDANCE, "prison = true, lowers = false", "prison = true, lowers = true", "the prison's and cannot lower"),
        (
            ATTENDANCE,
            "prison = false, lowers = false",
            "prison = false, lowers = true",
            "H is excused and cannot lower",
        ),
        (ATTENDANCE, "prison = true\nlowers = false", "lowers = false", r"missing \['prison'\]"),
        (ATTENDANCE, 'code = "died"', 'code = "other"', "cause other stands twice"),
        (WAGES, "number = 2", "number = 3", "workshop 3 stands at 2"),
        (WAGES, "at = 420", "at = 421", "parts of workshop 1 do not fill"),
        (WAGES, "at = 55", "at = 20", "parts of workshop 1 do not fill"),
        (WAGES, "pause = true }", "paws = true }", r"unknown \['paws'\]"),
        (PRACTICE, 'name = "Dee"', 'name = "Asha"', "name Asha stands twice"),
        (PRACTICE, "A0004ZZ", "A0003ZZ", "number A0003ZZ stands twice"),
        (PRACTICE, '"late_unlock"', '"late_unlocked"', "Asha has no such mark"),
        (PRACTICE, "day = 2026-12-11", 'day = "2026-12-11"', "day is '2026-12-11'"),
        (PRISONS, "women = true", "woman = true", r"missing \['women'\], unknown \['woman'\]"),
    ],
)
def test_a_wrong_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, told: str
) -> None:
    for folder in ("programmes", "facts"):
        shutil.copytree(paths.resource(folder), tmp_path / folder)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    reference.attendance_codes()  # kept from the real file, which the practice cohort is compared with
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name)
    with pytest.raises(ValueError, match=told):
        _ = [inspect.unwrap(reader)() for reader in READERS[file]]

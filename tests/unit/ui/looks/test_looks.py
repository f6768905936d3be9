"""Every page of both places in every theme, window and text size: nothing cut or pale, nothing that needs a mouse.

`test` opens a subset in which each theme meets each text size and each kind of records; `--deep` opens all.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.journeys import rounds
from tests.unit.ui.looks import gauge
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, copies, people, practice, vault
from wagesdesk.settings import Settings
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.pages import PAGES
from wagesdesk.ui.theme import NAMES
from wagesdesk.ui.window import Shell

Open = Callable[[str, str, int, int, int], tuple[Host, Path]]
WINDOWS = ((1366, 768), (1280, 720))
LONG = "Aleksandra-Wilhelmina Featherstonehaugh-Cholmondeley"
BUSINESS = "Handmade Greeting Cards, Paper Flowers and Wrapping of Wales"
TABS = ("overview", "attendance", "consent", "history")
RECORDS = ("practice", "nobody", "longest", "outside", "round", "terminal")


def _cases() -> Iterator[object]:
    every = itertools.product(RECORDS, NAMES, (100, 130, 150), WINDOWS)
    for records, name, text, (wide, high) in every:
        at = NAMES.index(name) + (100, 130, 150).index(text) + RECORDS.index(records)
        usual = at % 5 == 0 and wide == (1280 if text == 150 or records == "longest" else 1366)
        marks = () if usual else (pytest.mark.deep,)
        yield pytest.param(records, name, text, wide, high, marks=marks, id=f"{records}-{name}-{text}-{wide}")


def _practice(home: Path) -> None:
    practice.create_practice(home, today=vaults.TODAY, params=vaults.QUICK, floor=vaults.QUICK)


def _nobody(home: Path) -> None:
    vaults.copy_of("inside", home)


def _longest(home: Path) -> None:
    opened = vaults.unlock(vaults.copy_of("inside", home), vaults.morning())
    made = vaults.group(opened, (LONG, "Al"))
    people.set_business(opened, opened.staff_id, person_id=made.people[0], name=BUSINESS, about=f"{BUSINESS}. " * 3)
    vaults.mark(opened, made, 0, 0, "L", cause="late_unlock", minutes=200, note=BUSINESS)
    card.make_escrow(opened, opened.staff_id)
    saved = copies.Unlocked(home.parent / "list.pdf", b"", "landlord")
    copies.save(opened, opened.staff_id, [saved], people=made.people)
    opened.lock()


def _outside(home: Path) -> None:
    opened = vaults.unlock(vaults.copy_of("outside", home), vaults.morning())
    vaults.group(opened)
    opened.lock()


def _round(home: Path) -> None:
    """A laptop whose people are out at two terminals."""
    with rounds.prison(home.parent / "prison", 2, rounds.TWELVE) as here:
        here.out(here.stick())
    shutil.move(home.parent / "prison" / "laptop", home)


def _terminal(home: Path) -> None:
    """A terminal with its part of the class, and a sealed return of the round before."""
    with rounds.prison(home.parent / "prison of a terminal", 2, rounds.TWELVE) as here:
        rounds.whole_round(here, here.stick(), "Cards")
        here.out(here.stick("again"))
        rounds.take(here.terminals[0], here.stick("again"))
    shutil.move(home.parent / "prison of a terminal" / "terminal 1", home)


MAKERS: dict[str, Callable[[Path], None]] = {
    "practice": _practice, "nobody": _nobody, "longest": _longest, "outside": _outside, "round": _round,
    "terminal": _terminal,
}  # fmt: skip


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def template(records: str) -> Path:
        if records not in made:
            made[records] = tmp_path_factory.mktemp("looks") / records
            MAKERS[records](made[records])
        return made[records]

    return template


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, templates: Callable[[str], Path], tmp_path: Path) -> Iterator[Open]:
    hosts = []

    def opened(records: str, name: str, text: int, wide: int, high: int) -> tuple[Host, Path]:
        home = Path(shutil.copytree(templates(records), tmp_path / "vault"))
        host = Host(
            qapp, Homes(home, home), settings=Settings(theme=name, text_size=text, full_screen=False),
            settings_file=tmp_path / "settings.toml", clock=vaults.morning(),
        )  # fmt: skip
        hosts.append(host)
        qtbot.addWidget(host)
        host.start()
        host.resize(wide, high)
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        return host, home

    yield opened
    for host in hosts:
        host.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")


def unlock(host: Host, home: Path) -> Shell:
    slot = vault.place(home).slots[0]
    known = practice.PASSPHRASES if vault.place(home).practice else vaults.PASSPHRASES
    opened = vault.unlock(home, slot_id=slot.id, secret=known[slot.name], clock=vaults.morning())
    host.front.unlocked.emit(Sitting(opened, slot.staff_id, slot.name, slot.role))  # type: ignore[union-attr]
    assert isinstance(host.front, Shell)
    return host.front


def views(shell: Shell) -> Iterator[str]:
    """Show one page after another; gives what is shown."""
    opened: Vault = shell.desk.vault
    first = next(iter(cohort.cohorts(opened)), None)
    rows = attendance.register(opened, first.id, vaults.TODAY).rows if first is not None else ()
    for spec in PAGES:
        if shell.desk.place.kind not in spec.places:
            continue
        if spec.id != "person":
            shell.go(spec.id)
            yield spec.id
        elif rows:
            for tab in TABS:
                shell.go("person", person_id=rows[0].person_id, tab=tab)
                yield f"person {tab}"


def settle(qtbot: QtBot, host: Host) -> None:
    qtbot.waitUntil(lambda: host.jobs.idle)
    for _turn in range(3):
        QApplication.processEvents()
    QTest.qWait(1)


@pytest.mark.parametrize(("records", "name", "text", "wide", "high"), list(_cases()))
def test_nothing_is_cut_or_pale(
    qtbot: QtBot,
    open_window: Callable[..., tuple[Host, Path]],
    records: str,
    name: str,
    text: int,
    wide: int,
    high: int,
) -> None:
    host, home = open_window(records, name, text, wide, high)
    settle(qtbot, host)
    wrong = {"lock": look_at(host)}
    shell = unlock(host, home)
    for shown in views(shell):
        settle(qtbot, host)
        if found := look_at(host):  # what a job told just now may not have its place yet: a fault stays
            QTest.qWait(100)
            settle(qtbot, host)
            found = look_at(host)
        wrong[shown] = found
    assert [f"{page}: {one}" for page, found in wrong.items() for one in found] == []


@pytest.mark.parametrize(
    ("records", "name", "text", "wide", "high"),
    [
        ("practice", "light", 100, 1366, 768),
        ("outside", "dark", 130, 1366, 768),
        pytest.param("practice", "contrast", 150, 1280, 720, marks=pytest.mark.deep),
        pytest.param("nobody", "dark", 100, 1280, 720, marks=pytest.mark.deep),
        pytest.param("longest", "light", 150, 1280, 720, marks=pytest.mark.deep),
    ],
)
def test_tab_reaches_all_in_the_order_of_reading_and_wears_its_ring(
    qtbot: QtBot, open_window: Open, records: str, name: str, text: int, wide: int, high: int
) -> None:
    host, home = open_window(records, name, text, wide, high)
    settle(qtbot, host)
    wrong = {"lock": gauge.walk(host)}
    shell = unlock(host, home)
    for shown in views(shell):
        settle(qtbot, host)
        wrong[shown] = gauge.walk(host)
    assert [f"{page}: {one}" for page, found in wrong.items() for one in found] == []


def look_at(host: Host) -> list[str]:
    return [
        *gauge.cut(host), *gauge.sticking_out(host), *gauge.sideways(host), *gauge.crooked(host), *gauge.pale(host)
    ]  # fmt: skip

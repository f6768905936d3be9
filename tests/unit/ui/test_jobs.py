"""Work off the main thread: nothing is lost when it is quick, nothing is called when its owner is gone."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from wagesdesk.errors import DriveGone
from wagesdesk.ui import jobs as jobs_module
from wagesdesk.ui.jobs import Cancelled, Job, Jobs, Progress, Token


class Ends:
    """Collects the two ends of a job, and the thread that delivered them."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.threads: set[threading.Thread] = set()

    def on_done(self, value: object) -> None:
        self.threads.add(threading.current_thread())
        self.done.append(value)

    def on_failed(self, error: Exception) -> None:
        self.threads.add(threading.current_thread())
        self.failed.append(error)


def test_quick_results_all_arrive_in_order_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    owner, ends, workers = QObject(), Ends(), set[threading.Thread]()

    def work(number: int, _token: Token) -> int:
        workers.add(threading.current_thread())
        return number

    for number in range(200):
        jobs.start(partial(work, number), owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    assert ends.done == list(range(200))
    assert ends.threads == {threading.main_thread()}
    assert len(workers) == 1
    assert threading.main_thread() not in workers


def test_a_world_error_goes_to_failed_alone(qtbot: QtBot, jobs: Jobs, bugs: list[Exception]) -> None:
    owner, ends = QObject(), Ends()

    def work(_token: Token) -> None:
        raise DriveGone(name="stick")

    jobs.start(work, owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    assert [type(error) for error in ends.failed] == [DriveGone]
    assert ends.done == []
    assert bugs == []


def test_a_bug_goes_through_the_crash_path_too(qtbot: QtBot, jobs: Jobs, bugs: list[Exception]) -> None:
    owner, ends = QObject(), Ends()
    jobs.start(lambda _token: dict[str, int]()["nothing"], owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    assert [type(error) for error in bugs] == [KeyError]
    assert ends.failed == bugs


def test_a_deleted_owner_hears_nothing(qtbot: QtBot, jobs: Jobs, bugs: list[Exception]) -> None:
    owner, ends, gate = QObject(), Ends(), threading.Event()
    steps: list[Progress] = []

    def work(token: Token) -> int:
        gate.wait(5)
        token.step(1, 1, "end")
        return 1

    jobs.start(work, owner=owner, done=ends.on_done, failed=ends.on_failed, progress=steps.append)
    jobs.start(lambda _token: 1 // 0, owner=owner, done=ends.on_done, failed=ends.on_failed)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert (ends.done, ends.failed, steps) == ([], [], [])
    assert [type(error) for error in bugs] == [ZeroDivisionError]


def test_stop_is_heard_at_the_next_step(qtbot: QtBot, jobs: Jobs, bugs: list[Exception]) -> None:
    owner, ends, reached = QObject(), Ends(), []

    def work(token: Token) -> None:
        for number in range(1000):
            reached.append(number)
            token.step(number, 1000, "copying")
            time.sleep(0.005)

    job = jobs.start(work, owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: len(reached) > 2)
    job.cancel()
    qtbot.waitUntil(lambda: jobs.idle)
    assert [type(error) for error in ends.failed] == [Cancelled]
    assert len(reached) < 900
    assert bugs == []


def test_progress_only_after_a_while(qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "SHOW_AFTER_MS", 60)
    owner, ends, shown = QObject(), Ends(), []
    jobs.running.connect(lambda job: shown.append(job.latest))

    def slow(token: Token) -> None:
        token.step(1, 2, "first")
        time.sleep(0.15)
        token.step(2, 2, "second")

    jobs.start(lambda token: token.step(1, 1, "quick"), owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    qtbot.wait(80)
    assert shown == []
    jobs.start(slow, owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    assert shown == [Progress(1, 2, "first"), Progress(2, 2, "second")]


def test_an_owner_that_shows_progress_itself(qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "SHOW_AFTER_MS", 1)
    owner, ends, mine, general = QObject(), Ends(), list[Progress](), list[Job]()
    jobs.running.connect(general.append)

    def slow(token: Token) -> None:
        time.sleep(0.03)
        token.step(3, 3, "checking")

    jobs.start(slow, owner=owner, done=ends.on_done, failed=ends.on_failed, progress=mine.append)
    qtbot.waitUntil(lambda: jobs.idle)
    assert mine[-1] == Progress(3, 3, "checking")
    assert general == []


def test_shutdown_waits_and_delivers_nothing(qtbot: QtBot, bugs: list[Exception]) -> None:
    jobs, owner, ends, ended = Jobs(bugs.append), QObject(), Ends(), []

    def work(token: Token) -> None:
        time.sleep(0.05)
        ended.append(1)
        token.step(1, 2, "stops here")
        ended.append(2)

    jobs.start(work, owner=owner, done=ends.on_done, failed=ends.on_failed)
    time.sleep(0.02)
    jobs.start(lambda _token: ended.append(3), owner=owner, done=ends.on_done, failed=ends.on_failed)
    jobs.shutdown()
    qtbot.wait(20)
    assert ended == [1]
    assert (ends.done, ends.failed, bugs) == ([], [], [])
    assert not [one for one in threading.enumerate() if one.name.startswith("vault")]


def test_after_a_drain_the_worker_works_again(qtbot: QtBot, jobs: Jobs) -> None:
    owner, ends = QObject(), Ends()
    jobs.drain()
    jobs.start(lambda _token: "again", owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    assert ends.done == ["again"]


def test_finished_is_told_for_every_job(qtbot: QtBot, jobs: Jobs) -> None:
    owner, ends, finished = QObject(), Ends(), list[Job]()
    jobs.finished.connect(finished.append)
    one = jobs.start(lambda _token: 1, owner=owner, done=ends.on_done, failed=ends.on_failed)
    other = jobs.start(lambda _token: 1 // 0, owner=owner, done=ends.on_done, failed=ends.on_failed)
    qtbot.waitUntil(lambda: jobs.idle)
    assert finished == [one, other]


def test_quiet_work_is_waited_for_by_nobody(qtbot: QtBot, jobs: Jobs) -> None:
    owner, gate, said, running = QObject(), threading.Event(), list[str](), list[object]()
    jobs.running.connect(running.append)
    jobs.start(
        lambda _token: gate.wait(5), owner=owner, done=lambda _done: said.append("done"), failed=print, quiet=True
    )
    assert jobs.idle
    qtbot.wait(jobs_module.SHOW_AFTER_MS + 100)
    assert running == []
    gate.set()
    qtbot.waitUntil(lambda: said == ["done"])
    jobs.shutdown()
    jobs.start(lambda _token: 1, owner=owner, done=print, failed=print, quiet=True)
    assert jobs.idle

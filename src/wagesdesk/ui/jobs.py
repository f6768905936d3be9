"""Work off the main thread: one worker, callbacks given before the work starts, results on the main thread."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from wagesdesk.errors import UserError
from wagesdesk.ui.later import later

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
SHOW_AFTER_MS = 300
_STEP_EVERY = 0.05
_TURN_SECONDS = 0.0005


class Cancelled(Exception):
    """The person pressed Stop; raised inside the work by `Token.step`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps (`total` 0: not known), and the present step in words."""

    done: int
    total: int
    text: str


class Token:
    """What the work is given: it reports through `step`, which is also where it is stopped."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._stop = threading.Event()
        self._last = 0.0

    def step(self, done: int, total: int, text: str) -> None:
        """Report progress; raises Cancelled after Stop was pressed."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last >= _STEP_EVERY:
            self._last = now
            self._report(Progress(done, total, text))

    def cancel(self) -> None:
        self._stop.set()


class Job:
    """One running piece of work. `latest` is what it last reported."""

    def __init__(
        self,
        owner: QObject,
        show: Callable[[Progress], None] | None,
        report: Callable[[Job, Progress], None],
        quiet: bool,
    ) -> None:
        self.owner = owner
        self.show = show
        self.latest = Progress(0, 0, "")
        self.shown = False
        self.quiet = quiet
        self.token = Token(lambda progress: report(self, progress))

    def cancel(self) -> None:
        """Ask the work to stop at its next step; `failed` then gets Cancelled."""
        self.token.cancel()


class Jobs(QObject):
    """The one worker thread for vault work.

    `crashed` hears of bugs before the owner's `failed` does. `running(Job)` is emitted after 300 ms and at each later
    step of a job that has no `progress` callback of its own, `finished(Job)` at the end of every job.
    """

    running = Signal(object)
    finished = Signal(object)
    _call = Signal(object)

    def __init__(self, crashed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crashed = crashed
        self._pool: ThreadPoolExecutor | None = None
        self._open: set[Job] = set()
        self._ended = False
        self._call.connect(self._on_call, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Callable[[Token], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Progress], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Run `work(token)` on the worker; exactly one of `done` and `failed` is called, on the main thread.

        `failed` gets a UserError, Cancelled, or a bug (which `crashed` has heard of by then). When `owner` was deleted
        in the meantime nothing is called. `work` must not touch widgets. `quiet` work is of no weight: nothing of it is
        shown, nobody need wait for it, and after `shutdown` it is not begun.
        """
        job = Job(owner, progress, self._on_step, quiet)
        if quiet and self._ended:
            return job
        self._open.add(job)

        def run() -> None:
            if job not in self._open:
                return
            try:
                result = work(job.token)
            except Exception as error:  # every end of the work is delivered
                failure = error
                self._call.emit(lambda: self._end(job, lambda: self._fail(job, failure, failed)))
            else:
                self._call.emit(lambda: self._end(job, lambda: self._done(job, result, done)))

        later(SHOW_AFTER_MS, self, lambda: self._show(job))
        self._worker().submit(run)
        return job

    def _worker(self) -> ThreadPoolExecutor:
        """The one worker, made for the first job: the lock page paints before there is one."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            # Each question to the vault gives the turn away, and the screen would wait five milliseconds for it.
            sys.setswitchinterval(_TURN_SECONDS)
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        return self._pool

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits that is not quiet."""
        return all(job.quiet for job in self._open)

    def drain(self) -> None:
        """Ask all work to stop, wait for it, and deliver nothing of it. The worker can be used again."""
        for job in self._open:
            job.cancel()
        self._open.clear()
        if self._pool is not None and not self._ended:
            self._pool.submit(int).result()

    def shutdown(self) -> None:
        """Drain, and end the worker for good. Harmless the second time."""
        self.drain()
        self._ended = True
        self._worker().shutdown(wait=True)

    def _on_call(self, call: Callable[[], None]) -> None:
        call()

    def _on_step(self, job: Job, progress: Progress) -> None:
        def on_main() -> None:
            job.latest = progress
            if job.shown:
                self._tell(job)

        self._call.emit(on_main)

    def _show(self, job: Job) -> None:
        if job in self._open and not job.quiet:
            job.shown = True
            self._tell(job)

    def _tell(self, job: Job) -> None:
        if job not in self._open or not shiboken6.isValid(job.owner):
            return
        if job.show is not None:
            job.show(job.latest)
        else:
            self.running.emit(job)

    def _end(self, job: Job, deliver: Callable[[], None]) -> None:
        if job not in self._open:
            return
        self._open.discard(job)
        self.finished.emit(job)
        deliver()

    def _done(self, job: Job, result: T, done: Callable[[T], None]) -> None:
        if shiboken6.isValid(job.owner):
            done(result)

    def _fail(self, job: Job, error: Exception, failed: Callable[[Exception], None]) -> None:
        if not isinstance(error, UserError | Cancelled):
            self._crashed(error)
        if shiboken6.isValid(job.owner):
            failed(error)

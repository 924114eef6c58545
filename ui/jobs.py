"""Long work off the window's thread: one worker, a session of its own, progress, and a stop at the next report."""

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from xuncha_desktop.kernel.errors import Cancelled
from xuncha_desktop.services.session import Session

_QUIET_SECONDS = 0.03  # progress told more often than this is only remembered
_COLLECT_MS = 2_000


class Report:
    """What work is given to tell how far it is. Every call is a place where the person's 取消 takes effect."""

    def __init__(self, job: "Job") -> None:
        self._job = job

    def __call__(self, done: int, total: int = 0, text: str = "") -> None:
        """`total` is 0 where it is not known. Raises `Cancelled`."""
        self._job._tell(done, total, text)  # pyright: ignore[reportPrivateUsage]

    def hand(self, part: Any) -> None:
        """Hand a finished part to the window before the end. Raises `Cancelled`."""
        self._job._hand(part)  # pyright: ignore[reportPrivateUsage]


Work = Callable[[Session, Report], Any]
BareWork = Callable[[Report], Any]


class Job(QObject):
    """One piece of work. Every public signal is sent on the window's thread, and none after `ended`.

    The worker thread only leaves notes and rings `_rung`, which Qt queues to this object's own thread: a slot that
    is a plain function would otherwise run on the worker. Work touches no widget.
    """

    progressed = Signal(int, int, str)
    part = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _rung = Signal()

    def __init__(self, label: str, work: BareWork, parent: QObject) -> None:
        super().__init__(parent)
        self.label = label
        self._work: BareWork | None = work
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._notes: list[tuple[str, Any]] = []
        self._told_at = 0.0
        self._rung.connect(self._listen, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Stop at the next report; a job that has not begun never begins."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether 取消 was pressed."""
        return self._stop.is_set()

    def run(self) -> None:
        """Do the work; called on the worker thread."""
        try:
            self._check()
            assert self._work is not None
            note = ("finished", self._work(Report(self)))
        except Cancelled:
            note = ("cancelled", None)
        except BaseException as error:  # a bug must reach the crash window too, not die in the worker
            note = ("failed", error)
        self._leave(*note)

    def _check(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def _tell(self, done: int, total: int, text: str) -> None:
        self._check()
        now = time.monotonic()
        if now - self._told_at >= _QUIET_SECONDS or (total and done >= total):
            self._told_at = now
            self._leave("progressed", (done, total, text))

    def _hand(self, part: Any) -> None:
        self._check()
        self._leave("part", part)

    def _leave(self, kind: str, value: Any) -> None:
        # Ringing under the lock: an earlier ring may already be listening there, and on hearing the last note it
        # would delete this object while it is still ringing here.
        with self._lock:
            self._notes.append((kind, value))
            self._rung.emit()

    @Slot()
    def _listen(self) -> None:
        with self._lock:
            notes, self._notes = self._notes, []
        for kind, value in notes:
            self._pass_on(kind, value)

    def _pass_on(self, kind: str, value: Any) -> None:
        if kind == "progressed":
            self.progressed.emit(*value)
        elif kind == "part":
            if not self.stopping:
                self.part.emit(value)
        else:
            self._work = None  # what the work holds is let go on this thread
            # A result that arrives after 取消 is no result: nobody waits for it any more.
            if kind == "finished" and not self.stopping:
                self.finished.emit(value)
            elif kind == "failed":
                self.failed.emit(value)
            else:
                self.cancelled.emit()
            self.ended.emit()


class Jobs(QObject):
    """Owns every job until its last signal was heard on this thread; the one place that deletes them.

    While a job runs, Python's cyclic collector is kept from running on the worker thread, where it could destroy a
    widget; a timer runs it here instead.
    """

    started = Signal(object)
    idle = Signal()

    def __init__(self, reopen: Callable[[], Session], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reopen = reopen
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._running: list[Job] = []
        self._closed = False
        self._collect = QTimer(self)
        self._collect.setInterval(_COLLECT_MS)
        self._collect.timeout.connect(self._on_collect)

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs that have not ended, the oldest first."""
        return tuple(self._running)

    def start(self, label: str, work: Work) -> Job:
        """Run `work(session, report)` with a session opened and closed on the worker thread."""
        reopen = self._reopen

        def with_session(report: Report) -> Any:
            session = reopen()
            try:
                return work(session, report)
            finally:
                session.close()

        return self.start_bare(label, with_session)

    def start_bare(self, label: str, work: BareWork) -> Job:
        """Run `work(report)` without a session."""
        if self._closed:
            raise RuntimeError("jobs are closed")
        job = Job(label, work, self)
        self._running.append(job)
        job.ended.connect(self._on_ended)
        if gc.isenabled():
            gc.disable()
            self._collect.start()
        self._thread.submit(job.run)
        self.started.emit(job)
        return job

    def close(self) -> None:
        """Stop everything and wait for the worker; what had not ended is told as ended."""
        if self._closed:
            return
        self._closed = True
        for job in self._running:
            job.cancel()
        self._thread.shutdown(wait=True)
        for job in self.running:
            job._listen()  # pyright: ignore[reportPrivateUsage]

    @Slot()
    def _on_ended(self) -> None:
        job = self.sender()
        assert isinstance(job, Job)
        self._running.remove(job)
        job.deleteLater()
        if not self._running:
            self._collect.stop()
            gc.enable()
            self.idle.emit()

    @Slot()
    def _on_collect(self) -> None:
        gc.collect(1)

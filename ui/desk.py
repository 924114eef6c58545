"""The desk: one person's open session, the broadcast of changes, and the turn of the business day."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.services.session import Changes, Session

T = TypeVar("T")
DAY_CHECK_MS = 20_000
log = logging.getLogger(__name__)

slow_after_ms: float = 50.0  # of a service call on the window's thread; raised on slow machines


@contextmanager
def timed(what: str) -> Generator[None]:
    """Log a warning if a service call holds up the window's thread; the name of the call only, never contents."""
    began = time.perf_counter()
    try:
        yield
    finally:
        took = (time.perf_counter() - began) * 1000
        if took > slow_after_ms:
            log.warning("%s took %.0f ms on the window's thread", what, took)


class Desk(QObject):
    """What every screen is given.

    `changed` carries the `Changes` of an act after its commit; `day_changed` the new business day; `refused` a
    sentence to be shown as it is.
    """

    changed = Signal(object)
    day_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._day = session.today
        session.on_change = self._on_change
        # A long timer would oversleep with the machine; a short look at the clock does not.
        self._watch = QTimer(self)
        self._watch.setInterval(DAY_CHECK_MS)
        self._watch.timeout.connect(self.look_at_the_clock)
        self._watch.start()

    def run(
        self,
        work: Callable[[Session], T],
        *,
        done: Callable[[T], object] | None = None,
        invalid: Callable[[Invalid], object] | None = None,
    ) -> bool:
        """Do a short act; True if it was done. A refusal is shown: broken fields by `invalid`, others by `refused`."""
        try:
            with timed(getattr(work, "__qualname__", "work")):
                result = work(self.session)
        except Invalid as reason:
            if invalid is None:
                self.refused.emit(str(reason))
            else:
                invalid(reason)
            return False
        except Refused as reason:
            self.refused.emit(str(reason))
            return False
        if done is not None:
            done(result)
        return True

    @Slot()
    def look_at_the_clock(self) -> None:
        """Tell a new business day; also called when the machine wakes."""
        today = self.session.today
        if today != self._day:
            self._day = today
            self.day_changed.emit(today)

    def close(self) -> None:
        """Stop listening; the session's owner closes the session."""
        self._watch.stop()
        self.session.on_change = _nobody

    def _on_change(self, changes: Changes) -> None:
        self.changed.emit(changes)


def _nobody(_: Changes) -> None:
    pass

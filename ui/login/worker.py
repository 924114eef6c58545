"""Slow steps of the login off the window's thread: one at a time, the answer back on the window's thread."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from xuncha_desktop.kernel.errors import Refused

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


class Worker(QObject):
    """`failed` carries what is no refusal: a bug, for the handler of the whole program."""

    failed = Signal(object)
    _rung = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._waiting = 0
        self._closed = False
        self._rung.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting > 0

    def run(
        self, work: Callable[[], Any], then: Callable[[Any], object], refused: Callable[[Refused], object] | None = None
    ) -> None:
        """Do `work` on the worker thread; `then` or `refused` is called on this one. After `close` nothing is done."""
        if self._closed:
            return
        self._waiting += 1
        gc.disable()  # the worker must not be the one who collects a widget

        def do() -> None:
            try:
                self._rung.emit(then, work(), None)
            except Refused as reason:
                self._rung.emit(refused, None, reason)
            except BaseException as error:
                self._rung.emit(None, None, error)

        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # the window stands before anything is asked of it

            self._thread = ThreadPoolExecutor(1, thread_name_prefix="login")
        self._thread.submit(do)

    def close(self) -> None:
        """Wait for the thread; answers that were not heard are dropped."""
        self._closed = True
        if self._thread is not None:
            self._thread.shutdown(wait=True)
        gc.enable()

    @Slot(object, object, object)
    def _answer(self, then: Callable[[Any], object] | None, result: Any, error: BaseException | None) -> None:
        self._waiting -= 1
        if self._closed:
            return
        if not self._waiting:
            gc.enable()
        if error is None and then is not None:
            then(result)
        elif isinstance(error, Refused) and then is not None:
            then(error)
        elif error is not None:
            self.failed.emit(error)

"""How a long piece of work tells how far it is, and hears that it should stop."""

from collections.abc import Callable

from xuncha_desktop.kernel.errors import Cancelled

Progress = Callable[[int, int, str], None]
"""Told bytes done, bytes in all, and what is being done; may itself raise `Cancelled`."""
Cancel = Callable[[], bool]

_STEP = 1 << 20


def silent(done: int, total: int, text: str) -> None:
    """Nobody is watching."""


def never() -> bool:
    """Nobody can press 取消."""
    return False


class Watch:
    """Counts bytes of one stage; looks for 取消 at every step and reports about once a mebibyte."""

    def __init__(self, progress: Progress = silent, cancel: Cancel = never) -> None:
        self._progress = progress
        self._cancel = cancel
        self._text = ""
        self._done = self._total = self._told = 0

    def begin(self, text: str, total: int) -> None:
        """Start a stage of `total` bytes."""
        self._text, self._total, self._done, self._told = text, total, 0, 0
        self.advance(0)
        self._progress(0, total, text)

    def advance(self, count: int) -> None:
        """`count` more bytes are done. Raises `Cancelled` if somebody asked for it."""
        if self._cancel():
            raise Cancelled
        self._done += count
        if self._done - self._told >= _STEP or (count and self._done == self._total):
            self._told = self._done
            self._progress(self._done, self._total, self._text)

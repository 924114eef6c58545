"""The child of B2: the real login window, desk and home screen off-screen; prints milliseconds as a line of JSON.

`python -m tests.bench.login_window WORKSPACE LOGIN`.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

import ui.desk
from tests.bench.measure import MS
from tests.bench.world import PASSWORD, means
from ui import theme
from ui.app import Program
from ui.gate import ServiceGate
from ui.login.settings import WindowSettings
from xuncha_desktop.crypto import slots

TYPING_MS = 1_500


class Painted(QObject):
    """Whether a window was painted."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint is enough."""
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return False


def main(workspace: Path, login: str) -> dict[str, float]:
    """Log in as a person does, the program warmed while he typed."""
    app = QApplication([])
    theme.apply(app)
    ui.desk.slow_after_ms = 60_000.0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(ServiceGate(means()), WindowSettings(Path(folder) / "window.json"))
        window = program.open_login(workspace)
        typing = QTimer()
        typing.setSingleShot(True)
        typing.start(TYPING_MS)
        spin(lambda: not typing.isActive() and not window.worker.busy)
        derivations = listen_to_derivations()
        window.sign_in.login.setText(login)
        window.sign_in.password.setText(PASSWORD)
        opened: list[float] = []
        window.entered.connect(lambda *_: opened.append(time.perf_counter()))
        painted = Painted()
        began = time.perf_counter()
        window.sign_in.submit()
        spin(lambda: program.shell is not None)
        program.shell.installEventFilter(painted)
        spin(lambda: painted.seen)
        shown = time.perf_counter()
        spin(lambda: not program.shell.jobs.running)
        app.processEvents()
        usable = time.perf_counter()
        program.shell.finish()
    return {
        "derivation": derivations[0],
        "opened": (opened[0] - began) * MS,
        "shown": (shown - began) * MS,
        "usable": (usable - began) * MS,
    }


def listen_to_derivations() -> list[float]:
    """Milliseconds of every key derivation from here on: on a shared machine only the very one can be taken off."""
    times: list[float] = []
    bare = slots.stretch

    def timed(*words: Any) -> bytes:
        began = time.perf_counter()
        try:
            return bare(*words)
        finally:
            times.append((time.perf_counter() - began) * MS)

    slots.stretch = timed
    return times


def spin(until: Callable[[], bool]) -> None:
    """Let Qt work until something is true, without taking the processor from the derivation."""
    while not until():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))

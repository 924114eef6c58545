"""The child of B3: a real ledger window off-screen; prints milliseconds and megabytes as one line of JSON.

`python -m tests.bench.ledger_window WORKSPACE [memory]`. For memory the page cache is made small, so that what the
window itself needs stands out.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.desk
from tests.bench.measure import spent
from tests.bench.world import LEADER, PASSWORD, means
from ui import theme
from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.ledger import LedgerView
from ui.records.names import Choice, DeskNames
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import profiles, reading
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.workspaces import Door
from xuncha_desktop.storage import connection

REPEATS = 5
SMALL_CACHE_KIB = 4_096


class Painted(QObject):
    """Notes paints of a view that come after its rows changed."""

    def __init__(self, view: LedgerView) -> None:
        super().__init__()
        self.fresh = self.seen = False
        self._view = view
        view.table.viewport().installEventFilter(self)
        view.model.counted.connect(lambda *_: setattr(self, "fresh", True))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A paint counts once the new rows are there."""
        if event.type() == QEvent.Type.Paint and self.fresh:
            self.seen = True
        return False

    def after(self, act: Callable[[], Any], *, rows_change: bool = True) -> float:
        """Milliseconds from an act to the end of the first paint that shows what it did."""
        self.fresh, self.seen = not rows_change, False

        def work() -> None:
            act()
            spin(lambda: self.seen)

        return spent(work)


def spin(until: Callable[[], bool]) -> None:
    """Let Qt work until something is true."""
    while not until():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def main(workspace: Path, *, memory: bool) -> dict[str, Any]:
    """Open, jump, sort, filter."""
    if memory:
        small = tuple(p for p in connection._PRAGMAS if not p.startswith("cache_size"))
        connection._PRAGMAS = (*small, f"cache_size=-{SMALL_CACHE_KIB}")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app)
    ui.desk.slow_after_ms = 60_000.0
    door = Door(workspace, means())
    session = door.enter(door.unlock(LEADER, PASSWORD))
    desk, jobs = Desk(session), Jobs(session.reopen)
    names = DeskNames(desk, _choices(session))
    reading.page(session, Query("unit"), size=1)
    found = _memory(desk, jobs, names) if memory else _paint(desk, jobs, names)
    jobs.close()
    desk.close()
    session.close()
    return found


def _choices(session: Any) -> Callable[[str], list[Choice]]:
    return lambda source: [Choice(*one) for one in profiles.codes(profiles.latest(session), source).items()]


def _paint(desk: Desk, jobs: Jobs, names: DeskNames) -> dict[str, Any]:
    ms: dict[str, list[float]] = {}
    whole: list[float] = []
    for _ in range(REPEATS):
        view = _Opened(desk, jobs, names)
        ms.setdefault("window: open the ledger", []).append(view.first_paint)
        whole.append(spent(lambda view=view: spin(lambda: view.at_rest)))
        for what, act, change in view.acts():
            ms.setdefault(f"window: {what}", []).append(view.painted.after(act, rows_change=change))
            if change:
                spin(lambda view=view: view.at_rest)
        view.close()
    middle = {what: sorted(times)[len(times) // 2] for what, times in ms.items()}
    return {"ms": middle, "whole": sorted(whole)[len(whole) // 2]}


class _Opened:
    """A ledger on the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, names: DeskNames) -> None:
        def show() -> None:
            self.view = LedgerView(Finding.type, desk, jobs, names)
            self.painted = Painted(self.view)
            self.painted.fresh = self.view.model.rowCount() > 0
            self.view.resize(1280, 620)
            self.view.show()
            spin(lambda: self.painted.seen)

        self.first_paint = spent(show)

    @property
    def at_rest(self) -> bool:
        """Whether the whole order is there."""
        return self.view.model.complete and not self.view.model.busy

    def acts(self) -> list[tuple[str, Callable[[], Any], bool]]:
        """What a person does, and whether the rows change by it."""
        view, table = self.view, self.view.table
        by_title = [f.name for f in view.model.columns].index("title")
        return [
            ("jump to the end", lambda: QTest.keyClick(table, Qt.Key.Key_End), False),
            ("re-sort by an indexed column", lambda: view.model.sort(by_title), True),
            ("sort newest first again", lambda: view.model.sort(-1), True),
            ("filter by an indexed column", lambda: view.choose("state", "draft", True), True),
            ("take the filter away", lambda: view.clear_filters(), True),
        ]

    def close(self) -> None:
        """Take it off the screen."""
        self.view.hide()
        self.view.model.close()
        self.view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _memory(desk: Desk, jobs: Jobs, names: DeskNames) -> dict[str, Any]:
    before = resident()
    view = _Opened(desk, jobs, names)
    highest = [resident()]

    def rested() -> bool:
        highest.append(resident())
        return view.at_rest

    spin(rested)
    for _, act, change in view.acts():
        view.painted.after(act, rows_change=change)
        if change:
            spin(rested)
        highest.append(resident())
    view.close()
    # While the order is read a second session has a cache of its own; taking off one only is on the safe side.
    return {"most": max(highest) - before - SMALL_CACHE_KIB / 1024}


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), memory="memory" in sys.argv[2:])))

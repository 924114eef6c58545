"""Pictures of every screen, as every person of the demonstration sees it; taken off-screen."""

import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xuncha_desktop.demonstration import making
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import reading
from xuncha_desktop.services.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.login.settings import WindowSettings
    from ui.shell.window import Shell

SIZE = (1280, 680)  # what a 1920×1080 screen at 150 % leaves (foundation)
SETTLING = 150  # milliseconds a screen is given after its last job
ROUNDS = 12  # of the event loop that have to pass as well: on a busy machine a moment is no rest
LONGEST = 60_000  # milliseconds after which it is taken as it is


def main(words: Sequence[str]) -> int:
    """`xuncha shots DIR`: make a demonstration in a passing folder and take its pictures. For `make shots`."""
    if len(words) != 1:
        print("用法：xuncha shots 目录", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        try:
            making.make(Path(folder) / "demo", None, lambda text: print(text, flush=True))
            take(Path(folder) / "demo", Path(words[0]))
        except Refused as reason:
            print(f"xuncha：{reason}", file=sys.stderr)
            return 1
    return 0


def take(folder: Path, target: Path) -> None:
    """Picture the login window, and every place of every person in the demonstration's workspaces."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.gate import ServiceGate
    from ui.login.settings import WindowSettings
    from ui.login.window import LoginWindow

    app = QApplication.instance() or QApplication(["xuncha"])
    qInstallMessageHandler(lambda *_: None)  # the off-screen platform says of every window what it cannot do
    logging.disable(logging.WARNING)  # how long a call took on this machine is no matter of pictures
    theme.apply(app)  # pyright: ignore[reportArgumentType]  the one application there is
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        settings = WindowSettings(Path(kept) / "window.json")
        login = LoginWindow(ServiceGate(), settings, None)
        login.show()
        _keep(login, target / "登录.png")
        login.close()
        login.worker.close()
        for workspace in making.workspaces(folder):
            for person in (*workspace.founders, *workspace.people):
                _person(workspace.session(person.login), workspace.path, settings, target, person.posts[0].label)
                workspace.leave()


def _person(session: Session, path: Path, settings: "WindowSettings", target: Path, post: str) -> None:
    """Every place this person sees, and the first record behind each ledger."""
    from ui.shell.places import places_for
    from ui.shell.window import Shell

    here = path.name.removesuffix("工作区")
    shell = Shell(session, path, settings)
    shell.resize(*SIZE)
    shell.show()
    for place in places_for(session):
        shell.go(place.name)
        if place.name == "paper":  # everything is signed at the end of the story: show the whole desk
            shell.pile.top.restore({"queue": "ALL"})  # pyright: ignore[reportAttributeAccessIssue]  the screen's own
        _keep(shell, target / f"{here}·{post}·{place.title}.png")
        if _open_first(shell, session, place.name):
            _keep(shell, target / f"{here}·{post}·{place.title}·一条记录.png")
            shell.back()
    shell.finish()
    shell.hide()
    shell.deleteLater()


def _open_first(shell: "Shell", session: Session, place: str) -> bool:
    type_ = record_types().get(place)
    if type_ is None or not session.holds(type_.compartment):
        return False
    rows = reading.page(session, reading.Query(place), size=1).rows
    if rows:
        shell.open_record(place, rows[0].id)
    return bool(rows)


def _keep(window: "QWidget", path: Path) -> None:
    """Let the window come to rest (its jobs, its timers), then grab it."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QThread

    from ui.jobs import Jobs

    window.resize(*SIZE)
    waiting, longest, rounds = QDeadlineTimer(SETTLING), QDeadlineTimer(LONGEST), 0
    while (rounds < ROUNDS or not waiting.hasExpired()) and not longest.hasExpired():
        rounds += 1
        if any(jobs.running for jobs in window.findChildren(Jobs)):
            waiting.setRemainingTime(SETTLING)
            rounds = 0
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pyright: ignore[reportArgumentType]
        QThread.msleep(10)
    window.grab().save(str(path))

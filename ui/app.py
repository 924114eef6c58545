"""The program: login window, then the desk, then lock or end. The one place where the parts are put together."""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.gate import ServiceGate
from ui.login.settings import WindowSettings
from ui.login.window import LoginWindow


class Program(QObject):
    """Holds whatever window is open. `ended` carries the workspace to return to, or None."""

    ended = Signal(object)

    def __init__(self, gate: ServiceGate, settings: WindowSettings) -> None:
        super().__init__()
        self.gate, self.settings = gate, settings
        self.login: LoginWindow | None = None
        self.shell: Any = None
        self.lock: Any = None
        self.faults: Any = None

    def open_login(self, workspace: Path | None) -> LoginWindow:
        """Show the login window."""
        self.login = LoginWindow(self.gate, self.settings, workspace)
        self.login.entered.connect(self._on_entered)
        self.login.failed.connect(self.on_bug)
        self.login.show()
        return self.login

    def _on_entered(self, session: Any, workspace: Path) -> None:
        from ui.lock import Lock, welcome_back
        from ui.shell.window import Shell

        self._install_faults()
        self.shell = Shell(session, workspace, self.settings)
        self.shell.broke.connect(self.on_bug)
        self.lock = Lock(self.shell, lambda: self.gate.means.uptime().seconds)
        self.lock.locked.connect(lambda: self._end(workspace))
        self.shell.closed.connect(self._on_closed)
        self.faults.refused.connect(self.shell.refuse)
        self.shell.show()
        welcome_back(self.shell)
        login, self.login = self.login, None
        if login is not None:
            login.hide()
            login.worker.close()
            login.deleteLater()

    def _on_closed(self) -> None:
        self.lock.leave()
        self.shell.finish()
        self._end(None)

    def _end(self, workspace: Path | None) -> None:
        self.gate.let_go()
        self.shell.hide()
        self.ended.emit(workspace)

    def on_bug(self, error: BaseException) -> None:
        """The last resort for what nobody caught."""
        self._install_faults()
        self.faults.handle(error)

    def _install_faults(self) -> None:
        if self.faults is None:
            from ui.shell.faults import Faults

            self.faults = Faults(self)
            self.faults.bug.connect(self._on_report)
            self.faults.install()

    def _on_report(self, text: str) -> None:
        from ui.shell.faults import CrashWindow

        lock = self.lock.begin if self.lock is not None else None
        window = CrashWindow(self.shell or self.login, text, lock)
        window.open()


def run(workspace: str | None) -> int:
    """Open the window and stay until the person is done; a lock does not return but begins the process anew."""
    app = QApplication(sys.argv[:1])  # our own words only: Qt would take `-platform` and more from the rest
    app.setApplicationName("xuncha-desktop")
    app.setApplicationDisplayName("巡察工作台")
    theme.apply(app)
    program = Program(ServiceGate(), WindowSettings())
    returning: list[Path] = []

    def end(to: Path | None) -> None:
        if to is not None:
            returning.append(to)
        app.quit()

    program.ended.connect(end)
    sys.excepthook = lambda _, error, __: program.on_bug(error)
    known = program.settings.recent
    QTimer.singleShot(0, program, lambda: program.open_login(Path(workspace) if workspace else (known or [None])[0]))
    code = app.exec()
    if returning:
        from ui.lock import start_again

        start_again(returning[0])
    return code

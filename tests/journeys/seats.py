"""Two PCs and who sits down at them: every login goes through the program's own login window."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.hands import Files, Hands
from ui.app import Program
from ui.gate import ServiceGate
from ui.login.settings import WindowSettings
from ui.shell.window import Shell
from xuncha_desktop.crypto.attempts import Uptime
from xuncha_desktop.crypto.primitives import LOWEST_COST
from xuncha_desktop.demonstration.stage import PASSWORD, StoryClock, repeating
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import Means

_DELETE_LATER = 52


class Seat(Hands):
    """One person at one PC, from the login window on. `session` is only for looking, never for acting."""

    def __init__(self, qtbot: QtBot, program: Program, files: Files) -> None:
        assert program.login is not None
        super().__init__(qtbot, program.login, files)
        self.program = program
        self.refusals: list[str] = []
        self.bugs: list[BaseException] = []

    @property
    def shell(self) -> Shell:
        """The main window."""
        assert isinstance(self.program.shell, Shell)
        return self.program.shell

    @property
    def session(self) -> Session:
        """To assert what is stored."""
        return self.shell.desk.session

    def one(self, cls: type[Record], **values: Any) -> Any:
        """The one record of a type with these values."""
        found = [one for one in self.session.table(cls).where() if all(getattr(one, n) == v for n, v in values.items())]
        assert len(found) == 1, f"{len(found)} of {cls.__name__}"
        return found[0]

    def sign_in(self, login: str, password: str) -> None:
        """Name, password, and the button."""
        self.rest()
        self.type("登录名", login)
        self.type("口令", password)
        self.press("登录")
        self.rest()

    def begin(self, login: str, initial: str) -> None:
        """The first login: a password of one's own."""
        self.sign_in(login, initial)
        self.choose_password(PASSWORD)

    def choose_password(self, new: str) -> None:
        """Twice the same, and in."""
        self.fill(新口令=new, 再输入一次新口令=new)
        self.press("启用新口令并进入")
        self.rest()

    def rest(self) -> None:
        """Until the login window has nothing under way."""
        self.wait(lambda: self.program.login is None or not self.program.login.worker.busy)
        QApplication.processEvents()

    def arrive(self) -> None:
        """The main window stands; what it begins by itself is done."""
        assert self.program.shell is not None, self.texts
        self.window = self.shell
        self.shell.desk.refused.connect(self.refusals.append)
        self.shell.activateWindow()
        self.idle()

    def idle(self) -> None:
        """Until no job runs."""
        self.wait(lambda: not self.shell.jobs.running)
        QApplication.processEvents()

    def refused(self, words: str) -> None:
        """The last sentence of refusal holds these words; it is expected and taken off the list."""
        assert self.refusals, "nothing was refused"
        assert words in self.refusals.pop()


class PC:
    """A computer with one workspace on it; its clock is the story's."""

    def __init__(self, qtbot: QtBot, files: Files, clock: StoryClock, folder: Path, name: str) -> None:
        self.qtbot, self.files, self.clock, self.folder = qtbot, files, clock, folder
        self.passwords: dict[str, str] = {}
        self.means = Means(clock, repeating(f"window/{name}"), lambda: Uptime("journey", 0))
        self.settings = WindowSettings(folder.parent / f"{name}.json")

    @contextmanager
    def login_window(self, workspace: Path | None) -> Generator[Seat]:
        """The program as it comes up; closed at the end with nothing refused or broken that was not expected."""
        program = Program(ServiceGate(self.means, LOWEST_COST), self.settings)
        bugs: list[BaseException] = []
        program.on_bug = bugs.append  # type: ignore[method-assign]
        program._install_faults = lambda: _faults(program)  # type: ignore[method-assign]
        program.open_login(workspace)
        seat = Seat(self.qtbot, program, self.files)
        try:
            yield seat
            assert not bugs
            assert seat.refusals == []
            if program.shell is not None:
                program.shell.close()
        finally:
            _put_away(program)

    @contextmanager
    def seat(self, login: str) -> Generator[Seat]:
        """Somebody sits down and works; a password older than a week has to be replaced first."""
        with self.login_window(self.folder) as seat:
            seat.sign_in(login, self.passwords.get(login, PASSWORD))
            if seat.program.shell is None and seat.reads("设置新口令"):
                self.passwords[login] = f"Lin-xi-2019#{self.clock.now:%m%d}"
                seat.choose_password(self.passwords[login])
            seat.arrive()
            yield seat
            seat.idle()

    def first_login(self, login: str, initial: str, said: str = "") -> None:
        """The initial password is replaced; `said` is what somebody is told who cannot work yet."""
        with self.login_window(self.folder) as seat:
            seat.begin(login, initial)
            if said:
                seat.wait_for(said)
            else:
                seat.arrive()


def _faults(program: Program) -> None:
    """pytest-qt watches for what nobody caught; the program's own hook would hide it from the test."""
    from ui.shell.faults import Faults

    if program.faults is None:
        program.faults = Faults(program)


def _put_away(program: Program) -> None:
    """What the end of the process does; after a failure without asking about what was left unsaved."""
    if program.shell is not None:
        if program.shell.isVisible():
            program.lock.leave()
            program.shell.finish()
            program.gate.let_go()
            program.shell.hide()
        program.shell.deleteLater()
    elif program.login is not None:
        program.login.close()
        program.login.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, _DELETE_LATER)
    QApplication.processEvents()

"""A window for tests of one screen: a desk, its jobs, names, and a memory of what the screen asked for."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.names import Choice, DeskNames
from xuncha_desktop.kernel.errors import Cancelled, Refused
from xuncha_desktop.services import profiles
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session

SIZE = (1068, 560)  # what 1280×680 leaves a screen beside navigation and bars


class Window(QWidget):
    """Stands in for the shell; refusals and words to the person are kept in the order they came."""

    def __init__(self, session: Session, workspace: Path) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.workspace = workspace
        self.desk = Desk(session, self)
        self.jobs = Jobs(session.reopen, self)
        self.names = DeskNames(self.desk, self._choices)
        self.refusals: list[str] = []
        self.said: list[str] = []
        self.opened: list[tuple[str, str]] = []
        self.lists: list[tuple[str, Query]] = []
        self.places: list[str] = []
        self.pages: list[tuple[str, QWidget]] = []
        self.desk.refused.connect(self.refusals.append)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.resize(*SIZE)

    def show_screen(self, screen: Any) -> Any:
        """Lay a screen in the window and show it."""
        self._column.addWidget(screen)
        self.show()
        self.activateWindow()
        return screen

    def open_record(self, type_name: str, record_id: str) -> None:
        self.opened.append((type_name, record_id))

    def new_record(self, type_name: str) -> None:
        self.opened.append((type_name, ""))

    def open_list(self, title: str, query: Query) -> None:
        self.lists.append((title, query))

    def go(self, place: str) -> None:
        self.places.append(place)

    def push(self, title: str, page: QWidget) -> None:
        self.pages.append((title, page))

    def back(self) -> None:
        self.pages.pop()

    def say(self, text: str) -> None:
        self.said.append(text)

    def refuse(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.refusals.append(str(error))
        elif not isinstance(error, Cancelled):
            raise error

    def ledger_settings(self, name: str) -> dict[str, Any]:
        return {}

    def keep_settings(self) -> None:
        pass

    def end(self) -> None:
        self.jobs.close()
        self.desk.close()
        self.close()
        self.deleteLater()

    def _choices(self, source: str) -> list[Choice]:
        profile = profiles.latest(self.desk.session)
        return [Choice(one.value, one.words, one.group, one.note) for one in profiles.offers(profile, source)]


def sheet_of(parent: QWidget) -> Any:
    """The dialog that is open over a screen."""
    return next(found for found in parent.findChildren(QDialog) if found.isVisible())


def click(button: QWidget) -> None:
    """Press a button as a person does."""
    QApplication.processEvents()
    assert button.isVisible(), "the button is not on the screen"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

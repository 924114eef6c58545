"""A group's room with a window around each person: pages lie on a pile, words and refusals are kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

import ui.desk
from tests.group_room import Room, room
from tests.ui.screens.papers import pdf
from ui import theme
from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.names import Choice, DeskNames
from ui.screens.record_page import RecordPage
from ui.shell.lines import line_of
from ui.theme import fonts
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session


class Window(QWidget):
    """What screens ask of the shell, and nothing more."""

    def __init__(self, session: Session, workspace: Path) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = Desk(session, self)
        self.jobs = Jobs(session.reopen, self)
        self.names = DeskNames(self.desk, self._choices)
        self.workspace = workspace
        self.said: list[str] = []
        self.refusals: list[str] = []
        self.settings: dict[str, dict[str, Any]] = {}
        self.desk.refused.connect(self.refusals.append)
        self.pile = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.pile)
        self.resize(1068, 580)

    @property
    def top(self) -> Any:
        return self.pile.currentWidget()

    def open_record(self, type_name: str, record_id: str) -> None:
        self.push("", RecordPage(self, type_name, record_id, line_of(type_name)))

    def new_record(self, type_name: str) -> None:
        self.push("", RecordPage(self, type_name, "", line_of(type_name)))

    def open_list(self, title: str, query: Any) -> None:
        raise NotImplementedError

    def go(self, place: str) -> None:
        raise NotImplementedError

    def push(self, title: str, page: QWidget) -> None:
        self.pile.addWidget(page)
        self.pile.setCurrentWidget(page)

    def back(self) -> None:
        page = self.top
        if page.may_leave():
            self.pile.removeWidget(page)
            page.deleteLater()

    def say(self, text: str) -> None:
        self.said.append(text)

    def refuse(self, error: BaseException) -> None:
        self.refusals.append(str(error))

    def ledger_settings(self, name: str) -> dict[str, Any]:
        return self.settings.setdefault(name, {})

    def keep_settings(self) -> None:
        pass

    def finish(self) -> None:
        for number in range(self.pile.count()):
            for name in ("files", "paper"):
                if (part := getattr(self.pile.widget(number), name, None)) is not None:
                    part.close_child()
        self.jobs.close()
        self.desk.close()

    def _choices(self, source: str) -> list[Choice]:
        found = profiles.offers(profiles.latest(self.desk.session), source)
        return [Choice(one.value, one.words, one.group, one.note) for one in found]


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    app = QApplication.instance() or QApplication(qapp_args)
    assert isinstance(app, QApplication)
    theme.apply(app)
    fonts.load_rare()
    record_types()
    return app


@pytest.fixture(autouse=True)
def _slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared machine may hold any call up; what is slow is measured elsewhere."""
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


@pytest.fixture
def window(qtbot: Any, qapp: QApplication, here: Room) -> Iterator[Callable[..., Window]]:
    """Opens a person's window, with a screen on it."""
    made: list[Window] = []

    def open_for(session: Session, screen: Callable[[Window], QWidget] | None = None) -> Window:
        found = Window(session, here.workspace.folder)
        qtbot.addWidget(found)
        made.append(found)
        if screen is not None:
            found.push("", screen(found))
        found.show()
        found.activateWindow()
        qtbot.waitUntil(found.isActiveWindow)
        return found

    yield open_for
    for one in made:
        one.finish()
    QApplication.processEvents()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF of two pages."""
    path = tmp_path / "记账凭证.pdf"
    path.write_bytes(pdf(2))
    return path

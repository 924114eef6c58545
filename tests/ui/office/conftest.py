"""The office's room on a screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import ui.desk
from tests.office_room import OfficeRoom, office_room
from tests.ui.office.frame import Window
from ui import theme
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services.session import Session


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    app = QApplication.instance() or QApplication(qapp_args)
    assert isinstance(app, QApplication)
    theme.apply(app)
    record_types()
    return app


@pytest.fixture(autouse=True)
def _slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared machine may hold any call up; what is slow is measured elsewhere."""
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


@pytest.fixture
def window_of(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Session], Window]]:
    """A window for a person's session; closed after the test."""
    made: list[Window] = []

    def open_one(session: Session) -> Window:
        made.append(Window(session, tmp_path))
        return made[-1]

    yield open_one
    for window in made:
        window.end()
    QApplication.processEvents()

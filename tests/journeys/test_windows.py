"""The whole line through real windows: two PCs, a stick, and nothing but keys and clicks after the founding."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui.desk
from tests.journeys import group_opens, office_plans
from tests.journeys.hands import Files
from tests.journeys.seats import PC
from ui import theme
from ui.theme import fonts
from xuncha_desktop.demonstration import stage
from xuncha_desktop.records.registry import record_types

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp)
    fonts.load_rare()
    record_types()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    # Two cores shared with others: how long a commit takes is no matter of this journey.
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)
    return Files(monkeypatch)


def test_the_whole_line_is_walked_through_the_windows_of_office_and_group(
    qtbot: QtBot, files: Files, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    clock = stage.StoryClock()
    founded = stage.office(tmp_path / "office", "windows")
    founded.clock.to("2019-06-03")
    founded.found("office")
    clock.to("2019-06-04")
    office = PC(qtbot, files, clock, founded.path, "office")

    code = office_plans.plan(office, stick)
    (package,) = stick.glob("*.ipx")
    group = PC(qtbot, files, clock, tmp_path / "group", "group")
    group_opens.found(group, package, code, stick)

"""What every journey through windows needs: a dressed program, and the dialogs of the system in a test's hands."""

import pytest
from PySide6.QtWidgets import QApplication

import ui.desk
from tests.journeys.hands import Files
from ui import theme
from ui.theme import fonts
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.records.registry import record_types


@pytest.fixture
def files(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Files:
    theme.apply(qapp)
    fonts.load_rare()
    record_types()
    # Two cores shared with others: how long a commit takes is no matter of a journey.
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)
    monkeypatch.setattr(ConfirmSheet, "exec", lambda sheet: pytest.fail(f"left unsaved: {sheet.windowTitle()}"))
    return Files(monkeypatch)

"""Printing a 底稿 from the desk: registered with copies and purpose once a place is chosen, and not before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from tests.ui.screens.test_working_papers import sent
from ui.pages.printing_out import PrintSheet
from ui.screens.working_papers import WorkingPapersScreen
from xuncha_desktop.records.prints import PrintStamp

Open = Callable[..., Window]


def asked(qtbot: Any, window: Window) -> PrintSheet:
    qtbot.mouseClick(window.top.paper.print_button, Qt.MouseButton.LeftButton)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PrintSheet)
    return sheet


def test_every_copy_is_numbered_in_the_file_and_the_print_is_registered(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "底稿.pdf"
    paper = sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    sheet = asked(qtbot, w)
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *said: (offered.append(said[2]), (str(target), ""))[1])
    sheet.editors["copies"].line.setText("3")
    sheet.editors["purpose"].line.setText("送组长手签")
    sheet.act()
    assert target.read_bytes().startswith(b"%PDF")
    assert offered == [f"{paper.number}问题底稿.pdf"]
    (stamp,) = here.deputy.table(PrintStamp).where()
    assert (stamp.copies, stamp.purpose, stamp.subject_id) == (3, "送组长手签", paper.id)
    assert "底稿.pdf" in w.said[-1]


def test_without_a_place_nothing_is_registered_and_the_sheet_stays(
    qtbot: Any, here: Room, window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(here)
    sheet = asked(qtbot, window(here.deputy, WorkingPapersScreen))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    sheet.act()
    assert "没有选择保存位置" in sheet.refusal.text
    assert here.deputy.table(PrintStamp).count() == 0
    sheet.reject()


def test_no_copies_and_a_place_that_cannot_be_written_are_said(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(here)
    sheet = asked(qtbot, window(here.deputy, WorkingPapersScreen))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "底稿.pdf"), ""))
    sheet.editors["copies"].line.setText("0")
    sheet.act()
    assert sheet.refusal.text == "请填写份数"
    sheet.editors["copies"].line.setText("1")
    sheet.act()
    assert "不能写入" in sheet.refusal.text
    sheet.reject()

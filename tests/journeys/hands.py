"""A person's hands and eyes at a window: finds what is in sight by its words, clicks, types, and reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.records.picker import RefPicker
from ui.widgets.banner import Banner

W = TypeVar("W", bound=QWidget)
INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox)
PATIENCE = 60_000  # a shared machine may take its time


class Files:
    """What a person picks in the dialogs of the system, which no test can click."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.picked = Path()
        patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(self.picked), ""))
        patch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(self.picked)], ""))
        patch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(self.picked))
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(self.picked), ""))


class Hands:
    """`window` is what stands on the screen; a sheet that lies over it comes first."""

    def __init__(self, qtbot: QtBot, window: QWidget, files: Files) -> None:
        self.qtbot, self.window, self.files = qtbot, window, files

    # ------------------------------------------------------------ eyes

    @property
    def ground(self) -> QWidget:
        """The open sheet, or the window."""
        QApplication.processEvents()
        return QApplication.activeModalWidget() or self.window

    def see(self, kind: type[W], words: str) -> list[W]:
        """Widgets in sight with these words as text or accessible name; failing that, those that begin with them."""
        there = [one for one in self.ground.findChildren(kind) if one.isVisible()]
        begun = [one for one in there if any(name.startswith(words) for name in _names(one))]
        return [one for one in there if words in _names(one)] or begun

    def find(self, kind: type[W], words: str) -> W:
        """The first of them. A test that finds none fails with what is there."""
        found = self.see(kind, words)
        there = sorted({name for one in self.ground.findChildren(kind) if one.isVisible() for name in _names(one)})
        assert found, f"no {kind.__name__} “{words}” in sight, only {there}"
        return found[0]

    def reads(self, words: str) -> bool:
        """Whether a label or a banner in sight holds these words."""
        return any(words in text for text in self.texts)

    @property
    def texts(self) -> list[str]:
        """What labels and banners in sight say."""
        ground = self.ground
        banners = [one.text for one in ground.findChildren(Banner) if one.isVisible()]
        labels = [one for one in ground.findChildren(QLabel) if one.isVisible()]
        return banners + [one.text() for one in labels] + [one.accessibleName() for one in labels]

    def column(self, grid: str, number: int) -> list[str]:
        """A column of a table by its name."""
        table = self.find(QTableWidget, grid)
        return [item.text() for row in range(table.rowCount()) if (item := table.item(row, number)) is not None]

    def wait(self, until: Callable[[], Any]) -> None:
        """Until something is so."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE)

    def wait_for(self, words: str) -> None:
        """Until these words can be read."""
        try:
            self.wait(lambda: self.reads(words))
        except TimeoutError:
            pytest.fail(f"“{words}” is not in sight, only {self.texts}")

    # ------------------------------------------------------------ hands

    def press(self, words: str) -> None:
        """Press a button, a chip or a box."""
        button = self.find(QAbstractButton, words)
        assert button.isEnabled(), f"“{words}” cannot be pressed: {button.toolTip()}"
        if button.isCheckable() and button.property("look") != "chip":
            button.setFocus()
            QTest.keyClick(button, Qt.Key.Key_Space)
        else:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def pick(self, words: str, path: Path) -> None:
        """Press a button that opens a dialog of the system, and choose there."""
        self.files.picked = path
        self.press(words)

    def type(self, name: str, words: str) -> None:
        """Write into a field instead of what stands in it."""
        field = next((one for kind in INPUTS for one in self.see(kind, name)), None)
        assert field is not None, f"no field “{name}” in sight"
        assert field.isEnabled()
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        write(field, words)
        _close_popup()

    def fill(self, **fields: str) -> None:
        """Write into several fields."""
        for name, words in fields.items():
            self.type(name, words)

    def refer(self, name: str, words: str) -> None:
        """Choose another record: type, wait for what is offered, ↓ and 回车."""
        field = self.find(RefPicker, name)
        field.setFocus()
        write(field, words)
        self.wait(lambda: any(words in title for title in field.offered) and QApplication.activePopupWidget())
        popup = QApplication.activePopupWidget()
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        assert words in field.text()

    def turn_box(self, name: str, words: str) -> None:
        """Go down a drop-down until it says so."""
        box = self.find(QComboBox, name)
        box.setFocus()
        for _ in range(box.count()):
            if words in box.currentText():
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert words in box.currentText()

    def tab(self, title: str) -> None:
        """Turn to a page by its tab."""
        for bar in self.ground.findChildren(QTabBar):
            for number in range(bar.count()):
                if bar.isVisible() and bar.tabText(number).startswith(title):
                    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())
                    QApplication.processEvents()
                    return
        raise AssertionError(f"no tab “{title}” in sight")

    def go(self, title: str) -> None:
        """Turn to a place of the navigation."""
        self.click_item(self.find(QListWidget, "导航"), title)

    def click_item(self, view: QAbstractItemView, words: str, *, twice: bool = False) -> None:
        """Click the entry that holds these words; twice opens it."""
        QApplication.processEvents()
        model = view.model()
        for row in range(model.rowCount()):
            for column in range(1 if isinstance(view, QListView) else model.columnCount()):
                index = model.index(row, column)
                if words in str(index.data() or ""):
                    view.scrollTo(index)
                    at = view.visualRect(index).center()
                    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
                    if twice:
                        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
                    QApplication.processEvents()
                    return
        raise AssertionError(f"no entry “{words}” in “{view.accessibleName()}”")

    def tick(self, name: str, words: str) -> None:
        """Tick the entry of a list that holds these words."""
        view = self.find(QListWidget, name)
        self.click_item(view, words)
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert view.currentItem().checkState() is Qt.CheckState.Checked

    def key(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """A key, to whatever has the focus, or to the sheet or window as a whole."""
        ground = self.ground
        ground.activateWindow()  # off-screen no window manager gives the window back what a closed sheet had
        self.wait(ground.isActiveWindow)
        QTest.keyClick(ground.focusWidget() or ground, key, held[0] if held else Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def refused_act(self, words: str) -> str:
        """The reason on a button that cannot be pressed."""
        button = self.find(QAbstractButton, words)
        assert not button.isEnabled(), f"“{words}” could be pressed"
        return button.toolTip()


def write(field: QWidget, words: str) -> None:
    """Keys for plain letters; a Chinese text comes from the input method."""
    if words.isascii():
        QTest.keyClicks(field, words)
        return
    said = QInputMethodEvent()
    said.setCommitString(words)
    QApplication.sendEvent(field, said)


def paste(text: str) -> None:
    """Lay a text on the clipboard, as WPS does."""
    QGuiApplication.clipboard().setText(text)


def _names(one: QWidget) -> tuple[str, ...]:
    text = one.text() if isinstance(one, (QAbstractButton, QLabel)) else ""
    return tuple(name.strip() for name in (text, one.accessibleName()) if name.strip())


def _close_popup() -> None:
    if (popup := QApplication.activePopupWidget()) is not None:
        QTest.keyClick(popup, Qt.Key.Key_Escape)

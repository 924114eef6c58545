"""Every input has a name, the keyboard reaches it, and Chinese comes in by preedit and commit."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.ui.shell.conftest import Desk
from ui.login.change import ChangePage
from ui.login.guide import GuidePage
from ui.shell.sheets import CertifySheet, OpenAccountSheet
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import reading

INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
WORD = "巡察"


def inputs(root: QWidget) -> Iterator[QWidget]:
    """What a person can type into or choose from, parts of a composed input left out."""
    for widget in root.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox, QAbstractItemView))
        if widget.isVisibleTo(root) and widget.isEnabled() and not inner and not _inside_popup(widget):
            pressed = isinstance(widget, QAbstractButton) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            if pressed or isinstance(widget, INPUTS):
                yield widget


def nameless(root: QWidget) -> list[str]:
    """Inputs a screen reader would call nothing."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in inputs(root)
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def unreached(root: QWidget) -> list[str]:
    """Inputs the tab key never comes to."""
    first = next(inputs(root))
    first.setFocus()
    reached: set[int] = set()
    widget: QWidget | None = first
    for _ in range(1000):
        widget = widget.nextInFocusChain()
        reached.add(id(widget))
        proxy = widget.focusProxy()
        if proxy is not None:
            reached.add(id(proxy))
        if widget is first:
            break
    return [
        f"{type(one).__name__} {one.accessibleName()}"
        for one in inputs(root)
        if not (id(one) in reached and one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def fields(root: QWidget) -> Iterator[QWidget]:
    """Text fields that take words."""
    for widget in root.findChildren(QWidget):
        text = isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit))
        if text and widget.isVisibleTo(root) and widget.isEnabled() and not widget.isReadOnly():
            yield widget


def type_by_input_method(field: QWidget) -> str:
    """Compose and commit a word as an input method does. Returns what stands in the field."""
    field.setFocus()
    field.clear()  # a day that fills its field leaves no room for a word
    for event in (QInputMethodEvent("xuncha", []), QInputMethodEvent("xun'cha", [])):
        QApplication.sendEvent(field, event)
    composing = text_of(field)
    commit = QInputMethodEvent()
    commit.setCommitString(WORD)
    QApplication.sendEvent(field, commit)
    assert "xun" not in composing, "what is only being composed must not count as entered"
    return text_of(field)


def text_of(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]


def _inside_popup(widget: QWidget) -> bool:
    window = widget.window()
    return window.windowType() == Qt.WindowType.Popup


Opener = Callable[[Desk], QWidget]


def _login(desk: Desk) -> QWidget:
    return desk.login


def _guide(step: str) -> Opener:
    def open_(desk: Desk) -> QWidget:
        guide = GuidePage(desk.program.gate, desk.login.worker)
        guide.setParent(desk.login, Qt.WindowType.Window)
        guide.of_group.setChecked(step == "task")
        guide.go(step)
        guide.show()
        return guide

    return open_


def _change(desk: Desk) -> QWidget:
    page = ChangePage("王五", lambda text: [("不少于10个字符", len(text) > 9)])
    page.setParent(desk.login, Qt.WindowType.Window)
    page.show()
    return page


def _place(login: str, place: str) -> Opener:
    def open_(desk: Desk) -> QWidget:
        shell = desk.enter(login)
        shell.go(place)
        desk.settle()
        return shell

    return open_


def _new(login: str, place: str) -> Opener:
    def open_(desk: Desk) -> QWidget:
        shell = desk.enter(login)
        shell.go(place)
        shell.new_record(place)
        return shell

    return open_


def _record(desk: Desk) -> QWidget:
    shell = desk.enter("zhangsan")
    (finding,) = reading.page(shell.desk.session, reading.Query("finding")).rows
    shell.open_record("finding", finding.id)
    return shell


def _sheet(make: Callable[[QWidget], QWidget]) -> Opener:
    def open_(desk: Desk) -> QWidget:
        sheet = make(desk.login)
        sheet.show()
        return sheet

    return open_


SCREENS: dict[str, Opener] = {
    "login": _login,
    "guide: about": _guide("about"),
    "guide: task": _guide("task"),
    "guide: place": _guide("place"),
    "guide: people": _guide("people"),
    "guide: passwords": _guide("result"),
    "change": _change,
    "home": _place("zhangsan", "home"),
    "home of the leader": _place("lisi", "home"),
    "ledger": _place("zhangsan", "finding"),
    "a new finding": _new("zhangsan", "finding"),
    "a new petition": _new("lisi", "petition"),
    "a finding": _record,
    "accounts of the administrator": _place("sysadmin", "accounts"),
    "accounts of the security officer": _place("secadmin", "accounts"),
    "audit": _place("auditor", "audit"),
    "sheet: account": _sheet(OpenAccountSheet),
    "sheet: certificate": _sheet(
        lambda parent: CertifySheet(parent, "王五", "1234 5678", date(2019, 7, 8), tuple(Post))
    ),
}


OFFICE_SCREENS: dict[str, Opener] = {"plans": _place("holder", "planning")}


@pytest.mark.parametrize(
    ("kind", "screen"), [*(("group", each) for each in SCREENS), *(("office", each) for each in OFFICE_SCREENS)]
)
def test_every_input_is_named_reached_and_takes_chinese(desk: Desk, screen: str) -> None:
    root = (SCREENS | OFFICE_SCREENS)[screen](desk)
    assert list(inputs(root)), "nothing to type into or press was found"
    assert nameless(root) == []
    assert unreached(root) == []
    for field in list(fields(root)):
        assert WORD in type_by_input_method(field), field.accessibleName()


def test_the_walkers_see_what_they_look_for(qtbot) -> None:
    root, bare, away = QWidget(), None, None
    qtbot.addWidget(root)
    bare, away = QLineEdit(root), QLineEdit(root)
    away.setAccessibleName("有名")
    away.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    root.show()
    assert len(nameless(root)) == 1
    assert unreached(root) == ["QLineEdit 有名"]
    assert type_by_input_method(bare) == WORD


def test_an_enter_that_ends_a_composition_sends_nothing(desk: Desk) -> None:
    page = desk.login.sign_in
    QApplication.sendEvent(page.login, QInputMethodEvent("zhang", []))
    QTest.keyClick(page.login, Qt.Key.Key_Tab)
    QApplication.sendEvent(page.login, QEvent(QEvent.Type.FocusOut))
    assert page.said.text() == ""
    assert not desk.login.worker.busy

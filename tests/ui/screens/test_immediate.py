"""立行立改 in a group's window: begun, corrected, and taken up again where no consent came."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from ui.office.consent import ImmediatePage
from ui.pages.sheet import FieldSheet
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState
from xuncha_desktop.services import immediate
from xuncha_desktop.services.session import Session

Open = Callable[..., Window]


def declined(session: Session, record: ImmediateRectification) -> None:
    """As a 批示包 that does not agree leaves it."""
    with session.carry_out("package", record.type.compartment) as tx:
        tx.save(record, record.changed(state=ImmediateState.DECLINED), reason="收到批示")


def one(session: Session) -> ImmediateRectification:
    (found,) = session.table(ImmediateRectification).where()
    return found


def test_a_matter_is_begun_and_corrected_until_it_is_asked(qtbot: Any, here: Room, window: Open) -> None:
    page = window(here.leader, ImmediatePage).top
    assert not page.open_button.isVisible()
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, FieldSheet)
    sheet.editors["problem"].text.setPlainText("安全出口堆放货物")
    sheet.editors["suggestion"].text.setPlainText("清理")
    sheet.act()
    assert page.grid.current == one(here.leader).id
    assert page.acts["immediate.correct"].isVisible()
    immediate.request(here.leader, one(here.leader).id, one(here.leader).version, "2019-07-08")
    page.reload()
    assert not page.acts["immediate.correct"].isVisible()
    assert "同意后才能发出建议" in page.hint.text()


def test_what_was_declined_is_taken_up_again_with_a_reason(qtbot: Any, here: Room, window: Open) -> None:
    made = immediate.draft(here.leader, here.group.id, problem="安全出口堆放货物", suggestion="清理")
    declined(here.leader, made)
    page = window(here.leader, ImmediatePage).top
    qtbot.mouseClick(page.acts["immediate.redraft"], Qt.MouseButton.LeftButton)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ConfirmSheet)
    assert not sheet.yes.isEnabled()
    sheet._words.setPlainText("按批示补充措施")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert one(here.leader).state is ImmediateState.DRAFT
    assert page.acts["immediate.request"].isVisible()

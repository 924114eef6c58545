"""Talks and meetings: begun with what is known already, registered and corrected."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from ui.screens.entry_meetings import EntryMeetingsScreen
from ui.screens.group_meetings import GroupMeetingsScreen
from ui.screens.interviews import InterviewsScreen
from ui.screens.record_page import RecordPage
from xuncha_desktop.records.onsite import EntryMeeting, Interview

Open = Callable[..., Window]


def begun(qtbot: Any, w: Window) -> RecordPage:
    qtbot.keyClick(w.top, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(w.top, RecordPage)
    return w.top


def test_a_second_talk_begins_with_the_people_of_the_first(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.member, InterviewsScreen)
    page = begun(qtbot, w)
    assert page.form.editors["interviewers"].value() == ("孙组员",)
    page.form.editors["interviewers"].set_value(("孙组员", "赵联络"))
    page.form.editors["interviewee"].line.setText("钱科长")
    page.form.editors["place"].line.setText("三楼小会议室")
    page.form.editors["level"].box.setCurrentIndex(2)
    page.form.editors["content"].text.setPlainText("谈了审批")
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert w.refusals == []
    assert here.member.table(Interview).where()[0].number.endswith("谈001号")
    assert page.record is None
    assert page.form.editors["interviewers"].value() == ("孙组员", "赵联络")
    assert page.form.editors["place"].value() == "三楼小会议室"
    assert not page.form.editors["interviewee"].value()


def test_an_entry_meeting_begins_with_the_agenda_of_the_profile(qtbot: Any, here: Room, window: Open) -> None:
    page = begun(qtbot, window(here.liaison, EntryMeetingsScreen))
    assert len(page.form.editors["agenda"].value()) == 4
    page.form.editors["place"].line.setText("三楼")
    page.form.editors["chair"].line.setText("王组长")
    assert page.store()
    assert here.liaison.table(EntryMeeting).where()[0].held_on == "2019-07-08"


def test_a_refused_talk_keeps_everything_that_was_typed(qtbot: Any, here: Room, window: Open) -> None:
    page = begun(qtbot, window(here.member, InterviewsScreen))
    page.form.editors["interviewee"].line.setText("钱科长")
    page.form.editors["level"].box.setCurrentIndex(2)
    page.form.editors["content"].text.setPlainText("谈了审批")
    page.form.editors["began"].line.setText("25:00")
    assert not page.store()
    assert "09:30" in page.frame.refusals[-1]
    assert page.form.editors["content"].value() == "谈了审批"
    assert here.member.table(Interview).count() == 0


def test_the_office_reads_a_groups_meeting_but_does_not_change_it(qtbot: Any, here: Room, window: Open) -> None:
    page = begun(qtbot, window(here.liaison, GroupMeetingsScreen))
    page.form.editors["chair"].line.setText("王组长")
    assert page.store()
    saved = page.record
    page.record = saved.changed(custodian="00000000-0000-7000-8000-0000000000ff")
    page.show_record(page.record)
    assert not page.save.isEnabled()
    assert "另一工作区保管" in page.head.hint.text()
    assert not page.files.add_button.isEnabled()


def test_every_input_of_a_new_record_has_a_name_for_a_screen_reader(qtbot: Any, here: Room, window: Open) -> None:
    page = begun(qtbot, window(here.member, InterviewsScreen))
    inputs = [w for kind in (QLineEdit, QPlainTextEdit, QComboBox) for w in page.findChildren(kind) if w.isVisible()]
    assert len(inputs) > 8
    assert [w for w in inputs if not w.accessibleName() and not w.parent().accessibleName()] == []

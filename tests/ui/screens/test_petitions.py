"""信访举报 and 问题线索: registered quickly, decided on as a stack, unseen by those without the key."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from ui.pages.reveal import SECONDS
from ui.screens.leads import LeadsScreen
from ui.screens.petitions import PetitionsScreen
from ui.screens.record_page import RecordPage
from xuncha_desktop.records.restricted import Lead, LeadState, Petition, PetitionState
from xuncha_desktop.services import deposits, leads, petitions

Open = Callable[..., Window]
REPORTER = "诸葛淏　县城东街9号"


def sheet_over(page: RecordPage) -> Any:
    """The sheet that was opened last."""
    return [child for child in page.children() if hasattr(child, "yes")][-1]


def letter(here: Room, **values: Any) -> Petition:
    whole = {"channel": "letter", "received_on": "2019-07-10", "signature": "signed", "content": "反映车位低价转让"}
    return petitions.register(here.liaison, here.group.id, **(whole | values))


def write(page: RecordPage, content: str) -> None:
    box = page.form.editors["channel"].box
    box.setCurrentIndex(0)
    box.activated.emit(0)
    page.form.editors["content"].text.setPlainText(content)


def test_petitions_are_registered_one_after_another_and_the_reporter_is_sealed(
    qtbot: Any, here: Room, window: Open
) -> None:
    w = window(here.liaison, PetitionsScreen)
    qtbot.keyClick(w.top, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = w.top
    assert page.form.editors["signature"].value() == "anonymous"
    assert page.form.editors["received_on"].value() == "2019-07-08"
    page.form.editors["reporter"].text.setPlainText(REPORTER)
    write(page, "反映摊位转租")
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.record is None
    assert page.form.editors["reporter"].text.toPlainText() == ""
    assert page.form.editors["content"].value() == ""
    write(page, "反映车位")
    assert page.store()
    found = here.liaison.table(Petition).where(order="rowid")
    assert [one.content for one in found] == ["反映摊位转租", "反映车位"]
    assert REPORTER not in str(found)
    assert found[0].number in str(page.frame.names.titles("petition", [found[0].id]))


def test_a_member_sees_nothing_of_petitions_but_can_hand_one_in(qtbot: Any, here: Room, window: Open) -> None:
    letter(here)
    w = window(here.member, PetitionsScreen)
    assert w.top.ledger is None
    assert "无权知悉" in w.top.unknown.sentence
    qtbot.mouseClick(w.top.unknown.button, Qt.MouseButton.LeftButton)
    page = w.top
    write(page, "现场收到的信")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert "密封投递" in w.said[-1]
    assert page.form.editors["content"].value() == ""
    assert page.record is None
    assert deposits.take_in(here.leader) == 1
    assert {one.content for one in here.leader.table(Petition).where()} == {"反映车位低价转让", "现场收到的信"}


def test_the_leader_decides_with_one_of_the_outcomes_after_the_review(qtbot: Any, here: Room, window: Open) -> None:
    made = letter(here)
    w = window(here.leader)
    w.open_record("petition", made.id)
    page = w.top
    assert not page.acts["批办"].isEnabled()
    assert "县委第五巡视组" in page.head.hint.text()
    page.acts["送审阅"].click()
    qtbot.mouseClick(sheet_over(page).yes, Qt.MouseButton.LeftButton)
    page.acts["批办"].click()
    sheet = sheet_over(page)
    assert len(sheet.editors["outcome"].chips) == 6
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert "请选择批办意见" in sheet.refusal.text
    next(iter(sheet.editors["outcome"].chips.values())).click()
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    saved = here.leader.table(Petition).get(made.id)
    assert (saved.state, saved.outcome_by, saved.outcome_on) == (PetitionState.INSTRUCTED, "王组长", "2019-07-08")


def test_a_decision_entered_for_the_leader_names_him_and_the_originals_place(
    qtbot: Any, here: Room, window: Open
) -> None:
    made = letter(here)
    petitions.review(here.liaison, made.id, made.version, reviewed_on="2019-07-11")
    w = window(here.liaison)
    w.open_record("petition", made.id)
    w.top.acts["批办"].click()
    sheet = sheet_over(w.top)
    assert sheet.box.isChecked()
    list(sheet.editors["outcome"].chips.values())[1].click()
    sheet.editors["registered_for"].line.setText("王组长")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert "原件存放处" in sheet.refusal.text
    sheet.editors["original_at"].line.setText("文件盒1")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    saved = here.leader.table(Petition).get(made.id)
    assert (saved.outcome_by, saved.outcome_registered_by) == ("王组长", "赵联络")


def test_an_identity_is_shown_for_a_reason_and_covered_when_the_time_is_up(
    qtbot: Any, here: Room, window: Open
) -> None:
    made = letter(here, reporter=REPORTER)
    w = window(here.leader)
    w.open_record("petition", made.id)
    w.top.acts["查看信访人"].click()
    sheet = sheet_over(w.top)
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert "事由" in sheet.refusal.text
    assert sheet.words.text() == ""
    sheet.reason.setPlainText("约见署名信访人")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert sheet.words.text() == REPORTER
    assert sheet.words.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    assert any(b"identity.reveal" in body for body in here.entries("done"))
    for _ in range(SECONDS):
        sheet.tick()
    assert sheet.words.text() == ""
    assert not sheet.isVisible()


def test_who_lacks_the_identity_key_cannot_ask_for_it(here: Room, window: Open) -> None:
    made = letter(here, reporter=REPORTER)
    w = window(here.deputy)
    w.open_record("petition", made.id)
    button = w.top.acts["查看信访人"]
    assert not button.isEnabled()
    assert "无权知悉" in button.toolTip()


def test_a_lead_goes_from_petition_to_screening_and_proposal(qtbot: Any, here: Room, window: Open) -> None:
    made = letter(here, accused="钱某")
    w = window(here.leader)
    w.open_record("petition", made.id)
    w.top.acts["形成线索"].click()
    qtbot.mouseClick(sheet_over(w.top).yes, Qt.MouseButton.LeftButton)
    (lead,) = here.leader.table(Lead).where()
    assert (lead.petition_id, lead.accused) == (made.id, "钱某")
    leads.review(here.liaison, lead.id, lead.version, reviewed_on="2019-07-11")
    w.open_record("lead", lead.id)
    page = w.top
    assert not page.acts["处置建议"].isEnabled()
    for act in ("甄别", "处置建议"):
        page.acts[act].click()
        sheet = sheet_over(page)
        list(next(iter(sheet.editors.values())).chips.values())[-1].click()
        qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert here.leader.table(Lead).get(lead.id).state is LeadState.PROPOSED


def test_a_member_without_the_key_reads_no_lead(here: Room, window: Open) -> None:
    w = window(here.member, LeadsScreen)
    assert w.top.ledger is None
    assert "无权知悉" in w.top.unknown.sentence


def test_a_draft_of_a_petition_does_not_hold_the_reporter(here: Room, window: Open) -> None:
    page = RecordPage(window(here.liaison), "petition")
    page.form.editors["reporter"].text.setPlainText(REPORTER)
    page.form.editors["content"].text.setPlainText("写到一半")
    kept = page.keep()
    assert kept["values"] == {"content": "写到一半"}
    again = RecordPage(page.frame, "petition")
    again.restore(kept)
    assert again.form.editors["content"].value() == "写到一半"
    assert "“信访人”密封保存，没有暂存" in page.frame.said[-1]
    for one in (page, again):
        one.files.close_child()
        one.deleteLater()


def test_a_petition_like_another_is_told_while_it_is_typed_and_compared_beside_it(
    qtbot: Any, here: Room, window: Open
) -> None:
    other = letter(here, accused="钱某")
    w = window(here.liaison)
    w.new_record("petition")
    page = w.top
    assert not page.similar.isVisible()
    page.form.editors["accused"].line.setText("钱某")
    write(page, "反映车位低价转让，请查处")
    page.form.edited.emit()
    assert other.number in page.similar.text
    assert "被反映人同为“钱某”" in page.similar.text
    qtbot.mouseClick(page.similar.button, Qt.MouseButton.LeftButton)
    sheet = page.similar.sheet
    shown = [one.text() for one in sheet.findChildren(QLabel)]
    assert other.content in shown
    assert any("信访人身份密封保存，没有参加比对" in text for text in shown)
    assert any(b"record.open" in body and other.id.encode() in body for body in here.entries("done"))
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert w.top.record == other
    w.back()
    assert page.store()
    assert len(here.liaison.table(Petition).where()) == 2


def test_a_stored_petition_tells_what_it_is_like_and_its_own_change_ends_that(here: Room, window: Open) -> None:
    first, second = letter(here, accused="钱某"), letter(here, content="另一件", accused="钱某")
    w = window(here.leader)
    w.open_record("petition", second.id)
    assert first.number in w.top.similar.text
    petitions.correct(here.leader, second.id, second.version, accused="李某")
    assert not w.top.similar.isVisible()


def test_who_hands_a_petition_in_sealed_is_told_of_no_likeness(here: Room, window: Open) -> None:
    letter(here, accused="钱某")
    w = window(here.member)
    w.new_record("petition")
    w.top.form.editors["accused"].line.setText("钱某")
    write(w.top, "反映车位低价转让")
    w.top.form.edited.emit()
    assert not w.top.similar.isVisible()
    assert w.top.similar.text == ""

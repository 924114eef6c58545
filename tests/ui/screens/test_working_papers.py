"""底稿审签台: F8, F9, the meeting, the leader's signature, hand signatures entered for another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from ui.screens.record_page import RecordPage
from ui.screens.working_papers import WorkingPapersScreen
from xuncha_desktop.records.onsite import Evidence, Finding, FindingState, GroupMeeting
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.services import chains, evidence, onsite, working_papers
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.paper_desk import Queue

Open = Callable[..., Window]


def sent(here: Room, **values: Any) -> Paper:
    found = here.finding(**values)
    return working_papers.submit(here.member, found.id, found.version)


def reviewed(here: Room) -> Paper:
    paper = sent(here)
    return chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11"))


def before_leader(here: Room) -> Paper:
    paper = reviewed(here)
    meeting = onsite.register_group_meeting(
        here.liaison, here.group.id, held_on="2019-07-12", chair="王组长", minute_taker="赵联络", attendees=("王组长",)
    )
    return chains.decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id=meeting.id))


def paper_now(here: Room, paper: Paper) -> Paper:
    return here.member.table(Paper).get(paper.id)


def test_the_deputy_returns_with_f9_and_the_member_corrects_and_sends_again(
    qtbot: Any, here: Room, window: Open
) -> None:
    first, second = sent(here), sent(here, title="第二份")
    w = window(here.deputy, WorkingPapersScreen)
    desk = w.top
    assert desk.list.count() == 2
    assert desk.current.id == first.id
    assert "没有挂佐证材料" in desk.paper.verdict.hint.text
    qtbot.keyClick(desk, Qt.Key.Key_F9)
    sheet = desk.paper.verdict.sheet
    assert not sheet.yes.isEnabled()
    sheet.chips[1].click()
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert paper_now(here, first).state is PaperState.RETURNED
    assert desk.current.id == second.id  # the next opens
    mine = window(here.member, WorkingPapersScreen)
    assert mine.top.queue is Queue.RETURNED  # nothing waits for a member's word, something came back to him
    assert mine.top.current.id == first.id
    assert "证据不足" in mine.top.paper.verdict.hint.text
    mine.top.list.itemActivated.emit(mine.top.list.currentItem())
    page = mine.top
    assert isinstance(page, RecordPage)
    assert page.back_with.text == "李副组长2019-07-08退回：证据不足"
    page.form.editors["fact"].text.setPlainText("补充了会议记录")
    page.acts["提交底稿"].click()
    again = paper_now(here, first)
    assert (again.state, again.rounds, again.number) == (PaperState.IN_CHAIN, 2, first.number)
    assert not page.back_with.isVisible()


def test_the_meetings_step_wants_minutes_which_can_be_written_on_the_spot(qtbot: Any, here: Room, window: Open) -> None:
    paper = reviewed(here)
    desk = window(here.liaison, WorkingPapersScreen).top
    bar = desk.paper.verdict
    assert bar.meetings.isVisible()
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert "会议记录" in desk.frame.refusals[-1]
    qtbot.mouseClick(bar.new_meeting, Qt.MouseButton.LeftButton)
    sheet = bar.sheet
    assert sheet.form.editors["held_on"].value() == "2019-07-08"
    sheet.form.editors["chair"].line.setText("王组长")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert here.liaison.table(GroupMeeting).count() == 1
    bar.words.line.setText("研究同意")
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert paper_now(here, paper).step_label == "组长签批"
    said = here.liaison.table(Opinion).where()[-1]
    assert (said.words, said.meeting_id is not None) == ("研究同意", True)


def test_the_leader_signs_with_f8_and_the_desk_is_empty(qtbot: Any, here: Room, window: Open) -> None:
    paper = before_leader(here)
    desk = window(here.leader, WorkingPapersScreen).top
    assert "签批" in desk.paper.verdict.agree.text()
    qtbot.waitUntil(lambda: desk.paper.preview.showing, timeout=20_000)
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert paper_now(here, paper).state is PaperState.SIGNED
    assert here.leader.table(Finding).get(paper.subject_id).state is FindingState.SIGNED
    assert desk.current is None
    assert "没有等您审签" in desk.empty.sentence
    desk.choose(Queue.ALL)
    assert desk.current.id == paper.id
    assert not desk.paper.verdict.agree.isEnabled()


def test_a_wrong_post_finds_the_buttons_disabled_with_the_sentence(qtbot: Any, here: Room, window: Open) -> None:
    paper = sent(here)
    desk = window(here.member, WorkingPapersScreen).top
    assert desk.list.count() == 0
    desk.choose(Queue.ALL)
    bar = desk.paper.verdict
    assert not bar.agree.isEnabled()
    assert "副组长审核" in bar.agree.toolTip()
    assert bar.why.text() == bar.agree.toolTip()
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    qtbot.keyClick(desk, Qt.Key.Key_F9)
    assert paper_now(here, paper) == paper


def test_the_liaison_enters_a_hand_signature_with_signer_and_place(qtbot: Any, here: Room, window: Open) -> None:
    paper = before_leader(here)
    desk = window(here.liaison, WorkingPapersScreen).top
    bar = desk.paper.verdict
    assert bar.by_hand.isChecked()
    bar.signer.line.setText("王组长")
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert "原件存放处" in desk.frame.refusals[-1]
    assert bar.signer.value() == "王组长"
    bar.original.line.setText("二组文件盒3")
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert paper_now(here, paper).state is PaperState.SIGNED
    last = chains.opinions(here.liaison, paper)[-1]
    assert (last.signer, last.original_at) == ("王组长", "二组文件盒3")


def test_who_decides_on_a_paper_already_decided_is_told_and_the_queue_moves_on(
    qtbot: Any, here: Room, window: Open
) -> None:
    paper = sent(here)
    desk = window(here.deputy, WorkingPapersScreen).top
    chains.decide(here.deputy.reopen(), paper.id, paper.version, Verdict(True, "2019-07-11"))
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert len(desk.frame.refusals) == 1
    assert len(chains.opinions(here.deputy, paper)) == 1
    assert desk.current.step_label == "组务会研究"  # read again; a deputy may register the meeting's word
    assert desk.paper.verdict.meetings.isVisible()


def test_the_papers_page_tells_its_chain_with_who_when_and_on_what_ground(here: Room, window: Open) -> None:
    paper = before_leader(here)
    w = window(here.leader)
    w.open_record("paper", paper.id)
    page = w.top
    assert "副组长审核已完成" in page.paper.trail.accessibleName()
    hovers = {part.toolTip() for part in page.paper.trail.children() if hasattr(part, "toolTip")}
    assert any("惯例" in hover for hover in hovers)
    page.tabs.setCurrentIndex(2)
    assert any("由此形成" in button.text() for button in page.links.buttons)


def test_the_evidence_of_the_finding_stands_beside_its_paper(qtbot: Any, here: Room, window: Open, scan: Path) -> None:
    found = here.finding()
    stored = evidence.take_in(here.member, scan)
    evidence.attach(here.member, "finding", found.id, stored, scan.name, pages=2, provider="周敏")
    working_papers.submit(here.member, found.id, found.version)
    desk = window(here.deputy, WorkingPapersScreen).top
    assert desk.files.count == 1
    assert not desk.files.add_button.isEnabled()
    assert desk.paper.verdict.hint.text == ""
    qtbot.waitUntil(lambda: desk.files.preview.showing, timeout=20_000)


def stacked(here: Room, *titles: str) -> list[Paper]:
    meeting = onsite.register_group_meeting(
        here.liaison, here.group.id, held_on="2019-07-12", chair="王组长", minute_taker="赵联络", attendees=("王组长",)
    )
    found: list[Paper] = []
    for title in titles:
        paper = sent(here, title=title)
        paper = chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11"))
        said = Verdict(True, "2019-07-12", meeting_id=meeting.id)
        found.append(chains.decide(here.liaison, paper.id, paper.version, said))
    return found


def test_several_hand_signatures_are_registered_in_one_sheet_with_one_scan(
    qtbot: Any, here: Room, window: Open, scan: Path
) -> None:
    early, papers = reviewed(here), stacked(here, "甲", "乙", "丙")
    desk = window(here.liaison, WorkingPapersScreen).top
    desk.restore({"paper": papers[0].id})
    for row in range(desk.list.count()):
        desk.list.item(row).setSelected(desk.list.item(row).text() in ("甲", "乙", early.title))
    qtbot.mouseClick(desk.bulk, Qt.MouseButton.LeftButton)
    sheet = desk.sheet
    assert [sheet.list.item(row).text()[-1] for row in range(sheet.list.count())] == ["甲", "乙", "丙"]
    assert sheet.yes.text() == "登记2份"
    assert early.number in sheet.left_out.text()
    assert "组务会研究" in sheet.left_out.text()
    assert sheet.box.isChecked()
    sheet.editors["registered_for"].line.setText("王组长")
    sheet.drop.take([scan])
    qtbot.waitUntil(lambda: sheet.scan is not None, timeout=20_000)
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert "原件存放处" in sheet.refusal.text
    sheet.editors["original_at"].line.setText("二组文件盒3")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert [paper_now(here, paper).state for paper in papers] == [PaperState.SIGNED] * 2 + [PaperState.IN_CHAIN]
    assert paper_now(here, early) == early
    hung = here.liaison.table(Evidence).where()
    assert [(one.owner_id, one.pages) for one in hung] == [(paper.id, 2) for paper in papers[:2]]
    assert "已登记2份" in desk.frame.said[-1]


def test_with_one_paper_chosen_all_of_its_step_are_ticked(qtbot: Any, here: Room, window: Open) -> None:
    papers = stacked(here, "甲", "乙")
    desk = window(here.leader, WorkingPapersScreen).top
    qtbot.mouseClick(desk.bulk, Qt.MouseButton.LeftButton)
    sheet = desk.sheet
    assert sheet.yes.text() == "登记2份"
    assert sheet.box.isHidden()  # the leader signs himself
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert {paper_now(here, paper).state for paper in papers} == {PaperState.SIGNED}
    assert not desk.bulk.isEnabled()


def test_one_meeting_is_chosen_for_a_stack(qtbot: Any, here: Room, window: Open) -> None:
    papers = [reviewed(here)]
    meeting = onsite.register_group_meeting(
        here.liaison, here.group.id, held_on="2019-07-12", chair="王组长", minute_taker="赵联络", attendees=("王组长",)
    )
    desk = window(here.liaison, WorkingPapersScreen).top
    qtbot.mouseClick(desk.bulk, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(desk.sheet.yes, Qt.MouseButton.LeftButton)
    assert "会议记录" in desk.sheet.refusal.text
    desk.sheet.editors["meeting_id"].set_value(meeting.id)
    qtbot.mouseClick(desk.sheet.yes, Qt.MouseButton.LeftButton)
    assert paper_now(here, papers[0]).step_label == "组长签批"


def test_who_may_not_take_the_step_finds_the_bulk_button_closed_with_the_reason(here: Room, window: Open) -> None:
    reviewed(here)
    desk = window(here.member, WorkingPapersScreen).top
    desk.choose(Queue.ALL)
    assert not desk.bulk.isEnabled()
    assert "组务会研究" in desk.bulk.toolTip()

"""The three dials of a unit by the widgets: cards decided, the ladder climbed, each refusal in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.office_room import OfficeRoom
from tests.regimes import bind
from tests.ui.office.frame import Window, click, sheet_of
from tests.ui.screens.papers import pdf
from ui.office.urging_page import UrgingPage
from ui.screens.record_page import RecordPage
from ui.screens.rectification import URGED, RectificationScreen
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.records.urging import CardState, QualityCard, Urging
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import dials, notices, quality_cards, urging
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.urging import Wish

Opener = Callable[[Session], Window]
TODAY = "2019-11-20"


@pytest.fixture
def found(room: OfficeRoom) -> Feedback:
    made = room.received()
    room.task(made, due_on="2019-11-08")
    room.at(TODAY)
    return made


def page_of(window: Window) -> UrgingPage:
    screen: RectificationScreen = window.show_screen(RectificationScreen(window))
    page: Any = screen.tabs.turn(URGED)
    return page


def upheld(room: OfficeRoom, found: Feedback, quality: str) -> QualityCard:
    card = quality_cards.propose(room.supervisor, found.id, quality, "只有计划没有结果")
    room.scan(card)
    return quality_cards.decide(room.director, card.id, card.version, TODAY, "属实", upheld=True)


def words(page: UrgingPage) -> dict[str, tuple[str, Tone]]:
    return {name: (badge.text, badge.tone) for name, badge in page.dials.items()}


def fresh(room: OfficeRoom) -> QualityCard:
    return room.clerk.table(QualityCard).where()[0]


def test_the_three_dials_say_in_words_how_the_unit_stands(room: OfficeRoom, window_of: Opener, found: Feedback) -> None:
    page = page_of(window_of(room.supervisor))
    assert words(page) == {
        dials.TIME: ("1项措施逾期，最长12天", Tone.NOTICE),
        dials.QUALITY: ("没有", Tone.CALM),
        dials.URGED: ("还没有采取", Tone.CALM),
    }
    assert page.dials[dials.URGED].toolTip() == "下一级：督办通知"
    assert "还没有质量牌" in page.cards.grid.nothing
    upheld(room, found, "perfunctory")
    page.show_feedback(found)
    assert words(page)[dials.QUALITY] == ("敷衍（1张成立）", Tone.ALERT)
    assert words(page)[dials.TIME] == ("1项措施逾期，最长12天", Tone.NOTICE)


def test_a_card_is_put_forward_with_its_file_and_decided_by_another_at_his_desk(
    qtbot: QtBot, room: OfficeRoom, window_of: Opener, found: Feedback, tmp_path: Path
) -> None:
    page = page_of(window_of(room.supervisor))
    click(page.cards.propose_button)
    sheet = page.cards.sheet
    sheet.editors["quality"].set_value("perfunctory")
    sheet.editors["grounds"].set_value("会议记录系同一天补写")
    proof = tmp_path / "会议记录.pdf"
    proof.write_bytes(pdf(1))
    sheet.drop.take([proof])
    click(sheet.yes)
    qtbot.waitUntil(lambda: quality_cards.files_of(room.clerk, fresh(room)) == 1)
    assert (page.cards.grid.texts(0), page.cards.grid.texts(1)) == (["敷衍"], ["提出，待认定"])
    assert not page.cards.acts["认定成立"].isEnabled()
    assert "质量牌不由您的岗位认定" in page.cards.acts["认定成立"].toolTip()
    second = page_of(window_of(room.director))
    click(second.cards.acts["认定成立"])
    asked = sheet_of(second.cards)
    asked.editors["wording"].set_value("属实")
    click(asked.yes)
    assert (fresh(room).state, fresh(room).decided_by) == (CardState.UPHELD, "周主任")
    assert second.cards.grid.texts(1) == ["认定成立"]
    assert words(second)[dials.QUALITY][0] == "敷衍（1张成立）"


def test_a_card_without_a_file_says_on_its_button_why_it_is_not_decided(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    quality_cards.propose(room.supervisor, found.id, "late", "拖延")
    page = page_of(window_of(room.director))
    assert not page.cards.acts["认定成立"].isEnabled()
    assert page.cards.acts["认定成立"].toolTip() == "没有佐证材料的质量牌不能认定，请先添加材料"
    assert page.cards.grid.texts(2) == ["无"]
    click(page.cards.open_button)
    assert page._frame.opened == [("quality_card", fresh(room).id)]
    click(page.cards.acts["撤回"])
    sheet = sheet_of(page.cards)
    assert not sheet.yes.isEnabled()
    sheet._words.setPlainText("误提")
    click(sheet.yes)
    assert fresh(room).state is CardState.WITHDRAWN


def test_a_measure_shows_its_card_and_one_can_be_put_forward_beside_it(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    screen: RectificationScreen = (window := window_of(room.supervisor)).show_screen(RectificationScreen(window))
    panel = screen.board.panel
    assert not panel.card.isVisible()
    click(panel.card_button)
    sheet = sheet_of(panel)
    sheet.editors["quality"].set_value("perfunctory")
    sheet.editors["grounds"].set_value("制度没有执行")
    click(sheet.yes)
    assert panel.card.isVisible()
    assert (panel.card.text, panel.card.tone) == ("质量牌：敷衍，提出，待认定", Tone.NOTICE)
    card = fresh(room)
    room.scan(card)
    quality_cards.decide(room.director, card.id, card.version, TODAY, "属实", upheld=True)
    screen.reload()
    assert panel.card.tone is Tone.ALERT
    assert screen.board.list.shown[0].state == "整改中　质量牌：敷衍"
    panel.files.close_child()


def test_the_ladder_shows_the_notice_as_a_rung_and_leaves_it_to_its_own_page(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    page = page_of(window_of(room.supervisor))
    ladder = page.ladder
    assert ladder.grid.texts(1) == ["督办通知", "责任追究"]
    assert ladder.grid.texts(3) == ["下一级，有依据", "没有采取"]
    assert ladder.grid.item(1, 3).toolTip() == "前一级“督办通知”还没有采取"
    assert not ladder.take_button.isEnabled()
    assert "从“整改任务”页" in ladder.take_button.toolTip()
    task = ladder.rungs["supervision_notice"].grounds[0].late[0].task
    notices.issue(room.supervisor, [task.id], "2019-11-27")
    page.show_feedback(found)
    assert ladder.grid.texts(3)[0].startswith("2019-11-20采取")
    assert words(page)[dials.URGED][0] == "已采取“督办通知”"


def test_accountability_is_registered_in_its_sheet_with_the_card_it_rests_on(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    card = upheld(room, found, "perfunctory")
    page = page_of(window_of(room.supervisor))
    ladder = page.ladder
    ladder.grid.choose("accountability")
    assert "六、（四）" in ladder.told.text()
    click(ladder.take_button)
    sheet = ladder.sheet
    assert sheet.grounds[card.id].isChecked()
    assert not sheet.look_button.isVisible()
    sheet.editors["demand"].set_value("提请问责")
    click(sheet.yes)
    assert "前一级“督办通知”还没有采取" in sheet.refusal.text
    sheet.editors["out_of_turn"].set_value("性质恶劣")
    click(sheet.yes)
    assert "请写明办理机构" in sheet.refusal.text
    sheet.editors["taken_by"].set_value("县纪委监委")
    click(sheet.yes)
    (made,) = room.clerk.table(Urging).where()
    assert (made.taken_by, made.card_ids) == ("县纪委监委", (card.id,))
    assert page._frame.opened == [("urging", made.id)]
    ladder.grid.choose("accountability")
    click(ladder.acts["登记结果"])
    asked = sheet_of(ladder)
    asked.editors["text"].set_value("诫勉谈话")
    click(asked.yes)
    assert "有结果" in ladder.grid.texts(3)[1]


@pytest.mark.provision("YL-38-00a")
def test_a_letter_is_looked_at_sent_delivered_and_answered(
    qtbot: QtBot, room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    bind(room.director, room.round.id, shipped_profile("yangling"))
    page = page_of(window_of(room.supervisor))
    ladder = page.ladder
    assert ladder.rung is not None
    assert ladder.rung.step.id == "reminder"
    click(ladder.take_button)
    sheet = ladder.sheet
    click(sheet.look_button)
    assert "请选择所据的情形" in sheet.refusal.text
    sheet.grounds["late"].setChecked(True)
    sheet.editors["demand"].set_value("说明原因")
    click(sheet.look_button)
    pane = sheet.shown.pane
    qtbot.waitUntil(lambda: pane.showing and not pane.pages.picture.isNull(), timeout=60_000)
    sheet.shown.reject()
    assert room.clerk.table(Urging).count() == 0
    click(sheet.yes)
    (made,) = room.clerk.table(Urging).where()
    assert made.number == "巡察办促〔2019〕1号"
    ladder.grid.choose("reminder")
    click(ladder.acts["登记送达"])
    asked = sheet_of(ladder)
    asked.editors["receiver"].set_value("孙祎")
    click(asked.yes)
    click(ladder.acts["登记回复"])
    asked = sheet_of(ladder)
    asked.editors["text"].set_value("已完成")
    click(asked.yes)
    assert room.clerk.table(Urging).where()[0].reply == "已完成"
    assert "已回复" in ladder.grid.texts(3)[0]


def test_where_the_regulation_names_no_poor_quality_the_page_says_so(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    bind(room.director, room.round.id, shipped_profile("yulin"))
    page = page_of(window_of(room.supervisor))
    assert "没有列出整改不力的情形，不设质量牌" in page.cards.grid.nothing
    assert not page.cards.propose_button.isEnabled()
    assert words(page)[dials.QUALITY] == ("不设", Tone.MUTED)


def test_the_page_of_an_act_without_paper_or_number_says_so(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    wish = Wish("accountability", ["late"], "提请问责", TODAY, taken_by="县纪委监委", out_of_turn="性质恶劣")
    made = urging.take(room.supervisor, found.id, wish)
    window = window_of(room.supervisor)
    page = window.show_screen(RecordPage(window, "urging", made.id))
    assert page.head.place.text().startswith("县委巡察二组")
    assert page.acts["登记送达"].toolTip() == "“责任追究”只作登记，没有文书"
    assert page.acts["登记结果"].isEnabled()
    assert not page.printing.isEnabled()
    page.files.close_child()


def test_the_page_of_a_card_and_of_a_rung_offer_their_acts_and_the_paper(
    room: OfficeRoom, window_of: Opener, found: Feedback
) -> None:
    card = quality_cards.propose(room.supervisor, found.id, "late", "拖延")
    room.scan(card)
    window = window_of(room.director)
    page = window.show_screen(RecordPage(window, "quality_card", card.id))
    assert list(page.acts) == ["认定成立", "不予认定", "撤回"]
    click(page.acts["不予认定"])
    asked = sheet_of(page)
    asked.editors["wording"].set_value("材料不足")
    click(asked.yes)
    assert fresh(room).state is CardState.DISMISSED
    assert not page.acts["认定成立"].isEnabled()
    page.files.close_child()

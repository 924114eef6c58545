"""Planning by the widgets: units pasted, a round with its profile, a roster checked live, the stages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.office_room import OfficeRoom
from tests.ui.office.frame import Window, click, sheet_of
from ui.screens.planning import COVERAGE, UNITS, PlanningScreen
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.organisation import Group, GroupMember, Round, RoundState, Unit
from xuncha_desktop.services import numbering, planning, switches, unit_table, workbooks
from xuncha_desktop.services.session import Session
from xuncha_desktop.sheets import Column, Table, write

Opener = Callable[[Session], Window]
HEAD = "单位名称\t单位类型\t主要负责人\t在职人数\n"


def shown(window: Window) -> PlanningScreen:
    return window.show_screen(PlanningScreen(window))


def test_units_pasted_from_a_table_are_all_registered(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.clerk))
    page = screen.tabs.turn(UNITS)
    click(page.paste_button)
    sheet = sheet_of(page)
    sheet.text.setPlainText(HEAD + "青石镇党委\t乡镇（街道）\t何镇长\t46\n县城投公司党支部\t国有企业\t\t\n")
    assert sheet.yes.text() == "登记2行"
    click(sheet.yes)
    found = {unit.name: unit for unit in room.clerk.table(Unit).where()}
    assert (found["青石镇党委"].kind, found["青石镇党委"].staff) == ("township", 46)
    assert "县城投公司党支部" in found


def test_units_in_a_workbook_are_previewed_and_registered_like_pasted_ones(
    room: OfficeRoom, window_of: Opener, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "单位.xlsx"
    columns = tuple(Column(words) for words in HEAD.strip().split("\t"))
    write(
        path,
        Table("单位", columns),
        [["青石镇党委", "乡镇（街道）", "何镇长", "46"], ["=云峰乡党委", "乡镇（街道）", "", ""]],
    )
    screen = shown(window_of(room.clerk))
    page = screen.tabs.turn(UNITS)
    click(page.paste_button)
    sheet = sheet_of(page)
    sheet.open_file(path)
    qtbot.waitUntil(lambda: bool(sheet.lines), timeout=20_000)
    assert sheet.yes.text() == "登记2行"
    click(sheet.yes)
    assert {"青石镇党委", "=云峰乡党委"} <= {unit.name for unit in room.clerk.table(Unit).where()}


def test_a_file_that_is_no_workbook_is_told_in_the_sheet(
    room: OfficeRoom, window_of: Opener, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "单位.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    screen = shown(window_of(room.clerk))
    page = screen.tabs.turn(UNITS)
    click(page.paste_button)
    sheet = sheet_of(page)
    sheet.open_file(path)
    qtbot.waitUntil(lambda: "另存为不加口令的XLSX" in sheet.refusal.text, timeout=20_000)
    assert not sheet.yes.isEnabled()


def test_the_empty_workbook_has_the_heads_that_are_understood(
    room: OfficeRoom, window_of: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "空白.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    screen = shown(window_of(room.clerk))
    page = screen.tabs.turn(UNITS)
    click(page.paste_button)
    click(sheet_of(page).empty_button)
    text = workbooks.as_pasted(path, rows=10).text
    with pytest.raises(Refused, match="只有表头"):
        unit_table.read(room.clerk, text)


def test_a_wrong_cell_is_marked_and_no_row_is_kept(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.clerk))
    page = screen.tabs.turn(UNITS)
    click(page.paste_button)
    sheet = sheet_of(page)
    sheet.text.setPlainText(HEAD + "青石镇党委\t乡镇衙门\t何镇长\t四十\n县水务局\t政府部门\t\t\n")
    assert not sheet.yes.isEnabled()
    assert "没有“乡镇衙门”这个单位类型" in sheet.table.item(0, 2).text()
    assert "▲" in sheet.table.item(0, 6).text()
    assert "单位库或上文已有“县水务局”" in sheet.table.item(1, 1).text()
    assert room.clerk.table(Unit).count() == 2


def test_t03_t06_a_character_nobody_sees_is_written_out_in_its_cell_and_no_row_is_kept(
    room: OfficeRoom, window_of: Opener
) -> None:
    screen = shown(window_of(room.clerk))
    page = screen.tabs.turn(UNITS)
    click(page.paste_button)
    sheet = sheet_of(page)
    sheet.text.setPlainText(HEAD + "青石\u202e镇党委\t乡镇（街道）\t何\ue863\t40\n")
    assert not sheet.yes.isEnabled()
    assert "▲ 青石[U+202E]镇党委　单位名称第3个字符：有看不见的颠倒文字方向的字符" in sheet.table.item(0, 1).text()
    assert "应为“䶮”（U+4DAE）" in sheet.table.item(0, 4).text()


def test_the_profile_is_chosen_first_and_its_doubts_are_shown(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.director))
    click(screen.rounds.new_button)
    sheet = sheet_of(screen.rounds)
    assert f"{len(sheet.profile.warnings())}处疑点" in sheet.warning.text
    click(sheet.warning.button)
    assert sheet.warning.text.count("2018年7月1日") == 1
    sheet.form.fill_values(
        {"name": "2020年第一轮巡察", "kind": "regular", "from_on": "2020-03-02", "until_on": "2020-04-30"}
    )
    click(sheet.yes)
    made = next(one for one in room.director.table(Round).where() if one.name == "2020年第一轮巡察")
    assert made.profile_digest == sheet.profile.digest
    assert screen.rounds.round.id == made.id


def test_ways_of_organising_are_ticked_and_a_look_back_asks_for_its_round(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.director))
    click(screen.rounds.new_button)
    sheet = sheet_of(screen.rounds)
    assert "attributes" not in sheet.form.editors, "this regime lists none"
    sheet.box.setCurrentIndex(next(n for n in range(sheet.box.count()) if "杨陵" in sheet.box.itemText(n)))
    sheet.form.fill_values(
        {"name": "2020年第一轮巡察", "kind": "look_back", "from_on": "2020-03-02", "until_on": "2020-04-30"}
    )
    boxes = sheet.form.editors["attributes"].boxes
    assert [box.text() for box in boxes.values()] == ["上下统筹", "自主巡察", "板块轮动", "系统联动", "交叉巡察"]
    click(boxes["own"])
    click(boxes["cross"])
    click(sheet.yes)
    assert sheet.form.issues == {"source_round_id": "巡察“回头看”须指明所依据的轮次"}
    sheet.form.fill_values({"source_round_id": room.round.id})
    click(sheet.yes)
    made = next(one for one in room.director.table(Round).where() if one.name == "2020年第一轮巡察")
    assert (made.attributes, made.source_round_id) == (("own", "cross"), room.round.id)


def test_a_step_is_left_out_by_a_registered_decision_and_the_round_says_so(room: OfficeRoom, window_of: Opener) -> None:
    line = shown(window_of(room.clerk)).rounds.switches
    assert not line.isHidden()
    assert line.said.text() == ""
    click(line.button)
    sheet = sheet_of(line)
    assert sheet.editors["off"].value() is True
    for name, value in (("switch_id", "external_review"), ("body", "leading_group"), ("wording", "本轮不再送审阅")):
        sheet.editors[name].set_value(value)
    sheet.editors["original_at"].set_value("巡察办卷柜2")
    click(sheet.yes)
    assert "已停用：送审阅（县委巡察工作领导小组" in line.said.text()
    assert list(switches.off(room.clerk, room.round.id)) == ["external_review"]
    other = shown(window_of(room.supervisor)).rounds.switches
    assert not other.button.isEnabled()
    assert other.said.text() == line.said.text(), "who registers no decision still sees what is left out"


def test_the_roster_is_checked_at_every_change(room: OfficeRoom, window_of: Opener) -> None:
    for name, post in (("王组长", "leader"), ("李副组长", "deputy_leader"), ("孙组员", "member")):
        planning.appoint(room.clerk, group_id=room.group.id, name=name, post=post, home_unit="县审计局")
    screen = shown(window_of(room.clerk))
    roster = screen.rounds.roster
    assert "联络员应有1名，现有0名" in roster.issue.text
    assert not roster.task_button.isEnabled()
    click(roster.add_button)
    sheet = sheet_of(roster)
    sheet.editors["name"].set_value("赵联络")
    click(sheet.editors["post"].chips["liaison"])
    sheet.editors["home_unit"].set_value("县委办")
    click(sheet.yes)
    assert [one.post for one in room.clerk.table(GroupMember).where()][-1] == "liaison"
    assert not roster.issue.isVisible()
    assert roster.good.isVisible()
    assert roster.grid.texts(1) == ["组长", "副组长", "组员", "联络员"]


def test_somebody_from_the_unit_itself_is_refused_in_the_sheet(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.clerk))
    roster = screen.rounds.roster
    click(roster.add_button)
    sheet = sheet_of(roster)
    sheet.editors["name"].set_value("钱某")
    sheet.editors["post"].set_value("member")
    sheet.editors["home_unit"].set_value("县人防办综合股")
    click(sheet.yes)
    assert sheet.isVisible()
    assert "有任职或回避关系" in sheet.editors["name"].issue
    assert room.clerk.table(GroupMember).count() == 0


def test_a_round_goes_on_one_stage_and_back_only_with_a_reason(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.director))
    stages = screen.rounds.stages
    assert stages.on_button.text() == "登记批准"
    click(stages.on_button)
    click(stages.ask.yes)
    assert room.director.table(Round).get(room.round.id).state is RoundState.APPROVED
    assert stages.on_button.text() == "进入“进驻了解”"
    click(stages.back_button)
    assert not stages.ask.yes.isEnabled()
    stages.ask.reject()


def test_the_papers_of_the_round_shown_can_be_printed_in_one_go(
    room: OfficeRoom, window_of: Opener, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    screen = shown(window_of(room.clerk))
    click(screen.rounds.batch)
    sheet = sheet_of(screen.window())
    qtbot.waitUntil(lambda: sheet.start_button.isEnabled(), timeout=60_000)
    click(sheet.start_button)
    qtbot.waitUntil(lambda: "印成" in sheet.told.text(), timeout=60_000)
    assert sorted(sheet.grid.texts(2)) == sorted(path.name for path in tmp_path.glob("*征询函*.pdf"))
    sheet.reject()


def test_a_group_is_formed_in_the_round_shown(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.clerk))
    click(screen.rounds.form_button)
    sheet = sheet_of(screen.rounds)
    sheet.editors["name"].set_value("县委巡察三组")
    sheet.editors["code"].set_value("临巡三")
    sheet.editors["unit_id"].set_value(room.other_unit.id)
    click(sheet.yes)
    made = next(one for one in room.clerk.table(Group).where() if one.code == "临巡三")
    assert made.round_id == room.round.id
    assert screen.rounds.groups.texts(0) == ["县委巡察二组", "县委巡察三组"]
    assert screen.rounds.groups.current == made.id


def test_the_code_in_the_offices_numbers_is_shown_and_changed(room: OfficeRoom, window_of: Opener) -> None:
    line = shown(window_of(room.clerk)).office_code
    assert line.said.text() == "编号代字：巡察办"
    click(line.edit_button)
    sheet = sheet_of(line)
    assert sheet.editors["code"].value() == "巡察办"
    sheet.editors["code"].set_value("")
    click(sheet.yes)
    assert "1至12个字" in sheet.editors["code"].issue
    sheet.editors["code"].set_value("临巡办")
    click(sheet.yes)
    assert line.said.text() == "编号代字：临巡办"
    assert numbering.office_code(room.director) == "临巡办"


def test_who_keeps_no_numbers_reads_the_offices_code_only(room: OfficeRoom, window_of: Opener) -> None:
    line = shown(window_of(room.supervisor)).office_code
    assert line.said.text() == "编号代字：巡察办"
    assert not line.edit_button.isEnabled()
    assert "岗位" in line.edit_button.toolTip()


def test_the_offices_own_register_is_continued_from_its_last_number(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.clerk)
    line = shown(window).office_code
    click(line.go_on_button)
    sheet = sheet_of(line)
    assert sheet.editors["year"].value() == 2019
    click(sheet.yes)
    assert "请选择编号种类" in sheet.refusal.text
    sheet.editors["kind"].set_value("supervision_notice")
    sheet.editors["last"].set_value(17)
    click(sheet.yes)
    assert window.said[-1] == "督办通知单的下一个号是巡察办督〔2019〕18号"
    assert numbering.last_given(room.clerk, "巡察办", "supervision_notice", 2019) == 17
    click(line.go_on_button)
    again = sheet_of(line)
    assert any("督办通知单17" in one.text() for one in again.findChildren(QLabel))
    again.editors["kind"].set_value("supervision_notice")
    again.editors["last"].set_value(5)
    click(again.yes)
    assert "该编号已用到17，只能向后接续" in again.refusal.text


def test_a_stay_that_is_too_short_is_told_beside_the_group(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.clerk)
    screen = shown(window)
    assert not screen.rounds.stay.isVisible()
    click(screen.rounds.form_button)
    sheet = sheet_of(screen.rounds)
    given = {"name": "县委巡察三组", "code": "临巡三", "unit_id": room.other_unit.id}
    for name, value in (given | {"stay_from_on": "2019-07-08", "stay_until_on": "2019-07-26"}).items():
        sheet.editors[name].set_value(value)
    click(sheet.yes)
    assert "短于规定的时间：为期1个月" in window.said[-1]
    assert screen.rounds.stay.isVisible()
    screen.rounds.groups.choose(room.group.id)
    assert not screen.rounds.stay.isVisible()


def test_coverage_shows_each_unit_with_its_term_and_its_years(room: OfficeRoom, window_of: Opener) -> None:
    planning.register_unit(room.director, name="青石镇党委", kind="township", last_inspected="2016年5月")
    screen = shown(window_of(room.director))
    page = screen.tabs.turn(COVERAGE)
    row = page.grid.texts(0).index("青石镇党委")
    assert page.grid.texts(1)[row] == "约2016-05-01"
    assert page.grid.texts(2)[row] == "—", "no round of this workspace was there"
    assert page.grid.texts(3)[row] == "未巡察"
    assert "单位库共" in page.told.text()
    assert page.rules.text()
    page.grid.choose(page.grid.key(row))
    page.grid.opened.emit(page.grid.current)

"""The whole line through real windows: two PCs, a stick, and nothing but keys and clicks after the founding."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys import group_opens, group_papers, office_feeds_back, office_plans, office_presses
from tests.journeys.hands import Files
from tests.journeys.seats import PC
from xuncha_desktop.demonstration import scans, stage, story

pytestmark = pytest.mark.slow


def test_the_whole_line_is_walked_through_the_windows_of_office_and_group(
    qtbot: QtBot, files: Files, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    clock = stage.StoryClock()
    founded = stage.office(tmp_path / "office", "windows")
    founded.clock.to("2019-06-03")
    founded.found("office")
    clock.to("2019-06-04")
    office = PC(qtbot, files, clock, founded.path, "office")

    code = office_plans.plan(office, stick)
    (package,) = stick.glob("*.ipx")
    group = PC(qtbot, files, clock, tmp_path / "group", "group")
    first_answer = group_opens.found(group, package, code, stick)
    office_plans.task_arrived(office, first_answer)
    _paper_out_back_and_out_again(office, group, stick)
    office_feeds_back.draft(office, _scan(tmp_path, "会议纪要", "原则同意。"))
    office_feeds_back.tell(office)
    _rectified(office, tmp_path)


def _paper_out_back_and_out_again(office: PC, group: PC, stick: Path) -> None:
    """Written, returned in the group, signed, sent, sent back by the office, mended, signed, printed, sent again."""
    folder = stick.parent
    group_papers.write_finding(group, _scan(folder, "记账凭证及附件", story.FINDINGS[0]["fact"]))
    group_papers.send_back(group)
    group_papers.overtaken(group)
    group_papers.sign(group)
    result = group_papers.report(group, stick)
    answer, returned = office_feeds_back.return_results(office, result, stick)
    proof = _scan(folder, "谈话佐证", "经办人证实三笔支出没有上会。")
    received = group_papers.mend(group, answer, returned, proof, stick)
    group_papers.sign(group, "2019-08-16")
    printed = group_papers.print_out(group, folder)
    for words in ("底001号", "记账凭证及附件", "谈话佐证", "王志远"):
        assert words in printed
    again = group_papers.report(group, stick, "2019-08-19")
    answer = office_feeds_back.take_results(office, received, again, stick)
    group_papers.acknowledged(group, answer)


def _rectified(office: PC, folder: Path) -> None:
    """Plan, measures, one closed and opened again, the report, and a notice that is printed."""
    paper = _scan(folder, "来文", "整改方案")
    office_presses.plan_arrives(office, paper)
    office_presses.follow(office, _scan(folder, "议事规则", "已修订印发"))
    office_presses.open_again(office)
    office_presses.report_arrives(office, paper)
    notice = office_presses.press(office, folder)
    for words in ("修订“三重一大”议事规则并印发", "补齐2018年4次会议记录", "第1份"):
        assert words in notice


def _scan(folder: Path, name: str, words: str) -> Path:
    return scans.make(folder / "扫描件", name, [("内容", words)])

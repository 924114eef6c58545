"""The year of 灞桥's daily supervision as an office prints it: every turn of 2026, checked by hand on a calendar."""

import json

import pytest

from xuncha_desktop.cli import main

Capture = pytest.CaptureFixture[str]

# 2026: 31 January, 31 May and 31 October fall on a Saturday, a Sunday and a Saturday; the last worked day is the Friday
# before. 28 February is a Saturday worked for 春节. 31 March Tuesday, 30 April Thursday, 30 June Tuesday, 31 July
# Friday, 31 August Monday, 30 September Wednesday (国庆节 begins the day after), 30 November Monday, 31 December
# Thursday: whether it is worked is settled by the notice for 2027, which is not published.
MONTHS = [
    "1月\t至2026-01-31（最后一个工作日2026-01-30）",
    "2月\t至2026-02-28",
    "3月\t至2026-03-31",
    "4月\t至2026-04-30",
    "5月\t至2026-05-31（最后一个工作日2026-05-29）",
    "6月\t至2026-06-30",
    "7月\t至2026-07-31",
    "8月\t至2026-08-31",
    "9月\t至2026-09-30",
    "10月\t至2026-10-31（最后一个工作日2026-10-30）",
    "11月\t至2026-11-30",
    "12月\t至2026-12-31（暂算，放假安排未公布）",
]
QUARTERS = [
    "第一季度\t至2026-03-31",
    "第二季度\t至2026-06-30",
    "第三季度\t至2026-09-30",
    "第四季度\t至2026-12-31（暂算，放假安排未公布）",
]
LAST_MONTHS = [
    "第一季度末月\t至2026-03-31",
    "第二季度末月\t至2026-06-30",
    "第三季度末月\t至2026-09-30",
    "第四季度末月\t至2026-12-31（暂算，放假安排未公布）",
]
HALVES = ["上半年\t至2026-06-30", "下半年\t至2026-12-31（暂算，放假安排未公布）"]
YEAR = ["全年\t至2026-12-31（暂算，放假安排未公布）"]
START = ["年初\t至2026-01-31（最后一个工作日2026-01-30）（推定，年初按一月理解）"]
END = ["年底\t至2026-12-31（推定，年底按十二月理解）（暂算，放假安排未公布）"]

YEAR_2026 = [
    ("日常监督统计资料", "每月", "党风政风监督室、纪检监察室 → 案管室", "第三条（三）", MONTHS),
    ("分析研判信访举报", "每月", "信访室 → 纪检监察室", "第三条（四）", MONTHS),
    ("协作区统计数据", "每季度", "案管室 → 纪检监察室", "第三条（三）", QUARTERS),
    ("全区统计数据", "每季度", "案管室 → 党风政风监督室", "第三条（三）", QUARTERS),
    ("派驻机构专题报告", "每季度", "派驻（出）机构 → 纪检监察室", "第七条（一）", QUARTERS),
    ("听取派驻机构汇报", "每季度", "纪检监察室", "第三条", QUARTERS),
    ("协作区监督总结报备", "每季度", "纪检监察室 → 党风政风监督室", "第七条（一）", QUARTERS),
    ("汇总全委监督工作并报告", "每季度", "党风政风监督室 → 区纪委常委会", "第七条（一）", QUARTERS),
    ("召开联席会议", "每季度末月", "分管副书记、党风政风监督室", "第七条（二）", LAST_MONTHS),
    ("通报日常监督开展情况", "每半年", "党风政风监督室", "第七条（三）", HALVES),
    ("制定日常监督工作要点", "每年年初", "党风政风监督室", "第七条（二）", START),
    ("制定监督检查年度计划", "每年", "派驻（出）机构", "第三条", YEAR),
    ("年度监督工作情况报告", "每年", "党风政风监督室 → 市纪委、区委", "第七条（一）", YEAR),
    ("形成年度政治生态报告", "每年", "纪检监察室、派驻（出）机构", "第六条（六）", YEAR),
    ("组织述责述廉", "每年", "区纪委监委 → 区纪委全会", "第六条（十一）", YEAR),
    ("年底政治生态研判反馈", "每年年底", "派驻（出）机构 → 被监督单位党组织", "第三条（八）", END),
    ("年底政治生态书面报告", "每年年底", "派驻（出）机构 → 区纪委监委", "第三条（八）", END),
    ("汇总分析监督总体情况", "定期（未定周期）", "党风政风监督室", "第三条（一）", []),
    ("八项规定精神和群众身边问题专项统计", "未写明周期", "党风政风监督室", "第三条（一）", []),
    ("分析研判舆情", "定期（未定周期）", "组宣部 → 纪检监察室", "第三条（七）", []),
    ("检查主体责任清单落实", "定期（未定周期）", "纪检监察室、派驻（出）机构", "第六条（三）", []),
    ("清理问题线索", "定期（未定周期）", "案管室", "第六条（四）", []),
    ("研判监督工作情况", "定期（未定周期）", "区纪委常委会", "第七条（一）", []),
    (
        "向主要负责人通报监督情况",
        "定期（未定周期）",
        "纪检监察室、派驻（出）机构 → 被监督单位主要负责人",
        "第七条（三）",
        [],
    ),
    ("考核监督职责履行", "未写明周期", "党风政风监督室、组宣部", "第七条（四）", []),
    ("建立完善区管干部廉政档案", "未写明周期", "案管室、组宣部", "第三条（三）", []),
    ("督办常委会部署的任务", "遇事（常委会部署监督任务）", "办公室", "第三条（六）", []),
]
READ_FROM_CONTEXT = {"形成年度政治生态报告", "检查主体责任清单落实", "清理问题线索"}


def test_the_year_of_daily_supervision_is_printed_turn_by_turn(capsys: Capture) -> None:
    assert main(["duties", "--profile", "灞桥", "--year", "2026"]) == 0
    expected = ["灞桥区日常监督（2026年）"]
    for label, period, bodies, article, turns in YEAR_2026:
        standing = "推定" if label in READ_FROM_CONTEXT else "条文"
        expected.append(f"{label}\t{period}\t{bodies}\t{standing}·日常监督实施办法{article}")
        expected += [f"\t{turn}" for turn in turns]
    assert capsys.readouterr().out.splitlines() == expected


def test_the_year_is_told_to_a_machine_with_the_same_turns(capsys: Capture) -> None:
    assert main(["duties", "--profile", "baqiao", "--year", "2026", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(duty["label"], len(duty["turns"])) for duty in told["duties"]] == [
        (label, len(turns)) for label, _, _, _, turns in YEAR_2026
    ]
    assert sum(len(duty["turns"]) for duty in told["duties"]) == 2 * 12 + 6 * 4 + 4 + 2 + 1 + 4 + 2
    by = {duty["duty"]: duty for duty in told["duties"]}
    assert [turn["first_on"] for turn in by["joint_meeting"]["turns"]] == [
        "2026-03-01",
        "2026-06-01",
        "2026-09-01",
        "2026-12-01",
    ]
    assert (by["zone_summary"]["after"], by["quarterly_summary"]["after"]) == ("stationed_report", "zone_summary")


def test_a_year_before_has_other_last_worked_days(capsys: Capture) -> None:
    """2025: 31 May is a Saturday inside 端午 (31 May to 2 June); 31 August a Sunday; 30 November a Sunday."""
    assert main(["duties", "--profile", "灞桥", "--year", "2025"]) == 0
    out = capsys.readouterr().out
    for turn in (
        "5月\t至2025-05-31（最后一个工作日2025-05-30）",
        "8月\t至2025-08-31（最后一个工作日2025-08-29）",
        "11月\t至2025-11-30（最后一个工作日2025-11-28）",
        "第四季度\t至2025-12-31",
    ):
        assert f"\t{turn}\n" in out


def test_there_are_no_clocks_of_days_and_none_is_made_up(capsys: Capture) -> None:
    given = ["--event", "收到征求廉政意见=2026-03-02", "--event", "送达建议书=2026-03-02", "--today", "2026-03-20"]
    assert main(["deadlines", "--profile", "灞桥", *given, "--json"]) == 0
    found = {one["rule"]: one for one in json.loads(capsys.readouterr().out)["deadlines"]}
    assert set(found) == {"opinion_reply", "suggestion_answer"}
    assert {one["due_on"] for one in found.values()} == {None}
    assert found["opinion_reply"]["limit"] == "规定未定期限（另文规定的时限）"

"""What 灞桥's measures order of daily supervision, as the program gets it; the year of duties is in tests/cli."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.asked import Asked
from xuncha_desktop.cli import main
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.codes import CodeMark
from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.duty_year import duties_of
from xuncha_desktop.rules.matters import Force, MatterKind
from xuncha_desktop.rules.profile import ProfileKind
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.rounds import CoverageClock
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.supervision import FieldKind, SupervisionMethod

BAQIAO = shipped_profile("灞桥")
ASKED = Asked(BAQIAO)
names, matter, duty = ASKED.names, ASKED.matter, ASKED.duty
WORK = shipped_calendar()


def words(list_id: str) -> list[str]:
    return [code.label for code in BAQIAO.code_list(list_id).items]


def method(name: str) -> SupervisionMethod:
    (found,) = [one for one in BAQIAO.supervision_methods if one.id == name]
    return found


def stages(name: str, *, all_of_them: bool = False) -> list[str]:
    return [stage.label for stage in method(name).stages if all_of_them or stage.needed]


def choices(method_id: str, field_id: str) -> list[str]:
    (found,) = [field for field in method(method_id).fields if field.id == field_id]
    assert found.kind is FieldKind.CHOICE
    return [point.label for point in found.choices]


def conditions(name: str) -> list[str]:
    return [point.label for point in matter(name).conditions]


def suggestion(name: str) -> tuple[list[str], list[str], bool | None]:
    found = matter(name)
    assert found.kind is MatterKind.SUGGESTION
    return names(found.asked_by), names(found.addressees), found.written


def told(kind: MatterKind) -> dict[str, list[str]]:
    """Who is told of the matters of a kind."""
    return {found.id: names(found.addressees) for found in BAQIAO.matters_of(kind)}


MATTERS: list[Any] = [
    pytest.param(
        lambda: (len(BAQIAO.about.grounds), BAQIAO.about.cites),
        (3, "日常监督实施办法"),
        id="the grounds are kept for citing",
        marks=pytest.mark.provision("BQ-01-00"),
    ),
    pytest.param(lambda: words("supervision_kind"), ["纪律监督", "监察监督", "派驻监督", "巡察监督"], id="BQ-02-00"),
    pytest.param(
        lambda: [b.label for b in BAQIAO.bodies if b.kind in (BodyKind.SUPERVISION_OFFICE, BodyKind.STATIONED)],
        ["党风政风监督室", "纪检监察室", "案管室", "信访室", "审理室", "办公室", "组宣部", "派驻（出）机构"],
        id="BQ-03-00a: eight bodies",
    ),
    pytest.param(lambda: words("followed_up"), ["民主生活会", "巡察反馈意见", "纪检监察建议"], id="BQ-03-02b"),
    pytest.param(
        lambda: {level.id: names(level.received_by) for level in BAQIAO.cadre_levels},
        {"units": ["纪检监察室"], "discipline_staff": ["组宣部"]},
        id="BQ-03-02c, BQ-03-07e: whose leads go where",
    ),
    pytest.param(
        lambda: suggestion("supervision_suggestion"), (["纪检监察室"], ["派驻（出）机构"], None), id="BQ-03-02f"
    ),
    pytest.param(lambda: suggestion("strengthening_suggestion"), (["审理室"], ["纪检监察室"], True), id="BQ-03-05"),
    pytest.param(
        lambda: (duty("task_supervision").period, duty("task_supervision").occasion, duty("task_supervision").kind),
        (Period.EVENT, "常委会部署监督任务", "check"),
        id="BQ-03-06",
    ),
    pytest.param(
        lambda: (told(MatterKind.IMPORTANT_MATTER), told(MatterKind.TRANSFER)),
        (
            {"important_problem": ["区纪委监委"], "major_problem": ["纪检监察室"]},
            {"lead_submission": ["案管室"]},
        ),
        id="BQ-03-08c, BQ-03-08d, BQ-07-01e: three receivers",
    ),
    pytest.param(
        lambda: words("stationed_method"),
        ["信访受理", "线索处置", "约谈提醒", "谈话函询", "专项督察", "建立廉政档案"],
        id="BQ-03-08e",
    ),
    pytest.param(
        lambda: [(rule.clock, rule.words) for rule in BAQIAO.coverage],
        [(CoverageClock.ALWAYS, "经常性全覆盖"), (CoverageClock.TERM, "每届至少1次")],
        id="BQ-04-00, BQ-06-11a: two coverages",
    ),
    pytest.param(
        lambda: (stages("special_check"), matter("look_back").force),
        (["制定方案", "检查", "书面报告", "反馈意见", "督促整改"], Force.MAY),
        id="BQ-06-01a, b, c",
    ),
    pytest.param(lambda: choices("research", "form"), ["座谈会", "个别走访", "其他"], id="BQ-06-02a"),
    pytest.param(
        lambda: (stages("responsibility_check"), conditions("responsibility_talk")),
        (["清单纳入台账", "检查", "反馈整改建议", "跟踪了解"], ["整改不力", "责任制检查考核结果较差"]),
        id="BQ-06-03a, b, c",
    ),
    pytest.param(
        lambda: ([c.label for c in BAQIAO.codes_for(ListPurpose.SUPERVISION_DISPOSITION)], matter_approvers()),
        (["谈话函询", "初步核实", "暂存待查", "予以了结"], ["委领导"]),
        id="BQ-06-04b: four dispositions, the leaders approve",
    ),
    pytest.param(
        lambda: stages("lead_handling", all_of_them=True),
        ["归口登记", "提出处置意见", "委领导审批", "办理", "清理"],
        id="BQ-06-04a, b: approval before handling",
    ),
    pytest.param(
        lambda: [code.label for code in BAQIAO.codes_for(ListPurpose.ECOLOGY_SECTION)],
        [
            "政治纪律和政治规矩",
            "“四责联动”机制落实",
            "意识形态责任制落实",
            "选人用人",
            "违纪违法案件特点",
            "行业性系统性廉洁风险",
        ],
        id="BQ-06-06a: six sections",
    ),
    pytest.param(lambda: matter("special_ecology_report").force, Force.MAY, id="BQ-06-06b"),
    pytest.param(lambda: stages("governance"), ["制定工作方案", "集中整治"], id="BQ-06-07"),
    pytest.param(
        lambda: (stages("life_meeting"), choices("life_meeting", "review"), conditions("life_meeting_return")),
        (
            ["会前审核", "会中监督点评", "会后评估报告"],
            ["可以开会", "整改后再开"],
            ["程序缺失", "查摆问题不深刻"],
        ),
        id="BQ-06-08a, b, d: three stages, none left out",
    ),
    pytest.param(lambda: conditions("life_meeting_again"), ["民主生活会走过场"], id="BQ-06-08e"),
    pytest.param(lambda: conditions("explanation"), ["本人说明被采信并了结"], id="BQ-06-09a"),
    pytest.param(lambda: conditions("spot_check"), ["谈话函询后重复举报", "函询回复存疑"], id="BQ-06-09b"),
    pytest.param(
        lambda: (conditions("second_inquiry"), matter("second_inquiry").any_condition),
        (["抽查核实后仍未讲清", "反映具体而否认理由不充分", "说明存在明显问题"], True),
        id="BQ-06-09c: any of three reasons",
    ),
    pytest.param(
        lambda: (matter("to_preliminary").force, conditions("to_preliminary")),
        (Force.MAY, ["不如实说明"]),
        id="BQ-06-09d",
    ),
    pytest.param(
        lambda: (stages("integrity_session"), names(method("integrity_session").bodies)),
        (["向全会述责述廉", "接受询问", "民主评议", "报告载入廉政档案"], ["区纪委监委"]),
        id="BQ-06-11a, b",
    ),
    pytest.param(
        lambda: [code.label for code in BAQIAO.codes_for(ListPurpose.SUPERVISION_OUTCOME)],
        ["同意", "暂缓", "否决"],
        id="BQ-06-12: three outcomes",
    ),
    pytest.param(
        lambda: (choices("suggestion", "kind"), suggestion("discipline_suggestion")[1]),
        (["纪律检查建议", "监察建议"], ["被监督单位党组织"]),
        id="BQ-06-13a",
    ),
    pytest.param(
        lambda: [code.article for code in BAQIAO.codes_for(ListPurpose.ACCOUNTABILITY)],
        ["第六条（三）", "第六条（十三）", "第六条（十三）", "第六条（十五）", "第七条（四）"],
        id="BQ-06-13b, BQ-06-03c, BQ-06-15c, BQ-07-04: who is held to account",
    ),
    pytest.param(
        lambda: (suggestion("case_reform_suggestion"), words("case_reform_meeting")),
        (([], ["被监督街道和单位"], True), ["宣布处分决定会", "专题民主生活会", "警示教育会"]),
        id="BQ-06-14a, b",
    ),
    pytest.param(lambda: conditions("serious_case_talk"), ["严重违纪违法", "职务犯罪"], id="BQ-06-14c"),
    pytest.param(
        lambda: (words("reviewed_document"), words("rectification_quality")),
        (
            ["整改工作方案", "整改重点工作进展情况报告", "主要负责人组织落实情况报告", "后续整改情况报告"],
            ["敷衍整改", "虚假整改"],
        ),
        id="BQ-06-15b, c: four documents, two poor qualities",
    ),
    pytest.param(
        lambda: suggestion("governance_proposal")[:2], (["区纪委常委会"], ["区委"]), id="BQ-07-01a: to the committee"
    ),
    pytest.param(
        lambda: words("joint_meeting_office"),
        ["党风政风监督室", "各纪检监察室", "信访室", "案管室", "审理室", "组宣部"],
        id="BQ-07-02a: six offices",
    ),
    pytest.param(
        lambda: (names(duty("appraisal").responsible), names(matter("supervisor_talk").asked_by)),
        (["党风政风监督室", "组宣部"], ["委分管领导"]),
        id="BQ-07-04",
    ),
]


def matter_approvers() -> list[str]:
    return names(matter("lead_disposition").approvers)


@pytest.mark.parametrize(("got", "expected"), MATTERS)
def test_a_matter_is_as_the_measures_have_it(got: Callable[[], Any], expected: Any) -> None:
    assert got() == expected


@pytest.mark.provision("BQ-08-00")
def test_it_takes_effect_on_a_day_the_page_does_not_give() -> None:
    about = BAQIAO.about
    assert about.kind is ProfileKind.DAILY_SUPERVISION
    assert (about.edition, about.issued_on, about.effective_from) == (1, None, None)
    assert "2020年9月22日的公开日期" in about.effective_note


def test_six_contents_have_their_manifestations_below_and_the_sixth_is_written_by_the_office() -> None:
    (found,) = BAQIAO.lists_for(ListPurpose.SUPERVISION_CONTENT)
    below = {code.id: 0 for code in found.items if not code.parent}
    for code in found.items:
        if code.parent:
            below[code.parent] += 1
    assert below == {
        "theory": 3,
        "instructions": 4,
        "decisions": 5,
        "political_life": 4,
        "commitment": 3,
        "others": 0,
    }
    assert [code.id for code in found.items if CodeMark.OTHER in code.marks] == ["others"]


def test_each_of_the_sixteen_methods_has_its_article_its_stages_and_its_own_fields() -> None:
    listed = BAQIAO.codes_for(ListPurpose.SUPERVISION_METHOD)
    assert len(listed) == 16
    assert [found.id for found in BAQIAO.supervision_methods] == [code.id for code in listed]
    for code, found in zip(listed, BAQIAO.supervision_methods, strict=True):
        assert code.article == found.article
        assert found.stages[0].needed
        assert any(field.needed for field in found.fields)
        assert found.standing is Standing.INFERRED
    assert [code.label for code in listed if CodeMark.OTHER in code.marks] == ["其他监督方式"]


@pytest.mark.parametrize(
    ("provision", "event", "rule", "limit", "responsible", "addressees"),
    [
        ("BQ-03-02c", "lead_received", "lead_handling", "及时", "纪检监察室", []),
        ("BQ-03-04", "petitions_analysed", "petition_feedback", "及时", "信访室", ["纪检监察室"]),
        ("BQ-03-07c", "opinion_collected", "opinion_transfer", "及时", "组宣部", []),
        ("BQ-03-07e", "lead_received", "staff_lead_handling", "及时", "组宣部", []),
        ("BQ-03-08b", "general_problem_found", "general_problem_reminder", "及时", "派驻（出）机构", []),
        ("BQ-03-08b", "general_problem_found", "general_problem_report", "及时", "派驻（出）机构", ["纪检监察室"]),
        ("BQ-06-01b", "check_finished", "check_report", "", "纪检监察室", ["被监督街道和单位"]),
        ("BQ-06-02b", "research_problem_found", "research_feedback", "及时", "纪检监察室", ["被监督街道和单位"]),
        (
            "BQ-06-03b",
            "responsibility_checked",
            "responsibility_suggestion",
            "及时",
            "纪检监察室",
            ["被监督单位党组织"],
        ),
        ("BQ-06-05a", "integrity_news", "integrity_entry", "及时", "案管室", []),
        ("BQ-06-10", "tendency_found", "reminder", "及时", "纪检监察室", []),
        ("BQ-06-12", "opinion_asked", "opinion_reply", "另文规定的时限", "组宣部", []),
        (
            "BQ-06-13a",
            "serious_problem_found",
            "suggestion",
            "及时",
            "区纪委监委",
            ["被监督单位党组织", "被监督街道和单位"],
        ),
        ("BQ-06-13a", "suggestion_delivered", "suggestion_answer", "限期", "被监督街道和单位", ["区纪委监委"]),
        ("BQ-07-01a", "supervision_reviewed", "governance_proposal", "及时", "区纪委常委会", ["区委"]),
        ("BQ-07-01e", "major_problem_found", "major_problem_report", "及时", "派驻（出）机构", ["纪检监察室"]),
    ],
)
def test_what_is_prompt_or_limited_elsewhere_starts_and_names_no_day(
    provision: str, event: str, rule: str, limit: str, responsible: str, addressees: list[str]
) -> None:
    assert provision.startswith("BQ-")
    found = BAQIAO.deadline(rule)
    assert found in BAQIAO.started_by(event)
    assert (found.wording, BAQIAO.body(found.responsible).label, names(found.addressees)) == (
        limit,
        responsible,
        addressees,
    )
    assert BAQIAO.due(rule, date(2026, 3, 2), WORK).due_on is None


# Month ends of 2024 by hand: 31 March and 30 June are Sundays; 30 September a Monday; 31 December a Tuesday; 31
# January a Wednesday; 30 November a Saturday.
@pytest.mark.parametrize(
    ("provision", "name", "responsible", "addressees", "turns", "some"),
    [
        ("BQ-03-03c", "monthly_statistics", ["党风政风监督室", "纪检监察室"], ["案管室"], 12, "2024-11-29"),
        ("BQ-03-04", "petition_analysis", ["信访室"], ["纪检监察室"], 12, "2024-01-31"),
        ("BQ-03-03b", "zone_statistics", ["案管室"], ["纪检监察室"], 4, "2024-06-28"),
        ("BQ-03-03b", "district_statistics", ["案管室"], ["党风政风监督室"], 4, "2024-03-29"),
        ("BQ-03-00c", "quarterly_hearing", ["纪检监察室"], [], 4, "2024-09-30"),
        ("BQ-07-01e", "stationed_report", ["派驻（出）机构"], ["纪检监察室"], 4, "2024-03-29"),
        ("BQ-07-01d", "zone_summary", ["纪检监察室"], ["党风政风监督室"], 4, "2024-06-28"),
        ("BQ-07-01b", "quarterly_summary", ["党风政风监督室"], ["区纪委常委会"], 4, "2024-12-31"),
        ("BQ-07-02a", "joint_meeting", ["分管副书记", "党风政风监督室"], [], 4, "2024-03-29"),
        ("BQ-07-03a", "semiannual_circular", ["党风政风监督室"], [], 2, "2024-06-28"),
        ("BQ-07-02b", "key_points", ["党风政风监督室"], [], 1, "2024-01-31"),
        ("BQ-03-00b", "annual_plan", ["派驻（出）机构"], [], 1, "2024-12-31"),
        ("BQ-07-01c", "annual_report", ["党风政风监督室"], ["市纪委", "区委"], 1, "2024-12-31"),
        ("BQ-06-06a", "annual_ecology", ["纪检监察室", "派驻（出）机构"], [], 1, "2024-12-31"),
        ("BQ-06-11a", "integrity_session", ["区纪委监委"], ["区纪委全会"], 1, "2024-12-31"),
        ("BQ-03-08f", "ecology_feedback", ["派驻（出）机构"], ["被监督单位党组织"], 1, "2024-12-31"),
        ("BQ-03-08f", "ecology_report", ["派驻（出）机构"], ["区纪委监委"], 1, "2024-12-31"),
        ("BQ-03-01b", "overall_summary", ["党风政风监督室"], [], 0, ""),
        ("BQ-03-07d", "opinion_analysis", ["组宣部"], ["纪检监察室"], 0, ""),
        ("BQ-06-03a", "responsibility_check", ["纪检监察室", "派驻（出）机构"], [], 0, ""),
        ("BQ-06-04a", "lead_clearance", ["案管室"], [], 0, ""),
        ("BQ-07-01a", "standing_review", ["区纪委常委会"], [], 0, ""),
        ("BQ-07-03b", "unit_briefing", ["纪检监察室", "派驻（出）机构"], ["被监督单位主要负责人"], 0, ""),
    ],
)
def test_a_duty_falls_to_its_bodies_as_often_as_the_measures_say(
    provision: str, name: str, responsible: list[str], addressees: list[str], turns: int, some: str
) -> None:
    assert provision.startswith("BQ-")
    (found,) = [one for one in duties_of(BAQIAO, 2024, WORK) if one.duty.id == name]
    assert (list(found.responsible), list(found.addressees), len(found.turns)) == (responsible, addressees, turns)
    ends = [turn.last_worked_on.isoformat() for turn in found.turns]
    assert some in ends if some else ends == []


def test_the_quarter_is_reported_from_the_stationed_body_up_to_the_standing_committee() -> None:
    chain, at = list[str](), duty("quarterly_summary")
    while at.after:
        chain.append(BAQIAO.body(at.responsible[0]).label)
        at = duty(at.after)
    assert [*chain, BAQIAO.body(at.responsible[0]).label] == ["党风政风监督室", "纪检监察室", "派驻（出）机构"]
    assert names(duty("quarterly_summary").addressees) == ["区纪委常委会"]


def test_the_areas_are_left_to_the_office() -> None:
    (area,) = BAQIAO.areas
    assert (area.standing, area.units, BAQIAO.body(area.office).label) == (Standing.CUSTOM, (), "纪检监察室")


@pytest.mark.parametrize(
    "printed", ["自印发之日起执行", "巡查反馈意见", "每月向案管室提供", "时限要求", "本协作区", "其他监督内容"]
)
def test_a_defect_of_the_measures_is_told(printed: str) -> None:
    assert any(warning.startswith(f"{printed}：") for warning in BAQIAO.warnings())


def test_the_check_finds_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", str(root / "resources" / "rules" / "baqiao")]) == 0
    assert "可以使用" in capsys.readouterr().out

"""What 榆林's article says of its inspections, matter by matter, as the program gets it; and that it counts no days."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from xuncha_desktop.cli import main
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind, PostPlace
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.clocks import Clock, reckon
from xuncha_desktop.rules.codes import Code, CodeMark
from xuncha_desktop.rules.deadlines import DeadlineRefused, Extension
from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.matters import Force, MatterKind
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.staffing import StaffRuleKind
from xuncha_desktop.rules.telling import Audience, DisclosurePoint

YULIN = shipped_profile("榆林")
WORK = shipped_calendar()


def labels(purpose: ListPurpose) -> list[str]:
    return [code.label for code in YULIN.codes_for(purpose)]


def bodies(kind: BodyKind) -> list[str]:
    return [body.label for body in YULIN.bodies if body.kind is kind]


def on_paper(document: str) -> list[str]:
    chain = YULIN.chain_for(document)
    assert chain is not None
    return [f"{YULIN.body(step.body).label}·{step.agree}" for step in chain.steps if step.on_paper]


def steps(document: str) -> list[str]:
    chain = YULIN.chain_for(document)
    assert chain is not None
    return [step.id for step in chain.steps]


def persons(kind: StaffRuleKind) -> dict[str, tuple[str, ...]]:
    return {rule.label: rule.posts for rule in YULIN.staff_rules if rule.kind is kind}


def category(set_id: str) -> dict[str, list[str]]:
    return {code.label: [point.label for point in code.points] for code in YULIN.category_set(set_id).items}


def told(rule_id: str) -> tuple[str, str, str, tuple[str, ...]]:
    rule = YULIN.deadline(rule_id)
    return (rule.trigger, rule.limit_text, rule.responsible, rule.addressees)


def discipline_counts() -> dict[str, str]:
    """Each discipline with the effort it is counted under."""
    (found,) = YULIN.category_maps
    source, target = YULIN.category_set(found.source), YULIN.category_set(found.target)
    return {source.word(pair.source): target.word(pair.target) for pair in found.pairs}


def matter(kind: MatterKind) -> tuple[Force, tuple[str, ...], bool, tuple[str, ...], bool | None]:
    (found,) = YULIN.matters_of(kind)
    conditions = tuple(point.label for point in found.conditions)
    return (found.force, found.approvers, found.approver_open, conditions, found.written)


def joint() -> tuple[bool, str, list[str], list[str]]:
    found = YULIN.feedback
    assert found is not None
    return (
        found.joint,
        YULIN.body(found.responsible).label,
        [YULIN.body(one).label for one in found.participants],
        [step.id for step in found.sequence],
    )


CELLS: list[Any] = [
    pytest.param(
        lambda: (YULIN.about.issued_on, YULIN.about.effective_from, YULIN.about.number, len(YULIN.about.grounds)),
        (None, None, "", 3),
        id="nature: an article without day or number, on three grounds (YULIN-00-00a)",
    ),
    pytest.param(
        lambda: (bodies(BodyKind.COMMITTEE), bodies(BodyKind.UPPER), YULIN.about.level),
        (["市委"], ["省委巡视组"], "市"),
        id="committee and the body above (YULIN-01-03, YULIN-02-02e)",
    ),
    pytest.param(
        lambda: (bodies(BodyKind.SECRETARY_MEETING), on_paper("inspection_report"), on_paper("feedback")),
        ([], ["市委巡察工作领导小组·审定"], ["市委·决定联合反馈"]),
        id="decision: the leading group, and the committee for joint feedback (YULIN-02-01g, YULIN-04-01a)",
        marks=pytest.mark.provision("YULIN-02-01g"),
    ),
    pytest.param(lambda: bodies(BodyKind.OFFICE), ["市委巡察办"], id="office (YULIN-05-02a)"),
    pytest.param(
        lambda: persons(StaffRuleKind.CROSS_LEVEL)["市级人员到县级组任组长或副组长"],
        ("leader", "deputy_leader"),
        id="group posts: people of the city lead groups of counties (YULIN-02-02b)",
    ),
    pytest.param(
        lambda: [(pool.label, pool.random_draw, pool.outsiders, pool.renewed_yearly) for pool in YULIN.pools],
        [("市级巡察人才库", True, True, False), ("县级巡察人才库", True, True, False)],
        id="pools: city and county, drawn at random, outsiders invited (YULIN-02-02c, YULIN-02-02d)",
    ),
    pytest.param(
        lambda: (list(persons(StaffRuleKind.AVOIDANCE)), [item.id for item in YULIN.duties_of(Period.PER_ROUND)]),
        (["以互巡和随机抽取避开人情关系"], ["member_draw", "pre_entry_study"]),
        id="avoidance: by crossing and drawing, each round (YULIN-02-02a, YULIN-02-02c)",
    ),
    pytest.param(
        lambda: (labels(ListPurpose.INSPECTION_TYPE), labels(ListPurpose.INSPECTION_ATTRIBUTE)),
        (["常规巡察", "专项巡察", "巡察“回头看”"], ["县与县交叉互巡", "市县联动"]),
        id="types and attributes (YULIN-02-02a, YULIN-02-02e)",
    ),
    pytest.param(
        lambda: (YULIN.coverage, [code.label for code in YULIN.code_list("done_so_far").items]),
        (
            (),
            ["三轮常规巡察：42个部门", "三轮常规巡察：7个国有企业", "扶贫暨扫黑除恶专项：8个县区"],
        ),
        id="coverage: no rule, only what was done (YULIN-00-00b)",
    ),
    pytest.param(
        lambda: discipline_counts(),
        {
            "政治纪律": "政治纪律方面的问题",
            "廉洁纪律": "腐败问题",
            "组织纪律": "选人用人问题",
            "群众纪律": "“四风”问题",
            "工作纪律": "“四风”问题",
            "生活纪律": "“四风”问题",
        },
        id="categories: six disciplines read as four efforts (YULIN-03-01a)",
    ),
    pytest.param(
        lambda: (category("finding_tag")["重点人"], [code.all_met for code in YULIN.category_set("finding_tag").items]),
        (["班子成员，特别是“一把手”", "直接管理人、财、物的干部"], ["", "", ""]),
        id="categories: its own key persons (YULIN-03-01b)",
    ),
    pytest.param(
        lambda: [code.label for code in YULIN.codes_for(ListPurpose.SPECIAL_FOCUS) if CodeMark.OTHER not in code.marks],
        ["扶贫：决策部署落实", "扶贫：资金使用管理", "扶贫：干部队伍作风"],
        id="categories: three areas of the poverty round (YULIN-03-03a)",
    ),
    pytest.param(
        lambda: (labels(ListPurpose.METHOD), len(YULIN.code_list("one_plus_five").items)),
        (["听取汇报", "查阅资料", "个别谈话", "受理信访", "深入调研"], 1 + 5),
        id="methods: five, and 1+5 (YULIN-02-01e, YULIN-02-04a)",
    ),
    pytest.param(
        lambda: [(YULIN.body(one.body).label, one.years, one.by_letter) for one in YULIN.information],
        [("信访部门", None, None), ("纪检机关", None, None), ("组织部门", None, None), ("审计机关", None, None)],
        id="before the round: four bodies, no years, no letter said (YULIN-02-01a)",
    ),
    pytest.param(
        lambda: labels(ListPurpose.ANNOUNCEMENT_FIELD),
        ["巡察范围", "重点内容", "时间安排", "联系方式"],
        id="announcement: four matters (YULIN-02-01c)",
    ),
    pytest.param(
        lambda: (labels(ListPurpose.ENTRY_AGENDA), YULIN.event("entry_meeting_held").phase),
        (["发放测评表", "发放调查问卷"], "on_site"),
        id="entry meeting with ballots and questionnaires (YULIN-02-01d)",
    ),
    pytest.param(
        lambda: (matter(MatterKind.EARLY_TRANSFER), told("quick_handling")),
        (
            (Force.SHALL, (), False, ("违反中央八项规定精神", "“四风”方面"), None),
            ("style_lead_found", "规定未定期限（及时）", "group", ()),
        ),
        id="leads during the round: quick, to nobody named (YULIN-02-04b)",
    ),
    pytest.param(
        lambda: (matter(MatterKind.IMMEDIATE_RECTIFICATION), on_paper("immediate_rectification")),
        ((Force.SHALL, (), False, (), None), []),
        id="mending on the spot: nobody is asked (YULIN-02-04a, YULIN-02-04b)",
    ),
    pytest.param(
        lambda: matter(MatterKind.PROGRESS)[0],
        Force.SHALL,
        id="reports during the round: no date, no body (YULIN-02-04a)",
    ),
    pytest.param(
        lambda: (steps("inspection_report"), steps("thematic_report")),
        (["drafter", "leader_sign", "leading_group"], ["drafter", "leader_sign", "leading_group"]),
        id="report chain ends with the leading group (YULIN-02-01g)",
        marks=pytest.mark.provision("YULIN-02-01g"),
    ),
    pytest.param(
        lambda: told("feedback"),
        ("leading_group_agreed", "规定未定期限（审定后）", "joint_team", ("unit",)),
        id="feedback after the review (YULIN-02-01h)",
    ),
    pytest.param(
        lambda: joint(),
        (True, "联合反馈组", ["纪检机关", "组织部门", "工委", "信访部门", "市委巡察办"], ["organisation"]),
        id="who feeds back: five departments as one team, at one meeting (YULIN-04-01a)",
    ),
    pytest.param(
        lambda: YULIN.rectification.supervised_by if YULIN.rectification else None,
        ("business_department", "group"),
        id="the department in charge supervises (YULIN-04-01b)",
    ),
    pytest.param(
        lambda: told("rectification_plan"),
        ("organisation_told", "规定未定期限（规定的时间）", "unit", ()),
        id="plan: in the prescribed time, to nobody named (YULIN-02-01i)",
    ),
    pytest.param(
        lambda: (told("rectification_report"), YULIN.rectification.reports if YULIN.rectification else None),
        (("organisation_told", "规定未定期限（规定的时间）", "unit", ()), ("rectification_report",)),
        id="report: in the prescribed time, and no second report of the principal (YULIN-02-01i)",
    ),
    pytest.param(
        lambda: (labels(ListPurpose.FOLLOW_UP_METHOD), told("return_visit")),
        (["巡察组回访", "“回头看”", "业务主管单位监督"], ("reports_received", "规定未定期限", "group", ("unit",))),
        id="follow-up: return visits by the group, look-back (YULIN-02-01j)",
    ),
    pytest.param(
        lambda: {one.point: one.audiences for one in YULIN.disclosures},
        {DisclosurePoint.ENTRY: (Audience.PUBLIC,), DisclosurePoint.CASE: (Audience.PARTY,)},
        id="made known: the announcement to all, cases to members (YULIN-04-03)",
    ),
    pytest.param(
        lambda: labels(ListPurpose.RESULT_USE),
        ["年度考核", "干部考察", "评先评优"],
        id="results: three uses (YULIN-04-02)",
    ),
    pytest.param(
        lambda: labels(ListPurpose.PROFESSION),
        ["纪检", "组织", "人事", "审计", "财税", "政法"],
        id="people: six trades (YULIN-05-01a)",
    ),
]


@pytest.mark.parametrize(("got", "expected"), CELLS)
def test_a_matter_is_as_the_article_has_it(got: Callable[[], Any], expected: Any) -> None:
    assert got() == expected


@pytest.mark.provision("YULIN-05-03")
def test_ten_systems_are_nine_named_and_one_the_office_names_itself() -> None:
    found = {item.standing: item.items for item in YULIN.lists_for(ListPurpose.STAFF_SYSTEM)}
    assert [code.label for code in found[Standing.ARTICLE]] == [
        "组务会",
        "集体学习",
        "考勤",
        "保密",
        "工作日志",
        "工作签到",
        "请示报告",
        "奖惩",
        "问责",
    ]
    (own,) = found[Standing.CUSTOM]
    assert isinstance(own, Code)
    assert own.marks == (CodeMark.OTHER,)
    assert any("九项" in warning for warning in YULIN.warnings())


@pytest.mark.parametrize(
    ("event", "on", "expected"),
    [
        ("stay_ended", date(2019, 4, 30), {"inspection_report": "及时", "thematic_report": ""}),
        ("report_submitted", date(2019, 5, 17), {"leading_group_review": ""}),
        ("leading_group_agreed", date(2019, 6, 6), {"feedback": "审定后"}),
        ("style_lead_found", date(2019, 4, 4), {"quick_handling": "及时"}),
        (
            "organisation_told",
            date(2019, 6, 28),
            {"rectification_plan": "规定的时间", "rectification_report": "规定的时间"},
        ),
        ("reports_received", date(2019, 9, 30), {"return_visit": ""}),
    ],
)
def test_a_clock_starts_with_its_event_and_names_no_day(event: str, on: date, expected: dict[str, str]) -> None:
    started = [clock for clock in clocks({event: on}) if clock.start.event_id == event]
    assert {clock.rule.id: clock.rule.wording for clock in started} == expected
    for clock in started:
        assert clock.due is not None
        assert (clock.start.on, clock.due_on) == (on, None)
        assert "规定未定期限" in clock.line


def test_what_has_no_number_cannot_be_lengthened_by_days_only_to_a_day() -> None:
    told_on = date(2019, 6, 28)
    with pytest.raises(DeadlineRefused, match="只能写明延到哪一天"):
        YULIN.due("rectification_report", told_on, WORK, [Extension(reason="市委明确", amount=2)])
    until = Extension(reason="反馈时明确的日期", until_on=date(2019, 8, 30))
    assert YULIN.due("rectification_report", told_on, WORK, [until]).due_on == date(2019, 8, 30)


def test_the_chain_of_clocks_goes_from_the_stay_to_the_return_visit() -> None:
    found = {clock.rule.id: clock.start.certainty.value for clock in clocks({"stay_ended": date(2019, 4, 30)})}
    assert found == {
        "inspection_report": "happened",
        "thematic_report": "happened",
        "leading_group_review": "waiting",
        "feedback": "waiting",
        "rectification_plan": "waiting",
        "rectification_report": "waiting",
        "return_visit": "waiting",
    }


def test_one_leader_and_one_liaison_are_wanted_by_custom_and_reading_not_by_the_article() -> None:
    full = {"leader": 1, "deputy_leader": 1, "liaison": 1, "member": 2}
    assert YULIN.roster_issues(PostPlace.GROUP, full) == ()
    assert YULIN.roster_issues(PostPlace.GROUP, full | {"leader": 2}) == ("组长应有1名，现有2名",)
    assert YULIN.post("leader").standing is Standing.INFERRED
    assert YULIN.post("liaison").standing is Standing.CUSTOM


@pytest.mark.parametrize(
    "printed",
    [
        "规定的时间",
        "联合反馈组",
        "市县巡察工作领导小组",
        "十项制度",
        "“1+5”",
        "“四个着力”",
        "被巡查党组织",
        "会计事务所",
    ],
)
def test_a_defect_of_the_article_is_told(printed: str) -> None:
    assert any(warning.startswith(f"{printed}：") for warning in YULIN.warnings())


def test_the_check_finds_nothing_and_the_article_is_shown_without_a_day(
    root: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "check", str(root / "resources" / "rules" / "yulin")]) == 0
    assert "可以使用" in capsys.readouterr().out
    assert main(["profile", "show", "榆林"]) == 0
    assert "施行：原文是介绍做法的文章" in capsys.readouterr().out


def clocks(events: dict[str, date]) -> list[Clock]:
    return list(reckon(YULIN, events, WORK, date(2019, 12, 31)).clocks)

"""What 景德镇's trial measures order: every cell of the side by side table, its clocks by hand, its defects."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xuncha_desktop.cli import main
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import PostPlace
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.codes import CodeMark
from xuncha_desktop.rules.deadlines import Unit
from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.matters import Force, Matter, MatterKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.rounds import Bound, CoverageClock
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.staffing import SeatRank, StaffRuleKind, Strictness
from xuncha_desktop.rules.stay import Stay
from xuncha_desktop.rules.telling import Audience

JDZ = shipped_profile("景德镇")
WORK = shipped_calendar()
Look = Callable[[Profile], Any]


def cell(name: str, *proves: str) -> Any:
    """Names a case by the cell of the table; `proves` are the rows the profile alone satisfies."""
    return {"id": name, "marks": [pytest.mark.provision(*proves)] if proves else []}


def matter(profile: Profile, matter_id: str) -> Matter:
    return next(one for one in profile.matters if one.id == matter_id)


def labels(profile: Profile, bodies: tuple[str, ...]) -> list[str]:
    return [profile.body(body).label for body in bodies]


def seats(profile: Profile, rank: SeatRank) -> list[str]:
    return [seat.office for seat in profile.seats if seat.rank is rank]


def consent(profile: Profile, matter_id: str) -> list[str]:
    return labels(profile, matter(profile, matter_id).approvers)


def deciders(profile: Profile, document: str) -> list[str]:
    chain = profile.chain_for(document)
    assert chain is not None
    return [profile.body(step.body).label for step in chain.steps if step.on_paper]


def signers(profile: Profile, form: str) -> list[str]:
    return [signer.label for signer in profile.form(form).signers]


def tops(profile: Profile) -> list[str]:
    return [code.label for code in profile.category_set("finding_category").items if not code.parent]


def words(profile: Profile, source: str) -> list[str]:
    return [word for _, word in profile.choices(source)]


def count(profile: Profile, purpose: ListPurpose) -> int:
    return len(profile.codes_for(purpose))


def asked(profile: Profile, years: int | None) -> list[str]:
    return [profile.body(one.body).label for one in profile.information if one.years == years]


def rungs(profile: Profile) -> list[tuple[str, str]]:
    found = profile.rectification
    assert found is not None
    return [(rung.label, profile.body(rung.by[0]).label) for rung in found.ladder if rung.by]


def numbered(profile: Profile, rule_id: str) -> tuple[int | None, Unit, str, tuple[str, ...]]:
    rule = profile.deadline(rule_id)
    return rule.amount, rule.unit, rule.trigger, rule.addressees


def route(profile: Profile) -> list[tuple[str, str]]:
    assert profile.rectification is not None
    return [(stop.body, stop.act.value) for stop in profile.rectification.route]


CELLS = [
    pytest.param(lambda p: "试行" in p.about.title, True, **cell("nature-trial", "JDZ-00-00")),
    pytest.param(
        lambda p: (p.about.level, str(p.about.issued_on), len(p.code_list("issue_range").items)),
        ("市", "2017-06-29", 4),
        **cell("nature-level-day-and-whom-it-was-issued-to", "JDZ-00-00"),
    ),
    pytest.param(lambda p: len(p.about.grounds), 3, **cell("nature-grounds", "JDZ-01-00")),
    pytest.param(lambda p: str(p.about.effective_from), "2017-06-29", **cell("nature-in-force", "JDZ-51-00")),
    pytest.param(lambda p: "市委" in p.about.interpreted_by, True, **cell("nature-interpreted", "JDZ-50-00")),
    pytest.param(lambda p: labels(p, (p.dispatch.sends,)), ["市委"], **cell("committee", "JDZ-02-00b")),
    pytest.param(
        lambda p: [p.body(one).kind.label for one in ("committee", "secretary", "leading_group", "leading_group_head")],
        ["党委", "党委书记", "领导小组", "领导小组领导"],
        **cell("committee-and-leading-group-are-not-their-heads-JDZ-05-00c"),
    ),
    pytest.param(
        lambda p: matter(p, "rapid_transfer").conditions[0].label,
        "群众反映强烈、问题集中且部分印证",
        **cell("early-transfer-first-situation-JDZ-22-01"),
    ),
    pytest.param(
        lambda p: (
            labels(p, matter(p, "poor_rectification").asked_by),
            labels(p, matter(p, "poor_rectification").addressees),
        ),
        (["市委巡察办"], ["市委巡察工作领导小组"]),
        **cell("circular-goes-up-to-the-leading-group-first-JDZ-41-00b"),
    ),
    pytest.param(
        lambda p: [body.label for body in p.bodies if body.kind.value == "upper"],
        ["省委巡视工作领导小组办公室"],
        **cell("upper-body-JDZ-06-01"),
    ),
    pytest.param(lambda p: deciders(p, "inspection_report")[-1], "市委“五人小组”", **cell("final-decision-JDZ-31-00b")),
    pytest.param(
        lambda p: labels(p, next(d for d in p.duties if d.id == "results_report").addressees),
        ["市委“五人小组”", "市委常委会"],
        **cell("final-decision-standing-committee-hears-JDZ-05-06"),
    ),
    pytest.param(lambda p: seats(p, SeatRank.HEAD), ["市纪委书记"], **cell("leading-group-head", "JDZ-05-00b")),
    pytest.param(lambda p: seats(p, SeatRank.DEPUTY), ["市委组织部部长"], **cell("leading-group-deputy", "JDZ-05-00b")),
    pytest.param(
        lambda p: seats(p, SeatRank.MEMBER),
        [
            "主管巡察的市纪委副书记",
            "分管巡察的市纪委常委",
            "分管巡察的市委组织部副部长",
            "市委组织部干部监督科科长",
            "市委巡察办主任",
        ],
        **cell("leading-group-members", "JDZ-05-00b"),
    ),
    pytest.param(
        lambda p: (p.body("office").label, p.body(p.body("office").sits_in).label, p.body("office").rank),
        ("市委巡察办", "市纪委", ""),
        **cell("office", "JDZ-06-00"),
    ),
    pytest.param(
        lambda p: [post.label for post in p.posts if post.place is PostPlace.GROUP],
        ["组长", "副组长", "联络员", "组员"],
        **cell("group-posts-JDZ-07-00a"),
    ),
    pytest.param(lambda p: p.post("liaison").at_most, None, **cell("group-posts-liaisons-not-counted-JDZ-07-00e")),
    pytest.param(
        lambda p: [
            (rule.strictness, rule.posts)
            for rule in p.staff_rules
            if rule.kind in (StaffRuleKind.RANK, StaffRuleKind.EXPERIENCE)
        ],
        [(Strictness.WARN, ("leader", "deputy_leader"))] * 2,
        **cell("group-posts-county-rank-and-party-work-in-principle-JDZ-07-00b"),
    ),
    pytest.param(
        lambda p: [rule.per_round for rule in p.staff_rules if rule.kind is StaffRuleKind.AUTHORISATION],
        [],
        **cell("group-posts-no-authorisation-per-round"),
    ),
    pytest.param(
        lambda p: words(p, "profession")[:-1],
        ["纪检监察", "组织人事", "检察", "公安", "财政", "审计", "信访"],
        **cell("pools", "JDZ-09-00d"),
    ),
    pytest.param(
        lambda p: [(pool.professions, pool.renewed_yearly, pool.random_draw) for pool in p.pools],
        [(True, False, False)],
        **cell("pools-one-without-draw-or-yearly-renewal"),
    ),
    pytest.param(
        lambda p: [rule.label for rule in p.staff_rules if rule.strictness is Strictness.BLOCK],
        ["任职回避", "地域回避", "公务回避"],
        **cell("avoidance-JDZ-13-00b"),
    ),
    pytest.param(
        lambda p: matter(p, "avoidance_concealed").force, Force.MUST_NOT, **cell("avoidance-not-concealed-JDZ-13-00c")
    ),
    pytest.param(
        lambda p: (p.code_list("inspection_type").code("look_back").parent, words(p, "inspection_attribute")),
        ("special", ["机动"]),
        **cell("types-look-back-is-a-special-one-JDZ-18-00a"),
    ),
    pytest.param(
        lambda p: p.code_list("inspection_type").code("look_back").marks,
        (CodeMark.SOURCE_ROUND,),
        **cell("types-look-back-names-its-round-JDZ-18-00a"),
    ),
    pytest.param(
        lambda p: [(rule.clock, rule.times, rule.years) for rule in p.coverage],
        [(CoverageClock.TERM, 1, None)],
        **cell("coverage-once-a-term-JDZ-16-00a"),
    ),
    pytest.param(
        lambda p: (p.on_site.amount, p.on_site.unit, p.on_site.bound, p.on_site.changed_by),
        (20, Unit.WORKING_DAY, Bound.MINIMUM, "leading_group"),
        **cell("on-site-JDZ-16-00b"),
    ),
    pytest.param(lambda p: consent(p, "stay_change"), ["市委巡察工作领导小组"], **cell("on-site-change-JDZ-16-00c")),
    pytest.param(
        tops,
        ["政治纪律和政治规矩", "廉洁纪律", "组织纪律", "群众、工作、生活纪律", "市委要求了解的其他问题"],
        **cell("categories-five-items", "JDZ-17-00"),
    ),
    pytest.param(
        lambda p: (len(p.category_set("six_disciplines").items), words(p, "finding_category")[-3:]),
        (6, ["党的领导弱化", "党的建设缺失", "全面从严治党不力"]),
        **cell("categories-six-disciplines-three-problems", "JDZ-03-00b"),
    ),
    pytest.param(
        lambda p: p.category_set("finding_category").code("integrity").printed,
        "廉政纪律",
        **cell("categories-the-texts-own-word", "JDZ-17-02"),
    ),
    pytest.param(lambda p: count(p, ListPurpose.METHOD), 13, **cell("methods-JDZ-19")),
    pytest.param(
        lambda p: consent(p, "other_method"), ["市委"], **cell("methods-other-by-the-committee-only-JDZ-19-13")
    ),
    pytest.param(
        lambda p: any("账" in word for word in words(p, "method")), False, **cell("methods-no-accounts-JDZ-19-06")
    ),
    pytest.param(
        lambda p: {one.id: labels(p, one.approvers) for one in p.matters_of(MatterKind.SPECIAL_REQUEST)},
        {
            "joint_verification": ["领导小组领导"],
            "detained_interview": ["市委巡察工作领导小组"],
            "case_file": ["市委巡察工作领导小组"],
        },
        **cell("methods-three-special-requests-JDZ-28-29"),
    ),
    pytest.param(
        lambda p: asked(p, 3),
        ["市纪委", "市委组织部", "市检察院", "市公安局", "市信访局", "市国资委"],
        **cell("information-six-bodies-three-years-JDZ-26-01"),
    ),
    pytest.param(
        lambda p: asked(p, None)[:2], ["市审计局", "市委组织部"], **cell("information-audit-and-personal-JDZ-26-02-03")
    ),
    pytest.param(
        lambda p: [point.label for one in p.information if one.id == "personal_matters" for point in one.contents],
        ["房产", "股票", "经商办企业", "因私出国（境）"],
        **cell("information-four-personal-items-JDZ-26-03"),
    ),
    pytest.param(
        lambda p: [one.body for one in p.information if one.in_person],
        ["supervision_rooms", "upper_discipline"],
        **cell("information-one-to-one-with-the-leader-JDZ-26-04"),
    ),
    pytest.param(
        lambda p: {(one.through, one.by_letter) for one in p.information if not one.in_person},
        {("office", True)},
        **cell("information-by-letter-through-the-office-JDZ-26-00b"),
    ),
    pytest.param(
        lambda p: [(one.point.value, one.audiences) for one in p.disclosures],
        [(point, (Audience.PARTY, Audience.PUBLIC)) for point in ("entry", "feedback", "rectification")],
        **cell("announcement-and-disclosure-JDZ-42-00a"),
    ),
    pytest.param(
        lambda p: p.deadline("entry_briefing").addressees, ("unit_principal",), **cell("entry-briefing-JDZ-27-00a")
    ),
    pytest.param(
        lambda p: [
            (labels(p, matter(p, one).addressees), matter(p, one).force)
            for one in ("important_matter", "direct_report")
        ],
        [(["市委巡察工作领导小组"], Force.SHALL), (["市委书记"], Force.MAY)],
        **cell("important-matters-JDZ-21"),
    ),
    pytest.param(
        lambda p: (len(matter(p, "rapid_transfer").conditions), matter(p, "rapid_transfer").force),
        (4, Force.MAY),
        **cell("early-transfer-four-situations-JDZ-22"),
    ),
    pytest.param(
        lambda p: (matter(p, "four_winds").force, labels(p, matter(p, "four_winds").addressees)),
        (Force.SHALL, ["有关纪检监察机关"]),
        **cell("early-transfer-of-conduct-is-a-duty-JDZ-23-00a"),
    ),
    pytest.param(
        lambda p: {(one.approver_open, one.approvers) for one in p.matters_of(MatterKind.EARLY_TRANSFER)},
        {(True, ())},
        **cell("early-transfer-approver-not-named-JDZ-24-00a"),
    ),
    pytest.param(
        lambda p: [
            (one.approvers, one.approver_open, one.written, len(one.conditions), one.any_condition)
            for one in p.matters_of(MatterKind.IMMEDIATE_RECTIFICATION)
        ],
        [((), False, None, 3, False)],
        **cell("suggestion-without-approval-JDZ-25-00"),
    ),
    pytest.param(lambda p: p.matters_of(MatterKind.PROGRESS), (), **cell("mid-term-silent")),
    pytest.param(
        lambda p: deciders(p, "inspection_report"),
        ["市委巡察工作领导小组", "市委“五人小组”"],
        **cell("report-chain-without-the-office-JDZ-31"),
    ),
    pytest.param(
        lambda p: [step.by for step in p.chain_for("inspection_report").steps if "office_director" in step.by],
        [],
        **cell("report-chain-no-office-review"),
    ),
    pytest.param(
        lambda p: (numbered(p, "leading_group_hearing"), p.deadline("leading_group_hearing").trigger_standing),
        ((15, Unit.WORKING_DAY, "round_ended", ()), Standing.ARTICLE),
        **cell("report-chain-fifteen-days", "JDZ-31-00a"),
    ),
    pytest.param(
        lambda p: (numbered(p, "handling_opinion"), p.deadline("handling_opinion").trigger_standing),
        ((15, Unit.WORKING_DAY, "round_ended", ("secretary_meeting",)), Standing.INFERRED),
        **cell("report-chain-proposals-within-the-same-days-JDZ-31-00b"),
    ),
    pytest.param(
        lambda p: p.deadline("secretary_meeting").limit_text,
        "规定未定期限（及时）",
        **cell("report-chain-then-promptly-JDZ-32-00a"),
    ),
    pytest.param(
        lambda p: deciders(p, "comprehensive_report"),
        ["市委巡察工作领导小组", "市委“五人小组”"],
        **cell("comprehensive-report-is-the-leading-groups-JDZ-32-00a"),
    ),
    pytest.param(
        lambda p: [
            (duty.period, [point.label for point in duty.contents], labels(p, duty.addressees))
            for duty in p.duties
            if duty.id == "previous_round"
        ],
        [(Period.PER_ROUND, ["线索处置情况", "倾向性问题整改情况"], ["市委“五人小组”"])],
        **cell("previous-round-JDZ-32-00b"),
    ),
    pytest.param(
        lambda p: (
            p.deadline("filing").trigger,
            labels(p, p.deadline("filing").addressees),
            p.deadline("filing").amount,
        ),
        ("secretary_meeting_heard", ["省委巡视工作领导小组办公室"], None),
        **cell("filing-upward-JDZ-32-00c"),
    ),
    pytest.param(
        lambda p: len(next(duty for duty in p.duties if duty.id == "upward_report").contents),
        5,
        **cell("filing-upward-four-papers-and-important-matters-JDZ-06-01"),
    ),
    pytest.param(
        lambda p: (p.deadline("feedback").trigger, p.deadline("feedback").limit_text),
        ("secretary_meeting_agreed", "规定未定期限（及时）"),
        **cell("feedback-deadline-JDZ-33-00a"),
    ),
    pytest.param(lambda p: p.feedback.responsible, "group", **cell("feedback-by-the-group-JDZ-33-00a")),
    pytest.param(
        lambda p: (deciders(p, "feedback"), p.chain_for("feedback").steps[-1].article),
        (["市委巡察工作领导小组"], "第五条（四）"),
        **cell("feedback-text-settled-by-the-leading-group-JDZ-05-04"),
    ),
    pytest.param(
        lambda p: (p.feedback.ordered, [(step.id, step.leaves_out_own) for step in p.feedback.sequence]),
        (False, [("principal", False), ("organisation", False)]),
        **cell("double-feedback-JDZ-33-00a"),
    ),
    pytest.param(
        lambda p: (signers(p, "feedback_receipt"), p.form("feedback_receipt").copies, p.form("feedback_receipt").title),
        (["巡察组组长", "被巡察单位党委（党组）主要负责人", "市委巡察办负责人"], 3, "巡察反馈材料签收单"),
        **cell("feedback-receipt-JDZ-34-00a"),
    ),
    pytest.param(
        lambda p: p.form("feedback_receipt").copies_standing,
        Standing.ARTICLE,
        **cell("feedback-receipt-copies-JDZ-34-00a"),
    ),
    pytest.param(
        lambda p: labels(p, p.feedback.copied_to),
        ["市委和市政府有关分管领导", "分管领导的职能部门"],
        **cell("notice-to-leaders-JDZ-33-00b"),
    ),
    pytest.param(
        lambda p: deciders(p, "referral"), ["领导小组领导"], **cell("transfer-sheet-approved-by-a-leader-JDZ-35-00b")
    ),
    pytest.param(
        lambda p: (signers(p, "referral"), p.form("referral").copies),
        (["市委巡察组", "市委巡察办", "接收部门（单位）"], None),
        **cell("transfer-sheet-three-signatures-JDZ-35-00c"),
    ),
    pytest.param(
        lambda p: [
            labels(p, matter(p, f"transfer_{way}").addressees)[0] for way in ("discipline", "organization", "other")
        ],
        ["有关纪检监察机关", "有关组织部门", "其他相关单位"],
        **cell("transfer-three-ways-JDZ-35-01-02-03"),
    ),
    pytest.param(
        lambda p: consent(p, "handling_opinion"),
        ["市委巡察工作领导小组", "市委“五人小组”"],
        **cell("transfer-after-two-meetings-JDZ-35-00a"),
    ),
    pytest.param(
        lambda p: (p.deadline("lead_opinion").limit_text, words(p, "lead_disposition")),
        ("规定未定期限（及时）", ["谈话函询", "初步核实", "立案", "组织处理"]),
        **cell("disposition-opinion-JDZ-36-00a"),
    ),
    pytest.param(
        lambda p: numbered(p, "lead_result"),
        (3, Unit.MONTH, "transfer_received", ("office",)),
        **cell("result-to-office", "JDZ-36-00b"),
    ),
    pytest.param(
        lambda p: [(one.label, one.ledger_kept_by, one.named_keeper, one.first) for one in p.cadre_levels],
        [("市管干部", "office", True, True), ("乡（科）级及以下干部", "group", True, False)],
        **cell("ledgers-by-level-JDZ-39-00a-b-37"),
    ),
    pytest.param(
        lambda p: numbered(p, "rectification_plan"),
        (10, Unit.WORKING_DAY, "feedback_received", ()),
        **cell("plan", "JDZ-34-00b"),
    ),
    pytest.param(lambda p: p.deadline("rectification_plan").copies, None, **cell("plan-no-copies")),
    pytest.param(
        lambda p: [numbered(p, one) for one in ("rectification_report", "principal_report")],
        [(2, Unit.MONTH, "feedback_received", ("group",))] * 2,
        **cell("two-reports", "JDZ-34-00c"),
    ),
    pytest.param(
        route,
        [("unit", "submit"), ("group", "review"), ("office", "receive")],
        **cell("two-reports-go-through-the-group-JDZ-34-00d"),
    ),
    pytest.param(
        lambda p: labels(p, p.rectification.supervised_by), ["市委巡察办", "市委巡察组"], **cell("follow-up-JDZ-40-00a")
    ),
    pytest.param(
        rungs,
        [
            ("督办通知", "市委巡察办"),
            ("整改意见", "市委巡察组"),
            ("通报", "市委巡察办"),
            ("约谈主要负责人", "领导小组领导"),
        ],
        **cell("follow-up-opinion-before-circular-or-talk-JDZ-41"),
    ),
    pytest.param(
        lambda p: [(one.id, one.force, one.approver_open) for one in p.matters_of(MatterKind.PRESS)],
        [("press_report", Force.MUST_NOT, False), ("interview", Force.PRESCRIBED, True)],
        **cell("disclosure-press-JDZ-42-00b"),
    ),
    pytest.param(
        lambda p: (count(p, ListPurpose.OBSTRUCTION), p.code_list("obstruction").items[4].id),
        (7, "untrue_rectification"),
        **cell("obstruction-seven-JDZ-48"),
    ),
    pytest.param(lambda p: count(p, ListPurpose.CONDUCT), 6, **cell("obstruction-and-six-of-inspectors-JDZ-46")),
    pytest.param(
        lambda p: labels(p, next(duty for duty in p.duties if duty.id == "archive").responsible),
        ["市委巡察办"],
        **cell("archive-JDZ-06-04"),
    ),
]


@pytest.mark.parametrize(("look", "expected"), CELLS)
def test_the_program_gets_what_the_measures_say(look: Look, expected: Any) -> None:
    assert look(JDZ) == expected


@pytest.mark.parametrize(
    ("rule_id", "trigger_on", "due_on"),
    [
        # 17–21 Sept. 1–5; 24 中秋; 25–28 6–9; 29 and 30 worked in exchange 10, 11; 1–7 Oct. 国庆; 8–11 Oct. 12–15.
        pytest.param("leading_group_hearing", "2018-09-14", "2018-10-11", marks=pytest.mark.provision("JDZ-31-00a")),
        pytest.param("handling_opinion", "2018-09-14", "2018-10-11", marks=pytest.mark.provision("JDZ-31-00b")),
        # 8 Feb. 1; 9 2, 11 worked in exchange 3; 12–14 4–6; 15–21 春节; 22 and 23 7, 8; 24 worked 9; 26 Feb. 10.
        pytest.param("rectification_plan", "2018-02-07", "2018-02-26", marks=pytest.mark.provision("JDZ-34-00b")),
        pytest.param("rectification_report", "2017-12-31", "2018-02-28", marks=pytest.mark.provision("JDZ-34-00c")),
        pytest.param("principal_report", "2018-10-19", "2018-12-19", marks=pytest.mark.provision("JDZ-34-00c")),
        pytest.param("lead_result", "2018-11-30", "2019-02-28", marks=pytest.mark.provision("JDZ-36-00b")),
    ],
)
def test_days_reckoned_by_hand(rule_id: str, trigger_on: str, due_on: str) -> None:
    found = JDZ.due(rule_id, date.fromisoformat(trigger_on), WORK)
    assert found.due_on == date.fromisoformat(due_on)


def test_no_other_limit_has_a_number() -> None:
    assert {rule.id for rule in JDZ.deadlines if rule.amount is not None} == {
        "leading_group_hearing",
        "handling_opinion",
        "rectification_plan",
        "rectification_report",
        "principal_report",
        "lead_result",
    }
    silent = JDZ.due("feedback", date(2018, 10, 12), WORK)
    assert silent.due_on is None


def test_twenty_worked_days_are_counted_over_a_holiday() -> None:
    assert JDZ.on_site is not None
    short = Stay(date(2018, 9, 10), date(2018, 10, 11))  # 5 + 5 + 6 with 29 and 30 September + 4 in October
    assert short.working_days(WORK) == JDZ.on_site.amount
    assert Stay(short.first_on, date(2018, 10, 10)).working_days(WORK) < JDZ.on_site.amount


@pytest.mark.provision("JDZ-17-01", "JDZ-17-03", "JDZ-17-04")
def test_every_category_has_its_manifestations_below_it() -> None:
    items = JDZ.category_set("finding_category").items
    below = {top.id: [code.label for code in items if code.parent == top.id] for top in items if not top.parent}
    assert {top: len(codes) for top, codes in below.items()} == {
        "political": 4,
        "integrity": 3,
        "organisational": 6,
        "mass_work_life": 7,
        "other": 0,
    }
    assert below["mass_work_life"][:3] == ["群众纪律", "工作纪律", "生活纪律"]
    assert JDZ.category_set("finding_category").code("other").marks == (CodeMark.OTHER,)


@pytest.mark.provision("JDZ-17-02")
def test_the_texts_word_for_integrity_is_read_as_the_standard_one() -> None:
    (found,) = JDZ.category_maps
    target = {pair.source: pair.target for pair in found.pairs}["integrity"]
    assert JDZ.category_set(found.target).code(target).label == "廉洁纪律"
    assert len({pair.target for pair in found.pairs}) == 6


@pytest.mark.provision("JDZ-15-04")
def test_units_of_four_sorts_are_offered_and_others_the_committee_names() -> None:
    kinds = JDZ.code_list("unit_kind")
    assert [code.article for code in kinds.items if code.parent == "county"] == ["第十五条（一）"] * 6
    assert kinds.code("other").marks == (CodeMark.OTHER,)
    assert kinds.code("other").label == "市委要求巡察的其他单位"


def test_the_folder_is_found_clean_and_the_ground_of_the_signature_is_its_own_article(root: Path) -> None:
    assert main(["profile", "check", str(root / "resources" / "rules" / "jingdezhen")]) == 0
    assert JDZ.feedback is not None
    assert JDZ.cite(JDZ.feedback) == "条文·实施办法第三十四条"


def test_what_is_wrong_or_open_in_the_text_is_told() -> None:
    told = JDZ.warnings()
    for words_ in (
        "廉政纪律",
        "“五人小组”",
        "上报整改方案",
        "单独对接",
        "按照有关规定",
        "每轮巡察结束",
        "第1章",
        "三大问题",
    ):
        assert any(words_ in line.split("：")[0] for line in told), words_
    assert len(told) == len(JDZ.defects) == 9
    assert not any("印发日期" in line for line in told)


def test_every_custom_says_that_the_measures_are_silent() -> None:
    silent = [chain.id for chain in JDZ.chains if chain.standing is Standing.CUSTOM]
    assert silent == ["working_paper", "rectification_closing"]
    assert JDZ.cite(JDZ.form("working_paper")) == "惯例"
    assert JDZ.cite(JDZ.deadline("rectification_plan")) == "条文·实施办法第三十四条"

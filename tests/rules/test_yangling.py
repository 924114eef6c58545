"""What 杨陵's regulation orders, as the program gets it: organs, posts, categories, methods, consent, feedback, duties.

Its days are in `test_yangling_days`.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.rules.asked import Asked
from xuncha_desktop.cli.main import main
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind, PostPlace
from xuncha_desktop.rules.codes import CodeMark
from xuncha_desktop.rules.matters import Force, MatterKind
from xuncha_desktop.rules.profile import ProfileKind
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.rectification import RouteAct
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.staffing import SeatRank, StaffRuleKind, Strictness
from xuncha_desktop.rules.telling import Audience
from xuncha_desktop.services.profiles import letterhead

YL = shipped_profile("yangling")
ASKED = Asked(YL)
names, words, matter, duty, chain = ASKED.names, ASKED.words, ASKED.matter, ASKED.duty, ASKED.chain


def deciders(document: str) -> list[str]:
    return names(step.body for step in chain(document).steps if step.on_paper)


def grounded(document: str) -> list[tuple[str, str]]:
    """The steps of a chain that are the regulation's own, with their article."""
    return [(step.label, step.article) for step in chain(document).steps if step.standing is Standing.ARTICLE]


def seats(rank: SeatRank) -> list[str]:
    return [seat.office for seat in YL.seats if seat.rank is rank]


def below(parent: str) -> list[str]:
    return [code.label for code in YL.category_set("special_focus").items if code.parent == parent]


def checked(category: str) -> list[str]:
    return [point.label for point in YL.category_set("finding_category").code(category).points]


PROVED = frozenset(("YL-00-00", "YL-02-00a", "YL-08-00", "YL-10-00a", "YL-45-00"))
"""The rows whose whole obligation is data of the profile; of the others a cell shows a part and names them."""


def cell(name: str, read: Callable[[], Any], expected: Any, *rows: str) -> Any:
    """One cell of the comparison of regimes: what is asked of the profile, and what the regulation answers."""
    marks = pytest.mark.provision(*rows) if rows and PROVED.issuperset(rows) else ()
    return pytest.param(read, expected, id=" ".join((*rows, name)), marks=marks)


ORGANS = [
    cell("nature", lambda: (YL.about.kind, "正式" in YL.about.nature), (ProfileKind.INSPECTION, True)),
    cell(
        "issue",
        lambda: (YL.about.number, YL.about.issued_on.isoformat(), YL.about.cites, YL.about.nature.split("发至")[1]),
        ("杨发〔2020〕6号", "2020-04-10", "实施办法", "镇、街道、区级机关、人武部、人民团体、国有企业"),
        "YL-00-00",
    ),
    cell(
        "in force, what it replaces",
        lambda: (YL.about.effective_from.isoformat(), YL.about.effective_to, YL.about.replaces[:10]),
        ("2020-04-10", None, "2017年6月13日"),
        "YL-45-00",
    ),
    cell(
        "grounds",
        lambda: YL.about.grounds,
        (
            "《中国共产党巡视工作条例》",
            "《中共陕西省委关于加强市县党委巡察工作的意见》",
            "《杨凌示范区党工委巡察工作实施办法》",
        ),
        "YL-01-00",
    ),
    cell(
        "committee",
        lambda: [(body.label, body.level) for body in YL.bodies if body.kind is BodyKind.COMMITTEE],
        [("区委", "区")],
        "YL-02-00a",
    ),
    cell(
        "upper bodies",
        lambda: [body.label for body in YL.bodies if body.kind is BodyKind.UPPER],
        ["示范区党工委", "示范区党工委巡察工作领导小组", "示范区党工委巡察办"],
        "YL-07-02",
    ),
    cell("body that decides last", lambda: deciders("inspection_report")[-1], "区委书记专题会议", "YL-31-00c"),
    cell("leading group's head", lambda: seats(SeatRank.HEAD), ["区纪委书记、监委主任"], "YL-06-00b"),
    cell("leading group's deputy", lambda: seats(SeatRank.DEPUTY), ["区委组织部部长"], "YL-06-00b"),
    cell(
        "leading group's members",
        lambda: seats(SeatRank.MEMBER),
        ["区纪委副书记、监委副主任", "区委组织部副部长", "区委巡察办主任"],
        "YL-06-00b",
    ),
    cell(
        "office",
        lambda: (YL.body("office").rank, names([YL.body("office").sits_in]), letterhead(YL, BodyKind.OFFICE)),
        ("正科级", ["纪检监察机关"], "中共杨陵区委巡察工作领导小组办公室"),
        "YL-08-00",
    ),
    cell(
        "posts of a group",
        lambda: [post.label for post in YL.posts if post.place is PostPlace.GROUP],
        ["组长", "副组长", "联络员", "组员"],
        "YL-10-00a",
    ),
    cell("one leader", lambda: YL.post("leader").count_issue(2), "组长应有1名，现有2名"),
    cell("no set number of liaisons", lambda: YL.post("liaison").count_issue(2), None),
    cell(
        "one round one authorisation",
        lambda: [
            (rule.posts, rule.per_round, rule.strictness)
            for rule in YL.staff_rules
            if rule.kind is StaffRuleKind.AUTHORISATION
        ],
        [(("leader", "deputy_leader"), True, Strictness.BLOCK)],
        "YL-10-00b",
    ),
    cell(
        "two pools renewed yearly",
        lambda: [(pool.label, pool.renewed_yearly, pool.random_draw) for pool in YL.pools],
        [("巡察干部人才库", True, False), ("巡察组组长库", True, False)],
        "YL-12-00a",
        "YL-12-00d",
    ),
    cell(
        "rank and service of pool members",
        lambda: (
            [pool.least_rank for pool in YL.pools],
            [rule.strictness for rule in YL.staff_rules if rule.kind in (StaffRuleKind.RANK, StaffRuleKind.EXPERIENCE)],
        ),
        (["", "科级"], [Strictness.WARN, Strictness.WARN]),
        "YL-12-00c",
    ),
    cell(
        "where pool members come from",
        lambda: words(ListPurpose.PROFESSION)[:-1],
        ["纪检监察", "政法", "组织人事", "审计", "财务", "信访"],
        "YL-12-00b",
    ),
    cell("avoidance: silent", lambda: [r for r in YL.staff_rules if r.kind is StaffRuleKind.AVOIDANCE], []),
    cell(
        "the four acts of the secretary",
        lambda: [code.label[-2:] for code in YL.code_list("secretary_act").items],
        ["部署", "过问", "协调", "督办"],
        "YL-05-00b",
    ),
    cell("tasks of the leading group", lambda: len(YL.codes_for(ListPurpose.LEADING_GROUP_TASK)), 8),
    cell("tasks of the office", lambda: len(YL.codes_for(ListPurpose.OFFICE_TASK)), 9),
    cell("tasks of the leader", lambda: len(YL.codes_for(ListPurpose.GROUP_TASK)), 5),
]

SUBJECTS = [
    cell(
        "inspection types",
        lambda: words(ListPurpose.INSPECTION_TYPE),
        ["常规巡察", "专项巡察", "机动巡察", "巡察“回头看”"],
        "YL-20-00a",
    ),
    cell(
        "a look back names its round",
        lambda: [code.id for code in YL.codes_for(ListPurpose.INSPECTION_TYPE) if CodeMark.SOURCE_ROUND in code.marks],
        ["look_back"],
    ),
    cell(
        "organising attributes",
        lambda: words(ListPurpose.INSPECTION_ATTRIBUTE),
        ["上下统筹", "自主巡察", "板块轮动", "系统联动", "交叉巡察"],
        "YL-20-00a",
    ),
    cell(
        "former posts may be asked",
        lambda: (matter("extended_inquiry").force, matter("extended_inquiry").approvers),
        (Force.MAY, ()),
        "YL-22-10",
    ),
    cell(
        "coverage by two clocks",
        lambda: [rule.words for rule in YL.coverage],
        ["每届至少1次", "每5年至少1次"],
        "YL-02-00b",
        "YL-21-00",
    ),
    cell("stay and look-back: silent", lambda: (YL.on_site, YL.look_back), (None, None)),
    cell(
        "objects by the article's five items",
        lambda: [(code.label, code.article[-3:]) for code in YL.codes_for(ListPurpose.UNIT_KIND)],
        [
            ("区委工作部门", "（一）"),
            ("区政府工作部门", "（一）"),
            ("直属单位", "（一）"),
            ("人民团体", "（一）"),
            ("镇（街道）", "（二）"),
            ("区属企业", "（三）"),
            ("区属事业单位", "（三）"),
            ("行政村（社区）", "（四）"),
            ("区委要求的其他单位", "（五）"),
        ],
        "YL-18-01",
        "YL-18-02",
        "YL-18-03",
        "YL-18-05",
    ),
    cell(
        "of a village only the principal",
        lambda: "主要负责人" in YL.code_list("unit_kind").code("village").note,
        True,
        "YL-18-04",
    ),
    cell(
        "six and one",
        lambda: words(ListPurpose.FINDING_CATEGORY),
        [
            "党的政治建设",
            "党的思想建设",
            "党的组织建设",
            "党的作风建设",
            "党的纪律建设",
            "反腐败斗争",
            "加强整改监督检查",
        ],
    ),
    cell("five persistences", lambda: len(YL.category_set("five_persistences").items), 5, "YL-19-00a"),
    cell("political points", lambda: len(checked("political")), 2, "YL-19-00b"),
    cell("ideological points", lambda: checked("ideological")[1:], ["宗教政策", "意识形态责任制"], "YL-19-00c"),
    cell(
        "organisational points",
        lambda: checked("organisational"),
        ["机构编制", "选人用人", "基层党组织"],
        "YL-19-00d",
    ),
    cell("work style points", lambda: checked("work_style"), ["整治四风"], "YL-19-00e"),
    cell("discipline points", lambda: checked("discipline"), ["党规党纪执行"], "YL-19-00f"),
    cell(
        "anti-corruption points",
        lambda: checked("anti_corruption"),
        ["领导干部廉洁自律", "群众身边腐败"],
        "YL-19-00g",
    ),
    cell("rectification as a category", lambda: checked("rectification_check"), ["巡察整改落实"], "YL-19-00h"),
    cell(
        "a key person who meets all three",
        lambda: [
            (len(code.conditions), code.all_met)
            for code in YL.category_set("special_focus").items
            if code.id == "key_person"
        ],
        [(3, "重中之重")],
        "YL-19-00i",
    ),
    cell(
        "key matters",
        lambda: below("key_matter"),
        ["资金管理", "资产处置", "资源配置", "资本运作", "工程项目"],
        "YL-19-00j",
    ),
    cell(
        "powers abused",
        lambda: below("key_problem"),
        ["行政审批权", "行政管理权", "行政执法权", "干部人事权", "资金资产资源分配权"],
        "YL-19-00k",
    ),
    cell(
        "wrongs near the people",
        lambda: [code.label for code in YL.category_set("finding_tag").items if code.parent],
        ["扶贫领域", "涉黑", "惠民政策落实"],
        "YL-19-00l",
    ),
]

WORK = [
    cell("thirteen methods", lambda: len(YL.codes_for(ListPurpose.METHOD)), 13, "YL-22-00"),
    cell(
        "the thirteen are the article's own items",
        lambda: len({code.article for code in YL.codes_for(ListPurpose.METHOD)} & {a.number for a in YL.articles}),
        13,
    ),
    cell(
        "any other method: committee or leading group",
        lambda: (names(matter("other_method").approvers), matter("other_method").any_approver),
        (["区委", "区委巡察工作领导小组"], True),
        "YL-22-13",
    ),
    cell(
        "six departments asked, 网信 among them, no number of years",
        lambda: [(YL.body(one.body).label, one.years, one.by_letter, one.through) for one in YL.information],
        [
            (name, None, None, "office")
            for name in ("纪检监察机关", "政法机关", "组织部门", "网信部门", "审计部门", "信访部门")
        ],
        "YL-15-00a",
        "YL-28-00d",
    ),
    cell("announcement: silent", lambda: words(ListPurpose.ANNOUNCEMENT_FIELD), []),
    cell("two speeches", lambda: words(ListPurpose.ENTRY_AGENDA), ["领导小组领导讲话", "组长讲话"], "YL-28-00e"),
    cell(
        "channels of petitions", lambda: words(ListPurpose.PETITION_CHANNEL)[:3], ["来信", "来电", "来访"], "YL-22-03"
    ),
    cell(
        "whom petitions may be about",
        lambda: words(ListPurpose.PETITION_SCOPE)[:2],
        ["领导班子及其成员", "下一级班子主要负责人"],
        "YL-22-03",
    ),
    cell(
        "four kinds of important matters go to the leading group",
        lambda: (len(matter("important_matter").conditions), names(matter("important_matter").addressees)),
        (4, ["区委巡察工作领导小组"]),
        "YL-24-01",
        "YL-24-02",
        "YL-24-03",
        "YL-24-04",
    ),
    cell(
        "in a special case straight to the secretary",
        lambda: (matter("special_situation").force, names(matter("special_situation").addressees)),
        (Force.MAY, ["区委书记"]),
        "YL-11-02b",
    ),
    cell(
        "early transfer",
        lambda: (names(matter("early_transfer").approvers), names(matter("early_transfer").addressees)),
        (["区委巡察工作领导小组"], ["纪检监察机关", "政法机关"]),
        "YL-26-00a",
    ),
    cell(
        "early transfer is for the unit's own cadres",
        lambda: "仅限被巡察党组织管理的干部" in matter("early_transfer").limits,
        True,
        "YL-26-00a",
    ),
    cell(
        "mending on the spot: three conditions together, consent by a reading",
        lambda: (
            len(matter("immediate_rectification").conditions),
            matter("immediate_rectification").any_condition,
            names(matter("immediate_rectification").approvers),
            matter("immediate_rectification").standing,
            matter("immediate_rectification").written,
        ),
        (3, False, ["区委巡察工作领导小组"], Standing.INFERRED, None),
        "YL-26-00b",
    ),
    cell(
        "its consent can be switched off",
        lambda: [step.label for step in chain("immediate_rectification").steps if step.switchable],
        ["领导小组批准"],
    ),
    cell(
        "mid-term report",
        lambda: (YL.document(matter("midterm").document).label, names(matter("midterm").addressees)),
        ("巡察中期汇报", ["区委巡察工作领导小组"]),
        "YL-30-00a",
    ),
    cell(
        "a group neither meddles nor investigates",
        lambda: {one.label for one in YL.matters if one.force is Force.MUST_NOT},
        {"干预被巡察单位正常工作", "执纪审查"},
        "YL-29-00c",
    ),
    cell(
        "report chain", lambda: deciders("inspection_report"), ["区委巡察工作领导小组", "区委书记专题会议"], "YL-31-00a"
    ),
    cell(
        "no check by the office before the leading group",
        lambda: [step.id for step in chain("inspection_report").steps if "office_director" in step.by],
        [],
    ),
    cell(
        "the leader signs four kinds of papers",
        lambda: [
            grounded(document)[-1 if document != "inspection_report" else 0]
            for document in ("inspection_report", "thematic_report", "feedback", "working_paper")
        ],
        [("组长签批", "第十一条（三）")] * 4,
        "YL-11-03",
    ),
    cell("who writes the general report: silent", lambda: YL.chain_for("comprehensive_report"), None),
    cell("outside review: silent", lambda: YL.external_review, None),
    cell(
        "plan, objects and people are the leading group's to approve",
        lambda: (names(matter("plan").asked_by), deciders("round_work_plan")),
        (["区委巡察办"], ["区委巡察工作领导小组"]),
        "YL-28-00a",
    ),
]

AFTER = [
    cell(
        "material and leads filed upward",
        lambda: [(names(duty(one).addressees), len(duty(one).contents)) for one in ("meeting_filing", "lead_filing")],
        [(["示范区党工委巡察办"], 2)] * 2,
        "YL-39-00b",
        "YL-39-00c",
    ),
    cell(
        "direct and monthly reports: addressee not written",
        lambda: [(duty(one).addressees, "原文没有写" in duty(one).note) for one in ("direct_report", "monthly_report")],
        [((), True)] * 2,
        "YL-14-00f",
        "YL-14-00g",
    ),
    cell(
        "who feeds back: silent; nobody named",
        lambda: YL.feedback and (YL.feedback.responsible, YL.feedback.participants, YL.feedback.signed_by),
        ("", (), ""),
    ),
    cell(
        "team and principal apart, in no order",
        lambda: YL.feedback and ([step.audience for step in YL.feedback.sequence], YL.feedback.ordered),
        (["unit_principal", "unit"], False),
        "YL-32-00b",
    ),
    cell("the receipt is custom", lambda: YL.event("feedback_received").standing, Standing.CUSTOM),
    cell(
        "common problems are told to the leader in charge",
        lambda: names(matter("common_problem").addressees),
        ["相关职能部门", "区委分管领导"],
        "YL-34-00a",
    ),
    cell("the transfer sheet is custom", lambda: YL.form("referral").standing, Standing.CUSTOM),
    cell(
        "who receives what, on the secretary meeting's decision",
        lambda: [
            (names(one.approvers), names(one.addressees), len(one.conditions))
            for one in YL.matters_of(MatterKind.TRANSFER)
        ],
        [
            (["区委书记专题会议"], ["纪检监察机关"], 2),
            (["区委书记专题会议"], ["组织部门"], 2),
            (["区委书记专题会议"], ["其他接收单位"], 1),
        ],
        "YL-33-00a",
    ),
    cell(
        "four dispositions",
        lambda: [code.printed or code.label for code in YL.codes_for(ListPurpose.LEAD_DISPOSITION)],
        ["谈话函询", "初核", "立案", "组织处理"],
        "YL-33-00d",
    ),
    cell("no level of cadres is to be dealt with first", lambda: {one.first for one in YL.cadre_levels}, {False}),
    cell("ledgers of leads: silent", lambda: {one.ledger_kept_by for one in YL.cadre_levels}, {""}),
    cell(
        "papers go straight to the office",
        lambda: YL.rectification and [(stop.body, stop.act) for stop in YL.rectification.route],
        [("unit", RouteAct.SUBMIT), ("office", RouteAct.RECEIVE)],
    ),
    cell(
        "two separate reports",
        lambda: YL.rectification and [YL.document(one).label for one in YL.rectification.reports],
        ["整改情况报告", "主要负责人组织落实情况报告"],
        "YL-35-00c",
        "YL-35-00d",
    ),
    cell("number of copies: silent", lambda: {YL.form(one).copies for one in ("rectification_plan",)}, {None}),
    cell(
        "three phases",
        lambda: words(ListPurpose.RECTIFICATION_PHASE),
        ["即知即改", "立行立改", "全面整改"],
        "YL-16-00d",
    ),
    cell(
        "nine ways to follow up",
        lambda: words(ListPurpose.FOLLOW_UP_METHOD),
        [
            "电话询问",
            "审阅报告",
            "发函催办",
            "听取汇报",
            "随机抽查",
            "谈话了解",
            "实地调研",
            "问卷测评",
            "暗访核实",
        ],
        "YL-38-00a",
    ),
    cell(
        "three bodies supervise",
        lambda: YL.rectification and names(YL.rectification.supervised_by),
        ["区委巡察办", "纪检监察机关", "组织部门"],
        "YL-37-00a",
    ),
    cell(
        "told inside the party and, secrets apart, in public",
        lambda: [(one.audiences, bool(one.withheld)) for one in YL.disclosures],
        [((Audience.PARTY,), False), ((Audience.PUBLIC,), True)],
        "YL-36-00a",
        "YL-36-00b",
    ),
    cell("six kinds of obstruction", lambda: len(YL.codes_for(ListPurpose.OBSTRUCTION)), 6, "YL-43-00"),
    cell("six kinds of misconduct", lambda: len(YL.codes_for(ListPurpose.CONDUCT)), 6, "YL-41-00"),
    cell(
        "four outcomes",
        lambda: words(ListPurpose.CONDUCT_OUTCOME),
        ["批评教育", "组织处理", "纪律处分", "移送司法机关"],
        "YL-41-00",
    ),
    cell(
        "about inspectors: leading group or office",
        lambda: names(matter("staff_report").addressees),
        ["区委巡察工作领导小组", "区委巡察办"],
        "YL-44-00",
    ),
    cell(
        "archive: from the group to the office",
        lambda: (names(duty("materials_handover").responsible), names(duty("materials_handover").addressees)),
        (["巡察组"], ["区委巡察办"]),
        "YL-39-00a",
    ),
]


@pytest.mark.parametrize(("read", "expected"), [*ORGANS, *SUBJECTS, *WORK, *AFTER])
def test_the_program_gets_what_the_regulation_says(read: Callable[[], Any], expected: Any):
    assert read() == expected


def test_no_custom_cites_an_article_and_every_reading_says_why():
    rules = [*YL.bodies, *YL.posts, *YL.events, *YL.matters, *YL.duties, *YL.deadlines, *YL.forms, *YL.code_lists]
    assert all(bool(rule.article) == (rule.standing is not Standing.CUSTOM) for rule in rules)
    assert all(rule.note for rule in rules if rule.standing is not Standing.ARTICLE)


def test_the_folder_is_clean_and_the_defects_of_the_text_are_named(capsys: pytest.CaptureFixture[str], root: Any):
    assert main(["profile", "check", str(root / "resources" / "rules" / "yangling")]) == 0
    assert "可以使用" in capsys.readouterr().out
    told = "\n".join(YL.warnings())
    for said in ("跟综督办", "分别反馈", "经领导小组批准", "径报、月报、报备", "10个工作日和3个月", "书记专题会"):
        assert f"{said}：" in told
    assert len(YL.warnings()) == len(YL.defects) == 12

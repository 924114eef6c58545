"""Every cell of 礼县 in the comparison of the four regimes, as the program gets it from the shipped profile.

What the plan orders beyond that comparison is in `test_lixian`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.rules.asked import Asked
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind, PostPlace
from xuncha_desktop.rules.deadlines import Unit
from xuncha_desktop.rules.duties import DutyKind, Period
from xuncha_desktop.rules.matters import Force, MatterKind
from xuncha_desktop.rules.profile import ProfileKind
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.rectification import Rectification, RouteAct
from xuncha_desktop.rules.rounds import Bound
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.staffing import StaffRuleKind, Strictness
from xuncha_desktop.rules.stay import Stay, rough_day
from xuncha_desktop.rules.telling import Audience, DisclosurePoint, Feedback

LX = shipped_profile("lixian")
ASKED = Asked(LX)
names, words, matter, duty, chain = ASKED.names, ASKED.words, ASKED.matter, ASKED.duty, ASKED.chain


def bodies(*kinds: BodyKind) -> list[str]:
    return [body.label for body in LX.bodies if body.kind in kinds]


def ordered(document: str) -> list[str]:
    """The steps of a chain that stand in the plan, in their order."""
    return [step.label for step in chain(document).steps if step.standing is Standing.ARTICLE]


def feedback() -> Feedback:
    assert LX.feedback is not None
    return LX.feedback


def rectification() -> Rectification:
    assert LX.rectification is not None
    return LX.rectification


def stay_fits(first_on: date, last_on: date) -> bool:
    assert LX.on_site is not None
    return Stay(first_on, last_on).fits(rough_day(LX.on_site.begins), rough_day(LX.on_site.ends))


def limit(rule_id: str) -> tuple[int | None, Unit, str, list[str], list[str]]:
    """Amount, unit, trigger, who owes and to whom."""
    rule = LX.deadline(rule_id)
    return rule.amount, rule.unit, rule.trigger, names([rule.responsible]), names(rule.addressees)


def paper(rule_id: str) -> tuple[int | None, bool, int | None, Standing | None]:
    """Copies and 党内正式文件 as the clock asks for them; copies as the printed form has them."""
    rule = LX.deadline(rule_id)
    form = LX.form(rule.document)
    return rule.copies, rule.formal, form.copies, form.copies_standing


def standing_of(purpose: ListPurpose) -> list[Standing]:
    return [item.standing for item in LX.lists_for(purpose)]


def counts_of_liaisons() -> list[int]:
    """The numbers of liaisons a group may be made up with."""
    others = {post.id: post.at_least for post in LX.posts if post.place is PostPlace.GROUP}
    return [count for count in range(4) if not LX.roster_issues(PostPlace.GROUP, others | {"liaison": count})]


PROVED = frozenset(("LX-02-00a", "LX-03-00b"))
"""The rows whose whole obligation is data of the profile; of the others a cell shows a part and names them."""


def cell(name: str, read: Callable[[], Any], expected: Any) -> Any:
    """One cell: what is asked of the profile, and what the plan answers; its name begins with the rows it is about."""
    rows = [word for word in name.split() if word.startswith("LX-")]
    marks = pytest.mark.provision(*rows) if rows and PROVED.issuperset(rows) else ()
    return pytest.param(read, expected, id=name, marks=marks)


ORGANS = [
    cell(
        "LX-00-00a nature: the plan of one round",
        lambda: (LX.about.kind, LX.about.nature, LX.about.level),
        (ProfileKind.INSPECTION, "一轮专项巡察的工作方案", "县"),
    ),
    cell(
        "LX-00-00a nature: dated a year too early, kept as printed and told",
        lambda: (
            str(LX.about.issued_on),
            LX.about.planning_year,
            LX.warnings()[0].startswith("印发和落款日期为2018年7月1日"),
        ),
        ("2018-07-01", 2019, True),
    ),
    cell("LX-06-01-01 upper bodies the plan names", lambda: bodies(BodyKind.UPPER), ["省委", "市委"]),
    cell("LX-00-00b basis of the special round", lambda: LX.about.grounds[-1], "陇纪办发〔2019〕16号"),
    cell(
        "LX-00-00a the committee, which consents to the plan",
        lambda: (bodies(BodyKind.COMMITTEE), names(matter("plan").approvers)),
        (["县委"], ["县委"]),
    ),
    cell(
        "LX-03-00b who sends the group and who arranges its work",
        lambda: LX.dispatch and names((LX.dispatch.sends, LX.dispatch.arranges)),
        ["县委", "县委巡察办"],
    ),
    cell(
        "LX-05-05 an outside reviewer under its printed name, its oddity told",
        lambda: (
            bodies(BodyKind.REVIEWER),
            [defect.article for defect in LX.defects if defect.printed == "县委第五巡视组"],
        ),
        (["县委第五巡视组"], ["五、5"]),
    ),
    cell(
        "LX-06-03-04c LX-06-04-00a body that decides last",
        lambda: (names([chain("inspection_report").steps[-1].body]), chain("inspection_report").steps[-1].agreed),
        (["县委书记专题会议"], "secretary_meeting_agreed"),
    ),
    cell("leading group's head, deputy and members: silent", lambda: LX.seats, ()),
    cell("LX-05-02 office", lambda: bodies(BodyKind.OFFICE), ["县委巡察办"]),
    cell(
        "where the office sits and its rank: silent",
        lambda: (LX.body("office").sits_in, LX.body("office").rank),
        ("", ""),
    ),
    cell(
        "LX-03-00c posts of a group",
        lambda: [post.label for post in LX.posts if post.place is PostPlace.GROUP],
        ["组长", "副组长", "联络员", "组员"],
    ),
    cell("LX-05-07a exactly one liaison", counts_of_liaisons, [1]),
    cell("LX-08-04e no pool, people are seconded", lambda: LX.pools, ()),
    cell(
        "LX-08-04e the seconded do no work of their home unit",
        lambda: [(rule.article, rule.posts) for rule in LX.staff_rules if rule.kind is StaffRuleKind.SECONDMENT],
        [("八、4", ())],
    ),
    cell(
        "LX-08-04e avoidance: no report to the home unit",
        lambda: [(r.label, r.strictness) for r in LX.staff_rules if r.kind is StaffRuleKind.AVOIDANCE],
        [("不向原单位汇报巡察情况", Strictness.TELL)],
    ),
]

SUBJECTS = [
    cell(
        "LX-02-00b type: special, of the civil air defence system",
        lambda: (words(ListPurpose.INSPECTION_TYPE)[0], "人防系统专项巡察" in LX.about.title),
        ("专项巡察", True),
    ),
    cell(
        "LX-00-00a type: special stands in the title, the other three are a custom of registering other rounds",
        lambda: [(one.standing, one.article, len(one.items)) for one in LX.lists_for(ListPurpose.INSPECTION_TYPE)],
        [(Standing.ARTICLE, "标题", 1), (Standing.CUSTOM, "", 3)],
    ),
    cell("no type is raised a level", lambda: [w for w in words(ListPurpose.INSPECTION_TYPE) if "提级" in w], []),
    cell("organising attributes: silent", lambda: LX.lists_for(ListPurpose.INSPECTION_ATTRIBUTE), ()),
    cell(
        "LX-05-06a extended inquiry into two things, at the committee's order",
        lambda: (
            matter("extended_inquiry").force,
            names(matter("extended_inquiry").asked_by),
            [point.label for point in matter("extended_inquiry").conditions],
        ),
        (Force.SHALL, ["县委"], ["脱贫攻坚项目资金问题", "被巡察单位的信访件"]),
    ),
    cell(
        "LX-03-00a coverage: one group, one object",
        lambda: [(rule.words, rule.who) for rule in LX.coverage],
        [("每轮至少1次", "县人防工作领导小组及其办公室，一个组巡察一个对象")],
    ),
    cell(
        "LX-04-00a a stay of one month, neither the least nor to be changed by anybody",
        lambda: LX.on_site and (LX.on_site.amount, LX.on_site.unit, LX.on_site.bound, LX.on_site.changed_by),
        (1, Unit.MONTH, Bound.FIXED, ""),
    ),
    cell(
        "LX-04-00a from the first third of July to the first third of August",
        lambda: [
            stay_fits(*days)
            for days in (
                (date(2019, 7, 1), date(2019, 8, 1)),
                (date(2019, 7, 10), date(2019, 8, 10)),
                (date(2019, 7, 11), date(2019, 8, 10)),
                (date(2019, 7, 10), date(2019, 8, 11)),
            )
        ],
        [True, True, False, False],
    ),
    cell(
        "LX-04-00b the group fixes the days by itself",
        lambda: [(names(one.asked_by), one.approvers) for one in LX.matters_of(MatterKind.STAY)],
        [(["巡察组"], ())],
    ),
    cell(
        "LX-02-00a six and one, with the fight against poverty counted apart",
        lambda: (
            words(ListPurpose.FINDING_CATEGORY),
            [(one.label, one.overlay) for one in LX.category_sets if one.purpose is ListPurpose.FINDING_TAG],
            words(ListPurpose.FINDING_TAG)[0],
        ),
        (
            [
                "党的政治建设",
                "党的思想建设",
                "党的组织建设",
                "党的作风建设",
                "党的纪律建设",
                "反腐败斗争",
                "加强党的全面领导",
            ],
            [("专题标记", True)],
            "脱贫攻坚（扶贫领域）",
        ),
    ),
    cell(
        "LX-02-00b five focus items lie over the general categories",
        lambda: (LX.category_set("special_focus").overlay, words(ListPurpose.SPECIAL_FOCUS)),
        (
            True,
            [
                "主体责任不到位",
                "人防项目违规审批验收",
                "易地建设费违规减免使用",
                "人防工程出租牟利",
                "违规审批和作风问题",
            ],
        ),
    ),
    *[
        cell(
            f"{row} check points of focus item {focus}",
            lambda focus=focus: (
                len(LX.category_set("special_focus").code(focus).points),
                list(dict.fromkeys(one.group for one in LX.category_set("special_focus").code(focus).points)),
            ),
            expected,
        )
        for row, focus, expected in (
            ("LX-02-01", "responsibility", (4, [""])),
            ("LX-02-02", "approval_acceptance", (9, ["审批", "验收", "监管"])),
            ("LX-02-03", "relocation_fee", (6, [""])),
            ("LX-02-04", "leasing", (6, [""])),
            ("LX-02-05", "approval_conduct", (9, ["审批", "作风"])),
        )
    ],
]

WORK = [
    cell(
        "LX-06-00 eight steps of the stay, in the plan's order",
        lambda: [(code.label, code.article) for code in LX.codes_for(ListPurpose.METHOD)],
        [
            ("沟通情况", "六、（二）1"),
            ("召开动员会", "六、（二）2"),
            ("听取汇报", "六、（二）3"),
            ("谈话了解", "六、（二）4"),
            ("调阅复制资料", "六、（二）5"),
            ("受理信访举报", "六、（二）6"),
            ("深入了解核对", "六、（二）7"),
            ("边巡边改", "六、（二）8"),
        ],
    ),
    cell(
        "any other method, special requests: silent",
        lambda: (LX.matters_of(MatterKind.OTHER_METHOD), LX.matters_of(MatterKind.SPECIAL_REQUEST)),
        ((), ()),
    ),
    cell(
        "LX-06-01-02 five departments are asked by letter",
        lambda: [(LX.body(one.body).label, one.by_letter, one.years, one.through) for one in LX.information],
        [(name, True, None, "") for name in ("纪检机关", "组织部门", "政法机关", "审计机关", "信访部门")],
    ),
    cell(
        "LX-06-02-05b materials are read three years back",
        lambda: LX.look_back and (LX.look_back.starts_on(date(2019, 7, 8)), LX.look_back.article),
        (date(2016, 7, 8), "六、（二）5"),
    ),
    cell(
        "LX-06-01-04a seven fields of the announcement",
        lambda: words(ListPurpose.ANNOUNCEMENT_FIELD),
        ["巡察对象", "巡察任务", "巡察时间", "举报电话", "电子邮箱", "通信地址", "举报信箱设置地点"],
    ),
    cell(
        "LX-06-01-04a LX-06-01-04b the announcement is in the county's media and posted, before the stay",
        lambda: (
            [(o.media, o.audiences) for o in LX.disclosures if o.point is DisclosurePoint.ENTRY],
            [LX.event(one).phase for one in ("announcement_published", "announcement_posted")],
        ),
        ([("县级新闻媒体发布并张贴", (Audience.PUBLIC,))], ["preparation", "preparation"]),
    ),
    cell(
        "LX-06-02-02a four items of the entry meeting",
        lambda: words(ListPurpose.ENTRY_AGENDA),
        ["组长讲话", "副组长宣读方案", "主要负责人表态并签承诺书", "问卷调查和民主测评"],
    ),
    cell(
        "LX-06-02-02a the unit's principal is in the chair",
        lambda: LX.code_list("entry_agenda").note,
        "由被巡察单位主要负责人主持",
    ),
    cell(
        "LX-06-02-02b the unit's principal signs the commitment",
        lambda: (LX.form("commitment").title, names(one.body for one in LX.form("commitment").signers)),
        ("巡察承诺书", ["被巡察单位主要负责人"]),
    ),
    cell(
        "LX-05-07b important matters are told by the leader",
        lambda: matter("important_matter").note,
        "由组长报告",
    ),
    *[
        cell(
            f"{row} {name} promptly, without a number, to its own addressees",
            lambda name=name: (names(matter(name).addressees), limit(name)[4], LX.deadline(name).limit_text),
            (expected, expected, "规定未定期限（及时）"),
        )
        for row, name, expected in (
            ("LX-05-07b", "important_matter", ["县委巡察办"]),
            ("LX-06-02-07c", "major_lead", ["县委巡察办", "县委"]),
            ("LX-08-04c", "special_situation", ["县委巡察工作领导小组"]),
        )
    ],
    cell(
        "LX-06-02-08b no private hand-over of petitions, major problems or leads",
        lambda: [
            (one.force, [point.label for point in one.conditions], one.limits)
            for one in LX.matters_of(MatterKind.PRIVATE_TRANSFER)
        ],
        [(Force.MUST_NOT, ["信访举报", "重大问题", "重要线索"], "不交被巡察单位或有关部门处置")],
    ),
    cell("transfer during the round: no route", lambda: LX.matters_of(MatterKind.EARLY_TRANSFER), ()),
    cell(
        "LX-05-05 every petition and lead goes to the reviewer",
        lambda: LX.external_review and (names([LX.external_review.body]), LX.external_review.documents),
        (["县委第五巡视组"], ("petition", "lead")),
    ),
    cell(
        "LX-06-02-08a mending on the spot: the leading group consents, in writing",
        lambda: (
            names(matter("immediate_rectification").approvers),
            matter("immediate_rectification").written,
            matter("immediate_rectification").any_condition,
            ordered("immediate_rectification"),
        ),
        (["县委巡察工作领导小组"], True, False, ["领导小组同意"]),
    ),
    cell(
        "LX-06-02-08a mending on the spot: each suggestion sets its own limit",
        lambda: (limit("immediate_rectification")[:3], LX.deadline("immediate_rectification").own_date),
        ((None, Unit.NONE, "suggestion_issued"), True),
    ),
    cell(
        "LX-05-01 LX-05-04a regular reports instead of a mid-term one",
        lambda: (
            [(one.period, names(one.addressees)) for one in LX.duties if one.id == "progress_report"],
            LX.deadline("progress_report").limit_text,
        ),
        ([(Period.REGULAR, ["县委巡察办", "县委"])], "规定未定期限（定期）"),
    ),
]

REPORTS = [
    cell(
        "LX-05-02 LX-06-03-04a LX-06-03-04c report: office first, then leading group, then secretary meeting",
        lambda: ordered("inspection_report"),
        ["巡察办审核", "领导小组听取汇报", "县委书记专题会议审议"],
    ),
    cell(
        "LX-05-02 report: the office may send it back to the group",
        lambda: chain("inspection_report").returned_to("office_review").by,
        ("leader",),
    ),
    cell(
        "LX-06-03-02a LX-06-03-02b report: to the office, promptly after the stay, with the evaluation sheet",
        lambda: (limit("inspection_report"), LX.deadline("overall_evaluation").trigger),
        ((None, Unit.NONE, "stay_ended", ["巡察组"], ["县委巡察办"]), "report_submitted"),
    ),
    cell(
        "LX-06-03-04b LX-06-03-04c general report: written in the group, checked by the office",
        lambda: (
            {LX.post(post).place for step in chain("comprehensive_report").steps[:-1] for post in step.by},
            ordered("comprehensive_report"),
            limit("comprehensive_report")[3:],
        ),
        ({PostPlace.GROUP}, ["巡察办审核"], (["巡察组"], ["县委巡察办"])),
    ),
    cell(
        "previous round: silent",
        lambda: [one.marks for one in LX.code_list("inspection_type").items],
        [()],
    ),
    cell("filing upward: silent", lambda: [one.id for one in LX.duties if one.kind is DutyKind.FILING], []),
]

FEEDBACK = [
    cell(
        "LX-06-04-00a promptly after the secretary meeting agreed",
        lambda: (limit("feedback"), LX.deadline("feedback").limit_text),
        (
            (None, Unit.NONE, "secretary_meeting_agreed", ["县委巡察工作领导小组"], ["被巡察单位"]),
            "规定未定期限（及时）",
        ),
    ),
    cell(
        "LX-06-04-00a the leading group is responsible, the group takes part, no joint team",
        lambda: (names([feedback().responsible]), names(feedback().participants), feedback().joint),
        (["县委巡察工作领导小组"], ["巡察组"], False),
    ),
    cell(
        "LX-05-03 a notice of the committee comes before",
        lambda: [(names([step.by]), names([step.audience])) for step in feedback().sequence if step.notice],
        [(["县委"], ["被巡察单位"])],
    ),
    cell(
        "LX-05-03 LX-06-04-00c notice, then principal, then organisation; nothing out of turn",
        lambda: [
            feedback().order_issue(done, next_id)
            for done, next_id in (
                ((), "principal"),
                (("committee_notice",), "organisation"),
                (("committee_notice", "principal"), "organisation"),
            )
        ],
        ["应先完成“县委向被巡察单位通报”", "应先完成“向主要负责人通报”", None],
    ),
    cell(
        "LX-06-04-00c the principal alone is not told of the principal's own problems",
        lambda: [step.audience for step in feedback().sequence if step.leaves_out_own],
        ["unit_principal"],
    ),
    cell(
        "LX-06-04-00d the principal signs for it in person",
        lambda: (names([feedback().signed_by]), feedback().deputy_may_sign, feedback().receipt_signers),
        (["被巡察单位主要负责人"], False, ()),
    ),
    cell(
        "LX-06-04-00d the receipt has that one signature; its copies: silent",
        lambda: (names(one.body for one in LX.form("feedback_receipt").signers), LX.form("feedback_receipt").copies),
        (["被巡察单位主要负责人"], None),
    ),
    cell(
        "leaders in charge: silent",
        lambda: (bodies(BodyKind.LEADER_IN_CHARGE), LX.matters_of(MatterKind.COMMON_PROBLEM), feedback().copied_to),
        ([], (), ()),
    ),
    cell("transfer sheet: silent, a custom", lambda: LX.form("referral").standing, Standing.CUSTOM),
    cell("who receives which leads: silent", lambda: LX.matters_of(MatterKind.TRANSFER), ()),
    cell(
        "LX-06-03-03b instead the ledgers go to the office after the stay",
        lambda: limit("ledgers"),
        (None, Unit.NONE, "stay_ended", ["巡察组"], ["县委巡察办"]),
    ),
    cell(
        "disposition: silent, the four usual ones are a custom",
        lambda: (standing_of(ListPurpose.LEAD_DISPOSITION), len(words(ListPurpose.LEAD_DISPOSITION))),
        ([Standing.CUSTOM], 4),
    ),
    cell(
        "opinion on a lead and its result: silent, no clock runs",
        lambda: [rule.id for rule in LX.deadlines if rule.document in ("lead", "referral", "disposition_proposal")],
        [],
    ),
    cell(
        "LX-06-02-06 LX-06-03-03a two ledgers, of leads and of petitions",
        lambda: [
            (LX.form(one).title, names(duty(one).addressees), duty(one).period)
            for one in ("lead_ledger", "petition_ledger")
        ],
        [
            ("巡察问题线索工作台账", ["县委巡察办"], Period.PER_ROUND),
            ("巡察信访举报受理登记台账", ["县委巡察办"], Period.PER_ROUND),
        ],
    ),
    cell("ledgers by level of cadre: silent", lambda: LX.cadre_levels, ()),
]

AFTER = [
    cell(
        "LX-06-04-00f plan of rectification: ten working days from the receipt, to the office",
        lambda: (limit("rectification_plan"), LX.deadline("rectification_plan").trigger_standing),
        ((10, Unit.WORKING_DAY, "feedback_received", ["被巡察单位"], ["县委巡察办"]), Standing.INFERRED),
    ),
    cell(
        "LX-06-04-00g report on rectification: two months from the receipt, to the office",
        lambda: limit("rectification_report"),
        (2, Unit.MONTH, "feedback_received", ["被巡察单位"], ["县委巡察办"]),
    ),
    cell(
        "LX-06-04-00g the principal's report: two months from the receipt, by the principal",
        lambda: limit("principal_report"),
        (2, Unit.MONTH, "feedback_received", ["被巡察单位主要负责人"], ["县委巡察办"]),
    ),
    *[
        cell(
            f"{row} {document}: a formal party document in two copies",
            lambda document=document: paper(document),
            (2, True, 2, Standing.ARTICLE),
        )
        for document, row in (
            ("rectification_plan", "LX-06-04-00f"),
            ("rectification_report", "LX-06-04-00g"),
            ("principal_report", "LX-06-04-00g"),
        )
    ],
    cell(
        "LX-06-04-00g two separate reports by the names of the plan",
        lambda: [{LX.document(r).label, LX.form(r).title} for r in rectification().reports],
        [{"整改落实情况报告"}, {"主要负责人履行整改第一责任人的情况报告"}],
    ),
    cell(
        "no other clock has a number",
        lambda: {rule.id for rule in LX.deadlines if rule.amount is not None},
        {"rectification_plan", "rectification_report", "principal_report"},
    ),
    cell(
        "LX-06-04-00f LX-06-04-00g papers go straight to the office, the group checks none",
        lambda: [(names([stop.body]), stop.act) for stop in rectification().route],
        [(["被巡察单位"], RouteAct.SUBMIT), (["县委巡察办"], RouteAct.RECEIVE)],
    ),
    cell(
        "LX-06-04-00h follow-up: held to account when late, incomplete or perfunctory",
        lambda: [
            (rung.label, [point.label for point in rung.occasions])
            for rung in rectification().ladder
            if rung.standing is Standing.ARTICLE
        ],
        [("责任追究", ["不及时", "不到位", "敷衍塞责"])],
    ),
    cell(
        "ways and organs of following up, phases: silent",
        lambda: (
            LX.lists_for(ListPurpose.FOLLOW_UP_METHOD),
            rectification().supervised_by,
            LX.lists_for(ListPurpose.RECTIFICATION_PHASE),
        ),
        ((), (), ()),
    ),
    cell(
        "LX-07-00a results are opened within limits, when leading group and committee agreed",
        lambda: [
            (one.audiences, names(one.approvers)) for one in LX.disclosures if one.point is DisclosurePoint.RESULT
        ],
        [((Audience.WITHIN_LIMITS,), ["县委巡察工作领导小组", "县委"])],
    ),
    cell(
        "LX-07-00a the two approvals stand in the chain in that order",
        lambda: ordered("public_disclosure"),
        ["领导小组审定", "县委审定"],
    ),
    cell(
        "LX-08-05b three situations of obstruction",
        lambda: words(ListPurpose.OBSTRUCTION),
        ["隐瞒或提供虚假情况", "不提供或不按要求提供资料", "指使他人干扰阻挠"],
    ),
    cell(
        "LX-06-03-01 archive: material put in order, special reports too",
        lambda: words(ListPurpose.ARCHIVE_ITEM),
        ["巡察资料", "专项情况报告资料"],
    ),
]


@pytest.mark.parametrize(("read", "expected"), [*ORGANS, *SUBJECTS, *WORK, *REPORTS, *FEEDBACK, *AFTER])
def test_the_program_gets_what_the_plan_of_lixian_says(read: Callable[[], Any], expected: Any):
    assert read() == expected

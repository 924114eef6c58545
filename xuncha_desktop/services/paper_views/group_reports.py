"""What a group writes at its end, begun from what it has signed: report, overall evaluation, the office's review."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry
from xuncha_desktop.printing.forms import inspection_report as report_form
from xuncha_desktop.printing.forms import office_review as review_form
from xuncha_desktop.printing.forms import overall_evaluation as evaluation_form
from xuncha_desktop.printing.forms.inspection_report import InspectionReport, LeftOut, Section
from xuncha_desktop.printing.forms.office_review import OfficeReview
from xuncha_desktop.printing.forms.overall_evaluation import Judged, OverallEvaluation
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part, number_of
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group, Round, Unit
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import left_out, profiles, working_papers
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

REPORT, EVALUATION, REVIEW = "inspection_report", "overall_evaluation", "office_review"
_SECTIONS = ("situation", "evaluation", "problems", "causes", "suggestions")
_LEFT_OUT = ("left_out_order", "left_out_number", "left_out_title", "left_out_reason")
_GRADES = ("best", "good", "fair", "poor")
_ASPECTS = ("main_responsibility", "team", "conduct", "integrity", "past_findings")
_COMMENTS = ("comment_order", "comment_place", "comment_words", "comment_answer")
_OWN = {
    REPORT: {
        "situation": "基本情况",
        "evaluation": "总体评价",
        "problems": "发现的主要问题",
        "causes": "原因分析",
        "suggestions": "意见建议",
        "for_review": "送审稿",
        "left_out": "未列入报告的问题底稿及理由",
        "left_out_order": "序",
        "left_out_number": "底稿编号",
        "left_out_title": "问题标题",
        "left_out_reason": "不采用的理由",
    },
    EVALUATION: {
        "unit": "被巡察单位",
        "group": "巡察组",
        "period": "巡察时间",
        "written_on": "填表日期",
        "aspect": "评价内容",
        "best": "好",
        "good": "较好",
        "fair": "一般",
        "poor": "差",
        "tally": "合计",
        "main_responsibility": "履行主体责任",
        "team": "领导班子团结协作",
        "conduct": "干部作风和服务群众",
        "integrity": "遵守纪律和廉洁自律",
        "past_findings": "以往问题整改",
    },
    REVIEW: {
        "paper": "送审文书",
        "group": "送审单位",
        "received_on": "送审日期",
        "comments": "审核意见",
        "comment_order": "序",
        "comment_place": "位置",
        "comment_words": "意见",
        "comment_answer": "采纳情况",
        "verdict": "审核结论",
    },
}
_MEETINGS = frozenset((BodyKind.GROUP_MEETING, BodyKind.MEETING))
_ROOM = 10  # millimetres of a row written by hand
_VERDICT = 24


@paper_of(REPORT, Group, "巡察报告（送审稿）")
def report(session: Session, group: Group) -> InspectionReport:
    """The report begun from the signed papers, by category; what nobody has written yet is left for the hand.

    Leads have no place in it. A paper a feedback leaves out is listed with the reason given there.
    """
    profile = profiles.of_round(session, group.round_id)
    words = FormWords(profile, REPORT, "巡察报告", _OWN[REPORT])
    unit = session.table(Unit).get(group.unit_id)
    unused = _unused(session, group)
    texts = {"situation": _situation(session, group, unit), "problems": _problems(session, profile, group, unused)}
    return InspectionReport(
        marks=Marks(Level.SECRET),
        mark=group.name,
        title=_report_title(session, profile, group, unit),
        recipients=_recipients(profile),
        sections=tuple(Section(words.text(name), texts.get(name, ())) for name in _SECTIONS),
        office=group.name,
        issued_on="",
        stage=words.text("for_review"),
        left_out_title=words.text("left_out"),
        left_out_heads=words.texts(_LEFT_OUT),
        left_out=unused,
        keep=(unit.name,),
        widths=words.widths(_LEFT_OUT, report_form.LEFT_OUT_WIDTHS),
    )


@paper_of(EVALUATION, Group)
def evaluation(session: Session, group: Group) -> OverallEvaluation:
    """The sheet with the office's rows; the group ticks by hand."""
    unit = session.table(Unit).get(group.unit_id)
    said = (unit.name, group.name, _period(session, group))
    return _evaluation(profiles.of_round(session, group.round_id), said)


@blank_of(EVALUATION)
def _blank_evaluation(profile: Profile, heads: Heads) -> OverallEvaluation:
    return _evaluation(profile, ("", heads.group, ""))


def _evaluation(profile: Profile, said: tuple[str, str, str]) -> OverallEvaluation:
    """`said`: the unit, the group, the time of the inspection."""
    words = FormWords(profile, EVALUATION, "巡察总体评价表", _OWN[EVALUATION])
    unit, group, period = said
    return OverallEvaluation(
        marks=Marks(Level.CONFIDENTIAL),
        title=words.title,
        facts=(
            (words.text("unit"), unit, words.text("group"), group),
            (words.text("period"), period, words.text("written_on"), ""),
        ),
        aspect_head=words.text("aspect"),
        grades=words.texts(_GRADES),
        rows=tuple(Judged(words.text(name)) for name in words.rows(_ASPECTS)),
        tally_label=words.text("tally"),
        basis=words.basis("依据"),
        places=words.places(156, ("组长意见",)),
        widths=words.widths(("aspect", *_GRADES), evaluation_form.WIDTHS),
    )


@paper_of(REVIEW, Group)
def review(session: Session, group: Group) -> OfficeReview:
    """The office's sheet about the group's report, with room for numbered remarks."""
    profile = profiles.of_round(session, group.round_id)
    title = _report_title(session, profile, group, session.table(Unit).get(group.unit_id))
    return _review(profile, title, group.name)


@blank_of(REVIEW)
def _blank_review(profile: Profile, heads: Heads) -> OfficeReview:
    return _review(profile, "", heads.group)


def _review(profile: Profile, title: str, group: str) -> OfficeReview:
    words = FormWords(profile, REVIEW, "巡察办审核意见表", _OWN[REVIEW])
    return OfficeReview(
        marks=Marks(Level.CONFIDENTIAL),
        title=words.title,
        entries=(
            Entry(words.text("paper"), title, _ROOM),
            Entry(words.text("group"), group, _ROOM),
            Entry(words.text("received_on"), "", _ROOM),
        ),
        comments_label=words.text("comments"),
        heads=words.texts(_COMMENTS),
        comments=(),
        verdict=Entry(words.text("verdict"), "", _VERDICT),
        basis=words.basis("依据"),
        places=words.places(156, ("审核人", "巡察办主任")),
        label_width=words.label_width(LABEL_WIDTHS[0]),
        widths=words.widths(_COMMENTS, review_form.WIDTHS),
    )


def _report_title(session: Session, profile: Profile, group: Group, unit: Unit) -> str:
    kind = session.table(Round).get(group.round_id).kind
    return f"关于{unit.name}{profiles.Names(session, profile).code('inspection_type', kind)}情况的报告"


def _recipients(profile: Profile) -> str:
    """Who reads the report: the bodies of its chain that decide on paper; for a meeting of its secretary the committee.

    A meeting is no recipient of a letter.
    """
    chain = profile.chain_for(REPORT)
    bodies = [profile.body(step.body) for step in chain.steps if step.on_paper] if chain else []
    committee = next((body for body in profile.bodies if body.kind is BodyKind.COMMITTEE), None)
    named = [committee if body.kind is BodyKind.SECRETARY_MEETING else body for body in bodies]
    return "、".join(dict.fromkeys(body.label for body in named if body and body.kind not in _MEETINGS))


def _period(session: Session, group: Group) -> str:
    round_ = session.table(Round).get(group.round_id)
    first, last = group.stay_from_on or round_.from_on, group.stay_until_on or round_.until_on
    return f"{day_words(first)}至{day_words(last)}"


def _situation(session: Session, group: Group, unit: Unit) -> tuple[Part, ...]:
    signed = len(_signed(session, group))
    said = f"{_period(session, group)}，{group.name}对{unit.name}开展巡察，形成已签批的问题底稿{signed}份。"
    return (Part(said),)


def _problems(session: Session, profile: Profile, group: Group, unused: tuple[LeftOut, ...]) -> tuple[Part, ...]:
    """The signed papers' findings under their categories, each paragraph with the paper it rests on."""
    names, skipped = profiles.Names(session, profile), {one.number for one in unused}
    by_category: dict[str, list[tuple[Paper, Finding]]] = {}
    for paper in _signed(session, group):
        finding = session.table(Finding).find(paper.subject_id)
        if finding is not None and paper.number not in skipped:
            by_category.setdefault(finding.category, []).append((paper, finding))
    parts: list[Part] = []
    for place, (category, found) in enumerate(by_category.items(), 1):
        parts.append(Part(f"{number_of(2, place)}{names.code('finding_category', category)}", 2))
        for number, (paper, finding) in enumerate(found, 1):
            parts.append(Part(f"{number_of(3, number)}{finding.title}", 3))
            parts += [Part(text, sources=(paper.number,)) for text in (finding.fact or finding.summary,) if text]
    return tuple(parts)


def _signed(session: Session, group: Group) -> list[Paper]:
    where = Where("kind = ? AND state = ? AND group_id = ?", (working_papers.KIND, PaperState.SIGNED.value, group.id))
    return session.table(Paper).where(where, order="number, rowid")


def _unused(session: Session, group: Group) -> tuple[LeftOut, ...]:
    where = Where("round_id = ? AND unit_id = ?", (group.round_id, group.unit_id))
    found = session.table(Feedback).where(where, limit=1)
    told = left_out.unused(session, found[0]) if found else []
    return tuple(LeftOut(one.paper.number, one.paper.title, one.given.reason) for one in told if one.given)

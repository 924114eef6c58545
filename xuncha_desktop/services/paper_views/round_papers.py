"""What sends a group out: the work plan with its roster, the letters to departments, the public announcement."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.information_request import InformationRequest
from xuncha_desktop.printing.forms.inspection_announcement import Announcement, Poster, Told, poster_of
from xuncha_desktop.printing.forms.round_work_plan import WIDTHS, Member, WorkPlan
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.text import Part, number_of
from xuncha_desktop.records.organisation import Group, Round, Unit
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import planning, printing_desk, profiles, round_words
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import paper_of
from xuncha_desktop.services.session import Session

_PLAN = {
    "unit": "巡察对象",
    "kind": "巡察类型",
    "tasks": "巡察重点",
    "period": "巡察时间",
    "methods": "巡察方式",
    "roster": "巡察组人员名单",
    "post": "职务",
    "name": "姓名",
    "home_unit": "原单位及职务",
    "duties": "分工",
}
_COLUMNS = ("post", "name", "home_unit", "duties")
_LETTER = {
    "receipt": "征询函回执",
    "department": "回复单位（盖章）",
    "handler": "经办人及电话",
    "pieces": "材料份数、页数",
    "answered": "回复日期",
}
_BLANKS = ("department", "handler", "pieces", "answered")
_DAY = "　　　年　　月　　日"
_BLANK_DEPARTMENT = "＿" * 10
_FIELDS = {
    "unit": "巡察对象",
    "tasks": "巡察任务",
    "period": "巡察时间",
    "phone": "举报电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "mailboxes": "举报信箱设置地点",
}


@paper_of("round_work_plan", Group)
def work_plan(session: Session, group: Group) -> WorkPlan:
    """The plan as the round, the profile and the roster give it; number and day are the office's to write in."""
    profile = profiles.of_round(session, group.round_id)
    words, names = FormWords(profile, "round_work_plan", "巡察工作方案", _PLAN), profiles.Names(session, profile)
    unit, run = session.table(Unit).get(group.unit_id).name, session.table(Round).get(group.round_id)
    office = printing_desk.letterhead(session, profile, BodyKind.LEADING_GROUP)
    title = f"{unit}{words.title}"
    said = {
        "unit": unit,
        "kind": round_words.kind(session, run),
        "tasks": "；".join(names.choices("special_focus").values()),
        "period": _period(group, run),
        "methods": "；".join(names.choices("method").values()),
    }
    sections = [(name, text) for name, text in said.items() if text]
    parts = [
        part
        for n, (name, text) in enumerate(sections, 1)
        for part in (Part(f"{number_of(1, n)}{words.text(name)}", 1), Part(f"{text}。"))
    ]
    return WorkPlan(
        marks=Marks(Level.INTERNAL),
        mark=f"{office}文件",
        title=f"关于印发《{title}》的通知",
        recipients=f"{unit}，{group.name}",
        text=(Part(f"《{title}》已经同意，现印发给你们，请结合实际抓好落实。"),),
        plan_title=title,
        plan=(*([Part(run.basis)] if run.basis else []), *parts),
        roster_title=f"{group.name}{words.text('roster').removeprefix('巡察组')}",
        heads=words.texts(_COLUMNS),
        roster=tuple(
            Member(names.code("post", one.post), one.name, one.home_unit, one.duties or "")
            for one in planning.members(session, group.id)
        ),
        office=office,
        issued_on="",
        keep=(unit,),
        widths=words.widths(_COLUMNS, WIDTHS),
    )


@paper_of("information_request", Group, "征询函（部门手填）")
def information_request(session: Session, group: Group) -> InformationRequest:
    """One letter with the department left to be written in."""
    return _letter(session, group, "")


def letters(session: Session, group: Group) -> tuple[InformationRequest, ...]:
    """One letter for each department the profile names, in its order."""
    profile = profiles.of_round(session, group.round_id)
    return tuple(_letter(session, group, name) for name in profiles.codes(profile, "inquiry_department").values())


@paper_of("inspection_announcement", Group)
def announcement(session: Session, group: Group) -> Announcement:
    """What the profile wants made public; telephone, addresses and posting places are written in by hand."""
    return _announcement(session, group)


@paper_of("inspection_announcement_a3", Group)
def poster(session: Session, group: Group) -> Poster:
    """The same for the wall."""
    return poster_of(_announcement(session, group))


def _announcement(session: Session, group: Group) -> Announcement:
    profile = profiles.of_round(session, group.round_id)
    words, names = FormWords(profile, "inspection_announcement", "巡察公告", {}), profiles.Names(session, profile)
    unit, run = session.table(Unit).get(group.unit_id).name, session.table(Round).get(group.round_id)
    focus = "、".join(names.choices("special_focus").values())
    known = {
        "unit": unit,
        "tasks": f"重点了解{focus}等方面的情况" if focus else "",
        "period": _period(group, run),
    }
    kind = names.code("inspection_type", run.kind)
    fields = profiles.codes(profile, "announcement_field") or _FIELDS
    return Announcement(
        marks=Marks(Level.PUBLIC),
        title=f"{group.name}{words.title}",
        opening=f"按照统一安排，{group.name}对{unit}{round_words.manner(names, run)}开展{kind}。现将有关事项公告如下。",
        told=tuple(Told(label, known.get(name, "")) for name, label in fields.items()),
        closing="巡察组依规受理来信、来电、来访，对反映人严格保密。",
        office=group.name,
        issued_on="",
    )


def _letter(session: Session, group: Group, department: str) -> InformationRequest:
    profile = profiles.of_round(session, group.round_id)
    words = FormWords(profile, "information_request", "征询函", _LETTER)
    unit, office = session.table(Unit).get(group.unit_id).name, _office(session, group)
    return InformationRequest(
        marks=Marks(Level.INTERNAL),
        mark=office,
        title=f"关于征询{unit}有关情况的函",
        recipients=department or _BLANK_DEPARTMENT,
        text=(
            Part(f"{group.name}将对{unit}开展巡察。请提供你单位掌握的{_span(profile)}有关情况和问题线索。"),
            Part(f"书面材料请于{_DAY}前密封送我办，没有情况的在回执上注明。"),
        ),
        office=office,
        issued_on="",
        basis=words.basis("征询依据"),
        receipt_title=words.text("receipt"),
        receipt_text="征询函已收到。□材料随附　□没有需要提供的情况",
        receipt_blanks=tuple(Blank(words.text(name), 78) for name in _BLANKS),
        keep=(unit,),
    )


def _span(profile: Profile) -> str:
    """近3年来 where the regulation says how many years back bodies tell what they know, and says one number only."""
    years = {source.years for source in profile.information if source.years}
    return f"近{years.pop()}年来" if len(years) == 1 else ""


def _office(session: Session, group: Group) -> str:
    return printing_desk.letterhead(session, profiles.of_round(session, group.round_id), BodyKind.OFFICE)


def _period(group: Group, run: Round) -> str:
    """The stay where the group has fixed it, else the round's own time."""
    begin, end = group.stay_from_on or run.from_on, group.stay_until_on or run.until_on
    return f"{day_words(begin)}至{day_words(end)}"

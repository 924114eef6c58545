"""What sends a group out: the work plan with its roster, the public announcement."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.inspection_announcement import Announcement, Poster, Told, poster_of
from xuncha_desktop.printing.forms.round_work_plan import WIDTHS, Member, WorkPlan
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part, number_of
from xuncha_desktop.records.organisation import Group, Round, Unit
from xuncha_desktop.records.preparation import Announcement as Published
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.services import announcements, planning, printing_desk, profiles, round_words
from xuncha_desktop.services.form_words import BY_HAND, SHORT_DAY, FormWords, day_words, sentence
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
_FIELDS = {
    "unit": "巡察对象",
    "tasks": "巡察任务",
    "period": "巡察时间",
    "phone": "举报电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "mailboxes": "举报信箱设置地点",
}


def _has_sender(session: Session, group: Group) -> str | None:
    return printing_desk.no_letterhead(session, profiles.of_round(session, group.round_id), BodyKind.LEADING_GROUP)


@paper_of("round_work_plan", Group, ready=_has_sender)
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
        for part in (Part(f"{number_of(1, n)}{words.text(name)}", 1), Part(sentence(text)))
    ]
    return WorkPlan(
        marks=Marks(Level.INTERNAL, BY_HAND if words.form and words.form.numbered else ""),
        mark=f"{office}文件",
        title=f"关于印发《{title}》的通知",
        recipients=f"{unit}，{group.name}",
        text=(Part(f"《{title}》已经同意，现印发给你们，请结合实际抓好落实。"),),
        plan_title=title,
        plan=(*([Part(sentence(run.basis))] if run.basis else []), *parts),
        roster_title=f"{group.name}{words.text('roster').removeprefix('巡察组')}",
        heads=words.texts(_COLUMNS),
        roster=tuple(
            Member(names.code("post", one.post), one.name, one.home_unit, one.duties or "")
            for one in planning.members(session, group.id)
        ),
        office=office,
        issued_on="",
        issuer=printing_desk.known_letterhead(session, profile, BodyKind.OFFICE),
        printed_on=SHORT_DAY,
        keep=(unit,),
        widths=words.widths(_COLUMNS, WIDTHS),
    )


@paper_of("inspection_announcement", Group)
def announcement(session: Session, group: Group) -> Announcement:
    """What the profile wants made public; what nobody has registered yet is written in by hand."""
    return _announcement(session, group)


@paper_of("inspection_announcement_a3", Group)
def poster(session: Session, group: Group) -> Poster:
    """The same for the wall."""
    return poster_of(_announcement(session, group))


@paper_of("inspection_announcement", Published)
def announced(session: Session, known: Published) -> Announcement:
    """The same from the registered announcement."""
    return _announcement(session, session.table(Group).get(known.group_id))


@paper_of("inspection_announcement_a3", Published)
def posted(session: Session, known: Published) -> Poster:
    """And for the wall."""
    return poster_of(_announcement(session, session.table(Group).get(known.group_id)))


def _announcement(session: Session, group: Group) -> Announcement:
    public = announcements.of_group(session, group)
    profile = profiles.of_round(session, group.round_id)
    words, names = FormWords(profile, "inspection_announcement", "巡察公告", {}), profiles.Names(session, profile)
    unit, run = session.table(Unit).get(group.unit_id).name, session.table(Round).get(group.round_id)
    focus = "、".join(names.choices("special_focus").values())
    known = {
        "unit": unit,
        "tasks": f"重点了解{focus}等方面的情况" if focus else "",
        "period": _period(group, run),
        "scope": unit,
        "focus": focus,
        **(_reached(public) if public else {}),
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
        issued_on=day_words(public.issued_on) if public else "",
    )


def _reached(public: Published) -> dict[str, str]:
    """Where people reach the group, by the names of the fields; a regime with one field for it all gets it all."""
    said = {
        "phone": public.phone,
        "email": public.email or "",
        "address": public.address or "",
        "mailboxes": "；".join(public.mailboxes),
    }
    return said | {"contact": "；".join(f"{_FIELDS[name]}{text}" for name, text in said.items() if text)}


def _period(group: Group, run: Round) -> str:
    """The stay where the group has fixed it, else the round's own time."""
    begin, end = group.stay_from_on or run.from_on, group.stay_until_on or run.until_on
    return f"{day_words(begin)}至{day_words(end)}"

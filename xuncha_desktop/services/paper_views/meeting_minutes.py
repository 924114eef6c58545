"""组务会纪要 from a meeting: the 纪要 that is sent round, beside the record its members sign."""

from xuncha_desktop.printing.forms.paper import Attendance, Minutes
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part
from xuncha_desktop.records.onsite import GroupMeeting
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import onsite
from xuncha_desktop.services.form_words import day_words, sentence
from xuncha_desktop.services.paper_views import paper_of
from xuncha_desktop.services.session import Session

_NUMBER = "第　　号"  # counted by the group, by hand


def _said(session: Session, meeting: GroupMeeting) -> list[str]:
    """What was studied with how it ended, then what was written down."""
    matters = [
        f"会议研究了{one.paper.number}《{one.paper.title}》，{'同意' if one.opinion.agreed else '不同意'}。"
        for one in onsite.decided_by(session, meeting.id)
    ]
    return matters + [sentence(line) for line in (meeting.minutes or "").splitlines() if line.strip()]


def _has_text(session: Session, meeting: GroupMeeting) -> str | None:
    return None if _said(session, meeting) else "这次组务会没有研究底稿，也没有会议记录，写不成纪要"


@paper_of("minutes", GroupMeeting, "组务会纪要", ready=_has_text)
def meeting_minutes(session: Session, meeting: GroupMeeting) -> Minutes:
    """Who met, what was studied, what was decided; no seal, and its number is written in by hand."""
    group, held = session.table(Group).get(meeting.group_id), day_words(meeting.held_on)
    where = f"在{meeting.place}" if meeting.place else ""
    opening = f"{held}，{meeting.chair}{where}主持召开组务会。纪要如下。"
    return Minutes(
        marks=Marks(meeting.type.level, _NUMBER),
        mark=f"{group.name}组务会纪要",
        office=group.name,
        issued_on=held,
        title=f"{held}组务会纪要",
        text=(Part(opening), *(Part(line) for line in _said(session, meeting))),
        attendance=(Attendance("出席", meeting.attendees),),
        issuer=group.name,
        printed_on=held,
        keep=(group.name,),
    )

"""组务会记录 from a meeting: the papers it studied with what was said on them, and the minutes."""

from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.group_meeting import WIDTHS, Matter, MeetingRecord
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.records.onsite import GroupMeeting
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import chains, onsite, profiles
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

KIND = "group_meeting"
_COLUMNS = ("order", "paper", "said", "conclusion")
_ROOM, _ROOM_FOR_MINUTES = 9, 30  # millimetres of a row written by hand
_OWN = {
    "held": "时间地点",
    "chair": "主持人",
    "minute_taker": "记录人",
    "attendees": "参加人员",
    "minutes": "会议记录",
    "order": "序",
    "paper": "底稿编号及题目",
    "said": "讨论及不同意见",
    "conclusion": "结论",
}


@paper_of(KIND, GroupMeeting)
def group_meeting(session: Session, meeting: GroupMeeting) -> MeetingRecord:
    """The meeting as registered; a paper it studied stands with the opinion given there."""
    held = "，".join(text for text in (day_words(meeting.held_on), meeting.place or "") if text)
    said = {
        "held": held,
        "chair": meeting.chair,
        "minute_taker": meeting.minute_taker,
        "attendees": "、".join(meeting.attendees),
        "minutes": meeting.minutes or "",
    }
    matters = tuple(_matter(session, one) for one in onsite.decided_by(session, meeting.id))
    return _paper(profiles.of_round(session, meeting.round_id), said, matters)


@blank_of(KIND)
def blank(profile: Profile, heads: Heads) -> MeetingRecord:
    """The record to be written by hand."""
    del heads
    return _paper(profile, {}, ())


def _paper(profile: Profile, said: dict[str, str], matters: tuple[Matter, ...]) -> MeetingRecord:
    words = FormWords(profile, KIND, "组务会记录", _OWN)

    def entry(name: str, room: int) -> Entry:
        return Entry(words.text(name), said.get(name, ""), 0 if said.get(name) else room)

    return MeetingRecord(
        marks=Marks(GroupMeeting.type.level),
        title=words.title,
        entries=tuple(entry(name, _ROOM) for name in ("held", "chair", "minute_taker", "attendees")),
        heads=words.texts(_COLUMNS),
        matters=matters,
        others=(entry("minutes", _ROOM_FOR_MINUTES),),
        note=words.basis("依据"),
        places=words.places(156, ("主持人", "记录人")),
        widths=words.widths(_COLUMNS, WIDTHS),
    )


def _matter(session: Session, one: onsite.Decided) -> Matter:
    opinion = one.opinion
    step = chains.chain_of(session, one.paper).steps[opinion.step]
    return Matter(
        paper=f"{one.paper.number}\n{one.paper.title}",
        said="\n".join(text for text in (opinion.words, opinion.reason) if text),
        conclusion=step.agree if opinion.agreed else step.send_back,
    )

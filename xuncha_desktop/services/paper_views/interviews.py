"""个别谈话记录 from a talk, and blank for a group to write in."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.interview import Head, InterviewRecord
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.records.onsite import Interview
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

KIND = "interview"
_ROWS = (("held", "place"), ("interviewers", "recorder"), ("interviewee", "level"), ("post", ""))
_WIDTH = 156
_SAME = 3  # leading characters by which a post names the unit: 县人防
_OWN = {
    "held": "谈话时间",
    "place": "谈话地点",
    "interviewers": "谈话人",
    "recorder": "记录人",
    "interviewee": "谈话对象",
    "level": "人员层级",
    "post": "单位职务",
}


@paper_of(KIND, Interview)
def interview(session: Session, talk: Interview) -> InterviewRecord:
    """The record of a talk as it was written down."""
    profile = profiles.of_round(session, talk.round_id)
    names = profiles.Names(session, profile)
    said = {
        "held": _held(talk),
        "place": talk.place or "",
        "interviewers": "、".join(talk.interviewers),
        "recorder": talk.recorder or "",
        "interviewee": talk.interviewee,
        "level": names.code("interviewee_level", talk.level),
        "post": _post(names.title("unit", talk.unit_id), talk.interviewee_post or ""),
    }
    return _paper(profile, talk.number, said, talk.content)


@blank_of(KIND)
def blank(profile: Profile, heads: Heads) -> InterviewRecord:
    """Ruled pages for a talk written down by hand."""
    del heads
    return _paper(profile, "", {}, "")


def _paper(profile: Profile, number: str, said: dict[str, str], content: str) -> InterviewRecord:
    words = FormWords(profile, KIND, "个别谈话记录", _OWN)
    head = (
        Head(words.text(left), said.get(left, ""), words.text(right) if right else "", said.get(right, ""))
        for left, right in _ROWS
    )
    return InterviewRecord(
        marks=Marks(Level.CONFIDENTIAL, number),
        title=words.title,
        head=tuple(head),
        content=content,
        note=words.basis("记录格式依据"),
        places=_places(words),
    )


def _places(words: FormWords) -> tuple[SignBox, ...]:
    """Up to three signers side by side; more stand two to a row."""
    labels = [one.label for one in words.signers] or ["谈话人", "谈话人", "记录人"]
    if len(labels) > 3:
        return words.places(_WIDTH)
    return tuple(SignBox(label, _WIDTH // len(labels)) for label in labels)


def _post(unit: str, post: str) -> str:
    """Unit and post; where the post was written with its unit (县人防办副主任), not the unit before it again."""
    return post if post.startswith(unit[:_SAME]) else f"{unit}{post}"


def _held(talk: Interview) -> str:
    hours = "至".join(hour for hour in (talk.began, talk.ended) if hour)
    return day_words(talk.held_on) + hours

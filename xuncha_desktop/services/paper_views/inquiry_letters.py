"""征询函 from the letter sent: what the regime has this department tell, how many years back, and by when."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.information_request import InformationRequest
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.text import Part, number_of
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.preparation import InquiryLetter, LetterState
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rounds import InformationSource
from xuncha_desktop.services import inquiries, numbering, printing_desk, profiles
from xuncha_desktop.services.form_words import DAY, LINE, FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

_OWN = {
    "receipt": "征询函回执",
    "department": "回复单位（盖章）",
    "handler": "经办人及电话",
    "pieces": "材料份数、页数",
    "answered": "回复日期",
}
_BLANKS = ("department", "handler", "pieces", "answered")
_ALL = "有关情况和问题线索"
_WHOLE = ("情况", "线索")


def _stands(session: Session, letter: InquiryLetter) -> str | None:
    del session
    return "这份征询函已作废" if letter.state is LetterState.VOID else None


@paper_of(inquiries.KIND, InquiryLetter, ready=_stands)
def inquiry_letter(session: Session, letter: InquiryLetter) -> InformationRequest:
    """The letter to one department, with its number and day."""
    profile = profiles.of_round(session, letter.round_id)
    unit = session.table(Unit).get(letter.unit_id).name
    number = "" if letter.number == numbering.NO_NUMBER else letter.number
    return _letter(
        profile,
        number=number,
        office=printing_desk.letterhead(session, profile, BodyKind.OFFICE),
        department=inquiries.addressed(profile, letter.department),
        group=session.table(Group).get(letter.group_id).name,
        unit=unit,
        asked=_asked(inquiries.asked(profile, letter.department)),
        by=day_words(letter.reply_by_on) or DAY,
        issued_on=day_words(letter.issued_on),
    )


@blank_of(inquiries.KIND)
def blank(profile: Profile, heads: Heads) -> InformationRequest:
    """The letter with department, unit, number and days left to be written in."""
    return _letter(
        profile,
        number="",
        office=heads.office,
        department=LINE,
        group=heads.group or "巡察组",
        unit=LINE,
        asked=(Part(f"请提供你单位掌握的{LINE}{_ALL}。"),),
        by=DAY,
        issued_on="",
    )


def _letter(
    profile: Profile,
    *,
    number: str,
    office: str,
    department: str,
    group: str,
    unit: str,
    asked: tuple[Part, ...],
    by: str,
    issued_on: str,
) -> InformationRequest:
    words = FormWords(profile, inquiries.KIND, "征询函", _OWN)
    first, *more = asked
    return InformationRequest(
        marks=Marks(Level.INTERNAL, number),
        mark=office,
        title=f"关于征询{unit}有关情况的函",
        recipients=department,
        text=(
            Part(f"{group}将对{unit}开展巡察。{first.text}"),
            *more,
            Part(f"书面材料请于{by}前密封送我办，没有情况的在回执上注明。"),
        ),
        office=office,
        issued_on=issued_on,
        basis=words.basis("征询依据"),
        receipt_title=words.text("receipt"),
        receipt_text=f"{number}{words.title}已收到。□材料随附　□没有需要提供的情况",
        receipt_blanks=tuple(Blank(words.text(name), 78) for name in _BLANKS),
        keep=(unit,),
    )


def _asked(sources: tuple[InformationSource, ...]) -> tuple[Part, ...]:
    """One sentence; where the regime asks a department for several things, each in a line of its own."""
    if len(sources) > 1:
        lines = [Part(f"{number_of(3, place)}{_matter(one)}。") for place, one in enumerate(sources, 1)]
        return (Part("请提供你单位掌握的以下情况："), *lines)
    return (Part(f"请提供你单位掌握的{_matter(sources[0]) if sources else _ALL}。"),)


def _matter(source: InformationSource) -> str:
    """近3年来 only where the regime says so of this very department."""
    span = f"近{source.years}年来" if source.years else ""
    labels = [point.label for point in source.contents]
    if any(label.endswith(_WHOLE) for label in labels):  # the regime names what is told, not what it is about
        return f"{span}{'、'.join(labels)}"
    return f"{span}{'、'.join(labels)}方面的{_ALL}" if labels else f"{span}{_ALL}"

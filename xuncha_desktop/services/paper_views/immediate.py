"""立行立改建议书 from the record: consent, problem, what to do, by when, and the receipt of delivery."""

from xuncha_desktop.printing.forms.immediate_rectification import Suggestion
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.text import Part
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.requests import ImmediateRectification
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import immediate, profiles
from xuncha_desktop.services.form_words import DAY, LINE, FormWords, day_words, sentence, written
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

KIND = "immediate_rectification"
_FOUND = "巡察中发现你单位存在能够及时整改的问题。"
_OWN = {
    "problem": "存在的问题",
    "suggestion": "整改建议",
    "limit": "整改时限",
    "receipt": "送达回执",
    "unit": "签收单位（盖章）",
    "deliverer": "送达人",
    "received": "签收时间",
}
_HAND = 3  # lines of each part of a blank one
_LEADER, _RECEIVER = "组长（签名）", "签收人"


def _issued(session: Session, record: ImmediateRectification) -> str | None:
    del session
    return None if record.issued_on and record.limit_on else "建议还没有发出，发出后才有建议书"


@paper_of(KIND, ImmediateRectification, ready=_issued)
def suggestion(session: Session, record: ImmediateRectification) -> Suggestion:
    """The letter to the unit, as issued."""
    profile = profiles.of_round(session, record.round_id)
    words, names = FormWords(profile, KIND, "立行立改建议书", _OWN), profiles.Names(session, profile)
    unit, group = names.title("unit", record.unit_id), session.table(Group).get(record.group_id)
    limit = f"请于{day_words(record.limit_on)}前整改到位，并将结果书面报我组。"
    said = (("problem", record.problem), ("suggestion", record.suggestion), ("limit", limit))
    asked = [Part(sentence(f"{words.text(name)}：{text}")) for name, text in said]
    return Suggestion(
        marks=Marks(record.type.level, record.number),
        mark=group.name,
        title=words.title,
        recipients=unit,
        text=(Part(_opening(session, profile, record)), *asked),
        signer=_signer(words, "post", _LEADER),
        office=group.name,
        issued_on=day_words(record.issued_on),
        note=words.basis("依据") + words.copies_note,
        receipt_title=words.text("receipt"),
        receipt_text=f"{record.number}{words.title}已收到。",
        receipt_blanks=_received(words),
        keep=(unit, "立行立改"),
    )


@blank_of(KIND)
def blank(profile: Profile, heads: Heads) -> Suggestion:
    """The letter to be written by hand, consent and limit included."""
    words = FormWords(profile, KIND, "立行立改建议书", _OWN)
    limit = f"请于{DAY}前整改到位，并将结果书面报我组。"
    return Suggestion(
        marks=Marks(ImmediateRectification.type.level),
        mark=heads.group or "巡察组",
        title=words.title,
        recipients=LINE,
        text=(
            Part(_FOUND + "现提出以下建议。"),
            Part(written(_HAND, f"{words.text('problem')}：")),
            Part(written(_HAND, f"{words.text('suggestion')}：")),
            Part(f"{words.text('limit')}：{limit}"),
        ),
        signer=_signer(words, "post", _LEADER),
        office=heads.group,
        issued_on="",
        note=words.basis("依据") + words.copies_note,
        receipt_title=words.text("receipt"),
        receipt_text=f"{words.title}已收到。",
        receipt_blanks=_received(words),
        keep=("立行立改",),
    )


def _received(words: FormWords) -> tuple[Blank, ...]:
    labels = (words.text("unit"), _signer(words, "body", _RECEIVER), words.text("deliverer"), words.text("received"))
    return tuple(Blank(label, 78) for label in labels)


def _opening(session: Session, profile: Profile, record: ImmediateRectification) -> str:
    instruction = immediate.consent(session, record)
    if instruction is None:
        return f"{_FOUND}现提出以下建议。"
    return f"{_FOUND}经{day_words(instruction.decided_on)}{profile.body(instruction.body).label}同意，提出以下建议。"


def _signer(words: FormWords, kind: str, own: str) -> str:
    return next((one.label for one in words.signers if getattr(one, kind)), own)

"""反馈意见签收单: blank before the signature; afterwards with the moment and the days that follow from it."""

from dataclasses import replace

from xuncha_desktop.printing.forms.feedback_receipt import WIDTHS, FallsDue, Handed
from xuncha_desktop.printing.forms.feedback_receipt import FeedbackReceipt as Slip
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.rectification import Feedback, FeedbackReceipt
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import deadlines, profiles
from xuncha_desktop.services.feedback import number_of
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

KIND = "feedback_receipt"
_COLUMNS = ("material", "number", "copies", "pages", "level", "note")
_DUE = ("due_matter", "due_limit", "due_on")
_OWN = {
    "material": "材料名称",
    "number": "文号",
    "copies": "份数",
    "pages": "页数",
    "level": "密级",
    "note": "备注",
    "unit": "被巡察单位",
    "signed_at": "签收时间",
    "due": "签收后的期限",
    "due_matter": "事项",
    "due_limit": "时限",
    "due_on": "到期日",
}
_IN_PERSON = frozenset((BodyKind.PRINCIPAL, BodyKind.UNIT))


def _regulated(session: Session, feedback: Feedback) -> str | None:
    known = profiles.of_round(session, feedback.round_id).feedback
    return None if known else "本轮次的规则档没有规定巡察反馈"


@paper_of(KIND, Feedback, ready=_regulated)
def receipt(session: Session, feedback: Feedback) -> Slip:
    """The slip for a feedback; what the signature brings with it stands there once the signature is registered."""
    return _slip(session, feedback)


@paper_of(KIND, FeedbackReceipt)
def registered(session: Session, signed: FeedbackReceipt) -> Slip:
    """The same from the registered signature."""
    return _slip(session, session.table(Feedback).get(signed.feedback_id))


def _slip(session: Session, feedback: Feedback) -> Slip:
    profile = profiles.of_round(session, feedback.round_id)
    words = FormWords(profile, KIND, "巡察反馈意见签收单", _OWN)
    found = session.table(FeedbackReceipt).where(Where("feedback_id = ?", (feedback.id,)), order="rowid DESC", limit=1)
    signed = found[0] if found else None
    return Slip(
        marks=Marks(feedback.type.level),
        title=words.title,
        unit_label=words.text("unit"),
        unit=session.table(Unit).get(feedback.unit_id).name,
        heads=words.texts(_COLUMNS),
        papers=_handed(profile, feedback),
        signed_label=words.text("signed_at"),
        due_label=words.text("due"),
        due_heads=words.texts(_DUE),
        due=_due(session, profile, feedback),
        basis=words.basis("签收依据"),
        copies_note=words.copies_note,
        signed_at=_moment(signed) if signed else "",
        places=_places(profile, words, signed),
        widths=words.widths(_COLUMNS, WIDTHS),
    )


@blank_of(KIND)
def blank(profile: Profile, heads: Heads) -> Slip:
    """The slip to be written by hand, with the days to be reckoned from the signature left open."""
    del heads
    words, rule = FormWords(profile, KIND, "巡察反馈意见签收单", _OWN), profile.feedback
    started = profile.started_by(rule.receipt_event) if rule else ()
    return Slip(
        marks=Marks(Feedback.type.level),
        title=words.title,
        unit_label=words.text("unit"),
        unit="",
        heads=words.texts(_COLUMNS),
        papers=(),
        signed_label=words.text("signed_at"),
        due_label=words.text("due"),
        due_heads=words.texts(_DUE),
        due=tuple(FallsDue(one.label, one.limit_text) for one in started),
        basis=words.basis("签收依据"),
        copies_note=words.copies_note,
        places=_empty_places(profile, words),
        widths=words.widths(_COLUMNS, WIDTHS),
    )


def _handed(profile: Profile, feedback: Feedback) -> tuple[Handed, ...]:
    """A paper for each telling that hands one over; its pages are counted by hand when it is bound."""
    steps = [step for step in profiles.feedback_rule(profile).sequence if not step.notice]
    level = feedback.type.level.label
    return tuple(Handed(feedback.title, number_of(feedback, step.id), "1", "", level, step.label) for step in steps)


def _due(session: Session, profile: Profile, feedback: Feedback) -> tuple[FallsDue, ...]:
    running = {clock.rule: clock for clock in deadlines.of(session, feedback)}
    found: list[FallsDue] = []
    for rule in profile.started_by(profiles.feedback_rule(profile).receipt_event):
        clock = running.get(rule.id)
        if clock is None:
            found.append(FallsDue(rule.label, rule.limit_text))
            continue
        told = deadlines.explanation(session, clock)
        start = told.parts.start.standing
        mark = "" if start is Standing.ARTICLE else f"（{start.label}）"
        day = f"{day_words(clock.due_on)}{mark}" if clock.due_on else "规定未定期限"
        found.append(FallsDue(rule.label, rule.limit_text, day, told.paragraph))
    return tuple(found)


def _places(profile: Profile, words: FormWords, signed: FeedbackReceipt | None) -> tuple[SignBox, ...]:
    """Blank boxes; the one of him who signed for the unit shows the registered signature."""
    places = list(_empty_places(profile, words))
    if signed is None:
        return tuple(places)
    kinds = [profile.body(one.body).kind if one.body else None for one in words.signers]
    mine = next((place for place, kind in enumerate(kinds) if kind in _IN_PERSON), None if kinds else 0)
    if mine is not None and mine < len(places):
        note = f"代录，原件存{signed.original_at}" if signed.original_at else ""
        places[mine] = replace(places[mine], signed_by=signed.signer, signed_on=day_words(signed.signed_on), note=note)
    return tuple(places)


def _empty_places(profile: Profile, words: FormWords) -> tuple[SignBox, ...]:
    rule = profile.feedback
    bodies = (rule.signed_by, *rule.receipt_signers) if rule else ()
    return words.places(156, [profile.body(body).label for body in bodies if body])


def _moment(signed: FeedbackReceipt) -> str:
    hour, _, minute = (signed.signed_at or "").partition(":")
    return day_words(signed.signed_on) + (f"{int(hour)}时{minute}分" if hour else "　　时　　分")

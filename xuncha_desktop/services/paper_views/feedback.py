"""反馈意见 in its two versions, and the notice of 县委 before them."""

from dataclasses import replace

from xuncha_desktop.kernel.blocks import decode
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.printing.forms.feedback import FeedbackPaper, Told
from xuncha_desktop.printing.forms.paper import Official
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part, parts_of
from xuncha_desktop.records.organisation import Round, Unit
from xuncha_desktop.records.rectification import Feedback, ItemLevel
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.telling import FeedbackStep
from xuncha_desktop.services import feedback_versions, printing_desk, profiles
from xuncha_desktop.services.feedback import KIND, number_of
from xuncha_desktop.services.form_words import BY_HAND, SHORT_DAY, FormWords, day_words
from xuncha_desktop.services.paper_views import Ready, paper_of
from xuncha_desktop.services.session import Session

NOTICE, PRINCIPAL, ORGANISATION = "committee_notice", "principal", "organisation"
_OWN = {"cause": "原因", "requirement": "整改要求"}
_LEVELS = tuple(ItemLevel)
_NAMED = 2  # the levels a notice names: 方面 and 问题


def _foreseen(step_id: str) -> Ready:
    def ready(session: Session, feedback: Feedback) -> str | None:
        profile = profiles.of_round(session, feedback.round_id)
        try:
            found = step_of(profile, step_id)
        except Refused as refusal:
            return str(refusal)
        if found is None:
            return "本轮次的规则档没有规定这一次通报"
        kind = BodyKind.COMMITTEE if step_id == NOTICE else _responsible(profile)
        return printing_desk.no_letterhead(session, profile, kind)

    return ready


def _responsible(profile: Profile) -> BodyKind:
    rule = profiles.feedback_rule(profile)
    return profile.body(rule.responsible).kind if rule.responsible else BodyKind.LEADING_GROUP


@paper_of(KIND, Feedback, "反馈意见（向主要负责人）", ready=_foreseen(PRINCIPAL))
def to_principal(session: Session, feedback: Feedback) -> FeedbackPaper:
    """What the principal is told: without what concerns him in person, and without a gap where it was."""
    principal = session.table(Unit).get(feedback.unit_id).principal
    return _paper(session, feedback, PRINCIPAL, f"{principal}同志" if principal else "")


@paper_of(KIND, Feedback, "反馈意见（向党组织）", ready=_foreseen(ORGANISATION))
def to_organisation(session: Session, feedback: Feedback) -> FeedbackPaper:
    """What the organisation is told: everything."""
    return _paper(session, feedback, ORGANISATION, session.table(Unit).get(feedback.unit_id).name)


@paper_of("official", Feedback, "县委通报", ready=_foreseen(NOTICE))
def notice(session: Session, feedback: Feedback) -> Official:
    """The notice before the feedback: an ordinary 公文 of the committee, which numbers it; problems without detail."""
    profile = profiles.of_round(session, feedback.round_id)
    told = _paper(session, feedback, NOTICE, "")
    short = tuple(replace(one, cause="", requirement="") for one in told.items if one.level <= _NAMED)
    office = printing_desk.letterhead(session, profile, BodyKind.COMMITTEE)
    unit, round_ = session.table(Unit).get(feedback.unit_id), session.table(Round).get(feedback.round_id)
    kind = profiles.Names(session, profile).code("inspection_type", round_.kind)
    return Official(
        marks=Marks(feedback.type.level, BY_HAND),
        mark=f"{office}文件",
        title=f"关于{unit.name}{kind}情况的通报",
        recipients=unit.name,
        text=replace(told, items=short, closing=()).text,
        office=office,
        issued_on=told.issued_on,
        issuer=printing_desk.known_letterhead(session, profile, BodyKind.OFFICE),
        printed_on=told.printed_on or SHORT_DAY,
        keep=(unit.name,),
    )


def step_of(profile: Profile, step_id: str) -> FeedbackStep | None:
    """The telling of the profile's sequence. Raises `Refused` where the regime says nothing of feedback."""
    return next((step for step in profiles.feedback_rule(profile).sequence if step.id == step_id), None)


def _paper(session: Session, feedback: Feedback, step_id: str, recipients: str) -> FeedbackPaper:
    profile = profiles.of_round(session, feedback.round_id)
    rule = profiles.feedback_rule(profile)
    words = FormWords(profile, KIND, "反馈意见", _OWN)
    office = printing_desk.letterhead(session, profile, _responsible(profile))
    told_on = day_words(getattr(feedback, f"{step_id}_on"))
    return FeedbackPaper(
        marks=Marks(feedback.type.level, number_of(feedback, step_id)),
        mark=f"{office}文件",
        title=feedback.title,
        recipients=recipients,
        opening=parts_of(decode(feedback.opening.encode())) if feedback.opening else (),
        items=_items(session, feedback, step_id),
        closing=_closing(profile),
        office=office,
        issued_on=told_on,
        cause_label=words.text("cause"),
        requirement_label=words.text("requirement"),
        copies_to="，".join(profile.body(body).label for body in rule.copied_to),
        issuer=printing_desk.known_letterhead(session, profile, BodyKind.OFFICE) if told_on else "",
        printed_on=told_on,
        keep=(session.table(Unit).get(feedback.unit_id).name,),
    )


def _items(session: Session, feedback: Feedback, step_id: str) -> tuple[Told, ...]:
    """What a version shows, without numbers; a working paper's number never leaves the house."""
    return tuple(
        Told(_LEVELS.index(line.item.level) + 1, line.item.wording, line.item.cause or "", line.item.requirement or "")
        for line in feedback_versions.version(session, feedback, step_id)
    )


def _closing(profile: Profile) -> tuple[Part, ...]:
    """What is to be sent in; the days stand on the receipt, which tells how they were reckoned."""
    due = "，".join(rule.label for rule in profile.started_by(profiles.feedback_rule(profile).receipt_event))
    return (Part(f"请按签收单所列时限办理：{due}。"),) if due else ()

"""反馈意见: approved on decisions, told in the profile's order, received in person; the receipt starts the clocks."""

from typing import Any

from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.people import OFFICE
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.rectification import (
    Decision,
    Feedback,
    FeedbackItem,
    FeedbackReceipt,
    FeedbackState,
    ItemLevel,
)
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.telling import Feedback as FeedbackRule
from xuncha_desktop.services import days, deadlines, decisions, feedback_items, left_out, numbering, profiles
from xuncha_desktop.services.requests import UNNUMBERED
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

KIND = "feedback"
# Where the day and the hour of each telling of a profile's sequence are kept.
_TOLD = {
    "committee_notice": ("committee_notice_on", None),
    "principal": ("principal_on", "principal_at"),
    "organisation": ("organisation_on", "organisation_at"),
}
# Where the number of each version is kept.
_NUMBERED = {"principal": "principal_number", "organisation": "number"}


@use_case("feedback.create", "起草反馈意见", by=OFFICE)
def create(tx: Tx, group_id: str, title: str, **values: Any) -> Feedback:
    """Begin the feedback for a group's unit. Raises `Refused` if the unit has one in this round."""
    group = tx.session.table(Group).get(group_id)
    where = Where("round_id = ? AND unit_id = ?", (group.round_id, group.unit_id))
    if tx.table(Feedback).count(where):
        raise Refused("本轮次已有这个单位的反馈意见")
    profiles.feedback_rule(profiles.of_round(tx.session, group.round_id))
    of_it = {"round_id": group.round_id, "group_id": group.id, "unit_id": group.unit_id}
    return tx.new(Feedback, number=UNNUMBERED, title=title, **of_it, **values)


@use_case("feedback.correct", "修改反馈意见", by=OFFICE)
def correct(
    tx: Tx, feedback_id: str, version: int, *, title: str | None = None, opening: str | None = None
) -> Feedback:
    """Change the title or the opening of a draft; what is not given stays. Raises `Refused`, `Stale`."""
    feedback = _get(tx, feedback_id)
    if feedback.state is not FeedbackState.DRAFT:
        raise Refused("反馈意见已审定，不能再改")
    given = {name: value for name, value in (("title", title), ("opening", opening)) if value is not None}
    return tx.change(feedback, version, **given)


@use_case("feedback.approve", "登记反馈意见审定", by=OFFICE)
def approve(tx: Tx, feedback_id: str, version: int) -> Feedback:
    """Fix the text on the strength of the decisions the profile asks for; each version gets its number now.

    Raises `Refused` naming the decision that is missing, `Invalid` naming incomplete items, `NotAllowed`, `Stale`.
    """
    feedback = _get(tx, feedback_id)
    if issue := why_not_approve(tx.session, feedback):
        raise issue
    profile = profiles.of_round(tx.session, feedback.round_id)
    gaps = incomplete(feedback_items.of(tx.session, feedback))
    gaps += [
        f"底稿{paper.number}没有引用，也没有写明不采用的理由" for paper in left_out.unexplained(tx.session, feedback)
    ]
    if gaps:
        raise Invalid({"": "审定前还需补齐：" + "；".join(gaps)})
    standing = [
        decisions.require(tx.session, feedback.round_id, feedback.unit_id, need)
        for need in decisions.before_feedback(profile)
    ]
    basis = standing[-1].id if standing else None
    numbers = _numbers(tx, profile, feedback)
    return tx.change(feedback, version, **numbers, decision_id=basis, state=FeedbackState.APPROVED)


@use_case("feedback.withdraw", "退回反馈意见起草", by=OFFICE)
def withdraw(tx: Tx, feedback_id: str, version: int, reason: str) -> Feedback:
    """Open an approved text again before anybody was told; it keeps its number. Raises `Refused`, `NotAllowed`."""
    feedback = _get(tx, feedback_id)
    if feedback.state is not FeedbackState.APPROVED or told(feedback):
        raise Refused("只有已审定、尚未通报的反馈意见可以退回起草")
    _refuse_other_posts(tx.session, feedback)
    if not reason.strip():
        raise Refused("退回须写明原因")
    return tx.change(feedback, version, reason=reason, decision_id=None, state=FeedbackState.DRAFT)


@use_case("feedback.tell", "登记通报和反馈", by=OFFICE)
def tell(tx: Tx, feedback_id: str, version: int, step_id: str, on: str, at: str = "") -> Feedback:
    """Register one telling of the profile's sequence: its day and, for feedback itself, hour and minute.

    Raises `Refused` for a telling out of order (LX-05-03, LX-06-04-00c), a wrong or future day, `Stale`.
    """
    feedback = _get(tx, feedback_id)
    if feedback.state is not FeedbackState.APPROVED:
        raise Refused(f"反馈意见现为“{feedback.state.label}”，审定后、反馈完成前才能登记")
    profile = profiles.of_round(tx.session, feedback.round_id)
    rule = profiles.feedback_rule(profile)
    on_field, at_field = _TOLD[step_id]
    if getattr(feedback, on_field):
        raise Refused("这一次通报已经登记")
    if issue := rule.order_issue(told(feedback), step_id):
        raise Refused(issue)
    given: dict[str, Any] = {on_field: days.happened(tx.session, on, "日期")}
    if at_field:
        given[at_field] = days.clock_time(at, "时刻")
        standing = tx.table(Decision).find(feedback.decision_id or "")
        days.happened(tx.session, on, "日期", after=standing.decided_on if standing else None, what="审定日期")
    if rule.ordered:
        _refuse_earlier(rule, feedback, step_id, on, at if at_field else "")
    if {step.id for step in rule.sequence} <= {*told(feedback), step_id}:
        given["state"] = FeedbackState.ISSUED
    said = tx.change(feedback, version, **given)
    event = next(step.event for step in rule.sequence if step.id == step_id)
    _reached(tx, said, event, on, number_of(said, step_id))
    return said


@use_case("feedback.receipt", "登记反馈意见签收", by=OFFICE)
def receipt(
    tx: Tx, feedback_id: str, version: int, *, signed_on: str, signer: str, signed_at: str = "", **values: Any
) -> FeedbackReceipt:
    """Register the signature for the feedback; the day starts every clock the profile hangs on it.

    Raises `Refused` for a deputy where the profile wants the principal in person (LX-06-04-00d), `Stale`.
    """
    feedback = _get(tx, feedback_id)
    if feedback.state is not FeedbackState.ISSUED:
        rule = profiles.feedback_rule(profiles.of_round(tx.session, feedback.round_id))
        waiting = "、".join(step.label for step in rule.sequence if step.id not in told(feedback)) or "反馈"
        raise Refused(f"反馈意见现为“{feedback.state.label}”，{waiting}后才能登记签收")
    _refuse_deputy(tx.session, feedback, signer)
    told_on, told_at = last_told(feedback)
    days.happened(tx.session, signed_on, "签收日期", after=told_on, what="反馈日期")
    if signed_at:
        days.clock_time(signed_at, "签收时刻")
        if (signed_on, signed_at) < (told_on, told_at):
            raise Refused("签收时刻不能早于反馈时刻")
    signed = {"signed_on": signed_on, "signed_at": signed_at, "signer": signer}
    made = tx.new(FeedbackReceipt, feedback_id=feedback.id, unit_id=feedback.unit_id, **signed, **values)
    received = tx.change(feedback, version, state=FeedbackState.RECEIPTED)
    rule = profiles.feedback_rule(profiles.of_round(tx.session, feedback.round_id))
    _reached(tx, received, rule.receipt_event, made.signed_on, feedback.number)
    return made


def number_of(feedback: Feedback, step_id: str) -> str:
    """The 文号 of the version a telling hands over; empty where it has none: a notice is numbered by its committee."""
    field = _NUMBERED.get(step_id)
    found = getattr(feedback, field) if field else None
    return found if found and found != numbering.NO_NUMBER else ""


def numbers_words(feedback: Feedback) -> str:
    """Every 文号 of a feedback with the version it belongs to, as one sentence tells them."""
    if feedback.principal_number in (None, feedback.number):
        return feedback.number
    return f"向主要负责人 {feedback.principal_number}，向党组织 {feedback.number}"


def told(feedback: Feedback) -> tuple[str, ...]:
    """The tellings registered so far, by their ids in the profile's sequence."""
    return tuple(step_id for step_id, (on_field, _) in _TOLD.items() if getattr(feedback, on_field))


def last_told(feedback: Feedback) -> tuple[str, str]:
    """Day and hour of the last feedback given, to the principal or to the organisation; empty before the first."""
    given = ((feedback.principal_on, feedback.principal_at), (feedback.organisation_on, feedback.organisation_at))
    return max((on or "", at or "") for on, at in given)


def events_of(profile: Profile, feedback: Feedback) -> tuple[tuple[str, str, str], ...]:
    """The events of the profile the tellings registered so far are, each with its day and what was handed over."""
    steps = profile.feedback.sequence if profile.feedback else ()
    days_of = [(step, getattr(feedback, _TOLD[step.id][0])) for step in steps]
    return tuple((step.event, on, number_of(feedback, step.id) or feedback.number) for step, on in days_of if on)


def incomplete(items: list[FeedbackItem]) -> list[str]:
    """What each item lacks to say problem, manifestation and cause (LX-06-04-00b)."""
    found: list[str] = [] if items else ["还没有条目"]
    for item in items:
        below = [child for child in items if child.parent_id == item.id]
        name = item.wording.splitlines()[0][:20]
        if item.level is ItemLevel.ASPECT and not below:
            found.append(f"方面“{name}”之下没有问题")
        if item.level is ItemLevel.PROBLEM and not below:
            found.append(f"问题“{name}”没有具体表现")
        if item.level is ItemLevel.PROBLEM and not item.cause and not any(child.cause for child in below):
            found.append(f"问题“{name}”没有原因")
    return found


def why_not_approve(session: Session, feedback: Feedback) -> Refused | None:
    """Why this person cannot approve this feedback, apart from gaps in its text; None if he can."""
    if feedback.state is not FeedbackState.DRAFT:
        return Refused(f"反馈意见现为“{feedback.state.label}”，不能再审定")
    try:
        _refuse_other_posts(session, feedback)
        for need in decisions.before_feedback(profiles.of_round(session, feedback.round_id)):
            decisions.require(session, feedback.round_id, feedback.unit_id, need)
    except Refused as refusal:
        return refusal
    return None


def _reached(tx: Tx, feedback: Feedback, event: str, on: str, proof: str) -> None:
    """A telling or the receipt is an event of the profile: it meets clocks of the round and starts the unit's."""
    deadlines.fulfil(tx, event, on, feedback.round_id, feedback.unit_id, proof or feedback.number)
    deadlines.start(tx, event, on, feedback)


def _numbers(tx: Tx, profile: Profile, feedback: Feedback) -> dict[str, str]:
    """The numbers still to be given, in the order the versions are told; a text approved again keeps its own."""
    given: dict[str, str] = {}
    for step in profiles.feedback_rule(profile).sequence:
        field = _NUMBERED.get(step.id)
        if field and getattr(feedback, field) in (None, UNNUMBERED):
            given[field] = numbering.of_form(tx, profile, KIND)
    return given


def _get(tx: Tx, feedback_id: str) -> Feedback:
    return tx.table(Feedback).get(feedback_id)


def _refuse_other_posts(session: Session, feedback: Feedback) -> None:
    """The person who vouches for the text before the body sees it is the one who registers that it stands."""
    chain = profiles.of_round(session, feedback.round_id).chain_for(KIND)
    reviewing = [step for step in chain.steps if not step.on_paper] if chain else []
    if reviewing and not {post.value for post in session.actor.posts} & set(reviewing[-1].by):
        raise NotAllowed(f"“{reviewing[-1].label}”不由您的岗位办理")


def _refuse_earlier(rule: FeedbackRule, feedback: Feedback, step_id: str, on: str, at: str) -> None:
    for step in rule.sequence:
        if step.id == step_id:
            return
        on_field, at_field = _TOLD[step.id]
        before_on = str(getattr(feedback, on_field))
        before_at = str(getattr(feedback, at_field) or "") if at_field else ""
        if on < before_on or (on == before_on and at and before_at and at <= before_at):
            raise Refused(f"时间应晚于“{step.label}”（{before_on} {before_at}）".replace(" ）", "）"))


def _refuse_deputy(session: Session, feedback: Feedback, signer: str) -> None:
    profile = profiles.of_round(session, feedback.round_id)
    rule = profiles.feedback_rule(profile)
    if rule.deputy_may_sign:
        return
    signs = profile.body(rule.signed_by)
    if signs.kind is not BodyKind.PRINCIPAL:
        return
    principal = session.table(Unit).get(feedback.unit_id).principal
    if not principal:
        raise Refused("单位资料里还没有主要负责人，请先登记，以便核对签收人")
    if signer.strip() != principal:
        raise Refused(f"反馈意见须由{signs.label}（{principal}）亲自签收，不能由他人代签（{profile.cite(rule)}）")

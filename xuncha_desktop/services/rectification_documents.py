"""Plans and reports a unit sends: registered with 文号, copies and day; they stop a clock or are sent back."""

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.records.rectification import Deadline, Feedback, IncomingDocument, IncomingState
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.deadlines import DeadlineRule
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rectification import RouteAct
from xuncha_desktop.services import days, deadlines, profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

REPORT = "rectification_report"
JUDGES = frozenset((Post.RECTIFICATION_SUPERVISOR, Post.OFFICE_DIRECTOR))


@use_case("incoming_document.receive", "登记整改来文", by=OFFICE)
def receive(
    tx: Tx, feedback_id: str, document: str, *, number: str, received_on: str, copies: int, formal: bool = True
) -> IncomingDocument:
    """Register a plan or report; the clock it was due under stops that day, and what its coming starts begins.

    `document` is one of the profile's kinds with a clock started by the receipt. Too few copies warn, see `warnings`.
    Raises `Refused` for a kind nobody expects or one that lies here already.
    """
    feedback = tx.table(Feedback).get(feedback_id)
    rule = _rule(tx.session, feedback.round_id, document)
    clock = _clock(tx.session, feedback, rule)
    where = Where(
        "feedback_id = ? AND document = ? AND state <> ?", (feedback_id, document, IncomingState.RETURNED.value)
    )
    if tx.table(IncomingDocument).count(where):
        raise Refused("这份文件已经登记；单位重新报送的，请先退回原件")
    made = tx.new(
        IncomingDocument,
        document=document,
        number=number,
        round_id=feedback.round_id,
        feedback_id=feedback.id,
        unit_id=feedback.unit_id,
        received_on=received_on,
        copies=copies,
        formal=formal,
    )
    deadlines.meet(tx, clock, made.received_on, made.number)
    if rule.fulfilled_by:
        deadlines.start(tx, rule.fulfilled_by, made.received_on, made)
    return made


@use_case("incoming_document.accept", "通过整改来文", by=JUDGES)
def accept(tx: Tx, document_id: str, version: int, answer: str = "") -> IncomingDocument:
    """The document is as it should be. Raises `Refused` before the body the profile's route names has reviewed it."""
    received = _waiting(tx, document_id)
    _refuse_unreviewed(tx.session, received)
    return tx.change(received, version, answer=answer, answered_by=tx.actor.name, state=IncomingState.ACCEPTED)


@use_case("incoming_document.send_back", "退回整改来文", by=JUDGES)
def send_back(tx: Tx, document_id: str, version: int, reason: str) -> IncomingDocument:
    """The unit has to write it again; the clock it had stopped runs on. Raises `Refused` without a reason, `Stale`."""
    received = _waiting(tx, document_id)
    if not reason.strip():
        raise Refused("退回须写明原因，让单位知道改什么")
    feedback = tx.table(Feedback).get(received.feedback_id)
    clock = _clock(tx.session, feedback, _rule(tx.session, feedback.round_id, received.document))
    returned = tx.change(
        received, version, reason=reason, answer=reason, answered_by=tx.actor.name, state=IncomingState.RETURNED
    )
    deadlines.resume(tx, clock, f"退回{received.number}")
    for started in deadlines.of(tx.session, received):
        deadlines.withdraw(tx, started, f"退回{received.number}")
    return returned


def expected(session: Session, round_id: str) -> tuple[DeadlineRule, ...]:
    """What the tellings and the receipt of the feedback make the unit owe, in the profile's order."""
    return owed(profiles.of_round(session, round_id))


def owed(profile: Profile) -> tuple[DeadlineRule, ...]:
    """The rules of what a unit owes after feedback, in the profile's order."""
    if profile.feedback is None:
        return ()
    events = {profile.feedback.receipt_event, *(step.event for step in profile.feedback.sequence)}
    owing = {body.id for body in profile.bodies if body.kind in (BodyKind.UNIT, BodyKind.PRINCIPAL)}
    return tuple(rule for rule in profile.deadlines if rule.trigger in events and rule.responsible in owing)


def article_rule(profile: Profile) -> DeadlineRule | None:
    """The regulation's own date for having mended: that of the unit's report, where it sets one."""
    return next((rule for rule in owed(profile) if rule.document == REPORT), None)


def article_clock(session: Session, feedback: Feedback) -> Deadline | None:
    """The running clock of the unit's report on its rectification."""
    rule = article_rule(profiles.of_round(session, feedback.round_id))
    return next((one for one in deadlines.of(session, feedback) if rule and one.rule == rule.id), None)


def of(session: Session, feedback: Feedback) -> list[IncomingDocument]:
    """What the unit sent, the newest first."""
    return session.table(IncomingDocument).where(Where("feedback_id = ?", (feedback.id,)), order="rowid DESC")


def warnings(session: Session, received: IncomingDocument) -> list[str]:
    """What is not as the regulation wants it: copies, form, day. The document is registered all the same."""
    rule = _rule(session, received.round_id, received.document)
    found: list[str] = []
    if rule.copies and received.copies < rule.copies:
        found.append(f"应报{rule.copies}份，实收{received.copies}份")
    if rule.formal and not received.formal:
        found.append("应以党内正式文件报送")
    feedback = session.table(Feedback).get(received.feedback_id)
    clock = _clock(session, feedback, rule)
    if clock.due_on and received.received_on > clock.due_on:
        late = days.exact(received.received_on, "收到日期") - days.exact(clock.due_on, "到期日期")
        found.append(f"逾期{late.days}天（应于{clock.due_on}前报送）")
    return found


def _rule(session: Session, round_id: str, document: str) -> DeadlineRule:
    for rule in expected(session, round_id):
        if rule.document == document:
            return rule
    raise Refused("本轮次的规则档没有要求单位报送这类文件")


def _clock(session: Session, feedback: Feedback, rule: DeadlineRule) -> Deadline:
    for clock in deadlines.of(session, feedback):
        if clock.rule == rule.id:
            return clock
    label = profiles.of_round(session, feedback.round_id).event(rule.trigger).label
    raise Refused(f"“{label}”还没有登记，期限尚未起算，不能登记整改来文")


def _refuse_unreviewed(session: Session, received: IncomingDocument) -> None:
    """On its way to the office a paper may pass a body that reviews it: the clock its coming started for that body."""
    profile = profiles.of_round(session, received.round_id)
    route = profile.rectification.route if profile.rectification else ()
    reviewers = {stop.body for stop in route if stop.act is RouteAct.REVIEW and received.document in stop.documents}
    for clock in deadlines.of(session, received):
        rule = profile.deadline(clock.rule)
        if rule.responsible in reviewers and rule.fulfilled_by and not clock.met_on:
            event, body = profile.event(rule.fulfilled_by).label, profile.body(rule.responsible).label
            raise Refused(f"须先经{body}审核（{profile.cite(rule)}）：审核后请登记事项“{event}”")


def _waiting(tx: Tx, document_id: str) -> IncomingDocument:
    received = tx.table(IncomingDocument).get(document_id)
    if received.state is not IncomingState.RECEIVED:
        raise Refused(f"这份文件现为“{received.state.label}”，不能再审核")
    return received

"""立行立改: what can be mended during the stay, from the group's 请示 to the check of the result.

LX-06-02-08a: only after the body the chain names has consented, by a written suggestion with a time limit.
"""

from collections.abc import Callable
from typing import Any

from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.people import GROUP, Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState, Instruction, InstructionRequest
from xuncha_desktop.rules.lights import TimeLight, own_light, rule_light
from xuncha_desktop.services import days, numbering, profiles, requests
from xuncha_desktop.services.requests import UNNUMBERED
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import UseCase, use_case
from xuncha_desktop.storage.table import Where

KIND = "immediate_rectification"
_DONE = (ImmediateState.REPORTED, ImmediateState.VERIFIED)


@use_case("immediate.draft", "起草立行立改", by=GROUP)
def draft(tx: Tx, group_id: str, **values: Any) -> ImmediateRectification:
    """Write down a general problem that can be mended at once, and what is suggested."""
    group = tx.session.table(Group).get(group_id)
    of_it = {"unit_id": group.unit_id, "round_id": group.round_id, "group_id": group.id}
    return tx.new(ImmediateRectification, number=UNNUMBERED, **of_it | values)


@use_case("immediate.correct", "修改立行立改", by=GROUP)
def correct(tx: Tx, record_id: str, version: int, **values: Any) -> ImmediateRectification:
    """Change a draft. Raises `Refused` once a body has been asked, `Stale`."""
    record = _get(tx, record_id)
    _may_correct(tx.session, record)
    return tx.change(record, version, **values)


@use_case("immediate.request", "请示立行立改", by=GROUP)
def request(
    tx: Tx,
    record_id: str,
    version: int,
    requested_on: str,
    *,
    content: str = "",
    signer: str = "",
    original_at: str = "",
    contact: str = "",
) -> InstructionRequest:
    """The leader signs the 请示 to the body the chain names. Raises `NotAllowed`, `Refused`, `Stale`."""
    record = _get(tx, record_id)
    _may_request(tx.session, record)
    said = content or f"{record.problem}\n拟建议：{record.suggestion}\n是否同意，请批示。"
    title = f"关于“{record.problem.splitlines()[0][:40]}”立行立改的请示"
    made = requests.draft.work(tx, KIND, record.id, title=title, content=said, contact=contact)
    sent = requests.send.work(tx, made.id, made.version, requested_on, signer=signer, original_at=original_at)
    tx.change(record, version, state=ImmediateState.REQUESTED)
    return sent


@use_case("immediate.redraft", "重新起草立行立改", by=GROUP)
def redraft(tx: Tx, record_id: str, version: int, reason: str) -> ImmediateRectification:
    """Take up again what was declined, or answered by a body that could not consent. Raises `Refused`, `Stale`."""
    record = _get(tx, record_id)
    _may_redraft(tx.session, record)
    if not reason.strip():
        raise Refused("请写明重新起草的原因")
    return tx.change(record, version, reason=reason, state=ImmediateState.DRAFT)


@use_case("immediate.issue", "发出立行立改建议", by=GROUP)
def issue(tx: Tx, record_id: str, version: int, issued_on: str, limit_on: str) -> ImmediateRectification:
    """Hand the written suggestion to the unit, with its time limit. It gets its number now.

    Raises `Refused` without the consent of the body the chain names (none is asked where it names none), or for a
    limit before the day of issue; `NotAllowed`.
    """
    record = _get(tx, record_id)
    _may_issue(tx.session, record)
    days.happened(tx.session, issued_on, "发出日期", after=record.consent_on, what="同意日期")
    days.exact(limit_on, "限期")
    if limit_on < issued_on:
        raise Refused(f"限期（{limit_on}）不能早于发出日期（{issued_on}）")
    number = numbering.of_place(tx, KIND, record.group_id)
    given = {"number": number, "issued_on": issued_on, "limit_on": limit_on}
    return tx.change(record, version, **given, state=ImmediateState.ISSUED)


@use_case("immediate.report", "登记立行立改结果", by=GROUP)
def report(tx: Tx, record_id: str, version: int, reported_on: str, result: str) -> ImmediateRectification:
    """Enter what the unit reports; photographs or papers hang on the record before. Raises `Refused`, `Stale`."""
    record = _get(tx, record_id)
    _may_report(tx.session, record)
    if not result.strip():
        raise Refused("请写明整改结果")
    days.happened(tx.session, reported_on, "报结果日期", after=record.issued_on, what="发出日期")
    return tx.change(record, version, result=result, reported_on=reported_on, state=ImmediateState.REPORTED)


@use_case("immediate.verify", "核验立行立改", by=GROUP)
def verify(tx: Tx, record_id: str, version: int, verified_on: str, verdict: str) -> ImmediateRectification:
    """The group has looked and is content. Raises `Refused` without a verdict, `Stale`."""
    record = _get(tx, record_id)
    _may_verify(tx.session, record)
    if not verdict.strip():
        raise Refused("请写明核验意见")
    days.happened(tx.session, verified_on, "核验日期", after=record.reported_on, what="报结果日期")
    return tx.change(record, version, verified_on=verified_on, verdict=verdict, state=ImmediateState.VERIFIED)


@use_case("immediate.send_back", "退回立行立改结果", by=GROUP)
def send_back(tx: Tx, record_id: str, version: int, reason: str) -> ImmediateRectification:
    """The result does not satisfy: the suggestion stands again. Raises `Refused` without a reason, `Stale`."""
    record = _get(tx, record_id)
    _may_verify(tx.session, record)
    if not reason.strip():
        raise Refused("退回须写明原因，让单位知道还差什么")
    return tx.change(record, version, reason=reason, state=ImmediateState.ISSUED, reported_on=None)


def consent(session: Session, record: ImmediateRectification) -> Instruction | None:
    """The instruction that opens the gate: agreed, by the body the chain names, its scan hung on it where asked."""
    step = requests.consent_step(session, record.round_id, KIND)
    asked = session.table(InstructionRequest).where(Where("subject_id = ?", (record.id,)), order="rowid DESC", limit=1)
    for found in requests.answers(session, asked[0]) if asked else ():
        right_body = step is None or found.body == step.body
        if found.agreed and right_body and not requests.missing(session, found):
            return found
    return None


def why_not(session: Session, record: ImmediateRectification, act: UseCase[..., object]) -> str | None:
    """Why this person cannot take a step with this record now, for the button's hint; None if he can."""
    if reason := act.why_not(session):
        return reason
    if record.custodian != session.place.workspace_id:
        return "事项现由另一工作区保管"
    try:
        _GATES[act.name](session, record)
    except Refused as refusal:
        return str(refusal)
    return None


def light(session: Session, record: ImmediateRectification) -> TimeLight:
    """How the time limit stands today; the limit is the suggestion's own, the duty to keep it the article's."""
    profile = profiles.of_round(session, record.round_id)
    due_on, from_on = exact_day(record.limit_on), exact_day(record.issued_on)
    done_on = exact_day(record.reported_on) if record.state in _DONE else None
    rule = next((rule for rule in profile.deadlines if rule.document == KIND), None)
    if rule is None:
        return own_light(due_on, session.today, profile.lights, from_on=from_on, done_on=done_on)
    begun = {"from_on": from_on, "done_on": done_on}
    return rule_light(due_on, session.today, profile.lights, rule=rule, title=profile.about.cites, **begun)


def _get(tx: Tx, record_id: str) -> ImmediateRectification:
    return tx.table(ImmediateRectification).get(record_id)


def _want(record: ImmediateRectification, state: ImmediateState, otherwise: str) -> None:
    if record.state is not state:
        raise Refused(f"这一事项现为“{record.state.label}”，{otherwise}")


def _may_correct(_: Session, record: ImmediateRectification) -> None:
    _want(record, ImmediateState.DRAFT, "已经请示，内容不能再改")


def _may_redraft(session: Session, record: ImmediateRectification) -> None:
    needless = record.state is ImmediateState.REQUESTED and requests.left_out(session, record.round_id, KIND)
    if record.state is not ImmediateState.DECLINED and not _answered_in_vain(session, record) and not needless:
        raise Refused("只有未获同意的事项可以重新起草")


def _may_request(session: Session, record: ImmediateRectification) -> None:
    _want(record, ImmediateState.DRAFT, "不能再请示")
    if said := requests.left_out(session, record.round_id, KIND):
        raise Refused(f"{said}，不必请示，可以直接发出建议")
    if requests.consent_step(session, record.round_id, KIND) is None:
        raise Refused("本轮次的规则档没有规定立行立改向谁请示")


def _may_issue(session: Session, record: ImmediateRectification) -> None:
    step = requests.consent_step(session, record.round_id, KIND)
    if step is None:
        _may_issue_freely(session, record)
        return
    body = profiles.of_round(session, record.round_id).body(step.body).label
    _want(record, ImmediateState.CONSENTED, f"须经{body}同意后才能发出建议")
    if consent(session, record) is None:
        raise Refused(f"没有{body}同意的批示及其扫描件，不能发出建议")


def _may_issue_freely(session: Session, record: ImmediateRectification) -> None:
    """Where nobody's consent is asked, who takes the chain's last step in the group issues the suggestion himself."""
    if record.state is not ImmediateState.CONSENTED:
        _want(record, ImmediateState.DRAFT, "不能再发出建议")
    chain = profiles.of_round(session, record.round_id).chain_for(KIND)
    posts = [step.by for step in chain.steps if step.by][-1] if chain else (Post.LEADER.value,)
    if not {post.value for post in session.actor.posts} & set(posts):
        raise NotAllowed("发出立行立改建议不由您的岗位办理")


def _may_report(session: Session, record: ImmediateRectification) -> None:
    _want(record, ImmediateState.ISSUED, "发出建议后才能登记结果")
    if not requests.scanned(session, record):
        raise Refused("请先添加整改结果的佐证材料（照片、单据等）")


def _may_verify(session: Session, record: ImmediateRectification) -> None:
    _want(record, ImmediateState.REPORTED, "登记结果后才能核验")


def _answered_in_vain(session: Session, record: ImmediateRectification) -> bool:
    asked = session.table(InstructionRequest).where(Where("subject_id = ?", (record.id,)), order="rowid DESC", limit=1)
    waiting = record.state is ImmediateState.REQUESTED
    return waiting and bool(asked) and bool(requests.answers(session, asked[0]))


_GATES: dict[str, Callable[[Session, ImmediateRectification], None]] = {
    correct.name: _may_correct,
    redraft.name: _may_redraft,
    request.name: _may_request,
    issue.name: _may_issue,
    report.name: _may_report,
    verify.name: _may_verify,
    send_back.name: _may_verify,
}

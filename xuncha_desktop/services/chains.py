"""The chain engine: a paper moves through the ordered steps its round's profile gives (foundation 19)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.people import BUSINESS, Post
from xuncha_desktop.records.onsite import Evidence, GroupMeeting
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.chains import Chain, Step
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case, use_cases
from xuncha_desktop.storage.table import Where

# Who may enter what another signed by hand (代录): the liaison in a group, the clerk in the office (惯例).
REGISTRARS = frozenset((Post.LIAISON, Post.OFFICE_CLERK))

Outcome = Callable[[Tx, Paper], None]
_outcomes: dict[str, Outcome] = {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a step says. `words` is the opinion; a return needs `reason`.

    `registered_for` names who signed by hand when somebody else enters it, `original_at` where that paper lies.
    """

    agree: bool
    dated_on: str
    words: str = ""
    reason: str = ""
    registered_for: str = ""
    original_at: str = ""
    meeting_id: str | None = None


def outcome(kind: str) -> Callable[[Outcome], Outcome]:
    """Declare what follows for the subject when a paper of that kind is signed or returned to its drafters."""

    def declare(follow: Outcome) -> Outcome:
        _outcomes[kind] = follow
        return follow

    return declare


def chain_of(session: Session, paper: Paper) -> Chain:
    """The chain a paper goes through, from the profile its round pinned."""
    found = profiles.of_round(session, paper.round_id).chain_for(paper.kind)
    if found is None:
        raise Refused("本轮次的规则档没有规定这类文书的审签链")
    return found


def current(session: Session, paper: Paper) -> Step | None:
    """The step that is to be taken next; None for a signed, returned or void paper."""
    return chain_of(session, paper).steps[paper.step] if paper.state is PaperState.IN_CHAIN else None


def start(tx: Tx, kind: str, number: str, title: str, subject: Record, view: Any, view_digest: str) -> Paper:
    """Send a subject's paper on its way; the drafting step is taken by sending it. Round, group, unit come from it."""
    where: Any = subject
    paper = Paper(
        **tx.head(),
        kind=kind,
        number=number,
        title=title,
        round_id=where.round_id,
        group_id=where.group_id,
        unit_id=where.unit_id,
        subject_type=subject.type.name,
        subject_id=subject.id,
        chain=kind,
        step=1,
        view=_text(view),
        view_digest=view_digest,
    )
    steps = _steps_after_drafting(chain_of(tx.session, paper))
    return tx.add(paper.changed(step_label=steps[0].label))


def again(tx: Tx, paper: Paper, title: str, view: Any, view_digest: str) -> Paper:
    """Send a returned paper once more, under its old number, with what it says now."""
    if paper.state is not PaperState.RETURNED:
        raise Refused("只有退回的文书可以再次送审")
    steps = _steps_after_drafting(chain_of(tx.session, paper))
    sent = {"state": PaperState.IN_CHAIN, "step": 1, "step_label": steps[0].label, "rounds": paper.rounds + 1}
    fresh = paper.changed(**sent, title=title, view=_text(view), view_digest=view_digest)
    return tx.save(paper, fresh)


@use_case("paper.decide", "审签文书", by=BUSINESS)
def decide(tx: Tx, paper_id: str, version: int, verdict: Verdict) -> Paper:
    """Take the current step: agree and pass on, or return with a reason.

    Raises `NotAllowed` for the wrong post, `Refused` where the step wants minutes, a scan or a reason, `Stale`.
    """
    paper = tx.table(Paper).get(paper_id)
    step = current(tx.session, paper)
    if step is None:
        raise Refused("这份文书不在审签中，可能刚被办理过，请刷新")
    _refuse_stranger(tx, step, verdict)
    _refuse_incomplete(tx, paper, step, verdict)
    _write_opinion(tx, paper, step, verdict)
    moved = _passed_on(tx, paper) if verdict.agree else _sent_back(tx, paper, step)
    saved = tx.save(
        paper if version == paper.version else paper.changed(version=version), moved, reason=verdict.reason or None
    )
    if saved.state is not PaperState.IN_CHAIN:
        _follow(tx, saved)
    return saved


def why_not(session: Session, paper: Paper) -> str | None:
    """Why this person cannot take the current step, for the button's hint; None if he can."""
    step = current(session, paper)
    if step is None:
        return "这份文书不在审签中"
    if paper.custodian != session.place.workspace_id:
        return "文书现由另一工作区保管"
    posts = {post.value for post in session.actor.posts}
    if posts & set(step.registered_by if step.on_paper else step.by) or session.actor.posts & REGISTRARS:
        return None
    return f"当前环节“{step.label}”由{_who(session, paper, step)}办理"


def opinions(session: Session, paper: Paper) -> list[Opinion]:
    """Everything said on a paper, in order."""
    return session.table(Opinion).where(Where("paper_id = ?", (paper.id,)), order="at, rowid")


def _follow(tx: Tx, paper: Paper) -> None:
    """What a kind declared to follow; its module may not have been needed before, so all are loaded first."""
    use_cases()
    if follow := _outcomes.get(paper.kind):
        follow(tx, paper)


def _refuse_stranger(tx: Tx, step: Step, verdict: Verdict) -> None:
    posts = {post.value for post in tx.actor.posts}
    if step.on_paper:
        if not posts & set(step.registered_by):
            raise NotAllowed(f"“{step.label}”的结果不由您的岗位登记")
        return
    entered = bool(verdict.registered_for.strip())
    if not posts & set(step.by) and not (tx.actor.posts & REGISTRARS and entered):
        raise NotAllowed(f"“{step.label}”不由您的岗位办理")
    if entered and not verdict.original_at.strip():  # whoever enters it: another's name stands under the paper
        raise Refused("代录手写签批须写明原件存放处")


def _refuse_incomplete(tx: Tx, paper: Paper, step: Step, verdict: Verdict) -> None:
    if not verdict.agree and not step.send_back:
        raise Refused(f"“{step.label}”环节不能退回")
    if not verdict.agree and not verdict.reason.strip():
        raise Refused("退回须写明原因，让承办人知道改什么")
    if step.minutes:
        if verdict.meeting_id is None:
            raise Refused(f"“{step.label}”须选择会议记录")
        if tx.table(GroupMeeting).find(verdict.meeting_id) is None:
            raise Refused("没有找到所选的会议记录")
        studied = Where(
            "paper_id = ? AND paper_round < ? AND meeting_id = ?", (paper.id, paper.rounds, verdict.meeting_id)
        )
        if tx.table(Opinion).count(studied):
            raise Refused("这次会议研究的是修改前的文书，请选择修改后研究的会议")
    if step.scan and not tx.table(Evidence).where(Where("owner_id = ?", (paper.id,)), limit=1):
        raise Refused(f"“{step.label}”须先挂上原件扫描件")


def _write_opinion(tx: Tx, paper: Paper, step: Step, verdict: Verdict) -> None:
    body = profiles.of_round(tx.session, paper.round_id).body(step.body).label if step.on_paper else ""
    tx.add(
        Opinion(
            **tx.head(),
            **Opinion.type.clean({"dated_on": verdict.dated_on}),
            paper_id=paper.id,
            paper_round=paper.rounds,
            step=paper.step,
            step_label=step.label,
            agreed=verdict.agree,
            words=verdict.words.strip() or None,
            reason=verdict.reason.strip() or None,
            signer=verdict.registered_for.strip() or body or tx.actor.name,
            registered_for=(verdict.registered_for.strip() or body) or None,
            original_at=verdict.original_at.strip() or None,
            meeting_id=verdict.meeting_id,
            view_digest=paper.view_digest,
            at=tx.now,
        )
    )


def _passed_on(tx: Tx, paper: Paper) -> Paper:
    steps = chain_of(tx.session, paper).steps
    if paper.step + 1 < len(steps):
        return paper.changed(step=paper.step + 1, step_label=steps[paper.step + 1].label)
    return paper.changed(state=PaperState.SIGNED, step_label=None, signed_on=tx.today.isoformat())


def _sent_back(tx: Tx, paper: Paper, step: Step) -> Paper:
    chain = chain_of(tx.session, paper)
    target = chain.returned_to(step.id)
    place = chain.position(target.id)
    if place == 0:
        return paper.changed(state=PaperState.RETURNED, step=0, step_label=target.label)
    return paper.changed(step=place, step_label=target.label)


def _steps_after_drafting(chain: Chain) -> tuple[Step, ...]:
    return chain.steps[1:]


def _who(session: Session, paper: Paper, step: Step) -> str:
    profile = profiles.of_round(session, paper.round_id)
    posts = step.registered_by if step.on_paper else step.by
    return "、".join(profile.post(post).label for post in posts)


def _text(view: Any) -> str:
    return canonical(view).decode()

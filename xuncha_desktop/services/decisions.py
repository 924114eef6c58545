"""Decisions of bodies that do not log in, registered with wording, day and scan; and the gates they open."""

from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.errors import NotAllowed, NotFound, Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.rectification import Decision
from xuncha_desktop.rules.chains import Step
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, deadlines, profiles
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

# Feedback stands on two decisions: the round's results were agreed, and the feedback's text was.
_BEFORE_FEEDBACK = ("inspection_report", "feedback")


@dataclass(frozen=True, slots=True)
class Need:
    """A decision a chain of the profile asks for: about which kind of matter, by which body, on what ground."""

    document: str
    step: Step
    body: str
    cited: str

    @property
    def words(self) -> str:
        """县委书记专题会议的“审议同意”（条文·巡察工作方案六、（四））."""
        return f"{self.body}的“{self.step.agree}”（{self.cited}）"


@use_case("decision.register", "登记决策", by={Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK})
def register(tx: Tx, round_id: str, document: str | None = None, **values: Any) -> Decision:
    """Enter what a body decided on paper (代录). Its scan is hung on the decision; without it no gate opens.

    `document` is the profile's kind of matter; `unit_id` limits the decision to one unit of the round.
    Raises `Refused` for a body the matter's chain does not name, `NotAllowed`, `Invalid`.
    """
    profile = profiles.of_round(tx.session, round_id)
    made = Decision(
        **tx.head(),
        **Decision.type.clean(values),
        round_id=round_id,
        document=document,
        registered_by=tx.actor.name,
    )
    Decision.type.validate(made)
    refuse_unknown_codes(tx.session, made)
    days.happened(tx.session, made.decided_on, "决定日期")
    if document is None:
        return tx.add(made)
    _refuse_stranger(tx, profile, document, made.body)
    added = tx.add(made)
    for event in events_of(profile, added):
        deadlines.happened(tx, event, added.decided_on, added.round_id, added.unit_id, added.subject)
    return added


def events_of(profile: Profile, made: Decision) -> tuple[str, ...]:
    """The events of the profile a body's decision is: it has heard the matter and, if so, agreed."""
    steps = [step for step in _paper_steps(profile, made.document or "") if step.body == made.body]
    pairs = [(step.heard, step.agreed if made.agreed else "") for step in steps]
    return tuple(event for pair in pairs for event in pair if event)


def decided_events(profile: Profile) -> frozenset[str]:
    """Every event a decision can be."""
    steps = [step for chain in profile.chains for step in chain.steps if step.on_paper]
    return frozenset(event for step in steps for event in (step.heard, step.agreed) if event)


def needs(profile: Profile, documents: tuple[str, ...]) -> tuple[Need, ...]:
    """The last decision on paper each kind's chain asks for, in order; kinds without one ask for nothing."""
    found: list[Need] = []
    for document in documents:
        steps = _paper_steps(profile, document)
        if steps:
            step = steps[-1]
            found.append(Need(document, step, profile.body(step.body).label, profile.cite(step)))
    return tuple(found)


def before_feedback(profile: Profile) -> tuple[Need, ...]:
    """What must have been decided before feedback may be approved (礼县六、（四）; LX-06-04-00a)."""
    return needs(profile, _BEFORE_FEEDBACK)


def latest(session: Session, round_id: str, unit_id: str, need: Need) -> Decision | None:
    """What the body said last about this matter, for this unit or for the whole round."""
    where = Where(
        "round_id = ? AND document = ? AND body = ? AND (unit_id IS NULL OR unit_id = ?)",
        (round_id, need.document, need.step.body, unit_id),
    )
    found = session.table(Decision).where(where, order="decided_on DESC, rowid DESC", limit=1)
    return found[0] if found else None


def require(session: Session, round_id: str, unit_id: str, need: Need) -> Decision:
    """The agreeing decision a gate asks for. Raises `Refused` naming what is missing."""
    found = latest(session, round_id, unit_id, need)
    if found is None:
        raise Refused(f"须先登记{need.words}")
    if not found.agreed:
        raise Refused(f"{need.body}最近一次（{found.decided_on}）没有同意，不能往下办理")
    if (need.step.scan or need.step.minutes) and not _scanned(session, found):
        raise Refused(f"{need.body}{found.decided_on}的决定还没有挂上原件扫描件")
    return found


def _refuse_stranger(tx: Tx, profile: Profile, document: str, body: str) -> None:
    try:
        label = profile.document(document).label
    except KeyError:
        raise NotFound("本轮次的规则档没有这类事项") from None
    steps = _paper_steps(profile, document)
    ours = [step for step in steps if step.body == body]
    if steps and not ours:
        raise Refused(f"“{label}”不由{profile.body(body).label}决定")
    if ours and not any({post.value for post in tx.actor.posts} & set(step.registered_by) for step in ours):
        raise NotAllowed(f"{profile.body(body).label}的决定不由您的岗位登记")


def _paper_steps(profile: Profile, document: str) -> list[Step]:
    chain = profile.chain_for(document)
    return [step for step in chain.steps if step.on_paper] if chain else []


def _scanned(session: Session, decision: Decision) -> bool:
    return session.table(Evidence).count(Where("owner_id = ?", (decision.id,))) > 0

"""质量牌: that a unit rectifies poorly in a way the regulation names; it counts once somebody else decided so."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.rectification import Feedback, FeedbackState, RectificationTask
from xuncha_desktop.records.urging import CardState, QualityCard
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.codes import Code
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.services import days, profiles
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

KIND = "quality_card"


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: a post in person, or a body on paper, registered by a post. `ground` names what says so."""

    posts: frozenset[str]
    body: str
    ground: str


@use_case("quality_card.propose", "提出质量牌", by=OFFICE)
def propose(tx: Tx, feedback_id: str, quality: str, grounds: str, task_id: str | None = None) -> QualityCard:
    """Put forward that a unit, or one measure of it, is rectified poorly. Nothing counts before it is decided.

    Raises `Refused` where the profile names no poor quality, `Invalid` for one it does not name.
    """
    feedback = tx.table(Feedback).get(feedback_id)
    if feedback.state is not FeedbackState.RECEIPTED:
        raise Refused("反馈意见还没有签收，不能认定整改质量")
    profile = profiles.of_round(tx.session, feedback.round_id)
    if why := why_none(profile):
        raise Refused(why)
    if task_id and tx.table(RectificationTask).get(task_id).feedback_id != feedback.id:
        raise Refused("这项措施不是这个单位的整改任务")
    made = QualityCard(
        **tx.head(),
        **QualityCard.type.clean({"quality": quality, "grounds": grounds}),
        label=f"{_word(profile, quality)}　{tx.session.table(Unit).get(feedback.unit_id).name}",
        round_id=feedback.round_id,
        group_id=feedback.group_id,
        unit_id=feedback.unit_id,
        feedback_id=feedback.id,
        task_id=task_id,
        proposed_by=tx.actor.name,
        proposed_on=tx.today.isoformat(),
    )
    QualityCard.type.validate(made)
    refuse_unknown_codes(tx.session, made)
    return tx.add(made)


@use_case("quality_card.decide", "认定质量牌", by=OFFICE)
def decide(tx: Tx, card_id: str, version: int, decided_on: str, wording: str, *, upheld: bool) -> QualityCard:
    """Uphold or dismiss a card, by name and in words.

    Raises `NotAllowed` for whoever proposed it and for a post that does not decide, `Refused` without a file, `Stale`.
    """
    card = tx.table(QualityCard).get(card_id)
    if why := why_not_decide(tx.session, card):
        raise why
    if not wording.strip():
        raise Refused("请写明认定意见")
    days.happened(tx.session, decided_on, "认定日期", after=card.proposed_on, what="提出日期")
    decided_by = decider(profiles.of_round(tx.session, card.round_id)).body or tx.actor.name
    state = CardState.UPHELD if upheld else CardState.DISMISSED
    return tx.change(card, version, state=state, decided_on=decided_on, wording=wording, decided_by=decided_by)


@use_case("quality_card.withdraw", "撤回质量牌", by=OFFICE)
def withdraw(tx: Tx, card_id: str, version: int, reason: str) -> QualityCard:
    """Take a card back, with the reason: its proposer before the decision, whoever decides at any time.

    Raises `NotAllowed`, `Refused`, `Stale`.
    """
    card = tx.table(QualityCard).get(card_id)
    if why := why_not_withdraw(tx.session, card):
        raise why
    if not reason.strip():
        raise Refused("撤回须写明原因")
    return tx.change(card, version, reason=reason, state=CardState.WITHDRAWN, withdrawn_for=reason)


def why_not_decide(session: Session, card: QualityCard) -> Refused | None:
    """Why this person cannot decide on a card now; None if he can."""
    found = decider(profiles.of_round(session, card.round_id))
    if card.state is not CardState.PROPOSED:
        return Refused(f"这张质量牌现为“{card.state.label}”，不能再认定")
    if not {post.value for post in session.actor.posts} & found.posts:
        return NotAllowed(f"质量牌不由您的岗位认定（{found.ground}）")
    if card.created_by == session.actor.user_id:
        return NotAllowed("质量牌须由提出人以外的人认定")
    if not files_of(session, card):
        return Refused("没有佐证材料的质量牌不能认定，请先添加材料")
    return None


def why_not_withdraw(session: Session, card: QualityCard) -> Refused | None:
    """Why this person cannot take a card back now; None if he can."""
    if card.state not in (CardState.PROPOSED, CardState.UPHELD):
        return Refused(f"这张质量牌现为“{card.state.label}”，不必撤回")
    posts = decider(profiles.of_round(session, card.round_id)).posts
    if {post.value for post in session.actor.posts} & posts:
        return None
    if card.state is CardState.PROPOSED and card.created_by == session.actor.user_id:
        return None
    return NotAllowed("质量牌由提出人在认定前撤回，认定以后只由有权认定的岗位撤回")


def why_no_evidence(card: QualityCard) -> str:
    """Why a card takes no more files; empty if it does. What was decided on is what lay there."""
    return "" if card.state is CardState.PROPOSED else f"质量牌现为“{card.state.label}”，材料不再增减"


def decider(profile: Profile) -> Decider:
    """Who decides: the last step of the profile's chain for cards; without one the director, by custom."""
    chain = profile.chain_for(KIND)
    if chain is None:
        post = Post.OFFICE_DIRECTOR
        return Decider(frozenset((post.value,)), "", f"{Standing.CUSTOM.label}，由{post.label}认定")
    step = chain.steps[-1]
    body = profile.body(step.body).label if step.on_paper else ""
    return Decider(frozenset(step.registered_by if step.on_paper else step.by), body, profile.cite(step))


def qualities(profile: Profile) -> tuple[Code, ...]:
    """The ways of rectifying poorly the profile names."""
    return profile.codes_for(ListPurpose.RECTIFICATION_QUALITY)


def quality_of(profile: Profile, card: QualityCard) -> str:
    """The word for a card's quality."""
    return _word(profile, card.quality)


def _word(profile: Profile, quality: str) -> str:
    return next((one.label for one in qualities(profile) if one.id == quality), quality)


def why_none(profile: Profile) -> str:
    """Why no card can be proposed under a profile; empty if one can."""
    return "" if qualities(profile) else f"{profile.about.title}没有列出整改不力的情形，不设质量牌"


def of(session: Session, feedback: Feedback) -> list[QualityCard]:
    """The cards of a unit, the newest first."""
    return session.table(QualityCard).where(Where("feedback_id = ?", (feedback.id,)), order="rowid DESC")


def standing(cards: Sequence[QualityCard], task_id: str) -> QualityCard | None:
    """The card about one measure that counts, else one that waits."""
    ours = [card for card in cards if card.task_id == task_id]
    for state in (CardState.UPHELD, CardState.PROPOSED):
        if found := next((card for card in ours if card.state is state), None):
            return found
    return None


def upheld_words(session: Session, feedback: Feedback) -> dict[str, str]:
    """The word of the newest card that counts, by the measure it is about."""
    profile = profiles.of_round(session, feedback.round_id)
    cards = [card for card in of(session, feedback)[::-1] if card.task_id and card.state is CardState.UPHELD]
    return {card.task_id: quality_of(profile, card) for card in cards if card.task_id}


def files_of(session: Session, card: QualityCard) -> int:
    """How many files a card rests on."""
    return session.table(Evidence).count(Where("owner_id = ?", (card.id,)))

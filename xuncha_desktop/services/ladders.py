"""The ladder of letters and acts of a unit's regime: which rungs it climbed, which is next, and on what ground."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import DueKind, Feedback, SupervisionNotice, TaskState
from xuncha_desktop.records.urging import CardState, QualityCard, Urging
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rectification import LadderStep
from xuncha_desktop.services import notices, profiles, quality_cards, rectification_board
from xuncha_desktop.services.rectification_board import Lit
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

LATE = "late"
"""The key of the ground that measures are late, and the occasion it meets."""
Letter = SupervisionNotice | Urging


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a unit is urged. `key` is `LATE`, or the id of the card or letter; `occasions` are those it meets."""

    key: str
    words: str
    tone: Tone
    occasions: frozenset[str] = frozenset()
    late: tuple[Lit, ...] = ()
    card: QualityCard | None = None
    unanswered: Letter | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung as it stands: `taken` the newest first, `grounds` what speaks for it now, `turn` why it is out of turn.

    `cited` is its article and standing, `by` who takes it, `following` whether it is the next. `height` counts from 1;
    rungs of which either is enough stand as high.
    """

    step: LadderStep
    height: int
    cited: str
    by: str
    taken: tuple[Letter, ...]
    grounds: tuple[Ground, ...]
    turn: str
    following: bool

    @property
    def is_notice(self) -> bool:
        """Whether it is the 督办通知单, which is issued from the late measures."""
        return self.step.document == notices.KIND

    @property
    def occasions(self) -> str:
        """When the regulation wants it."""
        return "、".join(point.label for point in self.step.occasions)


def of(session: Session, feedback: Feedback, lit: Sequence[Lit] | None = None) -> tuple[Rung, ...]:
    """The rungs of the round's profile for a unit, mildest first; nothing where the regime has no ladder.

    `lit`: the unit's measures, where they have been read already.
    """
    lit = rectification_board.of(session, feedback) if lit is None else lit
    profile = profiles.of_round(session, feedback.round_id)
    steps = profile.rectification.ladder if profile.rectification else ()
    issued, acts = _notices(session, feedback), urgings(session, feedback)
    found = _grounds(session, feedback, profile, lit, (*issued, *acts))
    taken = {step.id: _taken(step, issued, acts) for step in steps}
    heights = _heights(steps)
    highest = max((heights[step.id] for step in steps if taken[step.id]), default=0)
    return tuple(
        Rung(
            step=step,
            height=heights[step.id],
            cited=profile.cite(step) + (f"（{step.note}）" if step.note else ""),
            by="、".join(profile.body(body).label for body in step.by),
            taken=taken[step.id],
            grounds=tuple(one for one in found if meets(step, one)),
            turn=_turn(step, steps, heights, taken),
            following=heights[step.id] == highest + 1,
        )
        for step in steps
    )


def grounds(session: Session, feedback: Feedback, profile: Profile) -> tuple[Ground, ...]:
    """Everything that speaks for urging a unit today: late measures, upheld cards, letters it did not answer."""
    letters = (*_notices(session, feedback), *urgings(session, feedback))
    return _grounds(session, feedback, profile, rectification_board.of(session, feedback), letters)


def meets(step: LadderStep, ground: Ground) -> bool:
    """Whether a ground is one of the occasions the regulation wants a rung for; any is where it names none."""
    return not step.occasions or any(point.id in ground.occasions for point in step.occasions)


def called(letter: Letter) -> str:
    """What a letter or act is called in a sentence."""
    label = letter.label if isinstance(letter, Urging) else SupervisionNotice.type.label
    return f"{label}{letter.number}" if letter.number else f"{label}（{letter.issued_on}）"


def urgings(session: Session, feedback: Feedback) -> list[Urging]:
    """What was taken with a unit besides notices, the newest first."""
    return session.table(Urging).where(Where("feedback_id = ?", (feedback.id,)), order="rowid DESC")


def _grounds(
    session: Session, feedback: Feedback, profile: Profile, lit: Sequence[Lit], letters: Sequence[Letter]
) -> tuple[Ground, ...]:
    late = late_of(lit)
    first = (late,) if late else ()
    return (*first, *_cards(session, feedback, profile), *_unanswered(session.today.isoformat(), letters))


def _taken(step: LadderStep, issued: Sequence[SupervisionNotice], acts: Sequence[Urging]) -> tuple[Letter, ...]:
    if step.document == notices.KIND:
        return tuple(issued)
    return tuple(one for one in acts if one.step == step.id)


def _notices(session: Session, feedback: Feedback) -> list[SupervisionNotice]:
    where = Where("round_id = ? AND unit_id = ?", (feedback.round_id, feedback.unit_id))
    return session.table(SupervisionNotice).where(where, order="rowid DESC")


def _heights(steps: Sequence[LadderStep]) -> dict[str, int]:
    """How high each rung stands; one that may stand for another stands as high."""
    found: dict[str, int] = {}
    for step in steps:
        found[step.id] = found[step.instead_of] if step.instead_of else max(found.values(), default=0) + 1
    return found


def _turn(
    step: LadderStep,
    steps: Sequence[LadderStep],
    heights: Mapping[str, int],
    taken: Mapping[str, tuple[Letter, ...]],
) -> str:
    """Why a rung is not in its turn; empty if it is."""
    height = heights[step.id]
    beside = [one for one in steps if heights[one.id] == height and one is not step and taken[one.id]]
    if beside and not taken[step.id]:
        return f"已采取“{beside[0].label}”，与本级任选其一"
    below = [one for one in steps if heights[one.id] == height - 1]
    if below and not any(taken[one.id] for one in below):
        return f"前一级“{'”或“'.join(one.label for one in below)}”还没有采取"
    return ""


def late_of(lit: Sequence[Lit]) -> Ground | None:
    """The ground that some of a unit's measures are late; None if none is."""
    late = tuple(one for one in lit if is_late(one))
    if not late:
        return None
    tone = Tone.ALERT if any(one.light.tone is Tone.ALERT for one in late) else Tone.NOTICE
    words = f"{len(late)}项措施逾期，最长{max(-(one.light.days or 0) for one in late)}天"
    return Ground(LATE, words, tone, frozenset((LATE,)), late=late)


def is_late(lit: Lit) -> bool:
    """Whether a measure that is not closed is past its date."""
    return is_running(lit) and (lit.light.days or 0) < 0


def is_running(lit: Lit) -> bool:
    """Whether a measure is still to be done by a time."""
    return lit.task.state is not TaskState.CLOSED and lit.task.due_kind is not DueKind.LASTING


def _cards(session: Session, feedback: Feedback, profile: Profile) -> Iterator[Ground]:
    for card in quality_cards.of(session, feedback):
        if card.state is CardState.UPHELD:
            words = f"质量牌“{quality_cards.quality_of(profile, card)}”，{card.decided_on}{card.decided_by}认定"
            yield Ground(card.id, words, Tone.ALERT, frozenset((card.quality,)), card=card)


def _unanswered(today: str, letters: Sequence[Letter]) -> Iterator[Ground]:
    for one in letters:
        if not one.replied_on and one.reply_by_on and one.reply_by_on < today:
            words = f"{called(one)}要求{one.reply_by_on}前回复，没有回复"
            yield Ground(one.id, words, Tone.NOTICE, unanswered=one)

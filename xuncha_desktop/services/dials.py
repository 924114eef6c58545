"""The three dials of a unit's rectification: the light of its dates, the card of its quality, the ladder it climbed."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.records.urging import CardState
from xuncha_desktop.services import ladders, profiles, quality_cards, rectification_board
from xuncha_desktop.services.ladders import Rung
from xuncha_desktop.services.rectification_board import Lit
from xuncha_desktop.services.session import Session

TIME, QUALITY, URGED = "时限灯", "质量牌", "督促阶梯"


@dataclass(frozen=True, slots=True)
class Dial:
    """One dial as it stands today: its word and tone, and more words on hover. None of them sets another."""

    name: str
    words: str
    tone: Tone
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A unit's three dials in their order, and the rungs the last of them tells of."""

    dials: tuple[Dial, Dial, Dial]
    rungs: tuple[Rung, ...]


def of(session: Session, feedback: Feedback) -> Panel:
    """How a unit stands today; its measures are read once."""
    lit = rectification_board.of(session, feedback)
    rungs = ladders.of(session, feedback, lit)
    return Panel((_time(lit), _quality(session, feedback), _urged(rungs)), rungs)


def _time(lit: Sequence[Lit]) -> Dial:
    running = [one for one in lit if ladders.is_running(one)]
    dated = sorted((one for one in running if one.light.days is not None), key=lambda one: one.light.days or 0)
    if late := ladders.late_of(lit):
        told = "；".join(f"第{one.task.number}项{one.light.words}" for one in late.late)
        return Dial(TIME, late.words, late.tone, told)
    if dated:
        first = dated[0]
        return Dial(TIME, first.light.words, first.light.tone, f"第{first.task.number}项最先到期；{first.light.ground}")
    if lit and not running:
        return Dial(TIME, "有时限的措施都已销号", Tone.DONE)
    return Dial(TIME, "没有在走的时限", Tone.MUTED)


def _quality(session: Session, feedback: Feedback) -> Dial:
    profile = profiles.of_round(session, feedback.round_id)
    if why := quality_cards.why_none(profile):
        return Dial(QUALITY, "不设", Tone.MUTED, why)
    cards = quality_cards.of(session, feedback)
    upheld = [card for card in cards if card.state is CardState.UPHELD]
    waiting = sum(card.state is CardState.PROPOSED for card in cards)
    if upheld:
        words = "、".join(dict.fromkeys(quality_cards.quality_of(profile, card) for card in upheld))
        more = f"，另有{waiting}张待认定" if waiting else ""
        return Dial(QUALITY, f"{words}（{len(upheld)}张成立{more}）", Tone.ALERT)
    return Dial(QUALITY, f"{waiting}张待认定", Tone.NOTICE) if waiting else Dial(QUALITY, "没有", Tone.CALM)


def _urged(rungs: tuple[Rung, ...]) -> Dial:
    if not rungs:
        return Dial(URGED, "不设", Tone.MUTED, "规则档没有督促措施")
    reached = [rung for rung in rungs if rung.taken]
    after = "或".join(rung.step.label for rung in rungs if rung.following)
    hint = f"下一级：{after}" if after else "已到最后一级"
    if not reached:
        return Dial(URGED, "还没有采取", Tone.CALM, hint)
    return Dial(URGED, f"已采取“{reached[-1].step.label}”", Tone.NOTICE, hint)

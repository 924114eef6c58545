"""督促措施: a rung of the ladder taken with a unit on a ground: its letter as printed, delivery, answer, result."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.people import OFFICE
from xuncha_desktop.printing.forms.urging_letter import UrgingLetter
from xuncha_desktop.printing.views import plain, view_of
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, delivery, ladders, numbering, profiles, urging_letters
from xuncha_desktop.services.ladders import Ground, Rung
from xuncha_desktop.services.notices import ISSUERS
from xuncha_desktop.services.requests import UNNUMBERED
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

KIND = "urging"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done: which rung, on which grounds (`ladders.Ground.key`), since when, with what words.

    `taken_by` is asked where the regulation names nobody; `out_of_turn` where a rung is passed over or the ground is
    none the regulation names. Days as they are stored.
    """

    step: str
    grounds: Sequence[str]
    demand: str
    issued_on: str
    reply_by_on: str | None = None
    taken_by: str = ""
    out_of_turn: str = ""


@use_case("urging.take", "采取督促措施", by=ISSUERS)
def take(tx: Tx, feedback_id: str, wish: Wish) -> Urging:
    """Take a rung: numbered and frozen where it is a letter, else registered as an act.

    Out of turn, or on a ground the regulation does not name for it, only with a reason. Raises `Refused`.
    """
    feedback = tx.table(Feedback).get(feedback_id)
    profile = profiles.of_round(tx.session, feedback.round_id)
    rung, chosen = _checked(tx.session, feedback, wish)
    number = numbering.of_office(tx, KIND, tx.today.year) if numbered(profile, rung) else None
    view = urging_letters.view(tx.session, feedback, rung, chosen, wish, number or "") if rung.step.document else None
    occasions = [point.label for point in rung.step.occasions if any(point.id in one.occasions for one in chosen)]
    return tx.new(
        Urging,
        label=rung.step.label,
        number=number,
        step=rung.step.id,
        round_id=feedback.round_id,
        group_id=feedback.group_id,
        unit_id=feedback.unit_id,
        feedback_id=feedback.id,
        occasion="、".join(occasions) or None,
        task_ids=tuple(lit.task.id for one in chosen for lit in one.late),
        card_ids=tuple(one.key for one in chosen if one.card),
        unanswered_ids=tuple(one.key for one in chosen if one.unanswered),
        taken_by=urging_letters.taker(tx.session, profile, feedback, rung, wish),
        demand=wish.demand,
        out_of_turn=wish.out_of_turn.strip() or None,
        issued_on=wish.issued_on,
        reply_by_on=wish.reply_by_on or None,
        view=canonical(plain(view)).decode() if view else None,
    )


@use_case("urging.deliver", "登记督促措施送达", by=OFFICE)
def deliver(tx: Tx, urging_id: str, version: int, delivered_on: str, receiver: str) -> Urging:
    """Register who received it and when. Raises `Refused` for an act without paper, `Stale`."""
    found = tx.table(Urging).get(urging_id)
    if why := why_no_paper(found):
        raise Refused(why)
    return tx.change(found, version, **delivery.delivered(tx.session, found, delivered_on, receiver))


@use_case("urging.reply", "登记督促措施回复", by=OFFICE)
def reply(tx: Tx, urging_id: str, version: int, replied_on: str, text: str) -> Urging:
    """Register the unit's answer. Raises `Refused` before delivery, `Stale`."""
    found = tx.table(Urging).get(urging_id)
    return tx.change(found, version, **delivery.replied(tx.session, found, replied_on, text))


@use_case("urging.conclude", "登记督促措施结果", by=OFFICE)
def conclude(tx: Tx, urging_id: str, version: int, result: str) -> Urging:
    """Register what came of it. Raises `Refused` for nothing said, `Stale`."""
    found = tx.table(Urging).get(urging_id)
    if not result.strip():
        raise Refused("请写明办理结果")
    return tx.change(found, version, result=result)


def draft(session: Session, feedback: Feedback, wish: Wish) -> tuple[str, UrgingLetter]:
    """The form's name and the letter as `take` would freeze it now, still without a number. Raises `Refused`."""
    profile = profiles.of_round(session, feedback.round_id)
    rung, chosen = _checked(session, feedback, wish)
    if not rung.step.document:
        raise Refused(f"“{rung.step.label}”只作登记，没有文书")
    number = UNNUMBERED if numbered(profile, rung) else ""
    return urging_letters.FORM, urging_letters.view(session, feedback, rung, chosen, wish, number)


def printable(found: Urging) -> tuple[str, UrgingLetter]:
    """The form's name and the letter as it was frozen. Raises `Refused` for an act without paper."""
    if found.view is None:
        raise Refused(why_no_paper(found))
    return urging_letters.FORM, view_of(UrgingLetter, json.loads(found.view))


def why_no_paper(found: Urging) -> str:
    """Why nothing can be printed or delivered: an act is only registered. Empty for a letter."""
    return "" if found.view else f"“{found.label}”只作登记，没有文书"


def numbered(profile: Profile, rung: Rung) -> bool:
    """Whether the profile wants a number on the rung's paper."""
    return any(form.id == rung.step.document and form.numbered for form in profile.forms)


def _checked(session: Session, feedback: Feedback, wish: Wish) -> tuple[Rung, list[Ground]]:
    rung = next((one for one in ladders.of(session, feedback) if one.step.id == wish.step), None)
    if rung is None:
        raise NotFound("本轮次的规则档没有这一级督促措施")
    if rung.is_notice:
        raise Refused("督办通知单从“整改任务”页勾选逾期的措施后发出")
    profile = profiles.of_round(session, feedback.round_id)
    wanted = frozenset(wish.grounds)
    chosen = [one for one in ladders.grounds(session, feedback, profile) if one.key in wanted]
    if not chosen or len(chosen) < len(wanted):
        raise Refused("请选择所据的情形：逾期的措施、认定成立的质量牌，或者没有回复的督促")
    if not wish.demand.strip():
        raise Refused("请写明对单位的要求")
    _refuse_out_of_turn(rung, chosen, wish)
    if not rung.step.by and not wish.taken_by.strip():
        raise Refused(f"规定没有写明由谁{rung.step.label}，请写明办理机构")
    days.happened(session, wish.issued_on, "发出日期")
    if wish.reply_by_on and not rung.step.document:
        raise Refused(f"“{rung.step.label}”只作登记，没有文书可以回复，不能要求回复日期")
    if wish.reply_by_on and days.exact(wish.reply_by_on, "要求回复日期").isoformat() < wish.issued_on:
        raise Refused(f"要求回复日期（{wish.reply_by_on}）不能早于发出日期")
    return rung, chosen


def _refuse_out_of_turn(rung: Rung, chosen: Sequence[Ground], wish: Wish) -> None:
    if wish.out_of_turn.strip():
        return
    if rung.turn:
        raise Refused(f"{rung.turn}；确需采取的，请写明理由")
    if not any(ladders.meets(rung.step, one) for one in chosen):
        raise Refused(f"所选情形不是规定的适用情形（{rung.occasions}）；确需采取的，请写明理由")

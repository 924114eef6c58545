"""Signed papers not in a feedback: each is listed with the reason, and approval asks for it (foundation 20)."""

from dataclasses import dataclass

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import OFFICE
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.rectification import Feedback, FeedbackState, LeftOutPaper
from xuncha_desktop.services import feedback_items
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

# The office's custom; a reason that points at a lead has no place in the work compartment.
USUAL = ("并入另一份底稿反映", "已立行立改到位", "情节轻微，已当面指出", "事实需进一步核实")


@dataclass(frozen=True, slots=True)
class Unused:
    """A signed paper no item rests on, and the reason where one was given."""

    paper: Paper
    given: LeftOutPaper | None


@use_case("left_out_paper.give_reason", "登记底稿不采用的理由", by=OFFICE)
def give_reason(tx: Tx, feedback_id: str, paper_id: str, reason: str) -> LeftOutPaper:
    """Write down why a signed paper of the unit is left out, or change what was written.

    Raises `Refused` for an approved feedback, a paper an item rests on, or one that is not the unit's.
    """
    feedback = tx.table(Feedback).get(feedback_id)
    if why := _fixed(feedback):
        raise Refused(why)
    if not reason.strip():
        raise Refused("请写明不采用的理由")
    paper = tx.table(Paper).get(paper_id)
    if paper.id not in {one.id for one in feedback_items.unused_papers(tx.session, feedback)}:
        raise Refused(f"底稿{paper.number}已有条目引用，或不是本轮次这个单位已签批的底稿")
    said = {"reason": reason.strip()}
    by = {"given_by": tx.actor.name, "given_on": tx.today.isoformat()}
    before = _given(tx.session, feedback).get(paper.id)
    if before is not None:
        return tx.change(before, None, **said, **by)
    return tx.new(LeftOutPaper, feedback_id=feedback.id, paper_id=paper.id, **said, **by)


def unused(session: Session, feedback: Feedback) -> list[Unused]:
    """Every signed paper of the unit that no item rests on, by number; one used later leaves the list."""
    given = _given(session, feedback)
    return [Unused(paper, given.get(paper.id)) for paper in feedback_items.unused_papers(session, feedback)]


def unexplained(session: Session, feedback: Feedback) -> list[Paper]:
    """Those nobody has given a reason for."""
    return [one.paper for one in unused(session, feedback) if one.given is None]


def why_not(session: Session, feedback: Feedback) -> str | None:
    """Why this person cannot give a reason now, for the button's hint."""
    return _fixed(feedback) or give_reason.why_not(session)


def _fixed(feedback: Feedback) -> str:
    return "" if feedback.state is FeedbackState.DRAFT else "反馈意见已审定，理由不能再改"


def _given(session: Session, feedback: Feedback) -> dict[str, LeftOutPaper]:
    found = session.table(LeftOutPaper).where(Where("feedback_id = ?", (feedback.id,)))
    return {one.paper_id: one for one in found}

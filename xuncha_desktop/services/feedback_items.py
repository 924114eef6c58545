"""The tree of a feedback: 方面 → 问题 → 具体表现, written, moved and removed while the feedback is a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.people import OFFICE
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Feedback, FeedbackItem, FeedbackState, ItemLevel
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

_ORDER = (ItemLevel.ASPECT, ItemLevel.PROBLEM, ItemLevel.MANIFESTATION)
_PAPER = "working_paper"


@dataclass(frozen=True, slots=True)
class Outline:
    """One item of a tree to be built, with what lies under it. `about_principal` None takes the paper's word."""

    wording: str
    cause: str | None = None
    requirement: str | None = None
    persons: tuple[str, ...] = ()
    about_principal: bool | None = None
    paper_id: str | None = None
    children: tuple["Outline", ...] = ()


@use_case("feedback_item.add", "添加反馈条目", by=OFFICE)
def add(
    tx: Tx, feedback_id: str, *, parent_id: str | None = None, position: int | None = None, **values: Any
) -> FeedbackItem:
    """Write a new item under a parent (none: a 方面), at a place among its siblings counted from 1, or last."""
    feedback = _draft(tx, feedback_id)
    siblings = children(tx.session, feedback, parent_id)
    item = tx.new(
        FeedbackItem,
        **_with_paper(tx, feedback, values),
        feedback_id=feedback_id,
        parent_id=parent_id,
        level=_level_under(tx, feedback, parent_id),
        position=len(siblings) + 1,
    )
    return _place(tx, item, siblings, position)


@use_case("feedback_item.edit", "修改反馈条目", by=OFFICE)
def edit(tx: Tx, item_id: str, version: int, **values: Any) -> FeedbackItem:
    """Change the words, the persons, the mark or the supporting paper. Raises `Refused`, `Stale`."""
    item = _live(tx, item_id)
    return tx.change(item, version, **_with_paper(tx, _draft(tx, item.feedback_id), values))


@use_case("feedback_item.move", "移动反馈条目", by=OFFICE)
def move(tx: Tx, item_id: str, version: int, parent_id: str | None, position: int | None = None) -> FeedbackItem:
    """Put an item, with all under it, elsewhere on its own level. Raises `Refused`, `Stale`."""
    item = _live(tx, item_id)
    feedback = _draft(tx, item.feedback_id)
    if _level_under(tx, feedback, parent_id) is not item.level:
        raise Refused(f"“{item.level.label}”不能放在这里：方面之下是问题，问题之下是具体表现")
    left = [other for other in children(tx.session, feedback, item.parent_id) if other.id != item.id]
    siblings = [other for other in children(tx.session, feedback, parent_id) if other.id != item.id]
    moved = tx.change(item, version, parent_id=parent_id, position=len(siblings) + 1)
    if parent_id != item.parent_id:
        _number(tx, left)
    return _place(tx, moved, siblings, position)


@use_case("feedback_item.relevel", "调整反馈条目层级", by=OFFICE)
def relevel(tx: Tx, item_id: str, version: int, parent_id: str | None, position: int | None = None) -> FeedbackItem:
    """Put an item, with all under it, one or more levels higher or lower. Raises `Refused` below the third, `Stale`."""
    item = _live(tx, item_id)
    feedback = _draft(tx, item.feedback_id)
    items = of(tx.session, feedback)
    below = list(_walk(items, item.id))
    if parent_id == item.id or parent_id in {under.id for under, _ in below}:
        raise Refused("条目不能放到自己之下")
    first = _ORDER.index(_level_under(tx, feedback, parent_id))
    if first + max((depth + 1 for _, depth in below), default=0) >= len(_ORDER):
        raise Refused("反馈意见只有方面、问题、具体表现三层")
    siblings = [one for one in items if one.parent_id == parent_id and one.id != item.id]
    left = [one for one in items if one.parent_id == item.parent_id and one.id != item.id]
    moved = tx.change(item, version, parent_id=parent_id, level=_ORDER[first], position=len(siblings) + 1)
    for under, depth in below:
        tx.change(under, None, level=_ORDER[first + depth + 1])
    if parent_id != item.parent_id:
        _number(tx, left)
    return _place(tx, moved, siblings, position)


@use_case("feedback_item.remove", "删去反馈条目", by=OFFICE)
def remove(tx: Tx, item_id: str, version: int) -> None:
    """Take an item and all under it out of the feedback; their history stays. Raises `Refused`, `Stale`."""
    item = _live(tx, item_id)
    feedback = _draft(tx, item.feedback_id)
    below = [under for under, _ in _walk(of(tx.session, feedback), item.id)]
    tx.change(item, version, removed=True)
    for under in below:
        tx.change(under, None, removed=True)
    _number(tx, children(tx.session, feedback, item.parent_id))


@use_case("feedback.build", "生成反馈条目", by=OFFICE)
def build(tx: Tx, feedback_id: str, outline: Sequence[Outline]) -> list[FeedbackItem]:
    """Write a whole tree at once into an empty draft. Raises `Refused` if it is deeper than three levels."""
    feedback = _draft(tx, feedback_id)
    if of(tx.session, feedback):
        raise Refused("反馈意见里已有条目，不能整体生成")
    made = list(_records(tx, feedback, outline, None, 0))
    tx.add_many(made)
    return made


def of(session: Session, feedback: Feedback) -> list[FeedbackItem]:
    """Every item that was not removed, in reading order."""
    where = Where("feedback_id = ? AND removed = 0", (feedback.id,))
    found = session.table(FeedbackItem).where(where, order="position, rowid")
    return [item for item, _ in _walk(found, None)]


def children(session: Session, feedback: Feedback, parent_id: str | None) -> list[FeedbackItem]:
    """The items right under a parent, or the aspects, in order."""
    where = Where("feedback_id = ? AND removed = 0 AND parent_id IS ?", (feedback.id, parent_id))
    return session.table(FeedbackItem).where(where, order="position, rowid")


def signed_papers(session: Session, feedback: Feedback) -> list[Paper]:
    """Every signed paper of the unit in this round: what an item may rest on."""
    where = Where(
        "kind = ? AND state = ? AND round_id = ? AND unit_id = ?",
        (_PAPER, PaperState.SIGNED.value, feedback.round_id, feedback.unit_id),
    )
    return session.table(Paper).where(where, order="number, rowid")


def unused_papers(session: Session, feedback: Feedback) -> list[Paper]:
    """Signed papers of the unit that no item rests on: each has to be used, or left out for a reason."""
    where = Where(
        "kind = ? AND state = ? AND round_id = ? AND unit_id = ? AND id NOT IN "
        "(SELECT paper_id FROM feedback_item WHERE feedback_id = ? AND removed = 0 AND paper_id IS NOT NULL)",
        (_PAPER, PaperState.SIGNED.value, feedback.round_id, feedback.unit_id, feedback.id),
    )
    return session.table(Paper).where(where, order="number, rowid")


def _walk(items: Sequence[FeedbackItem], root: str | None) -> Iterator[tuple[FeedbackItem, int]]:
    """Everything under a root, depth first, siblings as they are given."""
    under: dict[str | None, list[FeedbackItem]] = {}
    for item in items:
        under.setdefault(item.parent_id, []).append(item)
    stack = [(item, 0) for item in reversed(under.get(root, []))]
    while stack:
        item, depth = stack.pop()
        yield item, depth
        stack += [(child, depth + 1) for child in reversed(under.get(item.id, []))]


def _records(
    tx: Tx, feedback: Feedback, outline: Sequence[Outline], parent_id: str | None, depth: int
) -> Iterator[FeedbackItem]:
    if outline and depth == len(_ORDER):
        raise Refused("反馈意见只有方面、问题、具体表现三层")
    for position, node in enumerate(outline, 1):
        values: dict[str, Any] = {
            "wording": node.wording,
            "cause": node.cause,
            "requirement": node.requirement,
            "persons": node.persons,
            "paper_id": node.paper_id,
        }
        if node.about_principal is not None:
            values["about_principal"] = node.about_principal
        item = FeedbackItem(
            **tx.head(),
            **FeedbackItem.type.clean(_with_paper(tx, feedback, values)),
            feedback_id=feedback.id,
            parent_id=parent_id,
            level=_ORDER[depth],
            position=position,
        )
        yield item
        yield from _records(tx, feedback, node.children, item.id, depth + 1)


def _with_paper(tx: Tx, feedback: Feedback, values: dict[str, Any]) -> dict[str, Any]:
    """The values, once the supporting paper is proved; a finding about the principal marks its item, unless told."""
    if not values.get("paper_id"):
        return values
    paper = tx.table(Paper).find(values["paper_id"])
    if paper is None or paper.kind != _PAPER:
        raise NotFound("没有找到所选的底稿")
    if paper.state is not PaperState.SIGNED:
        raise Refused(f"底稿{paper.number}还没有签批，不能作为反馈的依据")
    if (paper.round_id, paper.unit_id) != (feedback.round_id, feedback.unit_id):
        raise Refused(f"底稿{paper.number}不是本轮次这个单位的")
    finding = tx.table(Finding).find(paper.subject_id)
    return {"about_principal": True} | values if finding and finding.about_principal else values


def _draft(tx: Tx, feedback_id: str) -> Feedback:
    feedback = tx.table(Feedback).get(feedback_id)
    if feedback.state is not FeedbackState.DRAFT:
        raise Refused("反馈意见已审定，条目不能再改；如需修改请先由巡察办主任退回起草")
    return feedback


def _live(tx: Tx, item_id: str) -> FeedbackItem:
    item = tx.table(FeedbackItem).get(item_id)
    if item.removed:
        raise Refused("这一条目已经删去")
    return item


def _level_under(tx: Tx, feedback: Feedback, parent_id: str | None) -> ItemLevel:
    if parent_id is None:
        return ItemLevel.ASPECT
    parent = _live(tx, parent_id)
    if parent.feedback_id != feedback.id:
        raise Refused("上级条目不属于这份反馈意见")
    if parent.level is ItemLevel.MANIFESTATION:
        raise Refused("具体表现之下不能再分条目")
    return _ORDER[_ORDER.index(parent.level) + 1]


def _place(tx: Tx, item: FeedbackItem, siblings: list[FeedbackItem], position: int | None) -> FeedbackItem:
    wanted = len(siblings) + 1 if position is None else max(1, min(position, len(siblings) + 1))
    row = [*siblings[: wanted - 1], item, *siblings[wanted - 1 :]]
    return next(saved for saved in _number(tx, row) if saved.id == item.id)


def _number(tx: Tx, row: Sequence[FeedbackItem]) -> list[FeedbackItem]:
    return [tx.save(item, item.changed(position=position)) for position, item in enumerate(row, 1)]

"""督办通知单: a notice to a unit about its late measures, frozen as printed, its delivery and its answer."""

import json
from collections.abc import Sequence
from typing import Any

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.printing.forms.supervision_notice import WIDTHS, Notice, Overdue
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.views import plain, view_of
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.rectification import DueKind, RectificationTask, SupervisionNotice, TaskState
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.lights import TimeLight
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import (
    days,
    delivery,
    numbering,
    printing_desk,
    profiles,
    rectification_board,
    rectification_documents,
)
from xuncha_desktop.services.rectification_board import Lit
from xuncha_desktop.services.requests import UNNUMBERED
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

_WIDE = ("order", "measure", "responsible", "due", "late", "note")  # the columns, as the profile names them
KIND = "supervision_notice"
ISSUERS = frozenset((Post.RECTIFICATION_SUPERVISOR, Post.OFFICE_DIRECTOR))


@use_case("supervision_notice.issue", "发出督办通知单", by=ISSUERS)
def issue(tx: Tx, task_ids: Sequence[str], reply_by_on: str) -> SupervisionNotice:
    """Number and freeze a notice about late measures of one unit; the unit is to answer by a day the office sets.

    Raises `Refused` for measures that are not late, of several units, or a day of answer that has passed.
    """
    late = _late(tx.session, task_ids)
    first = late[0].task
    if days.exact(reply_by_on, "要求回复日期") < tx.today:
        raise Refused(f"要求回复日期（{reply_by_on}）不能早于今天")
    number = numbering.of_office(tx, KIND, tx.today.year)
    view = _view(tx.session, number, late, reply_by_on)
    return tx.add(
        SupervisionNotice(
            **tx.head(),
            number=number,
            round_id=first.round_id,
            unit_id=first.unit_id,
            issued_on=tx.today.isoformat(),
            reply_by_on=reply_by_on,
            task_ids=tuple(one.task.id for one in late),
            view=canonical(plain(view)).decode(),
        )
    )


@use_case("supervision_notice.deliver", "登记督办通知单送达", by=OFFICE)
def deliver(tx: Tx, notice_id: str, version: int, delivered_on: str, receiver: str) -> SupervisionNotice:
    """Register who received it and when. Raises `Refused`, `Stale`."""
    notice = tx.table(SupervisionNotice).get(notice_id)
    return tx.change(notice, version, **delivery.delivered(tx.session, notice, delivered_on, receiver))


@use_case("supervision_notice.reply", "登记督办回复", by=OFFICE)
def reply(tx: Tx, notice_id: str, version: int, replied_on: str, text: str) -> SupervisionNotice:
    """Register the unit's answer. Raises `Refused` before delivery, `Stale`."""
    notice = tx.table(SupervisionNotice).get(notice_id)
    return tx.change(notice, version, **delivery.replied(tx.session, notice, replied_on, text))


def draft(session: Session, task_ids: Sequence[str], reply_by_on: str) -> tuple[str, Notice]:
    """The form's name and the view as `issue` would freeze it now, still without a number. Raises `Refused`."""
    days.exact(reply_by_on, "要求回复日期")
    return KIND, _view(session, UNNUMBERED, _late(session, task_ids), reply_by_on)


def printable(session: Session, notice: SupervisionNotice) -> tuple[str, Notice]:
    """The form's name and the view as it was frozen when the notice was issued."""
    del session
    return KIND, view_of(Notice, json.loads(notice.view))


def light(session: Session, letter: SupervisionNotice | Urging) -> TimeLight:
    """How the answer stands to this or any other letter that urges; the day is the office's own, no article's."""
    return delivery.light(session, letter, letter.delivered_on or letter.issued_on)


def unanswered(session: Session, round_id: str | None = None) -> list[SupervisionNotice]:
    """Notices without an answer, the one due first at the top."""
    where = Where("replied_on IS NULL")
    if round_id:
        where = where & Where("round_id = ?", (round_id,))
    return session.table(SupervisionNotice).where(where, order="reply_by_on, rowid")


def about(session: Session, task: RectificationTask) -> list[SupervisionNotice]:
    """The notices that named a measure."""
    where = Where("unit_id = ? AND EXISTS (SELECT 1 FROM json_each(task_ids) WHERE value = ?)", (task.unit_id, task.id))
    return session.table(SupervisionNotice).where(where, order="rowid DESC")


def _late(session: Session, task_ids: Sequence[str]) -> list[Lit]:
    """The chosen measures in the order of their dates. Raises `Refused`."""
    tasks = [session.table(RectificationTask).get(task_id) for task_id in dict.fromkeys(task_ids)]
    if not tasks:
        raise Refused("请先选择逾期的整改任务")
    if len({(task.unit_id, task.round_id) for task in tasks}) > 1:
        raise Refused("一份督办通知单只发给一个单位，请分别选择")
    lit = [Lit(task, rectification_board.light(session, task)) for task in tasks]
    for one in lit:
        if one.task.state is TaskState.CLOSED or (one.light.days or 0) >= 0:
            raise Refused(f"第{one.task.number}项没有逾期，不能督办")
    return sorted(lit, key=lambda one: one.task.due_on or "")


def _view(session: Session, number: str, late: Sequence[Lit], reply_by_on: str) -> Notice:
    profile = profiles.of_round(session, late[0].task.round_id)
    today = days.words(session.today)
    return paper(
        profile,
        marks=Marks(Level.INTERNAL, number),
        unit=session.table(Unit).get(late[0].task.unit_id).name,
        text=_text(session, late, today),
        lines=tuple(_line(one) for one in late),
        requirement=requirement(days.words(days.exact(reply_by_on, "要求回复日期"))),
        basis=_basis(profile, late),
        office=printing_desk.letterhead(session, profile, BodyKind.OFFICE),
        issued_on=today,
        receipt_text=f"{number}督办通知单（共{len(late)}项措施）已收到。",
    )


def paper(profile: Profile, **said: Any) -> Notice:
    """The notice in the words and widths of the profile's form; `said` is what this one says."""
    form = profile.form(KIND)
    return Notice(
        title=form.title,
        heads=(
            *(form.text(label) for label in ("order", "measure")),
            "责任",
            form.text("due"),
            form.text("late"),
            "备注",
        ),
        receipt_title=f"督办通知单{form.text('receipt')}",
        receipt_blanks=tuple(Blank(label, 78) for label in ("签收单位（盖章）", "签收人", "联系电话", "签收时间")),
        copies_note="一式两份，巡察办和被督办单位各存一份。" if form.copies == 2 else "",
        widths=tuple(form.width(name, own) for name, own in zip(_WIDE, WIDTHS, strict=True)),
        **said,
    )


def requirement(reply_by: str) -> str:
    """What the unit is asked for, by a day in words."""
    asked = "未按期完成的原因、补救措施和新的完成时限，由主要负责人签字后报我办"
    return f"请于{reply_by}前书面说明{asked}。"


def _text(session: Session, late: Sequence[Lit], today: str) -> str:
    one = late[0].task
    whole = session.table(RectificationTask).count(Where("round_id = ? AND unit_id = ?", (one.round_id, one.unit_id)))
    own = sum(lit.task.due_kind is not DueKind.ARTICLE for lit in late)
    parts = [f"{own}项超过你单位自定的完成时限"] if own else []
    parts += [f"{len(late) - own}项超过规定的时限"] if len(late) > own else []
    return f"截至{today}，你单位巡察整改任务{whole}项措施中，有{'、'.join(parts)}，具体如下。"


def _line(one: Lit) -> Overdue:
    task = one.task
    own = task.due_kind is not DueKind.ARTICLE
    return Overdue(
        measure=task.measure,
        responsible=f"{task.responsible_unit}\n{task.responsible_person}",
        due=task.due_on or "",
        late=f"逾期{-(one.light.days or 0)}天",
        note="自定时限" if own else "规定时限",
        tone=one.light.tone,
    )


def ground(profile: Profile) -> str:
    """On what the notice stands. A custom cites no article."""
    form = profile.form(KIND)
    return f"督办依据：{profile.cite(form)}" + (f"（{form.note}）" if form.note else "")


def _basis(profile: Profile, late: Sequence[Lit]) -> str:
    """The ground with its standing, and whose dates they are; a date of the regulation cites its own article."""
    words = [ground(profile)]
    if any(one.task.due_kind is not DueKind.ARTICLE for one in late):
        words.append("标明“自定时限”的，完成时限为单位自定")
    if any(one.task.due_kind is DueKind.ARTICLE for one in late):
        rule = rectification_documents.article_rule(profile)
        words.append(f"标明“规定时限”的，依据{profile.cite(rule)}" if rule else "标明“规定时限”的，按规定的时限")
    return "；".join(words) + "。"

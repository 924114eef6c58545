"""What follows poor rectification: a card for its quality, decided on evidence, and each letter or act that urges."""

from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.records.fields import code, day, inner, json, line, lines, ref, state, text
from xuncha_desktop.records.registry import Record, record
from xuncha_desktop.records.states import State


class CardState(State):
    """Where a card stands. Only one that was upheld counts."""

    PROPOSED = "proposed", "提出，待认定", Tone.NOTICE
    UPHELD = "upheld", "认定成立", Tone.ALERT
    DISMISSED = "dismissed", "不予认定", Tone.DONE
    WITHDRAWN = "withdrawn", "已撤回"


@record("quality_card", "质量牌", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="label")
class QualityCard(Record):
    """That a unit rectifies poorly in a way the regulation names, with grounds and files, and who decided on it.

    Without a `task_id` it is about the unit's rectification as a whole. `decided_by` is a person, or a body on paper.
    """

    label: str = line("名称", typed=False, limit=500)
    quality: str = code("不力情形", "rectification_quality", listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    feedback_id: str = ref("反馈意见", "feedback", typed=False)
    task_id: str | None = ref("整改任务", "rectification_task", default=None, typed=False)
    grounds: str = text("事实和依据")
    proposed_by: str = line("提出人", typed=False, limit=50, listed=True)
    proposed_on: str = day("提出日期", typed=False, listed=True)
    decided_by: str | None = line("认定人", default=None, typed=False, listed=True)
    decided_on: str | None = day("认定日期", default=None, listed=True)
    wording: str | None = text("认定意见", default=None)
    withdrawn_for: str | None = text("撤回原因", default=None, typed=False)
    state: CardState = state("认定", CardState, default=CardState.PROPOSED)


@record("urging", "督促措施", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="label")
class Urging(Record):
    """A rung of the regulation's ladder taken with a unit: what it was for, how it reached the unit, what came of it.

    `step` is the rung's id; what it rests on are late measures, upheld cards and letters nobody answered, by their
    ids. `view` is the letter as printed, nothing for an act without paper. `out_of_turn` says why a rung was passed
    over, or taken for what the regulation does not name.
    """

    label: str = line("督促方式", typed=False, listed=True)
    number: str | None = line("编号", default=None, typed=False, limit=60, listed=True)
    step: str = inner("督促措施的规则", limit=80)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被督促单位", "unit", typed=False, listed=True)
    feedback_id: str = ref("反馈意见", "feedback", typed=False)
    occasion: str | None = line("情形", default=None, typed=False, listed=True)
    task_ids: tuple[str, ...] = lines("逾期的整改任务", default=(), typed=False, limit=36, inner=True)
    card_ids: tuple[str, ...] = lines("质量牌", default=(), typed=False, limit=36, inner=True)
    unanswered_ids: tuple[str, ...] = lines("没有回复的督促", default=(), typed=False, limit=36, inner=True)
    taken_by: str = line("办理机构", listed=True)
    demand: str = text("要求")
    out_of_turn: str | None = text("不按次序的理由", default=None)
    issued_on: str = day("发出日期", listed=True)
    view: str | None = json("文书内容", default=None)
    delivered_on: str | None = day("送达日期", default=None, listed=True)
    receiver: str | None = line("签收人", default=None, limit=50)
    reply_by_on: str | None = day("要求回复日期", default=None, listed=True)
    replied_on: str | None = day("回复日期", default=None, listed=True)
    reply: str | None = text("回复", default=None)
    result: str | None = text("办理结果", default=None)

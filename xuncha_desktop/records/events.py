"""事项登记: what happened in a round and on which day, where no other act of the office already registers it."""

from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.fields import code, day, line, ref, state, text
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


class EventState(State):
    """Whether it has happened."""

    PLANNED = "planned", "计划", Tone.MUTED
    REGISTERED = "registered", "已登记", Tone.DONE
    VOID = "void", "已作废", Tone.MUTED


@record("round_event", "事项登记", compartment=Compartment.WORK, title="label", born=Born.EITHER)
class RoundEvent(Record):
    """An event of the round's profile with its day; without a group it holds for all of them.

    A day that is only roughly known is kept as it was typed and starts no clock. `answers_id` is the event a
    repeatable one answers: which hand-over an opinion is about.
    """

    label: str = line("事项", typed=False, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str | None = ref("巡察组", "inspection_group", default=None, listed=True)
    event: str = code("事项种类", "event")
    happened_on: str = day("日期", listed=True)
    answers_id: str | None = ref("对应的事项", "round_event", default=None)
    note: str | None = text("说明", default=None)
    registered_by: str = line("登记人", typed=False, limit=50, listed=True)
    void_reason: str | None = line("作废原因", default=None, typed=False)
    state: EventState = state("状态", EventState, default=EventState.REGISTERED)

"""Consent that travels: a group's request (请示), a body's instruction (批示), and what is mended on the spot."""

from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.records.fields import code, day, flag, inner, line, ref, state, text
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


class RequestState(State):
    """Whether a request has been answered."""

    DRAFT = "draft", "起草", Tone.MUTED
    SENT = "sent", "已送出", Tone.NOTICE
    ANSWERED = "answered", "已批示", Tone.DONE


@record(
    "instruction_request",
    "请示",
    compartment=Compartment.WORK,
    level=Level.CONFIDENTIAL,
    title="title",
    born=Born.GROUP,
)
class InstructionRequest(Record):
    """A question to a body that decides, about one record; it travels in a 请示包."""

    number: str = line("编号", typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    title: str = line("事由", listed=True)
    body: str = code("请示对象", "body", listed=True)
    subject_type: str = inner("所依据的记录类型")
    subject_id: str = inner("所依据的记录", limit=36)
    content: str = text("请示内容")
    requested_on: str = day("请示日期", listed=True)
    signer: str | None = line("签发人", default=None, typed=False, limit=50)
    original_at: str | None = line("原件存放处", default=None)
    contact: str | None = line("联系人及电话", default=None)
    state: RequestState = state("状态", RequestState, default=RequestState.DRAFT)


@record("instruction", "批示", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="wording")
class Instruction(Record):
    """What a body answered on paper, registered by the office with the scan (foundation 13)."""

    request_id: str = ref("请示", "instruction_request", typed=False, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    body: str = code("批示机构", "body", listed=True)
    signer: str = line("批示人", limit=50, listed=True)
    agreed: bool = flag("同意", listed=True)
    wording: str = text("批示原文")
    decided_on: str = day("批示日期", listed=True)
    registered_by: str = line("登记人", typed=False, limit=50)
    original_at: str = line("原件存放处")


class ImmediateState(State):
    """Where an immediate rectification stands."""

    DRAFT = "draft", "起草", Tone.MUTED
    REQUESTED = "requested", "请示中", Tone.NOTICE
    CONSENTED = "consented", "已获同意", Tone.DONE
    DECLINED = "declined", "未获同意", Tone.ALERT
    ISSUED = "issued", "已发建议"
    REPORTED = "reported", "已报结果", Tone.NOTICE
    VERIFIED = "verified", "已核验", Tone.DONE


@record(
    "immediate_rectification",
    "立行立改",
    compartment=Compartment.WORK,
    level=Level.CONFIDENTIAL,
    title="problem",
    born=Born.GROUP,
)
class ImmediateRectification(Record):
    """A general problem that can be mended during the stay: written suggestion, time limit, result, check."""

    number: str = line("编号", typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", listed=True)
    problem: str = text("问题")
    suggestion: str = text("整改建议")
    finding_id: str | None = ref("相关问题", "finding", default=None)
    consent_on: str | None = day("同意日期", default=None, typed=False, listed=True)
    issued_on: str | None = day("发出日期", default=None, typed=False, listed=True)
    limit_on: str | None = day("限期", default=None, listed=True)
    reported_on: str | None = day("报结果日期", default=None, listed=True)
    result: str | None = text("整改结果", default=None)
    verified_on: str | None = day("核验日期", default=None, typed=False, listed=True)
    verdict: str | None = text("核验意见", default=None)
    state: ImmediateState = state("状态", ImmediateState, default=ImmediateState.DRAFT)

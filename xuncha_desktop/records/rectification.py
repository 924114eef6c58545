"""From the decision to the last measure closed: decision, feedback by levels, receipt, tasks, progress, notices."""

from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.records.fields import blocks, code, count, day, flag, inner, json, line, lines, ref, state, text
from xuncha_desktop.records.registry import Record, record
from xuncha_desktop.records.states import State


@record("decision", "决策登记", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="subject")
class Decision(Record):
    """What a body decided on paper, registered with wording and scan (foundation 13).

    `document` is the profile's kind of matter it decides; without a `unit_id` it holds for every unit of the round.
    """

    round_id: str = ref("轮次", "round", listed=True)
    unit_id: str | None = ref("被巡察单位", "unit", default=None, listed=True)
    document: str | None = inner("事项种类", default=None, limit=80)
    body: str = code("决策机构", "body", listed=True)
    subject: str = line("议题", listed=True)
    agreed: bool = flag("同意", listed=True)
    wording: str = text("决定原文")
    decided_on: str = day("决定日期", listed=True)
    registered_by: str = line("登记人", typed=False, limit=50)
    original_at: str = line("原件存放处")


class FeedbackState(State):
    """Where a feedback stands."""

    DRAFT = "draft", "起草", Tone.MUTED
    APPROVED = "approved", "已审定"
    ISSUED = "issued", "已反馈"
    RECEIPTED = "receipted", "已签收", Tone.DONE


@record("feedback", "反馈意见", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="title")
class Feedback(Record):
    """What a unit is told: first its principal, then the organisation.

    Each version is a document of its own: it has its own 文号 and its items are numbered on their own.
    """

    number: str = line("文号", typed=False, limit=60, listed=True)
    principal_number: str | None = line("文号（向主要负责人）", default=None, typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False, listed=True)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    title: str = line("标题", listed=True)
    decision_id: str | None = ref("审定依据", "decision", default=None, typed=False)
    opening: str | None = blocks("引言", default=None)
    committee_notice_on: str | None = day("县委通报日期", default=None)
    principal_on: str | None = day("向主要负责人反馈日期", default=None)
    principal_at: str | None = line("时刻", default=None, limit=5)
    organisation_on: str | None = day("向党组织反馈日期", default=None)
    organisation_at: str | None = line("时刻（党组织）", default=None, limit=5)
    state: FeedbackState = state("状态", FeedbackState, default=FeedbackState.DRAFT)


class ItemLevel(State):
    """The levels of feedback above the measure (foundation 22)."""

    ASPECT = "aspect", "方面"
    PROBLEM = "problem", "问题"
    MANIFESTATION = "manifestation", "具体表现"


@record("feedback_item", "反馈条目", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="wording")
class FeedbackItem(Record):
    """One aspect, problem or manifestation. `paper_id` names the working paper that supports it."""

    feedback_id: str = ref("反馈意见", "feedback", typed=False)
    level: ItemLevel = state("层级", ItemLevel, default=ItemLevel.PROBLEM)
    parent_id: str | None = ref("上级条目", "feedback_item", default=None, typed=False)
    position: int = count("顺序", typed=False)
    wording: str = text("内容")
    cause: str | None = text("原因", default=None)
    requirement: str | None = text("整改要求", default=None)
    persons: tuple[str, ...] = lines("涉及人员", default=(), limit=50)
    about_principal: bool = flag("涉及主要负责人本人")
    paper_id: str | None = ref("依据的底稿", "paper", default=None, typed=False)
    removed: bool = flag("已删去", typed=False)


@record("left_out_paper", "未采用底稿", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="reason")
class LeftOutPaper(Record):
    """Why a signed working paper is not in a feedback. The paper itself is signed and keeps no word of it."""

    feedback_id: str = ref("反馈意见", "feedback", typed=False)
    paper_id: str = ref("底稿", "paper", typed=False, listed=True)
    reason: str = text("不采用的理由")
    given_by: str = line("登记人", typed=False, limit=50, listed=True)
    given_on: str = day("登记日期", typed=False, listed=True)


@record("feedback_receipt", "反馈签收", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="signer")
class FeedbackReceipt(Record):
    """The signature that starts the clocks (礼县: 推定), by the principal in person."""

    feedback_id: str = ref("反馈意见", "feedback", typed=False, listed=True)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    signed_on: str = day("签收日期", listed=True)
    signed_at: str | None = line("签收时刻", default=None, limit=5, listed=True)
    signer: str = line("签收人", limit=50, listed=True)
    copies: int = count("份数", default=1)
    original_at: str | None = line("原件存放处", default=None)


@record("deadline", "期限", compartment=Compartment.WORK, title="label")
class Deadline(Record):
    """A clock: its trigger, its rule and its extensions are the facts; `due_on` can always be rebuilt.

    `void_reason`: what had started it turned out not to have happened.
    """

    label: str = line("事项", typed=False, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    unit_id: str = ref("单位", "unit", typed=False, listed=True)
    subject_type: str = inner("所依据的记录类型")
    subject_id: str = inner("所依据的记录", limit=36)
    rule: str = inner("规则")
    profile_digest: str = inner("规则档摘要")
    trigger_on: str = day("起算日期", typed=False, listed=True)
    extensions: str = json("延期", default="[]")
    due_on: str | None = day("到期日期", default=None, typed=False, listed=True)
    calendar_digest: str = inner("日历摘要")
    met_on: str | None = day("完成日期", default=None, listed=True)
    met_by: str | None = line("完成凭据", default=None)
    void_reason: str | None = line("作废原因", default=None, typed=False, listed=True)


class IncomingState(State):
    """What became of a document a unit sent."""

    RECEIVED = "received", "已收，待审核", Tone.NOTICE
    ACCEPTED = "accepted", "审核通过", Tone.DONE
    RETURNED = "returned", "已退回"


@record("incoming_document", "整改来文", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="number")
class IncomingDocument(Record):
    """A plan or report a unit sent: its own 文号, copies and day. Its scan hangs on it; it meets a deadline."""

    document: str = inner("文书种类", limit=80)
    number: str = line("来文文号", limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    feedback_id: str = ref("反馈意见", "feedback", typed=False)
    unit_id: str = ref("单位", "unit", typed=False, listed=True)
    received_on: str = day("收到日期", listed=True)
    copies: int = count("份数", listed=True)
    formal: bool = flag("党内正式文件", default=True, listed=True)
    answer: str | None = text("审核意见", default=None, typed=False)
    answered_by: str | None = line("审核人", default=None, typed=False, limit=50)
    state: IncomingState = state("状态", IncomingState, default=IncomingState.RECEIVED)


class TaskState(State):
    """Where a measure stands. Lateness is never stored."""

    OPEN = "open", "整改中"
    REPORTED = "reported", "已报结果，待审核", Tone.NOTICE
    CLOSED = "closed", "已销号", Tone.DONE


class DueKind(State):
    """Whose date it is."""

    OWN = "own", "单位自定时限"
    ARTICLE = "article", "规定时限"
    LASTING = "lasting", "长期坚持"


@record("rectification_task", "整改任务", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="measure")
class RectificationTask(Record):
    """One measure under a manifestation: who, by when, how far."""

    number: str = line("序号", typed=False, limit=40, listed=True)
    feedback_id: str = ref("反馈意见", "feedback", typed=False)
    item_id: str = ref("反馈条目", "feedback_item", typed=False)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("单位", "unit", typed=False, listed=True)
    measure: str = text("整改措施")
    goal: str | None = text("整改目标", default=None)
    responsible_unit: str = line("责任单位", listed=True)
    responsible_person: str = line("责任人", limit=50, listed=True)
    due_kind: DueKind = state("时限性质", DueKind, default=DueKind.OWN)
    due_on: str | None = day("整改时限", default=None, listed=True)
    closed_on: str | None = day("销号日期", default=None, typed=False, listed=True)
    reopened: int = count("重新打开次数", default=0, typed=False)
    state: TaskState = state("状态", TaskState, default=TaskState.OPEN)


class ProgressState(State):
    """What the reviewer said of a report."""

    REPORTED = "reported", "待审核", Tone.NOTICE
    ACCEPTED = "accepted", "通过", Tone.DONE
    RETURNED = "returned", "退回", Tone.ALERT


@record("progress", "整改进展", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="content")
class Progress(Record):
    """What a unit reported on one measure, and what the reviewer answered.

    `turn` is how often the measure had been reopened by then: an earlier turn's report closes nothing.
    """

    task_id: str = ref("整改任务", "rectification_task", typed=False, listed=True)
    turn: int = count("重新打开次数", default=0, typed=False)
    reported_on: str = day("报告日期", listed=True)
    content: str = text("进展情况")
    finished: bool = flag("已完成", listed=True)
    review: str | None = text("审核意见", default=None, typed=False)
    reviewed_on: str | None = day("审核日期", default=None, typed=False)
    reviewer: str | None = line("审核人", default=None, typed=False, limit=50)
    state: ProgressState = state("审核", ProgressState, default=ProgressState.REPORTED)


@record("supervision_notice", "督办通知单", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="number")
class SupervisionNotice(Record):
    """A notice to a unit about late measures, frozen as printed."""

    number: str = line("编号", typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    unit_id: str = ref("单位", "unit", typed=False, listed=True)
    issued_on: str = day("发出日期", typed=False, listed=True)
    task_ids: tuple[str, ...] = lines("整改任务", typed=False, limit=36, inner=True)
    view: str = json("文书内容")
    delivered_on: str | None = day("送达日期", default=None, listed=True)
    receiver: str | None = line("签收人", default=None, limit=50, listed=True)
    reply_by_on: str | None = day("要求回复日期", default=None, listed=True)
    replied_on: str | None = day("回复日期", default=None, listed=True)
    reply: str | None = text("回复", default=None)

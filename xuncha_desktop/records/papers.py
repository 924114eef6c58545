"""Papers that pass a chain of approvals, and the opinions written on them."""

from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.records.fields import count, day, flag, inner, json, line, moment, ref, state, text
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


class PaperState(State):
    """The skeleton every chain shares; its ordered steps are the profile's data (foundation 19)."""

    IN_CHAIN = "in_chain", "审签中", Tone.NOTICE
    RETURNED = "returned", "已退回", Tone.ALERT
    SIGNED = "signed", "已签批", Tone.DONE
    VOID = "void", "作废", Tone.MUTED


@record("paper", "文书", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="title", born=Born.EITHER)
class Paper(Record):
    """A document about a record, on its way through a chain. 问题底稿 is the paper of kind `working_paper`.

    `view` holds the canonical bytes (as text) of what is being signed; once signed it never changes, and
    `view_digest` is what the signatures speak for (foundation 9).
    """

    kind: str = line("文书种类", typed=False, listed=True)
    number: str = line("编号", typed=False, limit=60, listed=True)
    title: str = line("题目", typed=False, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    subject_type: str = inner("所依据的记录类型")
    subject_id: str = inner("所依据的记录", limit=36)
    chain: str = inner("审签链")
    step: int = count("当前环节", typed=False)
    step_label: str | None = line("办理环节", typed=False, default=None, listed=True)
    rounds: int = count("送审次数", typed=False, default=1)
    view: str = json("文书内容")
    view_digest: str = inner("内容摘要", limit=64)
    signed_on: str | None = day("签批日期", default=None, typed=False, listed=True)
    state: PaperState = state("状态", PaperState, default=PaperState.IN_CHAIN)


@record(
    "opinion", "审签意见", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="step_label", born=Born.EITHER
)
class Opinion(Record):
    """What one step of the chain said. `registered_for` is filled when somebody entered it for another (代录)."""

    paper_id: str = ref("文书", "paper", typed=False)
    paper_round: int = count("第几次送审", typed=False)
    step: int = count("环节序号", typed=False)
    step_label: str = line("环节", typed=False, listed=True)
    agreed: bool = flag("同意", typed=False, listed=True)
    words: str | None = text("意见", default=None)
    reason: str | None = text("退回原因", default=None)
    signer: str = line("签署人", typed=False, limit=50, listed=True)
    registered_for: str | None = line("代录（原件签署人或机构）", default=None, limit=50)
    original_at: str | None = line("原件存放处", default=None)
    meeting_id: str | None = ref("组务会", "group_meeting", default=None)
    view_digest: str = inner("所签内容摘要", limit=64)
    dated_on: str = day("日期", listed=True)
    at: int = moment("登记时间", typed=False)

"""Petitions and leads: known only to those who must know. Links point from here outwards, never back."""

from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.records.attached import AttachedFile
from xuncha_desktop.records.fields import code, day, line, ref, sealed, state, text
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


class PetitionState(State):
    """Where a petition stands."""

    REGISTERED = "registered", "已登记", Tone.NOTICE
    INSTRUCTED = "instructed", "已批办"
    CLOSED = "closed", "已办结", Tone.DONE


@record(
    "petition", "信访举报", compartment=Compartment.RESTRICTED, level=Level.SECRET, title="number", born=Born.EITHER
)
class Petition(Record):
    """A letter, call or visit. The reporter's identity is sealed apart from everything else."""

    number: str = line("编号", typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("反映单位", "unit", listed=True)
    channel: str = code("渠道", "petition_channel", listed=True)
    received_on: str = day("收到日期", listed=True)
    signature: str = code("署名情况", "petition_signature", listed=True)
    reporter: str | None = sealed("信访人")
    accused: str | None = line("被反映人", default=None, limit=50, listed=True)
    accused_post: str | None = line("被反映人职务", default=None)
    content: str = text("反映内容")
    outcome: str | None = code("批办意见", "petition_outcome", default=None, typed=False, listed=True)
    outcome_words: str | None = text("批办内容", default=None, typed=False)
    outcome_by: str | None = line("批办人", default=None, limit=50, typed=False)
    outcome_on: str | None = day("批办日期", default=None, typed=False)
    outcome_registered_by: str | None = line("批办代录人", default=None, limit=50, typed=False)
    outcome_original_at: str | None = line("批办原件存放处", default=None, typed=False)
    reviewed_by: str | None = line("审阅机构", default=None, typed=False)
    reviewed_on: str | None = day("送审阅日期", default=None, typed=False)
    review_words: str | None = text("审阅意见", default=None, typed=False)
    result: str | None = text("办理结果", default=None, typed=False)
    state: PetitionState = state("状态", PetitionState, default=PetitionState.REGISTERED)


class LeadState(State):
    """Where a lead stands."""

    FORMED = "formed", "已形成"
    SCREENED = "screened", "已甄别"
    PROPOSED = "proposed", "已提处置建议"
    DECIDED = "decided", "已决定"
    TRANSFERRED = "transferred", "已移交", Tone.DONE
    CLOSED = "closed", "办结", Tone.DONE


@record("lead", "问题线索", compartment=Compartment.RESTRICTED, level=Level.SECRET, title="number", born=Born.EITHER)
class Lead(Record):
    """A lead about a person. It may point at a finding or petition; nothing points at it."""

    number: str = line("编号", typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("单位", "unit", typed=False, listed=True)
    accused: str = line("被反映人", limit=50, listed=True)
    accused_post: str | None = line("职务", default=None, listed=True)
    cadre_level: str | None = code("干部层级", "cadre_level", default=None, listed=True)
    content: str = text("主要内容")
    source: str = code("线索来源", "lead_source", listed=True)
    finding_id: str | None = ref("来自问题", "finding", default=None, typed=False)
    petition_id: str | None = ref("来自信访", "petition", default=None, typed=False)
    reviewed_by: str | None = line("审阅机构", default=None, typed=False)
    reviewed_on: str | None = day("送审阅日期", default=None, typed=False)
    review_words: str | None = text("审阅意见", default=None, typed=False)
    screening: str | None = code("甄别结果", "lead_screening", default=None, typed=False, listed=True)
    screening_words: str | None = text("甄别意见", default=None, typed=False)
    screened_by: str | None = line("甄别人", default=None, limit=50, typed=False)
    screened_on: str | None = day("甄别日期", default=None, typed=False)
    disposition: str | None = code("处置建议", "lead_disposition", default=None, typed=False, listed=True)
    disposition_words: str | None = text("建议理由", default=None, typed=False)
    decided_by: str | None = line("决定机构", default=None, typed=False)
    decided_on: str | None = day("决定日期", default=None, typed=False)
    decision: str | None = text("决定内容", default=None, typed=False)
    decision_registered_by: str | None = line("决定登记人", default=None, limit=50, typed=False)
    decision_original_at: str | None = line("决定原件存放处", default=None, typed=False)
    formed_on: str = day("形成日期", typed=False, listed=True)
    state: LeadState = state("状态", LeadState, default=LeadState.FORMED)


@record(
    "restricted_file",
    "受限材料",
    compartment=Compartment.RESTRICTED,
    level=Level.SECRET,
    title="name",
    born=Born.EITHER,
)
class RestrictedFile(AttachedFile):
    """An attached file of the restricted compartment."""

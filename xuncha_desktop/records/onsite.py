"""What a group does at the unit: meetings, interviews, findings with their evidence."""

from collections.abc import Mapping
from typing import Any

from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.records.attached import AttachedFile
from xuncha_desktop.records.fields import code, codes, count, day, flag, line, lines, money, ref, state, text
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


@record("entry_meeting", "动员会", compartment=Compartment.WORK, title="place", born=Born.GROUP)
class EntryMeeting(Record):
    """进驻动员会: agenda, who came, what was said, and whether the commitment was signed."""

    round_id: str = ref("轮次", "round")
    group_id: str = ref("巡察组", "inspection_group")
    unit_id: str = ref("被巡察单位", "unit", listed=True)
    held_on: str = day("召开日期", listed=True)
    place: str = line("地点", listed=True)
    chair: str = line("主持人", limit=50, listed=True)
    attendance: int | None = count("到会人数", default=None, listed=True)
    agenda: tuple[str, ...] = lines("议程", default=())
    commitment_signed: bool = flag("已签订巡察承诺书", listed=True)
    minutes: str | None = text("会议记录", default=None)


@record(
    "interview",
    "个别谈话",
    compartment=Compartment.WORK,
    level=Level.CONFIDENTIAL,
    title="interviewee",
    born=Born.GROUP,
)
class Interview(Record):
    """A talk with one person; the interviewee does not sign (an interview is no interrogation)."""

    number: str = line("编号", typed=False, limit=40, listed=True)
    round_id: str = ref("轮次", "round")
    group_id: str = ref("巡察组", "inspection_group")
    unit_id: str = ref("单位", "unit", listed=True)
    interviewee: str = line("谈话对象", limit=50, listed=True)
    interviewee_post: str | None = line("职务", default=None, listed=True)
    level: str = code("人员层级", "interviewee_level", listed=True)
    held_on: str = day("谈话日期", listed=True)
    began: str | None = line("开始时刻", default=None, limit=5)
    ended: str | None = line("结束时刻", default=None, limit=5)
    place: str | None = line("地点", default=None)
    interviewers: tuple[str, ...] = lines("谈话人", limit=50)
    recorder: str | None = line("记录人", default=None, limit=50)
    content: str = text("谈话内容")


class FindingState(State):
    """Where a finding stands; from submission on its paper carries the flow."""

    DRAFT = "draft", "起草", Tone.MUTED
    IN_CHAIN = "in_chain", "审签中", Tone.NOTICE
    SIGNED = "signed", "已签批", Tone.DONE
    VOID = "void", "作废", Tone.MUTED


def _nothing_twice(found: Any) -> Mapping[str, str]:
    issues = {"handlers": "承办人姓名重复", "also": "其他分类有重复", "tags": "专题标记有重复"}
    told = {name: said for name, said in issues.items() if len(set(getattr(found, name))) != len(getattr(found, name))}
    return told | ({"also": "其他分类不必再写问题分类已选的一项"} if found.category in found.also else {})


@record(
    "finding",
    "问题",
    compartment=Compartment.WORK,
    level=Level.CONFIDENTIAL,
    title="title",
    check=_nothing_twice,
    born=Born.GROUP,
)
class Finding(Record):
    """A problem the group found, written so that it can become a working paper. No leads about persons in it."""

    round_id: str = ref("轮次", "round")
    group_id: str = ref("巡察组", "inspection_group")
    unit_id: str = ref("被巡察单位", "unit", listed=True)
    title: str = line("问题标题", limit=80, listed=True)
    category: str = code("问题分类", "finding_category", listed=True)
    also: tuple[str, ...] = codes("其他分类", "finding_category", listed=True)
    focus: str | None = code("专项重点", "special_focus", default=None)
    tags: tuple[str, ...] = codes("专题标记", "finding_tag", listed=True)
    source: str | None = code("问题来源", "finding_source", default=None, listed=True)
    period: str | None = line("发生时间", default=None)
    summary: str | None = text("问题概述", default=None)
    fact: str | None = text("事实描述", default=None)
    basis: str | None = text("定性依据", default=None)
    amount: int | None = money("涉及金额", default=None, listed=True)
    subject: str | None = line("责任主体", default=None)
    about_principal: bool = flag("涉及主要负责人本人")
    suggestion: str | None = text("处理建议", default=None)
    handlers: tuple[str, ...] = lines("承办人", default=(), limit=50, listed=True)
    state: FindingState = state("状态", FindingState, default=FindingState.DRAFT)


@record(
    "group_meeting", "组务会", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="held_on", born=Born.GROUP
)
class GroupMeeting(Record):
    """A meeting of the group that studies papers; dissent is written down."""

    round_id: str = ref("轮次", "round")
    group_id: str = ref("巡察组", "inspection_group")
    held_on: str = day("召开日期", listed=True)
    place: str | None = line("地点", default=None, listed=True)
    chair: str = line("主持人", limit=50, listed=True)
    minute_taker: str = line("记录人", limit=50, listed=True)
    attendees: tuple[str, ...] = lines("参加人员", limit=50)
    minutes: str | None = text("会议记录", default=None)


@record("evidence", "佐证材料", compartment=Compartment.WORK, level=Level.CONFIDENTIAL, title="name", born=Born.EITHER)
class Evidence(AttachedFile):
    """An attached file of the work compartment."""

"""Terms, units, rounds, groups and who sits in them: what every account of a workspace may know."""

from collections.abc import Mapping
from typing import Any

from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.fields import code, codes, count, day, inner, line, lines, ref, state, text
from xuncha_desktop.records.registry import Record, exact_day, record
from xuncha_desktop.records.states import State


def _in_order(first: str, last: str, label: str) -> Any:
    def check(found: Any) -> Mapping[str, str]:
        begin, end = exact_day(getattr(found, first)), exact_day(getattr(found, last))
        return {last: f"{label}不能早于开始日期"} if begin and end and end < begin else {}

    return check


@record("term", "届次", compartment=Compartment.CORE, title="name", check=_in_order("from_on", "until_on", "届满日期"))
class Term(Record):
    """A term of the party committee: the frame in which coverage is counted."""

    name: str = line("名称", listed=True)
    from_on: str = day("开始日期", listed=True)
    until_on: str | None = day("届满日期", default=None, listed=True)


@record("unit", "单位", compartment=Compartment.CORE, title="name")
class Unit(Record):
    """A party organisation that can be inspected."""

    name: str = line("单位名称", listed=True)
    kind: str = code("单位类型", "unit_kind", listed=True)
    superior: str | None = line("上级单位", default=None)
    principal: str | None = line("主要负责人", default=None, listed=True)
    principal_post: str | None = line("主要负责人职务", default=None)
    staff: int | None = count("在职人数", default=None)
    contact: str | None = line("联系人及电话", default=None)
    last_inspected: str | None = line("上次巡察", default=None, listed=True)
    note: str | None = text("备注", default=None)


class RoundState(State):
    """Where a round stands."""

    DRAFT = "draft", "拟订", Tone.MUTED
    APPROVED = "approved", "已批准"
    ON_SITE = "on_site", "进驻了解"
    REPORTING = "reporting", "汇报"
    FEEDBACK = "feedback", "反馈与整改"
    CLOSED = "closed", "办结", Tone.DONE


@record("round", "轮次", compartment=Compartment.CORE, title="name", check=_in_order("from_on", "until_on", "结束日期"))
class Round(Record):
    """One round of inspection, bound to one version of one profile for good (foundation 17).

    `reference` is a second regime whose dates are shown beside its own, pinned to one version as well.
    """

    name: str = line("轮次名称", listed=True)
    term_id: str = ref("届次", "term", listed=True)
    year: int = count("年度", listed=True)
    kind: str = code("巡察类型", "inspection_type", listed=True)
    attributes: tuple[str, ...] = codes("组织方式", "inspection_attribute", listed=True)
    source_round_id: str | None = ref("所依据的轮次", "round", default=None)
    basis: str | None = text("依据", default=None)
    from_on: str = day("开始时间", listed=True)
    until_on: str = day("结束时间", listed=True)
    profile: str = line("规则档", typed=False)
    profile_digest: str = inner("规则档摘要")
    reference: str | None = line("参照规则档", default=None, typed=False)
    reference_digest: str | None = inner("参照规则档摘要", default=None)
    state: RoundState = state("阶段", RoundState, default=RoundState.DRAFT)


@record("inspection_group", "巡察组", compartment=Compartment.CORE, title="name")
class Group(Record):
    """An inspection group of one round; `code` goes into the numbers it gives (foundation 11)."""

    round_id: str = ref("轮次", "round", listed=True)
    name: str = line("名称", listed=True)
    code: str = line("编号代字", limit=12, listed=True)
    unit_id: str = ref("被巡察单位", "unit", listed=True)
    stay_from_on: str | None = day("进驻日期", default=None, listed=True)
    stay_until_on: str | None = day("离驻日期", default=None, listed=True)


@record("group_member", "编组人员", compartment=Compartment.CORE, title="name")
class GroupMember(Record):
    """A person's place in a group."""

    group_id: str = ref("巡察组", "inspection_group", listed=True)
    name: str = line("姓名", limit=50, listed=True)
    post: str = code("组内职务", "post", listed=True)
    home_unit: str = line("原单位及职务", listed=True)
    duties: str | None = line("分工", default=None, listed=True)
    avoids: tuple[str, ...] = lines("应回避的单位", default=())

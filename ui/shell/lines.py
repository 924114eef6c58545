"""Record types in the navigation: a line each gives a ledger, a form, and the acts behind its buttons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import BUSINESS, GROUP, OFFICE, Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import (
    announcements,
    findings,
    onsite,
    petitions,
    planning,
    profiles,
    reading,
    round_events,
)
from xuncha_desktop.services.session import Session

Values = Mapping[str, Any]
Add = Callable[[Session, dict[str, Any]], Record | None]
Correct = Callable[[Session, Record, dict[str, Any]], Record]

NOBODY: frozenset[Post] = frozenset()  # reached from another screen: the line only gives the form its acts
REGISTRARS = GROUP | {Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK}
KNOWING = GROUP | {Post.OFFICE_DIRECTOR}


@dataclass(frozen=True, slots=True)
class Line:
    """`add` and `correct` are the acts of the form; without them it only shows. `posts` see it in the navigation."""

    type: str
    title: str
    icon: str
    group: str
    posts: frozenset[Post]
    add: Add | None = None
    correct: Correct | None = None


def own_group(session: Session) -> str:
    """The group records are written down for: the only one of this workspace. Raises `Refused` if that is not one."""
    groups = reading.page(session, reading.Query(Group.type.name), size=2).rows
    if len(groups) != 1:
        raise Refused("本工作区有多个巡察组，请从巡察组的页面登记" if groups else "还没有建立巡察组，请先建立")
    return groups[0].id


def _of_group(act: Callable[..., Record | None]) -> Add:
    return lambda session, values: act(session, own_group(session), **values)


def _plain(act: Callable[..., Record]) -> Add:
    return lambda session, values: act(session, **values)


def _correct(act: Callable[..., Record]) -> Correct:
    return lambda session, record, values: act(session, record.id, record.version, **values)


def _of_round(act: Callable[..., Record]) -> Add:
    """An event of the round this workspace's group is in."""

    def add(session: Session, values: dict[str, Any]) -> Record:
        group = session.table(Group).get(own_group(session))
        return act(session, group.round_id, values.pop("event"), values.pop("happened_on"), **values)

    return add


def _correct_event(session: Session, record: Record, values: dict[str, Any]) -> Record:
    """Only day and note of an event change; another event is another entry."""
    fixed = ("event", "group_id", "answers_id")
    if any((values.get(name) or None) != getattr(record, name) for name in fixed if name in values):
        raise Refused("登记后只能改日期和说明；事项登记错的，请作废后重新登记")
    given = {name: values[name] for name in ("happened_on", "note") if name in values}
    return round_events.correct(session, record.id, record.version, **given)


def _plan_round(session: Session, values: dict[str, Any]) -> Record:
    return planning.plan_round(session, profiles.latest(session), **values)


PLAN, ON_SITE, MEND, RECORDS = "巡察计划", "现场了解", "反馈整改", "往来登记"

LINES: tuple[Line, ...] = (
    Line("round", "轮次", "flag", PLAN, GROUP, _plan_round, _correct(planning.correct_round)),
    Line(
        "inspection_group",
        "巡察组",
        "users",
        PLAN,
        GROUP,
        _plain(planning.form_group),
        _correct(planning.correct_group),
    ),
    Line("group_member", "编组人员", "user", PLAN, NOBODY, _plain(planning.appoint), _correct(planning.change_member)),
    Line("unit", "单位库", "building", PLAN, NOBODY, _plain(planning.register_unit), _correct(planning.correct_unit)),
    Line("term", "届次", "calendar", PLAN, NOBODY, _plain(planning.register_term)),
    Line(
        "entry_meeting",
        "动员会",
        "map-pin",
        ON_SITE,
        GROUP,
        _of_group(onsite.register_entry_meeting),
        _correct(onsite.correct_entry_meeting),
    ),
    Line(
        "interview",
        "个别谈话",
        "user-check",
        ON_SITE,
        GROUP,
        _of_group(onsite.register_interview),
        _correct(onsite.correct_interview),
    ),
    Line("finding", "问题", "clipboard-list", ON_SITE, GROUP, _plain(findings.draft), _correct(findings.correct)),
    Line("inquiry_letter", "征询函", "send", PLAN, OFFICE),
    Line(
        "announcement",
        "巡察公告",
        "map-pin",
        PLAN,
        REGISTRARS,
        _of_group(announcements.draft),
        _correct(announcements.correct),
    ),
    Line("round_event", "事项与期限", "clock", PLAN, GROUP, _of_round(round_events.register), _correct_event),
    Line("paper", "文书审签", "signature", ON_SITE, BUSINESS),
    Line(
        "group_meeting",
        "组务会",
        "users",
        ON_SITE,
        GROUP,
        _of_group(onsite.register_group_meeting),
        _correct(onsite.correct_group_meeting),
    ),
    Line(
        "petition",
        "信访举报",
        "mail",
        ON_SITE,
        REGISTRARS,
        _of_group(petitions.register),
        _correct(petitions.correct),
    ),
    Line("lead", "问题线索", "shield", ON_SITE, KNOWING),
    Line("instruction_request", "请示", "send", ON_SITE, BUSINESS),
    Line("instruction", "批示", "stamp", ON_SITE, BUSINESS),
    Line("immediate_rectification", "立行立改", "check-circle", ON_SITE, BUSINESS),
    Line("decision", "决策登记", "gavel", MEND, OFFICE),
    Line("feedback", "反馈意见", "file-text", MEND, OFFICE),
    Line("deadline", "期限", "clock", MEND, OFFICE),
    Line("rectification_task", "整改任务", "list", MEND, OFFICE),
    Line("progress", "整改进展", "refresh", MEND, OFFICE),
    Line("supervision_notice", "督办通知单", "bell", MEND, OFFICE),
    Line("quality_card", "质量牌", "alert-triangle", MEND, OFFICE),
    Line("urging", "督促措施", "flow", MEND, OFFICE),
    Line("package", "数据包", "package", RECORDS, BUSINESS),
    Line("print_stamp", "打印登记", "printer", RECORDS, BUSINESS),
    Line("restricted_print", "受限打印登记", "printer", RECORDS, BUSINESS),
)


def line_of(type_name: str) -> Line | None:
    """The line of a record type, if it has one."""
    return next((line for line in LINES if line.type == type_name), None)

"""What a person finds waiting at the start of the day: short lists and figures, each naming the records behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from xuncha_desktop.crypto.ring_state import AccountState
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.onsite import Finding, FindingState, Interview
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.records.rectification import (
    Deadline,
    Progress,
    ProgressState,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.records.registry import Record, exact_day
from xuncha_desktop.records.requests import InstructionRequest, RequestState
from xuncha_desktop.records.restricted import Lead, Petition, PetitionState
from xuncha_desktop.services import accounts, chains, deadlines, due_reasons, findings, profiles, rectification_board
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.working_papers import KIND
from xuncha_desktop.storage.table import ANY, Where

MOST = 20
"""Lines a list shows; the figure beside its title counts all."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list; `type` and `id` name the record it opens."""

    title: str
    note: str
    type: str
    id: str
    mark: str = ""
    tone: Tone = Tone.MUTED
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as far as it is shown, and how many there are."""

    items: tuple[Item, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens the records it counts: a type and the wanted values of its columns."""

    name: str
    number: int
    type: str
    choices: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


@dataclass(frozen=True, slots=True)
class Stay:
    """The group's days at the unit: today is day `day` of `days`."""

    day: int
    days: int


Lister = Callable[[Session], Listed]
Counter = Callable[[Session], tuple[Figure, ...]]
Note = Callable[[Any], tuple[str, str, Tone]]


def stay(session: Session) -> Stay | None:
    """Where the newest group stands in its stay; None before, after, or in an office."""
    if session.place.kind != "group":
        return None
    groups = session.table(Group).where(ANY, order="rowid DESC", limit=1)
    begin = exact_day(groups[0].stay_from_on) if groups else None
    end = exact_day(groups[0].stay_until_on) if groups else None
    if begin is None or end is None or not begin <= session.today <= end:
        return None
    return Stay((session.today - begin).days + 1, (end - begin).days + 1)


# ------------------------------------------------------------------ the group's own work


def returned_to_me(session: Session) -> Listed:
    """Papers sent back that this person drafted, each with the reason."""
    papers = _rows(session, Paper, Where("state = ?", (PaperState.RETURNED.value,)))
    mine = [paper for paper in papers if _drafted_by(session, paper)]
    return _listed(mine, lambda paper: (_reason(session, paper), "已退回", Tone.ALERT))


def my_drafts(session: Session) -> Listed:
    """Findings this person has begun, each with what is still missing."""
    where = Where("state = ? AND created_by = ?", (FindingState.DRAFT.value, session.actor.user_id))

    def note(finding: Finding) -> tuple[str, str, Tone]:
        missing = findings.missing(finding, 2)
        return ("缺：" + "、".join(missing) if missing else "可以送审", "起草", Tone.MUTED)

    return first(session, Finding, where, note)


def my_interviews(session: Session) -> Listed:
    """Talks this person wrote down, the newest first."""
    where = Where("created_by = ?", (session.actor.user_id,))
    return first(session, Interview, where, lambda talk: (talk.held_on, "", Tone.MUTED))


def todays_interviews(session: Session) -> Listed:
    """Talks held today."""
    where = Where("held_on = ?", (session.today.isoformat(),))
    return first(session, Interview, where, lambda talk: (talk.interviewee_post or talk.place or "", "", Tone.MUTED))


def papers_for_me(session: Session) -> Listed:
    """Papers whose next step this person can take."""
    papers = _rows(session, Paper, Where("state = ?", (PaperState.IN_CHAIN.value,)))
    mine = [paper for paper in papers if chains.why_not(session, paper) is None]
    return _listed(mine, lambda paper: (paper.number, paper.step_label or "审签中", Tone.NOTICE))


def open_requests(session: Session) -> Listed:
    """请示 that were sent and have no answer yet."""
    where = Where("state = ?", (RequestState.SENT.value,))
    return first(
        session, InstructionRequest, where, lambda asked: (asked.requested_on, RequestState.SENT.label, Tone.NOTICE)
    )


def petitions_to_decide(session: Session) -> Listed:
    """Petitions nobody has decided on."""
    where = Where("state = ?", (PetitionState.REGISTERED.value,))
    return first(session, Petition, where, lambda petition: (petition.received_on, "待批办", Tone.NOTICE))


# ------------------------------------------------------------------ the office's work


def deadlines_due(session: Session, days: int = 30, among: Where = ANY) -> Listed:
    """What is late or due within some days, `among` all that is awaited."""
    last = (session.today + timedelta(days=days)).isoformat()
    return awaited(session, Where("met_on IS NULL AND due_on <= ?", (last,)) & among)


def awaited(session: Session, where: Where) -> Listed:
    """Running clocks with their lights, the nearest first."""

    def note(one: Deadline) -> tuple[str, str, Tone]:
        light = deadlines.light(session, one)
        return f"期限 {one.due_on}" if one.due_on else "", light.words, light.tone

    return told(session, first(session, Deadline, where, note, order="due_on IS NULL, due_on, rowid"))


def packages_waiting(session: Session) -> Listed:
    """Packages without a receipt, sent back, or taken in by halves."""
    states = (PackageState.WRITTEN, PackageState.PARTIAL, PackageState.RETURNED)
    where = Where("state IN (?, ?, ?)", tuple(state.value for state in states))
    return first(session, Package, where, lambda one: (one.kind, one.state.label, one.state.tone))


def tasks_late(session: Session) -> Listed:
    """Measures past a date, the article's first; a date the unit set itself is said to be its own."""
    late = rectification_board.overdue(session, limit=MOST)
    return told(session, _lit(late, lambda: rectification_board.count_overdue(session)))


def tasks_due(session: Session) -> Listed:
    """Measures due within the next days."""
    soon = rectification_board.due_soon(session, limit=MOST)
    return told(session, _lit(soon, lambda: rectification_board.count_due_soon(session)))


def progress_to_review(session: Session) -> Listed:
    """Progress nobody has reviewed."""
    where = Where("state = ?", (ProgressState.REPORTED.value,))
    return first(session, Progress, where, lambda one: (one.reported_on, "待审核", Tone.NOTICE))


# ------------------------------------------------------------------ officers


def accounts_new(session: Session) -> Listed:
    """Accounts nobody has used yet."""
    return _accounts(session, lambda line: line.state is AccountState.NEW, "初始口令尚未启用")


def accounts_uncertified(session: Session) -> Listed:
    """Accounts whose owner waits for a certificate."""
    waiting = AccountState.PENDING
    return _accounts(session, lambda line: line.state is waiting and not line.certificates, "待认定岗位")


def accounts_without_keys(session: Session) -> Listed:
    """Certified people who wait for somebody to hand them the keys."""
    return _accounts(session, lambda line: line.wants_keys, "待授予密钥")


# ------------------------------------------------------------------ figures


def finding_figures(session: Session) -> tuple[Figure, ...]:
    """Findings by state; zeros are shown."""
    return _by_state(session, Finding, (FindingState.DRAFT, FindingState.IN_CHAIN, FindingState.SIGNED))


def paper_figures(session: Session) -> tuple[Figure, ...]:
    """Working papers by state; what else goes through a chain is none of them."""
    states = (PaperState.IN_CHAIN, PaperState.RETURNED, PaperState.SIGNED)
    return tuple(_figure(session, Paper, one.label, {"kind": KIND, "state": one.value}) for one in states)


def petition_figures(session: Session) -> tuple[Figure, ...]:
    """Petitions by channel, in the profile's words."""
    words = profiles.codes(profiles.latest(session), "petition_channel")
    return tuple(_figure(session, Petition, words[code], {"channel": code}) for code in words)


def lead_figures(session: Session) -> tuple[Figure, ...]:
    """All leads this person may know."""
    return (_figure(session, Lead, "问题线索", {}),)


def interview_figures(session: Session) -> tuple[Figure, ...]:
    """All talks."""
    return (_figure(session, Interview, "个别谈话", {}),)


def task_figures(session: Session) -> tuple[Figure, ...]:
    """Measures by state."""
    return _by_state(session, RectificationTask, tuple(TaskState))


def may(session: Session, *compartments: Compartment) -> bool:
    """Whether this person's keys open all of these: what may not be known is not shown, not even as a zero."""
    return all(map(session.holds, compartments))


# ------------------------------------------------------------------ helpers


def _rows(session: Session, cls: type[Any], where: Where) -> list[Any]:
    try:
        return session.table(cls).where(where, order="rowid DESC")
    except NotAllowed:
        return []


def first(session: Session, cls: type[Any], where: Where, note: Note, *, order: str = "rowid DESC") -> Listed:
    """The lines shown are read, the others only counted."""
    try:
        rows = session.table(cls).where(where, order=order, limit=MOST)
        count = _all(len(rows), lambda: session.table(cls).count(where))
    except NotAllowed:
        return Listed()
    return Listed(tuple(_item(row, *note(row)) for row in rows), count)


def _all(shown: int, count: Callable[[], int]) -> int:
    return shown if shown < MOST else count()


def _listed(rows: list[Any], note: Note) -> Listed:
    return Listed(tuple(_item(row, *note(row)) for row in rows[:MOST]), len(rows))


def _item(record: Record, note: str, mark: str, tone: Tone) -> Item:
    return Item(record.type.title_of(record), note, record.type.name, record.id, mark, tone)


def _lit(measures: list[rectification_board.Lit], count: Callable[[], int]) -> Listed:
    shown = (_item(one.task, one.task.responsible_unit, one.light.words, one.light.tone) for one in measures)
    return Listed(tuple(shown), _all(len(measures), count))


def told(session: Session, listed: Listed) -> Listed:
    """The same lines, each with the reckoning of its date."""
    dated = (replace(one, why=due_reasons.of(session, one.type, one.id)) for one in listed.items)
    return Listed(tuple(dated), listed.count)


def _drafted_by(session: Session, paper: Paper) -> bool:
    if paper.subject_type != Finding.type.name:
        return paper.created_by == session.actor.user_id
    finding = session.table(Finding).find(paper.subject_id)
    return finding is not None and session.actor.user_id in (finding.created_by, paper.created_by)


def _reason(session: Session, paper: Paper) -> str:
    where = Where("paper_id = ? AND NOT agreed", (paper.id,))
    said = session.table(Opinion).where(where, order="at DESC, rowid DESC", limit=1)
    return f"{said[0].signer}：{said[0].reason or said[0].words or ''}" if said else ""


def _accounts(session: Session, wanted: Callable[[accounts.AccountLine], bool], note: str) -> Listed:
    found = [line for line in accounts.lines(session) if wanted(line)]
    items = tuple(
        Item(line.account.name, f"登录名 {line.account.login}", "account", line.account.user_id, note, Tone.NOTICE)
        for line in found[:MOST]
    )
    return Listed(items, len(found))


def _by_state(session: Session, cls: type[Any], states: tuple[Any, ...]) -> tuple[Figure, ...]:
    return tuple(_figure(session, cls, state.label, {"state": state.value}) for state in states)


def _figure(session: Session, cls: type[Any], name: str, wanted: dict[str, str]) -> Figure:
    where = ANY
    for column, value in wanted.items():
        where = where & Where(f"{column} = ?", (value,))
    number = session.table(cls).count(where)
    return Figure(name, number, cls.type.name, {column: frozenset((value,)) for column, value in wanted.items()})

"""What happened to a record and what it hangs together with, in words a person reads: acts, people, links both ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.rectification import Deadline, RectificationTask, SupervisionNotice
from xuncha_desktop.records.registry import Record, RecordType, record_type, record_types
from xuncha_desktop.records.requests import InstructionRequest
from xuncha_desktop.records.urging import QualityCard, Urging
from xuncha_desktop.services import reading
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.use_case import use_cases

OUTSIDE = "（本工作区以外的人员）"
LINKS_SHOWN = 200
# Everything of a round points at these; as links back they would say nothing.
_TOO_GENERAL = frozenset(("term", "unit", "round", "inspection_group"))


@dataclass(frozen=True, slots=True)
class Event:
    """One act on a record. `changed` holds (before, after) by field name."""

    at: int
    who: str
    act: str
    reason: str
    first: bool
    changed: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Link:
    """Another record this one points at, or that points at this one: by what word, and what it is called."""

    word: str
    type: RecordType[Any]
    record_id: str
    title: str


def events(session: Session, type_name: str, record_id: str) -> list[Event]:
    """What happened, newest first. Raises `NotAllowed` without the key."""
    labels = _act_labels()
    found = reading.history(session, type_name, record_id)
    return [
        Event(
            revision.at,
            name_of(session, revision.actor),
            labels.get(revision.act, revision.act),
            revision.reason or "",
            revision is found[-1],
            revision.changed,
        )
        for revision in found
    ]


def name_of(session: Session, user_id: str) -> str:
    """Who an account of this workspace is; a person of another workspace is not named here."""
    if user_id == session.actor.user_id:
        return session.actor.name
    if session.vault is not None:
        for account in session.vault.ring.accounts:
            if account.user_id == user_id:
                return account.name
    return OUTSIDE


def links(session: Session, record: Record) -> list[Link]:
    """Records this one points at, then those that point at it, as far as this person may know of them."""
    return [*_outwards(session, record), *_inwards(session, record)][:LINKS_SHOWN]


def _outwards(session: Session, record: Record) -> list[Link]:
    found: list[Link] = []
    for f in record.type.fields:
        value = getattr(record, f.name)
        if f.kind is Kind.REF and f.source and value:
            found += _link(session, f.label, f.source, value)
    if isinstance(record, (Paper, InstructionRequest, Deadline)):
        found += _link(session, "由此形成", record.subject_type, record.subject_id)
    if isinstance(record, SupervisionNotice):
        task = RectificationTask.type
        found += [link for task_id in record.task_ids for link in _link(session, task.label, task.name, task_id)]
    if isinstance(record, Urging):
        found += _grounds(session, record)
    return found


def _grounds(session: Session, record: Urging) -> list[Link]:
    """The measures, cards and letters a unit was urged for; a letter is a notice or another rung."""
    tasks, cards, notice = RectificationTask.type, QualityCard.type, SupervisionNotice.type
    found = [link for one in record.task_ids for link in _link(session, tasks.label, tasks.name, one)]
    found += [link for one in record.card_ids for link in _link(session, cards.label, cards.name, one)]
    for one in record.unanswered_ids:
        type_ = notice if session.table(SupervisionNotice).find(one) else Urging.type
        found += _link(session, "没有回复", type_.name, one)
    return found


def _inwards(session: Session, record: Record) -> list[Link]:
    found: list[Link] = []
    if isinstance(record, Finding):
        papers = reading.related(session, "paper", "subject_id", record.id)
        found += [Link("形成文书", Paper.type, paper.id, _called(paper)) for paper in papers]
    if record.type.name in _TOO_GENERAL:
        return found
    for type_ in record_types().values():
        for f in type_.fields:
            if f.kind is Kind.REF and f.source == record.type.name:
                told = reading.related(session, type_.name, f.name, record.id)
                found += [Link(f"{type_.label}（{f.label}）", type_, one.id, _called(one)) for one in told]
    return found


def _link(session: Session, word: str, source: str, record_id: str) -> list[Link]:
    type_ = record_type(source)
    if not session.holds(type_.compartment):
        return []  # closed to this person: not even that it exists is told
    found = list(reading.by_ids(session, source, [record_id]))
    return [Link(word, type_, record_id, _called(found[0]))] if found else [Link(word, type_, "", "（未随数据交换）")]


def _called(record: Record) -> str:
    title = record.type.title_of(record)
    number = getattr(record, "number", None)
    return f"{number}　{title}" if number and number != title else title


@lru_cache(maxsize=1)
def _act_labels() -> dict[str, str]:
    return {name: act.label for name, act in use_cases().items()}

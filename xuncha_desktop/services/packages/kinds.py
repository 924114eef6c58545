"""The kinds of packages, declared: who sends them, which records travel, and whether custody goes with them.

A new kind, or a type in a kind, is a line here. Files of travelling records go along by themselves. Only what a
workspace keeps in its own custody leaves it; a copy it merely holds is not passed on.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import FindingState
from xuncha_desktop.records.papers import PaperState
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.services import requests, round_events
from xuncha_desktop.services.session import Tx
from xuncha_desktop.storage.table import ANY, Where

OFFICE, GROUP = "office", "group"
FILES: Mapping[Compartment, str] = {Compartment.WORK: "evidence", Compartment.RESTRICTED: "restricted_file"}
"""The type whose rows are attached files, by compartment; they have `owner_id`, `file`, `key` and `size`."""


class Custody(StrEnum):
    """What becomes of a record's custody when it travels."""

    COPY = "copy"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a package is about: a group, and the records somebody chose."""

    group_id: str
    chosen: frozenset[str] = frozenset()


Pick = Callable[[Scope], Where]
Alter = Callable[[Record], Mapping[str, Any]]


def _as_it_is(_: Record) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Load:
    """One record type in a kind. `of` and `by`: only children of travelling records of that type, by that column.

    `ready` narrows what is picked; the rest stays behind, and `behind` says why. `alter` changes a record as it goes.
    `home`: custody goes only with what came back from the group's lost computer, of the rest a copy.
    """

    type: str
    pick: Pick
    custody: Custody = Custody.COPY
    of: str = ""
    by: str = ""
    ready: Where = ANY
    behind: str = ""
    alter: Alter = _as_it_is
    home: bool = False

    @property
    def compartment(self) -> Compartment:
        """Where its records lie."""
        return record_type(self.type).compartment


@dataclass(frozen=True, slots=True)
class PackageKind:
    """What a kind of package is. `chosen`: somebody has to pick the records it is about.

    `restores`: it brings a group back what its own people wrote on a computer that is lost.
    """

    kind: Kind
    sender: frozenset[str]
    loads: tuple[Load, ...] = ()
    chosen: bool = False
    reason: bool = False
    restores: bool = False

    @property
    def name(self) -> str:
        """Its name on the wire."""
        return self.kind.value

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.kind.label

    def types(self, compartment: Compartment) -> frozenset[str]:
        """The record types its section of a compartment may hold."""
        own = {load.type for load in self.loads if load.compartment is compartment}
        return frozenset(own | ({FILES[compartment]} if own and compartment in FILES else set()))

    @property
    def moving(self) -> frozenset[str]:
        """The record types whose custody may come with it, files among them."""
        moved = {load.type for load in self.loads if load.custody is Custody.MOVE}
        return frozenset(moved | {FILES[c] for c in FILES if any(record_type(t).compartment is c for t in moved)})

    def alter_of(self, type_name: str) -> Alter:
        """How a record of that type changes as it goes."""
        return next((load.alter for load in self.loads if load.type == type_name), _as_it_is)


def _of_group(scope: Scope) -> Where:
    return Where("group_id = ?", (scope.group_id,))


def _of_unit(scope: Scope) -> Where:
    """Records that name a round and a unit, but no group: several groups share a round, never the unit in it."""
    return Where(
        "(round_id, unit_id) IN (SELECT round_id, unit_id FROM feedback WHERE group_id = ?)", (scope.group_id,)
    )


def _concerning(scope: Scope) -> Where:
    """Events of the group, and those that hold for every group of its round."""
    every = "group_id IS NULL AND round_id IN (SELECT round_id FROM feedback WHERE group_id = ?)"
    return Where(f"group_id = ? OR {every}", (scope.group_id, scope.group_id))


def _decided(scope: Scope) -> Where:
    """Decisions about the unit, and those that hold for every unit of the round."""
    every = "unit_id IS NULL AND round_id IN (SELECT round_id FROM feedback WHERE group_id = ?)"
    own = _of_unit(scope)
    return Where(f"{own.sql} OR {every}", (*own.values, scope.group_id))


def _closings(scope: Scope) -> Where:
    """The papers two persons close a measure with; the group's own papers came from it and are no news there."""
    return _of_group(scope) & Where("kind = 'rectification_closing'")


def _own_papers(scope: Scope) -> Where:
    return _of_group(scope) & Where("kind <> 'rectification_closing'")


def _chosen(scope: Scope) -> Where:
    return Where("id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(scope.chosen)),))


def _subject_of(table: str) -> Pick:
    def pick(scope: Scope) -> Where:
        also = _chosen(scope)
        return Where(
            f"id IN (SELECT subject_id FROM {table} WHERE {also.sql}) OR {also.sql}",  # noqa: S608 a declared type
            (*also.values, *also.values),
        )

    return pick


def _any(_: Scope) -> Where:
    return ANY


def _in_core(sql: str) -> Pick:
    return lambda scope: Where(sql, (scope.group_id,))


_ROUND = "SELECT round_id FROM inspection_group WHERE id = ?"

# What a reader needs to understand the rest.
FRAME = (
    Load("term", _in_core(f"id IN (SELECT term_id FROM round WHERE id IN ({_ROUND}))")),  # noqa: S608 our own words
    Load("unit", _in_core("id IN (SELECT unit_id FROM inspection_group WHERE id = ?)")),
    Load("round", _in_core(f"id IN ({_ROUND})")),
    Load("inspection_group", _in_core("id = ?")),
    Load("group_member", _of_group),
)


def _copies(pick: Pick, *types: str) -> tuple[Load, ...]:
    return tuple(Load(type_, pick) for type_ in types)


def _moves(pick: Pick, *types: str) -> tuple[Load, ...]:
    return tuple(Load(type_, pick, Custody.MOVE) for type_ in types)


def _homes(pick: Pick, *types: str) -> tuple[Load, ...]:
    return tuple(Load(type_, pick, Custody.MOVE, home=True) for type_ in types)


def _reopened(record: Record) -> Mapping[str, Any]:
    """A paper sent back goes to its drafters again, whatever had been signed."""
    if getattr(record, "state", None) is PaperState.VOID:
        return {}
    return {"state": PaperState.RETURNED, "step": 0, "step_label": "退回修改"}


def _drafted(record: Record) -> Mapping[str, Any]:
    return {} if getattr(record, "state", None) is FindingState.VOID else {"state": FindingState.DRAFT}


_DONE = Where("state IN ('signed', 'void')")
_SUBJECTS = ("finding", "immediate_rectification", "interview", "entry_meeting")

TASK = PackageKind(Kind.TASK, frozenset({OFFICE}), (*FRAME, *_copies(_of_group, "announcement")))

REQUEST = PackageKind(
    Kind.REQUEST,
    frozenset({GROUP}),
    (
        *FRAME,
        Load("instruction_request", _chosen, ready=Where("state <> 'draft'"), behind="尚未签发"),
        *_copies(_subject_of("instruction_request"), *_SUBJECTS, "paper"),
    ),
    chosen=True,
)

INSTRUCTION = PackageKind(
    Kind.INSTRUCTION, frozenset({OFFICE}), (*FRAME, *_copies(_chosen, "instruction", "decision")), chosen=True
)

RESULT = PackageKind(
    Kind.RESULT,
    frozenset({GROUP}),
    (
        *FRAME,
        *_copies(
            _of_group,
            *("entry_meeting", "interview", "group_meeting", "announcement"),
            *("immediate_rectification", "instruction_request", "instruction", "round_event"),
        ),
        Load("finding", _of_group, Custody.MOVE, ready=_DONE, behind="尚未签批"),
        Load("paper", _of_group, Custody.MOVE, ready=_DONE, behind="还在审签中"),
        Load("opinion", _any, Custody.MOVE, of="paper", by="paper_id"),
        *_moves(_of_group, "petition", "lead"),
    ),
)

RETURN = PackageKind(
    Kind.RETURN,
    frozenset({OFFICE}),
    (
        *FRAME,
        Load("finding", _subject_of("paper"), Custody.MOVE, alter=_drafted),
        Load("paper", _chosen, Custody.MOVE, alter=_reopened),
        Load("opinion", _any, Custody.MOVE, of="paper", by="paper_id"),
        *_moves(_chosen, "petition", "lead"),
    ),
    chosen=True,
    reason=True,
)

# Only the office registers what a unit sends and how far it is (its records stay in the office's custody), so only
# it has something to send; a group follows the rectification of its unit with the copies.
RECTIFICATION = PackageKind(
    Kind.RECTIFICATION,
    frozenset({OFFICE}),
    (
        *FRAME,
        *_copies(_of_group, "feedback", "rectification_task", "quality_card", "urging"),
        *_copies(_decided, "decision"),
        *_copies(_concerning, "round_event"),
        *_copies(_of_unit, "supervision_notice", "deadline"),
        Load("feedback_item", _any, of="feedback", by="feedback_id"),
        Load("feedback_receipt", _any, of="feedback", by="feedback_id"),
        Load("incoming_document", _any, of="feedback", by="feedback_id"),
        Load("progress", _any, of="rectification_task", by="task_id"),
        Load("paper", _closings),
        Load("opinion", _any, of="paper", by="paper_id"),
    ),
)

# For a group whose computer was lost: what it had kept is its again, what it had handed over it may read.
HANDOVER = PackageKind(
    Kind.HANDOVER,
    frozenset({OFFICE}),
    (
        *FRAME,
        *_homes(_of_group, "entry_meeting", "interview", "group_meeting", "immediate_rectification", "finding"),
        *_homes(_of_group, "announcement"),
        *_homes(_own_papers, "paper"),
        Load("opinion", _any, Custody.MOVE, of="paper", by="paper_id", home=True),
        *_homes(_of_group, "instruction_request", "round_event"),
        *_copies(_of_group, "instruction"),
        *_homes(_of_group, "petition", "lead"),
    ),
    restores=True,
)

RECEIPT = PackageKind(Kind.RECEIPT, frozenset({OFFICE, GROUP}))

KINDS: Mapping[Kind, PackageKind] = {
    each.kind: each for each in (TASK, REQUEST, INSTRUCTION, RESULT, RETURN, RECTIFICATION, HANDOVER, RECEIPT)
}

Follow = Callable[[Tx, Any], object]
AFTER: Mapping[str, Follow] = {
    "instruction": requests.apply_instruction,
    "round_event": round_events.settle,
    "entry_meeting": round_events.settle_stated,
}
"""What follows, in the same transaction, when a package brings a record of a type that is new or newer here."""

STAYING: Mapping[str, str] = {
    "print_stamp": "打印登记说明本机打印了什么，不随数据交换",
    "restricted_print": "打印登记说明本机打印了什么，不随数据交换",
    "inquiry_letter": "征询函由巡察办发出和登记回函",
    "left_out_paper": "未采用底稿的理由由巡察办自己掌握",
    "peer": "往来工作区的公钥由双方各自核对登记",
    "package": "收发登记属于本工作区",
}
"""Record types of the exchanged compartments that never travel, and why."""


def other_side(place_kind: str) -> str:
    """Where packages come from: they go between an office and its groups only."""
    return GROUP if place_kind == OFFICE else OFFICE


def kind_of(kind: Kind) -> PackageKind:
    """The declaration of a kind."""
    return KINDS[kind]


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants sent. `chosen` are record ids; `reason` goes with what is returned.

    `part_size`: at most so many bytes a file, for small media; None splits only what no FAT32 drive takes.
    """

    kind: PackageKind
    peer_id: str
    chosen: frozenset[str] = field(default_factory=frozenset[str])
    medium: str = ""
    purpose: str = ""
    reason: str = ""
    part_size: int | None = None

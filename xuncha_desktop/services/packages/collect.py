"""What goes into a package: picked by the kind's declaration, counted before, read in slices while it is written."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from xuncha_desktop.crypto.chunks import cipher_length
from xuncha_desktop.exchange import parts
from xuncha_desktop.exchange.media import readable_size
from xuncha_desktop.exchange.outgoing import BlobSource
from xuncha_desktop.kernel.errors import NotAllowed, Stale
from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.services.packages import notes
from xuncha_desktop.services.packages.kinds import FILES, RESULT, Custody, Load, PackageKind, Scope
from xuncha_desktop.services.session import UNKNOWN, Session
from xuncha_desktop.storage.connection import Connection
from xuncha_desktop.storage.table import Table, Where

SLICE = 200
EXCHANGED = (Compartment.CORE, Compartment.WORK, Compartment.RESTRICTED)
Reseal = Callable[[Record], Record]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One record that is to travel, as it was when the package was planned."""

    type: str
    id: str
    version: int
    moves: bool


@dataclass
class Cargo:
    """What leaves one compartment."""

    compartment: Compartment
    tickets: list[Ticket] = field(default_factory=list[Ticket])
    blobs: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    @property
    def counts(self) -> Counter[str]:
        """How many records of each type."""
        return Counter(ticket.type for ticket in self.tickets)

    @property
    def moving(self) -> list[Ticket]:
        """Those whose custody goes along."""
        return [ticket for ticket in self.tickets if ticket.moves]


@dataclass
class Plan:
    """What a package will hold, and what stays behind and why."""

    kind: PackageKind
    cargos: list[Cargo] = field(default_factory=list[Cargo])
    behind: list[str] = field(default_factory=list[str])

    @property
    def counts(self) -> Counter[str]:
        """How many records of each type travel."""
        return sum((cargo.counts for cargo in self.cargos), Counter[str]())

    @property
    def moves(self) -> bool:
        """Whether custody of anything goes along."""
        return any(cargo.moving for cargo in self.cargos)

    @property
    def blob_bytes(self) -> int:
        """How large the attachments are, in bytes."""
        return sum(dict(blob for cargo in self.cargos for blob in cargo.blobs).values())

    @property
    def level(self) -> Level:
        """The highest level of what is in it."""
        levels = [record_type(name).level for name in self.counts]
        return max((Level.INTERNAL, *levels), key=lambda level: level.rank)

    def rows(self) -> list[tuple[str, str]]:
        """What the preview shows: (what, how much)."""
        found = [(record_type(name).label, f"{count}条") for name, count in sorted(self.counts.items())]
        return [*found, ("附件", readable_size(self.blob_bytes)), ("密级", self.level.label)]


def parts_of(size: int, part_size: int | None) -> int:
    """How many files so many bytes become on a drive. Raises Refused for parts that are too small."""
    return parts.count_of(size, part_size)


def plan(session: Session, kind: PackageKind, scope: Scope) -> Plan:
    """Everything the kind sends of a group. What this person cannot open stays behind and is named."""
    made = Plan(kind)
    for compartment in EXCHANGED:
        loads = [load for load in kind.loads if load.compartment is compartment]
        if not loads:
            continue
        if not session.holds(compartment):
            made.behind.append(f"{compartment.label}的内容：{UNKNOWN}，由持有{compartment.label}密钥的人另行发送")
            continue
        cargo = Cargo(compartment)
        for load in loads:
            _pick(session, load, scope, cargo, made.behind)
        _pick_files(session, cargo, scope.group_id if kind is RESULT else "")
        made.cargos.append(cargo)
    return made


def lines(session: Session, cargo: Cargo, change: Callable[[Record, Ticket], Record]) -> Iterator[dict[str, Any]]:
    """The records as they go into the section. Raises `Stale` if one was changed after planning."""
    for ticket, record in records(session.db(cargo.compartment), cargo.tickets):
        if record is None or record.version != ticket.version:
            raise Stale("打包期间有记录被修改，本次没有发出，请重新制作数据包")
        yield line(record.type.name, record.type.to_wire(change(record, ticket)))


def line(type_name: str, value: Any) -> dict[str, Any]:
    """One line of a section."""
    return {"type": type_name, "record": value}


def records(db: Connection, tickets: Iterable[Ticket]) -> Iterator[tuple[Ticket, Record | None]]:
    """The records of tickets, slice by slice, each with its ticket; None for one that is gone."""
    for type_name, run in groupby(tickets, lambda ticket: ticket.type):
        table: Table[Any] = Table(db, record_type(type_name))
        for part in slices(run):
            found = {record.id: record for record in table.where(among([ticket.id for ticket in part]))}
            for ticket in part:
                yield ticket, found.get(ticket.id)


def among(ids: Sequence[str]) -> Where:
    """The rows of some ids."""
    return Where("id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))


def slices(items: Iterable[T]) -> Iterator[list[T]]:
    """Parts small enough to lie in memory."""
    part: list[T] = []
    for item in items:
        part.append(item)
        if len(part) == SLICE:
            yield part
            part = []
    if part:
        yield part


def blobs(session: Session, cargos: Iterable[Cargo]) -> Iterator[BlobSource]:
    """The attachments of cargos as they lie in the workspace."""
    for cargo in cargos:
        for file, length in cargo.blobs:
            yield BlobSource(session.files.path_of(file), length, file)


def has_sealed(session: Session, cargo: Cargo) -> bool:
    """Whether a record of a cargo holds a sealed field."""
    for type_name in cargo.counts:
        sealed = [f.name for f in record_type(type_name).fields if f.kind is Kind.SEALED]
        for name in sealed:
            where = among([ticket.id for ticket in cargo.tickets if ticket.type == type_name])
            table: Table[Any] = Table(session.db(cargo.compartment), record_type(type_name))
            if table.count(where & Where(f"{name} IS NOT NULL")):
                return True
    return False


def require_identity_key(session: Session, cargos: Iterable[Cargo]) -> None:
    """Raise `NotAllowed` if sealed fields would travel and this person cannot seal them anew for the receiver."""
    if "identity" not in session.keys.private and any(has_sealed(session, cargo) for cargo in cargos):
        raise NotAllowed("本包有密封的信访人身份，须由持有信访人身份密钥的人发送，没有写出任何内容")


def _pick(session: Session, load: Load, scope: Scope, cargo: Cargo, behind: list[str]) -> None:
    """Tickets of one load: own custody only."""
    wanted = Where("custodian = ?", (session.place.workspace_id,)) & load.pick(scope)
    own = _within(load, scope, wanted)
    db = session.db(cargo.compartment)
    column = load.by or "id"
    sql = f"SELECT id, version, {column} FROM {load.type} WHERE {(own & load.ready).sql} ORDER BY rowid"  # noqa: S608 declared names
    parents = {ticket.id for ticket in cargo.tickets if ticket.type == load.of}
    moves, home = load.custody is Custody.MOVE, _home(db, scope) if load.home else None
    found = db.execute(sql, (*own.values, *load.ready.values)).fetchall()
    cargo.tickets += [
        Ticket(load.type, row[0], row[1], moves and (home is None or row[0] in home))
        for row in found
        if not load.of or row[2] in parents
    ]
    left = Table(db, record_type(load.type)).count(own) - len(found) if load.behind else 0
    if left:
        behind.append(f"{left}条{record_type(load.type).label}：{load.behind}")
    foreign = Table(db, record_type(load.type)).count(wanted) - Table(db, record_type(load.type)).count(own)
    if foreign:
        behind.append(f"{foreign}条{record_type(load.type).label}：属于其他巡察组")


def _home(db: Connection, scope: Scope) -> frozenset[str]:
    """What came back here from the group's lost computer."""
    said = notes.get(db, notes.HOME + scope.group_id)
    return frozenset(said["ids"]) if said else frozenset()


def _within(load: Load, scope: Scope, wanted: Where) -> Where:
    """Whatever somebody chose: a package to a group speaks of that group only."""
    if scope.group_id and "group_id" in record_type(load.type).columns:
        return wanted & Where("group_id = ?", (scope.group_id,))
    return wanted


def _pick_files(session: Session, cargo: Cargo, reporting: str) -> None:
    """The files of everything that travels, in their owner's custody; those of a group that reports go as copies."""
    name = FILES.get(cargo.compartment)
    if name is None:
        return
    owners = {reporting: False} | {ticket.id: ticket.moves for ticket in cargo.tickets}
    sql = f"SELECT id, version, owner_id, file, size FROM {name} WHERE custodian = ? ORDER BY rowid"  # noqa: S608 declared name
    for row in session.db(cargo.compartment).execute(sql, (session.place.workspace_id,)).fetchall():
        if row[2] in owners:
            cargo.tickets.append(Ticket(name, row[0], row[1], owners[row[2]]))
            cargo.blobs.append((row[3], cipher_length(row[4])))
    cargo.blobs = list(dict.fromkeys(cargo.blobs))  # one scan may hang on several papers; it travels once

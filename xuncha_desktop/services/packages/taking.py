"""Taking one section in: every record judged against what lies here, all of it in one transaction."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.exchange.section import Section, SectionHeader
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.registry import Born, Record, RecordType, record_types
from xuncha_desktop.services.packages.collect import EXCHANGED, among, slices
from xuncha_desktop.services.packages.enclosures import NAMES
from xuncha_desktop.services.packages.kinds import AFTER, FILES, kind_of, other_side
from xuncha_desktop.services.packages.merge import Ends, Fate, judge, may_bring
from xuncha_desktop.services.packages.shipping import ENCLOSURE_WIRE
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import UseCase, use_case
from xuncha_desktop.storage.connection import Connection
from xuncha_desktop.storage.table import Table

_BROKEN = "数据包中的记录不完整或者不符合格式要求，未导入任何内容"
Note = Callable[[str, Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is known of a package while its sections are taken in. `files` are the attachments that came along."""

    package_id: str
    kind: Kind
    channel: str
    seq: int
    sender: str
    group_id: str | None
    files: frozenset[str]
    leave_conflicts: bool = False

    def wire(self) -> dict[str, Any]:
        """Plain values, for a note."""
        return {
            "package_id": self.package_id,
            "kind": self.kind.value,
            "channel": self.channel,
            "seq": self.seq,
            "sender": self.sender,
            "group_id": self.group_id,
            "leave_conflicts": self.leave_conflicts,
        }


def parcel_of(value: Mapping[str, Any], files: Iterable[str]) -> Parcel:
    """The inverse of `Parcel.wire`."""
    said: dict[str, Any] = dict(value) | {"kind": Kind(value["kind"])}
    return Parcel(**said, files=frozenset(files))


@dataclass(frozen=True, slots=True)
class Judged:
    """An incoming record, what lies here, and what becomes of it."""

    incoming: Record
    local: Record | None
    fate: Fate


@dataclass
class Taken:
    """What became of a section's records, by type and fate."""

    counts: Counter[tuple[str, Fate]] = field(default_factory=Counter[tuple[str, Fate]])

    def total(self, fate: Fate) -> int:
        """How many met that fate."""
        return sum(count for (_, found), count in self.counts.items() if found is fate)


def require_readable(header: SectionHeader, kind: Kind) -> None:
    """Raise PackageRefused for types or versions this program does not know, Damaged for what a kind may not bring."""
    enclosed = NAMES if header.compartment is Compartment.CORE else frozenset[str]()
    allowed = kind_of(kind).types(header.compartment)
    for name, wire in header.types.items():
        known = ENCLOSURE_WIRE if name in enclosed else getattr(record_types().get(name), "wire", 0)
        if wire > known:
            raise PackageRefused(Reason.NEWER, "数据包中有更新版本的记录，请先升级本程序再导入，未导入任何内容")
        if name not in enclosed and name not in allowed:
            raise Damaged(f"{kind.label}中不应有“{record_types()[name].label}”，未导入任何内容")


def judged(
    session: Session, section: Section, parcel: Parcel, enclosure: Note = lambda _name, _value: None
) -> Iterator[list[Judged]]:
    """A section's records in slices of one type, judged. Enclosures are handed on. Raises Damaged, Invalid, Refused."""
    header = section.header
    require_readable(header, parcel.kind)
    here = session.place
    kind = kind_of(parcel.kind)
    ends = Ends(parcel.sender, other_side(here.kind), here.workspace_id, kind.moving, kind.restores)
    db = session.db(header.compartment)
    seen = Counter[str]()
    for name, run in groupby(section.records, lambda found: type_of(found, header)):
        for part in slices(run):
            seen[name] += len(part)
            if name in NAMES:
                for found in part:
                    enclosure(name, found["record"])
                continue
            records = _read(session, record_types()[name], header.types[name], part, parcel)
            yield _judged(db, records, ends)
    if dict(seen) != {name: count for name, count in header.counts.items() if count}:
        raise Damaged(_BROKEN)


def taken_already(db: Connection, package_id: str) -> bool:
    """Whether a compartment has taken in its section of a package."""
    return db.execute("SELECT 1 FROM import_state WHERE package_id = ?", (package_id,)).fetchone() is not None


def mark_taken(tx: Tx, parcel: Parcel) -> None:
    """Remember in this compartment, in this transaction, that the package has been taken in here."""
    tx.db.execute(
        "INSERT INTO import_state (package_id, channel, seq, section, at) VALUES (?, ?, ?, ?, ?)",
        (parcel.package_id, parcel.channel, parcel.seq, tx.compartment.value, tx.now),
    )


def take(tx: Tx, section: Section, parcel: Parcel, enclosure: Note = lambda _name, _value: None) -> Taken:
    """Write what is new and newer, leave what is the same or older. One object in the audit a type.

    Raises Refused for a conflict unless conflicts are to be left, and then keeps what lies here.
    """
    done = Taken()
    bodies: dict[str, Any] = {}
    for part in judged(tx.session, section, parcel, enclosure):
        type_name = part[0].incoming.type.name
        done.counts.update((type_name, each.fate) for each in part)
        if not parcel.leave_conflicts and any(each.fate is Fate.CONFLICT for each in part):
            raise Refused(conflict_sentence(done.total(Fate.CONFLICT)))
        fresh = [each for each in part if each.fate.written]
        digest = tx.bring([(each.local, each.incoming) for each in fresh], reason=parcel.kind.label)
        bodies.setdefault(type_name, hashlib.sha256()).update(digest)
        for each in fresh:
            if follow := AFTER.get(type_name):
                follow(tx, each.incoming)
    for type_name, hashing in bodies.items():
        count = sum(done.counts[type_name, fate] for fate in Fate if fate.written)
        tx.account_for(type_name, count, hashing.hexdigest())
    mark_taken(tx, parcel)
    tx.facts |= {
        "package_id": parcel.package_id,
        "from": parcel.sender,
        "counts": {f"{name}.{fate.value}": count for (name, fate), count in sorted(done.counts.items())},
    }
    return done


def conflict_sentence(count: int) -> str:
    """What a person is told of records two workspaces both claim to keep."""
    return f"有{count}条记录与本处的冲突：双方都改动过，或者保管权不在发送单位。请先与发送单位核实，未导入这部分内容"


def type_of(found: Mapping[str, Any], header: SectionHeader) -> str:
    """The announced type of a line. Raises Damaged for any other line."""
    name, value = found.get("type"), found.get("record")
    if not isinstance(name, str) or name not in header.types or type(value) is not dict or len(found) != 2:
        raise Damaged(_BROKEN)
    return name


def _read(
    session: Session, type_: RecordType[Any], wire: int, part: list[dict[str, Any]], parcel: Parcel
) -> list[Record]:
    found = [cast("Record", type_.from_wire(each["record"], wire)) for each in part]
    for record in found:
        require_own(session, record, parcel)
    return found


def _judged(db: Connection, incoming: list[Record], ends: Ends) -> list[Judged]:
    """One slice of one type against what lies here."""
    type_, ids = incoming[0].type, [record.id for record in incoming]
    if len(set(ids)) != len(ids):
        raise Damaged(_BROKEN)
    _require_unique(db, type_.name, ids)
    table: Table[Any] = Table(db, type_)
    here: dict[str, Record] = {record.id: record for record in table.where(among(ids))}
    found = [Judged(each, here.get(each.id), judge(each, here.get(each.id), ends)) for each in incoming]
    if any(each.fate.written and not may_bring(each.incoming, ends) for each in found):
        whose = "巡察办" if type_.born is Born.OFFICE else "巡察组"
        raise Damaged(f"“{type_.label}”只能由{whose}登记，数据包却带来新的内容，未导入任何内容，请与发送单位核实")
    return found


def require_own(session: Session, record: Record, parcel: Parcel) -> None:
    """A package speaks of its own group only, and every file it names is there."""
    about = getattr(record, "group_id", None) or _group_of_owner(session, record)
    if parcel.group_id and about is not None and about != parcel.group_id:
        raise Damaged("数据包中有其他巡察组的记录，未导入任何内容，请与发送单位核实")
    if record.type.name in FILES.values():
        file = str(getattr(record, "file", ""))
        if file not in parcel.files and not session.files.path_of(file).is_file():
            raise Damaged("数据包缺少附件文件，未导入任何内容，请发送单位重新制作")


def _group_of_owner(session: Session, record: Record) -> str | None:
    """Whose the record is that an opinion or a file hangs on, where that lies here already and says it."""
    owner_type = "paper" if hasattr(record, "paper_id") else getattr(record, "owner_type", "")
    owner_id = getattr(record, "paper_id", None) or getattr(record, "owner_id", None)
    type_ = record_types().get(owner_type)
    if owner_type == Group.type.name:
        return owner_id
    if type_ is None or not owner_id or type_.compartment is not record.type.compartment:
        return None
    table: Table[Any] = Table(session.db(type_.compartment), type_)
    return getattr(table.find(owner_id), "group_id", None)


def _require_unique(db: Connection, type_name: str, ids: list[str]) -> None:
    """An id belongs to one record of one type for good."""
    sql = "SELECT 1 FROM search_entry WHERE type <> ? AND record_id IN (SELECT value FROM json_each(?))"
    if db.execute(sql, (type_name, json.dumps(ids))).fetchone():
        raise Damaged("数据包中的记录标识与本处其他记录重复，未导入任何内容，请与发送单位核实")


def _take(tx: Tx, section: Section, parcel: Parcel) -> Taken:
    """Take in the section of this compartment."""
    return take(tx, section, parcel)


TAKE: dict[Compartment, UseCase[[Section, Parcel], Taken]] = {
    c: use_case(f"package.accept_{c.value}", f"接收数据包的{c.label}部分", compartment=c, by=BUSINESS)(_take)
    for c in EXCHANGED
    if c is not Compartment.CORE
}

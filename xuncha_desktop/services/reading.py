"""Looking things up: ledgers by keyset, single records, history, search. Nothing here changes a record."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xuncha_desktop.kernel.canonical import strict_json
from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.kernel.people import BUSINESS, Post
from xuncha_desktop.records.fields import SEVERAL, Field, Kind
from xuncha_desktop.records.registry import Record, RecordType, record_type
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import search
from xuncha_desktop.storage.table import NEWEST, Page, Sort, Table, Where

_TOGETHER = 500  # records asked for by id in one statement
_INSIDE = "EXISTS (SELECT 1 FROM json_each({}.{}) one WHERE one.value IN ({}))"
_TOLD = 200  # ids in the entry of a search; the number is always whole

__all__ = ["NEWEST", "Found", "Page", "Query", "Revision", "Sort", "Where"]


@dataclass(frozen=True, slots=True)
class Query:
    """What a ledger shows: one type, words to be found, wanted values of columns, and an order."""

    type: str
    words: str = ""
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    sort: Sort = NEWEST


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit."""

    type: RecordType[Any]
    record: Record


@dataclass(frozen=True, slots=True)
class Revision:
    """One earlier or present form of a record: who made it, when, by which act, why, and what changed by it."""

    version: int
    act: str
    actor: str
    at: int
    reason: str | None
    record: Record
    changed: Mapping[str, tuple[Any, Any]]


def page(session: Session, query: Query, after: tuple[Any, int] | None = None, size: int = 100) -> Page[Record]:
    """The next rows of a ledger: fast at any size where the order has an index."""
    return _table(session, query.type).page(_where(session, query), query.sort, after, size)


def order(session: Session, query: Query, report: Callable[[int], None] = lambda _: None) -> "array[int]":
    """The row numbers of a whole ledger in order: 8 bytes a row. For a job: reads slice by slice.

    `report(rows so far)` may raise to cancel.
    """
    table, where, after = _table(session, query.type), _where(session, query), None
    numbers = array("q")
    while part := table.order(where, query.sort, after):
        numbers.extend([number for _, number in part])
        after = part[-1]
        report(len(numbers))
    return numbers


def rows(session: Session, type_name: str, numbers: Sequence[int]) -> dict[int, Record]:
    """Records by row number, as many as still exist."""
    return _table(session, type_name).rows(numbers)


def count(session: Session, query: Query) -> int:
    """How many records a ledger has."""
    return _table(session, query.type).count(_where(session, query))


def open_one(session: Session, type_name: str, record_id: str) -> Record:
    """One record whole, as it is now: the only way to it for screens and commands. A secret one leaves an entry first.

    Raises `NotFound`, `NotAllowed`, and `StorageFailed` where the entry cannot be kept: then nothing is shown.
    """
    record = _table(session, type_name).get(record_id)
    note_look(session, record)
    return record


def again(session: Session, record: Record) -> Record:
    """What a person has before him, as it is now: the same look, so no second entry. Raises as `open_one` does."""
    return _table(session, record.type.name).get(record.id)


def note_look(session: Session, record: Record) -> None:
    """Leave in the audit that a record found in a list is about to be shown whole, where its level asks for it."""
    if opening_is_audited(record.type):
        note_opening(session, record.type.name, record.id)


def open_ledger(session: Session, query: Query) -> None:
    """Leave in the audit that a ledger of secret records is looked into, once for each wish; call it before reading.

    A ledger shows any column, so it is as much of a look as a record's page.
    """
    if opening_is_audited(record_type(query.type)):
        note_ledger(session, query)


def titles(session: Session, type_name: str, ids: Sequence[str]) -> dict[str, str]:
    """What stands for each of some records, by id; one that is not there is left out. Raises `NotAllowed`."""
    type_ = record_type(type_name)
    return {record.id: type_.title_of(record) for record in by_ids(session, type_name, ids)}


def by_ids(session: Session, type_name: str, ids: Sequence[str]) -> Iterator[Record]:
    """Records by id, as many as are there, in no order; for what stands for them in a list. Raises `NotAllowed`."""
    table = _table(session, type_name)
    for start in range(0, len(ids), _TOGETHER):
        part = tuple(ids[start : start + _TOGETHER])
        yield from table.where(Where(f"id IN ({', '.join('?' * len(part))})", part))


def related(session: Session, type_name: str, column: str, record_id: str, *, order: str = "rowid") -> list[Record]:
    """Records of a type that point at another by a column; none where this person may not know."""
    type_ = record_type(type_name)
    type_.field(column)
    if not session.holds(type_.compartment):
        return []
    return _table(session, type_name).where(Where(f"{column} = ?", (record_id,)), order=order)


def history(session: Session, type_name: str, record_id: str) -> list[Revision]:
    """Every form a record has had, newest first, with what each act changed."""
    type_ = record_type(type_name)
    found = session.db(type_.compartment).execute(
        "SELECT version, act, actor, at, reason, body FROM revision WHERE record_id = ? ORDER BY version", (record_id,)
    )
    told: list[Revision] = []
    before: Record | None = None
    for version, act, actor, at, reason, body in found.fetchall():
        record = type_.from_wire(strict_json(body.encode(), limit=8_000_000, what="历史版本"), type_.wire)
        told.append(Revision(version, act, actor, at, reason, record, type_.diff(before, record)))
        before = record
    return told[::-1]


def search_all(session: Session, words: str, *, limit: int = 50) -> Iterator[Found]:
    """The newest records holding every word, over all compartments this person may read.

    Secret ones among them leave one entry, before the first of them is handed out.
    """
    for compartment in (Compartment.WORK, Compartment.RESTRICTED, Compartment.CONDUCT, Compartment.CORE):
        if not session.holds(compartment):
            continue
        hits = search.find(session.db(compartment), words, limit=limit)
        found = {
            record.id: record
            for type_name in {hit.type for hit in hits}
            for record in by_ids(session, type_name, [hit.record_id for hit in hits if hit.type == type_name])
        }
        shown = [found[hit.record_id] for hit in hits if hit.record_id in found]
        if secret := [record for record in shown if opening_is_audited(record.type)]:
            note_search(session, secret)
        yield from (Found(record.type, record) for record in shown)


@use_case("record.open", "查看涉密记录", compartment=Compartment.RESTRICTED, by=BUSINESS)
def note_opening(tx: Tx, type_name: str, record_id: str) -> None:
    """Leave in the audit that a person opened a secret record."""
    tx.facts |= {"type": type_name, "id": record_id}


@use_case("record.search", "检索到涉密记录", compartment=Compartment.RESTRICTED, by=BUSINESS)
def note_search(tx: Tx, found: Sequence[Record]) -> None:
    """Leave in the audit how many secret records a search showed, and which; the words sought may be as secret."""
    tx.facts |= {"count": len(found), "ids": [record.id for record in found[:_TOLD]]}


@use_case("ledger.open", "查看涉密台账", compartment=Compartment.RESTRICTED, by=BUSINESS)
def note_ledger(tx: Tx, query: Query) -> None:
    """Leave in the audit that a person looked into a ledger of secret records: how many, and whether all of them."""
    tx.facts |= _told_of(tx.session, query)


@use_case("ledger.export", "导出台账", compartment=Compartment.CORE, by=frozenset(Post))
def note_export(tx: Tx, query: Query) -> None:
    """Leave in the audit that a ledger leaves the workspace, before its first line does. Raises `NotAllowed`."""
    tx.facts |= _told_of(tx.session, query)


def _told_of(session: Session, query: Query) -> dict[str, Any]:
    """How many records of which ledger, and whether these are all of it; the words sought may be as secret."""
    narrowed = bool(query.words.strip() or query.choices)
    return {"type": query.type, "count": count(session, query), "narrowed": narrowed}


def opening_is_audited(type_: RecordType[Any]) -> bool:
    """Whether opening a record of this type leaves an entry."""
    return type_.level.rank >= Level.SECRET.rank


def _table(session: Session, type_name: str) -> Table[Any]:
    type_ = record_type(type_name)
    return Table(session.db(type_.compartment), type_)


def _holding(type_: RecordType[Any], field: Field, wanted: frozenset[str]) -> Where:
    """Records whose field is one of the values, or holds one of them."""
    marks = ", ".join("?" * len(wanted))
    if field.kind in SEVERAL:
        return Where(_INSIDE.format(type_.name, field.name, marks), tuple(sorted(wanted)))
    return Where(f"{field.name} IN ({marks})", tuple(sorted(wanted)))


def _where(session: Session, query: Query) -> Where:
    type_ = record_type(query.type)
    where = Where()
    for column, wanted in query.choices.items():
        where = where & _holding(type_, type_.field(column), wanted)
    return where & _saying(session, type_, query.words) if query.words.strip() else where


def _saying(session: Session, type_: RecordType[Any], words: str) -> Where:
    """Records that hold every word, in their text or in what a code of theirs is called."""
    terms = words.split()
    named = [_named(session, type_, term) for term in terms]
    if not any(named):
        return _written(words)
    where = Where()
    for term, found in zip(terms, named, strict=True):
        either = [_written(term), *(_holding(type_, field, values) for field, values in found)]
        where = where & Where(
            " OR ".join(f"({one.sql})" for one in either), tuple(value for one in either for value in one.values)
        )
    return where


def _written(words: str) -> Where:
    return Where(
        "id IN (SELECT e.record_id FROM search s JOIN search_entry e ON e.rowid = s.rowid WHERE s.search MATCH ?)",
        (search.query_of(words) or '""',),
    )


def _named(session: Session, type_: RecordType[Any], term: str) -> list[tuple[Field, frozenset[str]]]:
    """The fields that choose by codes, with the codes whose words hold the term."""
    profile = profiles.latest(session)
    fields = (f for f in type_.fields if f.kind in (Kind.CODE, Kind.CODES) and f.source)
    found = [
        (f, frozenset(one.value for one in profiles.offers(profile, f.source or "") if term in one.words))
        for f in fields
    ]
    return [(f, values) for f, values in found if values]

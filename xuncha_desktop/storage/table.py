"""A record type's table: get, add, save, find, page; the only place that builds SQL from names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from xuncha_desktop.kernel.errors import NotFound, Stale
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.storage.connection import Connection

R = TypeVar("R", bound=Record)
ROW_SLICE = 20_000  # rows read at a time: no cursor stays open between two slices


@dataclass(frozen=True, slots=True)
class Where:
    """A condition in SQL with its values; written by services, never by users."""

    sql: str = "1"
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Where") -> "Where":
        return Where(f"({self.sql}) AND ({other.sql})", self.values + other.values)


ANY = Where()


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by; the row number decides between equals."""

    column: str = "updated_at"
    descending: bool = True


NEWEST = Sort()


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and the key to go on from (None at the end)."""

    rows: tuple[R, ...]
    after: tuple[Any, int] | None


class Table(Generic[R]):
    """The rows of one record type in one open compartment."""

    def __init__(self, db: Connection, type_: RecordType[R]) -> None:
        self.db = db
        self.type = type_
        self._columns = ", ".join(type_.columns)

    def get(self, record_id: str) -> R:
        """The record of that id. Raises `NotFound`."""
        found = self.find(record_id)
        if found is None:
            raise NotFound(f"没有找到这条{self.type.label}，或者您无权知悉")
        return found

    def find(self, record_id: str) -> R | None:
        """The record of that id, if there is one."""
        rows = self.where(Where("id = ?", (record_id,)))
        return rows[0] if rows else None

    def where(self, where: Where = ANY, *, order: str = "rowid", limit: int = -1) -> list[R]:
        """All records of a condition; `order` is SQL written by services."""
        sql = f"SELECT {self._columns} FROM {self.type.name} WHERE {where.sql} ORDER BY {order} LIMIT ?"
        return [self.type.from_row(row) for row in self.db.execute(sql, (*where.values, limit)).fetchall()]

    def count(self, where: Where = ANY) -> int:
        """How many records meet a condition."""
        row = self.db.execute(f"SELECT count(*) FROM {self.type.name} WHERE {where.sql}", where.values).fetchone()
        return int(row[0]) if row else 0

    def page(
        self, where: Where = ANY, sort: Sort = NEWEST, after: tuple[Any, int] | None = None, size: int = 100
    ) -> Page[R]:
        """One page by keyset: the key of the last row, not an offset, says where to go on."""
        column = self._known(sort.column)
        direction = "DESC" if sort.descending else "ASC"
        resume, beyond = self._resume(column, sort.descending, after)
        sql = (
            f"SELECT {self._columns}, {column}, rowid FROM {self.type.name} WHERE {where.sql} {resume} "
            f"ORDER BY {column} {direction}, rowid {direction} LIMIT ?"
        )
        found = self.db.execute(sql, (*where.values, *beyond, size)).fetchall()
        rows = tuple(self.type.from_row(row[:-2]) for row in found)
        return Page(rows, (found[-1][-2], found[-1][-1]) if len(found) == size else None)

    def order(
        self, where: Where = ANY, sort: Sort = NEWEST, after: tuple[Any, int] | None = None
    ) -> list[tuple[Any, int]]:
        """One slice of (sort key, row number): the whole order is read slice by slice, keyed, without a cursor."""
        column = self._known(sort.column)
        direction = "DESC" if sort.descending else "ASC"
        resume, beyond = self._resume(column, sort.descending, after)
        sql = (
            f"SELECT {column}, rowid FROM {self.type.name} WHERE {where.sql} {resume} "
            f"ORDER BY {column} {direction}, rowid {direction} LIMIT {ROW_SLICE}"
        )
        return cast("list[tuple[Any, int]]", self.db.execute(sql, (*where.values, *beyond)).fetchall())

    def rows(self, numbers: Sequence[int]) -> dict[int, R]:
        """The records of some row numbers, by row number; one that is gone is left out."""
        marks = ", ".join("?" * len(numbers))
        sql = f"SELECT {self._columns}, rowid FROM {self.type.name} WHERE rowid IN ({marks})"
        return {row[-1]: self.type.from_row(row[:-1]) for row in self.db.execute(sql, tuple(numbers)).fetchall()}

    def add(self, record: R) -> None:
        """Insert a new record."""
        marks = ", ".join("?" * len(self.type.columns))
        self.db.execute(f"INSERT INTO {self.type.name} ({self._columns}) VALUES ({marks})", self.type.to_row(record))

    def add_many(self, records: Sequence[R]) -> None:
        """Insert many new records with one prepared statement."""
        marks = ", ".join("?" * len(self.type.columns))
        sql = f"INSERT INTO {self.type.name} ({self._columns}) VALUES ({marks})"
        self.db.executemany(sql, map(self.type.to_row, records))

    def save(self, old: R, new: R) -> R:
        """Write `new` over `old` with the next version. Raises `Stale` if somebody saved in between."""
        return self.overwrite(old, new.changed(version=old.version + 1))

    def overwrite(self, old: R, new: R) -> R:
        """Write `new` over `old` with the version it comes with, as a package brings it. Raises `Stale`."""
        names = [name for name in self.type.columns if name != "id"]
        row = dict(zip(self.type.columns, self.type.to_row(new), strict=True))
        sets = ", ".join(f"{name} = ?" for name in names)
        done = self.db.execute(
            f"UPDATE {self.type.name} SET {sets} WHERE id = ? AND version = ?",
            (*(row[name] for name in names), old.id, old.version),
        )
        if done.rowcount != 1:
            raise Stale(f"这条{self.type.label}刚被别人改过，请重新打开后再改。您填写的内容还在屏幕上，可以对照")
        return new

    def _resume(self, column: str, descending: bool, after: tuple[Any, int] | None) -> tuple[str, tuple[Any, ...]]:
        """The condition of going on behind a key. Missing values sort lowest and no comparison ever holds for them."""
        if after is None:
            return "", ()
        key, number = after
        optional = any(f.name == column and f.optional for f in self.type.fields)
        if key is None and descending:
            return f"AND {column} IS NULL AND rowid < ?", (number,)
        if key is None:
            return f"AND ({column} IS NOT NULL OR rowid > ?)", (number,)
        if not descending:
            return f"AND ({column}, rowid) > (?, ?)", after
        beyond = f"({column}, rowid) < (?, ?)"
        return (f"AND ({beyond} OR {column} IS NULL)" if optional else f"AND {beyond}"), after

    def _known(self, column: str) -> str:
        if column not in self.type.columns:
            raise KeyError(f"{self.type.name}.{column}")
        return column

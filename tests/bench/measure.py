"""Medians, the table that is printed, and the recorder that lets a plain file repeat exactly what we asked."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services.session import Session

MS = 1000.0


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing. `ours` and `yardstick` are medians in milliseconds unless `unit` says otherwise."""

    bench: str
    scale: str
    what: str
    ours: float
    yardstick: float | None = None
    goal: str = ""
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick."""
        return self.ours / self.yardstick if self.yardstick else None

    def told(self) -> dict[str, Any]:
        """For the JSON file."""
        return {**asdict(self), "ratio": self.ratio}

    def __str__(self) -> str:
        yard = f"{self.yardstick:10.2f}" if self.yardstick is not None else " " * 10
        ratio = f"{self.ratio:6.2f}x" if self.ratio is not None else " " * 7
        head = f"{self.bench:3} {self.scale:6} {self.what:48}"
        return f"{head} {self.ours:10.2f} {yard} {self.unit:3} {ratio}  {self.goal:24} {self.note}".rstrip()


def spent(work: Callable[[], Any]) -> float:
    """Milliseconds a call took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * MS


def in_turn(repeats: int, *works: Callable[[], Any]) -> list[float]:
    """Medians of several works done in turn, so that whatever else the machine does falls on all of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for place, work in enumerate(works):
            times[place].append(spent(work))
    return [statistics.median(each) for each in times]


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement as the program asked it. `rows` is None for a single execution, else the values of many."""

    compartment: Compartment
    sql: str
    values: Any
    many: bool = False


class _Listening:
    """A connection that writes down what goes through it."""

    def __init__(self, db: Any, compartment: Compartment, asked: list[Asked]) -> None:
        self._db, self._compartment, self._asked = db, compartment, asked

    def execute(self, sql: str, values: Any = ()) -> Any:
        self._asked.append(Asked(self._compartment, sql, values))
        return self._db.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        kept = list(rows)
        self._asked.append(Asked(self._compartment, sql, kept, many=True))
        return self._db.executemany(sql, kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


class Recorder:
    """Writes down the statements of a session's acts while it lasts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asked: list[Asked] = []
        self._bare = dict(session.connections)

    def __enter__(self) -> "Recorder":
        self.session.connections = {
            compartment: _Listening(db, compartment, self.asked)  # type: ignore[misc]
            for compartment, db in self._bare.items()
        }
        return self

    def __exit__(self, *_: object) -> None:
        self.session.connections = self._bare

    def taken(self) -> list[Asked]:
        """The statements since the last taking."""
        found = self.asked[:]
        self.asked.clear()
        return found


def statements_of(session: Session, work: Callable[[], Any]) -> list[Asked]:
    """What a piece of work asks of the files."""
    with Recorder(session) as recorder:
        work()
        return recorder.taken()


def replay(asked: Iterable[Asked], files: dict[Compartment, sqlite3.Connection]) -> None:
    """Ask plain files the same; rows are fetched, because we fetch them."""
    for one in asked:
        db = files[one.compartment]
        if one.many:
            db.executemany(one.sql, one.values)
        else:
            db.execute(one.sql, one.values).fetchall()

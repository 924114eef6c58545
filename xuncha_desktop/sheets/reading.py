"""Reads the words of a foreign workbook; whatever is in the file, here it is rows of text or one sentence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final, NamedTuple, Self, TypeVar, cast

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.foreign import Child, Failed, trusted
from xuncha_desktop.sheets.limits import (
    CELL_BREAK,
    MAX_COLUMNS,
    MAX_INPUT,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_SLICE,
    REASONS,
    ROW_BREAK,
    SLICE,
)

SECONDS = 30.0  # for one request
_CHILD = "xuncha_desktop.sheets.child"
_NEXT = {"act": "next"}
_CELL: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its place in the workbook and its name."""

    place: int
    name: str


class Row(NamedTuple):
    """A row that holds anything: its number in the workbook, from 1, and the words of its cells."""

    number: int
    cells: tuple[str, ...]


class WorkbookReader:
    """One workbook, opened in a limited child process. Every fault is `Refused` with its reason."""

    def __init__(self, raw: bytes, *, seconds: float = SECONDS) -> None:
        if len(raw) > MAX_INPUT:
            raise Refused(f"这份表格不能读取：文件超过{MAX_INPUT // 1024 // 1024}兆")
        self._child = Child(_CHILD, seconds=seconds)
        try:
            head, _ = self._ask({"act": "open"}, raw)
            self.sheets = self._believed(lambda: _sheets(head["sheets"]))
        except BaseException:
            self._child.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def rows(self, sheet: Sheet, report: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Row]:
        """The rows of a sheet that hold anything. `report(rows so far, rows of the sheet)` may raise to cancel."""
        head, _ = self._ask({"act": "begin", "sheet": sheet.place})
        total = self._believed(lambda: _count(head["rows"]))
        done, more = 0, True
        self._child.ask_ahead(_NEXT, _room)
        while more:
            told, body = self._believed(self._child.answer)
            count = self._believed(lambda told=told: _count(told["count"]))
            more = count == SLICE and done + count <= MAX_ROWS
            if more:  # the child makes the next slice while this one is taken apart
                self._child.ask_ahead(_NEXT, _room)
            for place, cells in enumerate(self._believed(lambda body=body, count=count: _cells(count, body)), done + 1):
                if any(map(str.strip, cells)):
                    yield Row(place, cells)
            done += count
            if more:
                report(done, total)

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def _ask(self, head: dict[str, str | int], payload: bytes = b"") -> tuple[Mapping[str, object], bytes]:
        return self._believed(lambda: self._child.ask(head, payload, _room))

    @staticmethod
    def _believed(read: Callable[[], T]) -> T:
        try:
            return trusted(read)
        except Failed as fault:
            raise Refused(f"这份表格不能读取：{_reason(fault.word)}") from fault


def _reason(word: str) -> str:
    kind, _, cell = word.partition(" ")
    named = f"{cell}格" if _CELL.fullmatch(cell) else "有一格"
    return REASONS.get(kind, REASONS["broken"]).format(cell=named)


def _sheets(value: object) -> tuple[Sheet, ...]:
    if not isinstance(value, list) or not 0 < len(cast(list[object], value)) <= MAX_SHEETS:
        raise ValueError("sheets")
    return tuple(Sheet(_count(place), str(name)) for place, name in cast(list[tuple[object, object]], value))


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**21:
        raise ValueError("count")
    return value


def _room(head: Mapping[str, object]) -> int:
    return MAX_SLICE


def _cells(count: int, body: bytes) -> list[tuple[str, ...]]:
    rows = [tuple(row.split(CELL_BREAK)) for row in body.decode().split(ROW_BREAK)] if count else []
    if len(rows) != count or count > SLICE or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise ValueError("rows")
    return rows

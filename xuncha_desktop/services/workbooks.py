"""A workbook on its way in: its rows as if they were pasted, and an empty one with the heads that are understood."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.whole_file import no_file_left, trouble_of
from xuncha_desktop.sheets import Column, Row, Table, WorkbookReader, write

__all__ = ["Taken", "as_pasted", "empty", "read"]

_WIDTH = 20.0

T = TypeVar("T")
Cells = tuple[str, ...]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows as pasted text, the sheet they are from, and the other sheets that hold something and were not read."""

    text: str
    sheet: str
    left_out: tuple[str, ...]


def as_pasted(path: Path, *, rows: int, report: Progress = lambda done, total: None) -> Taken:
    """The first sheet that holds anything. Raises `Refused` for what is no workbook or holds more than `rows` rows."""
    text, sheet, left_out = read(path, _tabbed, rows=rows, report=report)
    return Taken(text, sheet, left_out)


def read(
    path: Path, take: Callable[[Iterator[Cells]], T], *, rows: int, report: Progress = lambda done, total: None
) -> tuple[T, str, tuple[str, ...]]:
    """What `take` makes of the rows of the first sheet that holds anything, that sheet and those after it.

    `take` is given the rows as they come, so that the child reads on while it works. Raises `Refused` for what is no
    workbook or holds more than `rows` rows, and what `take` raises.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"不能读取“{path.name}”：{trouble_of(error)}") from error
    with WorkbookReader(raw) as book:
        for place, sheet in enumerate(book.sheets):
            coming = _cells(book.rows(sheet, report), rows)
            for first in coming:
                left_out = tuple(other.name for other in book.sheets[place + 1 :])
                return take(chain((first,), coming)), sheet.name, left_out
    raise Refused("这份表格是空的")


def empty(path: Path, title: str, heads: Sequence[str]) -> None:
    """Write a workbook that has only its heads, to be filled in. Raises `StorageFailed`."""
    with no_file_left("空白表格"):
        write(path, Table(title, tuple(Column(head, width=_WIDTH) for head in heads)), [])


def _tabbed(rows: Iterable[Cells]) -> str:
    """The rows as a pasted table. A line ends in both breaks, so that either kind within a cell is quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _cells(rows: Iterable[Row], most: int) -> Iterator[Cells]:
    for number, row in enumerate(rows, 1):
        if number > most:
            raise Refused(f"一次最多导入{most:,}行，请分成几个文件")
        yield row.cells

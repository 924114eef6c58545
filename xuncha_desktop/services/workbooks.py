"""A workbook on its way in: its rows as if they were pasted, and an empty one with the heads that are understood."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xuncha_desktop.kernel.errors import Refused, StorageFailed
from xuncha_desktop.sheets import Column, Row, Table, WorkbookReader, write

__all__ = ["Taken", "as_pasted", "empty"]

_WIDTH = 20.0


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows as pasted text, the sheet they are from, and the other sheets that hold something and were not read."""

    text: str
    sheet: str
    left_out: tuple[str, ...]


def as_pasted(path: Path, *, rows: int, report: Callable[[int, int], None] = lambda done, total: None) -> Taken:
    """The first sheet that holds anything. Raises `Refused` for what is no workbook or holds more than `rows` rows."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"不能读取“{path.name}”：{error.strerror or '文件已不在'}") from error
    with WorkbookReader(raw) as book:
        for place, sheet in enumerate(book.sheets):
            if text := _tabbed(book.rows(sheet, report), rows):
                return Taken(text, sheet.name, tuple(other.name for other in book.sheets[place + 1 :]))
    raise Refused("这份表格是空的")


def empty(path: Path, title: str, heads: Sequence[str]) -> None:
    """Write a workbook that has only its heads, to be filled in. Raises `StorageFailed`."""
    try:
        write(path, Table(title, tuple(Column(head, width=_WIDTH) for head in heads)), [])
    except OSError as error:
        raise StorageFailed(f"空白表格没有写成：{error.strerror or '磁盘不能写入'}") from error


def _tabbed(rows: Iterable[Row], most: int) -> str:
    """The rows as a pasted table, written as they come, so that the child reads on meanwhile."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(_cells(rows, most))
    return out.getvalue()


def _cells(rows: Iterable[Row], most: int) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows, 1):
        if number > most:
            raise Refused(f"一次最多导入{most:,}行，请分成几个文件")
        yield row.cells

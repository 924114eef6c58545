"""The child that opens foreign workbooks: its cells as bare words, slice by slice."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice, zip_longest
from typing import Any, Final

from xuncha_desktop.kernel import sandbox
from xuncha_desktop.kernel.foreign.serving import Answer, Fault, limit, serve
from xuncha_desktop.sheets.limits import (
    CELL_BREAK,
    LONGEST,
    MAX_COLUMNS,
    MAX_INPUT,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_SLICE,
    MAX_UNPACKED,
    ROW_BREAK,
    SLICE,
    cell_name,
)

MEMORY = 190 * 1024 * 1024  # bytes of address space: what lies in memory stays below 200 MB
CPU_SECONDS = 20  # for one request
_OLE = b"\xd0\xcf\x11\xe0"
_STRETCH: Final = 512 * 1024  # bytes of a part that no cell's text can fill: ten to a character at most
_PRESSED: Final = 20  # times a part is smaller than its content: a table is so seldom
_HOLDS_TEXT: Final = re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml")
_CELL: Final = re.compile(rb'<c\b[^>]*\br="([A-Z]{1,3}[0-9]{1,7})"')
_NO_OBJECT: Final = "pointer is null"  # what the reader says when a cell finds no memory
_BREAKS = {ord(CELL_BREAK): " ", ord(ROW_BREAK): " "}


def main() -> None:
    """Serve requests from standard input until it closes."""
    limit(MEMORY)
    import python_calamine  # loaded before the lock, so that it works inside it

    sandbox.no_escape()
    serve(Reader(python_calamine).answer, most=MAX_INPUT, seconds=CPU_SECONDS)


class Reader:
    """One open workbook at a time."""

    def __init__(self, calamine: Any) -> None:
        self._calamine = calamine
        self._book: Any = None
        self._rows: Iterator[list[Any]] = iter(())
        self._done = self._left = 0  # rows that are out, and columns before the first that holds anything

    def answer(self, head: Mapping[str, object], payload: bytes) -> Answer:
        """Carry out one request."""
        acts: dict[object, Callable[[Mapping[str, Any], bytes], Answer]] = {
            "open": self._open,
            "begin": self._begin,
            "next": self._next,
        }
        try:
            return acts[head["act"]](head, payload)
        except Exception:
            raise
        except BaseException as panic:  # the reader's own, which is no Exception
            raise Fault("memory" if _NO_OBJECT in str(panic) else "broken") from panic

    def _open(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        self._rows = iter(())
        if payload.startswith(_OLE):
            raise Fault("old")
        with zipfile.ZipFile(io.BytesIO(payload)) as parts:
            if "xl/workbook.xml" not in parts.namelist():
                raise Fault("broken")
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise Fault("large")
            for part in parts.infolist():
                if _HOLDS_TEXT.fullmatch(part.filename) and part.file_size > _PRESSED * part.compress_size:
                    _look_for_long(parts, part)
        self._book = self._calamine.CalamineWorkbook.from_filelike(io.BytesIO(payload))
        shown = [
            [place, sheet.name[:80]]
            for place, sheet in enumerate(self._book.sheets_metadata)
            if sheet.visible == self._calamine.SheetVisibleEnum.Visible
        ]
        if not shown:
            raise Fault("empty")
        return {"sheets": shown[:MAX_SHEETS]}, b""

    def _begin(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        sheet = self._book.get_sheet_by_index(int(head["sheet"]))
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        if height > MAX_ROWS:
            raise Fault("many")
        if width > MAX_COLUMNS:
            raise Fault("wide")
        self._rows, self._done = iter(sheet.iter_rows()), 0
        self._left = sheet.start[1] if sheet.start else 0
        return {"rows": height}, b""

    def _next(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        taken = list(islice(self._rows, SLICE))
        columns = map(_worded, zip_longest(*taken, fillvalue=""))
        rows: list[tuple[str, ...]] = list(zip(*columns, strict=True)) or [()] * len(taken)
        lines = list(map(CELL_BREAK.join, rows))
        if max(map(len, lines), default=0) > LONGEST:
            self._refuse_long(rows)
        said = ROW_BREAK.join(lines)
        if said.count(CELL_BREAK) + len(rows) != sum(map(len, rows)) or said.count(ROW_BREAK) + 1 > max(len(rows), 1):
            said = ROW_BREAK.join([CELL_BREAK.join([cell.translate(_BREAKS) for cell in row]) for row in rows])
        told = said.encode("utf-8", "replace")
        if len(told) > MAX_SLICE:
            raise Fault("large")
        self._done += len(rows)
        return {"count": len(rows)}, told

    def _refuse_long(self, rows: list[tuple[str, ...]]) -> None:
        for line, row in enumerate(rows, self._done):
            for place, cell in enumerate(row, self._left):
                if len(cell) > LONGEST:
                    raise Fault(f"long {cell_name(line, place)}")


def _look_for_long(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a text of megabytes before the reader keeps it several times over."""
    before = b""
    with parts.open(part) as opened:
        while len(chunk := opened.read(_STRETCH)) == _STRETCH:
            if b"<" not in chunk:
                found: list[bytes] = _CELL.findall(before)
                raise Fault(f"long {found[-1].decode()}" if found else "long")
            before = chunk[chunk.rfind(b"<c ") :] if b"<c " in chunk else before


def _worded(column: tuple[Any, ...]) -> Iterable[str]:
    """A column in words: most are of one kind, and need no look at each cell."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if len(kinds) == 1:
        return map(_WORDS.get(kinds.pop(), str), column)
    return [cell if cell.__class__ is str else _WORDS.get(cell.__class__, str)(cell) for cell in column]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")


# A cell as a person would have typed it.
_WORDS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "是" if value else "否",
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    type(None): lambda _: "",
}


if __name__ == "__main__":
    main()

"""Writes one table as a workbook: typed cells, a head that stays in view, print settings; text stays text."""

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from xlsxwriter import packager  # pyright: ignore[reportMissingTypeStubs]
from xlsxwriter.app import App  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.sheets.limits import LONGEST, cell_name

ROWS: Final = 1_048_575  # of a sheet, below its head
_CUT: Final = "…（以下从略，全文见系统）"
_TITLE: Final = 31  # characters of a sheet's name
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_REPORT_EVERY: Final = 500
_FACE: Final = "宋体"

Value = str | int | date | None


class CellKind(StrEnum):
    """What a column holds. Text is stored as text, so that a word beginning with = + - @ can never be a formula."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"  # whole 分, shown as 元
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it holds, and its width in characters of the standard type."""

    label: str
    kind: CellKind = CellKind.TEXT
    width: float = 12.0


@dataclass(frozen=True, slots=True)
class Table:
    """What stands around the rows: title, the mark at the top right (密级) and the line at the bottom of each page."""

    title: str
    columns: tuple[Column, ...]
    mark: str = ""
    source: str = ""
    made_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and the cells (as B7) whose text was longer than a workbook can hold."""

    rows: int
    cut: tuple[str, ...]


def write(
    target: Path, table: Table, rows: Iterable[Sequence[Value]], report: Callable[[int], None] = lambda _: None
) -> Written:
    """Write the workbook; it appears under its name only when it is whole. Memory does not grow with the rows.

    Rows past a sheet's end go on in another sheet. `report(rows so far)` may raise to cancel: nothing is left behind.
    What is written on the way lies beside `target` and nowhere else. Raises OSError as the drive does.
    """
    if not table.columns:
        raise Refused("没有可导出的列")
    part = target.with_name(f".{target.name}.part")
    scratch = target.with_name(f".{target.name}.tmp")
    try:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        written = _Book(part, scratch, table).write(rows, report)
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        os.replace(part, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        part.unlink(missing_ok=True)
    return written


class _Facts(App):
    """What the file says of its maker: nothing. The format asks for neither the program's name nor its version."""

    def _write_application(self) -> None:
        pass

    def _write_app_version(self) -> None:
        pass


packager.App = _Facts  # the writer has no setting for it


class _Book:
    def __init__(self, path: Path, scratch: Path, table: Table) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(scratch),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._table = table
        self._book: Any = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"title": table.title, "created": table.made_at.replace(tzinfo=None)})
        face = {"font_name": _FACE, "font_size": 10.5, "valign": "top"}
        self._head = self._book.add_format(
            face | {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        )
        styles = {
            CellKind.TEXT: {"num_format": "@", "text_wrap": True},
            CellKind.COUNT: {"num_format": "0"},
            CellKind.MONEY: {"num_format": "#,##0.00"},
            CellKind.DAY: {"num_format": "yyyy-mm-dd", "align": "left"},
        }
        self._formats = {kind: self._book.add_format(face | {"border": 1} | style) for kind, style in styles.items()}
        self._sheet: Any = None
        self._cut: list[str] = []

    def write(self, rows: Iterable[Sequence[Value]], report: Callable[[int], None]) -> Written:
        """Every row, then the file itself."""
        done = 0
        columns = [(place, column.kind, self._formats[column.kind]) for place, column in enumerate(self._table.columns)]
        try:
            self._begin(1)
            for row in rows:
                if done and done % ROWS == 0:
                    self._sheet.autofilter(0, 0, ROWS, len(columns) - 1)
                    self._begin(done // ROWS + 1)
                line = done % ROWS + 1
                for (place, kind, style), value in zip(columns, row, strict=True):
                    self._cell(line, place, kind, style, value)
                done += 1
                if done % _REPORT_EVERY == 0:
                    report(done)
            self._sheet.autofilter(0, 0, done - (done - 1) // ROWS * ROWS if done else 0, len(columns) - 1)
            report(done)
        except BaseException:
            self._book.fileclosed = True  # or its end would write the file after all, and warn that nobody closed it
            self._close_parts()
            raise
        self._book.close()
        return Written(done, tuple(self._cut))

    def _begin(self, number: int) -> None:
        name = self._table.title.translate(_FORBIDDEN).strip()[: _TITLE - 5] or "台账"
        sheet = self._book.add_worksheet(name if number == 1 else f"{name}（{number}）")
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.7)  # inches
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&C&14{_plain(self._table.title)}&R{_plain(self._table.mark)}")
        sheet.set_footer(f"&L{_plain(self._table.source)}&R第&P页 共&N页")
        for place, column in enumerate(self._table.columns):
            sheet.set_column(place, place, column.width)
        for place, column in enumerate(self._table.columns):
            sheet.write_string(0, place, column.label, self._head)
        self._sheet = sheet

    def _cell(self, line: int, place: int, kind: CellKind, style: Any, value: Value) -> None:
        if value is None or value == "":
            self._sheet.write_blank(line, place, None, style)
        elif isinstance(value, str):
            if len(value) > LONGEST:
                self._cut.append(cell_name(line, place))
                value = value[: LONGEST - len(_CUT)] + _CUT
            self._sheet.write_string(line, place, value, style)
        elif isinstance(value, int):
            self._sheet.write_number(line, place, value / 100 if kind is CellKind.MONEY else value, style)
        else:
            self._sheet.write_datetime(line, place, value, style)

    def _close_parts(self) -> None:
        """The temporary files of a book that is given up: closed, so that their folder can be removed anywhere."""
        for sheet in self._book.worksheets():
            if sheet.row_data_filename is not None and not sheet.row_data_fh_closed:
                sheet.row_data_fh.close()


def _plain(text: str) -> str:
    """Text in a page's head or foot: an ampersand there begins a command. A head holds at most 255 characters."""
    return text.replace("&", "＆")[:80]

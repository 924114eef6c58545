"""B10: 100,000 rows in from a workbook, checked cell by cell, and out again, against calamine and XlsxWriter alone."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import python_calamine
import xlsxwriter

from tests.bench.measure import Line, in_turn
from tests.office_room import OfficeRoom
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.services import profiles, unit_table, workbooks
from xuncha_desktop.services.session import Session
from xuncha_desktop.sheets import CellKind, Column, Table, write

ROWS = 100_000
REPEATS = 3
_KINDS = [CellKind.TEXT] * 5 + [CellKind.COUNT, CellKind.TEXT, CellKind.DAY, CellKind.TEXT]
_WORDS = "县区镇街道财政教育卫生健康水利交通住房城乡建设人防领导小组办公室党委党组支部"

Row = tuple[Any, ...]


def run() -> list[Line]:
    """Import with and without the check of its rows, export of the same."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        session = OfficeRoom(folder / "office").clerk
        rows = _rows(session)
        file = folder / "units.xlsx"
        _bare_write(file, rows)
        taken, checked, read = in_turn(
            REPEATS,
            lambda: workbooks.as_pasted(file, rows=ROWS + 1),
            lambda: _checked(session, file),
            lambda: _bare_read(file),
        )
        ours, bare = in_turn(
            REPEATS, lambda: _written(folder / "ours.xlsx", rows), lambda: _bare_write(folder / "bare.xlsx", rows)
        )
    what = f"{ROWS:,} rows by {len(unit_table.COLUMNS)} columns"
    return [
        Line("B10", "-", f"{what} in: the words", taken, read, "<= 2x", note="in a locked child process"),
        Line("B10", "-", f"{what} in, checked", checked, read, "<= 2x", note="while the child reads on"),
        Line("B10", "-", f"{what} out", ours, bare, "<= 1.3x"),
    ]


def _rows(session: Session) -> list[Row]:
    draws = Random(20190708)
    kinds = list(profiles.codes(profiles.latest(session), "unit_kind").values())

    def words(least: int, most: int) -> str:
        return "".join(draws.choices(_WORDS, k=draws.randint(least, most)))

    return [
        (
            f"{words(4, 10)}{number}",
            draws.choice(kinds) if number % 50 else "不知何类",  # so that there is something to report
            words(4, 8),
            words(2, 3),
            words(3, 6),
            draws.randint(5, 400),
            f"0790-{draws.randint(1_000_000, 9_999_999)}",
            date(2019, 1, 1) + timedelta(days=draws.randint(0, 364)),
            words(0, 30),
        )
        for number in range(ROWS)
    ]


def _checked(session: Session, file: Path) -> int:
    """How many rows the report names."""
    table, _, _ = workbooks.read(file, lambda rows: unit_table.check(session, rows), rows=ROWS + 1)
    if (len(table), len(table.issues)) != (ROWS, ROWS // 50):
        raise AssertionError(f"{len(table.issues)} of {len(table)} rows reported")
    return len(table.issues)


def _bare_read(file: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()


def _heads() -> list[str]:
    return [Unit.type.field(name).label for name in unit_table.COLUMNS]


def _written(target: Path, rows: list[Row]) -> None:
    columns = tuple(Column(head, kind) for head, kind in zip(_heads(), _KINDS, strict=True))
    write(target, Table("被巡察单位台账", columns, mark="内部"), rows)


def _bare_write(target: Path, rows: list[Row]) -> None:
    """The same cells with the same formats, through the writer's doors for each kind."""
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    style = {"font_name": "宋体", "font_size": 10.5, "valign": "top", "border": 1}
    text, count = book.add_format(style | {"num_format": "@", "text_wrap": True}), book.add_format(style)
    day = book.add_format(style | {"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for place, head in enumerate(_heads()):
        sheet.write_string(0, place, head, text)
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value, text)
            elif isinstance(value, int):
                sheet.write_number(line, place, value, count)
            else:
                sheet.write_datetime(line, place, value, day)
    book.close()

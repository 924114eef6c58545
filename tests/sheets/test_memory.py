"""A workbook made to fill the memory is refused with what is wrong with it, before it has filled 200 MB."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sheets.test_reading import CELL, of_rows, read, rewritten, with_sheet
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.sheets.limits import LONGEST

MOST = 200_000_000  # bytes
TOO_LARGE = "表格过大（行数乘以列数太多，或文字太多）"
# Memory is measured where nothing else has run: a process that reads the file, and says what both sides took at most.
MEASURE = """
import json, resource, sys
from pathlib import Path
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.sheets import WorkbookReader
raw, said = Path(sys.argv[1]).read_bytes(), ""
try:
    with WorkbookReader(raw) as found:
        list(found.rows(found.sheets[0]))
except Refused as refused:
    said = str(refused)
own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([said, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, int(own.split()[1]) * 1024]))
"""


def one_cell(text: str, place: str = "A1") -> bytes:
    return with_sheet(f'<row r="1">{CELL.format(place=place, text=text)}</row>')


def shared(text: str, rows: int) -> bytes:
    cells = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(1, rows + 1))
    head = '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return rewritten(with_sheet(cells), "xl/sharedStrings.xml", f"{head}<si><t>{text}</t></si></sst>".encode())


def corners(first: str, last: str, line: int) -> bytes:
    begin = f'<row r="1">{CELL.format(place=first, text="x")}</row>'
    return with_sheet(f'{begin}<row r="{line}">{CELL.format(place=last, text="x")}</row>')


FILLING: dict[str, tuple[Callable[[], bytes], str]] = {
    "a cell of 100 MB": (lambda: one_cell("x" * 100_000_000, "C1"), "C1格的文字超过32,767字"),
    "a cell of 60 MB": (lambda: one_cell("巡" * 20_000_000), "A1格的文字超过32,767字"),
    "a shared text of 60 MB": (lambda: shared("x" * 60_000_000, 1), "有一格的文字超过32,767字"),
    "a shared text in 100,000 cells": (lambda: shared("x" * LONGEST, 100_000), TOO_LARGE),
    "a shared text in 5,000 cells": (lambda: shared("x" * LONGEST, 5_000), TOO_LARGE),
    "a shared text in 2,000 cells": (lambda: shared("x" * LONGEST, 2_000), "展开后过大"),
    "the two corners of a sheet": (lambda: corners("A1", "XFD1048576", 1_048_576), TOO_LARGE),
    "the two corners of what is read": (lambda: corners("A1", "IV200000", 200_000), TOO_LARGE),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux are the limits there")
@pytest.mark.parametrize(("make", "why"), FILLING.values(), ids=FILLING.keys())
def test_i01_a_workbook_that_fills_the_memory_is_refused_below_200_mb(
    tmp_path: Path, make: Callable[[], bytes], why: str
) -> None:
    file = tmp_path / "一.xlsx"
    file.write_bytes(make())
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", MEASURE, file], capture_output=True, check=True, cwd=root)
    said, child, program = json.loads(told.stdout)
    assert said.startswith(f"这份表格不能读取：{why}")
    assert child < MOST
    assert program < MOST // 2


def test_i01_a_cell_longer_than_the_format_allows_is_refused_by_its_name() -> None:
    rows = [["甲", "乙"] for _ in range(1_500)]
    rows[1_203][1] = "长" * LONGEST
    assert len(read(of_rows(*rows))[1_203].cells[1]) == LONGEST
    with pytest.raises(Refused, match=r"^这份表格不能读取：AB7格的文字超过32,767字"):
        read(with_sheet(f'<row r="7">{CELL.format(place="AB7", text="长" * (LONGEST + 1))}</row>'))


def test_i01_the_sentence_of_a_long_cell_counts_rows_through_all_slices() -> None:
    lines = "".join(f'<row r="{line}">{CELL.format(place=f"B{line}", text="x")}</row>' for line in range(1, 1_204))
    long = f'<row r="1204">{CELL.format(place="B1204", text="x" * (LONGEST + 1))}</row>'
    with pytest.raises(Refused, match="：B1204格的文字"):
        read(with_sheet(lines + long))

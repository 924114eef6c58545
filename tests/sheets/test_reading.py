"""A foreign workbook is rows of words or one sentence; nothing in it can harm the program that asks."""

import contextlib
import io
import signal
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha_desktop.kernel.errors import Cancelled, Refused
from xuncha_desktop.sheets import Row, WorkbookReader, limits
from xuncha_desktop.sheets.child import Reader

CELL = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def book(fill: Callable[[Any], None], **options: Any) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(made)
    made.close()
    return out.getvalue()


def of_rows(*rows: list[Any]) -> bytes:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet("单位")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(line, place, value, day if isinstance(value, date) else None)

    return book(fill)


def rewritten(raw: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


def with_sheet(cells: str) -> bytes:
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    content = f"{head}<sheetData>{cells}</sheetData></worksheet>"
    return rewritten(of_rows(["x"]), "xl/worksheets/sheet1.xml", content.encode())


def read(raw: bytes) -> list[Row]:
    with WorkbookReader(raw) as found:
        return list(found.rows(found.sheets[0]))


def test_cells_come_as_a_person_would_have_typed_them() -> None:
    raw = of_rows(
        ["单位", "人数", "金额", "日期", "时刻", "在职"],
        ["县人防办𠮷", 12, 3.5, date(2019, 10, 10), datetime(2019, 10, 10, 9, 30), True],
    )
    assert read(raw)[1] == Row(2, ("县人防办𠮷", "12", "3.5", "2019-10-10", "2019-10-10 09:30", "是"))


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers() -> None:
    raw = with_sheet(
        f'<row r="3">{CELL.format(place="B3", text="甲")}</row><row r="6">{CELL.format(place="B6", text="乙")}</row>'
    )
    assert [(row.number, row.cells[-1]) for row in read(raw)] == [(3, "甲"), (6, "乙")]


def test_only_sheets_a_person_can_see_are_offered() -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("台账").write(0, 0, "看得见")
        made.add_worksheet("暗").hide()

    with WorkbookReader(book(fill)) as found:
        assert [sheet.name for sheet in found.sheets] == ["台账"]


def test_many_rows_come_whole_and_reading_can_be_stopped() -> None:
    raw = of_rows(*([str(number), "甲"] for number in range(3_500)))
    assert [row.cells[0] for row in read(raw)] == [str(number) for number in range(3_500)]

    def stop(done: int, total: int) -> None:
        assert (done, total) == (limits.SLICE, 3_500)
        raise Cancelled

    with WorkbookReader(raw) as found, pytest.raises(Cancelled):
        list(found.rows(found.sheets[0], stop))


def test_a_sheet_left_in_the_middle_leaves_nothing_to_the_next_one() -> None:
    def fill(made: Any) -> None:
        for name in ("甲", "乙"):
            sheet = made.add_worksheet(name)
            for line in range(2_500):
                sheet.write(line, 0, f"{name}{line}")

    with WorkbookReader(book(fill)) as found:
        first, second = found.sheets
        assert next(found.rows(first)).cells == ("甲0",)
        assert [row.cells[0] for row in found.rows(second)] == [f"乙{line}" for line in range(2_500)]


def test_a_child_that_falls_between_two_slices_is_one_sentence() -> None:
    with WorkbookReader(of_rows(*([str(number)] for number in range(3_500)))) as found:
        rows = found.rows(found.sheets[0])
        next(rows)
        process = found._child._process
        assert process is not None
        process.kill()
        process.wait()
        with pytest.raises(Refused, match=r"^这份表格不能读取：[^\n]+$"):
            list(rows)


@pytest.mark.skipif(sys.platform == "win32", reason="only on POSIX can a process be stopped")
def test_the_time_of_who_reads_is_not_the_child_s_and_a_child_that_hangs_is_ended() -> None:
    with WorkbookReader(of_rows(*([str(number)] for number in range(3_500))), seconds=5.0) as found:
        rows = found.rows(found.sheets[0])
        next(rows)
        process = found._child._process
        assert process is not None
        process.send_signal(signal.SIGSTOP)
        found._child._seconds = 0.2
        with pytest.raises(Refused, match="读取时间过长"):
            list(rows)
        assert process.poll() is not None


def test_marks_that_part_cells_are_spaces_when_they_stand_in_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(None)
    monkeypatch.setattr(reader, "_rows", iter([["甲\x1f乙", 2.0], ["丙\x1e丁", None]]))
    told, body = reader.answer({"act": "next"}, b"")
    assert told == {"count": 2}
    assert bytes(body).decode() == "甲 乙\x1f2\x1e丙 丁\x1f"


HOSTILE = {
    "the last cell there can be": lambda: with_sheet(f'<row r="1048576">{CELL.format(place="XFD1048576", text="x")}</row><row r="1">{CELL.format(place="A1", text="x")}</row>'),  # noqa: E501
    "too many rows": lambda: with_sheet(f'<row r="1">{CELL.format(place="A1", text="x")}</row><row r="900000">{CELL.format(place="A900000", text="x")}</row>'),  # noqa: E501
    "one text of 300 MB": lambda: rewritten(of_rows(["x"]), "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 300_000_000 + b"</t></si></sst>"),  # noqa: E501
    "one text of 200 MB": lambda: rewritten(of_rows(["x"]), "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 200_000_000 + b"</t></si></sst>"),  # noqa: E501
    "an entity that grows": lambda: rewritten(of_rows(["x"]), "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]><sst><si><t>&j;</t></si></sst>"),  # noqa: E501
    "a file of another kind": lambda: b"%PDF-1.4 hello",
    "an encrypted or old one": lambda: b"\xd0\xcf\x11\xe0" + bytes(5_000),
    "csv under a false name": lambda: "单位,人数\n甲,1".encode(),
    "nothing": lambda: b"",
    "a zip of something else": lambda: rewritten(of_rows(["x"]), "xl/workbook.xml", b""),
    "cut in the middle": lambda: of_rows(*[["甲"] * 20] * 200)[:4_000],
}  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_i01_i02_a_hostile_workbook_is_one_sentence(make: Callable[[], bytes]) -> None:
    with pytest.raises(Refused, match=r"^这份表格不能读取：[^\n]+$"):
        read(make())


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux are the limits there")
def test_the_child_reads_under_limits_of_memory_and_can_write_nothing() -> None:
    with WorkbookReader(of_rows(["甲"])) as found:
        process = found._child._process
        assert process is not None
        told = Path(f"/proc/{process.pid}/limits").read_text()
    bounds = {line[:26].strip(): line[26:47].strip() for line in told.splitlines()}
    assert int(bounds["Max address space"]) <= 256 * 1024 * 1024
    assert bounds["Max file size"] == "0"


def test_a_workbook_larger_than_is_read_is_refused_before_a_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuncha_desktop.sheets.reading.MAX_INPUT", 1024 * 1024)
    with pytest.raises(Refused, match="文件超过1兆"):
        WorkbookReader(bytes(1024 * 1024 + 1))


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=2_000), st.integers(0, 6_000))
def test_a_damaged_workbook_is_read_or_refused_and_never_a_crash(noise: bytes, at: int) -> None:
    raw = of_rows(*[["县人防办", 1, 2.5]] * 50)
    at %= len(raw)
    with contextlib.suppress(Refused):
        read(raw[:at] + noise + raw[at + len(noise) :])

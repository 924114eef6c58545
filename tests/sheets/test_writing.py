"""A workbook holds what it was given and nothing more: text stays text, and a file that is not whole never appears."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from xuncha_desktop.kernel.errors import Cancelled, Refused
from xuncha_desktop.sheets import CellKind, Column, Table, Written, limits, writing

WORDS = Table("信访台账", (Column("编号"), Column("内容")), mark="机密", source="临溪县委巡察办")


def read(path: Path, sheet: int = 0) -> list[list[object]]:
    with load_workbook(path) as book:
        return list(book.get_sheet_by_index(sheet).to_python())


def test_every_kind_of_cell_comes_back_as_it_was(tmp_path: Path) -> None:
    table = Table(
        "整改台账",
        (
            Column("事项"),
            Column("件数", CellKind.COUNT),
            Column("金额（元）", CellKind.MONEY),
            Column("日期", CellKind.DAY),
        ),
    )
    target = tmp_path / "a.xlsx"
    rows = [["𠮷\n𬭎", 3, 123_456, date(2019, 10, 10)], [None, None, -5, "2019-07-上旬"]]
    assert writing.write(target, table, rows) == Written(2, ())
    assert read(target) == [
        ["事项", "件数", "金额（元）", "日期"],
        ["𠮷\n𬭎", 3.0, 1234.56, date(2019, 10, 10)],
        ["", "", -0.05, "2019-07-上旬"],
    ]


@pytest.mark.parametrize("word", ["=1+1", "+86", "-3", "@SUM(A1)", "\t=1", "＝1", "http://a.b", "0012", "{=A1}"])
def test_no_word_becomes_a_formula_a_link_or_a_number(tmp_path: Path, word: str) -> None:
    target = tmp_path / "a.xlsx"
    writing.write(target, WORDS, [[word, word]])
    assert read(target)[1] == [word, word]
    with zipfile.ZipFile(target) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_the_head_stays_in_view_and_is_repeated_on_landscape_pages_that_are_numbered(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    writing.write(target, WORDS, [["1", "甲"]])
    with zipfile.ZipFile(target) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        book = parts.read("xl/workbook.xml").decode()
    assert 'topLeftCell="A2"' in sheet
    assert 'state="frozen"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "信访台账" in sheet
    assert "机密" in sheet
    assert "第&amp;P页 共&amp;N页" in sheet
    assert "_xlnm.Print_Titles" in book


def test_a_text_too_long_for_a_cell_is_named_and_ends_with_a_word_that_says_so(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    written = writing.write(target, WORDS, [["1", "短"], ["2", "长" * 40_000]])
    assert written == Written(2, ("B3",))
    found = str(read(target)[2][1])
    assert len(found) == limits.LONGEST
    assert found.endswith("全文见系统）")


def test_rows_past_a_sheets_end_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS", 3)
    target = tmp_path / "a.xlsx"
    writing.write(target, WORDS, [[str(number), "甲"] for number in range(7)])
    assert [len(read(target, sheet)) for sheet in range(3)] == [4, 4, 2]
    assert read(target, 2) == [["编号", "内容"], ["6", "甲"]]


def test_a_cancelled_writing_leaves_nothing_and_what_lay_there_before_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"before")

    def stop(done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        writing.write(target, WORDS, [["1", "甲"]] * 600, stop)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_without_columns_there_is_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有可导出的列"):
        writing.write(tmp_path / "a.xlsx", Table("空", ()), [])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=5))
def test_any_words_come_back_as_they_went(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    target = tmp_path_factory.mktemp("book") / "a.xlsx"
    writing.write(target, Table("台账", (Column("字"),)), [[word] for word in words])
    found = [str(row[0]) for row in read(target)[1:]]
    assert found + [""] * (len(words) - len(found)) == words


def test_a_workbook_names_no_program_no_person_and_no_day_but_the_given_one(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    writing.write(target, WORDS, [["1", "来信"]])
    with zipfile.ZipFile(target) as parts:
        facts = parts.read("docProps/app.xml").decode() + parts.read("docProps/core.xml").decode()
        everything = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("docProps/"))
        days = {part.date_time for part in parts.infolist()}
    for word in ("Excel", "Microsoft", "XlsxWriter", "AppVersion", "<Application>"):
        assert word not in everything.decode()
    for name in ("dc:creator", "cp:lastModifiedBy", "Company"):
        assert f"<{name}></{name}>" in facts
    assert facts.count("2000-01-01T00:00:00Z") == 2
    assert len(days) == 1
    assert read(target)[1] == ["1", "来信"]

"""A table of units is read alike however it comes: pasted, from a workbook, by columns or row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel import hidden
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.services import profiles, unit_table, workbooks
from xuncha_desktop.services.unit_table import COLUMNS

HEAD = [Unit.type.field(name).label for name in COLUMNS]
GOOD = ["青石镇党委", "乡镇（街道）", "县委", "何镇长", "书记", "40", "0790-1234567", "2017年", "在山上"]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeRoom]:
    with office_room(tmp_path_factory.mktemp("units")) as made:
        yield made


@dataclass
class Plain:
    """The rules once more, a row and a cell at a time: what the reading by columns is held to."""

    kinds: dict[str, str]
    known: set[str]
    rows: list[tuple[dict[str, Any], dict[str, str]]] = field(
        default_factory=list[tuple[dict[str, Any], dict[str, str]]]
    )

    def take(self, cells: Sequence[str]) -> None:
        given_ = {name: cells[at].strip() if at < len(cells) else "" for at, name in enumerate(COLUMNS)}
        values: dict[str, Any] = {}
        issues: dict[str, str] = {}
        for name, cell in given_.items():
            if name == "name" and not cell:
                issues[name] = "没有单位名称"
            elif name == "name" and cell in self.known:
                issues[name] = f"单位库或上文已有“{cell[:30]}”"
            if name == "kind" and cell in {**self.kinds, **{code: code for code in self.kinds.values()}}:
                values[name] = self.kinds.get(cell, cell)
            elif name == "kind":
                issues[name] = f"没有“{cell[:20]}”这个单位类型" if cell else "没有单位类型"
            elif name == "staff" and cell and not (set(cell) <= set("0123456789") and len(cell) < 7):
                issues[name] = "在职人数应为整数"
            elif name == "staff" and cell:
                values[name] = int(cell)
            elif cell:
                self._word(name, cell, values, issues)
        self.known.add(given_["name"])
        self.rows.append((values, issues))

    def _word(self, name: str, cell: str, values: dict[str, Any], issues: dict[str, str]) -> None:
        f = Unit.type.field(name)
        values[name] = cell
        if unseen := hidden.said(cell):
            issues[name] = f"{f.label}{unseen}"
            return
        try:
            values |= Unit.type.clean({name: cell})
        except Invalid as error:
            issues[name] = str(error)
            return
        if isinstance(values[name], str) and f.limit is not None and len(values[name]) > f.limit:
            issues[name] = f"{f.label}不能超过{f.limit}字"


words = st.one_of(
    st.sampled_from(
        [
            "",
            "甲",
            "甲 ",
            "乙局",
            "县水务局",
            "A\u0301B",
            "买买提•艾力",
            "县\u200b局",
            "\ue863局",
            "一\n二",
            "\u3000丙",
            "长" * 200,
        ]
    ),
    st.text(max_size=6).filter(lambda text: "\0" not in text),
)
rows = st.lists(
    st.tuples(
        words,
        st.sampled_from(["乡镇（街道）", "township", "", "衙门", "政府部门"]),
        words,
        words,
        words,
        st.sampled_from(["", "40", "四十", "1234567", "１２", "²"]),
        words,
        words,
        words,
    ).flatmap(lambda row: st.integers(1, 9).map(lambda width: row[:width])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(rows=rows, size=st.integers(1, 5))
def test_reading_by_columns_finds_what_reading_row_by_row_finds(
    room: OfficeRoom, rows: list[tuple[str, ...]], size: int
) -> None:
    kinds = profiles.codes(profiles.latest(room.clerk), "unit_kind")
    slow = Plain({words: code for code, words in kinds.items()}, {unit.name for unit in room.clerk.table(Unit).where()})
    for row in rows:
        slow.take(row)
    with patch.object(unit_table, "_SLICE", size):
        fast = unit_table.check(room.clerk, [HEAD, *rows])
    assert [(dict(row.values), dict(row.issues)) for row in fast] == slow.rows
    assert fast.issues == {at: issues for at, (_, issues) in enumerate(slow.rows) if issues}


def test_a_workbook_read_as_it_comes_says_what_its_pasted_rows_say(room: OfficeRoom, tmp_path: Path) -> None:
    lines = [
        HEAD,
        GOOD,
        ["县水务局", "衙门", "", "", "", "四十", "", "", "一行\n又一行"],
        ["", "", "", "  ", "", "", "", "", ""],
        ["白云镇党委", "乡镇（街道）", 'A"引"', "", "", "3", "甲\r\n乙", "", "有\t制表"],
    ]
    path = tmp_path / "单位.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("单位")
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
    pasted = unit_table.read(room.clerk, workbooks.as_pasted(path, rows=10).text)
    taken, sheet_name, left_out = workbooks.read(path, lambda rows: unit_table.check(room.clerk, rows), rows=10)
    assert (sheet_name, left_out) == ("单位", ())
    assert list(taken) == list(pasted)
    assert [sorted(row.issues) for row in taken] == [[], ["kind", "name", "staff"], []]
    assert taken[2].values["contact"] == "甲 乙"


def test_a_workbook_that_goes_on_past_what_is_allowed_is_refused_whole(room: OfficeRoom, tmp_path: Path) -> None:
    path = tmp_path / "单位.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at in range(12):
            sheet.write(at, 0, f"第{at}局")
    with pytest.raises(Refused, match="最多导入10行"):
        workbooks.read(path, lambda rows: unit_table.check(room.clerk, rows), rows=10)


def test_rows_are_found_by_place_from_either_end(room: OfficeRoom) -> None:
    table = unit_table.check(room.clerk, [HEAD, GOOD, ["乙局", "政府部门"], ["丙局"]])
    assert [row.line for row in table[:2]] == [1, 2]
    assert table[-1].shown["name"] == "丙局"
    assert len(table) == 3
    with pytest.raises(IndexError):
        table[3]


def test_a_head_alone_is_no_table(room: OfficeRoom) -> None:
    with pytest.raises(Refused, match="只有表头"):
        unit_table.check(room.clerk, [HEAD])


def test_t03_t06_a_character_nobody_sees_or_only_one_computer_draws_is_an_error_of_its_cell(room: OfficeRoom) -> None:
    """Else 县水务局 could be registered a second time, and a name be lost on paper."""
    table = unit_table.check(room.clerk, [HEAD, ["县水\u200b务局", "政府部门", "", "张\ue863"], GOOD])
    assert table.issues == {
        0: {
            "name": "单位名称第3个字符：有看不见的字符（U+200B），应删去",
            "principal": "主要负责人第2个字符：自造字（U+E863）在别的电脑上显示不出，应为“䶮”（U+4DAE）",
        }
    }
    assert table[0].shown["name"] == "县水\u200b务局"

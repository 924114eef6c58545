"""A ledger leaves as a workbook: the rows and columns asked for, sealed words sealed, the auditor told first."""

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from tests.group_room import Room, room
from xuncha_desktop.kernel.errors import NotAllowed, Refused, StorageFailed
from xuncha_desktop.services import exporting, petitions
from xuncha_desktop.services.reading import Query


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def read(path: Path) -> list[list[Any]]:
    with load_workbook(path) as book:
        return list(book.get_sheet_by_index(0).to_python())


def entries(here: Room) -> list[dict[str, Any]]:
    bodies = [json.loads(body) for body in here.workspace.sealed]
    return [body["facts"] for body in bodies if body["act"] == "ledger.export"]


def test_the_rows_and_columns_asked_for_come_with_long_texts_whole(here: Room, tmp_path: Path) -> None:
    story = "未经集体研究。" * 100
    here.finding(title="=三笔罕见支出", fact=story)
    here.finding(title="易地建设费少收")
    target = tmp_path / "问题台账.xlsx"
    written = exporting.to_workbook(here.leader, Query("finding", words="罕见"), ["title", "unit_id", "fact"], target)
    assert written.rows == 1
    head, row = read(target)
    assert head[:2] == ["问题标题", "被巡察单位"]
    assert row == ["=三笔罕见支出", "县人防办", story]
    assert entries(here) == [{"type": "finding", "count": 1, "narrowed": True}]


def test_a_sealed_identity_leaves_by_no_workbook(here: Room, tmp_path: Path) -> None:
    words = {"channel": "letter", "received_on": "2019-07-10", "signature": "signed", "accused": "某某"}
    petitions.register(here.liaison, here.group.id, **words, content="反映租金", reporter="钱举报")
    sealed = [f.name for f in petitions.Petition.type.fields if f.kind.value == "sealed"]
    target = tmp_path / "信访台账.xlsx"
    exporting.to_workbook(here.leader, Query("petition"), ["number", *sealed, "accused"], target)
    assert read(target)[1][1:] == [*["●●●（已密封）"] * len(sealed), "某某"]
    assert "钱举报".encode() not in target.read_bytes()


def test_who_may_not_read_may_not_export_and_no_file_appears(here: Room, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        exporting.to_workbook(here.member, Query("petition"), ["number"], tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_name_that_is_no_workbooks_is_refused(here: Room, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="xlsx"):
        exporting.to_workbook(here.leader, Query("finding"), ["title"], tmp_path / "a.csv")


def test_a_full_drive_is_told_and_leaves_nothing(here: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    here.finding()
    folder = tmp_path / "drive"
    folder.mkdir()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageFailed, match="没有留下文件"):
        exporting.to_workbook(here.leader, Query("finding"), ["title"], folder / "a.xlsx")
    assert list(folder.iterdir()) == []

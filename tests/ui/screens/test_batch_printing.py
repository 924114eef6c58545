"""批量打印 from the page of a round and a group: into a folder, bound, onto a printer that may stop, cancelled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from ui.pages import printer
from ui.pages.batch_dialog import BOOKLET, FOLDER, PRINTER, BatchDialog
from ui.pages.printer import PrinterFailed, Sides
from ui.screens.record_page import RecordPage
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import immediate
from xuncha_desktop.services.batch_offers import ALL, PACK

Open = Callable[..., Window]
WAIT = 60_000
NAME = "一楼打印机"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person chooses to put what is printed."""
    made = tmp_path / "打印"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(made / "资料包"), ""))
    return made


@pytest.fixture
def tray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A printer that lays every job into a file of its own."""
    jobs: list[Path] = []

    def open_printer(name: str, sides: Sides) -> QPrinter:
        assert (name, sides) == (NAME, Sides.LONG)
        jobs.append(tmp_path / f"job{len(jobs)}.pdf")
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(jobs[-1]))
        made.setResolution(printer.DPI)
        return made

    monkeypatch.setattr(printer, "names", lambda: [NAME])
    monkeypatch.setattr(printer, "open_printer", open_printer)
    monkeypatch.setattr(printer, "DPI", 60)
    return jobs


def dialog(qtbot: Any, window: Window, record: Record, what: str, target: str) -> BatchDialog:
    window.open_record(record.type.name, record.id)
    page = window.top
    assert isinstance(page, RecordPage)
    qtbot.mouseClick(page.batch, Qt.MouseButton.LeftButton)
    found = QApplication.activeModalWidget()
    assert isinstance(found, BatchDialog)
    found.what.setCurrentText(what)
    found.target.setCurrentText(target)
    found.sides.setCurrentText(Sides.LONG.value)
    qtbot.waitUntil(lambda: found.start_button.isEnabled() and not window.jobs.running, timeout=WAIT)
    return found


def run(qtbot: Any, window: Window, found: BatchDialog) -> None:
    qtbot.mouseClick(found.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=WAIT)


def stamps(here: Room) -> list[PrintStamp]:
    return here.leader.table(PrintStamp).where(order="rowid")


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as found:
        return len(found)


def test_papers_go_into_a_folder_each_listed_with_its_file_and_registered(
    qtbot: Any, here: Room, window: Open, folder: Path
) -> None:
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, PACK, FOLDER)
    listed = found.grid.texts(1)
    assert found.grid.texts(2) == [""] * len(listed)
    assert stamps(here) == []
    found.copies.setValue(2)
    found.purpose.setText("送部门")
    run(qtbot, w, found)
    assert found.grid.texts(1) == listed
    assert sorted(found.grid.texts(2)) == sorted(path.name for path in folder.iterdir())
    assert {(one.copies, one.purpose) for one in stamps(here)} == {(2, "送部门"), (1, "送部门")}
    assert f"印成{len(listed)}份" in w.said[-1]
    found.reject()


def test_a_meeting_pack_is_bound_in_one_file(qtbot: Any, here: Room, window: Open, folder: Path) -> None:
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, PACK, BOOKLET)
    found.copies.setValue(3)
    run(qtbot, w, found)
    assert [path.name for path in folder.iterdir()] == ["资料包.pdf"]
    assert set(found.grid.texts(2)) == {"资料包.pdf"}
    assert pages(folder / "资料包.pdf") >= sum(one.copies for one in stamps(here))
    found.reject()


def test_a_round_offers_the_packs_of_all_its_groups(qtbot: Any, here: Room, window: Open, folder: Path) -> None:
    w = window(here.leader)
    round_ = here.leader.table(Round).get(here.group.round_id)
    found = dialog(qtbot, w, round_, f"各组{PACK}", FOLDER)
    assert found.grid.rowCount() >= 4
    found.what.setCurrentText("全部督办通知单")
    qtbot.waitUntil(lambda: not w.jobs.running, timeout=WAIT)
    assert found.grid.rowCount() == 0
    assert not found.start_button.isEnabled()
    assert found.start_button.toolTip() == "没有可以打印的文书"
    found.reject()


def test_every_paper_is_a_job_of_its_own_on_the_printer(qtbot: Any, here: Room, window: Open, tray: list[Path]) -> None:
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, PACK, PRINTER)
    run(qtbot, w, found)
    assert set(found.grid.texts(2)) == {NAME}
    assert len(tray) == len(stamps(here)) == found.grid.rowCount()
    assert all(pages(path) >= 1 for path in tray)
    found.reject()


def test_a_printer_that_stops_leaves_the_rest_unprinted_and_says_so(
    qtbot: Any, here: Room, window: Open, tray: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = printer.draw

    def draw(*given: Any) -> int:
        if len(tray) == 2:
            given[0].end()
            raise PrinterFailed("打印机中途停止")
        return real(*given)

    monkeypatch.setattr(printer, "draw", draw)
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, PACK, PRINTER)
    run(qtbot, w, found)
    assert found.grid.texts(2)[:3] == [NAME, "打印机中途停止", "打印机停止后没有再印"]
    assert [one.failed for one in stamps(here)] == [None, "打印机中途停止"]
    assert "原因见下" in found.told.text()

    monkeypatch.setattr(printer, "draw", real)
    total = found.grid.rowCount()
    qtbot.mouseClick(found.rest_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not w.jobs.running, timeout=WAIT)
    assert set(found.grid.texts(2)) == {NAME}
    assert len(stamps(here)) == total + 1  # only what had not come out, and none of it is a reprint
    assert {one.reprint for one in stamps(here)} == {0}
    assert not found.rest_button.isVisible()
    found.reject()


def test_a_stopped_batch_keeps_what_is_written_and_lists_it(
    qtbot: Any, here: Room, window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, PACK, FOLDER)
    total = found.grid.rowCount()
    qtbot.mouseClick(found.start_button, Qt.MouseButton.LeftButton)
    (job,) = w.jobs.running
    job.progressed.connect(lambda done, *_: qtbot.mouseClick(found.progress.button, Qt.MouseButton.LeftButton))
    qtbot.waitUntil(lambda: not w.jobs.running, timeout=WAIT)
    written = sorted(path.name for path in folder.iterdir())
    assert len(written) < total
    results = found.grid.texts(2)
    assert results[: len(written)] == written
    assert results[len(written) :] == ["没有印成：操作人停止了打印", *["停止后没有再印"] * (total - len(written) - 1)]
    assert len(stamps(here)) == len(written)
    assert "已停止" in found.refusal.text
    found.reject()


def test_a_stopped_booklet_lists_what_was_registered_and_what_was_not_begun(
    qtbot: Any, here: Room, window: Open, folder: Path
) -> None:
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, PACK, BOOKLET)
    listed = found.grid.texts(1)
    qtbot.mouseClick(found.start_button, Qt.MouseButton.LeftButton)
    (job,) = w.jobs.running
    job.progressed.connect(lambda done, *_: qtbot.mouseClick(found.progress.button, Qt.MouseButton.LeftButton))
    qtbot.waitUntil(lambda: not w.jobs.running, timeout=WAIT)
    failed = [one.failed for one in stamps(here)]
    assert list(folder.iterdir()) == []
    assert found.grid.texts(1) == listed
    assert found.grid.texts(2) == [
        *["没有印成：操作人停止了打印"] * len(failed),
        *["停止后没有再印"] * (len(listed) - len(failed)),
    ]
    assert set(failed) <= {"操作人停止了打印"}
    assert "已停止" in found.refusal.text
    found.reject()


def test_what_lacks_something_is_listed_with_its_reason_and_the_rest_printed(
    qtbot: Any, here: Room, window: Open, folder: Path
) -> None:
    immediate.draft(here.leader, here.group.id, problem="欠费台账不全", suggestion="补齐台账")
    w = window(here.leader)
    found = dialog(qtbot, w, here.group, ALL, FOLDER)
    run(qtbot, w, found)
    results = found.grid.texts(2)
    refused = [said for said in results if not said.endswith(".pdf")]
    assert refused == ["没有登记的问题", "建议还没有发出，发出后才有建议书"]
    assert len(list(folder.iterdir())) == len(results) - len(refused) == len(stamps(here))
    found.reject()


def test_other_records_offer_no_batch(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.leader)
    w.open_record("unit", here.group.unit_id)
    assert not w.top.batch.isVisible()

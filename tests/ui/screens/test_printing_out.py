"""Printing from a record: looked at first, registered once a printer or a place is there, told when it failed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.group_room import Room
from tests.printing.papers import one_line
from tests.ui.screens.conftest import Window
from tests.ui.screens.test_working_papers import sent
from ui.pages import page_range, printer
from ui.pages.print_dialog import PrintDialog
from ui.pages.printer import PrinterFailed, Sides
from ui.screens.working_papers import WorkingPapersScreen
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import line_of
from ui.shell.places import places_for
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.services import immediate
from xuncha_desktop.services.paper_files import Made

Open = Callable[..., Window]
WAIT = 60_000
PRINTER = "一楼打印机"


@pytest.fixture
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that lays its sheets into a file, as the system's own PDF printer does."""
    target = tmp_path / "sheets.pdf"

    def open_printer(name: str, sides: Sides) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        made.setResolution(printer.DPI)
        return made

    monkeypatch.setattr(printer, "names", lambda: [PRINTER])
    monkeypatch.setattr(printer, "open_printer", open_printer)
    return target


def dialog(qtbot: Any, window: Window) -> PrintDialog:
    qtbot.mouseClick(window.top.paper.print_button, Qt.MouseButton.LeftButton)
    found = QApplication.activeModalWidget()
    assert isinstance(found, PrintDialog)
    qtbot.waitUntil(lambda: found.pdf_button.isEnabled() or bool(found.refusal.text), timeout=WAIT)
    return found


def settled(qtbot: Any, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=WAIT)


def pages(path: Path) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(path) as found:
        return [(round(w), round(h)) for w, h in (found.get_page_size(i) for i in range(len(found)))]


def test_every_copy_is_drawn_on_the_printer_and_the_print_is_registered(
    qtbot: Any, here: Room, window: Open, sheets: Path
) -> None:
    paper = sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    each = found.pages.strip.count()
    found.copies.setValue(2)
    found.purpose.setText("送组长手签")
    found.right.setValue(1.5)
    qtbot.mouseClick(found.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(w.said), timeout=WAIT)
    assert pages(sheets) == [(595, 842)] * (2 * each)
    (stamp,) = here.deputy.table(PrintStamp).where()
    assert (stamp.copies, stamp.purpose, stamp.target, stamp.failed) == (2, "送组长手签", PRINTER, None)
    assert stamp.subject_id == paper.id
    assert PRINTER in w.said[-1]
    assert w.settings[f"printer:{PRINTER}"] == {"right": 1.5, "down": 0.0}


def test_two_sided_each_copy_begins_a_sheet_of_its_own(qtbot: Any, here: Room, window: Open, sheets: Path) -> None:
    sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    found.copies.setValue(3)
    found.range.setText("1")
    found.sides.setCurrentText(Sides.LONG.value)
    found.print_out()
    qtbot.waitUntil(lambda: bool(w.said), timeout=WAIT)
    with pypdfium2.PdfDocument(sheets) as printed:
        drawn = [any(True for _ in printed[number].get_objects()) for number in range(len(printed))]
    assert drawn == [True, False, True, False, True]


def test_of_a_public_paper_no_number_of_a_copy_is_promised(qtbot: Any, here: Room, window: Open) -> None:
    paper = sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    view = sample_of("inspection_announcement")
    found = PrintDialog(w, w, paper, "公告", lambda _: Made("inspection_announcement", view))
    qtbot.addWidget(found)
    qtbot.waitUntil(lambda: "共" in found.told.text(), timeout=WAIT)
    assert "不带密级、份号" in found.told.text()
    assert "补打" not in found.told.text()
    settled(qtbot, w)
    found.reject()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_leaves_nothing_registered(
    qtbot: Any, here: Room, window: Open, sheets: Path
) -> None:
    sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    sheets.mkdir()  # no file can be opened there
    found.print_out()
    qtbot.waitUntil(lambda: "没有接受" in found.refusal.text, timeout=WAIT)
    settled(qtbot, w)
    assert here.deputy.table(PrintStamp).count() == 0
    found.reject()


def test_p03_a_printer_that_stops_is_told_and_the_register_says_so(
    qtbot: Any, here: Room, window: Open, sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def jammed(*_: Any) -> int:
        raise PrinterFailed("打印机中途停止")

    monkeypatch.setattr(printer, "draw", jammed)
    sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    found.print_out()
    qtbot.waitUntil(lambda: "中途停止" in found.refusal.text, timeout=WAIT)
    settled(qtbot, w)
    (stamp,) = here.deputy.table(PrintStamp).where()
    assert stamp.failed == "打印机中途停止"
    found.reject()


def test_without_a_printer_a_paper_can_still_be_saved(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "names", list)
    target = tmp_path / "底稿.pdf"
    paper = sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    assert not found.print_button.isEnabled()
    assert "没有安装打印机" in found.told.text()
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *said: (offered.append(said[2]), (str(target), ""))[1])
    found.copies.setValue(3)
    qtbot.mouseClick(found.pdf_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(w.said), timeout=WAIT)
    assert target.read_bytes().startswith(b"%PDF")
    assert paper.number in offered[0]
    assert [(one.copies, one.target) for one in here.deputy.table(PrintStamp).where()] == [(3, "底稿.pdf")]


def test_p05_without_a_place_nothing_is_registered_and_a_bad_place_is_said(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    found.save_pdf()
    assert here.deputy.table(PrintStamp).count() == 0
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "底稿.pdf"), ""))
    found.save_pdf()
    qtbot.waitUntil(lambda: "没有写成" in found.refusal.text, timeout=WAIT)
    settled(qtbot, w)
    found.reject()
    (stamp,) = here.deputy.table(PrintStamp).where()
    assert stamp.failed is not None
    assert "没有写成" in stamp.failed
    again = dialog(qtbot, w)
    assert "每份带份号" in again.told.text()
    again.reject()
    settled(qtbot, w)


def test_p04_a_second_print_is_announced_as_a_reprint(qtbot: Any, here: Room, window: Open, sheets: Path) -> None:
    sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    found = dialog(qtbot, w)
    found.print_out()
    qtbot.waitUntil(lambda: bool(w.said), timeout=WAIT)
    again = dialog(qtbot, w)
    assert "已印过1次" in again.told.text()
    again.reject()
    settled(qtbot, w)


def test_prints_are_listed_in_their_ledger_and_the_register_itself_is_printed_from_it(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(here)
    w = window(here.deputy, WorkingPapersScreen)
    target = tmp_path / "登记.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog(qtbot, w).save_pdf()
    qtbot.waitUntil(lambda: target.exists() and not w.jobs.running, timeout=WAIT)
    line = line_of("print_stamp")
    assert line is not None
    page = LedgerPage(w, line)
    w.push("", page)
    qtbot.waitUntil(lambda: page.ledger.model.rowCount() == 1, timeout=WAIT)
    register = page.printing.open(page.printing.offered[0])
    qtbot.waitUntil(lambda: register.pdf_button.isEnabled(), timeout=WAIT)
    register.save_pdf()
    qtbot.waitUntil(lambda: page.ledger.model.rowCount() == 2 and not w.jobs.running, timeout=WAIT)
    text = one_line(target.read_bytes())
    assert "打印登记" in text
    assert "问题底稿" in text


def test_the_register_of_secret_prints_is_a_place_for_holders_of_the_key_only(here: Room) -> None:
    assert "restricted_print" in {place.name for place in places_for(here.leader)}
    assert "restricted_print" not in {place.name for place in places_for(here.member)}
    assert "print_stamp" in {place.name for place in places_for(here.member)}


def test_a_character_no_face_has_is_named_in_the_dialog_and_nothing_is_registered(
    qtbot: Any, here: Room, window: Open, sheets: Path
) -> None:
    made = immediate.draft(here.leader, here.group.id, problem="台账不全", suggestion="补齐")
    view = replace(sample_of("ledger"), title="无\U00031350此字")
    w = window(here.leader)
    found = PrintDialog(w, w, made, "台账", lambda _: Made("ledger", view))
    found.open()
    qtbot.waitUntil(lambda: bool(found.refusal.text), timeout=WAIT)
    assert "U+31350" in found.refusal.text
    for part in (found.print_button, found.pdf_button, found.draft_button):
        assert not part.isEnabled()
    assert here.leader.table(PrintStamp).count() == 0
    found.reject()


@pytest.mark.parametrize(
    ("text", "found"),
    [("", [0, 1, 2, 3, 4]), ("2-3,5", [1, 2, 4]), ("5，1", [0, 4]), (" 2 － 2 ", [1]), ("1-5,2", [0, 1, 2, 3, 4])],
)
def test_a_range_of_pages_is_read_as_people_write_it(text: str, found: list[int]) -> None:
    assert page_range.chosen(text, 5) == found


@pytest.mark.parametrize("text", ["0", "6", "3-2", "1-9", "a", "1--2", "-", ",", "²", "1-2-3"])
def test_a_range_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        page_range.chosen(text, 5)


def test_p03_a_printer_that_is_gone_is_refused() -> None:
    with pytest.raises(PrinterFailed, match="已不在"):
        printer.open_printer("没有这台", Sides.ONE)

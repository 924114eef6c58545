"""Before a paper is printed: its pages as they will come out, printer, copies and range; PDF and draft beside it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.jobs import Job, Report
from ui.office import acts
from ui.office.parts import button
from ui.pages import page_range, printer
from ui.pages.press import sheets
from ui.pages.printer import Sides
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import label
from ui.widgets.pages import PdfView
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.prints import Print
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import paper_files, printing_desk, remarks
from xuncha_desktop.services.paper_files import Made, Source, given_up_on_failure
from xuncha_desktop.services.printing_desk import MAX_COPIES, Printing, PrintOrder
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.viewing import Look, Viewing

_OFFSET_MM = 20.0
_TITLE_LIMIT = 60
_ALL = "全部"


class PrintDialog(QDialog):
    """Nothing is registered before a printer has been opened or a file chosen. Works where there is no printer."""

    def __init__(
        self, parent: QWidget, frame: Frame, subject: Record, title: str, source: Source, *, blank: bool = False
    ) -> None:
        super().__init__(parent)
        self._blank = blank
        self._frame, self._subject, self._title, self._source = frame, subject, title[:_TITLE_LIMIT], source
        self._viewing = Viewing()
        self._pages, self._size = 0, (0.0, 0.0)
        self._job: Job | None = None
        self.setWindowTitle(f"打印　{self._title}")
        self.resize(1180, 640)
        self.pages = PdfView(_none, 0, frame.jobs)
        self.pages.failed.connect(self.say_no)
        self.refusal = Banner(Tone.ALERT, "")
        self.refusal.hide()
        self.remarks = Banner(Tone.NOTICE, "")
        self.remarks.hide()
        self.told = label("正在排印…", "small", wrap=True)
        self.progress = ProgressPanel()
        self.progress.hide()
        self._inputs()
        self._buttons()
        self._lay_out()
        self.copies.setFocus()
        self._enable(False)
        self._preview()

    # ------------------------------------------------------------ what a test and a person press

    def print_out(self) -> None:
        """Print on the chosen printer."""
        name = self.printers.currentText()
        try:
            wanted = page_range.chosen(self.range.text(), self._pages)
            device = printer.open_printer(name, Sides(self.sides.currentText()))
        except Refused as reason:
            self.say_no(str(reason))
            return
        self._keep_offset()
        sides = Sides(self.sides.currentText())
        press = _Press(device, sides, tuple(wanted), self.right.value(), self.down.value(), self._size)
        order = self._order(name)

        def work(session: Session, report: Report) -> int:
            return press.print_out(session, self._source(session), self._subject, order, report)

        self._start("打印", work, lambda count: f"已登记打印，{count}页已交给打印机“{name}”")

    def save_pdf(self) -> None:
        """Save every copy in one PDF; it is registered as a print."""
        target = self._ask("存为PDF", "PDF (*.pdf)", ".pdf")
        if target is None:
            return
        order = self._order()

        def work(session: Session, report: Report) -> int:
            paper_files.save_pdf(session, self._source(session), self._subject, order, target)
            return self._pages

        self._start("存为PDF", work, lambda _: f"已登记打印，保存在 {target.name}")

    def save_draft(self) -> None:
        """Save the text for a word processor; it is registered as a print."""
        target = self._ask("存为文稿", "文稿 (*.docx)", ".docx")
        if target is None:
            return
        order = PrintOrder(purpose=self.purpose.text() or None, blank=self._blank)

        def work(session: Session, report: Report) -> int:
            paper_files.save_draft(session, self._source(session), self._subject, order, target)
            return self._pages

        self._start("存为文稿", work, lambda _: f"已登记，文稿保存在 {target.name}")

    def say_no(self, sentence: str) -> None:
        """A refusal stays in the dialog; an empty one takes it away."""
        self.refusal.set_text(sentence)
        self.refusal.setVisible(bool(sentence))

    def done(self, result: int) -> None:
        """The process that draws pages ends with the dialog, and so does what still runs."""
        if self._job is not None:
            self._job.cancel()
        self._viewing.close()
        super().done(result)

    # ------------------------------------------------------------ inside

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(Space.NORMAL)
        for part in (self.refusal, self.told):
            right.addWidget(part)
        right.addLayout(self._fields)
        right.addWidget(self.progress)
        right.addStretch(1)
        for part in (self.print_button, self.pdf_button, self.draft_button, self.close_button):
            right.addWidget(part)
        side = QWidget()
        side.setLayout(right)
        side.setFixedWidth(300)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        whole.setSpacing(Space.WIDE)
        left = QVBoxLayout()
        left.setSpacing(Space.NORMAL)
        left.addWidget(self.pages, 1)
        left.addWidget(self.remarks)
        whole.addLayout(left, 1)
        whole.addWidget(side)

    def _inputs(self) -> None:
        self.printers, self.sides = QComboBox(), QComboBox()
        self.printers.addItems(printer.names())
        self.printers.currentTextChanged.connect(self._show_offset)
        self.sides.addItems([side.value for side in Sides])
        self.copies = QSpinBox()
        self.copies.setRange(1, MAX_COPIES)
        self.range, self.purpose = QLineEdit(), QLineEdit()
        self.range.setPlaceholderText(_ALL)
        self.range.setMaxLength(60)
        self.purpose.setMaxLength(80)
        self.right, self.down = QDoubleSpinBox(), QDoubleSpinBox()
        self._fields = QFormLayout()
        self._fields.setSpacing(Space.NEAR)
        for box, words in ((self.right, "向右移"), (self.down, "向下移")):
            box.setRange(-_OFFSET_MM, _OFFSET_MM)
            box.setSingleStep(0.5)
            box.setSuffix(" 毫米")
            box.setToolTip(f"本机打印机印偏时校正：{words}为正数，反方向为负数；每台打印机分别记住")
        for words, part in (
            ("打印机", self.printers),
            ("份数", self.copies),
            ("页码范围", self.range),
            ("单双面", self.sides),
            ("向右移", self.right),
            ("向下移", self.down),
            ("用途", self.purpose),
        ):
            part.setAccessibleName(words)
            self._fields.addRow(words, part)
        self._show_offset()

    def _buttons(self) -> None:
        self.print_button = button("打印", self.print_out, "primary", "printer")
        self.pdf_button = button("存为PDF…", self.save_pdf, picture="download")
        self.draft_button = button("存为文稿（DOCX）…", self.save_draft, picture="file-text")
        self.close_button = button("关闭", self.reject)
        self.draft_button.hide()

    def _preview(self) -> None:
        viewing = self._viewing

        def work(session: Session, report: Report) -> tuple[Look, str, str, bool]:
            made = self._source(session)
            look = viewing.pdf(printing_desk.preview_pdf(session, made.form, made.view))
            return (
                look,
                self._stamp_words(session, made),
                remarks.said(remarks.of(made.view)),
                printing_desk.can_draft(made.view),
            )

        job = self._frame.jobs.start("排印", work)
        job.finished.connect(self._on_look)
        job.failed.connect(self._on_failed)
        self._follow(job)

    def _stamp_words(self, session: Session, made: Made) -> str:
        """What a print made now will bear."""
        if printing_desk.is_public(made.form):
            return "公开文书，不带密级、份号和校验码；打印登记留痕。"
        before = 0 if self._blank else printing_desk.earlier(session, made.view, self._subject, secret=made.secret)
        return f"这份内容已印过{before}次，再印会标明“补打”。" if before else "每份带份号和校验码，打印登记留痕。"

    def _on_look(self, come: tuple[Look, str, str, bool]) -> None:
        look, told, remarked, draftable = come
        viewing = self._viewing
        self._pages, self._size = look.pages, (look.width, look.height)
        self.pages.show_document(lambda number, scale: viewing.page(look, number, scale), look.pages, width=look.width)
        where = "" if self.printers.count() else "本机没有安装打印机，可存为PDF。"
        self.told.setText(f"共{look.pages}页。{told}{where}")
        self.remarks.set_text(remarked)
        self.remarks.setVisible(bool(remarked))
        self.draft_button.setVisible(draftable)

    def _start(self, words: str, work: Callable[[Session, Report], int], said: Callable[[int], str]) -> None:
        self.say_no("")
        job = acts.start(self._frame, words, work)
        self.progress.follow(job)
        job.finished.connect(lambda count: self._on_done(said(count)))
        job.failed.connect(self._on_failed)
        job.cancelled.connect(lambda: self.say_no("已停止。打印登记注明没有印成"))
        self._follow(job)

    def _follow(self, job: Job) -> None:
        self._job = job
        self._enable(False)
        job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._job = None
        self._enable(self._pages > 0)

    def _on_done(self, said: str) -> None:
        self._frame.say(said)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.told.setText("")
            self.say_no(str(error))
        else:
            self._frame.refuse(error)

    def _enable(self, on: bool) -> None:
        session = self._frame.desk.session
        why_not = printing_desk.register.why_not(session)
        for part in (self.print_button, self.pdf_button, self.draft_button):
            part.setEnabled(on and why_not is None)
            part.setToolTip(why_not or "")
        if not self.printers.count():
            self.print_button.setEnabled(False)
            self.print_button.setToolTip("本机没有安装打印机")

    def _order(self, printer_name: str | None = None) -> PrintOrder:
        """What is asked for; a file holds every page."""
        pages = self.range.text().strip() or None if printer_name else None
        return PrintOrder(self.copies.value(), self.purpose.text().strip() or None, printer_name, pages, self._blank)

    def _ask(self, words: str, kind: str, ending: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(self, words, f"{self._title}{ending}", kind)
        if not name:
            return None
        return Path(name) if name.lower().endswith(ending) else Path(name + ending)

    def _settings(self) -> dict[str, Any]:
        return self._frame.ledger_settings(f"printer:{self.printers.currentText()}")

    def _show_offset(self) -> None:
        kept = self._settings()
        self.right.setValue(float(kept.get("right", 0.0)))
        self.down.setValue(float(kept.get("down", 0.0)))

    def _keep_offset(self) -> None:
        self._settings().update(right=self.right.value(), down=self.down.value())
        self._frame.keep_settings()


@dataclass(frozen=True, slots=True)
class _Press:
    """Where to and how: the opened printer, the pages of each copy, how far they are moved, the first page's size."""

    device: QPrinter
    sides: Sides
    wanted: tuple[int, ...]
    right: float
    down: float
    size: tuple[float, float]

    def print_out(self, session: Session, made: Made, subject: Record, order: PrintOrder, report: Report) -> int:
        """Number and register once the printer has taken the job; say on the register if nothing came of it."""
        painter = printer.begin(self.device, *self.size)
        try:
            printing = Printing()
            stamp = printing.begin(session, made.form, made.view, subject, order, secret=made.secret)
            return self._draw(painter, session, printing, stamp, order, report)
        except BaseException:
            self.device.abort()
            raise
        finally:
            if painter.isActive():  # a painter must be gone before what it paints on
                painter.end()

    def _draw(
        self, painter: QPainter, session: Session, printing: Printing, stamp: Print, order: PrintOrder, report: Report
    ) -> int:
        with closing(Viewing()) as viewing, given_up_on_failure(session, [stamp]):
            found = sheets(viewing, printing.finish(session), self.wanted, order.copies, self.sides, report)
            return printer.draw(painter, self.device, found, self.right, self.down)


def _none(_: int, __: float) -> bytes:
    raise Refused("没有可看的页面")

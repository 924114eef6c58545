"""批量打印: what a round or group offers, where to, how many; then each paper with where it is or why it is not."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.jobs import Job, Report
from ui.office import acts
from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, row
from ui.pages import printer
from ui.pages.press import BatchPress
from ui.pages.printer import Sides
from ui.shell.frame import Frame
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import label
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import batch, printing_desk
from xuncha_desktop.services.batch import Outcome, Piece
from xuncha_desktop.services.batch_offers import Offer, offers
from xuncha_desktop.services.printing_desk import MAX_COPIES, PrintOrder
from xuncha_desktop.services.session import Session

FOLDER, BOOKLET, PRINTER = "存入文件夹，每份一个PDF", "合订成一个PDF", "打印机"
_Run = Callable[[Session, list[Piece], Report, Callable[[Outcome], object]], list[Outcome]]


class BatchDialog(QDialog):
    """Nothing is registered before 开始. Each outcome is listed as it comes, also of a batch that is stopped."""

    def __init__(self, parent: QWidget, frame: Frame, subject: Record) -> None:
        super().__init__(parent)
        self._frame, self._subject = frame, subject
        self._offers = offers(subject)
        self._pieces: list[Piece] = []
        self._begun: list[int] = []  # which lines the last run was about, and what it has told of them so far
        self._told: list[Outcome] = []
        self._kept: dict[int, Outcome] = {}  # what became of the others before
        self._job: Job | None = None
        self.setWindowTitle(f"批量打印　{subject.type.title_of(subject)}")
        self.resize(980, 600)
        self._inputs()
        self.grid = Grid("文书", (("", 44), ("文书", 0), ("结果", 330)), nothing="没有可以打印的文书")
        self.refusal = Banner(Tone.ALERT, "")
        self.refusal.hide()
        self.told = label("", "soft", wrap=True)
        self.progress = ProgressPanel()
        self.progress.hide()
        self.start_button = button("开始打印", self.start, "primary", "printer")
        self.rest_button = button("印余下的", lambda: self.start(rest=True), picture="refresh")
        self.rest_button.setToolTip("只印还没有印成的")
        self.rest_button.hide()
        self.close_button = button("关闭", self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        whole.setSpacing(Space.NEAR)
        whole.addLayout(self._fields)
        for part in (self.told, self.refusal):
            whole.addWidget(part)
        whole.addWidget(self.grid, 1)
        whole.addWidget(self.progress)
        whole.addLayout(row(1, self.close_button, self.rest_button, self.start_button))
        self.what.currentIndexChanged.connect(lambda _: self._list())
        self.target.currentTextChanged.connect(lambda _: self._dress())
        self.printers.currentTextChanged.connect(lambda _: self._dress())
        self._list()

    # ------------------------------------------------------------ what a test and a person press

    def start(self, *, rest: bool = False) -> None:
        """Ask where to, and print one paper after another; `rest`: only those that did not come out."""
        run = {FOLDER: self._to_folder, BOOKLET: self._to_booklet, PRINTER: self._to_printer}[
            self.target.currentText()
        ]()
        if run is None:
            return
        offer, order = self._offer, PrintOrder(self.copies.value(), self.purpose.text().strip() or None)
        self._kept = self._printed() if rest else {}
        begun = self._begun = [number for number in range(len(self._pieces)) if number not in self._kept]
        told = self._told = []
        self._say_no("")

        def work(session: Session, report: Report) -> list[Outcome]:
            pieces = offer.pieces(session, order)
            return run(session, [pieces[number] for number in begun if number < len(pieces)], report, told.append)

        job = acts.start(self._frame, "批量打印", work)
        job.progressed.connect(lambda *_: self._show())
        job.finished.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(lambda: self._say_no("已停止。已经印出的仍然登记在册，其余没有印"))
        self.progress.follow(job)
        self._follow(job)

    def done(self, result: int) -> None:
        """What still runs ends with the dialog."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # ------------------------------------------------------------ where to

    def _to_folder(self) -> _Run | None:
        name = QFileDialog.getExistingDirectory(self, "选择存放的文件夹")
        return (lambda s, pieces, report, tell: batch.to_folder(s, pieces, Path(name), report, tell)) if name else None

    def _to_booklet(self) -> _Run | None:
        title = f"{self._subject.type.title_of(self._subject)}{self._offer.label}"
        name, _ = QFileDialog.getSaveFileName(self, "合订成一个PDF", f"{title}.pdf", "PDF (*.pdf)")
        if not name:
            return None
        target = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
        return lambda s, pieces, report, tell: batch.to_booklet(s, pieces, target, title, report, tell)

    def _to_printer(self) -> _Run | None:
        name, sides = self.printers.currentText(), Sides(self.sides.currentText())
        kept = self._frame.ledger_settings(f"printer:{name}")
        right, down = float(kept.get("right", 0.0)), float(kept.get("down", 0.0))

        def run(
            session: Session, pieces: list[Piece], report: Report, tell: Callable[[Outcome], object]
        ) -> list[Outcome]:
            said: list[tuple[int, int, str]] = [(0, len(pieces), "")]

            def told(done: int, total: int, text: str) -> None:
                said[0] = (done, total, text)
                report(done, total, text)

            press = BatchPress(name, sides, right, down, lambda: report(*said[0]))
            try:
                return batch.to_press(session, pieces, press, name, told, tell)
            finally:
                press.close()

        return run

    # ------------------------------------------------------------ inside

    @property
    def _offer(self) -> Offer:
        return self._offers[max(self.what.currentIndex(), 0)]

    def _inputs(self) -> None:
        self.what, self.target, self.printers, self.sides = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.what.addItems([offer.label for offer in self._offers])
        self.target.addItems([FOLDER, BOOKLET, PRINTER])
        self.printers.addItems(printer.names())
        self.sides.addItems([side.value for side in Sides])
        self.copies, self.purpose = QSpinBox(), QLineEdit()
        self.copies.setRange(1, MAX_COPIES)
        self.purpose.setMaxLength(80)
        left, right = QFormLayout(), QFormLayout()
        for form, words, part in (
            (left, "打印什么", self.what),
            (left, "份数", self.copies),
            (left, "用途", self.purpose),
            (right, "印到", self.target),
            (right, "打印机", self.printers),
            (right, "单双面", self.sides),
        ):
            part.setAccessibleName(words)
            form.addRow(words, part)
        self._fields = QHBoxLayout()
        self._fields.setSpacing(Space.WIDE)
        for form in (left, right):
            form.setSpacing(Space.NEAR)
            self._fields.addLayout(form, 1)

    def _list(self) -> None:
        """What the choice comes to, before anything is printed."""
        offer = self._offer
        self._begun, self._told, self._kept = [], [], {}
        self._say_no("")
        job = self._frame.jobs.start("列出文书", lambda session, _: offer.pieces(session, PrintOrder()))
        job.finished.connect(self._on_listed)
        job.failed.connect(self._on_failed)
        self._follow(job)

    def _on_listed(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self.told.setText(f"共{len(pieces)}份文书，逐份登记打印。{self._offer.hint}")
        self._show()

    def _outcomes(self) -> dict[int, Outcome]:
        """What is known of each line by now."""
        return self._kept | dict(zip(self._begun, self._told, strict=False))

    def _printed(self) -> dict[int, Outcome]:
        return {number: one for number, one in self._outcomes().items() if one.file}

    def _show(self) -> None:
        told = self._outcomes()
        rows: list[tuple[str, tuple[Said | str, ...]]] = []
        for number, one in enumerate(self._pieces):
            outcome = told.get(number, Outcome(one.label))
            rows.append((str(number), (str(number + 1), outcome.label, _said(outcome))))
        self.grid.show_rows(rows)

    def _follow(self, job: Job) -> None:
        self._job = job
        self._dress()
        job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._job = None
        self._show()
        self._dress()

    def _on_done(self, done: list[Outcome]) -> None:
        self._told = done
        self._show()
        refused = sum(1 for one in done if one.refused)
        self.told.setText(f"印成{len(done) - refused}份" + (f"，没有印{refused}份，原因见下" if refused else ""))
        self._frame.say(f"批量打印已结束，印成{len(done) - refused}份，没有印{refused}份")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self._say_no(str(error))
        else:
            self._frame.refuse(error)

    def _say_no(self, sentence: str) -> None:
        self.refusal.set_text(sentence)
        self.refusal.setVisible(bool(sentence))

    def _dress(self) -> None:
        """Only what matters for the chosen target can be set, and only while nothing runs."""
        free, onto = self._job is None, self.target.currentText() == PRINTER
        for part in (self.what, self.target, self.copies, self.purpose):
            part.setEnabled(free)
        for part in (self.printers, self.sides):
            part.setEnabled(free and onto)
        why = printing_desk.register.why_not(self._frame.desk.session)
        if onto and not self.printers.count():
            why = why or "本机没有安装打印机"
        if free and not self._pieces:
            why = why or "没有可以打印的文书"
        bound = self.target.currentText() == BOOKLET
        self.rest_button.setVisible(free and not bound and 0 < len(self._printed()) < len(self._pieces))
        self.rest_button.setEnabled(why is None)
        allow(self.start_button, why)
        if not free:
            self.start_button.setEnabled(False)


def _said(outcome: Outcome) -> Said:
    if not (outcome.file or outcome.refused):
        return Said("")
    if outcome.refused:
        return Said(outcome.refused, Tone.NOTICE, outcome.refused)
    return Said(outcome.file, Tone.DONE)


class BatchButton(QPushButton):
    """批量打印…: there where a record offers many papers in one go, hidden elsewhere."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(icon("files"), "批量打印…", parent)
        self._frame = frame
        self._record: Record | None = None
        self.setProperty("look", "quiet")
        self.clicked.connect(lambda _: self.open())
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Another record, or the same in another state."""
        self._record = record
        self.setVisible(bool(offers(record)))
        allow(self, printing_desk.register.why_not(self._frame.desk.session))

    def open(self) -> BatchDialog:
        """Choose what and where to."""
        assert self._record is not None
        dialog = BatchDialog(self.window(), self._frame, self._record)
        dialog.open()
        return dialog

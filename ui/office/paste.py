"""A table pasted from WPS: every cell as it was understood, what is wrong said in it, kept only when all is right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

from ui.jobs import Job
from ui.office.parts import button, row
from ui.pages.sheet import Run, Sheet
from ui.shell.frame import Frame
from ui.theme.palette import look
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.text import shown
from xuncha_desktop.services import workbooks

_MARK = "▲ "  # told apart without its colour


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what each column says, and what is wrong by column; `whole` is wrong with no single cell."""

    number: int
    cells: Mapping[str, str]
    issues: Mapping[str, str] = field(default_factory=dict[str, str])
    whole: str = ""

    @property
    def good(self) -> bool:
        """Whether it can be kept."""
        return not self.issues and not self.whole


class PasteSheet(Sheet):
    """`read` makes lines of the text or raises `Refused`; `run` gets {"text": …} when every line is good.

    `most`: how many rows are taken at once.
    """

    def __init__(
        self,
        parent: QWidget | None,
        frame: Frame,
        title: str,
        sentence: str,
        columns: Sequence[tuple[str, str]],
        read: Callable[[str], Sequence[Line]],
        run: Run,
        most: int,
    ) -> None:
        super().__init__(parent, title, sentence, "全部登记", run)
        self.setMinimumSize(980, 560)
        self._columns, self._read = list(columns), read
        self._frame, self._most, self._title = frame, most, title
        self.lines: list[Line] = []
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("粘贴的内容")
        self.text.setPlaceholderText("在WPS表格中选中各行（可连同表头）复制，然后在这里按 Ctrl+V")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(72)
        self.text.textChanged.connect(self._look)
        self.told = label("", "small", wrap=True)
        self.table = self._preview()
        self.open_button = button("打开表格文件", self._on_open, picture="folder-open")
        self.open_button.setToolTip("读取XLSX文件中的各行，先预览，不直接登记")
        self.empty_button = button("存空白表格", self._on_empty, picture="download")
        self.empty_button.setToolTip("存一份只有表头的XLSX，发给填报的人")
        pressed = (button("粘贴", self.paste, picture="clipboard-list"), self.open_button, self.empty_button)
        self.column.addLayout(row(self.text, *pressed))
        self.column.addWidget(self.told)
        self.column.addWidget(self.table, 1)
        self.finish()
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste)
        self._look()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview(self) -> QTableWidget:
        table = QTableWidget(0, len(self._columns) + 1)
        table.setAccessibleName("预览")
        table.setHorizontalHeaderLabels(["行", *(words for _, words in self._columns)])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().setVisible(False)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setColumnWidth(0, 44)
        return table

    def paste(self) -> None:
        """Take what lies on the clipboard."""
        self.text.setPlainText(QGuiApplication.clipboard().text())

    def open_file(self, path: Path) -> Job:
        """Read a workbook in a job and show its rows as if they had been pasted."""
        job = self._frame.jobs.start(
            "读取表格",
            lambda _, report: workbooks.as_pasted(
                path, rows=self._most, report=lambda done, total: report(done, total, f"已读{done:,}行")
            ),
        )
        self.open_button.setEnabled(False)
        self.told.setText(f"正在读取 {path.name} …")
        self.finished.connect(job.cancel)
        job.finished.connect(self._take)
        job.failed.connect(self._on_failed)
        job.ended.connect(lambda: self.open_button.setEnabled(True))
        return job

    def values(self) -> dict[str, str]:
        """The text; the service reads it again."""
        return {"text": self.text.toPlainText()}

    def _on_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "打开表格文件", "", "XLSX表格 (*.xlsx)")
        if name:
            self.open_file(Path(name))

    def _on_empty(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "存空白表格", f"{self._title}.xlsx", "XLSX表格 (*.xlsx)")
        if not name:
            return
        try:
            workbooks.empty(Path(name), self._title, [words for _, words in self._columns])
        except Refused as reason:
            self.say_no(str(reason))
        else:
            self.told.setText(f"空白表格已存为 {Path(name).name}")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.told.setText("")
            self.say_no(str(error))
        else:
            self._frame.refuse(error)

    def _take(self, taken: workbooks.Taken) -> None:
        self.text.setPlainText(taken.text)
        if taken.left_out:
            others = "、".join(taken.left_out[:5])
            self.told.setText(f"{self.told.text()}只读取了工作表“{taken.sheet}”，没有读取：{others}。")

    def _look(self) -> None:
        self.say_no("")
        self.lines = []
        text = self.text.toPlainText()
        if text.strip():
            try:
                self.lines = list(self._read(text))
            except Refused as reason:
                self.say_no(str(reason))
        bad = sum(not line.good for line in self.lines)
        self.told.setText(self._words(bad))
        self.yes.setEnabled(bool(self.lines) and not bad)
        self.yes.setText(f"登记{len(self.lines)}行" if self.lines else "登记")
        self._show()

    def _words(self, bad: int) -> str:
        if not self.lines:
            return ""
        if bad:
            return (
                f"共{len(self.lines)}行，其中{bad}行需要修改（标▲处）。请在WPS中改好后重新粘贴，改好之前一行也不登记。"
            )
        return f"共{len(self.lines)}行，都可以登记。"

    def _show(self) -> None:
        self.table.setRowCount(len(self.lines))
        worn = look(Tone.ALERT)
        for at, line in enumerate(self.lines):
            first = QTableWidgetItem((_MARK if not line.good else "") + str(line.number))
            first.setToolTip(line.whole)
            self.table.setItem(at, 0, first)
            for place, (name, words) in enumerate(self._columns, 1):
                issue = line.issues.get(name, "")
                said = shown(line.cells.get(name, ""))  # a character that turns text round would turn the remark too
                item = QTableWidgetItem(f"{_MARK}{said}　{issue}" if issue else said)
                item.setToolTip(issue or said)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}：{said or '空'}。{issue}")
                if issue:
                    item.setBackground(QColor(worn.ground))
                    item.setForeground(QColor(worn.ink))
                self.table.setItem(at, place, item)
        for place, (name, _) in enumerate(self._columns, 1):
            empty = all(not line.cells.get(name) and name not in line.issues for line in self.lines)
            self.table.setColumnHidden(place, empty and bool(self.lines))
        if self.lines:
            self.table.resizeColumnsToContents()
            for place in range(self.table.columnCount()):
                self.table.setColumnWidth(place, min(self.table.columnWidth(place) + 12, 340))

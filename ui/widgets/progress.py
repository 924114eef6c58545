"""How far a long piece of work is, and the button to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from ui.jobs import Job
from ui.widgets.card import Card, label


class ProgressPanel(Card):
    """Follows one job: its name, a bar, what it says, and 取消."""

    cancelled = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._title = label(title, "strong")
        self._said = label("正在准备…", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("进度")
        self.button = QPushButton("取消")
        self.button.clicked.connect(self._on_cancel)
        self._job: Job | None = None
        words = QVBoxLayout()
        words.setSpacing(6)
        for part in (self._title, self.bar, self._said):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)

    def follow(self, job: Job) -> None:
        """Show this job until it ends."""
        self._job = job
        self._title.setText(job.label)
        self.show_progress(0, 0, "正在准备…")
        self.button.setEnabled(True)
        job.progressed.connect(self.show_progress)
        job.ended.connect(self._on_ended)
        self.show()

    def show_progress(self, done: int, total: int, text: str) -> None:
        """`total` 0: how far is not known."""
        self.bar.setRange(0, min(total, 2**31 - 1))
        self.bar.setValue(min(done, total))
        share = f"{done * 100 // total}%　" if total else ""
        self._said.setText(f"{share}{text}" or "正在处理…")

    @property
    def said(self) -> str:
        """The line under the bar."""
        return self._said.text()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.button.setEnabled(False)
            self._said.setText("正在停下…")
        self.cancelled.emit()

    def _on_ended(self) -> None:
        self._job = None
        self.hide()

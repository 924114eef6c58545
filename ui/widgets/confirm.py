"""The question before an act that is hard to take back, with its reason in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.widgets.card import label
from ui.widgets.flow_layout import FlowLayout

MAX_REASON = 500


class ConfirmSheet(QDialog):
    """Names the act on its button, never 确定. With `reasons` a person may press chips and add words."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        action: str,
        *,
        reasons: Sequence[str] = (),
        ask_reason: bool = False,
        reason_required: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(480)
        self._required = reason_required
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.NORMAL)
        self._column.setSpacing(Space.NORMAL)
        self._column.addWidget(label(title, "title"))
        self._column.addWidget(label(sentence, wrap=True))
        self.chips: list[QPushButton] = []
        self._words = QPlainTextEdit()
        self._words.setAccessibleName("理由")
        self._words.setTabChangesFocus(True)
        self._words.setPlaceholderText("理由（必填）" if reason_required else "理由（可不填）")
        self._words.setFixedHeight(88)
        self._words.textChanged.connect(self._look)
        if reasons:
            self._add_chips(reasons)
        self._column.addWidget(self._words)
        self._words.setVisible(bool(reasons) or ask_reason or reason_required)
        self._issue = label("", "issue")
        self._issue.hide()
        self._column.addWidget(self._issue)
        self._column.addStretch(1)
        self._add_buttons(action)
        self._look()

    @property
    def reason(self) -> str:
        """The chips pressed and the words, as one sentence."""
        pressed = [chip.text() for chip in self.chips if chip.isChecked()]
        return "；".join(
            [*pressed, *([self._words.toPlainText().strip()] if self._words.toPlainText().strip() else [])]
        )

    def _add_chips(self, reasons: Sequence[str]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder)
        for text in reasons:
            chip = QPushButton(text)
            chip.setCheckable(True)
            chip.setProperty("look", "chip")
            chip.setAutoDefault(False)
            chip.toggled.connect(self._look)
            flow.addWidget(chip)
            self.chips.append(chip)
        self._column.addWidget(holder)

    def _add_buttons(self, action: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addStretch(1)
        self.no = QPushButton("取消")
        self.no.setAutoDefault(False)
        self.no.clicked.connect(self.reject)
        self.yes = QPushButton(action)
        self.yes.setProperty("look", "primary")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.accept)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self._column.addLayout(row)
        if not self._required:
            self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        if not hasattr(self, "yes"):
            return
        long = len(self.reason) > MAX_REASON
        self._issue.setText(f"理由最多{MAX_REASON}字（现有{len(self.reason)}字）")
        self._issue.setVisible(long)
        missing = self._required and not self.reason
        self.yes.setEnabled(not long and not missing)
        self.yes.setToolTip("请先写明理由" if missing else "")

"""Editors of words: one line, several lines, and text that only a key holder can open again."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from ui.records.edit_base import Editor
from ui.records.proofing import Proofing
from ui.records.text_guard import LineInput, TextInput
from ui.theme.icons import icon
from ui.theme.metrics import Space
from xuncha_desktop.kernel import hidden
from xuncha_desktop.kernel.text import length
from xuncha_desktop.records.fields import LINE_LIMIT, TEXT_LIMIT, Field
from xuncha_desktop.services.cells import SEALED

LINES_LEAST, LINES_MOST = 4, 16  # of a long text that stand in sight at once
COVERED, UNCOVERED = 34, 96


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = LineInput(field.limit or LINE_LIMIT)
        self.line.told.connect(self.show_notice)
        self.line.committed.connect(self.changed)
        self.place(self.line)

    def value(self) -> str | None:
        """The text; None for nothing in an optional field."""
        return self.line.text() or (None if self.field.optional else "")

    def set_value(self, value: Any) -> None:
        """Show a stored text."""
        self.line.show_text(value or "")
        self.show_notice(None)


class TextEditor(Editor):
    """Several lines of text and the number of characters."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.limit = field.limit or TEXT_LIMIT
        self.text = TextInput(self.limit)
        self._counter = QLabel()
        self._counter.setProperty("look", "small")
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.text.told.connect(self.show_notice)
        self.text.textChanged.connect(self._count)
        self.text.textChanged.connect(self.changed)
        self.place(self.text)
        self._foot()
        self.proofing = Proofing(self.text)
        self._column.insertWidget(2, self.proofing)
        self.text.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()
        self._count()

    def value(self) -> str | None:
        """The text; None for nothing in an optional field."""
        return self.text.toPlainText() or (None if self.field.optional else "")

    def set_value(self, value: Any) -> None:
        """Show a stored text."""
        self.text.blockSignals(True)
        self.text.setPlainText(value or "")
        self.text.blockSignals(False)
        self._count()
        self.proofing.forget()
        self.show_notice(None)

    def _foot(self) -> None:
        """Notice and counter share a line."""
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self._notice, 1)
        row.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignRight)
        self._column.insertLayout(1, row)

    def _grow(self) -> None:
        """As high as the text needs, within reason."""
        lines = min(max(int(self.text.document().size().height()), LINES_LEAST), LINES_MOST)
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing() + 20)

    def _count(self) -> None:
        self._counter.setText(f"{length(self.text.toPlainText()):,} / {self.limit:,} 字")


class SealedEditor(Editor):
    """Text that is sealed when saved. It is covered as soon as the cursor leaves, and gone after saving.

    A record that already has a sealed text keeps it unless something is entered here.
    """

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.text = TextInput(field.limit or LINE_LIMIT)
        self.text.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhMultiLine
        )
        self.text.setUndoRedoEnabled(False)  # no copy of the words stays in a history
        self.text.told.connect(self.show_notice)
        self.text.textChanged.connect(lambda: self.show_notice(hidden.said(self.text.toPlainText())))
        self.text.textChanged.connect(self.changed)
        self.text.left.connect(self._cover_up)
        self._cover = QPushButton(icon("eye-off"), "")
        self._cover.setProperty("look", "cover")
        self._cover.clicked.connect(self._uncover)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cover)
        self._stack.addWidget(self.text)
        self._kept = False
        self.place(self.text, self._stack)
        self.setFocusProxy(self._cover)
        self._cover_up()

    def value(self) -> str | None:
        """What was typed; None for nothing."""
        return self.text.toPlainText() or None

    def set_value(self, value: Any) -> None:
        """Forget what was typed; only whether a sealed text exists is shown, never the text."""
        self._kept = bool(value)
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self.show_notice(None)
        self._cover_up()

    def untouched(self) -> bool:
        """Whether the stored text is to stay as it is."""
        return not self.text.toPlainText()

    @property
    def covered(self) -> bool:
        """Whether the words are out of sight."""
        return self._stack.currentWidget() is self._cover

    def _cover_up(self) -> None:
        typed = length(self.text.toPlainText())
        if typed:
            words = f"●●●（已填写{typed}字，点此查看或修改）"
        elif self._kept:
            words = f"{SEALED}，点此重新填写"
        else:
            words = "点此填写，保存后即密封"
        self._cover.setText(words)
        self._cover.setAccessibleName(f"{self.field.label}：{words}")
        self._stack.setCurrentWidget(self._cover)
        self._stack.setFixedHeight(COVERED)

    def _uncover(self) -> None:
        self._stack.setCurrentWidget(self.text)
        self._stack.setFixedHeight(UNCOVERED)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

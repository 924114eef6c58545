"""What every editor has: a labelled input, a change signal, and a place under it for a red sentence."""

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from xuncha_desktop.records.fields import Field

# Control characters, halves of a surrogate pair, and what Qt may put for line ends in one-line fields.
DIRT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n|[\n\r\t\u2028\u2029]")


class Editor(QWidget):
    """One field of a form. `value()` raises ValueError with a Chinese sentence where the input cannot be read."""

    changed = Signal()
    wide = False  # takes the whole width of a form

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.input: QWidget = self
        self._issue = QLabel()
        self._issue.setProperty("look", "issue")
        self._notice = QLabel()
        self._notice.setProperty("look", "small")
        for told in (self._issue, self._notice):
            told.setWordWrap(True)
            told.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.HAIR)
        self._column.addWidget(self._notice)
        self._column.addWidget(self._issue)

    def place(self, input_: QWidget, shown: QWidget | None = None) -> None:
        """Put the input (or a row that holds it) above the sentences; its accessible name is the label."""
        self.input = input_
        input_.setAccessibleName(self.field.label)
        self._column.insertWidget(0, shown or input_)
        self.setFocusProxy(input_)

    def value(self) -> Any:
        """What was entered, as a plain value."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a stored value; it starts a new history of undo."""
        raise NotImplementedError

    def untouched(self) -> bool:
        """Whether nothing was entered that could be saved; only a sealed field knows this state."""
        return False

    def show_issue(self, text: str | None) -> None:
        """Say under the field what is wrong, or that nothing is any more."""
        self._issue.setText(text or "")
        self._issue.setVisible(bool(text))
        self.input.setAccessibleDescription(text or "")
        self._mark(bool(text))

    @property
    def issue(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._issue.text()

    def show_notice(self, text: str | None) -> None:
        """Say under the field what was tidied."""
        self._notice.setText(text or "")
        self._notice.setVisible(bool(text))

    @property
    def notice(self) -> str:
        """The note that is shown, or nothing."""
        return self._notice.text()

    def _mark(self, broken: bool) -> None:
        if bool(self.input.property("broken")) != broken:
            self.input.setProperty("broken", broken)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)

"""The pieces every page before the desk is made of: a labelled input, a sentence in a tone, a row of buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import look
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone


class Field(QWidget):
    """A label above an input, and a line under it that says what is wrong."""

    def __init__(self, title: str, edit: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        edit.setAccessibleName(title)
        head = label(title, "label")
        head.setBuddy(edit)
        self._issue = label("", "issue", wrap=True)
        self._issue.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        column.addWidget(head)
        column.addWidget(edit)
        column.addWidget(self._issue)
        self.setFocusProxy(edit)

    @property
    def issue(self) -> str:
        """What stands under the input."""
        return self._issue.text()

    def show_issue(self, text: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self._issue.setText(text)
        self._issue.setVisible(bool(text))
        self.edit.setAccessibleDescription(text)
        if bool(self.edit.property("broken")) != bool(text):
            self.edit.setProperty("broken", bool(text))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)


class Said(QLabel):
    """A sentence on a quiet ground in its tone; it can be marked with the mouse, a fingerprint is read out from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.ALERT) -> None:
        """Another sentence; an empty one hides it."""
        worn = look(tone)
        self.setStyleSheet(
            f"color: {worn.ink}; background: {worn.ground}; border: 1px solid {worn.edge};"
            "border-radius: 6px; padding: 8px 10px;"
        )
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def primary(text: str) -> QPushButton:
    """The one button of a page that does what the page is for."""
    made = QPushButton(text)
    made.setProperty("look", "primary")
    made.setDefault(True)
    return made


def quiet(text: str) -> QPushButton:
    """A button for the way aside."""
    made = QPushButton(text)
    made.setProperty("look", "quiet")
    made.setAutoDefault(False)
    return made


def buttons(*made: QPushButton) -> QHBoxLayout:
    """Buttons in a row at the right; a None-width gap stands before them."""
    row = QHBoxLayout()
    row.setSpacing(Space.TIGHT)
    row.addStretch(1)
    for one in made:
        row.addWidget(one)
    return row

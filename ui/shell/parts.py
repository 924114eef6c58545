"""Small pieces several screens share: a row that opens something, a sheet shown once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.badge import Badge
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone


class LinkRow(QPushButton):
    """A line of a list as a button: title, quiet note, mark at the end."""

    def __init__(self, title: str, note: str, mark: str, tone: Tone | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("，".join(part for part in (title, note, mark) if part))
        self.setToolTip(title if not note else f"{title}\n{note}")
        self.setFixedHeight(36)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet(
            "QPushButton { border: 2px solid transparent; border-radius: 6px; background: transparent; padding: 0; }"
            f"QPushButton:hover {{ background: {LIGHT.hover}; }}"
            f"QPushButton:focus {{ border: 2px solid {LIGHT.focus}; padding: 0; }}"
        )
        self.title, self.note = _Cut(title), _Cut(note)
        self.note.setProperty("look", "small")
        if tone is None:
            self.title.setProperty("look", "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.TIGHT, 0, Space.TIGHT, 0)
        row.setSpacing(Space.NEAR)
        row.addWidget(self.title, 3)
        row.addWidget(self.note, 2)
        if mark and tone is not None:
            row.addWidget(Badge(tone, mark))
        for part in (self.title, self.note):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class _Cut(QLabel):
    """A line that is cut with dots where there is no room."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = " ".join(text.split())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width()))


class Sheet(QDialog):
    """A few lines a person must take note of, some in large type, and one button."""

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str, facts: Sequence[tuple[str, str]], action: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.NEAR)
        column.addWidget(label(title, "title"))
        column.addWidget(label(sentence, wrap=True))
        for name, value in facts:
            column.addWidget(label(name, "label"))
            said = label(value, "title", wrap=True)
            said.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            said.setAccessibleName(f"{name}：{value}")
            column.addWidget(said)
        self.body = column
        self.done_button = QPushButton(action)
        self.done_button.setProperty("look", "primary")
        self.done_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.done_button)
        column.addLayout(row)

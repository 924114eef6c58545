"""Why a date stands where it does: on hover, read aloud, and by Shift+F1 in full with a button to copy it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets import clipboard
from ui.widgets.card import label

KEY = "Shift+F1"
WORDS = "这个日期怎么来的"


class Reason(Protocol):
    """What is told: of what, in one line, in full."""

    @property
    def title(self) -> str: ...

    @property
    def line(self) -> str: ...

    @property
    def paragraph(self) -> str: ...


def attach(widget: QWidget, find: Callable[[], Reason | None]) -> QAction:
    """Let Shift+F1 in a widget tell why; `find` says what for, None for nothing. The action is for a menu as well."""
    act = QAction(WORDS, widget)
    act.setShortcut(QKeySequence(KEY))
    act.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    act.triggered.connect(lambda: show(widget, find()))
    widget.addAction(act)
    return act


def mark(widget: QWidget, reason: Reason) -> None:
    """The one line on hover and for who has it read to him, and Shift+F1 for the whole."""
    widget.setToolTip(hint(reason))
    widget.setAccessibleDescription(reason.line)
    attach(widget, lambda: reason)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def hint(reason: Reason) -> str:
    """What the hover says."""
    return f"{reason.line}\n（{KEY} 看完整说明，可复制）"


def show(widget: QWidget, reason: Reason | None) -> "WhyPopup | None":
    """The whole reckoning beside a widget."""
    if reason is None:
        return None
    made = WhyPopup(reason, widget)
    made.adjustSize()
    made.move(widget.mapToGlobal(QPoint(Space.WIDE, min(widget.height(), 120))))
    made.show()
    made.copy_button.setFocus(Qt.FocusReason.PopupFocusReason)
    return made


class WhyPopup(QFrame):
    """A paragraph and a button; Esc or a click elsewhere takes it away."""

    def __init__(self, reason: Reason, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("why")
        self.setStyleSheet(
            f"QFrame#why {{ background: {LIGHT.card}; border: 1px solid {LIGHT.edge_strong}; border-radius: 8px; }}"
        )
        self.setAccessibleName(f"{reason.title}。{reason.paragraph}")
        self.text = reason.paragraph
        said = label(reason.paragraph, wrap=True)
        said.setFixedWidth(420)
        self.copy_button = QPushButton("复制说明")
        self.copy_button.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NORMAL, Space.NORMAL, Space.NORMAL, Space.NORMAL)
        column.setSpacing(Space.NEAR)
        column.addWidget(label(reason.title, "strong"))
        column.addWidget(said)
        column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignRight)

    def _copy(self) -> None:
        clipboard.copy(self.text)
        self.close()

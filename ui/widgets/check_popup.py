"""A popup of ticks under headings: for filters and for choosing columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.widgets.card import label


@dataclass(frozen=True, slots=True)
class Tick:
    """One box: the heading it stands under by its key, its value, its words."""

    part: str
    value: str
    label: str
    on: bool


class CheckPopup(QFrame):
    """`ticked` tells every change at once; Esc or a click elsewhere closes."""

    ticked = Signal(str, str, bool)
    cleared = Signal()

    def __init__(self, parts: Sequence[tuple[str, str]], ticks: Sequence[Tick], clear: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "card")
        self.boxes: list[QCheckBox] = []
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT)
        column.setSpacing(2)
        for key, title in parts:
            if title:
                column.addSpacing(Space.HAIR)
                column.addWidget(label(title, "small"))
            for tick in ticks:
                if tick.part == key:
                    column.addWidget(self._box(tick))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumSize(holder.sizeHint().width() + 32, min(holder.sizeHint().height() + 4, 420))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, Space.TIGHT)
        whole.addWidget(scroll)
        button = QPushButton(clear)
        button.setProperty("look", "quiet")
        button.clicked.connect(self._clear)
        whole.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def open_under(self, button: QWidget) -> None:
        """Show it below a button, inside the screen."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(0, button.height() + 4))
        room = button.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        if self.boxes:
            self.boxes[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _box(self, tick: Tick) -> QCheckBox:
        box = QCheckBox(tick.label)
        box.setChecked(tick.on)
        box.toggled.connect(lambda on: self.ticked.emit(tick.part, tick.value, on))
        self.boxes.append(box)
        return box

    def _clear(self) -> None:
        self.cleared.emit()
        self.close()

"""Small pieces the office's screens share: a button with its look, a choice among records, a scrolled column."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.card import label


def button(words: str, act: Callable[[], object], look: str = "", picture: str = "") -> QPushButton:
    """A button that does one thing."""
    made = QPushButton(words)
    made.setProperty("look", look)
    if picture:
        made.setIcon(icon(picture, LIGHT.on_red if look == "primary" else LIGHT.ink_soft))
    made.clicked.connect(lambda: act())
    return made


def allow(made: QPushButton, why_not: str | None) -> None:
    """Enable a button, or say on hover why it is not."""
    made.setEnabled(why_not is None)
    made.setToolTip(why_not or "")
    made.setAccessibleDescription(why_not or "")


def only(made: QWidget, wanted: bool) -> None:
    """Hide a widget that was just made; one that is wanted is shown by its layout, never as a window of its own."""
    if not wanted:
        made.hide()


def row(*parts: QWidget | int, spacing: int = Space.TIGHT) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)
    return made


def line(told: QWidget, *rest: QWidget) -> QHBoxLayout:
    """A text that takes what room there is, and what stands at its end at full width."""
    made = row(told, *rest)
    made.setStretch(0, 1)
    for part in rest:
        part.setMinimumWidth(part.sizeHint().width())
    return made


def scrolled(body: QWidget, name: str) -> QScrollArea:
    """A column that scrolls up and down only."""
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def column(*parts: QWidget, spacing: int = Space.NORMAL, stretch: bool = True) -> QWidget:
    """Widgets one under another, with room at the end."""
    made = QWidget()
    lay = QVBoxLayout(made)
    lay.setContentsMargins(0, 0, Space.TIGHT, 0)
    lay.setSpacing(spacing)
    for part in parts:
        lay.addWidget(part)
    if stretch:
        lay.addStretch(1)
    return made


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout() if item is not None else None
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, (QVBoxLayout, QHBoxLayout)):
            clear(inner)
            inner.deleteLater()


class Chooser(QWidget):
    """One of a few records in a drop-down with its name before it. `turned` carries the id, "" for none."""

    turned = Signal(str)

    def __init__(self, name: str, width: int = 320, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.setMinimumWidth(width)
        self.box.setMaxVisibleItems(14)
        told = label(name, "soft")
        told.setBuddy(self.box)
        self.setLayout(row(told, self.box, 1))
        self.box.currentIndexChanged.connect(lambda _: self.turned.emit(self.current))

    @property
    def current(self) -> str:
        """The id of the chosen record."""
        return str(self.box.currentData() or "")

    def show_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Other records; what was chosen stays if it is still there, otherwise the first is."""
        kept = self.current
        if [(self.box.itemData(n), self.box.itemText(n)) for n in range(self.box.count())] == list(items):
            return
        self.box.blockSignals(True)
        self.box.clear()
        for record_id, title in items:
            self.box.addItem(title, record_id)
        self.box.setCurrentIndex(max(self.box.findData(kept), 0) if items else -1)
        self.box.blockSignals(False)
        if self.current != kept:
            self.turned.emit(self.current)

    def choose(self, record_id: str) -> None:
        """Turn to one."""
        place = self.box.findData(record_id)
        if place >= 0:
            self.box.setCurrentIndex(place)

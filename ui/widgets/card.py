"""Surfaces and headings: a card, a section's head, a list of facts, a figure that opens its records."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.metrics import Space


def label(text: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """A line of plain text in one of the looks of the stylesheet; markup in it is shown, never obeyed."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    return made


class SectionHead(QWidget):
    """A heading, a quiet remark beside it, and room for buttons at the end."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(title, "lead")
        self._remark = label(remark, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        row.addWidget(self._title)
        row.addWidget(self._remark)
        row.addStretch(1)
        self._row = row

    def set_remark(self, text: str) -> None:
        """Another remark."""
        self._remark.setText(text)

    def add(self, widget: QWidget) -> None:
        """A button at the end."""
        self._row.addWidget(widget)


class Card(QFrame):
    """A white surface with a thin border; give it a title or not."""

    def __init__(self, title: str = "", remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.NORMAL, Space.NORMAL, Space.NORMAL, Space.NORMAL)
        self.body.setSpacing(Space.NEAR)
        self.head = SectionHead(title, remark)
        self.body.addWidget(self.head)
        self.head.setVisible(bool(title))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """The next thing on it."""
        self.body.addWidget(widget, stretch)


class Facts(QWidget):
    """Names and values in two columns; values can be marked with the mouse."""

    def __init__(self, facts: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.NORMAL)
        self._grid.setVerticalSpacing(Space.TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._said: dict[str, QLabel] = {}
        self.show_facts(facts)

    def hint(self, name: str, words: str, read_out: str) -> None:
        """What hovering over a fact says, and what is read out with it; nothing where the fact is not shown."""
        if said := self._said.get(name):
            said.setToolTip(words)
            said.setAccessibleDescription(read_out)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Other facts; an empty value is shown as a dash."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._said.clear()
        for row, (name, value) in enumerate(facts):
            said = self._said[name] = label(value or "—", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label(name, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, row, 1)


class Figure(QPushButton):
    """A number with its name under it, or `across` in one line; pressing it opens the records it counts."""

    opened = Signal()

    def __init__(self, number: str, name: str, parent: QWidget | None = None, *, across: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("look", "figure")
        self._number, self._name = label(number, "" if across else "display"), label(name, "small")
        row = QHBoxLayout(self) if across else QVBoxLayout(self)
        row.setContentsMargins(Space.TIGHT, 0 if across else Space.TIGHT, Space.TIGHT, 0 if across else Space.TIGHT)
        row.setSpacing(0)
        for part in (self._name, self._number) if across else (self._number, self._name):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 1 if across and part is self._name else 0)
        self.clicked.connect(self.opened)
        self.show_number(number)

    def show_number(self, number: str) -> None:
        """Another number."""
        self._number.setText(number)
        self.setAccessibleName(f"{self._name.text()}：{number}")

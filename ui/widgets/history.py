"""What happened to a record, newest first: a line of time with dots."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import LIGHT, look
from ui.theme.shapes import draw_figure
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `changes` are (name, before, after)."""

    when: str
    who: str
    what: str
    note: str = ""
    tone: Tone = Tone.MUTED
    changes: tuple[tuple[str, str, str], ...] = ()


class _Rail(QWidget):
    """The line and the figure at the left of an event."""

    def __init__(self, tone: Tone, *, last: bool) -> None:
        super().__init__()
        self._tone, self._last = tone, last
        self.setFixedWidth(20)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._last:
            painter.fillRect(QRectF(9.5, 22, 1, self.height() - 20), QColor(LIGHT.edge))
        worn = look(self._tone)
        draw_figure(painter, worn.shape, QRectF(4, 5, 12, 12), worn.ink)


class Timeline(QWidget):
    """Shows events in the order given."""

    def __init__(self, events: Sequence[Event] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.show_events(events)

    def show_events(self, events: Sequence[Event]) -> None:
        """Other events."""
        while self._column.count():
            item = self._column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, event in enumerate(events):
            self._column.addWidget(_event(event, last=number == len(events) - 1))
        self._column.addStretch(1)


def _event(event: Event, *, last: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.TIGHT)
    row.addWidget(_Rail(event.tone, last=last))
    words = QVBoxLayout()
    words.setContentsMargins(0, 0, 0, Space.NORMAL)
    words.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(Space.TIGHT)
    head.addWidget(label(event.what, "strong"))
    head.addWidget(label(event.who, "soft"))
    head.addStretch(1)
    head.addWidget(label(event.when, "small"))
    words.addLayout(head)
    if event.note:
        words.addWidget(label(event.note, "soft", wrap=True))
    for name, before, after in event.changes:
        words.addWidget(label(f"{name}：{before or '（空）'} → {after or '（空）'}", "small", wrap=True))
    row.addLayout(words, 1)
    made.setAccessibleName(f"{event.when} {event.who} {event.what} {event.note}")
    return made

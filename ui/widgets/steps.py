"""The steps of a chain: which are done, which is on, which wait; told by figure, word and colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import LIGHT, look
from ui.theme.shapes import draw_figure
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone


class StepMark(Enum):
    """How far a step is: its word and its tone."""

    DONE = ("已完成", Tone.DONE)
    CURRENT = ("办理中", Tone.CALM)
    WAITING = ("待办", Tone.MUTED)
    RETURNED = ("已退回", Tone.ALERT)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `note` is who and when; `basis` the article it stands on, shown on hover."""

    label: str
    mark: StepMark
    note: str = ""
    basis: str = ""


class _Rail(QWidget):
    """The line through the steps with one figure on it."""

    def __init__(self, step: Step, *, first: bool, last: bool) -> None:
        super().__init__()
        self._step, self._first, self._last = step, first, last
        self.setFixedHeight(24)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn, middle = look(self._step.mark.value[1]), self.width() / 2
        edge = QColor(LIGHT.edge)
        if not self._first:
            painter.fillRect(QRectF(0, 11.5, middle - 14, 1), edge)
        if not self._last:
            painter.fillRect(QRectF(middle + 14, 11.5, middle - 14, 1), edge)
        current = self._step.mark is StepMark.CURRENT
        painter.setPen(QColor(worn.ink if current else worn.edge))
        painter.setBrush(QColor(worn.ground))
        painter.drawEllipse(QRectF(middle - 11.5, 0.5, 23, 23))
        draw_figure(painter, worn.shape, QRectF(middle - 5, 7, 10, 10), worn.ink)


class StepTrail(QWidget):
    """The chain from left to right."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Another chain, or the same further on."""
        while self._row.count():
            item = self._row.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(steps):
            self._row.addWidget(_step(step, first=number == 0, last=number == len(steps) - 1), 1)
        self.setAccessibleName("；".join(f"{step.label}{step.mark.value[0]}" for step in steps))


def _step(step: Step, *, first: bool, last: bool) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.HAIR)
    column.addWidget(_Rail(step, first=first, last=last))
    waiting = step.mark is StepMark.WAITING
    said = [label(step.label, "soft" if waiting else "strong"), label(step.mark.value[0], "small")]
    if step.note:
        said.append(label(step.note, "small"))
    for part in said:
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(part)
    column.addStretch(1)
    made.setToolTip(step.basis)
    return made

"""Deadlines as lines: what is due, when, how it stands today, and how the day was reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets import why
from ui.widgets.badge import Badge
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.services import deadlines, due_reasons
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as a person reads it. `why` is one line with the standing of the rule, `whole` the paragraph."""

    label: str
    day: str
    tone: Tone
    words: str
    why: str
    whole: str


def read(session: Session, found: Sequence[Deadline]) -> list[Due]:
    """Deadlines with their light of today and their reckoning."""
    made: list[Due] = []
    for one in found:
        light, told = deadlines.light(session, one), due_reasons.of_clock(session, one)
        made.append(Due(one.label, one.due_on or "未定日期", light.tone, light.words, told.line, told.paragraph))
    return made


def line(due: Due) -> QWidget:
    """One deadline; its reckoning on hover, and in full by keys where it has the focus."""
    made = QWidget()
    made.setObjectName("clock")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setStyleSheet(
        "QWidget#clock { border: 2px solid transparent; border-radius: 6px; }"
        f"QWidget#clock:focus {{ border: 2px solid {LIGHT.focus}; }}"
    )
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(f"{due.label}，{due.day}到期，{due.words}。{due.why}")
    why.mark(made, Why(due.label, due.why, due.whole))
    head = QHBoxLayout()
    head.setSpacing(Space.TIGHT)
    day = label(due.day, "lead")
    day.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    head.addWidget(label(due.label, "strong"))
    head.addStretch(1)
    head.addWidget(day)
    head.addWidget(Badge(due.tone, due.words))
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addLayout(head)
    column.addWidget(label(due.why, "small", wrap=True))
    made.setMinimumHeight(head.sizeHint().height() + made.fontMetrics().height() + 2)
    return made

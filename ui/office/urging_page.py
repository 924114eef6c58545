"""The three dials of a unit side by side, and below them its quality cards and its ladder."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui.office.card_part import CardPart
from ui.office.ladder_part import LadderPart
from ui.office.parts import row
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.badge import Badge
from ui.widgets.card import Card, label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.services import dials


class UrgingPage(QWidget):
    """One unit's dials; none of them sets another."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._unread: Feedback | None = None
        self.dials = {name: Badge(Tone.MUTED, "") for name in (dials.TIME, dials.QUALITY, dials.URGED)}
        head = Card()
        head.body.setContentsMargins(Space.NORMAL, Space.TIGHT, Space.NORMAL, Space.TIGHT)
        told = [part for name, badge in self.dials.items() for part in (label(name, "soft"), badge, Space.WIDE)]
        across = row(spacing=Space.TIGHT)
        for part in told:
            if isinstance(part, int):
                across.addSpacing(part)
            else:
                across.addWidget(part)
        across.addStretch(1)
        head.body.addLayout(across)
        self.cards, self.ladder = CardPart(frame), LadderPart(frame)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.addWidget(self.cards)
        self.parts.addWidget(self.ladder)
        self.parts.setSizes([470, 560])
        self.parts.setHandleWidth(Space.NEAR)
        self.parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(head)
        column.addWidget(self.parts, 1)

    def show_feedback(self, found: Feedback) -> None:
        """Another unit, or the same anew; what nobody looks at is read when somebody does."""
        self._unread = found
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        found, self._unread = self._unread, None
        if found is None:
            return
        panel = dials.of(self._frame.desk.session, found)
        for one in panel.dials:
            badge = self.dials[one.name]
            badge.show_mark(one.tone, one.words)
            badge.setToolTip(one.hint or one.words)
            badge.setAccessibleName(f"{one.name}：{one.words}")
            badge.setAccessibleDescription(one.hint)
        self.cards.show_feedback(found)
        self.ladder.show_rungs(found, panel.rungs)

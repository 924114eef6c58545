"""How a paper stands in the queue: its title, under it number and step, and since when it waits."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.fonts import font
from ui.theme.metrics import Size
from ui.theme.palette import LIGHT, look
from ui.theme.shapes import draw_figure
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.text import shown
from xuncha_desktop.records.papers import Paper

_HEIGHT = 64
_PAD = 12


class QueueRows(QStyledItemDelegate):
    """Draws the paper an item carries."""

    def sizeHint(self, option: QStyleOptionViewItem, _: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines and air."""
        return QSize(120, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row."""
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state, view = option.state, option.widget  # pyright: ignore[reportAttributeAccessIssue]
        paper: Paper = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(LIGHT.choice if view is not None and view.hasFocus() else LIGHT.choice_idle))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(LIGHT.edge))
        room = box.adjusted(_PAD, 9, -_PAD, -9)
        worn = look(paper.state.tone)
        draw_figure(painter, worn.shape, QRect(room.left(), room.top() + 4, 10, 10).toRectF(), worn.ink)
        self._line(painter, room.adjusted(18, 0, 0, 0), 0, shown(paper.title), Size.BODY, LIGHT.ink)
        where = paper.step_label or paper.state.label
        self._line(painter, room.adjusted(18, 0, 0, 0), 24, _short(paper.number), Size.SMALL, LIGHT.ink_soft)
        right = f"{where} {(paper.signed_on or local_text(paper.updated_at))[5:10]}"
        painter.setFont(font(Size.SMALL))
        painter.setPen(QColor(LIGHT.ink_faint))
        painter.drawText(room.adjusted(0, 24, 0, 0), int(Qt.AlignmentFlag.AlignRight), right)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, room: QRect, down: int, text: str, size: int, ink: str) -> None:
        painter.setFont(font(size, medium=down == 0))
        painter.setPen(QColor(ink))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.adjusted(0, down, 0, 0), int(Qt.AlignmentFlag.AlignLeft), words)


def _short(number: str) -> str:
    """The part of a number that tells papers of one group apart: 底003号."""
    return number.partition("〕")[2] or number

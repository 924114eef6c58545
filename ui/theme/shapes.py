"""The small figures that tell states apart in black and white, and the badge drawn of figure and word."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from ui.theme.fonts import font
from ui.theme.metrics import RADIUS, Size
from ui.theme.palette import Shape, look
from xuncha_desktop.kernel.levels import Tone

_FIGURE = 10
_PAD = 8
_HEIGHT = 24


def draw_figure(painter: QPainter, shape: Shape, box: QRectF, ink: str) -> None:
    """One figure filling a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = max(1.5, box.width() / 6)
    painter.setPen(QPen(QColor(ink), line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    x, y, w, h = inner.x(), inner.y(), inner.width(), inner.height()
    if shape is Shape.RING:
        painter.drawEllipse(inner)
    elif shape is Shape.TICK:
        painter.drawPolyline(
            [QPointF(x, y + h * 0.55), QPointF(x + w * 0.38, y + h * 0.9), QPointF(x + w, y + h * 0.12)]
        )
    elif shape is Shape.DASH:
        painter.drawLine(QPointF(x, y + h / 2), QPointF(x + w, y + h / 2))
    else:
        painter.setBrush(QColor(ink))
        painter.drawPolygon(_polygon(shape, inner))
    painter.restore()


def badge_size(text: str) -> QSize:
    """How much room a badge needs."""
    width = QFontMetrics(font(Size.SMALL, medium=True)).horizontalAdvance(text)
    return QSize(width + _FIGURE + 2 * _PAD + 6, _HEIGHT)


def draw_badge(painter: QPainter, box: QRectF, tone: Tone, text: str) -> None:
    """Figure and word on a quiet ground; a word too long for the box is cut with dots."""
    worn = look(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(worn.edge))
    painter.setBrush(QColor(worn.ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    top = box.top() + (box.height() - _FIGURE) / 2
    draw_figure(painter, worn.shape, QRectF(box.left() + _PAD, top, _FIGURE, _FIGURE), worn.ink)
    painter.setFont(font(Size.SMALL, medium=True))
    painter.setPen(QColor(worn.ink))
    room = box.adjusted(_PAD + _FIGURE + 6, 0, -_PAD + 2, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()


def _polygon(shape: Shape, box: QRectF) -> QPolygonF:
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    if shape is Shape.TRIANGLE:
        return QPolygonF([QPointF(x + w / 2, y), QPointF(x + w, y + h), QPointF(x, y + h)])
    return QPolygonF(
        [QPointF(x + w / 2, y), QPointF(x + w, y + h / 2), QPointF(x + w / 2, y + h), QPointF(x, y + h / 2)]
    )

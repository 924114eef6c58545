"""A year on one page: twelve months, days off and weekends worked told apart by figure as well as by colour."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from ui.theme.fonts import font
from ui.theme.metrics import Size
from ui.theme.palette import LIGHT, look
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services.calendar_reading import Day

_COLUMNS, _ROWS = 4, 3
_WEEK = "一二三四五六日"
_GAP = 14


class YearView(QWidget):
    """Draws the days it is given; a day says on hover what it is. The same in words stands in the list beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: dict[date, Day] = {}
        self._year = 0
        self.setMinimumSize(QSize(520, 330))

    def show_days(self, year: int, days: Sequence[Day]) -> None:
        """Another year."""
        self._year, self._days = year, {day.on: day for day in days}
        free = sum(bool(day.name) and not day.working for day in days)
        worked = sum(day.working and bool(day.reason) for day in days)
        self.setAccessibleName(f"{year}年日历，放假{free}天，调休上班{worked}天")
        self.update()

    def box_of(self, on: date) -> QRectF:
        """Where a day stands."""
        width, height = self._cell()
        left, top = self._month_at(on.month)
        first = date(on.year, on.month, 1).weekday()
        place = first + on.day - 1
        return QRectF(left + place % 7 * width, top + (2 + place // 7) * height, width, height)

    def day_at(self, point: QPoint) -> Day | None:
        """The day under a point."""
        return next((day for on, day in self._days.items() if self.box_of(on).contains(point.toPointF())), None)

    def event(self, event: QEvent) -> bool:
        """A day's words on hover."""
        if isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), told(day) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The year."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self._cell()
        for month in range(1, 13 if self._year else 1):
            left, top = self._month_at(month)
            painter.setFont(font(Size.SMALL, medium=True))
            painter.setPen(QColor(LIGHT.ink))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(left + 4, top, width * 7, height), int(middle), f"{month}月")
            painter.setFont(font(Size.SMALL))
            painter.setPen(QColor(LIGHT.ink_soft))
            for place, word in enumerate(_WEEK):
                box = QRectF(left + place * width, top + height, width, height)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)
        for on, day in self._days.items():
            _draw(painter, self.box_of(on), day)
        painter.end()

    def _cell(self) -> tuple[float, float]:
        across = (self.width() - _GAP * (_COLUMNS - 1)) / _COLUMNS / 7
        return across, (self.height() - _GAP * (_ROWS - 1)) / _ROWS / 8

    def _month_at(self, month: int) -> tuple[float, float]:
        width, height = self._cell()
        row, column = divmod(month - 1, _COLUMNS)
        return column * (width * 7 + _GAP), row * (height * 8 + _GAP)


def told(day: Day) -> str:
    """What a day is, in words."""
    words = f"{day.on.year}年{day.text}"
    return f"{words}（暂算）" if day.provisional else words


def _draw(painter: QPainter, box: QRectF, day: Day) -> None:
    """A day off is filled, a weekend worked is framed, a plain weekend is pale."""
    inner = box.adjusted(1, 1, -1, -1)
    ink = LIGHT.ink
    if not day.working and day.name:
        worn = look(Tone.ALERT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.ground))
        painter.drawRoundedRect(inner, 3, 3)
        ink = worn.ink
    elif day.working and day.reason:
        worn = look(Tone.CALM)
        painter.setPen(QPen(QColor(worn.ink), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, 3, 3)
        ink = worn.ink
    elif not day.working:
        ink = LIGHT.ink_soft
    painter.setFont(font(Size.SMALL, medium=bool(day.reason) and (day.working or bool(day.name))))
    painter.setPen(QColor(ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(day.on.day))

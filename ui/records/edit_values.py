"""Editors of numbers, amounts, days, moments, yes or no, and states."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui.records.edit_base import Editor
from ui.records.names import Names
from ui.records.text_guard import LineInput
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.widgets.badge import Badge
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Field
from xuncha_desktop.services.cells import cell, yuan

_LARGEST = 2**62
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_PART = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(上旬|中旬|下旬)?$")


def read_day(typed: str) -> str | None:
    """A typed day as it is stored; None for nothing. Raises ValueError with a Chinese sentence.

    Takes 2019-07-08, 20190708, 2019.7.8, 2019年7月8日, 2019-07-上旬, 2019年7月, and full-width digits.
    """
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    if not text:
        return None
    if found := _COMPACT.match(text) or _DAY.match(text):
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            raise ValueError(f"没有“{typed.strip()[:20]}”这一天，请核对") from None
    if (found := _PART.match(text)) and 1 <= int(found[2]) <= 12:
        month = f"{found[1]}-{int(found[2]):02d}"
        return f"{month}-{found[3]}" if found[3] else month
    raise ValueError("请按 2019-07-08、20190708 或 2019-07-上旬 的样子填写")


def read_count(typed: str) -> int | None:
    """A typed whole number. Raises ValueError with a Chinese sentence."""
    text = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError("请填写整数")
    if len(text) > 18:
        raise ValueError("数字太大，不能记录")
    return int(text)


def read_money(typed: str) -> int | None:
    """A typed amount in 元 or 万元 as whole 分, exactly. Raises ValueError with a Chinese sentence."""
    text = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "").removesuffix("元")
    if not text:
        return None
    factor = 1_000_000 if text.endswith("万") else 100
    try:
        amount = Decimal(text.removesuffix("万")) * factor if len(text) <= 24 else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise ValueError("请填写金额，如 12345.60 或 28.6万")
    if amount != amount.to_integral_value():
        raise ValueError("金额最多精确到分")
    if amount >= _LARGEST:
        raise ValueError("金额太大，不能记录")
    return int(amount)


class _ReadLine(Editor):
    """A line that is read into something else: it is rewritten in the usual form when the cursor leaves."""

    hint = ""
    room = 40

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = LineInput(self.room)
        self.line.setPlaceholderText(self.hint)
        self.line.told.connect(self.show_notice)
        self.line.committed.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_left)
        self.place(self.line, self.row())

    def row(self) -> QWidget | None:
        """What stands in the form: the line alone, or a row that holds it."""
        return None

    def read(self, typed: str) -> Any:
        """The value of a typed text, or ValueError."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """A value in its usual form."""
        return str(value)

    def value(self) -> Any:
        """The value, None for nothing. Raises ValueError with a Chinese sentence."""
        return self.read(self.line.text())

    def set_value(self, value: Any) -> None:
        """Show a stored value."""
        self.line.show_text("" if value is None else self.written(value))
        self.show_notice(None)

    def _on_typed(self) -> None:
        self.show_issue(None)
        self.changed.emit()

    def _on_left(self) -> None:
        try:
            value = self.value()
        except ValueError as reason:
            self.show_issue(str(reason))
            return
        usual = "" if value is None else self.written(value)
        if usual != self.line.text():
            self.line.show_text(usual)


class CountEditor(_ReadLine):
    """A whole number."""

    def read(self, typed: str) -> int | None:
        return read_count(typed)


class MoneyEditor(_ReadLine):
    """An amount, typed in 元 or 万元."""

    hint = "如 12345.60 或 28.6万"

    def row(self) -> QWidget:
        holder = _row(self.line)
        unit = QLabel("元")
        unit.setProperty("look", "soft")
        _lay(holder).addWidget(unit)
        return holder

    def read(self, typed: str) -> int | None:
        return read_money(typed)

    def written(self, value: Any) -> str:
        return yuan(value)


class DayEditor(_ReadLine):
    """A day, typed or picked from a calendar."""

    hint = "如 2019-07-08"

    def row(self) -> QWidget:
        holder = _row(self.line)
        self.button = QToolButton()
        self.button.setIcon(icon("calendar"))
        self.button.setAccessibleName(f"{self.field.label}：打开日历")
        self.button.setToolTip("打开日历")
        self.button.clicked.connect(self._open)
        _lay(holder).addWidget(self.button)
        return holder

    def read(self, typed: str) -> str | None:
        return read_day(typed)

    def _open(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            shown = QDate.fromString(self.value() or "", Qt.DateFormat.ISODate)
        except ValueError:
            shown = QDate()
        if shown.isValid():
            calendar.setSelectedDate(shown)
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(calendar.close)
        calendar.activated.connect(calendar.close)
        calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        calendar.show()
        calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        self.line.setFocus()


class MomentEditor(Editor):
    """A moment is never typed: it is shown in Beijing time."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: int | None = None
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.place(self.line)

    def value(self) -> int | None:
        """The stored moment."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a stored moment."""
        self._value = value
        self.line.setText("" if value is None else local_text(value))


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox("是")
        self.box.toggled.connect(self.changed)
        self.place(self.box)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Show a stored answer."""
        self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(False)


class StateEditor(Editor):
    """A state is changed by steps of the flow: here it is only shown."""

    def __init__(self, field: Field, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._names = names
        self._value: Any = None
        self.badge = Badge(Tone.MUTED, "")
        self.place(self.badge)

    def value(self) -> Any:
        """The stored state."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a stored state."""
        self._value = value
        found = cell(self.field, value, self._names)
        self.badge.show_mark(found.tone or Tone.MUTED, found.text)
        self.badge.setAccessibleName(f"{self.field.label}：{found.text}")


def _row(line: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.HAIR)
    row.addWidget(line, 1)
    return holder


def _lay(holder: QWidget) -> QHBoxLayout:
    found = holder.layout()
    assert isinstance(found, QHBoxLayout)
    return found

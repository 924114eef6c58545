"""One entry of a profile as a form: an editor for each value by its kind, what is wrong said under it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.services.profile_editions import Fault, Path, Value, ValueKind

_UNSAID = "（未写明）"
_ROWS = 5
_KEY = Qt.ItemDataRole.UserRole

Put = Callable[[Any], None]


class RuleForm(QWidget):
    """`put` carries a path and its new plain value, when the person leaves the field or makes a choice."""

    put = Signal(object, object)

    def __init__(self, values: Sequence[Value], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[Path, QWidget] = {}
        self._issues: dict[Path, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.TIGHT, 0)
        column.setSpacing(Space.HAIR)
        for value in values:
            made = _editor(value, lambda new, path=value.path: self.put.emit(path, new))
            made.setAccessibleName(value.label)
            issue = label("", "issue", wrap=True)
            issue.hide()
            if not isinstance(made, QCheckBox):
                told = label(value.label if value.optional else f"{value.label}（必填）", "label")
                told.setBuddy(made)
                column.addWidget(told)
            column.addWidget(made)
            column.addWidget(issue)
            column.addSpacing(Space.TIGHT)
            self.editors[value.path] = made
            self._issues[value.path] = issue
        column.addStretch(1)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say under each field what is wrong with it; a fault inside a value is its value's."""
        for path, issue in self._issues.items():
            found = "；".join(one.sentence for one in faults if one.path[: len(path)] == path)
            issue.setText(f"▲ {found}")
            issue.setVisible(bool(found))
            self.editors[path].setAccessibleDescription(found)

    def editor(self, name: str) -> Any:
        """The editor of a field by the last part of its path."""
        return next(made for path, made in self.editors.items() if path[-1] == name)


class _Words(QPlainTextEdit):
    """Several texts, one a line; told when the person leaves."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Choice(QComboBox):
    """A wheel turned over it while scrolling the form changes nothing."""

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


def _editor(value: Value, put: Put) -> QWidget:
    makers = {
        ValueKind.CHOICE: _choice,
        ValueKind.FLAG: _flag,
        ValueKind.MANY: _many,
        ValueKind.WORDS: _words,
    }
    return makers.get(value.kind, _line)(value, put)


def _line(value: Value, put: Put) -> QWidget:
    made = QLineEdit("" if value.value is None else str(value.value))
    made.setMaxLength(2_000)
    if value.kind is ValueKind.DAY:
        made.setPlaceholderText("如 2019-07-01")

    def tell() -> None:
        text = made.text().strip()
        if value.kind is ValueKind.NUMBER and text.lstrip("-").isdigit():
            put(int(text))
        else:
            put(text if text or not value.optional else None)

    made.editingFinished.connect(tell)
    return made


def _choice(value: Value, put: Put) -> QWidget:
    made = _Choice()
    made.setMaxVisibleItems(14)
    truth = {True: "true", False: "false"}
    now = truth[value.value] if isinstance(value.value, bool) else value.value
    if value.optional or now is None:
        made.addItem(_UNSAID, None)
    for key, words in value.choices:
        made.addItem(words, key)
    if now is not None and made.findData(now) < 0:
        made.addItem(str(now), now)  # what is not there any more is shown, and refused by the check
    made.setCurrentIndex(max(made.findData(now), 0))
    plain = {"true": True, "false": False} if dict(value.choices).keys() == {"true", "false"} else {}
    made.activated.connect(lambda _: put(plain.get(made.currentData(), made.currentData())))
    return made


def _flag(value: Value, put: Put) -> QWidget:
    made = QCheckBox(value.label)
    made.setChecked(bool(value.value))
    made.toggled.connect(put)
    return made


def _many(value: Value, put: Put) -> QWidget:
    made = QListWidget()
    chosen = list(value.value or [])
    for key, words in value.choices:
        item = QListWidgetItem(words)
        item.setData(_KEY, key)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
        made.addItem(item)
    made.setFixedHeight(min(len(value.choices), _ROWS) * 26 + 10)

    def tell(_: QListWidgetItem) -> None:
        items = (made.item(row) for row in range(made.count()))
        ticked = [one.data(_KEY) for one in items if one.checkState() is Qt.CheckState.Checked]
        kept = [key for key in chosen if key in ticked]  # the profile's own order stays
        chosen[:] = [*kept, *(key for key in ticked if key not in kept)]
        put(list(chosen) or None if value.optional else list(chosen))

    made.itemChanged.connect(tell)
    return made


def _words(value: Value, put: Put) -> QWidget:
    made = _Words("\n".join(value.value or []))
    made.setTabChangesFocus(True)
    made.setPlaceholderText("一行一项")
    made.setFixedHeight(72)

    def tell() -> None:
        found = [line.strip() for line in made.toPlainText().splitlines() if line.strip()]
        put(found or None if value.optional else found)

    made.left.connect(tell)
    return made

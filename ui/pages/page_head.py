"""The head of a record's page: what it is called, its number, state and 密级, and the one sentence why it is fixed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.records.names import Names
from ui.theme.metrics import Space
from ui.widgets.badge import Badge
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.text import shown
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record, RecordType


class ElidedLabel(QLabel):
    """One line that ends in dots where there is no room; the whole of it is on hover."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def say(self, text: str) -> None:
        """Another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 60)))


class PageHead(QWidget):
    """Two lines: the title with its marks; place, number and what is to be known before anything is done."""

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.title = ElidedLabel("title")
        self.badge = Badge(Tone.MUTED, "")
        self.level = label("", "small")
        self.place = label("", "soft")
        self.hint = label("", "soft", wrap=True)
        self.hint.setAccessibleName("")
        first = QHBoxLayout()
        first.setSpacing(Space.NEAR)
        first.addWidget(self.title, 1)
        first.addWidget(self.badge)
        first.addWidget(self.level)
        second = QHBoxLayout()
        second.setSpacing(Space.NEAR)
        second.addWidget(self.place)
        second.addWidget(self.hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        column.addLayout(first)
        column.addLayout(second)

    def show_record(self, type_: RecordType, record: Record | None, fixed: str | None) -> None:
        """A record, or a new one."""
        self.title.say(shown(type_.title_of(record)) if record else f"新{type_.label}")
        self.level.setText(type_.level.label)
        self.badge.setVisible(record is not None and any(f.kind is Kind.STATE for f in type_.fields))
        self._fixed = fixed or ""
        self.place.setText(self._where(type_, record))
        self.place.setVisible(bool(self.place.text()))
        if record is None:
            self.show_hint("")
            return
        for field in type_.fields:
            if field.kind is Kind.STATE and field.enum:
                state = getattr(record, field.name)
                self.badge.show_mark(state.tone, state.label)

    def show_hint(self, sentence: str) -> None:
        """Why the next step is not open, unless the record is fixed, which says more."""
        said = self._fixed or sentence
        self.hint.setText(said)
        self.hint.setAccessibleName(said)
        self.hint.setVisible(bool(said))

    def _where(self, type_: RecordType, record: Record | None) -> str:
        if record is None:
            return ""
        names = {f.name for f in type_.fields}
        parts = [str(record.number or "")] if "number" in names and type_.title != "number" else []  # pyright: ignore
        for column, source in (("group_id", "inspection_group"), ("unit_id", "unit")):
            if column in names and (wanted := getattr(record, column)):
                parts.append(self._names.titles(source, [wanted]).get(wanted, ""))
        return "　".join(part for part in parts if part)

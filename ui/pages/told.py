"""What is told about a record beside its form: its facts, what happened to it, what it hangs together with."""

import json
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.records.names import Names
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.widgets.card import Facts, label
from ui.widgets.history import Event, Timeline
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import record_history
from xuncha_desktop.services.cells import text_of
from xuncha_desktop.services.record_history import Link
from xuncha_desktop.services.session import Session

_NEVER = (Kind.JSON, Kind.STATE)
SHOWN = 60  # acts of one record; more are of no use to a reader


def scrolled(inner: QWidget) -> QScrollArea:
    """A thing in a frame that scrolls up and down only."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def facts_of(record: Record, names: Names, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Every fact of a record that is filled, whole; of a paper what it says."""
    if isinstance(record, Paper):
        view = json.loads(record.view)
        return [(entry["label"], entry["text"]) for entry in view.get("entries", ())]
    left_out = set(without)
    return [
        (field.label, whole(field, getattr(record, field.name), names))
        for field in record.type.fields
        if not field.inner
        and field.kind not in _NEVER
        and field.name not in left_out
        and getattr(record, field.name) not in (None, "", ())
    ]


def whole(field: Field, value: Any, names: Names) -> str:
    """A value as it is read, long texts in full."""
    if field.kind is Kind.TEXT:
        return str(value or "")
    return text_of(field, value, names) + ("元" if field.kind is Kind.MONEY else "")


class HistoryPane(QWidget):
    """Who did what when, and which fields changed from what to what."""

    def __init__(self, session: Session, names: Names) -> None:
        super().__init__()
        self._session, self._names = session, names
        self.timeline = Timeline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.NORMAL, Space.NEAR, 0)
        column.addWidget(self.timeline)

    def show_record(self, record: Record) -> None:
        """The newest first."""
        found = record_history.events(self._session, record.type.name, record.id)[:SHOWN]
        self.timeline.show_events([self._event(record, one) for one in found])

    def _event(self, record: Record, one: record_history.Event) -> Event:
        changes: list[tuple[str, str, str]] = []
        for name, (before, after) in () if one.first else one.changed.items():
            field = record.type.field(name)
            if field.inner:
                continue
            if field.kind not in (Kind.JSON, Kind.SEALED):
                changes.append((field.label, self._short(field, before), self._short(field, after)))
            elif field.kind is Kind.SEALED:
                changes.append((field.label, "（密封）", "（重新密封）"))
        tone = Tone.NOTICE if one.reason else Tone.CALM
        note = f"原因：{one.reason}" if one.reason else ""
        return Event(local_text(one.at), one.who, one.act, note, tone, tuple(changes))

    def _short(self, field: Field, value: Any) -> str:
        said = text_of(field, tuple(value) if isinstance(value, list) else value, self._names)
        return said if len(said) <= 80 else said[:79] + "…"


class LinksPane(QWidget):
    """Records this one points at or that point at it; pressing one opens it."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.NORMAL, Space.NEAR, 0)
        self._column.setSpacing(Space.HAIR)
        self.buttons: list[QPushButton] = []

    def show_record(self, record: Record) -> None:
        """Other links."""
        while self._column.count():
            item = self._column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = [self._button(link) for link in record_history.links(self._session, record)]
        for button in self.buttons:
            self._column.addWidget(button)
        if not self.buttons:
            self._column.addWidget(label("还没有相关的记录", "soft"))
        self._column.addStretch(1)

    def _button(self, link: Link) -> QPushButton:
        made = QPushButton(icon("link"), f" {link.word}：{link.title}")
        made.setProperty("look", "quiet")
        made.setStyleSheet("text-align: left;")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setEnabled(bool(link.record_id))
        made.setToolTip(f"打开{link.type.label}" if link.record_id else link.title)
        made.clicked.connect(lambda _=False: self.opened.emit(link.type.name, link.record_id))
        return made


def facts_pane(facts: Facts) -> QWidget:
    """Facts with a margin, to be scrolled."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, Space.NORMAL, Space.NEAR, Space.NORMAL)
    column.addWidget(facts)
    column.addStretch(1)
    return scrolled(holder)

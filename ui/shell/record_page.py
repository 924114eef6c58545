"""One record on a page: its form or its facts, what happened to it, and 保存."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.records.cells import text_of
from ui.records.form import RecordForm
from ui.shell.frame import Frame
from ui.shell.lines import Line
from ui.theme.metrics import Space
from ui.widgets.badge import Badge
from ui.widgets.card import Card, Facts, label
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.history import Event, Timeline
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record, RecordType, plain, record_type
from xuncha_desktop.services import auditing, reading
from xuncha_desktop.services.session import Changes, Session

_NOT_TOLD = (Kind.JSON,)


class RecordPage(QWidget):
    """`record_id` is empty for a new one. Without an act behind it the page only shows.

    `typed`: a pause in typing with something unsaved on the page.
    """

    typed = Signal()

    def __init__(self, frame: Frame, type_name: str, record_id: str, line: Line | None) -> None:
        super().__init__()
        self._frame = frame
        self.type: RecordType[Any] = record_type(type_name)
        self.record: Record | None = None
        self._act = line and (line.correct if record_id else line.add)
        if record_id:
            self.record = reading.get(frame.desk.session, type_name, record_id)
            self._note_opening(record_id)
        self.form: RecordForm | None = RecordForm(self.type, frame.names) if self._act else None
        self.title = label("", "title")
        self.badge = Badge(*self._no_badge())
        self.save = QPushButton("保存" if record_id else f"登记{self.type.label}")
        self.save.setProperty("look", "primary")
        self.save.setToolTip("保存（Ctrl+S）")
        self.save.clicked.connect(self.store)
        self.facts = Facts()
        self.timeline = Timeline()
        if self.form is not None:
            self.form.edited.connect(self.typed)
        self._build()
        self._start: dict[str, Any] = {}
        self._show(self.record)
        frame.desk.changed.connect(self._on_changed)
        QShortcut(QKeySequence("Ctrl+S"), self, self.store, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ what the shell asks

    @property
    def dirty(self) -> bool:
        """Whether something typed is not stored."""
        return bool(self._typed())

    def keep(self) -> dict[str, Any]:
        """What was typed and not saved."""
        version = self.record.version if self.record else 0
        return {"version": version, "values": self._typed()} if self.dirty else {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back into the form."""
        if self.form is None:
            return
        for name, value in kept.get("values", {}).items():
            if name in self.form.editors:
                self.form.editors[name].set_value(tuple(value) if isinstance(value, list) else value)
        if self.record is not None and kept.get("version") != self.record.version:
            self._frame.say("这条记录在锁定期间有改动，请核对后再保存")

    def may_leave(self) -> bool:
        """Unsaved words are stored, or the person says that they may go."""
        if not self.dirty or (self.record is not None and self.store()):
            return True
        sheet = ConfirmSheet(self, "还没有保存", "离开后，没有保存的内容将会丢失。", "不保存并离开")
        return bool(sheet.exec())

    def store(self) -> bool:
        """Save; True if everything is stored."""
        if self.form is None or self._act is None:
            return True
        try:
            values = self._changed(self.form.values()) if self.record else self.form.values()
        except Invalid as invalid:
            self.form.show_issues(invalid)
            return False
        if self.record is not None and not values:
            return True
        act, record = self._act, self.record

        def do(session: Session) -> Record | None:
            return act(session, record, values) if record is not None else act(session, values)  # type: ignore[call-arg]

        return self._frame.desk.run(do, done=self._on_stored, invalid=self.form.show_issues)

    # ------------------------------------------------------------ inside

    def _on_stored(self, stored: Record | None) -> None:
        assert self.form is not None
        self.form.saved()
        fresh = self.record is None
        self._show(stored)
        self._frame.say(f"{self.type.label}已{'登记' if fresh else '保存'}")
        if fresh:
            self._start = self._now()
            self._frame.back()
            if stored is not None:
                self._frame.open_record(self.type.name, stored.id)

    def _on_changed(self, changes: Changes) -> None:
        if self.record is None or (self.type.name, self.record.id) not in changes.records or self.dirty:
            return
        found = reading.get(self._frame.desk.session, self.type.name, self.record.id)
        if found != self.record:
            self._show(found)

    def _show(self, record: Record | None) -> None:
        self.record = record or self.record
        record = self.record
        self.title.setText(self.type.title_of(record) if record else f"新{self.type.label}")
        if self.form is not None and record is not None:
            self.form.fill(record)
        self._start = self._now()
        if record is None:
            return
        for field in self.type.fields:
            if field.kind is Kind.STATE and field.enum:
                mark = self._frame.names.state(field.enum, getattr(record, field.name))
                self.badge.show_mark(mark.tone, mark.label)
                self.badge.show()
        told = self._told(record)
        self.facts.show_facts(told)
        self._facts_box.setVisible(bool(told))
        self.timeline.show_events([self._event(one) for one in self._history(record)])

    def _told(self, record: Record) -> list[tuple[str, str]]:
        shown = self.form.editors if self.form else {}
        fields = [f for f in self.type.fields if f.name not in shown and f.kind not in _NOT_TOLD]
        if self.form is not None:
            fields = [f for f in fields if f.kind is not Kind.STATE and getattr(record, f.name) not in (None, "", ())]
        return [(f.label, text_of(f, getattr(record, f.name), self._frame.names)) for f in fields]

    def _history(self, record: Record) -> list[reading.Revision]:
        return reading.history(self._frame.desk.session, self.type.name, record.id)[:20]

    def _event(self, one: reading.Revision) -> Event:
        changed = "、".join(self.type.field(name).label for name in one.changed) if one.version > 1 else ""
        me = self._frame.desk.session.actor
        who = me.name if one.actor == me.user_id else ""
        what = auditing.act_labels().get(one.act, one.act)
        note = "；".join(part for part in (one.reason or "", f"改动：{changed}" if changed else "") if part)
        return Event(local_text(one.at), who, what, note)

    def _note_opening(self, record_id: str) -> None:
        if reading.opening_is_audited(self.type):
            self._frame.desk.run(lambda session: reading.note_opening(session, self.type.name, record_id))

    def _now(self) -> dict[str, Any]:
        """What each input holds as a plain value; what cannot be read yet is kept as it was typed."""
        found: dict[str, Any] = {}
        for name, edit in (self.form.editors if self.form else {}).items():
            if edit.untouched():
                continue
            try:
                found[name] = plain(edit.value())
            except ValueError:
                typed = getattr(edit.input, "text", None)
                found[name] = typed() if typed else None
        return found

    def _typed(self) -> dict[str, Any]:
        return {name: value for name, value in self._now().items() if value != self._start.get(name)}

    def _changed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if plain(value) != self._start.get(name)}

    @staticmethod
    def _no_badge() -> tuple[Any, str]:
        from xuncha_desktop.kernel.levels import Tone

        return Tone.MUTED, ""

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.NEAR)
        head.addWidget(self.title)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.save)
        self.badge.hide()
        self.save.setVisible(self.form is not None)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        side = _column(self._facts_card(), self._history_card())
        if self.form is not None:
            card = Card()
            card.add(self.form, 1)
            body.addWidget(_scroll(card), 1)
            side.setFixedWidth(296)
            side.setVisible(self.record is not None)
            body.addWidget(side)
        else:
            body.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.NEAR)
        column.addLayout(head)
        column.addLayout(body, 1)

    def _facts_card(self) -> QWidget:
        card = self._facts_box = Card("基本情况")
        card.add(self.facts)
        return card

    def _history_card(self) -> QWidget:
        card = Card("办理经过")
        card.add(self.timeline)
        return card


def _scroll(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _column(*parts: QWidget) -> QScrollArea:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.NORMAL)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return _scroll(inner)

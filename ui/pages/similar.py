"""疑似重复 on a record's page: a line that says which records look like this one and why, and the two side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QScrollArea, QWidget

from ui.pages.sheet import Sheet
from ui.pages.told import whole
from ui.records.form import RecordForm
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import label
from ui.widgets.flow_layout import FlowLayout
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.services import prefill, reading, similar
from xuncha_desktop.services.similar import Similar

_TOLD = 2  # named in the line; the others are in the comparison


class SimilarPart(Banner):
    """Hidden while nothing looks alike; it never keeps anybody from saving."""

    def __init__(self, frame: Frame, type_: RecordType[Any]) -> None:
        super().__init__(Tone.NOTICE, "", "对照…")
        self._frame, self._type = frame, type_
        self._values: Mapping[str, Any] = {}
        self.found: list[Similar] = []
        self.acted.connect(self._compare)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Look for records like a stored one; a new one is not looked at before something is typed."""
        self._look({field.name: getattr(record, field.name) for field in self._type.fields} if record else {}, record)

    def show_typed(self, form: RecordForm, record: Record | None) -> None:
        """Look for records like what stands in a form just now."""
        values: dict[str, Any] = {}
        for name, edit in form.editors.items():
            try:
                values[name] = None if edit.untouched() or edit.field.kind is Kind.SEALED else edit.value()
            except ValueError:
                values[name] = None
        if "unit_id" not in form.editors and (group := prefill.group_of(self._frame.desk.session)):
            values["unit_id"] = group.unit_id
        known = {field.name: getattr(record, field.name) for field in self._type.fields} if record else {}
        self._look(known | values, record)

    def _look(self, values: Mapping[str, Any], record: Record | None) -> None:
        if self._frame.desk.session.closed:  # a pause in typing may end after the window was locked
            return
        self._values = values
        self.found = similar.like(self._frame.desk.session, self._type.name, values, record.id if record else "")
        told = "；".join(f"{self._type.title_of(one.record)}（{'，'.join(one.reasons)}）" for one in self.found[:_TOLD])
        more = f"等{len(self.found)}件" if len(self.found) > _TOLD else ""
        self.set_text(f"疑似重复：{told}{more}" if self.found else "")
        self.setVisible(bool(self.found))

    def _compare(self) -> None:
        self.sheet = CompareSheet(self.window(), self._frame, self._type, self._values, self.found)
        self.sheet.done_with.connect(lambda record_id: self._frame.open_record(self._type.name, record_id))
        self.sheet.open()


class CompareSheet(Sheet):
    """This record and the one chosen above, field by field. Looking at a secret one leaves its entry, as opening does.

    `done_with` carries the id of the one that is to be opened. Nothing is changed here.
    """

    def __init__(
        self,
        parent: QWidget | None,
        frame: Frame,
        type_: RecordType[Any],
        values: Mapping[str, Any],
        found: Sequence[Similar],
    ) -> None:
        sealed = any(field.kind is Kind.SEALED for field in type_.fields)
        told = "只作提示，不自动合并；是否重复由您判断。" + ("信访人身份密封保存，没有参加比对。" if sealed else "")
        super().__init__(parent, "疑似重复对照", told, "打开那一件", lambda _: self.chosen.record.id)
        self.setMinimumSize(860, 520)
        self._frame, self._type, self._mine = frame, type_, values
        self._noted: set[str] = set()
        self.chosen = found[0]
        self.chips: list[QPushButton] = []
        self.why = label("", "soft", wrap=True)
        self.column.addWidget(self._choices(found))
        self.column.addWidget(self.why)
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, Space.TIGHT, 0)
        self._grid.setHorizontalSpacing(Space.WIDE)
        self._grid.setVerticalSpacing(Space.NEAR)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area, 1)
        self.no.setText("关闭")
        self.finish()
        self.show_one(found[0])

    def values(self) -> dict[str, Any]:
        """Nothing is asked."""
        return {}

    def show_one(self, one: Similar) -> None:
        """Put another record at the right."""
        self.chosen = one
        if reading.opening_is_audited(self._type) and one.record.id not in self._noted:
            reading.note_opening(self._frame.desk.session, self._type.name, one.record.id)
            self._noted.add(one.record.id)
        self.why.setText("理由：" + "；".join(one.reasons))
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._head(one)
        row = 1
        for field in sorted(self._type.fields, key=lambda field: field.kind is not Kind.TEXT):  # what was written first
            mine, other = self._mine.get(field.name), getattr(one.record, field.name)
            blank = mine in (None, "", ()) and other in (None, "", ())
            if blank or not field.typed or field.kind is Kind.SEALED:
                continue
            said = (whole(field, mine, self._frame.names), whole(field, other, self._frame.names))
            same = said[0] == said[1]
            name = label(f"{field.label}（同）" if same else field.label, "strong" if same else "soft")
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            for place, text in enumerate(said, 1):
                shown = label(text or "—", "strong" if same else "", wrap=True)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(shown, row, place, Qt.AlignmentFlag.AlignTop)
            row += 1
        self._grid.setRowStretch(row, 1)

    def _head(self, one: Similar) -> None:
        self._grid.addWidget(label("这一件", "lead"), 0, 1)
        self._grid.addWidget(label(f"那一件　{self._type.title_of(one.record)}", "lead", wrap=True), 0, 2)

    def _choices(self, found: Sequence[Similar]) -> QWidget:
        holder, group = QWidget(), QButtonGroup(self)
        flow = FlowLayout(holder)
        for one in found:
            chip = QPushButton(self._type.title_of(one.record))
            chip.setCheckable(True)
            chip.setChecked(one is self.chosen)
            chip.setProperty("look", "chip")
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda _=False, one=one: self.show_one(one))
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips.append(chip)
        return holder

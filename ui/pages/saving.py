"""Storing what was typed on a record's page: new, changed, refused, or overtaken by somebody else."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.pages.sheet import ask
from ui.pages.stale import Clash, StaleSheet
from ui.pages.ways import WAYS
from ui.records.edit_choice import RefEditor
from ui.records.form import RecordForm
from ui.shell.frame import Frame
from ui.shell.lines import Line
from xuncha_desktop.kernel.errors import Invalid, Refused, Stale
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.registry import Record, RecordType, plain
from xuncha_desktop.services import prefill, reading, why_not
from xuncha_desktop.services.session import Session


class Saving(QObject):
    """`stored` carries the record as stored (None: sealed away); `edited` a pause in typing."""

    stored = Signal(object)
    edited = Signal()

    def __init__(self, page: QWidget, frame: Frame, type_: RecordType[Any], line: Line | None) -> None:
        super().__init__(page)
        self._page, self._frame, self.type, self._line = page, frame, type_, line
        self._way = WAYS.get(type_.name)
        self._group: Group | None = prefill.group_of(frame.desk.session)
        self._base: Record | None = None
        self.place: RefEditor | None = None  # asks for the group where the workspace has several
        self.form: RecordForm | None = None
        if self._way or (line and (line.add or line.correct)):
            self.form = RecordForm(type_, frame.names, without=self.way_without)
            self.form.edited.connect(self.edited)
        if self._way and self._group is None:
            asked = ask("group_id", "巡察组", Kind.REF, source="inspection_group", optional=False)
            self.place = RefEditor(asked, frame.names)
            groups = reading.page(frame.desk.session, reading.Query(Group.type.name), size=2).rows
            if len(groups) == 1:
                self.place.set_value(groups[0].id)

    @property
    def way_without(self) -> tuple[str, ...]:
        """Fields that are known from the place and not asked."""
        return self._way.without if self._way else ()

    @property
    def again(self) -> bool:
        """Whether several are usually entered one after another."""
        return bool(self._way and self._way.again)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not stored."""
        return bool(self.form and self.form.dirty)

    def why_fixed(self, record: Record | None) -> str | None:
        """Why nothing can be typed, in one sentence."""
        if record is None:
            return None
        if self._way is None and self._line is not None and self._line.correct is not None:
            return why_not.elsewhere(self._frame.desk.session, record)
        return why_not.saving(self._frame.desk.session, record)

    def begin(self) -> None:
        """An empty form with what is known already."""
        self._base = None
        if self.form is None:
            return
        empty = {name: None for name in self.form.editors}
        first = prefill.first_values(self._frame.desk.session, self.type.name, self._group) if self._way else {}
        self.form.fill_values(empty | {name: value for name, value in first.items() if value is not None})
        wanted = next((edit for name, edit in self.form.editors.items() if name not in first), None)
        if wanted is not None:
            self.form.setFocusProxy(wanted)
            wanted.setFocus()

    def show_record(self, record: Record | None, fixed: str | None) -> None:
        """Fill the form, if there is something to be typed into it."""
        self._base = record
        if self.place is not None:
            self.place.setVisible(record is None)
        if self.form is not None and record is not None and fixed is None:
            self.form.fill(record)

    def keep(self) -> dict[str, Any]:
        """What was typed, as plain JSON values; sealed words are not kept outside their own seal."""
        if self.form is None or not self.form.dirty:
            return {}
        values: dict[str, Any] = {}
        sealed = [n for n in self.form.touched if self.form.editors[n].field.kind is Kind.SEALED]
        for name in self.form.touched:
            edit = self.form.editors[name]
            if name not in sealed:
                try:
                    values[name] = plain(edit.value())
                except ValueError:
                    text = getattr(edit.input, "text", None)
                    values[name] = text() if callable(text) else None
        return {"version": self._base.version if self._base else 0, "values": values, "sealed": sealed}

    def restore(self, kept: dict[str, Any]) -> str:
        """Put it back; what to say about it."""
        values = kept.get("values") or {}
        lost = [self.type.field(name).label for name in kept.get("sealed") or ()]
        again = f"“{'、'.join(lost)}”密封保存，没有暂存，请重新填写"
        if self.form is None or not values:
            return again if lost else ""
        self.form.put_back({n: tuple(v) if isinstance(v, list) else v for n, v in values.items()})
        if self._base is not None and kept.get("version") != self._base.version:
            return "这条记录其间有改动，请核对后再保存"
        return f"已恢复没有保存的内容；{again}" if lost else "已恢复没有保存的内容"

    def store(self, record: Record | None) -> bool:
        """True if everything typed is stored; a refusal has been said, and what was typed is where it was."""
        if self.form is None or (record is not None and not self.form.dirty):
            return True
        try:
            values = self.form.touched_values() if record else self.form.values()
            saved = self._save(record, values) if record else self._begin(values)
        except Invalid as invalid:
            self.form.show_issues(invalid)
            return False
        except Stale:
            assert record is not None
            return self._overtaken(record)
        except Refused as reason:
            self._frame.desk.refused.emit(str(reason))
            return False
        self.form.saved()
        self.stored.emit(saved)
        return True

    def _begin(self, values: dict[str, Any]) -> Record | None:
        session = self._frame.desk.session
        if self._way is None:
            assert self._line is not None
            if self._line.add is None:
                raise Refused(f"{self.type.label}不在这里登记")
            return self._line.add(session, values)
        return self._way.begin(session, self._chosen_group(session), values)

    def _save(self, record: Record, values: dict[str, Any]) -> Record:
        if self._way is not None:
            return self._way.correct(self._frame.desk.session, record, values)
        assert self._line is not None
        assert self._line.correct is not None
        return self._line.correct(self._frame.desk.session, record, values)

    def _chosen_group(self, session: Session) -> Group:
        if self._group is not None:
            return self._group
        assert self.place is not None
        try:
            chosen = self.place.value()
        except ValueError as reason:
            raise Refused(str(reason)) from reason
        if not chosen:
            raise Refused("请先选择巡察组")
        found = reading.open_one(session, Group.type.name, chosen)
        assert isinstance(found, Group)
        return found

    def _overtaken(self, base: Record) -> bool:
        """Somebody was faster: what both touched is shown side by side; what only one touched is no conflict."""
        assert self.form is not None
        session = self._frame.desk.session
        theirs = reading.again(session, base)
        if why := self.why_fixed(theirs):
            self._frame.desk.refused.emit(f"{why}。您填写的内容还在屏幕上，可以复制后另行处理")
            return False
        mine = {n: v for n, v in self.form.touched_values().items() if plain(v) != plain(getattr(theirs, n))}
        if not mine:
            self._on_settled(theirs)
            return True
        clashes = [
            Clash(self.type.field(name), value, getattr(theirs, name))
            for name, value in mine.items()
            if getattr(theirs, name) != getattr(base, name) and self.type.field(name).kind is not Kind.SEALED
        ]
        asked = {clash.field.name for clash in clashes}
        rest = {name: value for name, value in mine.items() if name not in asked}
        self.sheet = StaleSheet(
            self._page,
            self._frame.names,
            self.type.label,
            clashes,
            len(rest),
            lambda chosen: self._save(theirs, rest | chosen),
        )
        self.sheet.done_with.connect(self._on_settled)
        self.sheet.open()
        return False

    def _on_settled(self, saved: Record) -> None:
        assert self.form is not None
        self.form.saved()
        self.stored.emit(saved)

"""事项与期限: what happened in a round for one unit, left; what runs from it and is to be expected, right."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.office import event_sheets
from ui.office.grid import Grid, Said
from ui.office.parts import Chooser, allow, button, row, scrolled
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets import why
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.events import RoundEvent
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.services import deadlines, reading, round_clocks, round_events
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.occurrences import Occurrence
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.round_clocks import ClockLine, Happening
from xuncha_desktop.services.session import Changes

_TYPES = (
    *(
        "round",
        "inspection_group",
        "entry_meeting",
        "round_event",
        "deadline",
        "decision",
        "feedback",
        "feedback_receipt",
    ),
    *("incoming_document", "supervision_notice", "immediate_rectification"),
)


_REFERENCE = 4  # the column of the second regime, shown where the round names one


class EventsPage(QWidget):
    """One unit of one round at a time. 回车 registers or corrects an event, or opens the paper it is known from."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._rows: dict[str, tuple[Happening, Occurrence | None]] = {}
        self._clocks: dict[str, ClockLine] = {}
        self._groups: dict[str, Group] = {}
        self.rounds = Chooser("轮次", 260)
        self.groups = Chooser("巡察组", 200)
        self.rounds.turned.connect(lambda _: self.reload())
        self.groups.turned.connect(lambda _: self._show())
        self.warnings = Banner(Tone.NOTICE, "")
        columns = (("阶段", 92), ("事项", 0), ("日期", 96), ("登记于", 104))
        self.events = Grid("事项", columns, nothing="本轮次还没有巡察组")
        self.events.chosen.connect(lambda _: self._show_acts())
        self.events.opened.connect(lambda _: self._open())
        self.register_button = button("登记…", self.register, "primary")
        self.correct_button = button("修改…", self._correct)
        self.cancel_button = button("作废…", self._cancel, "quiet")
        shown = (("期限", 0), ("起算", 72), ("到期", 96), ("现在", 132), ("参照", 96))
        self.clocks = Grid("期限", shown, nothing="还没有起算的期限")
        self.clocks.chosen.connect(lambda _: self._show_clock())
        self.extend_button = button("登记延期…", self._extend)
        self.told = label("", "small", wrap=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        why.attach(self.clocks, self._why)
        self._build()
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        rounds: list[Any] = list(reading.page(session, Query(Round.type.name), size=200).rows)
        self.rounds.show_items([(one.id, one.name) for one in rounds])
        found: list[Any] = (
            reading.related(session, Group.type.name, "round_id", self.rounds.current) if self.rounds.current else []
        )
        self._groups = {one.id: one for one in found}
        units = self._frame.names.titles("unit", [one.unit_id for one in found])
        self.groups.show_items([(one.id, f"{one.name}（{units[one.unit_id]}）") for one in found])
        self._show()

    def register(self) -> None:
        """Ask for the day of the chosen event."""
        happening, group = self._chosen()[0], self._groups.get(self.groups.current)
        if happening is None or group is None or self._why_not_register(happening):
            return
        sheet = event_sheets.register(self, self._frame, group, happening.event.id, happening.event.label)
        sheet.done_with.connect(lambda made: self._say("已登记", made))
        sheet.open()

    def _show(self) -> None:
        group = self._groups.get(self.groups.current)
        found = round_clocks.of_group(self._frame.desk.session, group) if group else None
        self._rows, shown, phase = {}, [], ""
        for one in found.happenings if found else ():
            named = one.phase.label if one.phase else "日常"
            for time in one.times or (None,):
                key = f"{one.event.id}|{time.source.id if time else ''}"
                self._rows[key] = (one, time)
                shown.append((key, self._cells("" if named == phase else named, one, time)))
                phase = named
        self.events.show_rows(shown)
        self._clocks = {one.deadline.id if one.deadline else one.rule: one for one in (found.clocks if found else ())}
        self.clocks.setColumnHidden(_REFERENCE, all(one.reference is None for one in self._clocks.values()))
        self.clocks.show_rows([(key, _clock_cells(one)) for key, one in self._clocks.items()])
        self.warnings.set_text("；".join(found.warnings) if found else "")
        self.warnings.setVisible(bool(found and found.warnings))
        self._show_acts()
        self._show_clock()

    def _cells(self, phase: str, one: Happening, time: Occurrence | None) -> list[Said | str]:
        if time is None:
            return [phase, one.event.label, "", Said("", hint=f"由“{one.act}”登记" if one.act else "在这里登记")]
        mark = Said(f"{time.on}（计划）", Tone.NOTICE) if time.planned else time.on
        return [phase, one.event.label, mark, Said(time.source.type.label, hint=time.words)]

    def _chosen(self) -> tuple[Happening | None, RoundEvent | None]:
        """The chosen event, and the entry of it where it was registered here."""
        happening, time = self._rows.get(self.events.current, (None, None))
        source = time.source if time else None
        return happening, source if isinstance(source, RoundEvent) else None

    def _why_not_register(self, happening: Happening | None) -> str | None:
        if happening is None:
            return "请先选择一个事项"
        if happening.act:
            return f"由“{happening.act}”登记"
        registered = any(isinstance(one.source, RoundEvent) for one in happening.times)
        if registered and not happening.event.repeatable:
            return "已经登记，日期有误请修改"
        return round_events.register.why_not(self._frame.desk.session)

    def _show_acts(self) -> None:
        happening, entry = self._chosen()
        session = self._frame.desk.session
        allow(self.register_button, self._why_not_register(happening))
        none = None if entry else "只有在这里登记的事项可以修改和作废"
        if entry and entry.custodian != session.place.workspace_id:
            none = "这项由巡察组登记，请在巡察组的工作区修改"
        allow(self.correct_button, none or round_events.correct.why_not(session))
        allow(self.cancel_button, none or round_events.cancel.why_not(session))

    def _open(self) -> None:
        happening, time = self._rows.get(self.events.current, (None, None))
        if self.correct_button.isEnabled() and not self.register_button.isEnabled():
            self._correct()
        elif time and not isinstance(time.source, RoundEvent):
            self._frame.open_record(time.source.type.name, time.source.id)
        elif reason := self._why_not_register(happening):
            self._frame.say(reason)
        else:
            self.register()

    def _correct(self) -> None:
        _, entry = self._chosen()
        if entry is not None:
            sheet = event_sheets.correct(self, self._frame, entry)
            sheet.done_with.connect(lambda made: self._say("已修改", made))
            sheet.open()

    def _cancel(self) -> None:
        _, entry = self._chosen()
        if entry is None:
            return
        words = f"“{entry.label}”（{entry.happened_on}）作废后，由它起算的期限一并作废，由它完成的期限继续计算。"
        self.ask = ConfirmSheet(self, "作废事项登记", words, "作废", reason_required=True)
        self.ask.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: round_events.cancel(session, entry.id, entry.version, self.ask.reason)
            )
        )
        self.ask.open()

    def _extend(self) -> None:
        one = self._clocks.get(self.clocks.current)
        if one and one.deadline:
            sheet = event_sheets.extend(self, self._frame, one.deadline)
            sheet.done_with.connect(lambda made: self._frame.say(f"已登记延期，现于{made.due_on}到期"))
            sheet.open()

    def _show_clock(self) -> None:
        one = self._clocks.get(self.clocks.current)
        self.told.setText(one.whole if one else "选择一项期限，这里说明它怎么起算、怎么算到这一天。")
        unregistered = "期限还没有起算，不能延期"
        if one and one.happened:
            unregistered = "起算的事项还没有登记，不能延期" if one.due_on else "规定没有写明天数，没有可以延长的到期日"
        none = "请先选择一项期限" if one is None else None if one.deadline else unregistered
        allow(self.extend_button, none or deadlines.extend.why_not(self._frame.desk.session))

    def _why(self) -> Why | None:
        one = self._clocks.get(self.clocks.current)
        return Why(one.label, one.why, one.whole) if one else None

    def _say(self, done: str, made: RoundEvent) -> None:
        self._frame.say(f"{done}“{made.label}”" + (f"，注意：{self.warnings.text}" if self.warnings.text else ""))
        self.events.choose(f"{made.event}|{made.id}")

    def _on_changed(self, changes: Changes) -> None:
        if changes.of(*_TYPES):
            self.reload()

    def _build(self) -> None:
        left, right = Card("事项"), Card("期限")
        for made in (self.cancel_button, self.correct_button, self.register_button):
            left.head.add(made)
        left.add(self.events, 1)
        right.head.add(self.extend_button)
        right.add(self.clocks, 1)
        area = scrolled(self.told, "期限的推算说明")
        area.setFixedHeight(104)
        right.add(area)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        body.addWidget(left, 4)
        body.addWidget(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addLayout(row(self.rounds, self.groups, 1))
        column.addWidget(self.warnings)
        column.addLayout(body, 1)


def _clock_cells(one: ClockLine) -> list[Said | str]:
    reason = Why(one.label, one.why, one.whole)
    hint = why.hint(reason)
    certainty = Said(one.certainty.label, None if one.happened else Tone.MUTED, one.start)
    now = Said(one.light.words, one.light.tone, hint) if one.light else Said("", hint=hint)
    due = Said(one.due_on.isoformat() if one.due_on else "", hint=hint)
    return [Said(one.label, hint=hint), certainty, due, now, _reference_cell(one, hint)]


def _reference_cell(one: ClockLine, hint: str) -> Said:
    """The day under the second regime; without one in words why."""
    if one.reference is None:
        return Said("")
    if one.reference.due_on:
        return Said(one.reference.due_on.isoformat(), hint=hint)
    undated = "未定期限" if one.reference.running else "待起算"
    return Said("无对应" if one.reference.rule is None else undated, hint=hint)

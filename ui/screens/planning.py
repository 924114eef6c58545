"""Planning: a round with its profile and stages, its groups and who sits in them, and the library of units."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.office import reference_sheet
from ui.office.coverage_page import CoveragePage
from ui.office.events_page import EventsPage
from ui.office.grid import Grid
from ui.office.inquiry_sheet import InquirySheet
from ui.office.office_code import OfficeCodeLine
from ui.office.parts import Chooser, allow, button, row
from ui.office.paste import Line, PasteSheet
from ui.office.roster import RosterCard
from ui.office.round_sheet import RoundSheet
from ui.office.stages import StageBar
from ui.office.switch_line import SwitchLine
from ui.office.tabs import Tabs
from ui.pages.batch_dialog import BatchButton
from ui.pages.sheet import FieldSheet
from ui.records.ledger import LedgerView
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.empty import EmptyState
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.organisation import Group, Round, RoundState, Term, Unit
from xuncha_desktop.records.registry import RecordType
from xuncha_desktop.services import inquiries, planning, profiles, reading, reference_clocks, unit_table
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Changes

ROUNDS, EVENTS, UNITS, COVERAGE, TERMS = "轮次与编组", "事项与期限", "单位库", "巡察覆盖", "届次"
_GROUP_FIELDS = ("name", "code", "unit_id", "stay_from_on", "stay_until_on")


class PlanningScreen(QWidget):
    """What the office prepares before a group sets out."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Tabs("巡察计划")
        self.rounds = RoundsPage(frame)
        self.tabs.add(ROUNDS, lambda: self.rounds)
        self.tabs.add(EVENTS, lambda: EventsPage(frame))
        self.tabs.add(UNITS, lambda: UnitsPage(frame))
        self.tabs.add(COVERAGE, lambda: CoveragePage(frame))
        self.tabs.add(TERMS, lambda: LedgerTab(frame, Term.type))
        self.office_code = OfficeCodeLine(frame)
        self.tabs.put_beside(self.office_code)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        column.addWidget(self.tabs)
        self.tabs.turn(ROUNDS)


class RoundsPage(QWidget):
    """One round at a time."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.chooser = Chooser("轮次")
        self.chooser.turned.connect(lambda _: self.reload())
        self.new_button = button("拟订轮次", self.plan, "primary", "plus")
        self.edit_button = button("查看方案", self._open, "quiet")
        self.batch = BatchButton(frame)
        self.profile = label("", "small")
        self.switches = SwitchLine(frame)
        self.reference_button = button("参照规则档…", self.refer, "quiet")
        self.warnings = Banner(Tone.NOTICE, "", "详情")
        self.warnings.acted.connect(self._tell)
        self.stages = StageBar()
        self.stages.wanted.connect(self._advance)
        self.groups = Grid("巡察组", (("巡察组", 0), ("被巡察单位", 130)), nothing="还没有巡察组")
        self.groups.chosen.connect(lambda _: self._show_roster())
        self.groups.opened.connect(lambda group_id: frame.open_record(Group.type.name, group_id))
        self.groups.chosen.connect(lambda _: self._show_stay())
        self.groups.chosen.connect(lambda _: self._allow_asking())
        self.stay = Banner(Tone.NOTICE, "")
        self.form_button = button("组建巡察组", self._form, picture="plus")
        self.ask_button = button("发征询函…", self._ask, picture="send")
        self.roster = RosterCard(frame)
        self.roster.task_wanted.connect(lambda _: frame.go("package"))
        self.empty = EmptyState("flag", "还没有轮次。先拟订一个轮次，再组建巡察组、编入人员。", "拟订轮次")
        self.empty.acted.connect(self.plan)
        self._build()
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        rounds: list[Any] = list(reading.page(session, Query(Round.type.name), size=200).rows)
        self.chooser.show_items([(one.id, one.name) for one in rounds])
        self.round: Round | None = next((one for one in rounds if one.id == self.chooser.current), None)
        self._stack.setCurrentIndex(1 if self.round else 0)
        self.batch.show_record(self.round)
        self.switches.show_round(self.round)
        self.chooser.setVisible(bool(rounds))
        for part in (self.edit_button, self.profile, self.reference_button):
            part.setVisible(self.round is not None)
        self.new_button.setVisible(self.round is not None)
        allow(self.new_button, planning.plan_round.why_not(session))
        if self.round is None:
            self.warnings.hide()
            return
        profile = profiles.of_round(session, self.round.id)
        self._found = profile.warnings()
        beside = f"；参照：{self.round.reference}" if self.round.reference else ""
        self.profile.setText(f"规则档：{profile.about.name}{beside}")
        allow(self.reference_button, reference_clocks.choose.why_not(session))
        self.warnings.set_text(f"规则档原文有{len(self._found)}处疑点，按原文保留")
        self.warnings.setVisible(bool(self._found) and self.round.state is RoundState.DRAFT)
        self.stages.show_round(self.round, planning.advance_round.why_not(session))
        groups: list[Any] = reading.related(session, Group.type.name, "round_id", self.round.id)
        units = self._frame.names.titles("unit", [one.unit_id for one in groups])
        self.groups.show_rows([(one.id, (one.name, units[one.unit_id])) for one in groups])
        self._groups = {one.id: one for one in groups}
        if groups and not self.groups.current:
            self.groups.choose(groups[0].id)
        allow(self.form_button, planning.form_group.why_not(session))
        self._show_roster()
        self._show_stay()
        self._allow_asking()

    def plan(self) -> None:
        """Ask for a new round."""
        sheet = RoundSheet(self, self._frame.desk.session, self._frame.names)
        sheet.done_with.connect(lambda made: self.chooser.choose(made.id))
        sheet.open()

    def refer(self) -> None:
        """Ask which second regime is shown beside the round's own."""
        if self.round is not None:
            made = reference_sheet.sheet(self, self._frame, self.round)
            made.done_with.connect(lambda one: self._frame.say(f"参照规则档：{one.reference or '不参照'}"))
            made.open()

    def _form(self) -> None:
        round_ = self.round
        if round_ is None:
            return
        session = self._frame.desk.session
        sheet = FieldSheet(
            self,
            self._frame.names,
            "组建巡察组",
            "编号代字用在本组的文书编号里，如“临巡二”。进驻日期可以以后再填。",
            "组建",
            [Group.type.field(name) for name in _GROUP_FIELDS],
            lambda values: planning.form_group(session, round_id=round_.id, **values),
        )
        sheet.done_with.connect(self._formed)
        sheet.open()

    def _ask(self) -> None:
        group = self._groups.get(self.groups.current)
        if group is None:
            return
        session = self._frame.desk.session
        unit = self._frame.names.titles("unit", [group.unit_id])[group.unit_id]
        sheet = InquirySheet(self, session, group, unit)
        sheet.done_with.connect(lambda sent: self._frame.say(f"已发出征询函{len(sent)}份，请到“批量打印”印出"))
        sheet.open()

    def _allow_asking(self) -> None:
        group = self._groups.get(self.groups.current) if self.round else None
        session = self._frame.desk.session
        allow(self.ask_button, inquiries.why_none_left(session, group) if group else "请先组建巡察组")

    def _formed(self, made: Group) -> None:
        self.groups.choose(made.id)
        issues = planning.stay_issues(self._frame.desk.session, made)
        if issues:
            self._frame.say(f"已组建{made.name}，注意：{'；'.join(issues)}")

    def _show_stay(self) -> None:
        group = self._groups.get(self.groups.current) if self.round else None
        issues = planning.stay_issues(self._frame.desk.session, group) if group else ()
        self.stay.set_text("；".join(issues))
        self.stay.setVisible(bool(issues))

    def _advance(self, stage: RoundState, reason: str) -> None:
        found = self.round
        if found is not None:
            self._frame.desk.run(
                lambda session: planning.advance_round(session, found.id, found.version, stage, reason),
                done=lambda made: self._frame.say(f"“{made.name}”现为“{made.state.label}”"),
            )

    def _open(self) -> None:
        if self.round is not None:
            self._frame.open_record(Round.type.name, self.round.id)

    def _tell(self) -> None:
        self.warnings.set_text("规则档原文的疑点，按原文保留：\n" + "\n".join(f"· {one}" for one in self._found))
        self.warnings.button.hide()

    def _show_roster(self) -> None:
        self.roster.show_group(self._groups.get(self.groups.current) if self.round else None)

    def _on_changed(self, changes: Changes) -> None:
        if changes.of("round", "inspection_group", "group_member", "unit", "inquiry_letter"):
            self.reload()

    def _build(self) -> None:
        left = Card("巡察组")
        left.head.add(self.ask_button)
        left.head.add(self.form_button)
        left.add(self.groups, 1)
        left.add(self.stay)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        body.addWidget(left, 2)
        body.addWidget(self.roster, 3)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.NEAR)
        whole.addWidget(self.stages)
        whole.addLayout(body, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addLayout(row(self.chooser, self.edit_button, self.batch, 1, self.new_button))
        rules = row(self.profile, self.reference_button, self.switches)
        rules.addStretch(1)
        rules.setStretch(2, 4)  # what is left out may need more than a line
        column.addLayout(rules)
        column.addWidget(self.warnings)
        column.addWidget(self._stack, 1)
        self.round = None
        self._groups: dict[str, Group] = {}
        self._found: tuple[str, ...] = ()


class LedgerTab(QWidget):
    """A ledger with its button for a new record."""

    def __init__(self, frame: Frame, type_: RecordType[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        words = ("inbox", f"还没有{type_.label}", f"登记{type_.label}")
        self.ledger = LedgerView(
            type_, frame.desk, frame.jobs, frame.names, settings=frame.ledger_settings(type_.name), empty=words
        )
        self.ledger.opened.connect(lambda record_id: frame.open_record(type_.name, record_id))
        self.ledger.acted.connect(lambda: frame.new_record(type_.name))
        self.ledger.refused.connect(lambda text: frame.refuse(Refused(text)))
        self.ledger.settings_changed.connect(frame.keep_settings)
        self.new_button = button(f"登记{type_.label}", lambda: frame.new_record(type_.name), "primary", "plus")
        self.ledger.add_action(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ledger)


class UnitsPage(LedgerTab):
    """The library of units, and a table of them pasted at once."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, Unit.type, parent)
        self.paste_button = button("从WPS粘贴…", self.paste, picture="table")
        allow(self.paste_button, planning.register_units.why_not(frame.desk.session))
        self.ledger.add_action(self.paste_button)

    def paste(self) -> None:
        """Ask for a table."""
        session = self._frame.desk.session
        PasteSheet(
            self,
            self._frame,
            "批量登记单位",
            "第一行可以是表头；没有表头时各列依次为："
            + "、".join(Unit.type.field(n).label for n in unit_table.COLUMNS)
            + "。",
            [(name, Unit.type.field(name).label) for name in unit_table.COLUMNS],
            lambda text: [Line(one.line, one.shown, one.issues) for one in unit_table.read(session, text)],
            lambda values: self._keep(values["text"]),
            unit_table.MAX_ROWS,
        ).open()

    def _keep(self, text: str) -> int:
        session = self._frame.desk.session
        rows = [one.values for one in unit_table.read(session, text)]
        count = planning.register_units(session, rows)
        self._frame.say(f"已登记{count}个单位")
        return count

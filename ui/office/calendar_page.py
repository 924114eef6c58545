"""The working calendar: the years that are known, a year's days, next year entered, taken over and handed on."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, only, row
from ui.office.year_view import YearView
from ui.pages.sheet import FieldSheet, Sheet, ask
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.services import calendar_reading, year_files
from xuncha_desktop.services.calendar_reading import Year
from xuncha_desktop.services.session import Changes
from xuncha_desktop.services.year_files import Preview, YearFile

_FILES = "年度放假安排 (*.xyear)"
_HOLIDAYS = "放假（一行一个节日，如：春节 2月15日至2月23日）"
_WORKDAYS = "调休上班（如：2月14日、2月28日）"


class CalendarPage(QWidget):
    """One year at a time."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._years: dict[str, Year] = {}
        self.warning = Banner(Tone.NOTICE, "")
        self.enter_button = button("录入放假安排", self.enter, "primary", "plus")
        self.take_button = button("导入", self._ask_in, picture="upload")
        self.export_button = button("导出给巡察组", self._ask_out, picture="download")
        self.years = Grid("年度", (("年度", 72), ("情况", 0)))
        self.years.setFixedWidth(184)
        self.years.chosen.connect(lambda _: self._show_year())
        self.view = YearView()
        self.title = label("", "lead")
        self.source = label("", "small", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("放假和调休")
        self.list.setFixedWidth(232)
        self._build()
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        found = calendar_reading.years(session)
        self._years = {str(one.year): one for one in found}
        self.years.show_rows([(str(one.year), (str(one.year), Said(one.state, one.tone, one.source))) for one in found])
        missing = calendar_reading.missing_year(session)
        self.warning.set_text(calendar_reading.missing_words(missing) if missing else "")
        self.warning.setVisible(missing is not None)
        allow(self.enter_button, year_files.compose.why_not(session) or _office_only(session.place.kind))
        allow(self.take_button, year_files.take_over.why_not(session))
        if not self.years.current:
            self.years.choose(str(session.today.year))
        self._show_year()

    def enter(self) -> None:
        """Ask for a year as the published notice has it."""
        session = self._frame.desk.session

        def compose(values: dict[str, object]) -> YearFile:
            year = values["year"]
            if not isinstance(year, int):
                raise Invalid({"year": "请填写年份"})
            free, worked = calendar_reading.typed(year, str(values["holidays"]), str(values["workdays"]))
            return year_files.compose(session, year, free, worked, str(values["source"]))

        sheet = FieldSheet(
            self,
            self._frame.names,
            "录入放假安排",
            "照国务院办公厅公布的通知录入。签名以后先看变动清单，再决定是否启用；启用之前不影响任何期限。",
            "签名并预览",
            [
                ask("year", "年份", Kind.COUNT, optional=False),
                ask("source", "通知名称和文号", Kind.LINE, optional=False, limit=100),
                ask("holidays", _HOLIDAYS, Kind.TEXT, optional=False, limit=2_000),
                ask("workdays", _WORKDAYS, Kind.TEXT, limit=500),
            ],
            compose,
            given={"year": calendar_reading.next_to_enter(session)},
        )
        sheet.done_with.connect(self.look)
        sheet.open()

    def take_in(self, path: Path) -> None:
        """Look at a year file somebody brought."""
        try:
            file = year_files.read(self._frame.desk.session, path)
        except Refused as reason:
            self._frame.refuse(reason)
        else:
            self.look(file)

    def look(self, file: YearFile) -> None:
        """Show what a year would move, and ask whether it is to be in force."""
        sheet = YearSheet(self, self._frame, year_files.preview(self._frame.desk.session, file))
        sheet.done_with.connect(self._taken)
        sheet.open()

    def hand_out(self, folder: Path) -> None:
        """Write the chosen year's signed file."""
        year = int(self.years.current)
        self._frame.desk.run(
            lambda session: year_files.export(session, year, folder),
            done=lambda made: self._frame.say(f"已导出：{made.name}"),
        )

    def _taken(self, moved: list[object]) -> None:
        self._frame.say(f"放假安排已启用，{len(moved)}项期限改变" if moved else "放假安排已启用，没有期限改变")
        self.reload()

    def _show_year(self) -> None:
        one = self._years.get(self.years.current)
        if one is None:
            return
        session = self._frame.desk.session
        days = calendar_reading.days_of(session, one.year)
        self.view.show_days(one.year, days)
        self.title.setText(f"{one.year}年　{one.state}")
        self.source.setText(one.source)
        self.list.clear()
        self.list.addItems(calendar_reading.stretches(days) or ["没有节假日"])
        why = year_files.export.why_not(session)
        allow(self.export_button, why or (None if one.exportable else "随程序提供的年份不必导出"))

    def _ask_in(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入放假安排", "", _FILES)
        if name:
            self.take_in(Path(name))

    def _ask_out(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹或优盘")
        if name:
            self.hand_out(Path(name))

    def _on_changed(self, changes: Changes) -> None:
        if changes.of("deadline"):
            self.reload()

    def _build(self) -> None:
        left, right = Card(), Card()
        for card in (left, right):
            card.body.setContentsMargins(Space.NEAR, Space.NEAR, Space.NEAR, Space.NEAR)
        left.add(self.years, 1)
        right.add(self.title)
        right.add(self.source)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        body.addWidget(self.view, 1)
        body.addWidget(self.list)
        right.body.addLayout(body, 1)
        marks = label("底色为放假，方框为调休上班，浅色为周末", "small")
        across = QHBoxLayout()
        across.setSpacing(Space.NORMAL)
        across.addWidget(left)
        across.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row(marks, 1, self.export_button, self.take_button, self.enter_button))
        column.addWidget(self.warning)
        column.addLayout(across, 1)


class YearSheet(Sheet):
    """What a year file says and which due dates it moves, before it is in force."""

    def __init__(self, parent: QWidget, frame: Frame, found: Preview) -> None:
        table = found.file.table
        session = frame.desk.session
        super().__init__(
            parent,
            f"启用{table.year}年放假安排",
            f"{table.source}。由“{found.file.name}”签名，{calendar_reading.summary(table)}。请与通知核对。",
            "启用",
            lambda _: year_files.take_over(
                session, found.file.raw, found.seen, incomplete=self.checked.isChecked() and bool(found.missing)
            ),
        )
        self.setMinimumSize(880, 600)
        if found.warnings:
            self.column.addWidget(Banner(Tone.NOTICE, "\n".join(found.warnings)))
        view = YearView()
        view.setMinimumHeight(360)
        days = calendar_reading.preview_days(session, table)
        view.show_days(table.year, days)
        held = QListWidget()
        held.setAccessibleName("放假和调休")
        held.setFixedWidth(232)
        held.addItems(calendar_reading.stretches(days))
        self.list = QListWidget()
        self.list.setAccessibleName("期限变动")
        self.list.addItems(found.lines)
        self.list.setFixedHeight(84)
        self.list.setVisible(bool(found.lines))
        across = QHBoxLayout()
        across.addWidget(_scrolled(view), 1)
        across.addWidget(held)
        self.column.addLayout(across, 1)
        self.told = label(f"启用后改变{len(found.changes)}项期限：" if found.changes else "不改变任何期限。")
        self.column.addWidget(self.told)
        self.column.addWidget(self.list)
        self.checked = self._check(found)
        self.column.addWidget(self.checked)
        self.finish()

    def values(self) -> dict[str, object]:
        """Nothing is entered here."""
        return {}

    def _check(self, found: Preview) -> QCheckBox:
        """Whether the notice was read again for what the table leaves out; shown, and asked for, only then."""
        wanted = "请先核对通知并勾选"
        box = QCheckBox(f"已核对：通知确实没有列出{'、'.join(found.missing)}")
        only(box, bool(found.missing))
        box.toggled.connect(lambda on: allow(self.yes, None if on else wanted))
        allow(self.yes, wanted if found.missing else None)
        return box


def _scrolled(view: YearView) -> QScrollArea:
    """A year in whatever height the warnings above leave it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(view)
    return area


def _office_only(kind: str) -> str | None:
    return None if kind == "office" else "放假安排由巡察办录入并签名，巡察组只导入巡察办签名的文件"

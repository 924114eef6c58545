"""The screen a record type gets from its line in the navigation: its ledger, and a button for a new one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.pages import export as exports
from ui.records.ledger import LedgerView
from ui.shell.frame import Frame
from ui.shell.lines import Line
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets import why
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services import deadlines, due_reasons, reading
from xuncha_desktop.services.cells import Cell
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.reading import Query


class LedgerPage(QWidget):
    """`query` narrows it for good: the records behind a figure."""

    def __init__(self, frame: Frame, line: Line, query: Query | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._line = frame, line
        type_ = record_type(line.type)
        may_add = line.add is not None and query is None
        words = ("inbox", f"还没有{type_.label}", f"登记{type_.label}" if may_add else "")
        self.ledger = LedgerView(
            type_,
            frame.desk,
            frame.jobs,
            frame.names,
            settings=frame.ledger_settings(line.type),
            query=query,
            empty=words,
        )
        self.ledger.opened.connect(lambda record_id: frame.open_record(line.type, record_id))
        self.ledger.refused.connect(lambda text: frame.refuse(Refused(text)))
        self.ledger.settings_changed.connect(frame.keep_settings)
        self._explain()
        self._buttons(type_.label, may_add)
        self.progress = ProgressPanel()
        self.progress.hide()
        if line.type == PrintStamp.type.name and query is None:
            self.ledger.add_action(self._register())
        self.ledger.add_action(self.export)
        if may_add:
            self.ledger.add_action(self.new)
            self.ledger.acted.connect(self._on_new)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.WIDE)
        column.addWidget(self.progress)
        column.addWidget(self.ledger)

    def _buttons(self, what: str, may_add: bool) -> None:
        self.new = QPushButton(icon("plus", LIGHT.on_red), f"登记{what}")
        self.new.setProperty("look", "primary")
        self.new.setToolTip("新登记（Ctrl+N）")
        self.new.setShortcut("Ctrl+N")
        self.new.setVisible(may_add)
        self.new.clicked.connect(self._on_new)
        self.export = QPushButton(icon("download"), " 导出")
        self.export.setProperty("look", "quiet")
        self.export.setAccessibleName("导出表格")
        self.export.setToolTip("把现在显示的行和列存为XLSX表格")
        self.export.clicked.connect(self._on_export)

    def keep(self) -> dict[str, Any]:
        """The words searched for; the rest of a ledger is as it was stored."""
        return {"words": self.ledger.search.text()} if self.ledger.search.text() else {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Search for them again."""
        self.ledger.search.setText(str(kept.get("words", "")))
        self.ledger.search.search()

    def _register(self) -> QPushButton:
        """The printed form of the register since the latest round began; of earlier ones on their own pages."""
        # What draws papers is loaded here: the window opens without waiting for it.
        from ui.pages.printing_out import PrintButton
        from xuncha_desktop.services.paper_views.print_registers import REGISTER

        self.printing = PrintButton(self._frame, form=REGISTER)
        rounds: list[Any] = list(reading.page(self._frame.desk.session, Query(Round.type.name), size=200).rows)
        self.printing.show_record(max(rounds, key=lambda one: (one.from_on, one.id), default=None))
        self.printing.setText("打印登记表…")
        return self.printing

    def _explain(self) -> None:
        """Dates that were reckoned tell how."""
        if self._line.type in due_reasons.DATED:
            self.ledger.model.hint = self._hint
            why.attach(self.ledger.table, self._why)
        if self._line.type == Deadline.type.name:
            self.ledger.model.looked_at, self.ledger.model.badged = self._lights, frozenset((due_reasons.COLUMN,))
            self.ledger.model.start()

    def _lights(self, found: Sequence[Any]) -> Mapping[str, Sequence[Cell]]:
        """The day a clock is due together with its light of today; one that was voided has neither."""
        lights = deadlines.lights(self._frame.desk.session, found)
        return {
            due_reasons.COLUMN: [
                Cell("") if one.void_reason else Cell(f"{one.due_on or ''} {light.words}".strip(), light.tone)
                for one, light in zip(found, lights, strict=True)
            ]
        }

    def _why(self) -> Why | None:
        record_id = self.ledger.model.id_at(self.ledger.table.currentIndex().row())
        try:
            return due_reasons.of(self._frame.desk.session, self._line.type, record_id) if record_id else None
        except Refused as reason:
            self._frame.refuse(reason)
            return None

    def _hint(self, record_id: str, field: str) -> str:
        if field != due_reasons.DATED[self._line.type]:
            return ""
        try:
            found = due_reasons.of(self._frame.desk.session, self._line.type, record_id)
        except Refused:  # Qt asks while it paints; the cell's own words stand then
            return ""
        return why.hint(found) if found else ""

    def _on_export(self) -> None:
        columns = [field.name for field in self.ledger.model.columns]
        job = exports.ask(self._frame, self, self.ledger.model.query, columns)
        if job is not None:
            self.progress.follow(job)

    def _on_new(self) -> None:
        self._frame.new_record(self._line.type)

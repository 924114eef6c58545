"""A ledger: search, filters, columns, sorting, and the table, for any record type; the keyboard reaches all of it."""

from collections.abc import MutableMapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.names import Names
from ui.records.table_model import Key, RecordTableModel
from ui.records.table_view import LedgerTable, fitted, width_of
from ui.theme.icons import icon
from ui.theme.metrics import ICON_SMALL, Space
from ui.widgets import clipboard
from ui.widgets.card import label
from ui.widgets.check_popup import CheckPopup, Tick
from ui.widgets.empty import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.search_box import SearchBox
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.registry import RecordType
from xuncha_desktop.services.cells import answerable
from xuncha_desktop.services.reading import NEWEST, Query

NOT_COPIED = "机密以上的内容不能复制"
_NEVER_SHOWN = (Kind.JSON,)
_FILTERED = (Kind.CODE, Kind.CODES, Kind.STATE)


class LedgerView(QWidget):
    """`opened` carries the id of a row's record, `chosen` too ("" for none), `acted` the action of the empty state.

    `settings` keeps the chosen columns and their widths; `settings_changed` says they should be stored.
    """

    opened = Signal(str)
    chosen = Signal(str)
    acted = Signal()
    refused = Signal(str)
    settings_changed = Signal()

    def __init__(
        self,
        type_: RecordType[Any],
        desk: Desk,
        jobs: Jobs,
        names: Names,
        *,
        settings: MutableMapping[str, Any] | None = None,
        query: Query | None = None,
        empty: tuple[str, str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.type = type_
        self._names = names
        self._settings: MutableMapping[str, Any] = {} if settings is None else settings
        self._start = query or Query(type_.name)
        self._empty_words = empty or ("inbox", f"还没有{type_.label}", "")
        self._kept: Key | None = None
        self._scrolled = 0
        self._fitting = False
        self.model = RecordTableModel(type_, desk, jobs, names, self, query=self._start)
        self._build()
        if not self._filters():
            self.filter_button.hide()
        self._connect()
        self._apply_columns(self._chosen_columns())
        self.model.start()

    # ------------------------------------------------------------ what a screen uses

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def add_action(self, widget: QWidget) -> None:
        """A button at the right end of the bar."""
        self._bar.addWidget(widget)

    def open_row(self, row: int) -> None:
        """Open the record of a row."""
        if record_id := self.model.id_at(row):
            self.opened.emit(record_id)

    def choose(self, field: str, value: str, on: bool) -> None:
        """Tick or untick a value of a filter."""
        choices = {name: set(values) for name, values in self.model.query.choices.items()}
        wanted = choices.setdefault(field, set())
        if on:
            wanted.add(value)
        else:
            wanted.discard(value)
        fixed = self._start.choices
        self._ask(choices={name: frozenset(v) for name, v in choices.items() if v or name in fixed})

    def clear_filters(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.search.search()
        self._ask(choices=dict(self._start.choices))

    @property
    def count_text(self) -> str:
        """What is said about the number of rows."""
        return self._count.text()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.search = SearchBox(f"搜索{self.type.label}")
        self.search.setFixedWidth(264)
        self.search.setToolTip("搜索（Ctrl+F）")
        self.filter_button = QPushButton(icon("filter"), " 筛选")
        self.filter_button.setAccessibleName("筛选")
        self.columns_button = QPushButton(icon("columns"), " 列")
        self.columns_button.setAccessibleName("选择显示的列")
        for button in (self.filter_button, self.columns_button):
            button.setProperty("look", "quiet")
        self._count = label("", "small")
        self._bar = QHBoxLayout()
        self._bar.setSpacing(Space.TIGHT)
        for widget in (self.search, self.filter_button, self._count):
            self._bar.addWidget(widget)
        self._bar.addStretch(1)
        self._bar.addWidget(self.columns_button)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.table = LedgerTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName(f"{self.type.label}台账")
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.empty = EmptyState(*self._empty_words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._frame = QFrame()
        self._frame.setProperty("look", "ledger")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addLayout(self._bar)
        column.addWidget(self._chips)
        column.addWidget(self._frame, 1)
        self._show_chips()

    def _connect(self) -> None:
        self.search.searched.connect(lambda words: self._ask(words=words))
        self.filter_button.clicked.connect(self._open_filters)
        self.columns_button.clicked.connect(self._open_columns)
        self.model.counted.connect(self._on_counted)
        self.model.busy_changed.connect(lambda _: self._on_counted(self.model.rowCount(), self.model.complete))
        self.model.failed.connect(self.refused)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._restore_place)
        self.table.entered_row.connect(self.open_row)
        self.table.copy_wanted.connect(self.copy_cell)
        self.table.focus_changed.connect(self._ring)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        header = self.table.horizontalHeader()
        header.sortIndicatorChanged.connect(self.model.sort)
        header.sectionResized.connect(self._on_resized)
        self.table.resized.connect(self._fit)
        self.empty.acted.connect(self._on_empty_action)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Find),
            self,
            self.focus_search,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    # ------------------------------------------------------------ asking

    def _ask(self, **changed: Any) -> None:
        now = self.model.query
        words, choices = changed.get("words", now.words), changed.get("choices", now.choices)
        if (words, dict(choices)) != (now.words, dict(now.choices)):
            self.model.start(Query(now.type, words, choices, now.sort))
            self._show_chips()

    @property
    def narrowed(self) -> bool:
        """Whether a person's search or filter hides rows."""
        now = self.model.query
        return bool(now.words) or dict(now.choices) != dict(self._start.choices)

    def _on_counted(self, rows: int, complete: bool) -> None:
        if complete and not (self.model.busy and not rows):
            self._count.setText(f"共{rows:,}条")
        else:
            self._count.setText(f"已显示{rows:,}条，正在清点…" if rows else "正在查找…")
        nothing = rows == 0 and not self.model.busy
        if nothing and self.narrowed:
            self.empty.say("search", f"没有符合条件的{self.type.label}", "清除筛选条件")
        elif nothing:
            self.empty.say(*self._empty_words)
        self._stack.setCurrentWidget(self.empty if nothing else self.table)

    def _on_empty_action(self) -> None:
        if self.narrowed:
            self.clear_filters()
        else:
            self.acted.emit()

    # ------------------------------------------------------------ filters

    def _filters(self) -> list[Field]:
        return [f for f in self.type.fields if f.kind in _FILTERED and f.name not in self._start.choices]

    def _words_for(self, field: Field, value: str) -> str:
        if field.kind is Kind.STATE and field.enum:
            return field.enum(value).label
        return self._names.code(field.source or "", value)

    def _open_filters(self) -> None:
        ticks: list[Tick] = []
        for field in self._filters():
            chosen = self.model.query.choices.get(field.name, frozenset())
            if field.kind is Kind.STATE and field.enum:
                values = [member.value for member in field.enum]
            else:
                values = [choice.value for choice in self._names.choices(field.source or "")]
            ticks += [Tick(field.name, value, self._words_for(field, value), value in chosen) for value in values]
        filled = {tick.part for tick in ticks}
        parts = [(field.name, field.label) for field in self._filters() if field.name in filled]
        self.popup = CheckPopup(parts, ticks, "清除筛选", self)
        self.popup.ticked.connect(self.choose)
        self.popup.cleared.connect(lambda: self._ask(choices=dict(self._start.choices)))
        self.popup.open_under(self.filter_button)

    def _show_chips(self) -> None:
        for chip in self._chips.findChildren(QPushButton):
            self._flow.removeWidget(chip)
            chip.hide()
            chip.setParent(None)
            chip.deleteLater()
        chosen = {n: v for n, v in self.model.query.choices.items() if n not in self._start.choices}
        for name, values in chosen.items():
            field = self.type.field(name)
            words = "、".join(sorted(self._words_for(field, value) for value in values))
            chip = QPushButton(icon("x", size=ICON_SMALL), f"{field.label}：{words}")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setProperty("look", "chip")
            chip.setAccessibleName(f"去掉筛选 {field.label}：{words}")
            chip.clicked.connect(lambda _=False, name=name: self._drop_filter(name))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(chosen))

    def _drop_filter(self, name: str) -> None:
        self._ask(choices={n: v for n, v in self.model.query.choices.items() if n != name})
        self.filter_button.setFocus()

    # ------------------------------------------------------------ columns

    def _offered(self) -> list[Field]:
        shown = (f for f in self.type.fields if f.kind not in _NEVER_SHOWN and not f.inner)
        return [f for f in shown if answerable(f, self._names)]

    def _chosen_columns(self) -> list[str]:
        known = {f.name for f in self._offered()}
        stored = [name for name in self._settings.get("columns", ()) if name in known]
        return stored or [f.name for f in self.type.listed if f.name in known]

    def _apply_columns(self, names: list[str]) -> None:
        self.model.set_columns(names)
        self._fit()
        header = self.table.horizontalHeader()
        header.blockSignals(True)
        names_ = [field.name for field in self.model.columns]
        sorted_by = self.model.query.sort
        place = names_.index(sorted_by.column) if sorted_by.column in names_ and sorted_by != NEWEST else -1
        down = Qt.SortOrder.DescendingOrder if sorted_by.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(place, down)
        header.blockSignals(False)

    def _fit(self) -> None:
        """The usual widths, narrower where there is no room; what a person chose stays."""
        chosen = self._settings.get("widths", {})
        usual = [f for f in self.model.columns if f.name not in chosen]
        room = self.table.viewport().width() - sum(int(chosen.get(f.name, 0)) for f in self.model.columns)
        badged = self.model.badged
        sizes = [width_of(f, title=f.name == self.type.title, badge=f.name in badged) for f in usual]
        widths = fitted(sizes, room)
        found = chosen | {f.name: width for f, width in zip(usual, widths, strict=True)}
        self._fitting = True
        for place, field in enumerate(self.model.columns):
            self.table.horizontalHeader().resizeSection(place, int(found[field.name]))
        self._fitting = False

    def _open_columns(self) -> None:
        shown = {field.name for field in self.model.columns}
        ticks = [Tick("", f.name, f.label, f.name in shown) for f in self._offered()]
        self.popup = CheckPopup([("", "")], ticks, "恢复默认的列", self)
        self.popup.ticked.connect(self.show_column)
        self.popup.cleared.connect(self._usual_columns)
        self.popup.open_under(self.columns_button)

    def show_column(self, _: str, name: str, on: bool) -> None:
        """Show or hide a column; the last one stays."""
        shown = {field.name for field in self.model.columns}
        shown = shown | {name} if on else shown - {name}
        if shown:
            self._settings["columns"] = [f.name for f in self._offered() if f.name in shown]
            self._apply_columns(self._settings["columns"])
            self.settings_changed.emit()

    def _usual_columns(self) -> None:
        self._settings.pop("columns", None)
        self._settings.pop("widths", None)
        self._apply_columns(self._chosen_columns())
        self.settings_changed.emit()

    def _on_resized(self, place: int, _: int, width: int) -> None:
        if not self._fitting and place < len(self.model.columns) - 1:  # the last one takes what is left
            self._settings.setdefault("widths", {})[self.model.columns[place].name] = width
            self.settings_changed.emit()

    # ------------------------------------------------------------ place

    def _keep_place(self) -> None:
        row = self.table.currentIndex().row()
        self._kept = self.model.key(row) if row >= 0 else None
        self._scrolled = self.table.verticalScrollBar().value()

    def _restore_place(self) -> None:
        row = self.model.row_of(self._kept) if self._kept else None
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.verticalScrollBar().setValue(self._scrolled)
            self.table.scrollTo(self.model.index(row, 0))
        elif self._kept is not None:
            self.chosen.emit("")

    def _on_current(self, now: QModelIndex, _: QModelIndex) -> None:
        self.chosen.emit(self.model.id_at(now.row()) or "" if now.isValid() else "")

    def _ring(self, active: bool) -> None:
        self._frame.setProperty("active", active)
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)

    # ------------------------------------------------------------ copying

    @property
    def copyable(self) -> bool:
        """Whether this ledger's words may go to the clipboard."""
        return self.type.level.rank < Level.SECRET.rank

    def copy_cell(self) -> None:
        """The cell the cursor is in."""
        self._copy(self.table.currentIndex().data() or "")

    def copy_row(self) -> None:
        """The whole row, cells parted as a spreadsheet wants them."""
        index = self.table.currentIndex()
        cells = (self.model.index(index.row(), place).data() or "" for place in range(self.model.columnCount()))
        self._copy("\t".join(cells))

    def _copy(self, text: str) -> None:
        if not self.copyable:
            self.refused.emit(NOT_COPIED)
        elif self.table.currentIndex().isValid():
            clipboard.copy(text)

    def _open_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        self.menu = QMenu(self)
        for words, act, allowed in (
            ("打开", lambda: self.open_row(index.row()), True),
            ("复制单元格", self.copy_cell, self.copyable),
            ("复制整行", self.copy_row, self.copyable),
        ):
            action = QAction(words, self.menu)
            action.setEnabled(allowed)
            action.triggered.connect(act)
            self.menu.addAction(action)
        self.menu.popup(self.table.viewport().mapToGlobal(at))

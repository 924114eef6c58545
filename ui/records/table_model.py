"""A table of any record type: its first rows at once, its whole order as row numbers, its rows by blocks on demand."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.desk import Desk, timed
from ui.jobs import Job, Jobs, Report
from ui.records.alignment import alignment
from ui.records.names import Names
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.services import reading
from xuncha_desktop.services.cells import Cell, cell, titles_for
from xuncha_desktop.services.reading import NEWEST, Page, Query, Sort
from xuncha_desktop.services.session import Changes, Session

IdRole = Qt.ItemDataRole.UserRole + 1
ToneRole = Qt.ItemDataRole.UserRole + 2
BLOCK = 200  # rows loaded together
BLOCKS_KEPT = 24  # 4,800 rows of cells, about 5 MB
FIRST_PAGE = 100
SMALL = 5_000  # a ledger of at most so many rows is sorted and filtered on the spot
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_GONE = Cell("（已不存在）")


@dataclass(frozen=True, slots=True)
class Row:
    """What the window keeps of a record: its id and what its columns show, not its long texts."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What finds a row again after the order changed."""

    id: str
    number: int | None


class RecordTableModel(QAbstractTableModel):
    """Ledger of one record type.

    Until the order has come (8 bytes a row, read in a job) the first pages stand alone and more can be fetched; from
    then on the scroll bar is exact and any row can be jumped to. A new sort or filter cancels the running job.
    """

    counted = Signal(int, bool)  # rows known, and whether these are all
    busy_changed = Signal(bool)
    failed = Signal(str)

    def __init__(
        self,
        type_: RecordType[Any],
        desk: Desk,
        jobs: Jobs,
        names: Names,
        parent: Any = None,
        *,
        query: Query | None = None,
    ) -> None:
        super().__init__(parent)
        self.type = type_
        self.query = query or Query(type_.name)
        self.columns: tuple[Field, ...] = type_.listed
        self.hint: Callable[[str, str], str] | None = None
        """What a cell says on hover beyond its words, by record and field."""
        self.badged: frozenset[str] = frozenset()
        """The columns `looked_at` speaks for."""
        self.looked_at: Callable[[Sequence[Record]], Mapping[str, Sequence[Cell]]] | None = None
        """What columns say of today rather than what is stored, by field: one cell a record."""
        self._desk, self._jobs, self._names = desk, jobs, names
        self._job: Job | None = None
        self._rows: list[Row] = []
        self._after: tuple[Any, int] | None = None
        self._order: array[int] | None = None
        self._blocks: OrderedDict[int, tuple[Row | None, ...]] = OrderedDict()
        self._sources = {f.source for f in type_.fields if f.kind is Kind.REF and f.source}
        desk.changed.connect(self.reload)

    # ------------------------------------------------------------ asking

    def start(self, query: Query | None = None) -> None:
        """Show a query from its beginning. Old rows stay until the new ones are there."""
        if query is not None:
            self.query = query
        self._stop()
        if self._at_once(self.query):
            page = self._first_page() if self._look() else None
            if page is not None:
                self._show_page(page)
            if page is None or page.after is None:
                return
        self._read_order(with_page=not self._at_once(self.query))

    def reload(self, changes: Changes | None = None) -> None:
        """Take up changes. A ledger of more than a page keeps its rows and place until the new order is there."""
        if changes is not None and not changes.of(self.type.name, *self._sources):
            return
        if self._order is None:
            self.start()
            return
        self._blocks.clear()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self._stop()
        self._read_order(with_page=False)

    def set_columns(self, columns: Sequence[str]) -> None:
        """Show other columns; the order stays."""
        self.columns = tuple(self.type.field(name) for name in columns)
        self.beginResetModel()
        self._blocks.clear()
        if self._order is None and self._shown_query.type:
            page = self._first_page()
            self._rows = self._made(page.rows) if page else []
            self._after = page.after if page else None
        self.endResetModel()

    def close(self) -> None:
        """Stop reading and listening."""
        self._stop()
        self._desk.changed.disconnect(self.reload)

    @property
    def complete(self) -> bool:
        """Whether every row is known."""
        return self._order is not None or self._after is None

    @property
    def busy(self) -> bool:
        """Whether rows are being counted or sorted."""
        return self._job is not None

    def id_at(self, row: int) -> str | None:
        """The record's id in a row."""
        found = self._row(row)
        return found.id if found else None

    def key(self, row: int) -> Key | None:
        """What finds this row again after a change."""
        record_id = self.id_at(row)
        if record_id is None:
            return None
        return Key(record_id, self._order[row] if self._order is not None else None)

    def row_of(self, key: Key) -> int | None:
        """Where a row is now; None if it is not in the ledger any more."""
        if self._order is not None and key.number is not None:
            try:
                row = self._order.index(key.number)
            except ValueError:
                return None
            return row if self.id_at(row) == key.id else None
        limit = min(self.rowCount(), BLOCK)
        return next((row for row in range(limit) if self.id_at(row) == key.id), None)

    # ------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Rows known so far."""
        if parent.isValid():
            return 0
        return len(self._rows) if self._order is None else len(self._order)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Columns shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[index.column()])
        row = self._row(index.row())
        if role == IdRole:
            return row.id if row else None
        found = row.cells[index.column()] if row else _GONE
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        if role == ToneRole:
            return found.tone
        reasoned = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
        if reasoned and row and self.hint and (told := self.hint(row.id, self.columns[index.column()].name)):
            return told
        if role == Qt.ItemDataRole.ToolTipRole:
            return found.text or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].label}：{found.text or '空'}"
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The field's label; amounts say their unit."""
        if side is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{field.label}（元）" if field.kind is Kind.MONEY else field.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "点击按此列归类" if field.kind in (Kind.REF, Kind.CODE, Kind.STATE) else "点击按此列排序"
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Only until the whole order is there."""
        return not parent.isValid() and self._order is None and self._after is not None

    def fetchMore(self, parent: _Index) -> None:
        """The next page."""
        if parent.isValid() or self._after is None:
            return
        try:
            with timed(f"page of {self.type.name}"):
                page = reading.page(self._desk.session, self.query, self._after, FIRST_PAGE)
        except Refused as reason:
            self._after = None
            self.failed.emit(str(reason))
            return
        self._after = page.after
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(_ROOT, first, first + len(page.rows) - 1)
            self._rows += self._made(page.rows)
            self.endInsertRows()
        self._count()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Another order; column -1 is the newest first."""
        if 0 <= column < len(self.columns):
            sort = Sort(self.columns[column].name, order is Qt.SortOrder.DescendingOrder)
        else:
            sort = NEWEST
        if sort != self.query.sort:
            self.start(Query(self.query.type, self.query.words, self.query.choices, sort))

    # ------------------------------------------------------------ rows

    def _row(self, row: int) -> Row | None:
        if self._order is None:
            return self._rows[row] if 0 <= row < len(self._rows) else None
        if not 0 <= row < len(self._order):
            return None
        number, place = divmod(row, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._load(number)
        else:
            self._blocks.move_to_end(number)
        return block[place]

    def _load(self, number: int) -> tuple[Row | None, ...]:
        assert self._order is not None
        wanted = self._order[number * BLOCK : (number + 1) * BLOCK]
        try:
            with timed(f"rows of {self.type.name}"):
                found = reading.rows(self._desk.session, self.type.name, wanted)
        except Refused as reason:  # Qt is painting: the sentence goes out, and the rows stay empty until a reload
            found = {}
            self.failed.emit(str(reason))
        made = dict(zip(found, self._made(list(found.values())), strict=True))
        block = tuple(made.get(one) for one in wanted)
        self._blocks[number] = block
        while len(self._blocks) > BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        return block

    def _made(self, records: Sequence[Record]) -> list[Row]:
        values = [{f.name: getattr(record, f.name) for f in self.columns} for record in records]
        titles = titles_for(self.columns, values, self._names)
        today = self.looked_at(records) if self.looked_at and records else {}
        return [
            Row(
                record.id,
                tuple(
                    today[f.name][number] if f.name in today else cell(f, row[f.name], self._names, titles)
                    for f in self.columns
                ),
            )
            for number, (record, row) in enumerate(zip(records, values, strict=True))
        ]

    # ------------------------------------------------------------ reading

    def _at_once(self, query: Query) -> bool:
        """Whether the first rows come fast: the newest first have an index, and a small ledger needs none."""
        if query.sort == NEWEST and not query.words and not query.choices:
            return True
        small = self.complete and self.rowCount() <= SMALL and not self._narrowed
        return small and not query.words

    @property
    def _narrowed(self) -> bool:
        return self._shown_query != Query(self.type.name, sort=self._shown_query.sort)

    _shown_query: Query = Query("")
    _looked_for: tuple[str, dict[str, frozenset[str]]] | None = None

    def _is_new(self, query: Query) -> bool:
        """Whether this asks for other records than the last time: another order of the same ones is the same look."""
        return self._looked_for != (query.words, dict(query.choices))

    def _look(self) -> bool:
        try:
            if self._is_new(self.query):
                reading.open_ledger(self._desk.session, self.query)
        except Refused as reason:
            self.failed.emit(str(reason))
            return False
        return True

    def _first_page(self) -> Page[Record] | None:
        try:
            with timed(f"page of {self.type.name}"):
                return reading.page(self._desk.session, self.query, None, FIRST_PAGE)
        except Refused as reason:
            self.failed.emit(str(reason))
            return None

    def _show_page(self, page: Page[Record]) -> None:
        self.beginResetModel()
        self._order = None
        self._blocks.clear()
        self._rows = self._made(page.rows)
        self._after = page.after
        self._shown_query = self.query
        self._looked_for = (self.query.words, dict(self.query.choices))
        self.endResetModel()
        self._count()

    def _read_order(self, *, with_page: bool) -> None:
        query, new = self.query, with_page and self._is_new(self.query)

        def work(session: Session, report: Report) -> "array[int]":
            if new:
                reading.open_ledger(session, query)
            if with_page:
                report.hand(reading.page(session, query, None, FIRST_PAGE))
            return reading.order(session, query, lambda done: report(done, 0, f"已清点{done:,}条"))

        job = self._jobs.start(f"清点{self.type.label}", work)
        job.part.connect(self._show_page)
        job.finished.connect(self._take_order)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        self.busy_changed.emit(True)

    def _take_order(self, order: "array[int]") -> None:
        if self._order is None and self._begins_alike(order):
            known = len(self._rows)
            if len(order) > known:
                self.beginInsertRows(_ROOT, known, len(order) - 1)
            self._order, self._after = order, None
            if len(order) > known:
                self.endInsertRows()
            self._rows = []
        elif self._order != order:
            self.beginResetModel()
            self._order, self._after, self._rows = order, None, []
            self._blocks.clear()
            self.endResetModel()
        self._shown_query = self.query
        self._count()

    def _begins_alike(self, order: "array[int]") -> bool:
        """Whether the rows shown are the beginning of the order: nothing changed between the two readings."""
        known = len(self._rows)
        if known > len(order) or not known:
            return False
        numbers = order[:known]
        with timed(f"rows of {self.type.name}"):
            found = reading.rows(self._desk.session, self.type.name, numbers)
        return [row.id for row in self._rows] == [found[n].id for n in numbers if n in found]

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        self.failed.emit(str(error))

    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.busy_changed.emit(False)

    def _stop(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()
            job.part.disconnect(self._show_page)
            job.finished.disconnect(self._take_order)
            job.failed.disconnect(self._on_failed)
            self.busy_changed.emit(False)

    def _count(self) -> None:
        self.counted.emit(self.rowCount(), self.complete)

"""A ledger leaves the workspace as a workbook: told to the auditor first, the same columns and words as on screen."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xuncha_desktop.kernel.clock import local_text, micros
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.whole_file import no_file_left
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.services import cells, reading
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session
from xuncha_desktop.sheets import CellKind, Column, Table, Written, write
from xuncha_desktop.sheets.writing import Value

__all__ = ["ENDING", "Written", "to_workbook"]

ENDING = ".xlsx"
_SLICE = 500
_KINDS = {Kind.COUNT: CellKind.COUNT, Kind.MONEY: CellKind.MONEY, Kind.DAY: CellKind.DAY}
_WIDTHS = {Kind.TEXT: 48.0, Kind.BLOCKS: 48.0, Kind.LINE: 26.0, Kind.REF: 26.0, Kind.LINES: 26.0, Kind.CODES: 26.0}
_TITLE_WIDTH = 36.0
_USUAL_WIDTH = 14.0


def to_workbook(
    session: Session,
    query: Query,
    columns: Sequence[str],
    target: Path,
    report: Callable[[int], None] = lambda _: None,
) -> Written:
    """Write a ledger as it is asked for, long texts whole, sealed ones sealed.

    Raises `NotAllowed`, `Refused` for a name that is no workbook's, and `StorageFailed` where the drive cannot take it:
    nothing is left on it then. `report(rows so far)` may raise to cancel.
    """
    type_ = record_type(query.type)
    fields = [type_.field(name) for name in columns]
    if target.suffix.lower() != ENDING:
        raise Refused(f"文件名应以 {ENDING} 结尾")
    reading.note_export(session, query)
    now = session.clock()
    table = Table(
        title=f"{type_.label}台账",
        columns=tuple(_column(f, title=f.name == type_.title) for f in fields),
        mark=type_.level.label,
        source=f"{session.place.name} {session.actor.name} {local_text(micros(now))}导出",
        made_at=now,
    )
    with no_file_left("表格"):
        return write(target, table, _rows(session, query, fields), report)


def _column(field: Field, *, title: bool) -> Column:
    width = _TITLE_WIDTH if title else _WIDTHS.get(field.kind, _USUAL_WIDTH)
    return Column(field.label, _KINDS.get(field.kind, CellKind.TEXT), width)


def _rows(session: Session, query: Query, fields: Sequence[Field]) -> Iterator[list[Value]]:
    names = Names(session)
    after = None
    while True:
        page = reading.page(session, query, after, _SLICE)
        names.prepare(page.rows)
        for record in page.rows:
            yield [_value(field, record, names) for field in fields]
        if page.after is None:
            return
        after = page.after


def _value(field: Field, record: Record, names: Names) -> Value:
    value: Any = getattr(record, field.name)
    if value is None:
        return None
    if field.kind in (Kind.COUNT, Kind.MONEY):
        return value
    if field.kind is Kind.DAY:
        try:
            return date.fromisoformat(value)
        except ValueError:  # an imprecise day: 2019-07-上旬
            return value
    return cells.whole_text_of(field, value, names)

"""台账: any list of records, printed across."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import LANDSCAPE, MM
from xuncha_desktop.printing.tables import Column, ledger


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One record's cells, as printed."""

    cells: tuple[str, ...]
    tone: Tone = Tone.CALM


@dataclass(frozen=True, slots=True)
class Ledger:
    """A list as printed. `scope` says what was listed (round, filter, day), `notes` what was left out and why."""

    marks: Marks
    title: str
    scope: str
    columns: tuple[Column, ...]
    rows: tuple[LedgerRow, ...]
    notes: str = ""


@form("ledger", "台账", paper=LANDSCAPE)
def ledger_paper(setter: Setter, view: Ledger) -> Iterator[Unit]:
    """Title, what is listed, the table, notes."""
    if sum(column.width for column in view.columns) * MM > setter.width + 0.01:
        raise ValueError("the columns are wider than the paper")
    cells = [row.cells for row in view.rows]
    yield from setter.title(view.title, after=1)
    yield setter.text(view.scope, replace(SMALL, align="center"), with_next=True)
    yield setter.gap(2, with_next=True)
    yield from ledger(setter, view.columns, cells, [row.tone for row in view.rows])
    if view.notes:
        yield setter.text(view.notes, NOTE, before=1.5)

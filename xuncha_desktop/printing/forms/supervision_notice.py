"""督办通知单: a unit's overdue measures, the ground for asking, and a receipt to tear off."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.blocks import BODY, NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.receipts import Blank, receipt
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.tables import Column, fitting, ledger

WIDTHS = (10, 54, 40, 22, 14, 16)
_LATE = 4  # the column that says how late


@dataclass(frozen=True, slots=True)
class Overdue:
    """One measure. `late` says in words how it stands (逾期12天); the tone only colours them."""

    measure: str
    responsible: str
    due: str
    late: str
    note: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice shows; `basis` names the ground with its standing, `text` the sentences of the profile."""

    marks: Marks
    title: str
    unit: str
    text: str
    heads: tuple[str, ...]
    lines: tuple[Overdue, ...]
    requirement: str
    basis: str
    office: str
    issued_on: str
    receipt_title: str
    receipt_text: str
    receipt_blanks: tuple[Blank, ...]
    copies_note: str
    widths: tuple[int, ...] = WIDTHS


@form("supervision_notice", "督办通知单")
def supervision_notice(setter: Setter, notice: Notice) -> list[Unit]:
    """Address, sentences, table, requirement, basis, office and date, receipt."""
    aligns = ("center", "left", "left", "center", "center", "left")
    columns = [
        Column(head, width, align, toned=number == _LATE)
        for number, (head, width, align) in enumerate(
            zip(notice.heads, fitting(notice.widths, sum(WIDTHS)), aligns, strict=True)
        )
    ]
    rows = [(str(n), x.measure, x.responsible, x.due, x.late, x.note) for n, x in enumerate(notice.lines, 1)]
    return [
        *setter.title(notice.title, after=4),
        setter.text(f"{notice.unit}：", Setter.flush(BODY), with_next=True),
        setter.text(notice.text, BODY, with_next=True),
        setter.gap(2, with_next=True),
        *ledger(setter, columns, rows, [x.tone for x in notice.lines]),
        setter.gap(2),
        setter.text(notice.requirement, BODY),
        *issued(setter, notice.office, notice.issued_on, slip=True),
        setter.text(f"{notice.basis}{notice.copies_note}", NOTE, before=3),
        *receipt(setter, notice.receipt_title, notice.marks.number, notice.receipt_text, notice.receipt_blanks),
    ]

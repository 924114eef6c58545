"""巡察总体评价表: one page, a tick in each row, the ticks counted below, the leader's opinion."""

from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import Column, fitting, ledger, pairs
from xuncha_desktop.printing.views import beside

WIDTHS: Final = (76, 20, 20, 20, 20)
_HEAD_WIDTHS: Final = (28, 50)
_TICK: Final = "√"
_ROWS_ROOM: Final = 120  # millimetres all rows share, so that they end on the page
_TALLEST: Final = 14
_LEAST: Final = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """One aspect; `grade` is the head of the column that is ticked, "" where nobody judged yet."""

    aspect: str
    grade: str = ""


@dataclass(frozen=True, slots=True)
class OverallEvaluation:
    """What the sheet shows: `facts` are label and text above the table, the grades' heads follow the aspect's.

    The tally is counted from the rows; while none is ticked it stays empty for the hand.
    """

    marks: Marks
    title: str
    facts: tuple[tuple[str, ...], ...]
    aspect_head: str
    grades: tuple[str, ...]
    rows: tuple[Judged, ...]
    tally_label: str
    basis: str
    places: tuple[SignBox, ...] = beside(default=())
    widths: tuple[int, ...] = WIDTHS


@form("overall_evaluation", "巡察总体评价表")
def overall_evaluation(setter: Setter, sheet: OverallEvaluation) -> list[Unit]:
    """Facts, rows with their ticks, tally, opinion. Rows are drawn as high as leaves all on one page."""
    widths = fitting(sheet.widths, sum(WIDTHS))
    heads = (sheet.aspect_head, *sheet.grades)
    columns = [
        Column(head, width, "center" if place else "left")
        for place, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    on = setter.text(f"{sheet.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    height = max(_LEAST, min(_TALLEST, _ROWS_ROOM // max(1, len(sheet.rows) + 1)))
    rows = [(row.aspect, *(_TICK if row.grade == grade else "" for grade in sheet.grades)) for row in sheet.rows]
    return [
        *setter.title(sheet.title, after=3),
        *(_facts(setter, line) for line in sheet.facts),
        *ledger(setter, columns, [*rows, _tally(sheet)], over=over, at_least=height),
        *boxes(setter, sheet.places, over=over),
        setter.text(sheet.basis, NOTE, before=1.5),
    ]


def _facts(setter: Setter, line: tuple[str, ...]) -> Unit:
    label, text, second, more = line
    return pairs(setter, [(label, text, *_HEAD_WIDTHS), (second, more, *_HEAD_WIDTHS)])


def _tally(sheet: OverallEvaluation) -> tuple[str, ...]:
    ticked = [row.grade for row in sheet.rows if row.grade]
    return (sheet.tally_label, *(str(ticked.count(grade)) if ticked else "" for grade in sheet.grades))

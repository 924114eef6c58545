"""B6: a ledger of 5,000 rows by 8 columns as a PDF, against Typst and ReportLab's LongTable on the same rows.

Every repeat has other rows: Typst keeps what it has set in its process, so that the same rows again would cost it
nothing but the writing. It is asked for no tags, which we do not write either. Where it is not installed (`pip install
typst`), its line says so and has no ratio.
"""

import importlib
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from tests.bench.measure import Line, in_turn
from tests.bench.world import ROOT
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import Marks, Stamp, render
from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.tables import Column

FONTS = ROOT / "resources/fonts"
ROWS = 5_000
REPEATS = 3
WIDTHS = (14, 46, 56, 22, 24, 50, 22, 23)
HEADS = ("序", "整改问题", "整改措施", "责任人", "期限", "进展", "状态", "备注")
_WORDS = "三笔大额支出未经集体研究修订议事规则逐个项目下达催缴通知限期补收已于十月印发支出逐笔说明口头减免万元"


def run() -> list[Line]:
    """The three, in turn."""
    sets = [made_rows(seed) for seed in range(REPEATS)]
    works = [_over(ours, sets), _over(long_table, sets)]
    typst = _typst(sets)
    if typst is not None:
        works.append(typst)
    mine, table, *other = in_turn(REPEATS, *works)
    what = f"a ledger of {ROWS} rows by {len(HEADS)} columns"
    lines = [Line("B6", "-", f"{what}, LongTable", mine, table, "<= 0.2x LongTable")]
    if other:
        lines.append(Line("B6", "-", f"{what}, Typst", mine, other[0], "<= 0.6x Typst"))
    else:
        lines.append(Line("B6", "-", f"{what}, Typst", mine, None, "<= 0.6x Typst", note="typst is not installed"))
    return lines


def _over(work: Callable[[Any], Any], given: Sequence[Any]) -> Callable[[], Any]:
    """The work on the next of what is given at each call."""
    left = iter(given)
    return lambda: work(next(left))


def made_rows(seed: int) -> list[tuple[str, ...]]:
    """Rows that differ, with sentences of 8 to 40 characters."""
    draws = Random(20190708 + seed)

    def sentence(least: int, most: int) -> str:
        return "".join(draws.choice(_WORDS) for _ in range(draws.randint(least, most))) + "，2019年。"

    return [
        (
            str(number),
            sentence(8, 30),
            sentence(12, 36),
            draws.choice(("赵启明", "孙祎", "周敏")),
            f"2019-{draws.randint(1, 12):02}-{draws.randint(1, 28):02}",
            sentence(8, 30),
            draws.choice(("已销号", "逾期12天", "长期坚持")),
            sentence(0, 6),
        )
        for number in range(1, ROWS + 1)
    ]


def ours(rows: list[tuple[str, ...]]) -> bytes:
    """As the program prints it."""
    columns = tuple(Column(head, width) for head, width in zip(HEADS, WIDTHS, strict=True))
    view = Ledger(Marks(Level.INTERNAL, "临巡办台〔2019〕2号"), "巡察整改台账", "全部", columns, _cells(rows))
    return render("ledger", view, Stamp(copy=1, copies=1))


def long_table(rows: list[tuple[str, ...]]) -> bytes:
    """The same with platypus: a Paragraph a cell, so that Chinese wraps."""
    if "Bench" not in pdfmetrics.getRegisteredFontNames():
        face = TTFont("Bench", str(FONTS / "fangsong.ttf"))
        pdfmetrics.registerFont(face)
        pdfmetrics._fonts["Bench"] = face  # what registers a second font of a face gets the first one: ours
    style = ParagraphStyle("cell", fontName="Bench", fontSize=10.5, leading=15, wordWrap="CJK")
    made = [[Paragraph(cell, style) for cell in row] for row in (HEADS, *rows)]
    table = LongTable(made, colWidths=[width * mm for width in WIDTHS], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    out = io.BytesIO()

    def number(canvas: Any, document: Any) -> None:
        canvas.setFont("Bench", 12)
        canvas.drawCentredString(148 * mm, 15 * mm, f"第{document.page}页")

    SimpleDocTemplate(out, pagesize=landscape(A4)).build([table], onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _typst(sets: list[list[tuple[str, ...]]]) -> Callable[[], Any] | None:
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        return None
    folder = Path(tempfile.mkdtemp())
    sources = [folder / f"{number}.typ" for number in range(len(sets))]
    for source, rows in zip(sources, sets, strict=True):
        source.write_text(_said(rows), encoding="utf-8")
    return _over(lambda source: typst.compile(str(source), font_paths=[str(FONTS)], pdf_tags=False), sources)


def _said(rows: list[tuple[str, ...]]) -> str:
    cells = "\n".join(", ".join(f"[{cell}]" for cell in row) + "," for row in rows)
    heads = ", ".join(f"[{head}]" for head in HEADS)
    widths = ", ".join(f"{width}mm" for width in WIDTHS)
    return (
        '#set page(paper: "a4", flipped: true, margin: (x: 20mm, y: 30mm), numbering: "1 / 1")\n'
        '#set text(font: ("FandolFang TT",), size: 10.5pt, lang: "zh")\n'
        f"#table(columns: ({widths}), table.header({heads}),\n{cells}\n)\n"
    )


def _cells(rows: list[tuple[str, ...]]) -> tuple[LedgerRow, ...]:
    return tuple(LedgerRow(row) for row in rows)

"""B6: a ledger of 5,000 rows by 8 columns as a PDF, against Typst and ReportLab's LongTable on the same rows.

Every repeat has other rows: Typst keeps what it has set in its process, so that the same rows again would cost it
nothing but the writing. It is asked for no tags, which we do not write either. Where it is not installed (`pip install
typst`), its line says so and has no ratio.

Memory is asked of a process of its own (`python -m tests.bench.paper ROWS`): how far its peak rises over that with the
rows, at one size and at four times as many.
"""

import importlib
import io
import subprocess
import sys
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
MANY = 20_000
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
    return lines + _memory()


def _over(work: Callable[[Any], Any], given: Sequence[Any]) -> Callable[[], Any]:
    """The work on the next of what is given at each call."""
    left = iter(given)
    return lambda: work(next(left))


def made_rows(seed: int, count: int = ROWS) -> list[tuple[str, ...]]:
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
        for number in range(1, count + 1)
    ]


def _memory() -> list[Line]:
    """Megabytes the peak rises over that with the rows, the finished file counted in."""
    lines: list[Line] = []
    for count in (ROWS, MANY):
        command = [sys.executable, "-m", "tests.bench.paper", str(count)]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        risen, size, held = map(float, run.stdout.split())
        note = f"of it the file {size:.1f}; the rows before {held:.0f}"
        lines.append(Line("B6", "-", f"memory for {count} rows", risen, None, "flat in pages", "MB", note))
    return lines


def _told(count: int) -> str:
    """For `_memory`: the rise, the file, the rows, in megabytes."""
    ours(made_rows(0, 5))
    before = _status("VmRSS")
    view = _view(made_rows(1, count))
    held = _status("VmRSS")
    pdf = render("ledger", view, Stamp(copy=1, copies=1))
    return f"{_status('VmHWM') - held:.1f} {len(pdf) / 2**20:.1f} {held - before:.1f}"


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def ours(rows: list[tuple[str, ...]]) -> bytes:
    """As the program prints it."""
    return render("ledger", _view(rows), Stamp(copy=1, copies=1))


def _view(rows: list[tuple[str, ...]]) -> Ledger:
    columns = tuple(Column(head, width) for head, width in zip(HEADS, WIDTHS, strict=True))
    return Ledger(Marks(Level.INTERNAL, "临巡办台〔2019〕2号"), "巡察整改台账", "全部", columns, _cells(rows))


def long_table(rows: list[tuple[str, ...]]) -> bytes:
    """The same with platypus: a Paragraph a cell, so that Chinese wraps."""
    if "Bench" not in pdfmetrics.getRegisteredFontNames():
        face = TTFont("Bench", str(FONTS / "fangsong.ttf"))
        pdfmetrics.registerFont(face)
        pdfmetrics._fonts["Bench"] = face  # what registers a second font of a face gets the first one
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


if __name__ == "__main__":
    print(_told(int(sys.argv[1])))

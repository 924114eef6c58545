"""B7: all papers of one round, a PDF each, against the bare canvas with the same lines and strokes on the same pages.

The yardstick reads our own pages back before anything is timed, and then only draws: no line breaking, no forms, and
not the dots of the code, which would cost it more than they need.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.bench.measure import Line, in_turn
from tests.bench.world import ROOT
from xuncha_desktop.printing import Stamp, plain, render, reopen
from xuncha_desktop.printing.samples import sample_of

FONTS = ROOT / "resources/fonts"
ROUND = {
    "information_request": 40,
    "interview": 26,
    "working_paper": 20,
    "immediate_rectification": 6,
    "feedback": 10,
    "feedback_receipt": 5,
    "supervision_notice": 6,
    "group_meeting": 5,
    "round_work_plan": 5,
    "inspection_announcement": 5,
    "commitment": 5,
    "inspection_report": 5,
    "problem_list": 3,
    "task_list": 3,
    "duty_list": 3,
    "rectification_ledger": 3,
}
STAMP = Stamp(copy=1, copies=1, checkpoint="0123456789abcdef" * 4)
_TURNS = 3
_LONG = 8  # characters of a text that gets a serial of its own, so that no paper is like another
_SMALLEST = 0.5  # points between characters of one string

View = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as strings and strokes: x, y, font, size, text; and edges."""

    size: tuple[float, float]
    strings: tuple[tuple[float, float, str, float, str], ...]
    edges: tuple[tuple[float, float, float, float], ...]


def run() -> list[Line]:
    """The two, in turn; ours gets words it has not seen each time."""
    known = _register()
    fresh = [list(_views(turn)) for turn in range(_TURNS)]
    pages = [_drawn(render(name, view, STAMP), known) for name, view in _views(_TURNS)]
    rest = iter(fresh)
    mine, bare = in_turn(_TURNS, lambda: ours(next(rest)), lambda: canvas(pages))
    count, sheets = sum(ROUND.values()), sum(len(one) for one in pages)
    what = f"{count} papers of a round, {sheets} pages"
    return [Line("B7", "-", what, mine, bare, "<= 1.5x bare canvas", note=f"{mine / count:.1f} ms a paper")]


def ours(views: Sequence[View]) -> int:
    """As the program prints them; the bytes together."""
    return sum(len(render(name, view, STAMP)) for name, view in views)


def canvas(papers: Sequence[Sequence[Drawn]]) -> int:
    """The same strings and strokes with nothing but the canvas."""
    total = 0
    for paper in papers:
        out = io.BytesIO()
        made = Canvas(out, invariant=1)
        for page in paper:
            made.setPageSize(page.size)
            for x, y, font, size, text in page.strings:
                made.setFont(font, size)
                made.drawString(x, y, text)
            for edge in page.edges:
                made.line(*edge)
            made.showPage()
        made.save()
        total += len(out.getvalue())
    return total


def _views(turn: int) -> Iterator[View]:
    for name, times in ROUND.items():
        sample = plain(sample_of(name))
        for number in range(times):
            yield name, reopen(name, _varied(sample, f"{turn}{number:02}"))


def _varied(value: Any, serial: str) -> Any:
    if isinstance(value, str):
        return f"{value}{serial}" if len(value) >= _LONG and not value.isascii() else value
    if isinstance(value, dict):
        return {key: _varied(inner, serial) for key, inner in value.items()}
    return [_varied(inner, serial) for inner in value] if isinstance(value, list) else value


def _register() -> dict[str, str]:
    """Each shipped face under the name it has in a PDF."""
    known: dict[str, str] = {}
    for path in sorted(FONTS.glob("*.ttf")):
        font = TTFont(f"Bench-{path.stem}", str(path))
        pdfmetrics.registerFont(font)
        pdfmetrics._fonts[font.fontName] = font  # or it would be another benchmark's font of this face
        named: Any = font.face.name
        known[named.decode() if isinstance(named, bytes) else str(named)] = font.fontName
    return known


def _drawn(pdf: bytes, known: dict[str, str]) -> list[Drawn]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            Drawn(
                (float(page.width), float(page.height)),
                tuple(_strings(page.chars, known)),
                tuple((e["x0"], e["y0"], e["x1"], e["y1"]) for e in page.lines),
            )
            for page in document.pages
        ]


def _strings(chars: Sequence[dict[str, Any]], known: dict[str, str]) -> Iterator[tuple[float, float, str, float, str]]:
    """Neighbours of one font on one line, as one string."""
    held: list[dict[str, Any]] = []
    follows: Callable[[dict[str, Any], dict[str, Any]], bool] = lambda one, two: (  # noqa: E731 short
        one["fontname"] == two["fontname"]
        and one["size"] == two["size"]
        and one["matrix"][5] == two["matrix"][5]
        and abs(two["x0"] - one["x1"]) < _SMALLEST
    )
    for char in (*chars, None):
        if held and (char is None or not follows(held[-1], char)):
            first = held[0]
            font = known.get(first["fontname"].partition("+")[2], "Bench-fangsong")
            yield first["x0"], first["matrix"][5], font, first["size"], "".join(one["text"] for one in held)
            held = []
        if char is not None:
            held.append(char)

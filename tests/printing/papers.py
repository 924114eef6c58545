"""Reading papers back: their text, where each character stands, what they are bound by."""

import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

import pdfplumber
import pypdfium2

from xuncha_desktop.printing import Book, Stamp
from xuncha_desktop.printing.lines import CLOSING, OPENING

MM = 72 / 25.4
STAMP = Stamp(copy=1, copies=2, checkpoint="0123456789abcdef" * 4, banner="演示数据·纯属虚构")


def booklet(papers: Sequence[tuple[str, Any]], *stamps: Stamp, title: str = "") -> bytes:
    """Several papers in one file, a whole copy of all for each stamp."""
    out = io.BytesIO()
    book = Book(out)
    places = [book.add(name, view) for name, view in papers]
    book.finish([(place, stamp) for stamp in stamps for place in places], title)
    return out.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    return "\n\f\n".join(page_texts(pdf)) + "\n"


def one_line(pdf: bytes) -> str:
    """All text without line ends and page margins' blanks, for looking sentences up."""
    return "".join(text(pdf).split())


def characters(pdf: bytes) -> list[list[dict[str, Any]]]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.chars for page in document.pages]


def rules(pdf: bytes) -> list[list[dict[str, Any]]]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.lines for page in document.pages]


def body_box(char: dict[str, Any]) -> tuple[float, float, float, float]:
    """Left, lower, right, upper edge of a character's body, from its baseline; of a mark only the half with ink."""
    baseline, size, half = char["matrix"][5], char["size"], char["size"] / 2
    left = char["x0"] + (half if char["text"] in OPENING else 0)
    right = char["x1"] - (half + 1 if char["text"] in CLOSING and char["x1"] - char["x0"] > half + 1 else 0)
    return left, baseline - 0.12 * size, right, baseline + 0.86 * size


def overlaps(chars: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of characters whose bodies cover each other by more than half a point each way."""
    boxes = sorted((body_box(char), char["text"]) for char in chars if char["text"].strip())
    found: list[tuple[str, str]] = []
    for number, ((_, low, right, high), one) in enumerate(boxes):
        for (left2, low2, right2, high2), other in boxes[number + 1 :]:
            if left2 >= right - 0.5:
                break
            if min(high, high2) - max(low, low2) > 0.5 and min(right, right2) - left2 > 0.5:
                found.append((one, other))
    return found


def readers() -> dict[str, Callable[[bytes], str]]:
    """Every reader of PDF text at hand."""

    def plumber(pdf: bytes) -> str:
        return "".join(char["text"] for page in characters(pdf) for char in page)

    def poppler(pdf: bytes) -> str:
        return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()

    found: dict[str, Callable[[bytes], str]] = {"pdfium": text, "pdfplumber": plumber}
    if shutil.which("pdftotext"):
        found["pdftotext"] = poppler
    return found

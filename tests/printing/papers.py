"""Reading papers back: their text, where each character stands, what they are bound by."""

import ctypes
import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

import pdfplumber
import pypdfium2
from pypdfium2 import raw

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


def placed(pdf: bytes) -> list[list[dict[str, Any]]]:
    """As `characters`, but read by pdfium: quickly, and with the gap behind the last character of each run."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_placed(page.get_textpage()) for page in document]
    finally:
        document.close()


def _placed(page: pypdfium2.PdfTextPage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for at in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, at)
        second_half = 0xDC00 <= code < 0xE000  # of a character outside the BMP: told twice
        if second_half or raw.FPDFText_IsGenerated(page, at) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(page, at, box)
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        size = raw.FPDFText_GetFontSize(page, at)
        found.append(
            {"text": chr(code), "x0": x.value, "x1": box.right, "size": size, "matrix": (1, 0, 0, 1, 0, y.value)}
        )
    return found


def red_lines(pdf: bytes) -> set[float]:
    """How high above the lower edge of the first page its red lines stand, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        paths = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
        return {y for path in paths if _is_red(path.raw) for y in _heights(path.raw)}
    finally:
        document.close()


def _is_red(path: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetStrokeColor(path, red, green, blue, alpha)
    return (red.value, green.value, blue.value) == (255, 0, 0)


def _heights(path: Any) -> list[float]:
    x, y, found = ctypes.c_float(), ctypes.c_float(), []
    for at in range(raw.FPDFPath_CountSegments(path)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, at), x, y)
        found.append(y.value)
    return found


def body_box(char: dict[str, Any]) -> tuple[float, float, float, float]:
    """Left, lower, right, upper edge of a character's body, from its baseline; of a mark only the half with ink."""
    baseline, size, wide = char["matrix"][5], char["size"], char["x1"] - char["x0"]
    half = min(size, wide) / 2 if wide > size * 0.52 else 0.0  # a Latin quotation mark is narrow, a squeezed one wider
    left = char["x0"] + (half if char["text"] in OPENING else 0)
    right = char["x1"] - (half + wide * 0.06 if half and char["text"] in CLOSING else 0)
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

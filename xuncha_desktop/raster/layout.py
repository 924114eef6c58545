"""Where every character and line of a page stands: gathered in the limited child, checked again by who asked."""

import json
import math
from collections.abc import Iterator, Mapping
from ctypes import byref, c_double, c_float, c_int, c_uint, create_string_buffer
from dataclasses import dataclass
from typing import Any, Final, cast

from xuncha_desktop.kernel.canonical import strict_json

MAX_CHARS: Final = 40_000  # of one page
MAX_RULES: Final = 20_000
MAX_BYTES: Final = 8 * 1024 * 1024
_UNIT: Final = 1000  # on the wire everything is a whole number of thousandths of a point
_FONT_NAME: Final = 128


@dataclass(frozen=True, slots=True)
class Char:
    """A character; points from the page's lower left corner. `x`, `y`: origin on the baseline; the rest: its ink."""

    text: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    size: float
    font: str
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line by its axis, or a filled shape by its bounds; points as in `Char`, `weight` its thickness."""

    left: float
    bottom: float
    right: float
    top: float
    weight: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What stands on a page."""

    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]


def gather(pdfium: Any, page: Any) -> bytes:
    """In the child: the layout of an open page as JSON. Raises ValueError for a page that holds too much."""
    fonts: dict[str, int] = {}
    chars = list(_chars(pdfium, page, fonts))
    rules = list(_rules(pdfium, page))
    if len(chars) > MAX_CHARS or len(rules) > MAX_RULES:
        raise ValueError("page too full")
    return json.dumps({"fonts": list(fonts), "chars": chars, "rules": rules}, separators=(",", ":")).encode()


def checked(raw: bytes) -> PageLayout:
    """In the parent: the child's answer as values. Raises ValueError, TypeError or KeyError for anything else."""
    value = strict_json(raw, limit=MAX_BYTES, what="版面")
    if not isinstance(value, dict):
        raise TypeError("layout")
    given = cast(Mapping[str, Any], value)
    fonts = [_name(font) for font in given["fonts"]]
    chars = tuple(_char([_whole(part) for part in row], fonts) for row in given["chars"])
    rules = tuple(_rule([_whole(part) for part in row]) for row in given["rules"])
    return PageLayout(chars, rules)


def _chars(pdfium: Any, page: Any, fonts: dict[str, int]) -> Iterator[list[int]]:
    raw, text = pdfium.raw, page.get_textpage()
    try:
        for at in range(min(raw.FPDFText_CountChars(text), MAX_CHARS + 1)):
            point = raw.FPDFText_GetUnicode(text, at)
            if raw.FPDFText_IsGenerated(text, at) == 1 or point <= 0x20:
                continue
            x, y = c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
            box = [c_double() for _ in range(4)]
            raw.FPDFText_GetCharBox(text, at, *map(byref, box))
            left, right, bottom, top = (edge.value for edge in box)
            name, flags = create_string_buffer(_FONT_NAME), c_int()
            raw.FPDFText_GetFontInfo(text, at, name, _FONT_NAME, byref(flags))
            font = fonts.setdefault(name.value.decode("utf-8", "replace"), len(fonts))
            places = (x.value, y.value, left, bottom, right, top, _size(raw, text, at))
            yield [point, *map(_thousandths, places), font, *_fill(raw, text, at)]
    finally:
        text.close()


def _size(raw: Any, text: Any, at: int) -> float:
    """The size on paper: some writers scale the text and not the font."""
    matrix = raw.FS_MATRIX()
    tall = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, at, byref(matrix)) else 1.0
    return raw.FPDFText_GetFontSize(text, at) * tall


def _fill(raw: Any, text: Any, at: int) -> list[int]:
    parts = [c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, at, *map(byref, parts))
    return [part.value for part in parts[:3]]


def _rules(pdfium: Any, page: Any) -> Iterator[list[int]]:
    raw, found = pdfium.raw, 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        mode, stroked = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(item, byref(mode), byref(stroked))
        colour = [c_uint() for _ in range(4)]
        read = raw.FPDFPageObj_GetStrokeColor if stroked.value else raw.FPDFPageObj_GetFillColor
        read(item, *map(byref, colour))
        drawn = _strokes(raw, item) if stroked.value else [_bar(raw, item)]
        for edges in drawn:
            found += 1
            if found > MAX_RULES:
                raise ValueError("page too full")
            yield [*map(_thousandths, edges), *(part.value for part in colour[:3])]


def _bar(raw: Any, item: Any) -> tuple[float, ...]:
    """A filled shape by its bounds."""
    edges = [c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *map(byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top, min(right - left, top - bottom)


def _strokes(raw: Any, item: Any) -> Iterator[tuple[float, ...]]:
    """The straight pieces of a stroked path, on the page's own axes."""
    width, matrix = c_float(), raw.FS_MATRIX()
    raw.FPDFPageObj_GetStrokeWidth(item, byref(width))
    raw.FPDFPageObj_GetMatrix(item, byref(matrix))
    weight = width.value * math.hypot(matrix.c, matrix.d)
    before: tuple[float, float] | None = None
    for number in range(min(raw.FPDFPath_CountSegments(item), MAX_RULES)):
        piece, x, y = raw.FPDFPath_GetPathSegment(item, number), c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(piece, byref(x), byref(y))
        at = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if before is not None and raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_LINETO:
            (x1, x2), (y1, y2) = sorted((before[0], at[0])), sorted((before[1], at[1]))
            yield x1, y1, x2, y2, weight
        before = at


def _thousandths(value: float) -> int:
    if not math.isfinite(value) or abs(value) > 1e6:
        raise ValueError("place")
    return round(value * _UNIT)


def _char(row: list[int], fonts: list[str]) -> Char:
    point, *places, font, red, green, blue = row
    x, y, left, bottom, right, top, size = (place / _UNIT for place in places)
    return Char(chr(point), x, y, left, bottom, right, top, size, fonts[font], (red, green, blue))


def _rule(row: list[int]) -> Rule:
    *places, red, green, blue = row
    left, bottom, right, top, weight = (place / _UNIT for place in places)
    return Rule(left, bottom, right, top, weight, (red, green, blue))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("whole number")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _FONT_NAME:
        raise TypeError("name")
    return "".join(char for char in value if char.isprintable())

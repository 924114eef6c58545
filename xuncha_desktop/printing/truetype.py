"""A TrueType file read in bulk: its tables as arrays, so that a face of 30,000 characters is ready in milliseconds."""

import mmap
import struct
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace  # pyright: ignore[reportMissingTypeStubs]

_FULL: Final = (3, 10)  # platform and encoding of a map of all of Unicode
_BASIC: Final = ((3, 1), (0, 3))  # of the first plane
_LAST: Final = 0xFFFF
_Y_MAX: Final = 8  # bytes into the header of a glyph
_PER_EM: Final = 1000


class FaceFile(TTFontFace):
    """Reads what its parent reads; the characters, advances and places of glyphs at once instead of one by one.

    The file is mapped and not read: of a face that is only asked what it covers, no outline is fetched.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        super().__init__(str(path))  # pyright: ignore[reportUnknownMemberType]

    def readFile(self, f: Any) -> None:
        """Map the file `f`, which is our own path again."""
        self.filename = str(f)
        with self._path.open("rb") as file:
            self._ttf_data: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._pos = 0

    def extractInfo(self, charInfo: int = 1) -> None:  # the parent's parameter
        """Names and measures as the parent reads them, then the large tables."""
        super().extractInfo(0)  # pyright: ignore[reportUnknownMemberType]
        count: int = self.numGlyphs
        (long_places,) = struct.unpack_from(">h", self._table("head"), 50)
        (pairs,) = struct.unpack_from(">H", self._table("hhea"), 34)
        metrics = self._table("hmtx")
        self.hmetrics: list[tuple[int, int]] = list(struct.iter_unpack(">HH", metrics[: 4 * pairs]))
        last = self.hmetrics[-1][0]  # the glyphs behind have this advance too
        self.hmetrics += [
            (last, side) for (side,) in struct.iter_unpack(">H", metrics[4 * pairs : 2 * (pairs + count)])
        ]
        places = self._table("loca")
        if long_places:
            self.glyphPos: tuple[int, ...] = struct.unpack_from(f">{count + 1}L", places)
        else:
            self.glyphPos = tuple(2 * place for place in struct.unpack_from(f">{count + 1}H", places))
        self.charToGlyph: dict[int, int] = _characters(self._table("cmap"))
        if 0x20 in self.charToGlyph:
            self.charToGlyph[0xA0] = self.charToGlyph[0x20]
        self.defaultWidth = self.advance(-1)

    def advance(self, point: int) -> float:
        """The width of a character in thousandths of an em."""
        return self.hmetrics[self.charToGlyph.get(point, 0)][0] * _PER_EM / self.unitsPerEm

    def ink_top(self, char: str) -> float:
        """The upper edge of a glyph's outline above the baseline, in ems: yMax of its `glyf` header."""
        glyph = self.charToGlyph.get(ord(char), 0)
        begin, end = self.glyphPos[glyph], self.glyphPos[glyph + 1]
        if begin == end:
            return 0.0
        at: int = self.get_table_pos("glyf")[0] + begin + _Y_MAX  # pyright: ignore[reportUnknownMemberType]
        return struct.unpack_from(">h", self._ttf_data, at)[0] / self.unitsPerEm

    def _table(self, tag: str) -> bytes:
        parent: Any = self
        return parent.get_table(tag)


def _characters(table: bytes) -> dict[int, int]:
    """Code point to glyph of a `cmap` table, from its largest map. Raises `TTFError` if it has none we know."""
    (count,) = struct.unpack_from(">H", table, 2)
    places = {(a, b): place for a, b, place in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])}
    if _FULL in places and struct.unpack_from(">H", table, places[_FULL])[0] == 12:
        return _grouped(table, places[_FULL])
    for kind in _BASIC:
        if kind in places and struct.unpack_from(">H", table, places[kind])[0] == 4:
            return _segmented(table, places[kind])
    raise TTFError("no character map of a known kind")


def _grouped(table: bytes, at: int) -> dict[int, int]:
    """Format 12: runs of code points and their first glyph."""
    (count,) = struct.unpack_from(">L", table, at + 12)
    found: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">LLL", table[at + 16 : at + 16 + 12 * count]):
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return found


def _segmented(table: bytes, at: int) -> dict[int, int]:
    """Format 4: runs of code points, each with a shift or a place in a list of glyphs."""
    (length,) = struct.unpack_from(">H", table, at + 2)
    (doubled,) = struct.unpack_from(">H", table, at + 6)
    count = doubled // 2
    lasts = struct.unpack_from(f">{count}H", table, at + 14)
    firsts, shifts, offsets = struct.iter_unpack(f">{count}H", table[at + 16 + doubled : at + 16 + 4 * doubled])
    here = at + 16 + 3 * doubled  # of the offsets, which count from themselves
    found: dict[int, int] = {}
    for n, (first, last, shift, offset) in enumerate(zip(firsts, lasts, shifts, offsets, strict=True)):
        points = range(first, min(last, _LAST - 1) + 1)  # the last segment ends the list and holds no character
        if offset:
            begin = here + 2 * n + offset
            listed = table[begin : min(begin + 2 * len(points), at + length)]
            for point, (glyph,) in zip(points, struct.iter_unpack(">H", listed), strict=False):
                found[point] = (glyph + shift) & _LAST if glyph else 0
        else:
            found.update((point, (point + shift) & _LAST) for point in points)
    return found

"""How a face gets into a file: as one composite font, whose text layer is right beyond the BMP.

The PDF writer's own way parts a face into fonts of 256 characters, so that Chinese changes the font every few signs,
and puts a bare code point where a ToUnicode map wants UTF-16BE (PDF 32000-1 §9.10.3), so that 𠮷 and 𬭎 would be read
back as other characters.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from xuncha_desktop.printing.pdf import Pdf, number, ref
from xuncha_desktop.printing.truetype import FaceFile

_MOST_LINES: Final = 100  # a bfchar section holds no more (Adobe TN 5014)
_EM: Final = 1000  # the width of a character that is not told otherwise, in thousandths of an em
_SYMBOLIC, _NONSYMBOLIC = 4, 32  # flags of a descriptor (§9.8.2)


class Codes(dict[str, str]):
    """The characters of one face that one file uses, each with its code in hex; a new one gets the next code."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name  # of the font, in content streams
        self.points = [0]  # by code; 0 is the missing character

    def __missing__(self, char: str) -> str:
        code = self[char] = f"{len(self.points):04X}"
        self.points.append(ord(char))
        return code

    def forget(self, count: int) -> None:
        """Keep the first `count` codes alone."""
        for char in list(self)[count:]:
            del self[char]
        del self.points[count + 1 :]


def embed(pdf: Pdf, face: FaceFile, codes: Codes) -> int:
    """Write the face into the file: Type 0 over the glyphs used (PDF 32000-1 §9.7). Returns the font's object."""
    known: Any = face  # its parent has no types
    base = f"{_tag(int(codes.name[1:]))}+{known.name.decode('ascii')}"
    subset: bytes = known.makeSubset(codes.points)
    program = pdf.stream(subset, f"/Length1 {len(subset)}")
    box = " ".join(number(edge) for edge in known.bbox)
    descriptor = pdf.put(
        f"<< /Type /FontDescriptor /FontName /{base} /Flags {known.flags & ~_NONSYMBOLIC | _SYMBOLIC}"
        f" /FontBBox [{box}] /ItalicAngle {number(known.italicAngle)} /Ascent {number(known.ascent)}"
        f" /Descent {number(known.descent)} /CapHeight {number(known.capHeight)} /StemV {number(known.stemV)}"
        f" /MissingWidth {number(known.defaultWidth)} /FontFile2 {ref(program)} >>"
    )
    widths = " ".join(_widths([face.advance(point) for point in codes.points]))
    descendant = pdf.put(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /FontDescriptor {ref(descriptor)}"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW {_EM} /W [{widths}] /CIDToGIDMap {ref(pdf.stream(_glyphs(face, codes.points)))} >>"
    )
    unicode = pdf.stream(to_unicode(base, codes.points).encode())
    return pdf.put(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H"
        f" /DescendantFonts [{ref(descendant)}] /ToUnicode {ref(unicode)} >>"
    )


def _glyphs(face: FaceFile, points: Sequence[int]) -> bytes:
    """Which glyph of the subset a code shows: characters may share one, and the subset holds it once."""
    order = {0: 0}
    glyphs = [order.setdefault(face.charToGlyph.get(point, 0), len(order)) for point in points]
    return struct.pack(f">{len(glyphs)}H", *glyphs)


def _tag(number: int) -> str:
    """Six capital letters that say that a font is a part of one, others for each face of a file (§9.6.4)."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in reversed(range(6)))


def _widths(widths: Sequence[float]) -> Iterator[str]:
    """Runs of codes that are no em wide, each as first code and list of widths (PDF 32000-1 §9.7.4.3)."""
    for plain, run in groupby(enumerate(widths), lambda pair: pair[1] == _EM):
        if not plain:
            pairs = list(run)
            yield f"{pairs[0][0]} [{' '.join(number(width) for _, width in pairs)}]"


def to_unicode(name: str, points: Sequence[int]) -> str:
    """A CMap from two-byte codes to UTF-16BE; `points` holds the code point of each code, 0 for none."""
    pairs = [(code, point) for code, point in enumerate(points) if point]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *_sections(pairs),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _sections(pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start in range(0, len(pairs), _MOST_LINES):
        part = pairs[start : start + _MOST_LINES]
        yield f"{len(part)} beginbfchar"
        for code, point in part:
            yield f"<{code:04X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        yield "endbfchar"

"""How a face gets into a file: as one composite font, whose text layer is right beyond the BMP.

The PDF writer's own way parts a face into fonts of 256 characters, so that Chinese changes the font every few signs,
and puts a bare code point where a ToUnicode map wants UTF-16BE (PDF 32000-1 §9.10.3), so that 𠮷 and 𬭎 would be read
back as other characters.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfbase.ttfonts import TTEncoding  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.printing.truetype import FaceFile

_MOST_LINES: Final = 100  # a bfchar section holds no more (Adobe TN 5014)
_EM: Final = 1000  # the width of a character that is not told otherwise, in thousandths of an em


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


class TrueFont:
    """A face as the PDF writer knows it."""

    _multiByte = 1
    _dynamicFont = 1
    shapable = False

    def __init__(self, name: str, path: Path) -> None:
        self.fontName = name
        self.face = FaceFile(path)
        self.encoding: Any = TTEncoding()
        self._used: WeakKeyDictionary[Any, Codes] = WeakKeyDictionary()

    def codes(self, document: Any) -> Codes:
        """The codes of this face in a file; asking brings the face into the file."""
        if document not in self._used:
            name = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = f"/{name}"
            document.delayedFonts.append(self)
            self._used[document] = Codes(name)
        return self._used[document]

    def addObjects(self, doc: Any) -> None:
        """Write the font into the file: Type 0 over the glyphs used (PDF 32000-1 §9.7)."""
        codes = self._used.pop(doc)
        face: Any = self.face
        base = f"{_tag(int(codes.name[1:]))}+{face.name.decode('ascii')}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{base}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": face.addSubsetObjects(doc, base, codes.points),
                "DW": _EM,
                "W": pdfdoc.PDFArray(list(_widths([self.face.advance(point) for point in codes.points]))),
                "CIDToGIDMap": self._stream(doc, f"glyphs:{base}", self._glyphs(codes.points)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{base}")]),
                "ToUnicode": self._stream(doc, f"toUnicodeCMap:{base}", to_unicode(base, codes.points).encode()),
            }
        )
        doc.idToObject["BasicFonts"].dict[codes.name] = doc.Reference(font, codes.name)

    def _glyphs(self, points: Sequence[int]) -> bytes:
        """Which glyph of the subset a code shows: characters may share one, and the subset holds it once."""
        order = {0: 0}
        glyphs = [order.setdefault(self.face.charToGlyph.get(point, 0), len(order)) for point in points]
        return struct.pack(f">{len(glyphs)}H", *glyphs)

    @staticmethod
    def _stream(doc: Any, name: str, content: bytes) -> Any:
        stream: Any = pdfdoc.PDFStream(content=content)
        stream.filters = [pdfdoc.PDFZCompress]
        return doc.Reference(stream, name)


def compress(page: Any) -> None:
    """Pack what is drawn on an ended page; the PDF writer would keep it at seven times the size until it saves."""
    writer: Any = pdfdoc
    packed = writer.PDFStream(content=writer.PDFZCompress.encode(page.stream))
    packed.dictionary["Filter"] = writer.PDFArray([f"/{writer.PDFZCompress.pdfname}"])
    page.Contents, page.stream = packed, None


def _tag(number: int) -> str:
    """Six capital letters that say that a font is a part of one, others for each face of a file (§9.6.4)."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in reversed(range(6)))


def _widths(widths: Sequence[float]) -> Iterator[Any]:
    """Runs of codes that are no em wide, each as first code and list of widths (PDF 32000-1 §9.7.4.3)."""
    for plain, run in groupby(enumerate(widths), lambda pair: pair[1] == _EM):
        if not plain:
            pairs = list(run)
            yield pairs[0][0]
            yield pdfdoc.PDFArray([width for _, width in pairs])


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

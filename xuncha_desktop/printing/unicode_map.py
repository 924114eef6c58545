"""A TrueType face whose text layer is right beyond the BMP, so that 𠮷 and 𬭎 can be searched and copied.

The PDF writer puts a bare code point where a ToUnicode map wants UTF-16BE (PDF 32000-1 §9.10.3), so a rare
character would be read back as another one.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import (  # pyright: ignore[reportMissingTypeStubs]
    SUBSETN,  # pyright: ignore[reportUnknownVariableType]
    TTFont,
)

_Y_MAX = 8  # bytes into the header of a glyph
_MOST_LINES = 100  # a bfchar section holds no more (Adobe TN 5014)


class TrueFont(TTFont):
    """Embeds as its parent does, and replaces the parent's ToUnicode maps."""

    def ink_top(self, char: str) -> float:
        """The upper edge of a glyph's outline above the baseline, in ems: yMax of its `glyf` header."""
        face: Any = self.face
        glyph: int = face.charToGlyph.get(ord(char), 0)
        begin, end = face.glyphPos[glyph], face.glyphPos[glyph + 1]
        if begin == end:
            return 0.0
        at: int = face.get_table_pos("glyf")[0] + begin + _Y_MAX
        return struct.unpack(">h", face._ttf_data[at : at + 2])[0] / face.unitsPerEm

    def addObjects(self, doc: Any) -> None:
        """Write the subsets used in `doc`, each with its map."""
        face: Any = self.face
        subsets: list[list[int]] = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)  # pyright: ignore[reportUnknownMemberType]
        for number, subset in enumerate(subsets):
            tag: bytes = SUBSETN(number)
            name = (tag + b"+" + face.name + face.subfontNameX).decode("ascii")
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode(name, subset)


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """A CMap from one-byte codes to UTF-16BE; `subset` holds the code point of each code, 0 for none."""
    pairs = [(code, point) for code, point in enumerate(subset) if point]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
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
            yield f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        yield "endbfchar"

"""The square code of an internal paper: digest and copy, never a word of what it says."""

from functools import lru_cache
from typing import Any

from xuncha_desktop.printing.marks import Sheet

Modules = tuple[tuple[int, int], ...]


def words(sheet: Sheet, content: str) -> str:
    """What the code says: XC, 16 signs of the content digest, copy / copies, reprint; a preview is copy 0."""
    return f"XC {content[:16].upper()} {sheet.stamp.copy}/{sheet.stamp.copies} R{sheet.stamp.reprint}"


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[Modules, int]:
    """The dark modules as (column, row), and how many a side has (ISO/IEC 18004, correction level M)."""
    from reportlab.graphics.barcode import qrencoder  # pyright: ignore[reportMissingTypeStubs]  # slow to load

    made: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    made.addData(text)
    made.make()
    side: int = made.getModuleCount()
    return tuple((x, y) for y in range(side) for x in range(side) if made.isDark(y, x)), side

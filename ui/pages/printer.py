"""The system's printers: which there are, and pages as pictures onto one. No page is drawn a second way."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from xuncha_desktop.kernel.errors import Refused

DPI = 300
_MM = DPI / 25.4


class Sides(Enum):
    """One side of a sheet, or both, turned over the long or the short edge."""

    ONE = "单面"
    LONG = "双面，长边翻转"
    SHORT = "双面，短边翻转"


_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
}


class PrinterFailed(Refused):
    """The printer took nothing, or stopped on the way."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to print: its picture at `DPI`, and its size in points as it is read (landscape is wider than high)."""

    image: QImage
    width: float
    height: float


def names() -> list[str]:
    """What printers the system knows, its own first choice first."""
    first = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != first, name))


def open_printer(name: str, sides: Sides) -> QPrinter:
    """A printer ready to be drawn on. Raises `PrinterFailed` for one that is gone."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PrinterFailed(f"打印机“{name}”已不在，请另选一台")
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDuplex(_DUPLEX[sides])
    return printer


def begin(printer: QPrinter, width: float, height: float) -> QPainter:
    """Open a print job whose first page is so large, in points. Raises `PrinterFailed`: nothing has been taken then."""
    _lay(printer, width, height)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFailed("打印机没有接受，请检查电源、连接和纸张")
    return painter


def draw(painter: QPainter, printer: QPrinter, sheets: Iterable[Sheet], right: float = 0.0, down: float = 0.0) -> int:
    """Draw every page full size, moved by so many millimetres, end the job, and return how many pages there were.

    Raises `PrinterFailed`, and what `sheets` raises on the way: then the caller ends the painter and the job.
    """
    count = 0
    for sheet in sheets:
        if count:
            _lay(printer, sheet.width, sheet.height)
            if not printer.newPage():
                raise PrinterFailed("打印机中途停止")
        where = QRectF(right * _MM, down * _MM, sheet.width / 72 * DPI, sheet.height / 72 * DPI)
        painter.drawImage(where, sheet.image)
        count += 1
    painter.end()
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise PrinterFailed("打印机报告出错，这一份可能没有印全")
    return count


def _lay(printer: QPrinter, width: float, height: float) -> None:
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)

"""Finished PDFs onto a printer: pages drawn by the limited child, one after another, as pictures."""

from collections.abc import Callable, Iterator

from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from ui.pages import printer
from ui.pages.printer import DPI, Sheet, Sides
from xuncha_desktop.services.viewing import Viewing

Tell = Callable[[int, int, str], object]


def sheets(
    viewing: Viewing, raw: bytes, wanted: tuple[int, ...] | None, copies: int, sides: Sides, tell: Tell
) -> Iterator[Sheet]:
    """The wanted pages (indexes; None for all) of each copy. `tell` may raise to stop.

    On both sides of the paper, a copy of an odd number of pages ends with an empty back: the next begins a new sheet.
    """
    look = viewing.pdf(raw)
    each = look.pages // copies
    pages = range(each) if wanted is None else wanted
    backs = sides is not Sides.ONE and len(pages) % 2
    numbers = [copy * each + page for copy in range(copies) for page in pages]
    for done, number in enumerate(numbers, 1):
        tell(done - 1, len(numbers), f"第{done}页，共{len(numbers)}页")
        image = QImage.fromData(viewing.page(look, number, DPI / 72))
        size = image.width() * 72 / DPI, image.height() * 72 / DPI
        yield Sheet(image, *size)
        if backs and done % len(pages) == 0 and done < len(numbers):
            yield Sheet(QImage(), *size)


class BatchPress:
    """A printer that takes one paper of a batch after another; every one is a print job of its own."""

    def __init__(self, name: str, sides: Sides, right: float, down: float, stop: Callable[[], object]) -> None:
        """`right` and `down` in millimetres. `stop` is asked before every page and may raise."""
        self._name, self._sides, self._offset, self._stop = name, sides, (right, down), stop
        self._viewing = Viewing()
        self._job: tuple[QPrinter, QPainter] | None = None

    def open(self, width: float, height: float) -> None:
        """Begin a job; one that came to nothing is given up. Raises `PrinterFailed`."""
        self.abort()
        device = printer.open_printer(self._name, self._sides)
        self._job = (device, printer.begin(device, width, height))

    def lay(self, raw: bytes, copies: int) -> None:
        """Draw every page of every copy and end the job. Raises `PrinterFailed`, `Cancelled`."""
        assert self._job is not None
        (device, painter), self._job = self._job, None
        found = sheets(self._viewing, raw, None, copies, self._sides, lambda *_: self._stop())
        printer.draw(painter, device, found, *self._offset)

    def abort(self) -> None:
        """Give an opened job up."""
        if self._job is not None:
            (device, painter), self._job = self._job, None
            device.abort()
            painter.end()

    def close(self) -> None:
        """Give up what is open, and end the process that draws pages."""
        self.abort()
        self._viewing.close()

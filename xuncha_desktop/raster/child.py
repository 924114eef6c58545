"""The child that opens foreign PDFs and pictures: it gives back bare pixels or one word."""

import io
import math
from collections.abc import Callable, Mapping
from typing import Any

from xuncha_desktop.kernel import sandbox
from xuncha_desktop.kernel.foreign.serving import Answer, Fault, limit, serve
from xuncha_desktop.raster import layout
from xuncha_desktop.raster.limits import BYTES_PER_PIXEL, MAX_INPUT, MAX_PAGES, MAX_PIXELS, MAX_SIDE

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 20  # for one request
PICTURE_PIXELS = 120_000_000  # of a picture before it is made smaller
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def main() -> None:
    """Serve requests from standard input until it closes."""
    limit(MEMORY)
    # Both are loaded before the lock, so that they work inside it.
    import PIL.Image
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    PIL.Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter and needs no warning
    sandbox.no_escape()
    serve(Reader(pypdfium2, PIL.Image).answer, most=MAX_INPUT, seconds=CPU_SECONDS)


class Reader:
    """One open PDF at a time, and pictures."""

    def __init__(self, pdfium: Any, imaging: Any) -> None:
        self._pdfium = pdfium
        self._imaging = imaging
        self._document: Any = None
        self._sizes: list[tuple[float, float]] = []

    def answer(self, head: Mapping[str, object], payload: bytes) -> Answer:
        """Carry out one request."""
        acts: dict[object, Callable[[Mapping[str, Any], bytes], Answer]] = {
            "open": self._open,
            "page": self._page,
            "layout": self._layout,
            "picture": self._picture,
        }
        return acts[head["act"]](head, payload)

    def _open(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        self._document = None
        self._sizes = []
        try:
            document = self._pdfium.PdfDocument(payload)
        except self._pdfium.PdfiumError as error:
            raise Fault("locked" if "assword" in str(error) else "broken") from error
        if len(document) == 0:
            raise Fault("empty")
        if len(document) > MAX_PAGES:
            raise Fault("many")
        sizes: list[tuple[float, float]] = [document.get_page_size(i) for i in range(len(document))]
        self._sizes = sizes
        self._document = document
        return {"sizes": [[_hundredths(w), _hundredths(h)] for w, h in sizes]}, b""

    def _page(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        index = int(head["index"])
        if not 0 <= index < len(self._sizes):
            raise Fault("missing")
        width, height = self._sizes[index]
        scale = fitting(width, height, int(head["scale"]) / 1000)
        page = self._document[index]
        try:
            bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=self._pdfium.raw.FPDFBitmap_BGRx)
            tight = bitmap.stride == bitmap.width * BYTES_PER_PIXEL
            if not tight or bitmap.width * bitmap.height > MAX_PIXELS * 1.01:
                raise Fault("large")
            pixels = bytearray(memoryview(bitmap.buffer).cast("B"))
        finally:
            page.close()
        pixels[3::4] = b"\xff" * (len(pixels) // 4)  # the spare byte is made a full alpha
        return {"width": bitmap.width, "height": bitmap.height}, memoryview(pixels)

    def _layout(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        index = int(head["index"])
        if not 0 <= index < len(self._sizes):
            raise Fault("missing")
        page = self._document[index]
        try:
            return {"layout": 1}, layout.gather(self._pdfium, page)
        finally:
            page.close()

    def _picture(self, head: Mapping[str, Any], payload: bytes) -> Answer:
        side = min(int(head["side"]), MAX_SIDE)
        with self._imaging.open(io.BytesIO(payload), formats=_FORMATS) as opened:
            if opened.width * opened.height > PICTURE_PIXELS or min(opened.size) < 1:
                raise Fault("large")
            opened.draft("RGB", (side, side))  # a JPEG is decoded small at once
            opened.thumbnail((side, side))
            turned = _upright(opened).convert("RGBA")
        if turned.width * turned.height > MAX_PIXELS:
            raise Fault("large")
        return {"width": turned.width, "height": turned.height}, turned.tobytes()


def fitting(width: float, height: float, scale: float) -> float:
    """The asked scale, or less where the page (in points) would pass the pixel limits. A degenerate page is a fault."""
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0 and scale > 0):
        raise Fault("broken")
    fit = min(scale, MAX_SIDE / max(width, height), math.sqrt(MAX_PIXELS / width / height))
    if min(width, height) * fit < 1:
        raise Fault("large")
    return fit


def _upright(picture: Any) -> Any:
    from PIL import ImageOps

    return ImageOps.exif_transpose(picture)


def _hundredths(points: float) -> int:
    if not math.isfinite(points):
        raise Fault("broken")
    return round(points * 100)


if __name__ == "__main__":
    main()

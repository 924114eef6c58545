"""Asks the limited child for pictures; whatever the file does there, here it is pixels or one sentence."""

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.foreign import Child, Failed, trusted
from xuncha_desktop.kernel.foreign.wire import Head
from xuncha_desktop.raster import layout
from xuncha_desktop.raster.limits import BYTES_PER_PIXEL, MAX_INPUT, MAX_PAGES, MAX_PIXELS, MAX_SIDE, REASONS

SECONDS = 20.0  # for one request
_CHILD = "xuncha_desktop.raster.child"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height in points (1/72 inch)."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels as RGBA, four bytes each, rows from the top; their number is checked, so they may be shown."""

    width: int
    height: int
    pixels: bytes

    def png(self) -> bytes:
        """The same picture as a PNG file."""
        row = self.width * BYTES_PER_PIXEL
        lines = b"".join(b"\x00" + self.pixels[at : at + row] for at in range(0, len(self.pixels), row))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 6, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 1)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


class Viewer:
    """One child for as long as an attachment is looked at. Every fault is `Refused`, and the child may be asked again.

    Not for two threads at once; `close` may come from any thread and cuts a running request short.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._child = Child(_CHILD, seconds=seconds)
        self._pdf: bytes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open_pdf(self, pdf: bytes) -> tuple[PageSize, ...]:
        """The size of every page, in order."""
        self._pdf = None
        head, _ = self._ask({"act": "open"}, pdf)
        sizes = _believed(lambda: tuple(PageSize(w / 100, h / 100) for w, h in _pairs(head["sizes"])))
        self._pdf = pdf
        return sizes

    def page(self, index: int, scale: float) -> Picture:
        """One page of the opened PDF, `scale` pixels to a point; an oversized page comes smaller than asked."""
        if not self._child.running and self._pdf is not None:  # it fell over an earlier page
            self.open_pdf(self._pdf)
        return self._picture({"act": "page", "index": index, "scale": round(scale * 1000)}, b"")

    def layout(self, index: int) -> layout.PageLayout:
        """Where every character and line of a page of the opened PDF stands."""
        _, body = self._ask({"act": "layout", "index": index}, b"")
        return _believed(lambda: layout.checked(body))

    def picture(self, raw: bytes, max_side: int) -> Picture:
        """A PNG, JPEG, TIFF, BMP, GIF or WebP, upright, no side longer than `max_side` pixels."""
        return self._picture({"act": "picture", "side": max_side}, raw)

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def _picture(self, head: Head, payload: bytes) -> Picture:
        answer, pixels = self._ask(head, payload)

        def checked() -> Picture:
            width, height = answer["width"], answer["height"]
            if not isinstance(width, int) or not isinstance(height, int):
                raise ValueError("size")
            if not (0 < width <= MAX_SIDE + 1 and 0 < height <= MAX_SIDE + 1):
                raise ValueError("size")
            if len(pixels) != width * height * BYTES_PER_PIXEL:
                raise ValueError("pixels")
            return Picture(width, height, pixels)

        return _believed(checked)

    def _ask(self, head: Head, payload: bytes) -> tuple[Mapping[str, object], bytes]:
        if len(payload) > MAX_INPUT:
            raise _refused(f"文件超过{MAX_INPUT // 1024 // 1024}兆")
        return _believed(lambda: self._child.ask(head, payload, _room))


def pages(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of every page of a PDF; their number is the length."""
    with Viewer() as viewer:
        return viewer.open_pdf(pdf)


def page_png(pdf: bytes, index: int, scale: float) -> bytes:
    """One page as a PNG file, `scale` pixels to a point (300 dpi is 300/72)."""
    with Viewer() as viewer:
        viewer.open_pdf(pdf)
        return viewer.page(index, scale).png()


def picture_png(raw: bytes, max_side: int) -> bytes:
    """A picture file, made anew as a harmless PNG."""
    with Viewer() as viewer:
        return viewer.picture(raw, max_side).png()


def _room(head: Mapping[str, object]) -> int:
    if "layout" in head:
        return layout.MAX_BYTES
    return (MAX_PIXELS + 2 * MAX_SIDE) * BYTES_PER_PIXEL if "width" in head else 0


def _pairs(value: object) -> list[tuple[int, int]]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_PAGES:  # pyright: ignore[reportUnknownArgumentType]
        raise ValueError("sizes")
    return [(int(w), int(h)) for w, h in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _believed(read: Callable[[], T]) -> T:
    try:
        return trusted(read)
    except Failed as fault:
        raise _refused(REASONS.get(fault.word, REASONS["broken"])) from fault


def _refused(reason: str) -> Refused:
    return Refused(f"这份附件不能预览：{reason}")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

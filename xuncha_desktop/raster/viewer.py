"""Asks the limited child for pictures; whatever the file does there, here it is pixels or one sentence."""

import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from os import environ
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeVar

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.raster.wire import (
    BYTES_PER_PIXEL,
    MAX_INPUT,
    MAX_PAGES,
    MAX_PIXELS,
    MAX_SIDE,
    REASONS,
    Head,
    receive,
    send,
)

SECONDS = 20.0  # for one request
FROZEN_FLAG = "--raster-child"  # the shipped program starts itself with this word instead of an interpreter
_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from xuncha_desktop.raster.child import main; main()"

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
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._pdf: bytes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open_pdf(self, pdf: bytes) -> tuple[PageSize, ...]:
        """The size of every page, in order."""
        self._pdf = None
        head, _ = self._ask({"act": "open"}, pdf)
        sizes = _trusted(lambda: tuple(PageSize(w / 100, h / 100) for w, h in _pairs(head["sizes"])))
        self._pdf = pdf
        return sizes

    def page(self, index: int, scale: float) -> Picture:
        """One page of the opened PDF, `scale` pixels to a point; an oversized page comes smaller than asked."""
        if self._child is None and self._pdf is not None:  # it fell over an earlier page
            self.open_pdf(self._pdf)
        return self._picture({"act": "page", "index": index, "scale": round(scale * 1000)}, b"")

    def picture(self, raw: bytes, max_side: int) -> Picture:
        """A PNG, JPEG, TIFF, BMP, GIF or WebP, upright, no side longer than `max_side` pixels."""
        return self._picture({"act": "picture", "side": max_side}, raw)

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            _end(child)

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

        return _trusted(checked)

    def _ask(self, head: Head, payload: bytes) -> tuple[Mapping[str, object], bytes]:
        if len(payload) > MAX_INPUT:
            raise _refused(f"文件超过{MAX_INPUT // 1024 // 1024}兆")
        child = self._child = self._child or _start()
        late = threading.Event()
        timer = threading.Timer(self._seconds, lambda: (late.set(), child.kill()))
        timer.start()
        try:
            send(_pipe(child.stdin), head, payload)
            answer, body = receive(_pipe(child.stdout), _room)
        except (OSError, EOFError, ValueError, Refused) as error:
            self.close()
            raise _refused("读取时间过长，已停止" if late.is_set() else REASONS["broken"]) from error
        finally:
            timer.cancel()
            timer.join()
        if "fault" in answer:
            raise _refused(REASONS.get(str(answer["fault"]), REASONS["broken"]))
        return answer, body


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


def _start() -> subprocess.Popen[bytes]:
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, FROZEN_FLAG] if frozen else [sys.executable, "-I", "-B", "-c", _START, _ROOT]
    kept = {"SYSTEMROOT": environ["SYSTEMROOT"]} if "SYSTEMROOT" in environ else {}  # Windows starts nothing without
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(sys.executable).anchor,
        env=kept,
        close_fds=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):  # the rest of an unsent message has nobody to go to
                pipe.close()
    child.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError("the child was started without pipes")
    return pipe


def _room(head: Mapping[str, object]) -> int:
    return (MAX_PIXELS + 2 * MAX_SIDE) * BYTES_PER_PIXEL if "width" in head else 0


def _pairs(value: object) -> list[tuple[int, int]]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_PAGES:  # pyright: ignore[reportUnknownArgumentType]
        raise ValueError("sizes")
    return [(int(w), int(h)) for w, h in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _trusted(read: Callable[[], T]) -> T:
    """Whatever the child made up instead of an answer is a broken file to the user."""
    try:
        return read()
    except (KeyError, TypeError, ValueError) as error:
        raise _refused(REASONS["broken"]) from error


def _refused(reason: str) -> Refused:
    return Refused(f"这份附件不能预览：{reason}")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

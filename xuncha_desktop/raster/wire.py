"""What the viewer and its child say to each other: a length-prefixed JSON head, then bytes of a stated length."""

import json
import struct
from collections.abc import Callable, Mapping
from typing import IO, Final

from xuncha_desktop.kernel.canonical import strict_json

MAX_INPUT: Final = 200 * 1024 * 1024  # bytes of an attachment that is looked at
MAX_PAGES: Final = 5_000
MAX_PIXELS: Final = 36_000_000  # an A3 page at 400 dpi; 144 MB as RGBA
MAX_SIDE: Final = 20_000
MAX_HEAD: Final = 1024 * 1024
BYTES_PER_PIXEL: Final = 4

# The child answers a fault with one of these words only: no text of a foreign file reaches a message.
REASONS: Final[Mapping[str, str]] = {
    "broken": "内容已损坏，或不是规范的文件",
    "locked": "文件设有打开口令",
    "empty": "文件中没有页面",
    "many": f"页数超过{MAX_PAGES}页",
    "large": "画面过大",
    "missing": "没有这一页",
    "memory": "所需内存过多",
}

Head = Mapping[str, str | int | list[list[int]]]


def send(stream: IO[bytes], head: Head, payload: bytes | memoryview = b"") -> None:
    """Write one message and flush it."""
    raw = json.dumps(head).encode()
    stream.write(struct.pack(">IQ", len(raw), len(payload)))
    stream.write(raw)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes], limit: Callable[[Mapping[str, object]], int]) -> tuple[Mapping[str, object], bytes]:
    """Read one message; `limit` says from the head how many bytes may follow. EOFError when the other end is gone."""
    head_size, size = struct.unpack(">IQ", _exactly(stream, 12))
    if head_size > MAX_HEAD:
        raise ValueError("head too long")
    head = strict_json(_exactly(stream, head_size), limit=MAX_HEAD, what="预览结果")
    if not isinstance(head, dict) or size > limit(head):  # pyright: ignore[reportUnknownArgumentType]
        raise ValueError("message too long")
    return head, _exactly(stream, size)  # pyright: ignore[reportUnknownVariableType]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    raw = stream.read(size)
    if len(raw) != size:
        raise EOFError
    return raw

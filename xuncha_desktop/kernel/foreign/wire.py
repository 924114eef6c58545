"""What a program and its limited child say to each other: a JSON head, then bytes; each with its length before it."""

import json
import struct
from collections.abc import Callable, Mapping
from typing import IO, Any, Final

from xuncha_desktop.kernel.canonical import strict_json

MAX_HEAD: Final = 1024 * 1024

Head = Mapping[str, Any]  # JSON values
Room = Callable[[Mapping[str, object]], int]


def send(stream: IO[bytes], head: Head, payload: bytes | memoryview = b"") -> None:
    """Write one message and flush it."""
    raw = json.dumps(head).encode()
    stream.write(struct.pack(">IQ", len(raw), len(payload)))
    stream.write(raw)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes], limit: Room) -> tuple[Mapping[str, object], bytes]:
    """Read one message; `limit` says from the head how many bytes may follow. EOFError when the other end is gone."""
    head_size, size = struct.unpack(">IQ", _exactly(stream, 12))
    if head_size > MAX_HEAD:
        raise ValueError("head too long")
    head = strict_json(_exactly(stream, head_size), limit=MAX_HEAD, what="读取结果")
    if not isinstance(head, dict) or size > limit(head):  # pyright: ignore[reportUnknownArgumentType]
        raise ValueError("message too long")
    return head, _exactly(stream, size)  # pyright: ignore[reportUnknownVariableType]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    raw = stream.read(size)
    if len(raw) != size:
        raise EOFError
    return raw

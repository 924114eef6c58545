"""Record ids: UUIDv7 from an injected clock and random source, so that a run can be repeated exactly."""

from collections.abc import Callable
from uuid import UUID, uuid5

from xuncha_desktop.kernel.clock import Clock, micros

RandomBytes = Callable[[int], bytes]
NewId = Callable[[], str]

SHIPPED = UUID("6f0f0c8e-5d35-5c0a-9a53-0c5c8f6d2b11")  # namespace of records shipped with the program


def id_source(clock: Clock, random_bytes: RandomBytes) -> NewId:
    """A source of UUIDv7 texts (RFC 9562 §5.7): sorted by millisecond, the rest random."""

    def new_id() -> str:
        head = micros(clock()) // 1000
        tail = int.from_bytes(random_bytes(10), "big")
        value = head << 80 | tail
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return str(UUID(int=value))

    return new_id


def shipped_id(name: str) -> str:
    """The id of a record every installation has under the same name (UUIDv5)."""
    return str(uuid5(SHIPPED, name))

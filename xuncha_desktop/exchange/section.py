"""A section: one compartment's records as JSON lines, encrypted under a key sealed to the receiver's compartment."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from xuncha_desktop.crypto import chunks
from xuncha_desktop.exchange.manifest import SectionEntry, section_context
from xuncha_desktop.exchange.shape import Shape
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.kernel.levels import Compartment

LINE_LIMIT = 1 << 20
"""A record is at most a mebibyte of JSON; what is longer is an attachment."""
Seal = Callable[[bytes, bytes], bytes]
"""Seals a key for a context (HPKE info) to the receiver's compartment, e.g. partial(seal_to, public)."""
OpenKey = Callable[[bytes, bytes], bytes]
"""The inverse, e.g. partial(open_with, private)."""

_KEY_BYTES = 32
_TYPE = r"[a-z][a-z0-9_]{0,59}"
_BROKEN = "数据包中的记录不完整或者不符合格式要求，未导入任何内容"


@dataclass(frozen=True, slots=True)
class SectionHeader:
    """The sealed first line: which record types follow, in which wire version, and how many of each."""

    compartment: Compartment
    types: Mapping[str, int]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many record lines follow."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class SectionSource:
    """What goes into one section. `records` is read once; its length must be what the header announces."""

    header: SectionHeader
    records: Iterable[Mapping[str, Any]]
    seal: Seal


@dataclass(frozen=True, slots=True)
class Section:
    """An opened section: its header, and its records, read as they are asked for."""

    header: SectionHeader
    records: Iterator[dict[str, Any]]


def write_section(
    source: SectionSource,
    target: BinaryIO,
    package_id: str,
    sender_id: str,
    random: RandomBytes,
    advance: Callable[[int], None],
) -> SectionEntry:
    """Encrypt a section's lines into `target`; memory does not grow with their number."""
    key = random(_KEY_BYTES)
    compartment = source.header.compartment
    written = chunks.encrypt_stream(key, cast("BinaryIO", _Lines(source, advance)), target)
    sealed = source.seal(key, section_context(package_id, sender_id, compartment))
    return SectionEntry(compartment, sealed.hex(), written.cipher_length, written.sha256_of_ciphertext)


def open_section(
    ciphertext: BinaryIO, entry: SectionEntry, package_id: str, sender_id: str, open_key: OpenKey
) -> Section:
    """Open a sealed section standing alone; `ciphertext` holds its bytes and no others, and can seek.

    The header is read at once, records as they are asked for. Raises Damaged for another key, altered bytes, a
    line over the cap or not strict JSON, and a number of lines other than announced.
    """
    context = section_context(package_id, sender_id, entry.compartment)
    key = open_key(bytes.fromhex(entry.sealed_key), context)
    try:
        lines = _lines(chunks.open_reader(key, ciphertext).chunks())
        header = _header(next(lines, b""), entry.compartment)
    except Damaged as error:
        raise Damaged(_BROKEN) from error
    return Section(header, _records(lines, header.total))


class _Lines:
    """Hands out the lines of a section as the cipher asks for bytes."""

    def __init__(self, source: SectionSource, advance: Callable[[int], None]) -> None:
        self._records = iter(source.records)
        self._left = source.header.total
        self._advance = advance
        header = source.header
        self._buffer = bytearray(
            _line(
                {
                    "compartment": header.compartment.value,
                    "types": dict(header.types),
                    "counts": dict(header.counts),
                }
            )
        )

    def read(self, count: int = -1, /) -> bytes:
        while count < 0 or len(self._buffer) < count:
            record = next(self._records, None)
            if record is None:
                if self._left:
                    raise ValueError(f"{self._left} records fewer than the header announces")
                break
            if not self._left:
                raise ValueError("more records than the header announces")
            self._left -= 1
            line = _line(record)
            self._buffer += line
            self._advance(len(line))
        taken = bytes(self._buffer if count < 0 else self._buffer[:count])
        del self._buffer[: len(taken)]
        return taken


def _line(value: Mapping[str, Any]) -> bytes:
    line = canonical(value)
    if len(line) > LINE_LIMIT:
        raise Refused("有一条记录超过1 MB，不能打包；请把长内容改为附件")
    return line + b"\n"


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = bytearray()
    for block in blocks:
        rest += block
        *whole, tail = bytes(rest).split(b"\n") if b"\n" in block else [bytes(rest)]
        yield from whole
        rest = bytearray(tail)
        if len(rest) > LINE_LIMIT:
            raise Damaged(_BROKEN)
    if rest:
        raise Damaged(_BROKEN)


def _header(line: bytes, compartment: Compartment) -> SectionHeader:
    try:
        shape = Shape(strict_json(line, limit=LINE_LIMIT, what="分区说明"))
        types, counts = shape.inner("types"), shape.inner("counts")
        header = SectionHeader(
            Compartment(shape.text("compartment", r"[a-z]{1,20}")),
            {name: types.whole(name, low=1) for name in types.names},
            {name: counts.whole(name) for name in counts.names},
        )
        if header.compartment is not compartment or header.types.keys() != header.counts.keys():
            raise ValueError("not the announced section")
        for name in header.types:
            Shape({"type": name}).text("type", _TYPE)
    except ValueError as error:
        raise Damaged(_BROKEN) from error
    return header


def _records(lines: Iterator[bytes], total: int) -> Iterator[dict[str, Any]]:
    found = 0
    for line in lines:
        value = strict_json(line, limit=LINE_LIMIT, what="数据包中的记录")
        found += 1
        if type(value) is not dict or found > total:
            raise Damaged(_BROKEN)
        yield cast("dict[str, Any]", value)
    if found != total:
        raise Damaged(_BROKEN)

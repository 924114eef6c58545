"""A package too large for one file on a FAT32 drive is written as parts; each says what whole it belongs to.

A part is a magic line, a header of plain JSON and a stretch of the finished age file. The header is the same in every
part but for `index`: the whole's name, length and SHA-256, and length and SHA-256 of each stretch. It says nothing a
drive would not say of the whole. Whether the whole may come in is decided when it is whole, by its own signature.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from xuncha_desktop.exchange import envelope, media
from xuncha_desktop.exchange.envelope import PublicFacts
from xuncha_desktop.exchange.progress import Watch
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.exchange.shape import Shape
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused, StorageFailed

MAGIC = b"IPX1-PART\n"
WHOLE_OVER = media.FAT32_LIMIT - (64 << 20)
"""What is larger goes in parts, whatever the drive: nobody knows which machine it is carried to."""
USUAL = 1 << 31
"""Bytes of a part where nobody asked for smaller ones."""
MOST = 200
HEADER_LIMIT = 1 << 16
_LENGTH_BYTES = 4
_NAME = re.compile(r"(IPX-[0-9a-f]{8}-\d{4,15}-[0-9a-f]{8})\.(\d{1,3})of(\d{1,3})\.ipx", re.ASCII)
_WHOLE_NAME = r"IPX-[0-9a-f]{8}-\d{4,15}-[0-9a-f]{8}\.ipx"
_HEX = r"[0-9a-f]{64}"


@dataclass(frozen=True, slots=True)
class Table:
    """What all parts of a package have in common: name, length and digest of the whole, and of each stretch."""

    name: str
    size: int
    sha256: str
    lengths: tuple[int, ...]
    digests: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.lengths)

    @property
    def mark(self) -> str:
        """SHA-256 of the table: parts with another mark belong to another set."""
        return hashlib.sha256(canonical(self.wire())).hexdigest()

    def wire(self) -> dict[str, Any]:
        """Plain values."""
        pairs = zip(self.lengths, self.digests, strict=True)
        parts = [{"length": length, "sha256": digest} for length, digest in pairs]
        return {"name": self.name, "size": self.size, "sha256": self.sha256, "parts": parts}

    def start_of(self, index: int) -> int:
        """Where the stretch of part `index` (from 1) begins in the whole, in bytes."""
        return sum(self.lengths[: index - 1])

    def file_name(self, index: int) -> str:
        """A part's name on the drive."""
        return f"{self.name.removesuffix(media.SUFFIX)}.{index}of{self.count}{media.SUFFIX}"

    def header(self, index: int) -> bytes:
        """What stands before the stretch of part `index`."""
        raw = canonical({"index": index, "whole": self.wire()})
        return MAGIC + len(raw).to_bytes(_LENGTH_BYTES, "big") + raw


@dataclass(frozen=True, slots=True)
class Head:
    """The header of one part; its stretch begins `offset` bytes into its file."""

    table: Table
    index: int
    offset: int

    @property
    def length(self) -> int:
        """Bytes of its stretch."""
        return self.table.lengths[self.index - 1]


def table_of(value: Any) -> Table:
    """A table out of foreign values. Raises ValueError."""
    shape = Shape(value)
    parts = shape.inners("parts", limit=MOST)
    lengths = tuple(part.whole("length", low=1, high=media.FAT32_LIMIT) for part in parts)
    digests = tuple(part.text("sha256", _HEX) for part in parts)
    made = Table(shape.text("name", _WHOLE_NAME), shape.whole("size"), shape.text("sha256", _HEX), lengths, digests)
    if len(lengths) < 2 or sum(lengths) != made.size or made.wire() != value:
        raise ValueError("parts")
    return made


def read_head(file: BinaryIO, size: int) -> Head | None:
    """The header at the beginning of a file of `size` bytes; None if it is no part. Raises PackageRefused."""
    start = file.read(len(MAGIC) + _LENGTH_BYTES)
    if not start.startswith(MAGIC):
        return None
    length = int.from_bytes(start[len(MAGIC) :], "big")
    try:
        if length > HEADER_LIMIT:
            raise ValueError("length")
        raw = file.read(length)
        shape = Shape(strict_json(raw, limit=HEADER_LIMIT, what="分卷说明"))
        table = table_of(shape.inner("whole").value)
        head = Head(table, shape.whole("index", low=1, high=table.count), len(start) + length)
    except (Damaged, ValueError) as error:
        raise PackageRefused(Reason.MALFORMED, "数据包分卷的开头已损坏或者不符合格式要求，未读取任何内容") from error
    if table.header(head.index) != start + raw:
        raise PackageRefused(Reason.MALFORMED, "数据包分卷的开头已损坏或者不符合格式要求，未读取任何内容")
    if size != head.offset + head.length:
        raise PackageRefused(Reason.DAMAGED, damaged(head.index))
    return head


def damaged(index: int) -> str:
    """What is said of a part that is cut or altered."""
    return f"数据包的第{index}卷不完整或者已被改动，这一卷没有读入，请重新拷贝这一卷"


def named(path: Path) -> tuple[str, int, int] | None:
    """What a part's file name says: name of the whole, which part, of how many. None for any other name."""
    found = _NAME.fullmatch(path.name)
    return (found[1] + media.SUFFIX, int(found[2]), int(found[3])) if found else None


def show(path: Path) -> PublicFacts:
    """What a package or part of one says to somebody without a key. Raises OSError, PackageRefused."""
    facts = envelope.show(path)
    with path.open("rb") as file:
        head = read_head(file, facts.size)
    if head is None:
        return facts
    channel, seq, mark = envelope.name_parts(head.table.name)
    said = {"part": head.index, "parts": head.table.count, "whole": head.table.size}
    return replace(facts, is_package=True, channel=channel, seq=seq, mark=mark, **said)


def offered(folder: Path) -> list[Path]:
    """The packages on a drive; of one in parts the first that lies there. Links, programs and unfinished copies not."""
    found: dict[str, Path] = {}
    with media.told("U盘"):
        for path in sorted(media.plain_packages(folder), key=_in_order):
            with path.open("rb") as file:
                part = file.read(len(MAGIC)) == MAGIC
            if part or envelope.looks_like_age(path):
                name = named(path) if part else None
                found.setdefault(name[0] if name else path.name, path)
    return sorted(found.values())


def _in_order(path: Path) -> tuple[int, str]:
    name = named(path)
    return (name[1] if name else 0), path.name


def count_of(size: int, part_size: int | None = None) -> int:
    """How many files a package of `size` bytes becomes. Raises Refused where parts would be too many."""
    return len(_lengths(size, part_size))


def deliver(
    source: Path, folder: Path, name: str, sha256: str, part_size: int | None, watch: Watch
) -> tuple[Path, ...]:
    """Bring a finished package to the drive: in one file, or in parts of at most `part_size` bytes each.

    No part gets its final name before all are written and read back. Raises what `media.deliver` raises, and Refused
    for more than 200 parts.
    """
    lengths = _lengths(source.stat().st_size, part_size)
    if len(lengths) == 1:
        return (media.deliver(source, folder, name, sha256, watch),)
    table = _table(source, name, sha256, lengths, watch)
    finals = [folder / table.file_name(index) for index in range(1, table.count + 1)]
    unfinished = [path.with_name(path.name + media.PART) for path in finals]
    with media.told("U盘"):
        for path in unfinished:
            path.unlink(missing_ok=True)
    media.require_space(folder, sum(len(table.header(i)) for i in range(1, table.count + 1)) + table.size, "U盘")
    published: list[Path] = []
    try:
        with media.told("U盘"):
            for index, path in enumerate(unfinished, 1):
                _write(source, path, table, index, watch)
            for path, final in zip(unfinished, finals, strict=True):
                os.replace(path, final)
                published.append(final)
            media.sync_folder(folder)
    except BaseException:
        for path in (*unfinished, *published):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return tuple(finals)


def _lengths(size: int, part_size: int | None) -> tuple[int, ...]:
    """Bytes of each stretch; one where the whole goes into one file."""
    most = part_size if part_size is not None else (WHOLE_OVER if size <= WHOLE_OVER else USUAL)
    if size <= most:
        return (size,)
    for count in range(2, MOST + 1):
        widest = Table(f"IPX-{0:08x}-{0:015}-{0:08x}.ipx", size, "0" * 64, (size,) * count, ("0" * 64,) * count)
        room = most - len(widest.header(count))
        if 0 < size <= room * count:
            full, rest = divmod(size, room)
            return (room,) * full + ((rest,) if rest else ())
    raise Refused(f"分卷太小：{media.readable_size(size)}的数据包要分成{MOST}卷以上，请选择更大的分卷")


def _table(source: Path, name: str, sha256: str, lengths: tuple[int, ...], watch: Watch) -> Table:
    """Read the whole once to know the digest of each stretch. Raises Damaged if it is not what was built."""
    size = sum(lengths)
    watch.begin(f"正在计算分卷（共{len(lengths)}卷）", size)
    whole, digests = hashlib.sha256(), list[str]()
    with media.told("本机磁盘"), source.open("rb", buffering=0) as file:
        for length in lengths:
            hashing = hashlib.sha256()
            for block in stretch(file, length):
                hashing.update(block)
                whole.update(block)
                watch.advance(len(block))
            digests.append(hashing.hexdigest())
    if whole.hexdigest() != sha256:
        raise Damaged("本机上的数据包与制作时的摘要不一致，不能写出，请重新制作")
    return Table(name, size, sha256, lengths, tuple(digests))


def _write(source: Path, path: Path, table: Table, index: int, watch: Watch) -> None:
    """One part under its unfinished name, believed only when read back."""
    header, words = table.header(index), f"（第{index}卷，共{table.count}卷）"
    length = table.lengths[index - 1]
    hashing = hashlib.sha256(header)
    watch.begin(f"正在写入U盘{words}", length)
    target = media.create_private(path)
    try:
        media.write_all(target, header)
        with source.open("rb", buffering=0) as file:
            file.seek(table.start_of(index))
            for block in stretch(file, length):
                hashing.update(block)
                media.write_all(target, block)
                watch.advance(len(block))
        os.fsync(target)
    finally:
        os.close(target)
    if media.read_back(path, len(header) + length, watch, words) != hashing.hexdigest():
        raise StorageFailed("写入后读回的内容与原文件不一致，U盘可能已损坏，请更换U盘")


def stretch(file: BinaryIO | Any, length: int) -> Generator[bytes]:
    """The next `length` bytes of a file in blocks; fewer only if it ends."""
    while length and (block := file.read(min(media.BLOCK, length))):
        length -= len(block)
        yield block

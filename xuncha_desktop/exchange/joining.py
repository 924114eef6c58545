"""Parts of a package brought together: in any order, from several drives, each checked before it counts."""

import contextlib
import hashlib
import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from xuncha_desktop.exchange import media, parts
from xuncha_desktop.exchange.parts import Head, Table
from xuncha_desktop.exchange.progress import Cancel, Progress, Watch, never, silent
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused

WHOLE, LIST = ".whole", ".list"
_LIST_LIMIT = parts.HEADER_LIMIT * 2


class PartsMissing(Refused):
    """Some parts have not come yet. Those that have are kept on this computer; nothing was taken in."""

    def __init__(self, waiting: "Waiting") -> None:
        self.waiting = waiting
        super().__init__(
            f"{waiting.sentence}已读入的卷暂存在本机，没有导入任何内容；请插入存有所缺分卷的U盘，再选择一次数据包"
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package of which some parts lie here, in quarantine."""

    table: Table
    got: frozenset[int]

    @property
    def missing(self) -> tuple[int, ...]:
        """The parts that have not come."""
        return tuple(index for index in range(1, self.table.count + 1) if index not in self.got)

    @property
    def sentence(self) -> str:
        """Which package, how many parts, and which are missing."""
        return (
            f"数据包“{self.table.name}”共{self.table.count}卷，已有{_listed(self.got)}，还缺{_listed(self.missing)}。"
        )


def fetch(path: Path, quarantine: Path, *, progress: Progress = silent, cancel: Cancel = never) -> media.Fetched:
    """Take in a package, or a part of one with all others that lie beside it; a whole one comes out.

    Raises PartsMissing where parts are still wanted, and what `media.fetch` raises; PackageRefused also for a part
    that was altered (those already here stay) and for parts of two packages under one name (nothing is read).
    """
    head = _head(path)
    if head is None:
        return media.fetch(path, quarantine, progress=progress, cancel=cancel)
    beside = _beside(path, head)
    media.private_folder(quarantine)
    got = set(_got(quarantine, head.table))
    wanted = [index for index in sorted(beside) if index not in got]
    left = sum(head.table.lengths) - sum(head.table.lengths[index - 1] for index in got)
    media.require_space(quarantine, left, "本机磁盘")
    watch = Watch(progress, cancel)
    try:
        for index in wanted:
            _take(beside[index], index, head.table, quarantine, watch)
            got.add(index)
            _remember(quarantine, head.table, got)
    except BaseException:
        if not got:
            forget(quarantine, head.table.mark)
        raise
    waiting = Waiting(head.table, frozenset(got))
    if waiting.missing:
        raise PartsMissing(waiting)
    return _joined(quarantine, head.table, watch)


def waiting(quarantine: Path) -> list[Waiting]:
    """The packages of which some parts lie here, by name."""
    found: list[Waiting] = []
    for path in quarantine.glob(f"*{LIST}"):
        one = _read_list(path)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.table.name)


def forget(quarantine: Path, mark: str) -> None:
    """Remove the parts of a package that is not to be completed."""
    for ending in (LIST, WHOLE):
        with media.told("本机磁盘"):
            (quarantine / f"{mark}{ending}").unlink(missing_ok=True)


def belongs(path: Path) -> bool:
    """Whether a file in quarantine is kept for parts that have not come yet."""
    return path.suffix in (LIST, WHOLE) and path.with_suffix(LIST).is_file()


def _head(path: Path) -> Head | None:
    with _opened(path) as (file, size):
        head = parts.read_head(file, size)
    name = parts.named(path)
    if head is not None and name is not None and name != (head.table.name, head.index, head.table.count):
        raise _mixed(f"文件“{path.name}”里实际是“{head.table.name}”的第{head.index}卷")
    return head


def _beside(path: Path, head: Head) -> dict[int, Path]:
    """All parts of the same package in the folder, by number. Raises PackageRefused for another's under its name."""
    found = {head.index: path}
    with media.told("U盘"):
        others = [each for each in media.plain_packages(path.parent) if each != path]
    for other in sorted(others):
        name = parts.named(other)
        try:
            theirs = _head(other)
        except PackageRefused:
            if name and name[0] == head.table.name:
                raise
            continue  # a broken part of some other package is not this one's matter
        if theirs is None:
            continue
        if theirs.table == head.table:
            found.setdefault(theirs.index, other)
        elif name and name[0] == head.table.name:
            raise _mixed(f"文件“{other.name}”与“{path.name}”不是同一次写出的")
    return found


def _mixed(what: str) -> PackageRefused:
    return PackageRefused(
        Reason.MIXED, f"分卷混杂：{what}。不同数据包的分卷不能拼在一起，未读取任何内容，请重新拷贝全部分卷"
    )


@contextlib.contextmanager
def _opened(path: Path) -> Generator[tuple[BinaryIO, int]]:
    handle, size = media.open_plain(path, media.FAT32_LIMIT)
    with os.fdopen(handle, "rb", buffering=0) as file, media.told("U盘"):
        yield file, size  # type: ignore[misc]


def _take(path: Path, index: int, table: Table, quarantine: Path, watch: Watch) -> None:
    """Copy one stretch to its place in the whole; what is hashed is what was written, the drive is not asked again."""
    watch.begin(f"正在从U盘复制数据包（第{index}卷，共{table.count}卷）", table.lengths[index - 1])
    hashing = hashlib.sha256()
    with _opened(path) as (file, size):
        head = parts.read_head(file, size)
        if head is None or (head.table, head.index) != (table, index):
            raise PackageRefused(Reason.CHANGED)
        with _placed(quarantine, table, index) as target:
            for block in parts.stretch(file, head.length):
                hashing.update(block)
                with media.told("本机磁盘"):
                    media.write_all(target, block)
                watch.advance(len(block))
    if hashing.hexdigest() != table.digests[index - 1]:
        raise PackageRefused(Reason.DAMAGED, parts.damaged(index))


@contextlib.contextmanager
def _placed(quarantine: Path, table: Table, index: int) -> Generator[int]:
    """The whole as far as it has come, open where a part belongs; durable when left without an error."""
    path = quarantine / f"{table.mark}{WHOLE}"
    with media.told("本机磁盘"):
        handle = media.create_private(path) if not path.is_file() else media.reopen_private(path)
    try:
        with media.told("本机磁盘"):
            os.lseek(handle, table.start_of(index), os.SEEK_SET)
        yield handle
        with media.told("本机磁盘"):
            os.fsync(handle)
    finally:
        os.close(handle)


def _joined(quarantine: Path, table: Table, watch: Watch) -> media.Fetched:
    """The whole, if it is what its parts said it would be. Raises PackageRefused, and then nothing of it stays."""
    path, final = quarantine / f"{table.mark}{WHOLE}", quarantine / (table.sha256 + media.SUFFIX)
    watch.begin("正在核对拼好的数据包", table.size)
    hashing = hashlib.sha256()
    with media.told("本机磁盘"):
        with path.open("rb", buffering=0) as file:
            for block in parts.stretch(file, table.size + 1):
                hashing.update(block)
                watch.advance(len(block))
        sound = hashing.hexdigest() == table.sha256
        if sound:
            os.replace(path, final)
            media.sync_folder(quarantine)
    forget(quarantine, table.mark)
    if not sound:
        raise PackageRefused(Reason.DAMAGED, "各卷拼好后与发送单位登记的摘要不一致，未导入任何内容，请重新拷贝全部分卷")
    return media.Fetched(final, table.sha256, table.size)


def _got(quarantine: Path, table: Table) -> frozenset[int]:
    """Which parts of a package lie here already, durable and checked."""
    if not (quarantine / f"{table.mark}{WHOLE}").is_file():
        return frozenset()
    found = _read_list(quarantine / f"{table.mark}{LIST}")
    return found.got if found else frozenset()


def _remember(quarantine: Path, table: Table, got: set[int]) -> None:
    """Keep which parts have come, after their bytes are durable."""
    path = quarantine / f"{table.mark}{LIST}"
    fresh = path.with_name(path.name + media.PART)
    with media.told("本机磁盘"):
        handle = media.create_private(fresh)
        try:
            media.write_all(handle, canonical({"got": sorted(got), "whole": table.wire()}))
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(fresh, path)
        media.sync_folder(quarantine)


def _read_list(path: Path) -> Waiting | None:
    """What a list says; None for one that is gone or does not hold (then the parts are read anew)."""
    try:
        value = strict_json(path.read_bytes(), limit=_LIST_LIMIT, what="分卷清单")
        table = parts.table_of(value["whole"])
        got = frozenset(int(index) for index in value["got"])
    except (OSError, Damaged, ValueError, KeyError, TypeError):
        return None
    sound = table.mark == path.stem and all(1 <= index <= table.count for index in got)
    return Waiting(table, got) if sound else None


def _listed(indices: Iterable[int]) -> str:
    found = sorted(indices)
    shown = "、".join(map(str, found[:10])) + ("等" if len(found) > 10 else "")
    return f"第{shown}卷" if found else "0卷"

"""The USB drive: writing so that only a whole file has the final name, and taking in without trusting it."""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from xuncha_desktop.exchange.envelope import looks_like_age
from xuncha_desktop.exchange.progress import Cancel, Progress, Watch, never, silent
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import NotFound, StorageFailed
from xuncha_desktop.kernel.whole_file import trouble_of

SUFFIX = ".ipx"
PART = ".part"
BLOCK = 1 << 20
FAT32_LIMIT = (1 << 32) - 1

# Windows has no O_NOFOLLOW and needs O_BINARY; elsewhere it is the other way round.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The local copy everything else works on; the drive is not read a second time."""

    path: Path
    sha256: str
    size: int


@contextlib.contextmanager
def told(place: str) -> Generator[None]:
    """Turn a failing drive into a sentence about `place` ("U盘", "本机磁盘")."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(f"{place}{trouble_of(error)}。本次操作没有完成，请排除后重试") from error


def readable_size(count: int) -> str:
    """A number of bytes as people read it; rounded up, because it says how much is needed."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if count >= unit:
            return f"{-(-count * 10 // unit) / 10:g} {name}"
    return f"{count} 字节"


def require_space(folder: Path, needed: int, place: str) -> None:
    """Raises StorageFailed with both numbers when `needed` bytes do not fit, or the folder is gone."""
    with told(place):
        free = shutil.disk_usage(folder).free
    if needed > free:
        raise StorageFailed(f"{place}空间不足：需要 {readable_size(needed)}，可用 {readable_size(free)}")


def leftovers(folder: Path) -> list[Path]:
    """Unfinished `.part` files of ours an earlier yank left behind; offered to the user for removal."""
    with told("U盘"):
        return sorted(
            each
            for each in folder.iterdir()
            if each.name.startswith("IPX-") and each.name.endswith(SUFFIX + PART) and _is_plain(each)
        )


def plain_packages(folder: Path) -> list[Path]:
    """The files on a drive that are called packages. Links, programs, autorun files and unfinished copies are not."""
    return [each for each in folder.iterdir() if each.suffix.lower() == SUFFIX and _is_plain(each)]


def deliver(source: Path, folder: Path, name: str, sha256: str, watch: Watch) -> Path:
    """Copy a finished file to the drive under `name`, and believe only what was read back.

    Raises StorageFailed or Cancelled; then neither the final name nor the `.part` is left, unless the drive is gone.
    """
    part, final = folder / (name + PART), folder / name
    size = source.stat().st_size
    with told("U盘"):
        part.unlink(missing_ok=True)
    require_space(folder, size, "U盘")
    try:
        with told("U盘"):
            _copy(source, part, size, watch)
            if read_back(part, size, watch) != sha256:
                raise StorageFailed("写入后读回的内容与原文件不一致，U盘可能已损坏，请更换U盘")
            _publish(part, final)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return final


def fetch(
    path: Path, quarantine: Path, cap: int = FAT32_LIMIT, *, progress: Progress = silent, cancel: Cancel = never
) -> Fetched:
    """Copy a package into the local quarantine (0700), hashing on the way; nothing in it is interpreted yet.

    Links, FIFOs, devices, folders, files over `cap` bytes, foreign files and files that change meanwhile are refused.
    """
    watch = Watch(progress, cancel)
    source, size = open_plain(path, cap)
    temporary = quarantine / "fetching.part"
    try:
        private_folder(quarantine)
        require_space(quarantine, size, "本机磁盘")
        digest = _take_in(source, temporary, size, watch)
        if not looks_like_age(temporary):
            raise PackageRefused(Reason.FOREIGN)
        final = quarantine / (digest + SUFFIX)
        with told("本机磁盘"):
            os.replace(temporary, final)
        return Fetched(final, digest, size)
    finally:
        os.close(source)
        temporary.unlink(missing_ok=True)


def private_folder(folder: Path) -> None:
    """Make a folder that only this account may enter."""
    with told("本机磁盘"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink():
            raise StorageFailed("本机的隔离文件夹被换成了链接，请联系系统管理员")
        folder.chmod(0o700)


def create_private(path: Path) -> int:
    """A new file only this account may read; one left from before is thrown away first."""
    path.unlink(missing_ok=True)
    return os.open(path, _WRITE, 0o600)


def reopen_private(path: Path) -> int:
    """A file of ours that is to be written on."""
    return os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def open_plain(path: Path, cap: int) -> tuple[int, int]:
    """A handle for reading a file of the drive, and its size. Raises PackageRefused, NotFound, StorageFailed."""
    # Looked at before opening: opening a device can already do something. And again after, in case it was swapped.
    with told("U盘"):
        try:
            before = path.lstat()
        except FileNotFoundError as error:
            raise NotFound("找不到所选的数据包文件，U盘可能已被拔出") from error
        if not stat.S_ISREG(before.st_mode):
            raise PackageRefused(Reason.NOT_A_FILE)
        if before.st_size > cap:
            raise PackageRefused(Reason.TOO_LARGE)
        try:
            source = os.open(path, _READ)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise PackageRefused(Reason.NOT_A_FILE) from error
            raise
        after = os.fstat(source)
        if (after.st_dev, after.st_ino, after.st_size) != (before.st_dev, before.st_ino, before.st_size):
            os.close(source)
            raise PackageRefused(Reason.CHANGED)
        return source, before.st_size


def _take_in(source: int, temporary: Path, size: int, watch: Watch) -> str:
    watch.begin("正在从U盘复制数据包", size)
    hashing, left = hashlib.sha256(), size
    with told("本机磁盘"):
        target = create_private(temporary)
    try:
        while True:
            with told("U盘"):
                block = os.read(source, BLOCK)
            if not block:
                break
            left -= len(block)
            if left < 0:
                raise PackageRefused(Reason.CHANGED)
            hashing.update(block)
            with told("本机磁盘"):
                write_all(target, block)
            watch.advance(len(block))
        with told("本机磁盘"):
            os.fsync(target)
    finally:
        os.close(target)
    if left:
        raise PackageRefused(Reason.CHANGED)
    return hashing.hexdigest()


def _copy(source: Path, part: Path, size: int, watch: Watch) -> None:
    watch.begin("正在写入U盘", size)
    target = os.open(part, _WRITE, 0o600)
    try:
        with source.open("rb", buffering=0) as reading:
            while block := reading.read(BLOCK):
                write_all(target, block)
                watch.advance(len(block))
        os.fsync(target)
    finally:
        os.close(target)


def read_back(part: Path, size: int, watch: Watch, which: str = "") -> str:
    """SHA-256 of what the drive says it has."""
    watch.begin(f"正在核对写入的内容{which}", size)
    hashing = hashlib.sha256()
    reading = os.open(part, _READ)
    try:
        if hasattr(os, "posix_fadvise"):
            # Otherwise the page cache would answer for the drive.
            os.posix_fadvise(reading, 0, 0, os.POSIX_FADV_DONTNEED)
        while block := os.read(reading, BLOCK):
            hashing.update(block)
            watch.advance(len(block))
    finally:
        os.close(reading)
    return hashing.hexdigest()


def _publish(part: Path, final: Path) -> None:
    os.replace(part, final)
    try:
        sync_folder(final.parent)
    except OSError:
        with contextlib.suppress(OSError):
            final.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a new name durable where the system can (Windows and some FUSE drives cannot)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def write_all(target: int, block: bytes) -> None:
    """Write a block, however many calls it takes."""
    left = memoryview(block)
    while left:
        left = left[os.write(target, left) :]

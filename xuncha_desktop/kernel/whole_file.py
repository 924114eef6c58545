"""A file somebody asked for: written whole or not at all, and what is wrong with a disk in words."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from xuncha_desktop.kernel.errors import StorageFailed

_TROUBLE: Final = {
    errno.ENOSPC: "空间已满",
    errno.EDQUOT: "空间配额已满",
    errno.EROFS: "处于写保护（只读）状态，请打开写保护开关或更换",
    errno.EACCES: "不允许写入，请检查写保护开关和权限",
    errno.EPERM: "不允许写入，请检查写保护开关和权限",
    errno.EFBIG: "不支持这样大的文件，请更换或分批",
    errno.ENOENT: "找不到了，可能已被拔出",
    errno.ENODEV: "找不到了，可能已被拔出",
    errno.ENXIO: "找不到了，可能已被拔出",
    errno.EIO: "读写出错，可能已被拔出或已损坏",
}


def trouble_of(error: OSError) -> str:
    """What is wrong, as the end of a sentence that begins with the place."""
    return _TROUBLE.get(error.errno or 0, f"读写失败（{error.strerror or '原因不明'}）")


@contextmanager
def no_file_left(what: str) -> Generator[None]:
    """Turn a failing disk into a sentence about `what` (文件, 表格), where the writer leaves nothing behind itself.

    Raises `StorageFailed`.
    """
    try:
        yield
    except OSError as error:
        raise StorageFailed(f"{what}没有写成：目标位置{trouble_of(error)}。没有留下文件") from error


def write_whole(target: Path, raw: bytes, what: str = "文件") -> None:
    """Write a finished file beside its place and move it there. Raises `StorageFailed`: nothing is left then."""
    part = target.with_name(f".{target.name}.part")
    with no_file_left(what):
        try:
            part.write_bytes(raw)
            os.replace(part, target)
        except OSError:
            part.unlink(missing_ok=True)
            raise

"""One SQLCipher file, opened safely; the only import of the driver (security.md §2.8)."""

import errno
import os
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from sqlcipher3 import dbapi2  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.kernel.errors import Damaged, Refused, StorageFailed

APPLICATION_ID = 0x58434147
PAGE = 4096
CACHE_KIB = 262_144  # a large page cache removes the cost of decryption (measured: 5.7× to 1.1×)
BUSY_SECONDS = 5.0

Params = Sequence[Any] | dict[str, Any]
_driver = cast(Any, dbapi2)
_TROUBLE = (cast("type[Exception]", _driver.DatabaseError), OSError, MemoryError)


class Cursor(Protocol):
    """What the house uses of a cursor."""

    rowcount: int
    lastrowid: int | None
    description: Sequence[Sequence[Any]] | None

    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


class Connection(Protocol):
    """What the house uses of the driver; `in_transaction` is the driver's own."""

    in_transaction: bool

    def execute(self, sql: str, params: Params = ()) -> Cursor: ...
    def executemany(self, sql: str, params: Iterable[Params]) -> Cursor: ...
    def close(self) -> None: ...
    def backup(self, target: "Connection", *, pages: int = -1) -> None: ...


class Busy(Refused):
    """Another program or window holds the file."""


class Unsure(StorageFailed):
    """The disk did not confirm a write: whether it lasts is known after a restart only, and nothing may follow it."""

    def __init__(self) -> None:
        super().__init__("磁盘没有确认写入，无法确认本次操作是否已保存。请重新启动本程序，核对后再继续")


class _Cursor(_driver.Cursor):
    """A cursor whose troubles with the disk are sentences, wherever a statement is run or its rows are read."""

    def execute(self, sql: str, params: Params = ()) -> Cursor:
        raw: Any = super()
        try:
            return raw.execute(sql, params)
        except _TROUBLE as error:
            _tell(error, self.connection.path, committing=sql == "COMMIT")
            raise

    def executemany(self, sql: str, params: Iterable[Params]) -> Cursor:
        raw: Any = super()
        try:
            return raw.executemany(sql, params)
        except _TROUBLE as error:
            _tell(error, self.connection.path)
            raise

    def fetchone(self) -> tuple[Any, ...] | None:
        raw: Any = super()
        try:
            return raw.fetchone()
        except _TROUBLE as error:
            _tell(error, self.connection.path)
            raise

    def fetchall(self) -> list[tuple[Any, ...]]:
        raw: Any = super()
        try:
            return raw.fetchall()
        except _TROUBLE as error:
            _tell(error, self.connection.path)
            raise


class _Connection(_driver.Connection):
    """A connection that hands out such cursors; `path` is the file they name."""

    path: Path | None = None

    def cursor(self) -> _Cursor:
        raw: Any = super()
        return raw.cursor(_Cursor)


_PRAGMAS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "temp_store=MEMORY",
    "mmap_size=0",
    f"cache_size=-{CACHE_KIB}",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "recursive_triggers=ON",
)

# What a statement may ask of the engine once the file is open (foundation 26). FTS5 needs data_version.
_ALLOWED_PRAGMAS = frozenset(
    (
        "data_version",
        "integrity_check",
        "quick_check",
        "cipher_integrity_check",
        "user_version",
        "foreign_key_check",
        "optimize",
        "table_info",
        "index_list",
        "cipher_version",
        "journal_mode",
        "synchronous",
        "temp_store",
        "mmap_size",
        "cache_size",
        "foreign_keys",
        "trusted_schema",
        "cell_size_check",
        "recursive_triggers",
    )
)
_READ_ONLY_PRAGMAS = _ALLOWED_PRAGMAS - {"optimize", "integrity_check", "quick_check", "table_info", "index_list"}
_DENIED_FUNCTIONS = frozenset(("load_extension", "fts3_tokenizer", "sqlcipher_export", "readfile", "writefile"))


def connect(
    path: Path,
    key: bytes | bytearray,
    *,
    create: bool = False,
    wait: float = BUSY_SECONDS,
    read_only: bool = False,
    prepare: Callable[[Connection], None] | None = None,
) -> Connection:
    """Open (or create) one encrypted file with a raw 32-byte key; `prepare` runs before the statement fence is up.

    Raises `Damaged` for a missing, empty, plaintext, foreign or wrongly keyed file: after the key slots have
    proved the password, a key that does not fit means the file is not ours. Never creates an existing path.
    `read_only` writes nothing and so works where nothing can be written; a change cut in the middle is refused there.
    """
    if len(key) != 32:
        raise ValueError("a database key has 32 bytes")
    refuse_foreign(path, create=create)
    uri = path.absolute().as_uri() + ("?mode=rwc" if create else "?mode=ro" if read_only else "?mode=rw")
    with told(path):
        if create:
            open(path, "xb", opener=private).close()  # the engine would let everybody on the machine read it
        db = _driver.connect(uri, uri=True, isolation_level=None, timeout=wait, factory=_Connection)
    db.path = path
    try:
        with told(path):
            _unlock(db, key)
            for pragma in _PRAGMAS:
                db.execute(f"PRAGMA {pragma}")
            if create:
                db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            if prepare:
                prepare(cast(Connection, db))
        db.set_authorizer(_authorize)
    except BaseException:
        db.close()
        raise
    return cast(Connection, db)


@contextmanager
def transaction(db: Connection, *, path: Path | None = None) -> Generator[None]:
    """BEGIN IMMEDIATE … COMMIT; on any error nothing is kept. Never nested."""
    with told(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            # After a full disk the engine has rolled back by itself; a second ROLLBACK would be an error.
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def told(path: Path | None = None) -> Generator[None]:
    """Turn the engine's errors about the disk and the file into sentences for the user; bugs stay bugs."""
    try:
        yield
    except _TROUBLE as error:
        _tell(error, path)
        raise


def _tell(error: Exception, path: Path | None, *, committing: bool = False) -> None:
    """Raise the sentence for a trouble of disk, file or memory; return for anything else."""
    if isinstance(error, OSError):
        raise _disk_refusal(error.errno) from error
    if isinstance(error, MemoryError):
        raise StorageFailed("内存不足，本次操作没有保存。请关闭其他程序后再试") from error
    name = getattr(error, "sqlite_errorname", "")
    if committing and "IOERR" in name:
        # The journal may be gone already, and with it the old content: only a new opening can tell.
        raise Unsure from error
    refused = _refusal(str(error), name, path)
    if refused is not None:
        raise refused from error


def _refusal(text: str, name: str, path: Path | None) -> Refused | None:
    what = f"“{path.name}”" if path else "数据文件"
    if "FULL" in name or "disk is full" in text:
        return StorageFailed("磁盘空间不足，本次操作没有保存。请清理出空间后再试")
    if "READONLY" in name or "readonly" in text:
        if path and path.with_name(path.name + "-journal").exists():
            return StorageFailed(f"{what}有上次没有写完的内容，须先恢复。磁盘现在是只读的，请改为可写后再打开")
        return StorageFailed(f"{what}所在的磁盘是只读的，不能保存")
    if "BUSY" in name or "LOCKED" in name or "database is locked" in text:
        return Busy(f"{what}正被另一个窗口或程序占用，请稍后再试")
    if "IOERR" in name or "disk I/O" in text or "CANTOPEN" in name or "unable to open" in text:
        return StorageFailed(f"读写{what}失败，磁盘可能已满、被拔出或损坏。本次操作没有保存")
    if "NOTADB" in name or "not a database" in text:
        return Damaged(f"{what}已损坏，或不是本工作区的文件")
    if "CORRUPT" in name or "malformed" in text:
        return Damaged(f"{what}有损坏的内容，请停止使用并从备份恢复")
    return None


def _disk_refusal(code: int | None) -> StorageFailed:
    if code in (errno.ENOSPC, errno.EDQUOT):
        return StorageFailed("磁盘空间不足，本次操作没有保存。请清理出空间后再试")
    if code in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StorageFailed("磁盘是只读的或没有写入的权限，本次操作没有保存")
    if code == errno.EFBIG:
        return StorageFailed("文件超过了系统允许的大小，本次操作没有保存")
    return StorageFailed(f"读写磁盘失败（系统错误{code}），磁盘可能被拔出或损坏。本次操作没有保存")


def private(path: str, flags: int) -> int:
    """An opener for `open`: what it makes only this account may read, whatever the account's own habit is."""
    return os.open(path, flags, 0o600)


def refuse_foreign(path: Path, *, create: bool = False) -> None:
    """Raise `Damaged` for a file that is missing, empty, plaintext or has a foreign companion; no key is needed."""
    if path.with_name(path.name + "-wal").exists():
        raise Damaged(f"“{path.name}”旁边有不属于本程序的文件（-wal），请勿打开，先联系系统管理员")
    if create:
        if path.exists():
            raise Damaged(f"“{path.name}”已经存在，不能重新建立")
        return
    if not path.is_file() or path.is_symlink():
        raise Damaged(f"找不到数据文件“{path.name}”")
    if path.stat().st_size < PAGE:
        raise Damaged(f"数据文件“{path.name}”是空的或被截断，已损坏，请从备份恢复")
    with path.open("rb") as file:
        if file.read(16) == b"SQLite format 3\0":
            raise Damaged(f"“{path.name}”没有加密，不是本程序写的文件，拒绝打开")


def _unlock(db: Any, key: bytes | bytearray) -> None:
    """Key the connection; the key's text form is wiped at once (measured: no copy stays in memory)."""
    db.execute("PRAGMA cipher_log_level=NONE")
    spec = bytearray(67)
    spec[0:2], spec[66:67] = b"x'", b"'"
    digits = b"0123456789abcdef"
    for place, byte in enumerate(key):
        spec[2 + 2 * place], spec[3 + 2 * place] = digits[byte >> 4], digits[byte & 15]
    try:
        db.set_key(spec)
    finally:
        spec[:] = bytes(67)
    if not db.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("the driver is not SQLCipher")
    db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # proves the key, runs recovery


def _authorize(action: int, first: str | None, second: str | None, _db: str | None, _trigger: str | None) -> int:
    driver = _driver
    if action in (driver.SQLITE_ATTACH, driver.SQLITE_DETACH):
        return driver.SQLITE_DENY
    if action == driver.SQLITE_PRAGMA:
        name = (first or "").lower()
        if name not in _ALLOWED_PRAGMAS or (name in _READ_ONLY_PRAGMAS and second is not None):
            return driver.SQLITE_DENY
    if action == driver.SQLITE_FUNCTION and (second or "").lower() in _DENIED_FUNCTIONS:
        return driver.SQLITE_DENY
    return driver.SQLITE_OK

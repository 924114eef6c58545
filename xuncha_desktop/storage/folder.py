"""A workspace's folder: five encrypted files, the key file in two copies, attachments, drafts, quarantine, one lock."""

import errno
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.kernel.errors import Damaged, Refused, StorageFailed
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.storage import schemas
from xuncha_desktop.storage.attachments import PARTIAL, AttachmentStore, sync_folder
from xuncha_desktop.storage.connection import Connection, Unsure, connect, private, told

RING_COPIES = ("keys.a", "keys.b")
ATTEMPTS = "attempts.json"
REFUSED_LOGINS = "refused-logins.json"
LOCK = "in-use.lock"
_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)


class InUse(Refused):
    """Another window has this workspace open."""


@dataclass(frozen=True, slots=True)
class RingFile:
    """The key file as found; `repaired` names a copy that was damaged or behind and has been rewritten."""

    ring: KeyRing
    repaired: str | None


class InstanceLock:
    """Held while a window works in the folder; the system lets go of it even after a kill."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._file = file  # None: a medium nobody can write to, with no file to hold

    def release(self) -> None:
        """Let another window in."""
        if self._file is not None:
            self._file.close()


class WorkspaceFolder:
    """Where the parts of a workspace lie, and how each is read and written whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[bytes, KeyRing] | None = None

    def is_read_only(self) -> bool:
        """Whether the medium, the folder or a data file cannot be written to. Nothing is tried: a full disk is none."""
        parts = [self.path, *(path for path in map(self.database, Compartment) if path.exists())]
        return not all(os.access(path, os.W_OK) for path in parts)

    @property
    def quarantine(self) -> Path:
        """Foreign packages are copied here before anything looks into them."""
        return self._private("quarantine")

    @property
    def drafts(self) -> Path:
        """What people were typing, encrypted under their own keys."""
        return self._private("drafts")

    def files(self, random: RandomBytes) -> AttachmentStore:
        """The encrypted attachments."""
        return AttachmentStore(self.path / "files", random)

    def exists(self) -> bool:
        """Whether there is a workspace, whole or damaged. An empty or missing key file beside data is damage."""
        return any((self.path / name).exists() for name in (*RING_COPIES, *(f"{c.value}.db" for c in Compartment)))

    def database(self, compartment: Compartment) -> Path:
        """The compartment's file."""
        return self.path / f"{compartment.value}.db"

    def make(self) -> None:
        """Make the folder for a new workspace. Refuses a folder that holds anything."""
        with told(self.path):
            if self.path.exists() and any(self.path.iterdir()):
                raise Refused("这个文件夹不是空的，请另选一个空文件夹建立工作区")
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(OSError):  # an empty folder may have been there, open to all; some drives know no rights
                self.path.chmod(0o700)

    def unmake(self) -> None:
        """Take back what a workspace that could not be made whole has left in its folder, as far as that can be."""
        with suppress(OSError):
            for path in self.path.iterdir():
                if path.name in RING_COPIES or path.suffix in (PARTIAL, ".db") or path.name.endswith(".db-journal"):
                    path.unlink()

    def make_database(self, compartment: Compartment, key: bytearray) -> Connection:
        """Create an empty compartment."""
        return connect(self.database(compartment), key, create=True, prepare=lambda db: schemas.make(db, compartment))

    def open_database(self, compartment: Compartment, key: bytearray, *, read_only: bool = False) -> Connection:
        """Open a compartment, lifting an older file first. Raises `Damaged`, `TooNew`, `Busy`, `StorageFailed`.

        `read_only`: an older file cannot be lifted and is refused.
        """
        lift = partial(schemas.migrate, compartment=compartment)
        return connect(self.database(compartment), key, read_only=read_only, prepare=lift)

    def read_ring(self, *, mend: bool = True) -> RingFile:
        """The newer whole copy of the key file; the other is made equal to it (K06), unless `mend` is off.

        Raises `Damaged` if neither is whole, or if the two are whole but do not continue each other.
        """
        found: dict[str, KeyRing] = {}
        faults: list[Refused] = []
        for name in RING_COPIES:
            try:
                found[name] = self._verified(self._read(name))
            except (Damaged, StorageFailed) as fault:  # a bad place of the disk is damage, too
                faults.append(fault)
        if not found:
            raise Damaged(f"密钥文件的两份副本都不能使用，须由两名安全员恢复。原因：{faults[0]}")
        best = max(found, key=lambda name: found[name].epoch)
        ring = found[best]
        for other in found.values():
            ring.require_extends(other.epoch, other.head)
        behind = next((n for n in RING_COPIES if n not in found or found[n].epoch < ring.epoch), None)
        if behind and mend:
            self._write(behind, ring.to_bytes())
        return RingFile(ring, behind)

    def _verified(self, raw: bytes) -> KeyRing:
        """The ring of these bytes; bytes just verified are not verified again: a hundred signatures at each login."""
        if self._known is None or self._known[0] != raw:
            self._known = (raw, KeyRing.from_bytes(raw))
        return self._known[1]

    def write_ring(self, ring: KeyRing) -> None:
        """Put both copies in place. Raises `StorageFailed` with the old ones in force, or `Unsure`.

        Both lie on the disk for good before the first takes its name: from then on the new ring is in force, and a
        second copy that stays behind is made equal at the next reading.
        """
        raw = ring.to_bytes()
        with told(self.path):
            try:
                for name in RING_COPIES:
                    self._stage(name, raw)
                os.replace(self._part(RING_COPIES[0]), self.path / RING_COPIES[0])
            except OSError:
                for name in RING_COPIES:
                    self._part(name).unlink(missing_ok=True)
                raise
        try:
            for name in RING_COPIES[1:]:
                os.replace(self._part(name), self.path / name)
            sync_folder(self.path)
        except OSError as error:
            raise Unsure from error

    def sweep_partial(self) -> int:
        """Remove what was half-written beside the key file and the drafts when the program died. Returns how many."""
        with told(self.path):
            leftovers = [*self.path.glob(f"*{PARTIAL}"), *self.drafts.glob(f"*{PARTIAL}")]
            for path in leftovers:
                path.unlink(missing_ok=True)
        return len(leftovers)

    def read_attempts(self) -> bytes:
        """The failed-login record; empty if there is none."""
        path = self.path / ATTEMPTS
        with told(path):
            return path.read_bytes() if path.exists() else b""

    def write_attempts(self, raw: bytes) -> None:
        """Keep the failed-login record."""
        self._write(ATTEMPTS, raw)

    def read_refused_logins(self) -> bytes:
        """The sealed refused logins not carried yet; empty if there is no such file."""
        path = self.path / REFUSED_LOGINS
        with told(path):
            return path.read_bytes() if path.exists() else b""

    def write_refused_logins(self, raw: bytes) -> None:
        """Keep the sealed refused logins."""
        self._write(REFUSED_LOGINS, raw)

    def lock(self) -> InstanceLock:
        """Take the folder for one window. Raises `InUse`, or `Damaged` where there is no workspace at all.

        Where nothing can be written several windows may read, as long as nobody who can write has the folder.
        """
        if not self.exists():
            raise Damaged("这个文件夹里没有工作区（没有密钥文件，也没有数据文件），请检查位置")
        path = self.path / LOCK
        with told(self.path):
            try:
                file = open(path, "ab", opener=private)  # noqa: SIM115  held until the window goes
                shared = False
            except OSError as error:
                if error.errno not in _NOT_WRITABLE:
                    raise
                if not path.exists():
                    return InstanceLock(None)
                file, shared = open(path, "rb"), True  # noqa: SIM115
        try:
            _lock(file, shared=shared)
        except OSError as error:
            file.close()
            raise InUse("这个工作区已在另一个窗口中打开，请到那个窗口继续工作") from error
        return InstanceLock(file)

    def _private(self, name: str) -> Path:
        path = self.path / name
        with told(path):
            if not path.is_dir():
                path.mkdir(mode=0o700, exist_ok=True)
                sync_folder(self.path)  # else a power cut could take the folder with what was made durable in it
        return path

    def _read(self, name: str) -> bytes:
        path = self.path / name
        if not path.is_file() or path.is_symlink():
            raise Damaged(f"缺少密钥文件“{name}”")
        with told(path):
            return path.read_bytes()

    def _write(self, name: str, raw: bytes) -> None:
        """Replace a small file in one step: either the old or the new content is there, never a part."""
        with told(self.path):
            try:
                self._stage(name, raw)
                os.replace(self._part(name), self.path / name)
            except OSError:
                self._part(name).unlink(missing_ok=True)
                raise
            sync_folder(self.path)

    def _stage(self, name: str, raw: bytes) -> None:
        with open(self._part(name), "wb", opener=private) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())

    def _part(self, name: str) -> Path:
        return self.path / f"{name}{PARTIAL}"


def _lock(file: IO[bytes], *, shared: bool) -> None:
    """The system's own lock; raises OSError if somebody holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)

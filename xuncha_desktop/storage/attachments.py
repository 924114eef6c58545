"""Attached files: one random key each, named by the digest of the ciphertext, durable before a row names them."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from xuncha_desktop.crypto.chunks import ChunkReader, encrypt_stream, open_reader
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.storage.connection import Unsure, private, told

MAX_BYTES = 2 * 1024**3
PARTIAL = ".part"
_STEP = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a file lies and what opens it: `file` is the SHA-256 of the ciphertext, `size` counts plain bytes."""

    file: str
    key: bytes
    size: int


class AttachmentStore:
    """The folder of encrypted attachments of one workspace."""

    def __init__(self, folder: Path, random: RandomBytes) -> None:
        self.folder = folder
        self._random = random

    def path_of(self, file: str) -> Path:
        """Where the ciphertext of that digest lies. Raises `Damaged` for anything that is not a digest."""
        if len(file) != 64 or not all(char in "0123456789abcdef" for char in file):
            raise Damaged("附件的标识不规范")
        return self.folder / file[:2] / file

    def add(self, source: BinaryIO) -> Stored:
        """Encrypt a stream into the store; the file is on the disk for good when this returns."""
        key = self._random(32)
        with self._incoming() as (path, target):
            done = encrypt_stream(key, source, target)
            self._settle(path, target, done.sha256_of_ciphertext)
        return Stored(done.sha256_of_ciphertext, key, done.plain_length)

    @contextmanager
    def receiving(self, file: str) -> Generator[BinaryIO]:
        """A place to write such a file to; it has its name, for good, when the block ends without an error."""
        with self._incoming() as (path, target):
            yield target
            self._settle(path, target, file)

    @contextmanager
    def open(self, file: str, key: bytes) -> Generator[ChunkReader]:
        """Read an attachment; every chunk is authenticated before it is handed out. Raises `Damaged`."""
        path = self.path_of(file)
        if not path.is_file():
            raise Damaged("附件文件不在工作区里，请从备份恢复")
        with told(path), path.open("rb") as source:
            yield open_reader(key, source)

    def read(self, file: str, key: bytes, *, limit: int) -> bytes:
        """A whole attachment of at most `limit` bytes."""
        with self.open(file, key) as reader:
            found = bytearray()
            for chunk in reader.chunks():
                found += chunk
                if len(found) > limit:
                    raise Damaged("附件过大，不能在此打开")
        return bytes(found)

    def sweep(self, named: Callable[[str], bool]) -> int:
        """Remove files no row names (a crash between file and row) and half-written ones. Returns how many."""
        gone = 0
        for path in self.folder.glob("*/*"):
            if not named(path.name):
                path.unlink(missing_ok=True)
                gone += 1
        return gone + self.sweep_partial()

    def sweep_partial(self) -> int:
        """Remove half-written files only: for a session that cannot read every compartment."""
        leftovers = list(self.folder.glob(f"*{PARTIAL}"))
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    @contextmanager
    def _incoming(self) -> Generator[tuple[Path, BinaryIO]]:
        with told(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self.folder / (self._random(8).hex() + PARTIAL)
            try:
                with open(path, "xb", opener=private) as target:
                    yield path, cast(BinaryIO, target)
            finally:
                path.unlink(missing_ok=True)

    def _settle(self, path: Path, target: BinaryIO, file: str) -> None:
        target.flush()
        os.fsync(target.fileno())
        final = self.path_of(file)
        final.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(path, final)
        sync_folder(final.parent)
        sync_folder(self.folder)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none. Raises `Unsure`: the rename itself is done."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise Unsure from error

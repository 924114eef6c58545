"""Taking a package in: the whole file is verified before anything in it is used."""

import contextlib
import hashlib
import io
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from xuncha_desktop.crypto.primitives import verify
from xuncha_desktop.exchange import envelope, media
from xuncha_desktop.exchange.manifest import (
    FORMAT,
    MANIFEST_LIMIT,
    READER_VERSION,
    SIGN_CONTEXT,
    SIGNATURE_BYTES,
    BlobEntry,
    Manifest,
    decode,
)
from xuncha_desktop.exchange.progress import Cancel, Progress, Watch, never, silent
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.exchange.section import OpenKey, Section, open_section
from xuncha_desktop.kernel.errors import Damaged

INNER = ".inner"
_MAGIC = FORMAT.encode() + b"\n"
_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class SenderKeys:
    """What is registered about a workspace that may send to us; Ed25519 public keys in hex."""

    name: str
    valid: frozenset[str]
    revoked: frozenset[str] = frozenset()


KnownSenders = Callable[[str], SenderKeys | None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A package that held in every respect. Its inner file lies in the quarantine, sections still sealed."""

    manifest: Manifest
    digest: str
    inner: Path
    first_contact: bool

    def discard(self) -> None:
        """Remove the inner file."""
        self.inner.unlink(missing_ok=True)


class Sink(Protocol):
    """Where an attachment goes; leaving the block without an error makes it durable, with one throws it away."""

    def __call__(self, blob: BlobEntry, /) -> contextlib.AbstractContextManager[BinaryIO]: ...


def examine(
    local: Path,
    *,
    identities: Sequence[str],
    own_id: str | None,
    known_senders: KnownSenders,
    reader_version: int = READER_VERSION,
    trust_first: bool = False,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Examined:
    """Pass 1 over the quarantined copy: age, manifest, signature, recipients, every hash, nothing after the end.

    `trust_first` takes an unregistered sender at the word of the manifest, for a package opened with a 开通码 (the
    code itself is the proof); only then may `own_id` be None: the receiver learns its id from the package.
    Raises PackageRefused, StorageFailed or Cancelled; then the inner file is gone.
    """
    if own_id is None and not trust_first:
        raise ValueError("only a first contact has no id of its own yet")
    gate = _Gate(own_id, known_senders, reader_version, trust_first)
    inner = local.with_suffix(INNER)
    watch = Watch(progress, cancel)
    size = local.stat().st_size
    watch.begin("正在核验数据包", size)
    if not envelope.looks_like_age(local):
        raise PackageRefused(Reason.FOREIGN)
    media.require_space(inner.parent, size, "本机磁盘")
    try:
        with media.told("本机磁盘"), local.open("rb") as source, _private(inner) as target:
            parser = _Parser(gate, target)

            def read(count: int) -> bytes:
                watch.advance(count)
                return source.read(count)

            envelope.decrypt(read, parser.feed, identities)
            return Examined(parser.finish(), parser.digest, inner, gate.first_contact)
    except BaseException:
        inner.unlink(missing_ok=True)
        raise


def reopen(inner: Path, digest: str) -> Examined:
    """An examined package again after a restart, from its inner file; its pieces are authenticated as they are read.

    Raises Damaged if the manifest is not the one of that digest.
    """
    with media.told("本机磁盘"), inner.open("rb") as source:
        start = source.read(len(_MAGIC) + _LENGTH_BYTES)
        raw = source.read(min(int.from_bytes(start[len(_MAGIC) :], "big"), MANIFEST_LIMIT))
    if not start.startswith(_MAGIC) or hashlib.sha256(raw).hexdigest() != digest:
        raise Damaged("隔离区中的数据包已损坏，请重新导入")
    return Examined(decode(raw), digest, inner, first_contact=False)


def read_section(examined: Examined, index: int, open_key: OpenKey) -> Section:
    """Open section `index` of the manifest with the key of its compartment. Raises Damaged; see `open_section`."""
    head, entry = examined.manifest.head, examined.manifest.sections[index]
    file = _Window(examined.inner, examined.manifest.start_of(index), entry.length)
    return open_section(cast("BinaryIO", file), entry, head.package_id, head.sender.workspace_id, open_key)


def copy_section(examined: Examined, index: int, target: BinaryIO) -> None:
    """Hand on a section still sealed, for a compartment whose key this session does not hold. Raises Damaged."""
    _copy_piece(examined, index, target, lambda _count: None)


def extract_blobs(examined: Examined, sink: Sink, *, progress: Progress = silent, cancel: Cancel = never) -> None:
    """Bring every attachment to the sink, hashed once more on the way. Raises Damaged, StorageFailed, Cancelled."""
    blobs = examined.manifest.blobs
    watch = Watch(progress, cancel)
    watch.begin("正在取出附件", sum(blob.length for blob in blobs))
    for number, blob in enumerate(blobs, len(examined.manifest.sections)):
        with media.told("本机磁盘"), sink(blob) as target:
            _copy_piece(examined, number, target, watch.advance)


def into_folder(folder: Path) -> Sink:
    """A sink that stores each attachment under the digest of its ciphertext, durable before it has that name.

    One that lies there already in full length is written over: equal names mean equal bytes.
    """

    @contextlib.contextmanager
    def sink(blob: BlobEntry) -> Generator[BinaryIO]:
        part = folder / (blob.sha256 + media.PART)
        try:
            with _private(part) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, folder / blob.sha256)
            media.sync_folder(folder)
        finally:
            part.unlink(missing_ok=True)

    return sink


def _private(path: Path) -> BinaryIO:
    return os.fdopen(media.create_private(path), "wb")


def _copy_piece(examined: Examined, position: int, target: BinaryIO, advance: Callable[[int], None]) -> None:
    piece = examined.manifest.pieces[position]
    hashing = hashlib.sha256()
    with _Window(examined.inner, examined.manifest.start_of(position), piece.length) as source:
        while block := source.read(media.BLOCK):
            hashing.update(block)
            target.write(block)
            advance(len(block))
    if hashing.hexdigest() != piece.sha256:
        raise Damaged("隔离区中的数据包已损坏，请重新导入")


class _Gate:
    """Decides by the manifest alone whether a package may come in."""

    def __init__(self, own_id: str | None, known_senders: KnownSenders, reader_version: int, trust_first: bool) -> None:
        self._own_id = own_id
        self._known_senders = known_senders
        self._reader_version = reader_version
        self._trust_first = trust_first
        self.first_contact = False

    def admit(self, raw: bytes, signature: bytes) -> Manifest:
        """The manifest, if version, sender, signature and recipients are right. Raises PackageRefused."""
        manifest = decode(raw, self._reader_version)
        sender = manifest.head.sender
        known = self._known_senders(sender.workspace_id)
        if known is None and not self._trust_first:
            raise PackageRefused(Reason.UNKNOWN_SENDER)
        # A registered sender is held to his registration even when a code was given.
        if known is not None and sender.public_key in known.revoked:
            raise PackageRefused(Reason.REVOKED_SENDER)
        if known is not None and sender.public_key not in known.valid:
            raise PackageRefused(Reason.UNKNOWN_SENDER)
        if not verify(sender.public_key, SIGN_CONTEXT, raw, signature):
            raise PackageRefused(Reason.FORGED)
        if self._own_id is not None and self._own_id not in manifest.head.recipients:
            raise PackageRefused(Reason.REDIRECTED, sender=known.name if known else sender.name)
        self.first_contact = known is None
        return manifest


class _Parser:
    """Reads the inner file as it comes out of the cipher, and writes it on once the manifest is admitted."""

    def __init__(self, gate: _Gate, target: BinaryIO) -> None:
        self._gate = gate
        self._target = target
        self._head = bytearray()
        self._manifest: Manifest | None = None
        self._position = 0
        self._left = 0
        self._hashing = hashlib.sha256()
        self.digest = ""

    def feed(self, block: bytes) -> None:
        """The next decrypted bytes, in blocks of any length."""
        if self._manifest is None:
            self._head += block
            rest = self._try_head()
        else:
            rest = memoryview(block)
        if rest:
            self._target.write(rest)
            self._consume(rest)

    def finish(self) -> Manifest:
        """The admitted manifest. Raises PackageRefused(DAMAGED) if something is missing."""
        if self._manifest is None or self._position != len(self._manifest.pieces):
            raise PackageRefused(Reason.DAMAGED)
        self._target.flush()
        return self._manifest

    def _try_head(self) -> memoryview:
        head, nothing = self._head, memoryview(b"")
        if not head.startswith(_MAGIC[: len(head)]):
            raise PackageRefused(Reason.FOREIGN)
        start = len(_MAGIC) + _LENGTH_BYTES
        if len(head) < start:
            return nothing
        length = int.from_bytes(head[len(_MAGIC) : start], "big")
        if length > MANIFEST_LIMIT:
            raise PackageRefused(Reason.MALFORMED)
        end = start + length + SIGNATURE_BYTES
        if len(head) < end:
            return nothing
        raw, signature = bytes(head[start : start + length]), bytes(head[start + length : end])
        self._manifest = self._gate.admit(raw, signature)
        self.digest = hashlib.sha256(raw).hexdigest()
        self._target.write(head[:end])
        self._position = -1
        self._next_piece()
        return memoryview(bytes(head[end:]))

    def _consume(self, rest: memoryview) -> None:
        pieces = cast("Manifest", self._manifest).pieces
        while rest:
            if self._position == len(pieces):
                raise PackageRefused(Reason.DAMAGED)
            taken = rest[: self._left]
            self._hashing.update(taken)
            self._left -= len(taken)
            rest = rest[len(taken) :]
            if not self._left:
                if self._hashing.hexdigest() != pieces[self._position].sha256:
                    raise PackageRefused(Reason.DAMAGED)
                self._next_piece()

    def _next_piece(self) -> None:
        """Go on to the next piece; one of no length is complete at once."""
        pieces = cast("Manifest", self._manifest).pieces
        self._position += 1
        while self._position < len(pieces) and not pieces[self._position].length:
            if pieces[self._position].sha256 != hashlib.sha256().hexdigest():
                raise PackageRefused(Reason.DAMAGED)
            self._position += 1
        self._left = pieces[self._position].length if self._position < len(pieces) else 0
        self._hashing = hashlib.sha256()


class _Window(io.RawIOBase):
    """A stretch of a file, read as if it were a file of its own."""

    def __init__(self, path: Path, start: int, length: int) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._start, self._length, self._at = start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        left = max(0, self._length - self._at)
        self._file.seek(self._start + self._at)
        found = self._file.read(left if size < 0 else min(size, left))
        self._at += len(found)
        return found

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = offset + (0, self._at, self._length)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._file.close()
        super().close()

"""Making a package: seal, list, sign, encrypt on the local disk, then copy to the drive and read it back."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from xuncha_desktop.crypto.primitives import verify
from xuncha_desktop.exchange import envelope, media, parts
from xuncha_desktop.exchange.manifest import (
    FORMAT,
    MANIFEST_LIMIT,
    MAX_BLOBS,
    SIGN_CONTEXT,
    BlobEntry,
    Manifest,
    ManifestHead,
    SectionEntry,
    decode,
)
from xuncha_desktop.exchange.progress import Cancel, Progress, Watch, never, silent
from xuncha_desktop.exchange.section import SectionSource, write_section
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.ids import RandomBytes

Sign = Callable[[str, bytes], bytes]
"""Signs a message in a context with the workspace's Ed25519 key, e.g. partial(sign, private)."""

_WORK = "ipx-"
_OVERHEAD = 1 << 16
"""More than what age puts around the contents besides its 16 bytes a chunk."""


@dataclass(frozen=True, slots=True)
class BlobSource:
    """An attachment as it lies encrypted in the workspace: `sha256` is of its ciphertext and is checked again."""

    path: Path
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Written:
    """A package that lies complete on the drive; `manifest_digest` is the next one's `prev`.

    `file_sha256` and `size` are of the whole, `files` where it lies: one, or its parts, the first of them `path`.
    """

    path: Path
    manifest_digest: str
    file_sha256: str
    size: int
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out: the head, the sections to seal, the attachments to take along."""

    head: ManifestHead
    sections: Iterable[SectionSource]
    blobs: Iterable[BlobSource]


def write_package(
    target: Path,
    outgoing: Outgoing,
    *,
    sign: Sign,
    recipients: Sequence[str],
    work: Path,
    random: RandomBytes,
    keep: Path | None = None,
    ready: Callable[[Written], object] = lambda _: None,
    part_size: int | None = None,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Written:
    """Make a package for the age `recipients` and bring it to the folder `target`, by way of the local `work`.

    Sealing draws chance, so a package made twice is two packages with one number, which the receiver takes for a
    fork. Whoever may need it on a second drive gives a folder to `keep` it in (on the disk of `work`) and delivers
    that copy again by `media.deliver`. `ready` is told of the finished package before the drive is touched; what it
    raises stops the delivery. What is too large for a file of a FAT32 drive goes in parts, and whatever is larger than
    `part_size` bytes where somebody asks for smaller ones.

    Raises StorageFailed (drive full, locked, pulled out), Damaged (an attachment is not what its name says),
    Refused (too large) or Cancelled. Whatever is raised, no final name appears and the local files are removed.
    """
    watch = Watch(progress, cancel)
    blobs = _distinct(outgoing.blobs)
    with _workshop(work, outgoing.head.package_id) as bench:
        sections = _seal_sections(outgoing, bench, random, watch)
        entries = tuple(BlobEntry(blob.length, blob.sha256) for blob in blobs)
        manifest = Manifest(outgoing.head, sections, entries)
        inner = _preface(manifest, sign)
        total = len(inner) + sum(piece.length for piece in manifest.pieces)
        _require_fits(total, bench, target, part_size)
        files = [bench / f"section{number}" for number in range(len(sections))] + [blob.path for blob in blobs]
        built = bench / "package"
        digest = _encrypt(_Pieces(inner, manifest, files, watch), built, total, recipients, watch)
        size = built.stat().st_size
        name = envelope.file_name(outgoing.head.channel, outgoing.head.seq, manifest.digest)
        with _kept(built, keep / name if keep else None) as finished:
            ready(Written(finished, manifest.digest, digest, size))
            delivered = parts.deliver(finished, target, name, digest, part_size, watch)
        return Written(delivered[0], manifest.digest, digest, size, delivered)


def sweep(work: Path) -> None:
    """Remove what a killed run left in the local work folder; called at start."""
    for each in work.glob(f"{_WORK}*"):
        shutil.rmtree(each, ignore_errors=True)


@contextlib.contextmanager
def _workshop(work: Path, package_id: str) -> Generator[Path]:
    bench = work / (_WORK + package_id)
    shutil.rmtree(bench, ignore_errors=True)
    media.private_folder(bench)
    try:
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)


@contextlib.contextmanager
def _kept(built: Path, keep: Path | None) -> Generator[Path]:
    """The finished package where it is to stay; only if it is delivered, for an undelivered one was never sent."""
    if keep is None:
        yield built
        return
    try:
        with media.told("本机磁盘"):
            os.replace(built, keep)
        yield keep
    except BaseException:
        keep.unlink(missing_ok=True)
        raise


def _distinct(blobs: Iterable[BlobSource]) -> list[BlobSource]:
    """Two records may share an attachment; it travels once. Sorted, so that the order tells nothing."""
    found = sorted({blob.sha256: blob for blob in blobs}.values(), key=lambda blob: blob.sha256)
    if len(found) > MAX_BLOBS:
        raise Refused(f"附件有{len(found)}个，一个数据包最多{MAX_BLOBS}个，请分批制作")
    return found


def _seal_sections(outgoing: Outgoing, bench: Path, random: RandomBytes, watch: Watch) -> tuple[SectionEntry, ...]:
    head = outgoing.head
    found: list[SectionEntry] = []
    for number, source in enumerate(outgoing.sections):
        watch.begin("正在加密记录", 0)
        with media.told("本机磁盘"), (bench / f"section{number}").open("xb") as target:
            entry = write_section(source, target, head.package_id, head.sender.workspace_id, random, watch.advance)
        found.append(entry)
    return tuple(found)


def _preface(manifest: Manifest, sign: Sign) -> bytes:
    raw = manifest.encode()
    if len(raw) > MANIFEST_LIMIT:
        raise Refused("数据包内容过多，清单超过1 MB，请分批制作")
    # Whatever we would refuse to read we must not send: a wrong head or key is found here, not at the receiver.
    decode(raw)
    signature = sign(SIGN_CONTEXT, raw)
    if not verify(manifest.head.sender.public_key, SIGN_CONTEXT, raw, signature):
        raise ValueError("the signing key is not the one named in the manifest")
    return FORMAT.encode() + b"\n" + len(raw).to_bytes(4, "big") + raw + signature


def _require_fits(inner: int, bench: Path, target: Path, part_size: int | None) -> None:
    """Everything that can be known to fail is said before the long work, not after it."""
    most = inner + inner // 4096 + _OVERHEAD
    parts.count_of(most, part_size)
    media.require_space(target, inner, "U盘")
    media.require_space(bench, most, "本机磁盘")


def _encrypt(pieces: "_Pieces", built: Path, total: int, recipients: Sequence[str], watch: Watch) -> str:
    watch.begin("正在加密数据包", total)
    hashing = hashlib.sha256()
    with media.told("本机磁盘"), contextlib.closing(pieces), built.open("xb", buffering=0) as target:

        def write(block: bytes) -> None:
            hashing.update(block)
            left = memoryview(block)
            while left:
                left = left[target.write(left) or 0 :]

        envelope.encrypt(pieces.read, write, recipients)
    return hashing.hexdigest()


class _Pieces:
    """The inner file as one stream; every piece is hashed again on its way out."""

    def __init__(self, preface: bytes, manifest: Manifest, files: Sequence[Path], watch: Watch) -> None:
        self._blocks = self._run(preface, manifest, files)
        self._watch = watch
        self._rest = memoryview(b"")

    def read(self, count: int) -> bytes:
        """At most `count` bytes, none at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._blocks, b""))
        taken, self._rest = bytes(self._rest[:count]), self._rest[count:]
        self._watch.advance(len(taken))
        return taken

    def close(self) -> None:
        """Close the file that is being read."""
        self._blocks.close()

    def _run(self, preface: bytes, manifest: Manifest, files: Sequence[Path]) -> Generator[bytes]:
        yield preface
        for piece, path in zip(manifest.pieces, files, strict=True):
            with _open_piece(path) as file:
                yield from _checked(file, piece.length, piece.sha256)


def _open_piece(path: Path) -> BinaryIO:
    try:
        return path.open("rb", buffering=0)  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise Damaged("有附件文件已丢失，不能打包；请先检查工作区") from error


def _checked(file: BinaryIO, length: int, sha256: str) -> Iterator[bytes]:
    hashing, left = hashlib.sha256(), length
    while block := file.read(media.BLOCK):
        left -= len(block)
        if left < 0:
            break
        hashing.update(block)
        yield block
    if left or hashing.hexdigest() != sha256:
        raise Damaged("有附件文件已损坏，与登记的摘要不一致，不能打包；请先检查工作区")

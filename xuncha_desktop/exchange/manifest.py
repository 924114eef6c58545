"""The signed list of what a package holds. It names workspaces and lengths, never a title, a count or a file name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.exchange.shape import Shape
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.levels import Compartment, Level

FORMAT = "IPX1"
READER_VERSION = 1
"""What this program can read; a package that asks for more is refused whole."""
SUITE = "age-x25519/hpke-x25519/ed25519/aes-256-gcm-64k"
MANIFEST_LIMIT = 1 << 20
SIGNATURE_BYTES = 64
MAX_BLOBS = 8000
"""About what fits in the mebibyte of a manifest."""
MAX_LENGTH = 1 << 50
SIGN_CONTEXT = "package manifest"
"""The context of the signature, so that no other signature of ours can pass for one."""


class Kind(StrEnum):
    """What a package is for; a handover of custody or an answer to one."""

    TASK = "task"
    REQUEST = "request"
    INSTRUCTION = "instruction"
    RESULT = "result"
    RETURN = "return"
    RECTIFICATION = "rectification"
    HANDOVER = "handover"
    RECEIPT = "receipt"

    @property
    def label(self) -> str:
        """The word the offices use."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.TASK: "任务包",
    Kind.REQUEST: "请示包",
    Kind.INSTRUCTION: "批示包",
    Kind.RESULT: "成果包",
    Kind.RETURN: "退回包",
    Kind.RECTIFICATION: "整改资料包",
    Kind.HANDOVER: "换机资料包",
    Kind.RECEIPT: "回执",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signed: the workspace, its name, and its Ed25519 public key in hex."""

    workspace_id: str
    name: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far an audit log had come: entries and their root or last hash. `size` 0 has the root ""."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One sealed section: its key sealed to the receiver's compartment, and the ciphertext's length and SHA-256."""

    compartment: Compartment
    sealed_key: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BlobEntry:
    """One attachment as it lies encrypted in the sender's workspace."""

    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ManifestHead:
    """What the sender decides about a package before its contents are built.

    `channel` is the way from the sender to the first of `recipients`; `seq` counts in it from 1 and `prev` is the
    digest of the manifest before ("" at the first). `epoch` is the sender's keyslot epoch, `profile` the digest of
    the profile in force, `schemas` the schema version of each compartment the sender has.
    """

    package_id: str
    kind: Kind
    seq: int
    prev: str
    sender: Sender
    recipients: tuple[str, ...]
    created_at: int
    epoch: int
    checkpoint: Checkpoint
    app_version: str
    level: Level
    profile: str = ""
    schemas: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def channel(self) -> str:
        """Eight hex digits: nobody can sign into another sender's channel."""
        return channel_of(self.sender.workspace_id, self.recipients[0])


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole manifest; equal manifests have equal bytes."""

    head: ManifestHead
    sections: tuple[SectionEntry, ...]
    blobs: tuple[BlobEntry, ...]

    def encode(self) -> bytes:
        """The canonical bytes, as they are signed."""
        return canonical(self._wire())

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes: the next package's `prev`, and what a receipt answers."""
        return hashlib.sha256(self.encode()).hexdigest()

    @property
    def pieces(self) -> tuple[SectionEntry | BlobEntry, ...]:
        """Everything that follows the signature, in its order."""
        return (*self.sections, *self.blobs)

    def start_of(self, position: int) -> int:
        """Where the piece at `position` begins in the inner file, in bytes."""
        preface = 5 + 4 + len(self.encode()) + SIGNATURE_BYTES
        return preface + sum(piece.length for piece in self.pieces[:position])

    def _wire(self) -> dict[str, Any]:
        head = self.head
        return {
            "format": FORMAT,
            "min_reader": READER_VERSION,
            "suite": SUITE,
            "part": {"index": 1, "count": 1},
            "package_id": head.package_id,
            "kind": head.kind.value,
            "channel": head.channel,
            "seq": head.seq,
            "prev": head.prev,
            "sender": {
                "workspace_id": head.sender.workspace_id,
                "name": head.sender.name,
                "public_key": head.sender.public_key,
            },
            "recipients": list(head.recipients),
            "created_at": head.created_at,
            "epoch": head.epoch,
            "checkpoint": {"size": head.checkpoint.size, "root": head.checkpoint.root},
            "app_version": head.app_version,
            "schemas": dict(head.schemas),
            "level": head.level.value,
            "profile": head.profile,
            "sections": [
                {
                    "compartment": section.compartment.value,
                    "sealed_key": section.sealed_key,
                    "length": section.length,
                    "sha256": section.sha256,
                }
                for section in self.sections
            ],
            "blobs": [{"length": blob.length, "sha256": blob.sha256} for blob in self.blobs],
        }


def channel_of(sender_id: str, recipient_id: str) -> str:
    """The name of the way from one workspace to another, 8 hex digits; says nothing to who does not know both."""
    return hashlib.sha256(f"IPX1 channel\n{sender_id}\n{recipient_id}".encode()).hexdigest()[:8]


def section_context(package_id: str, sender_id: str, compartment: Compartment) -> bytes:
    """What a section key is sealed for, so that nobody can pass a section on as his own."""
    return f"package section key\n{package_id}\n{sender_id}\n{compartment.value}".encode()


def decode(raw: bytes, reader_version: int = READER_VERSION) -> Manifest:
    """Read foreign manifest bytes. Raises PackageRefused: NEWER before anything else is looked at, else MALFORMED."""
    try:
        value = strict_json(raw, limit=MANIFEST_LIMIT, what="数据包清单")
        shape = Shape(value)
        if shape.text("format", r"IPX\d{1,3}") != FORMAT or shape.whole("min_reader", low=1) > reader_version:
            raise _newer(shape)
        if shape.text("suite", r"[ -~]{1,200}") != SUITE:
            raise PackageRefused(Reason.NEWER, "数据包使用了本程序不支持的加密方式，请先升级本程序再导入")
        part = shape.inner("part")
        if (part.whole("index", low=1), part.whole("count", low=1)) != (1, 1):
            raise PackageRefused(Reason.NEWER, "数据包是分卷制作的，本程序暂不支持，请发送单位分批制作")
        manifest = _manifest(shape)
    except (Damaged, ValueError) as error:
        raise PackageRefused(Reason.MALFORMED) from error
    # One spelling only: what we would write from what we understood must be what was signed.
    if manifest.encode() != raw:
        raise PackageRefused(Reason.MALFORMED)
    return manifest


def _newer(shape: Shape) -> PackageRefused:
    needed = shape.whole("min_reader", low=1)
    return PackageRefused(Reason.NEWER, f"数据包需要能读第{needed}版格式的程序，请先升级本程序再导入")


def _manifest(shape: Shape) -> Manifest:
    sections = tuple(_section(each) for each in shape.inners("sections", limit=len(Compartment)))
    blobs = tuple(_blob(each) for each in shape.inners("blobs", limit=MAX_BLOBS))
    if len({each.compartment for each in sections}) != len(sections) or len(set(blobs)) != len(blobs):
        raise ValueError("listed twice")
    return Manifest(_head(shape), sections, blobs)


def _head(shape: Shape) -> ManifestHead:
    sender, checkpoint = shape.inner("sender"), shape.inner("checkpoint")
    schemas = shape.inner("schemas")
    return ManifestHead(
        package_id=shape.id("package_id"),
        kind=Kind(shape.text("kind", r"[a-z]{1,20}")),
        seq=shape.whole("seq", low=1),
        prev=shape.text("prev", r"([0-9a-f]{64})?"),
        sender=Sender(sender.id("workspace_id"), sender.name("name"), sender.text("public_key", r"[0-9a-f]{64}")),
        recipients=shape.ids("recipients", limit=16),
        created_at=shape.whole("created_at"),
        epoch=shape.whole("epoch"),
        checkpoint=Checkpoint(checkpoint.whole("size"), checkpoint.text("root", r"([0-9a-f]{64})?")),
        app_version=shape.text("app_version", r"[0-9A-Za-z.+-]{1,40}"),
        level=Level(shape.text("level", r"[a-z_]{1,20}")),
        profile=shape.text("profile", r"([0-9a-f]{64})?"),
        schemas={Compartment(name).value: schemas.whole(name) for name in schemas.names},
    )


def _section(shape: Shape) -> SectionEntry:
    return SectionEntry(
        compartment=Compartment(shape.text("compartment", r"[a-z]{1,20}")),
        sealed_key=shape.text("sealed_key", r"([0-9a-f]{2}){32,4096}"),
        length=shape.whole("length", high=MAX_LENGTH),
        sha256=shape.text("sha256", r"[0-9a-f]{64}"),
    )


def _blob(shape: Shape) -> BlobEntry:
    return BlobEntry(shape.whole("length", high=MAX_LENGTH), shape.text("sha256", r"[0-9a-f]{64}"))

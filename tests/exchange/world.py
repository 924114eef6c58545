"""Two workspaces with keys of their own, and a package between them; no database, no records."""

import hashlib
import io
import random as randomness
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyrage

from xuncha_desktop.crypto import primitives
from xuncha_desktop.crypto.age_keys import age_identity, age_recipient
from xuncha_desktop.exchange.incoming import Examined, SenderKeys, examine
from xuncha_desktop.exchange.manifest import SIGN_CONTEXT, Checkpoint, Kind, ManifestHead, Sender
from xuncha_desktop.exchange.outgoing import BlobSource, Outgoing, Written, write_package
from xuncha_desktop.exchange.section import SectionHeader, SectionSource
from xuncha_desktop.kernel.levels import Compartment, Level

ALL = tuple(Compartment)


@dataclass(frozen=True)
class Workspace:
    """Somebody who sends and receives."""

    id: str
    name: str

    def secret(self, purpose: str) -> bytes:
        return hashlib.sha256(f"{self.id}/{purpose}".encode()).digest()

    @property
    def signing_public(self) -> str:
        return primitives.signing_public(self.secret("sign"))

    @property
    def sign(self) -> Callable[[str, bytes], bytes]:
        return partial(primitives.sign, self.secret("sign"))

    @property
    def identity(self) -> str:
        return age_identity(self.secret("age"))

    @property
    def recipient(self) -> str:
        return age_recipient(self.secret("age"))

    @property
    def sender(self) -> Sender:
        return Sender(self.id, self.name, self.signing_public)

    @property
    def keys(self) -> SenderKeys:
        return SenderKeys(self.name, frozenset({self.signing_public}))

    def seal(self, compartment: Compartment) -> Callable[[bytes, bytes], bytes]:
        return partial(primitives.seal_to, primitives.agreement_public(self.secret(compartment)))

    def open_key(self, compartment: Compartment) -> Callable[[bytes, bytes], bytes]:
        return partial(primitives.open_with, self.secret(compartment))


OFFICE = Workspace("0190a1b2-0000-7000-8000-00000000000a", "示例区委巡察办")
GROUP = Workspace("0190a1b2-0000-7000-8000-00000000000b", "第一巡察组")
STRANGER = Workspace("0190a1b2-0000-7000-8000-00000000000c", "外单位")

RECORDS: dict[Compartment, list[dict[str, Any]]] = {
    Compartment.WORK: [{"type": "finding", "id": f"f{n}", "title": f"往来款长期挂账之{n}"} for n in range(40)],
    Compartment.RESTRICTED: [{"type": "lead", "id": "l0", "fact": "群众反映某某优亲厚友"}],
}


def head(sender: Workspace = GROUP, to: Workspace = OFFICE, **changes: Any) -> ManifestHead:
    made = ManifestHead(
        package_id="0190a1b2-0000-7000-8000-0000000000f1",
        kind=Kind.RESULT,
        seq=1,
        prev="",
        sender=sender.sender,
        recipients=(to.id,),
        created_at=1_720_000_000_000_000,
        epoch=3,
        checkpoint=Checkpoint(120, "ab" * 32),
        app_version="0.1.0",
        level=Level.CONFIDENTIAL,
        profile="cd" * 32,
        schemas={"core": 1, "work": 1},
    )
    return replace(made, **changes)


def section(to: Workspace, compartment: Compartment, records: list[dict[str, Any]]) -> SectionSource:
    types = sorted({record["type"] for record in records})
    counts = {name: sum(record["type"] == name for record in records) for name in types}
    return SectionSource(SectionHeader(compartment, dict.fromkeys(types, 1), counts), records, to.seal(compartment))


def sections(to: Workspace = OFFICE) -> list[SectionSource]:
    return [section(to, compartment, records) for compartment, records in RECORDS.items()]


@dataclass
class Scene:
    """A stick, two local disks, and what the receiver knows."""

    root: Path
    known: dict[str, SenderKeys] = field(default_factory=lambda: {GROUP.id: GROUP.keys})

    def __post_init__(self) -> None:
        for each in (self.stick, self.work, self.quarantine, self.attachments):
            each.mkdir(parents=True, exist_ok=True)

    @property
    def stick(self) -> Path:
        return self.root / "stick"

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments"

    def blob(self, content: bytes) -> BlobSource:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.attachments / sha256
        path.write_bytes(content)
        return BlobSource(path, len(content), sha256)

    def blobs(self) -> list[BlobSource]:
        return [self.blob(randomness.Random(size).randbytes(size)) for size in (0, 1, 70_000, 200_000)]

    def write(self, *, sender: Workspace = GROUP, to: Workspace = OFFICE, **changes: Any) -> Written:
        """A package on the stick; `changes` are arguments of `write_package` or fields of the head."""
        parts = {name: changes.pop(name) for name in ("sections", "blobs") if name in changes}
        target = changes.pop("target", self.stick)
        options: dict[str, Any] = {
            "sign": sender.sign,
            "recipients": [to.recipient],
            "work": self.work,
            "random": randomness.Random(7).randbytes,
        }
        options |= {
            name: changes.pop(name)
            for name in (*options, "progress", "cancel", "keep", "ready", "part_size")
            if name in changes
        }
        outgoing = Outgoing(
            head(sender, to, **changes), parts.get("sections", sections(to)), parts.get("blobs", self.blobs())
        )
        return write_package(target, outgoing, **options)

    def examine(self, local: Path, who: Workspace = OFFICE, **options: Any) -> Examined:
        settings: dict[str, Any] = {
            "identities": [who.identity],
            "own_id": who.id,
            "known_senders": self.known.get,
        }
        return examine(local, **(settings | options))

    def examine_bytes(self, whole: bytes, **options: Any) -> Examined:
        local = self.quarantine / "trial.ipx"
        local.write_bytes(whole)
        try:
            return self.examine(local, **options)
        finally:
            local.unlink()

    @property
    def leftovers(self) -> list[str]:
        """Whatever lies in the work folder and the quarantine."""
        return sorted(each.name for folder in (self.work, self.quarantine) for each in folder.rglob("*"))


def inner_of(whole: bytes, who: Workspace = OFFICE) -> bytes:
    out = io.BytesIO()
    pyrage.decrypt_io(io.BytesIO(whole), out, [pyrage.x25519.Identity.from_str(who.identity)])
    return out.getvalue()


def wrapped(inner: bytes, to: Workspace = OFFICE) -> bytes:
    """What anybody who knows the receiver's public key can make."""
    return pyrage.encrypt(inner, [pyrage.x25519.Recipient.from_str(to.recipient)])


def with_manifest(raw: bytes, *, by: Workspace = GROUP, body: bytes = b"", length: int | None = None) -> bytes:
    """An inner file around any manifest bytes, properly signed."""
    size = len(raw) if length is None else length
    return b"IPX1\n" + size.to_bytes(4, "big") + raw + by.sign(SIGN_CONTEXT, raw) + body

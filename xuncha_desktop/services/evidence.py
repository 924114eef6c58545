"""Files hung on records: taken in encrypted before the row that names them, shown beside the item they support."""

import io
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

from xuncha_desktop.kernel.errors import NotAllowed, NotFound, ReadOnly, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.onsite import Evidence, Finding
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Progress, ProgressState
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.records.restricted import RestrictedFile
from xuncha_desktop.records.urging import QualityCard
from xuncha_desktop.services import findings, quality_cards, rectification
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.attachments import MAX_BYTES, Stored
from xuncha_desktop.storage.connection import told
from xuncha_desktop.storage.table import Table, Where

File = Evidence | RestrictedFile
SHOWN_BYTES = 200 * 1024 * 1024
FINAL = "final"  # the profiles' word for the final text of a paper that was drafted here
_CLASSES: dict[Compartment, type[File]] = {Compartment.WORK: Evidence, Compartment.RESTRICTED: RestrictedFile}


class _Told:
    """A file that says how far it has been read; what it says may raise to stop."""

    def __init__(self, source: BinaryIO, report: Callable[[int], None]) -> None:
        self._source, self._report, self._done = source, report, 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        found = self._source.read(size)
        self._done += len(found)
        self._report(self._done)
        return found


def take_in(session: Session, path: Path, report: Callable[[int], None] = lambda _: None) -> Stored:
    """Encrypt a file into the workspace. It belongs to nothing yet; an orphan is swept at the next start.

    `report(bytes so far)` may raise to cancel; nothing is left then. Raises `Refused`, `StorageFailed`.
    """
    if session.read_only:
        raise ReadOnly
    with told(path):
        if path.is_symlink() or not path.is_file():
            raise Refused(f"“{path.name}”不是普通文件，不能作为材料")
        size = path.stat().st_size
        if size == 0:
            raise Refused(f"“{path.name}”是空文件")
        if size > MAX_BYTES:
            raise Refused(f"“{path.name}”超过2GB，不能作为材料，请分开后再添加")
        with path.open("rb") as source:
            return session.files.add(cast(BinaryIO, _Told(source, report)))


def take_in_bytes(session: Session, raw: bytes) -> Stored:
    """The same for a picture out of the clipboard."""
    return take_in_stream(session, io.BytesIO(raw))


def take_in_stream(session: Session, source: BinaryIO) -> Stored:
    """The same for content that is not a file on the disk (a pasted picture)."""
    if session.read_only:
        raise ReadOnly
    return session.files.add(source)


@use_case("evidence.attach", "添加材料", by=BUSINESS)
def attach(tx: Tx, owner_type: str, owner_id: str, stored: Stored, name: str, **values: Any) -> Evidence:
    """Hang an already encrypted file on a record of the work compartment, or on a group: its report's final text."""
    return _attach(tx, Evidence, owner_type, owner_id, stored, name, values)


@use_case("restricted_file.attach", "添加受限材料", compartment=Compartment.RESTRICTED, by=BUSINESS)
def attach_restricted(
    tx: Tx, owner_type: str, owner_id: str, stored: Stored, name: str, **values: Any
) -> RestrictedFile:
    """Hang an already encrypted file on a petition or lead."""
    return _attach(tx, RestrictedFile, owner_type, owner_id, stored, name, values)


@use_case("evidence.describe", "修改材料说明", by=BUSINESS)
def describe(tx: Tx, evidence_id: str, version: int, **values: Any) -> Evidence:
    """Correct name, pages, provider or the place of the original; under a finding that is fixed only the last."""
    found = tx.table(Evidence).get(evidence_id)
    wanted = Evidence.type.clean(values)
    printed = any(getattr(found, name) != value for name, value in wanted.items() if name != "original_at")
    finding = tx.table(Finding).find(found.owner_id) if printed and found.owner_type == Finding.type.name else None
    if finding is not None:
        findings.refuse_fixed(finding)
    return tx.change(found, version, **values)


@use_case("restricted_file.describe", "修改受限材料说明", compartment=Compartment.RESTRICTED, by=BUSINESS)
def describe_restricted(tx: Tx, file_id: str, version: int, **values: Any) -> RestrictedFile:
    """The same for a file of a petition or lead."""
    return tx.change(tx.table(RestrictedFile).get(file_id), version, **values)


def of(session: Session, owner: Record) -> list[File]:
    """The files of a record in their order; none where this person may not know."""
    cls = file_type(owner)
    if cls is None or not session.holds(cls.type.compartment):
        return []
    return list(session.table(cls).where(Where("owner_id = ?", (owner.id,)), order="position"))


def file_type(owner: Record) -> type[File] | None:
    """What a record's files are; None for a type that has none. What a group wrote lies with its work."""
    return Evidence if isinstance(owner, Group) else _CLASSES.get(owner.type.compartment)


def content(session: Session, file: File, *, limit: int = SHOWN_BYTES) -> bytes:
    """The plain bytes of a file. Raises `Damaged` if the ciphertext was altered or is gone."""
    return session.files.read(file.file, bytes.fromhex(file.key), limit=limit)


def _refuse_fixed(tx: Tx, owner_type: str, owner_id: str) -> None:
    """What is signed or lies in another's custody takes no more files: the paper lists what it was signed with."""
    if owner_type == Group.type.name and tx.compartment is Compartment.WORK:
        tx.session.table(Group).get(owner_id)  # its record is the office's; its papers are whoever's workspace this is
        return
    type_ = record_type(owner_type)
    if type_.compartment is not tx.compartment:
        raise TypeError(f"{owner_type} does not lie in {tx.compartment.value}")
    table: Table[Any] = Table(tx.db, type_)
    owner = table.find(owner_id)
    if owner is None:
        raise NotFound("要添加材料的记录已经不在，请刷新后再试")
    if owner.custodian != tx.session.place.workspace_id:
        raise NotAllowed(f"这条{type_.label}现由另一工作区保管，本处不能添加材料")
    if isinstance(owner, Finding):
        findings.refuse_fixed(owner)
    if isinstance(owner, Progress):
        if why := rectification.why_no_evidence(tx.session, owner):
            raise Refused(why)
        if owner.state is ProgressState.ACCEPTED:
            tx.facts["after_review"] = owner.id
    if isinstance(owner, QualityCard) and (why := quality_cards.why_no_evidence(owner)):
        raise Refused(why)


def _attach(
    tx: Tx, cls: type[Any], owner_type: str, owner_id: str, stored: Stored, name: str, values: dict[str, Any]
) -> Any:
    _refuse_fixed(tx, owner_type, owner_id)
    row = tx.db.execute(
        f"SELECT coalesce(max(position), 0) FROM {cls.type.name} WHERE owner_id = ?",  # noqa: S608 a declared type
        (owner_id,),
    ).fetchone()
    shown = cls.type.clean({"name": Path(name).name[:80] or "未命名", "form": "copy"} | values)
    record = cls(
        **tx.head(),
        **shown,
        owner_type=owner_type,
        owner_id=owner_id,
        position=int(row[0]) + 1 if row else 1,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=stored.size,
        file=stored.file,
        key=stored.key.hex(),
    )
    return tx.add(record)

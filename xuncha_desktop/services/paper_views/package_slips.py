"""Papers beside a package: hand-over slip, approval of its import or export, record of the act.

They tell what travels, never what is inside; times, virus checks and signatures are written by hand.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from xuncha_desktop.exchange.media import readable_size
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.operation_record import OperationRecord
from xuncha_desktop.printing.forms.package_slip import PackageSlip
from xuncha_desktop.printing.forms.row_form import LABEL_WIDTH, RowForm
from xuncha_desktop.printing.forms.transfer_approval import TransferApproval
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.records.exchange_log import Package, Peer
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.office_forms import GROUND, RowWords
from xuncha_desktop.services.packages.journal import OUT
from xuncha_desktop.services.packages.kinds import KINDS
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

SLIP, APPROVAL, RECORD = "package_slip", "transfer_approval", "operation_record"
_ALONG = 156
_PIECES = "1个数据包（1个文件）"  # a slip is for one package, and a package is one file
_LINE, _NOTE, _LONG = 11, 18, 40  # millimetres to write in
_SLIP: Mapping[str, tuple[str, int]] = {
    "package": ("数据包", 0),
    "package_id": ("数据包编号", 0),
    "medium": ("介质编号", _LINE),
    "secrecy": ("密级", 0),
    "pieces": ("件数", _LINE),
    "size": ("大小", 0),
    "digest": ("校验值（SHA-256）", 0),
    "purpose": ("用途", _LINE),
    "virus": ("查杀病毒", _NOTE),
    "remark": ("交接情况", _NOTE),
}
_APPROVAL: Mapping[str, tuple[str, int]] = {
    "applicant": ("申请人", _LINE),
    "source": ("来源", 0),
    "target": ("去向", 0),
    "secrecy": ("密级", 0),
    "content": ("内容", _NOTE),
    "purpose": ("用途", _NOTE),
    "medium": ("介质编号", _LINE),
    "virus": ("中间机查杀", _NOTE),
}
_RECORD: Mapping[str, tuple[str, int]] = {
    "machine": ("设备编号", _LINE),
    "medium": ("介质编号", _LINE),
    "secrecy": ("密级", 0),
    "kind": ("操作种类", 0),
    "content": ("操作内容", _NOTE),
    "registered_at": ("程序登记时间", 0),
    "took": ("操作起止时间", _LINE),
    "virus": ("查杀病毒", _NOTE),
    "course": ("操作经过", _LONG),
    "result": ("操作结果", 0),
}

_SLIP_SIGNERS = ("交出人", "接收人")
_APPROVAL_SIGNERS = ("申请人", "审批人", "操作人", "监督人")
_RECORD_SIGNERS = ("操作人", "监督人")
R = TypeVar("R", bound=RowForm)


@paper_of(SLIP, Package)
def slip(session: Session, package: Package) -> PackageSlip:
    """One package on one medium, handed from one side to the other."""
    words = RowWords(profiles.latest(session), SLIP, _SLIP)
    return _sheet(
        PackageSlip,
        words,
        _SLIP_SIGNERS,
        _level(package),
        "　→　".join(_way(session, package)),
        _said(session, package),
    )


@paper_of(APPROVAL, Package)
def approval(session: Session, package: Package) -> TransferApproval:
    """Who asks and who allows that the package is taken out or in."""
    words = RowWords(profiles.latest(session), APPROVAL, _APPROVAL)
    doing = "导出" if package.direction == OUT else "导入"
    made = _sheet(
        TransferApproval, words, _APPROVAL_SIGNERS, _level(package), session.place.name, _said(session, package)
    )
    return replace(made, title=words.title.replace("导入导出", doing))


@paper_of(RECORD, Package)
def record(session: Session, package: Package) -> OperationRecord:
    """What was done with the medium on which machine, and how it ended."""
    words = RowWords(profiles.latest(session), RECORD, _RECORD)
    return _sheet(OperationRecord, words, _RECORD_SIGNERS, _level(package), session.place.name, _said(session, package))


@blank_of(SLIP)
def _blank_slip(profile: Profile, heads: Heads) -> PackageSlip:
    return _empty(PackageSlip, RowWords(profile, SLIP, _with_room(_SLIP)), _SLIP_SIGNERS)


@blank_of(APPROVAL)
def _blank_approval(profile: Profile, heads: Heads) -> TransferApproval:
    return _empty(TransferApproval, RowWords(profile, APPROVAL, _with_room(_APPROVAL)), _APPROVAL_SIGNERS)


@blank_of(RECORD)
def _blank_record(profile: Profile, heads: Heads) -> OperationRecord:
    return _empty(OperationRecord, RowWords(profile, RECORD, _with_room(_RECORD)), _RECORD_SIGNERS)


def _with_room(own: Mapping[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """What the program knows otherwise is written in by hand too."""
    return {name: (word, room or _LINE) for name, (word, room) in own.items()}


def _empty(kind: type[R], words: RowWords, signers: tuple[str, ...]) -> R:
    return _sheet(kind, words, signers, Level.INTERNAL, "", {})


def _sheet(
    kind: type[R], words: RowWords, signers: tuple[str, ...], level: Level, scope: str, said: Mapping[str, str]
) -> R:
    return kind(
        marks=Marks(level),
        title=words.title,
        scope=scope,
        entries=words.entries(said),
        notes=words.basis(GROUND) + words.copies_note,
        label_width=words.label_width(LABEL_WIDTH),
        places=words.places(_ALONG, signers),
    )


def _said(session: Session, package: Package) -> dict[str, str]:
    source, target = _way(session, package)
    named = f"{package.kind}（第{package.seq}号）"
    return {
        "package": named,
        "package_id": package.id,
        "medium": package.medium or "",
        "secrecy": _level(package).label,
        "pieces": _PIECES,
        "size": f"{package.size:,}字节（{readable_size(package.size)}）",
        "digest": " ".join(package.file_digest[place : place + 8] for place in range(0, len(package.file_digest), 8)),
        "purpose": package.purpose or "",
        "source": source,
        "target": target,
        "content": f"{named}，由{source}送{target}",
        "kind": "导出数据包" if package.direction == OUT else "导入数据包",
        "registered_at": local_text(package.at),
        "result": package.state.label,
    }


def _way(session: Session, package: Package) -> tuple[str, str]:
    other = session.table(Peer).get(package.peer_id).name
    return (session.place.name, other) if package.direction == OUT else (other, session.place.name)


def _level(package: Package) -> Level:
    """The highest level of what such a package may carry: this one's own would tell whether there is a lead in it."""
    kind = next((one for one in KINDS.values() if one.label == package.kind), None)
    levels = [record_type(load.type).level for load in kind.loads] if kind else []
    return max((Level.INTERNAL, *levels), key=lambda level: level.rank)

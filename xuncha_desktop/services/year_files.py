"""Next year's holidays: entered and signed by an office, carried to its groups, looked at, and taken over as a whole.

The State Council publishes a year's notice in November. An office enters it by hand (`compose`), sees which due dates
it moves (`preview`) and takes it over (`take_over`); `export` writes the signed file for the groups, which take it over
the same way. A task package carries every year file of its office.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xuncha_desktop.crypto.primitives import signing_public
from xuncha_desktop.exchange import media
from xuncha_desktop.exchange.progress import Watch
from xuncha_desktop.kernel.errors import NotAllowed, NotFound, Refused, Stale
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.calendar import YearTable, check_table
from xuncha_desktop.rules.holidays import statutory
from xuncha_desktop.rules.year_file import LIMIT, YearFile, read_year_file, sign_year
from xuncha_desktop.services import calendars, change_lines, deadlines
from xuncha_desktop.services.calendars import DueChange
from xuncha_desktop.services.packages import peers, places
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

COMPOSERS = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK))
KEEPERS = COMPOSERS | {Post.LEADER, Post.DEPUTY_LEADER, Post.LIAISON}


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking over a year file would do. `seen` is handed to `take_over`: only what was shown is done.

    `lines` tells each deadline whose date moves, under round and unit. `missing` are the statutory holidays the table
    does not name; `replaces` says which table of the year it puts aside, empty for none.
    """

    file: YearFile
    changes: tuple[DueChange, ...]
    seen: str
    lines: tuple[str, ...]
    missing: tuple[str, ...]
    replaces: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be read before it is taken over."""
        return tuple(words for words in (_missing_words(self.file.table.year, self.missing), self.replaces) if words)


@use_case("calendar.compose", "录入年度放假安排", by=COMPOSERS)
def compose(tx: Tx, year: int, holidays: Sequence[tuple[date, str]], workdays: Sequence[date], source: str) -> YearFile:
    """Sign a year's table typed from the published notice; `source` is the notice's title and number.

    Nothing is in force by it: see `preview` and `take_over`. Raises `Refused` in a group, CalendarRefused for a table
    no notice can mean.
    """
    if tx.session.place.kind != "office":
        raise Refused("放假安排由巡察办录入并签名，巡察组只导入巡察办签名的文件")
    table = YearTable(year, tuple(sorted(holidays)), tuple(sorted(workdays)), source.strip())
    check_table(table)
    peers.make_identity(tx)
    own, place = peers.identity_of(tx.session), tx.session.place
    made = sign_year(table, place.workspace_id, place.name, signing_public(own.signing), own.sign)
    tx.facts |= {"year": year, "table": table.digest}
    return made


def read(session: Session, path: Path) -> YearFile:
    """A year file somebody chose. Raises `Refused` for one that is unreadable, altered, unsigned or a stranger's."""
    try:
        with path.open("rb") as source:
            raw = source.read(LIMIT + 1)
    except OSError as error:
        raise Refused(f"文件“{path.name}”不能读取") from error
    return opened(session, raw)


def opened(session: Session, raw: bytes) -> YearFile:
    """The same from its bytes: signed by this workspace, or by an office registered here and not revoked."""
    file = read_year_file(raw)
    if file.workspace_id == session.place.workspace_id:
        if file.key == signing_public(peers.identity_of(session).signing):
            return file
        raise NotAllowed("放假安排文件冒用本单位的名义，签名不是本工作区的，不能启用")
    peer = peers.find(session, file.workspace_id)
    if peer is None or peer.kind != "巡察办" or peers.keys_of(peer).signing != file.key:
        raise NotAllowed(f"放假安排文件由“{file.name}”签名，不是本处登记的巡察办，不能启用")
    return file


def preview(session: Session, file: YearFile) -> Preview:
    """Which due dates the file would move, what it leaves out and replaces, before anything is changed."""
    new = calendars.current(session).replaced(file.table)
    changes = calendars.preview_changes(session, new)
    return Preview(
        file=file,
        changes=tuple(changes),
        seen=calendars.digest_of(changes, new),
        lines=change_lines.grouped(session, ((one.deadline, _change_words(one)) for one in changes)),
        missing=missing_holidays(file.table),
        replaces=_replaced(session, file),
    )


def missing_holidays(table: YearTable) -> tuple[str, ...]:
    """The statutory holidays a table does not name: a forgotten line, or a year in which an emergency moved them."""
    return statutory().missing(name for _, name in table.holidays)


@use_case("calendar.take_over", "启用年度放假安排", by=KEEPERS)
def take_over(tx: Tx, raw: bytes, seen: str, *, incomplete: bool = False) -> list[Deadline]:
    """Put a year file into force and rebuild the due dates, all in one transaction; returns those that moved.

    A clock still running is reckoned anew even if its date stands, so that it names the calendar it rests on. Raises
    `Stale` unless `seen` is of the changes as they are now, and what `opened` raises. `incomplete`: somebody has
    checked that the notice names no more holidays; without it a table that leaves one out is `Refused`.
    """
    peers.make_identity(tx)
    file = opened(tx.session, raw)
    if (missing := missing_holidays(file.table)) and not incomplete:
        raise Refused(_missing_words(file.table.year, missing))
    if preview(tx.session, file).seen != seen:
        raise Stale("期限或日历已有变化，请重新查看变动清单后再启用")
    calendars.keep(tx.db, file)
    moved: list[Deadline] = []
    for old in tx.table(Deadline).where(Where("custodian = ?", (tx.session.place.workspace_id,))):
        new = deadlines.rebuilt(tx.session, old)
        if new.due_on != old.due_on:
            moved.append(tx.save(old, new, reason=f"启用{file.table.year}年放假安排"))
        elif old.met_on is None:
            tx.save(old, new, reason=f"启用{file.table.year}年放假安排，到期日不变")
    tx.facts |= {"year": file.table.year, "table": file.table.digest, "signer": file.name, "moved": len(moved)}
    tx.facts |= {"calendar": calendars.current(tx.session).digest, "missing": "、".join(missing)}
    return moved


@use_case("calendar.export", "导出年度放假安排", by=KEEPERS)
def export(tx: Tx, year: int, folder: Path) -> Path:
    """Write the signed file of a year that is in force here to a folder or drive, read back. Raises NotFound."""
    file = next((one for one in calendars.kept(tx.session) if one.table.year == year), None)
    if file is None:
        raise NotFound(f"本处没有启用过{year}年的放假安排文件")
    source = places.bench(tx.session) / file.file_name
    try:
        source.write_bytes(file.raw)
        made = media.deliver(source, folder, file.file_name, hashlib.sha256(file.raw).hexdigest(), Watch())
    finally:
        source.unlink(missing_ok=True)
    tx.facts |= {"year": year, "table": file.table.digest}
    return made


def _missing_words(year: int, missing: Sequence[str]) -> str:
    if not missing:
        return ""
    told = f"{year}年放假安排没有列出{'、'.join(missing)}，{statutory().cited}规定这些节日放假。"
    return f"{told}请与通知核对；通知确有变更的，确认后方可启用"


def _replaced(session: Session, file: YearFile) -> str:
    year = file.table.year
    held = next((one for one in calendars.current(session).tables if one.year == year), None)
    if held is None or held.digest == file.table.digest:
        return ""
    signer = next(
        (f"由“{one.name}”签名、已启用" for one in calendars.kept(session) if one.table.year == year), "随程序提供"
    )
    return f"启用后替换{signer}的{year}年放假安排（{held.source}），全年以新文件为准"


def _change_words(change: DueChange) -> str:
    before, after = (on.isoformat() if on else "无" for on in (change.before_on, change.after_on))
    own = "" if change.here else "（由另一工作区保管，本处不改写）"
    return f"{change.deadline.label}：{before} → {after}{own}"

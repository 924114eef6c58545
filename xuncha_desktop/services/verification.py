"""Whether a workspace is whole: files, pages, records against their history, attachments, the audit chain."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.registry import RecordType, record_types
from xuncha_desktop.records.restricted import RestrictedFile
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage import audit
from xuncha_desktop.storage.connection import Connection, refuse_foreign, told
from xuncha_desktop.storage.folder import WorkspaceFolder
from xuncha_desktop.storage.table import Table, Where

Report = Callable[[int, int, str], None]
_SLICE = 5_000
_READ = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `problem` is empty if it is whole; `unknown` says why it could not be looked at."""

    what: str
    problem: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks. `exit_code`: 0 whole, 1 broken, 3 where this person's keys did not reach everything."""

    checks: tuple[Check, ...]

    @property
    def first_broken(self) -> Check | None:
        """The first thing found broken."""
        return next((check for check in self.checks if check.problem), None)

    @property
    def unchecked(self) -> tuple[Check, ...]:
        """What these keys could not reach."""
        return tuple(check for check in self.checks if check.unknown)

    @property
    def exit_code(self) -> int:
        """0, 1 or 3 as the command line promises."""
        if self.first_broken:
            return 1
        return 3 if self.unchecked else 0


def verify(session: Session, report: Report = lambda _done, _total, _what: None, *, full: bool = True) -> Verdict:
    """Look at everything this person's keys reach. `report` may raise to cancel. Never changes anything.

    `full` adds SQLite's own integrity check to the check of every page's authentication.
    """
    steps = list(_steps(session, full))
    checks: list[Check] = []
    for number, (what, look) in enumerate(steps):
        report(number, len(steps), what)
        checks.append(_looked(what, look))
    report(len(steps), len(steps), "完成")
    return Verdict(tuple(checks))


def _steps(session: Session, full: bool) -> Iterator[tuple[str, Callable[[], str]]]:
    for compartment in Compartment:
        label = compartment.label
        if not session.holds(compartment):
            yield f"{label}", _closed(label)
            continue
        db = session.db(compartment)
        yield f"{label}的密文页", lambda db=db: _pages(db)
        if full:
            yield f"{label}的数据结构", lambda db=db: _structure(db)
        for type_ in record_types().values():
            if type_.compartment is compartment:
                yield f"{label}的{type_.label}与历史版本", lambda db=db, type_=type_: _history(db, type_)
        yield f"{label}的检索索引", lambda db=db: _index(db)
        if compartment is Compartment.CORE:
            yield "各轮次的规则档和参照规则档", lambda: _profiles(session)
    for cls in (Evidence, RestrictedFile):
        if session.holds(cls.type.compartment):
            yield f"{cls.type.label}的文件", lambda cls=cls: _files(session, cls)
    if session.holds(Compartment.AUDIT):
        yield "审计记录的校验链", lambda: _chain(session)


def _looked(what: str, look: Callable[[], str]) -> Check:
    try:
        with told():
            return Check(what, problem=look())
    except _Closed as closed:
        return Check(what, unknown=str(closed))
    except Refused as found:
        return Check(what, problem=str(found))


class _Closed(Exception):
    """This person has no key for it."""


def _closed(label: str) -> Callable[[], str]:
    def look() -> str:
        raise _Closed(f"您没有打开{label}的密钥，未核对")

    return look


def _pages(db: Connection) -> str:
    """Every page's authentication. The first read has recovered a hot journal, so no false alarm can come of it."""
    found = [str(row[0]) for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
    return f"有密文页未通过校验：{found[0]}" if found else ""


def _structure(db: Connection) -> str:
    found = [str(row[0]) for row in db.execute("PRAGMA integrity_check").fetchall()]
    return "" if found == ["ok"] else f"数据结构不完整：{found[0]}"


def _history(db: Connection, type_: RecordType[Any]) -> str:
    """Each record equals the revision of its version, and no revision in between is gone: an old page put back shows.

    A package may bring a record several versions on, so only what was done here must follow without a gap.
    """
    table, after = Table[Any](db, type_), 0
    while rows := _slice(db, type_, after):
        after = max(rows)
        for number, record in table.rows(list(rows)).items():
            if rows[number] != canonical(type_.to_wire(record)).decode():
                return f"“{type_.title_of(record)}”与最后一次保存的内容不符（记录号 {record.id}）"
    gap = db.execute(
        "SELECT record_id FROM revision r WHERE type = ? AND version > 1 AND act NOT LIKE 'package.%' AND NOT EXISTS "
        "(SELECT 1 FROM revision p WHERE p.record_id = r.record_id AND p.version = r.version - 1) LIMIT 1",
        (type_.name,),
    ).fetchone()
    if gap:
        return f"有一条{type_.label}缺少一个历史版本（记录号 {gap[0]}）"
    gone = db.execute(
        f"SELECT r.record_id FROM revision r LEFT JOIN {type_.name} t ON t.id = r.record_id "  # noqa: S608 a declared type
        "WHERE r.type = ? AND (t.id IS NULL OR t.version < r.version) LIMIT 1",
        (type_.name,),
    ).fetchone()
    return f"有一条{type_.label}比它的历史旧，或只剩历史（记录号 {gone[0]}）" if gone else ""


def _slice(db: Connection, type_: RecordType[Any], after: int) -> dict[int, str]:
    """Row numbers with the remembered form of their version; empty where history does not know it."""
    found = db.execute(
        f"SELECT t.rowid, coalesce(r.body, '') FROM {type_.name} t "  # noqa: S608 a declared type
        "LEFT JOIN revision r ON r.record_id = t.id AND r.version = t.version "
        f"WHERE t.rowid > ? ORDER BY t.rowid LIMIT {_SLICE}",
        (after,),
    )
    return {int(row[0]): str(row[1]) for row in found.fetchall()}


def _profiles(session: Session) -> str:
    """Every round has the regulation it is bound to, and its second one, as they were when they were pinned."""
    rows = session.db(Compartment.CORE).execute("SELECT digest, body FROM profile").fetchall()
    kept = {str(row[0]): hashlib.sha256(bytes(row[1])).hexdigest() for row in rows}
    for one in session.table(Round).where(Where()):
        for what, pinned in (("规则档", one.profile_digest), ("参照规则档", one.reference_digest)):
            if pinned and pinned not in kept:
                return f"“{one.name}”的{what}不见了"
            if pinned and kept[pinned] != pinned:
                return f"“{one.name}”的{what}被改动过"
    return ""


def _index(db: Connection) -> str:
    lost = db.execute(
        "SELECT type, record_id FROM search_entry e WHERE NOT EXISTS "
        "(SELECT 1 FROM revision r WHERE r.record_id = e.record_id) LIMIT 1"
    ).fetchone()
    return f"检索索引里有不存在的记录（记录号 {lost[1]}）" if lost else ""


def _files(session: Session, cls: type[Evidence] | type[RestrictedFile]) -> str:
    """Every attachment is there and is what it was: its ciphertext has the digest that names it."""
    for record in session.table(cls).where(Where()):
        path = session.files.path_of(record.file)
        if not path.is_file():
            return f"材料“{record.name}”的文件不见了"
        found = hashlib.sha256()
        with path.open("rb") as file:
            while part := file.read(_READ):
                found.update(part)
        if found.hexdigest() != record.file:
            return f"材料“{record.name}”的文件被改动过"
    return ""


def _chain(session: Session) -> str:
    db = session.db(Compartment.AUDIT)
    try:
        for _ in audit.check_chain(db):
            pass
    except Damaged as found:
        return str(found)
    return ""


def as_json(verdict: Verdict) -> str:
    """For machines: what was checked, what is broken, what could not be reached."""
    rows = [{"what": c.what, "problem": c.problem, "unknown": c.unknown} for c in verdict.checks]
    return json.dumps({"exit_code": verdict.exit_code, "checks": rows}, ensure_ascii=False, indent=2)


def verify_keyless(path: Path) -> Verdict:
    """What can be told without any key: the key file's history, and whether the encrypted files look like ours."""
    folder = WorkspaceFolder(path)
    steps: list[tuple[str, Callable[[], str]]] = [("密钥文件及其签名历史", lambda: _ring(folder))]
    for compartment in Compartment:
        steps.append((f"{compartment.label}的文件", lambda c=compartment: _looks_ours(folder, c)))
        steps.append((f"{compartment.label}的内容", _closed(compartment.label)))
    return Verdict(tuple(_looked(what, look) for what, look in steps))


def _ring(folder: WorkspaceFolder) -> str:
    found = folder.read_ring(mend=False)
    return f"密钥文件的一份副本“{found.repaired}”损坏或落后，下次登录时会自动修复" if found.repaired else ""


def _looks_ours(folder: WorkspaceFolder, compartment: Compartment) -> str:
    refuse_foreign(folder.database(compartment))
    return ""

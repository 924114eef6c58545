"""Reading the audit: only the auditor's key opens the bodies, and every reading is itself an entry."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from xuncha_desktop.crypto.audit_seal import AuditOpener
from xuncha_desktop.crypto.ring_state import AUDIT_DETAIL
from xuncha_desktop.kernel.errors import Damaged, NotAllowed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import refused_logins
from xuncha_desktop.services.packages import receive
from xuncha_desktop.services.session import UNKNOWN, Session, Tx
from xuncha_desktop.services.use_case import use_case, use_cases
from xuncha_desktop.storage import audit, meta

Report = Callable[[int, int, str], object]
_VISIT = "audit_visit:"
_CHECK = "audit_check"
_LOGIN = "login"
_SLICE = 1_000
_ACTS_WITHOUT_DOOR = {_LOGIN: "登录", refused_logins.ACT: "登录被拒", receive.RECEIVE: "接收数据包"}


def _quiet(done: int, total: int, text: str) -> None:
    """For callers who do not want to hear how far it is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which entries are wanted; empty means any. `after` is a sequence number: only what came later."""

    actor: str = ""
    act: str = ""
    refused: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One opened entry. `n` is its number within its compartment; `broken` says why it could not be opened."""

    seq: int
    at: int = 0
    compartment: str = ""
    n: int = 0
    actor: str = ""
    name: str = ""
    posts: tuple[str, ...] = ()
    act: str = ""
    refused: bool = False
    objects: tuple[dict[str, Any], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """The beginning of a reading: up to where the last one came, how far the audit reaches now."""

    seen: int
    head: int


@dataclass(frozen=True, slots=True)
class Check:
    """The last check of everything: when, of how many entries, and whether nothing was wrong."""

    at: int
    entries: int
    sound: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of wanted entries, newest first; `before` is where to go on, None at the end."""

    lines: tuple[Line, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of checking everything: `missing` holds ranges of numbers by compartment."""

    entries: int
    head: str
    missing: dict[str, tuple[tuple[int, int], ...]]
    twice: dict[str, tuple[int, ...]]
    unreadable: tuple[int, ...]
    broken: str

    @property
    def sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return not (self.broken or self.missing or self.twice or self.unreadable)


@use_case("audit.read", "查阅审计记录", compartment=Compartment.CORE, by={Post.SECURITY_AUDITOR})
def begin(tx: Tx, wish: Wish | None = None) -> Visit:
    """Begin a reading; what is looked for stands in the audit too. The place reached is remembered as the last visit.

    A wish narrows a reading already begun, so only a reading without one counts as a visit.
    """
    visit = since_visit(tx.session)
    if wish is None:
        meta.write(tx.db, _VISIT + tx.actor.user_id, str(visit.head))
    else:
        tx.facts |= {"actor": wish.actor, "act": wish.act, "refused": wish.refused, "after": wish.after}
    return visit


def part(session: Session, wish: Wish, before: int = 0, size: int = 200, report: Report = _quiet) -> Part:
    """The next wanted entries older than `before` (0: from the newest). Call `begin` first. For a job when filtered.

    Raises `NotAllowed` without the auditor's key. `report(looked at, total, "")` may raise to cancel.
    """
    reader, db = opener(session), session.db(Compartment.AUDIT)
    found: list[Line] = []
    total, looked = audit.head(db)[0], 0
    while entries := audit.entries(db, before, newest_first=True, size=_SLICE if _narrow(wish) else size):
        for entry in entries:
            if entry.seq <= wish.after:
                return Part(tuple(found), None)
            line = _line(reader, entry)
            before, looked = entry.seq, looked + 1
            if _wanted(line, wish):
                found.append(line)
                if len(found) == size:
                    return Part(tuple(found), before)
        report(looked, total, "")
    return Part(tuple(found), None)


def check(session: Session, report: Report = _quiet) -> Verdict:
    """Walk the chain, open every entry, look for missing numbers; the result is an entry too. For a job."""
    begin.require(session)
    db, reader = session.db(Compartment.AUDIT), opener(session)
    total, head = audit.head(db)
    broken = ""
    try:
        for reached in audit.check_chain(db):
            report(reached, 2 * total, "核对校验链")
    except Damaged as fault:
        broken = str(fault)
    numbers, unreadable = _numbers(db, reader, lambda reached: report(total + reached, 2 * total, "核对编号"))
    missing = {name: gaps for name, seen in numbers.items() if (gaps := _gaps(seen))}
    twice = {name: again for name, seen in numbers.items() if (again := _twice(seen))}
    verdict = Verdict(total, head.hex(), missing, twice, tuple(unreadable), broken)
    note_check(session, verdict)
    return verdict


@use_case("audit.verify", "核验审计记录", compartment=Compartment.CORE, by={Post.SECURITY_AUDITOR})
def note_check(tx: Tx, verdict: Verdict) -> None:
    """Leave the result of a check in the audit, and when it was made where the home page finds it."""
    meta.write(tx.db, _CHECK, f"{tx.now} {verdict.entries} {int(verdict.sound)}")
    tx.facts |= {"entries": verdict.entries, "head": verdict.head, "sound": verdict.sound, "broken": verdict.broken}


def last_check(session: Session) -> Check | None:
    """The last check anybody made here; its proof is the entry in the audit. Raises `NotAllowed`."""
    opener(session)
    kept = meta.read(session.db(Compartment.CORE), _CHECK)
    return Check(*map(int, kept.split()[:2]), sound=kept.endswith(" 1")) if kept else None


def since_visit(session: Session) -> Visit:
    """How far the last visit came and how far the audit reaches now; looking here is none. Raises `NotAllowed`."""
    opener(session)
    seen = meta.read(session.db(Compartment.CORE), _VISIT + session.actor.user_id)
    return Visit(int(seen or 0), audit.head(session.db(Compartment.AUDIT))[0])


def count_refused(session: Session, after: int) -> int:
    """How many refusals came after an entry; every one of them is opened for it. Raises `NotAllowed`. For a job."""
    reader, found = opener(session), 0
    for entries in _slices(session.db(Compartment.AUDIT), after):
        found += sum(_line(reader, entry).refused for entry in entries)
    return found


def act_labels() -> dict[str, str]:
    """What every act is called, by its name."""
    return _ACTS_WITHOUT_DOOR | {name: act.label for name, act in use_cases().items()}


def opener(session: Session) -> AuditOpener:
    """The reader with this person's key. Raises `NotAllowed` for anybody but the auditor."""
    key = session.keys.private.get(AUDIT_DETAIL)
    if key is None:
        raise NotAllowed(f"{UNKNOWN}：审计内容只有安全审计员能够打开")
    return AuditOpener(key)


def _narrow(wish: Wish) -> bool:
    return bool(wish.actor or wish.act or wish.refused)


def _wanted(line: Line, wish: Wish) -> bool:
    if line.broken:
        return True  # what cannot be read is never filtered out of sight
    return (
        (not wish.actor or wish.actor in line.name or wish.actor == line.actor)
        and (not wish.act or line.act == wish.act)
        and (not wish.refused or line.refused)
    )


def _line(reader: AuditOpener, entry: audit.Entry) -> Line:
    blank = Line(entry.seq)
    try:
        said = json.loads(reader.open(entry.sealed))
        return replace(
            blank,
            at=int(said["at"]),
            compartment=str(said["compartment"]),
            n=int(said["n"]),
            actor=str(said["actor"]),
            name=str(said["name"]),
            posts=tuple(map(str, said["posts"])),
            act=str(said["act"]),
            refused=said["result"] == "refused",
            objects=tuple(said["objects"]),
            facts=dict(said["facts"]),
        )
    except Damaged as fault:
        return replace(blank, broken=str(fault))
    except (ValueError, KeyError, TypeError):
        return replace(blank, broken="内容格式不规范")


def _numbers(
    db: Any, reader: AuditOpener, report: Callable[[int], object]
) -> tuple[dict[str, dict[int, int]], list[int]]:
    """How often each number occurs in each compartment, and the entries that cannot be read."""
    numbers: dict[str, dict[int, int]] = {}
    unreadable: list[int] = []
    for entries in _slices(db):
        for entry in entries:
            line = _line(reader, entry)
            if line.broken:
                unreadable.append(line.seq)
                continue
            seen = numbers.setdefault(line.compartment, {})
            seen[line.n] = seen.get(line.n, 0) + 1
        report(entries[-1].seq)
    return numbers, unreadable


def _slices(db: Any, after: int = 0) -> Iterator[list[audit.Entry]]:
    while entries := audit.entries(db, after):
        after = entries[-1].seq
        yield entries


def _gaps(seen: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """Ranges of numbers from 1 to the largest that do not occur."""
    found: list[tuple[int, int]] = []
    last = 0
    for number in sorted(seen):
        if number > last + 1:
            found.append((last + 1, number - 1))
        last = number
    return tuple(found)


def _twice(seen: dict[int, int]) -> tuple[int, ...]:
    return tuple(number for number, times in sorted(seen.items()) if times > 1)

"""Workspaces: made with their first four people, knocked at, entered. What a person may open, his keys decide."""

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from xuncha_desktop.crypto.attempts import Attempts, Uptime, stranger
from xuncha_desktop.crypto.audit_seal import AuditSealer
from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.passwords import POLICIES, PasswordPolicy
from xuncha_desktop.crypto.primitives import KdfCost
from xuncha_desktop.crypto.ring_creation import Founders, create_ring
from xuncha_desktop.crypto.ring_state import AUDIT_DETAIL, COMPARTMENT_KEYS, IDENTITY, AccountState
from xuncha_desktop.crypto.slots import Wrapping
from xuncha_desktop.crypto.statements import Statement
from xuncha_desktop.crypto.unlocked import Unlocked, deposit_private
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.clock import Clock, day_of, micros, moment_of
from xuncha_desktop.kernel.errors import NotAllowed, Refused, Stale, StorageFailed
from xuncha_desktop.kernel.ids import RandomBytes, id_source
from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.restricted import RestrictedFile
from xuncha_desktop.services import deposits, refused_logins
from xuncha_desktop.services.packages import settling
from xuncha_desktop.services.refused_logins import Knock
from xuncha_desktop.services.session import TRACED, Actor, Keys, Place, Session
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.connection import Connection, told, transaction
from xuncha_desktop.storage.folder import RingFile, WorkspaceFolder
from xuncha_desktop.storage.uptime import uptime

log = logging.getLogger(__name__)

RING_SEEN = "ring"
PLACE = "place"
DEMO = "demo"
HEADS = "letterheads"


class Pending(Refused):
    """The account is right but has no certificate or no keys yet (待授权)."""


class Waiting(Refused):
    """Too many failures; `seconds` says how long this name must wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        wait = f"{-(-seconds // 60)}分钟" if seconds > 60 else f"{seconds}秒"
        super().__init__(f"口令错误次数过多，请{wait}后再试，或请安全保密管理员处理")


@dataclass(frozen=True, slots=True)
class Means:
    """What the machine lends: a clock, randomness, its running time. Tests and demonstrations bring their own."""

    clock: Clock
    random: RandomBytes
    uptime: Callable[[], Uptime] = uptime


def create(
    path: Path,
    kind: str,
    name: str,
    founders: Founders,
    means: Means,
    *,
    cost: KdfCost | None = None,
    demo: bool = False,
    heads: Mapping[str, str] | None = None,
) -> str:
    """Make a workspace in an empty folder and return its id. Every first person must change his password at once.

    `heads`: under whose names a made-up place's papers go out, by the kinds of its bodies; a real one has none.

    Raises `Refused` for a folder that is not empty, `StorageFailed` for a disk that cannot hold it: then the folder
    is empty again. The key file is written last: without it the folder is no workspace after a crash.
    """
    folder = WorkspaceFolder(path)
    folder.make()
    at = means.clock()
    workspace_id = _workspace_id(means, micros(at))
    made = create_ring(
        workspace_id, kind, founders, at=micros(at), from_on=day_of(at), cost=cost or KdfCost(), random=means.random
    )
    place = canonical({"workspace_id": workspace_id, "kind": kind, "name": name}).decode()
    made_up = {DEMO: "1", HEADS: canonical(dict(heads or {})).decode()} if demo else {}
    core = {RING_SEEN: _seen(made.ring)} | made_up
    try:
        for compartment in Compartment:
            facts = {PLACE: place} | (core if compartment is Compartment.CORE else {})
            with closing(folder.make_database(compartment, made.keys[compartment.value])) as db, transaction(db):
                for fact, value in facts.items():
                    meta.write(db, fact, value)
        folder.write_ring(made.ring)
    except BaseException:
        folder.unmake()
        raise
    finally:
        for key in made.keys.values():
            key[:] = bytes(len(key))
    return workspace_id


class Door:
    """The way into one workspace: passwords are proved here, before any compartment is opened."""

    def __init__(self, path: Path, means: Means) -> None:
        self.folder = WorkspaceFolder(path)
        self.means = means
        self._failures: dict[str, int] = {}
        self._in_memory: Attempts | None = None

    def ring(self) -> KeyRing:
        """The key file, read and verified anew. Raises `Damaged`."""
        return self.folder.read_ring(mend=not self.folder.is_read_only()).ring

    def unlock(self, login: str, password: str) -> Unlocked:
        """Prove a password. Raises `NotAllowed` (the same words for a wrong name), `Waiting` after failures.

        The attempt is written down as failed before it is tried: what a full disk, or a kill, keeps from being
        counted is not tried at all, and raises `StorageFailed`. Where nothing can be written failures are counted by
        this door only, as long as it stands, and a password that has to be changed first is `Refused`.
        """
        ring, now = self.ring(), self.means.uptime()
        account = ring.state.by_login(login)
        name, before = account.user_id if account else stranger(login), self._attempts()
        attempts, seconds = before.wait(name, now)
        if seconds:
            self._count(attempts)
            raise Waiting(seconds)
        counted, moment = attempts.failed(name, now), self.means.clock()
        self._count(counted)
        try:
            unlocked = ring.unlock(login, password, day_of(moment))
        except NotAllowed as reason:
            knock = Knock(login, counted.failures_of(name), micros(moment), str(reason))
            refused_logins.note(self.folder, ring, knock, self.means.random)
            raise
        failed = before.failures_of(name)  # a lock waited out is forgotten by `attempts`, not by the audit
        self._count(counted.cleared(name))
        self._failures[unlocked.user_id] = failed
        found = self._judged(ring, unlocked, moment)
        if found.must_change and self.folder.is_read_only():
            raise Refused("口令须先更换，而工作区所在的磁盘或文件夹不能写入。请改为可写后再登录")
        return found

    def _attempts(self) -> Attempts:
        kept = self._in_memory if self.folder.is_read_only() else None
        return kept or Attempts.from_bytes(self.folder.read_attempts() or None)

    def _count(self, attempts: Attempts) -> None:
        if self.folder.is_read_only():
            self._in_memory = attempts
            return
        try:
            self.folder.write_attempts(attempts.to_bytes())
        except StorageFailed as error:
            words = "登录次数记不下来，没有核对口令；请确认磁盘可写、有剩余空间后再登录"
            raise StorageFailed(f"{error}。{words}") from error

    def policy(self) -> PasswordPolicy:
        """The password rule in force: that of the highest level the workspace holds."""
        return POLICIES[Level.SECRET]

    def _judged(self, ring: KeyRing, unlocked: Unlocked, moment: datetime) -> Unlocked:
        """What still stands by the later of the clock and the latest moment the workspace has known.

        Passwords of a demonstration are known to everybody and never age. One changed in a future that was an error of
        the clock has no age, so it is changed again.
        """
        latest, demo = self._remembered(unlocked, moment)
        if day_of(latest) > day_of(moment):
            unlocked = ring.refreshed(unlocked, day_of(latest))
        changed_on = day_of(moment_of(unlocked.password_changed_at))
        fresh = changed_on <= day_of(latest) < self.policy().due_on(changed_on)
        aged = not demo and not fresh and Compartment.CORE.value in unlocked.keys
        return replace(unlocked, must_change=True) if aged else unlocked

    def _remembered(self, unlocked: Unlocked, moment: datetime) -> tuple[datetime, bool]:
        """The later of a moment and the latest one in core, and whether the data are made up; needs the key of core."""
        key = unlocked.keys.get(Compartment.CORE.value)
        if key is None:
            return moment, False
        read_only = self.folder.is_read_only()
        with closing(self.folder.open_database(Compartment.CORE, key, read_only=read_only)) as core:
            return max(moment, moment_of(meta.latest(core))), meta.read(core, DEMO) == "1"

    def choose_password(self, unlocked: Unlocked, old: str, new: str, *, cost: KdfCost | None = None) -> Unlocked:
        """Replace a password; at a person's first login this makes his own keys. Raises `Invalid`, `NotAllowed`."""
        moment, _ = self._remembered(unlocked, self.means.clock())
        ring, at = self.ring(), micros(moment)
        how = Wrapping(new, cost or KdfCost())
        if unlocked.bundle.invitation:
            ring = ring.enrol(unlocked, how, self.policy(), at=at, random=self.means.random, initial=old)
        else:
            ring = ring.change_password(unlocked, old, how, self.policy(), at=at, random=self.means.random)
        self.folder.write_ring(ring)
        moment = self.means.clock()
        return self._judged(ring, ring.unlock(unlocked.login, new, day_of(moment)), moment)

    def enter(self, unlocked: Unlocked) -> Session:
        """Open what this person's keys open. Raises `Pending` while nothing is granted, `Damaged` for altered files.

        Where nothing can be written the session is for reading, and neither login nor leftovers are dealt with.
        """
        read_only = self.folder.is_read_only()
        found = self.folder.read_ring(mend=not read_only)
        if unlocked.must_change:
            initial = found.ring.slots[unlocked.user_id].must_change
            raise NotAllowed("请先修改初始口令" if initial else "口令已到期，请先更换口令")
        if unlocked.state is AccountState.PENDING:
            raise Pending(_pending_words(found.ring, unlocked, day_of(self.means.clock())))
        vault = _FileVault(self.folder, found.ring, unlocked)
        session = _open(self, vault, read_only=read_only)
        try:
            if read_only:
                statements_since(session.db(Compartment.CORE), found.ring)
                return session
            others = Attempts.from_bytes(self.folder.read_attempts() or None).total
            _settle(session, self.folder, found, (self._failures.pop(unlocked.user_id, 0), others))
            _tidy(session, self.folder)
        except BaseException:
            session.close()
            raise
        return session


class _FileVault:
    """The key file of an entered workspace."""

    def __init__(self, folder: WorkspaceFolder, ring: KeyRing, unlocked: Unlocked) -> None:
        self._folder = folder
        self.ring = ring
        self.unlocked = unlocked

    def put(self, ring: KeyRing) -> None:
        """Write a ring that continues the one on the disk."""
        now = self._folder.read_ring().ring
        if (now.epoch, now.head) != (self.ring.epoch, self.ring.head):
            self.ring = now
            raise Stale("账号和授权刚被别的窗口改过，请刷新后再办理")
        self._folder.write_ring(ring)
        self.ring = ring

    def failures(self, user_id: str) -> int:
        """How often an account has failed since its last success."""
        return self._attempts().failures_of(user_id)

    def release(self, user_id: str) -> None:
        """End an account's wait."""
        self._folder.write_attempts(self._attempts().cleared(user_id).to_bytes())

    def _attempts(self) -> Attempts:
        return Attempts.from_bytes(self._folder.read_attempts() or None)


def _open(door: Door, vault: _FileVault, *, read_only: bool) -> Session:
    unlocked, ring, means = vault.unlocked, vault.ring, door.means
    closed = {IDENTITY, *(compartment.value for compartment in TRACED)} if read_only else set[str]()
    opened = {name: key for name, key in unlocked.keys.items() if name not in closed}
    connections: dict[Compartment, Connection] = {}
    try:
        for compartment in Compartment:
            if key := opened.get(compartment.value):
                connections[compartment] = door.folder.open_database(compartment, key, read_only=read_only)
        place = _place(connections)
    except BaseException:
        for db in connections.values():
            db.close()
        raise
    private = {
        name: deposit_private(secret) if name in COMPARTMENT_KEYS else bytes(secret) for name, secret in opened.items()
    }
    return Session(
        place=place,
        actor=Actor(unlocked.user_id, unlocked.login, unlocked.name, _posts(unlocked)),
        clock=means.clock,
        random=means.random,
        files=door.folder.files(means.random),
        keys=Keys(ring.public_of, private, bytes(unlocked.bundle.signing)),
        seal=AuditSealer(ring.public_of(AUDIT_DETAIL), means.random).seal,
        connections=connections,
        reopen=lambda: _open(door, vault, read_only=read_only),
        vault=vault,
        known=meta.latest(connections[Compartment.CORE]),
        read_only=read_only,
        lapses_on=min((one.until_on for one in unlocked.certificates), default=date.max),
    )


def _posts(unlocked: Unlocked) -> frozenset[Post]:
    """The posts this program knows; a profile may certify further ones, which open compartments and no acts."""
    return frozenset(post for post in Post if post.value in unlocked.posts)


def _settle(session: Session, folder: WorkspaceFolder, found: RingFile, failed: tuple[int, int]) -> None:
    """Check that the key file continues the last one seen, note the login, carry what a crash left behind.

    `failed`: how often this name has just failed, and how often others whom no right password has followed yet.
    """
    failures, others = failed
    statements_since(session.db(Compartment.CORE), found.ring)
    for compartment in session.connections:
        session.carry(compartment)
    refused = refused_logins.carry(session, folder)
    with session.carry_out("login", Compartment.CORE) as tx:
        refused_logins.account_for(tx, refused)
        tx.facts |= {"failures": failures, "failures_of_others": others, "repaired": found.repaired or ""}
        tx.facts["statements"] = remember_ring(tx.db, found.ring)
        went_back = (meta.latest(tx.db) - tx.now) // 1_000_000
        if went_back > 0:  # order comes from numbers, so nothing is mixed up; the auditor should know (A05)
            tx.facts["clock_went_back_seconds"] = went_back
    refused_logins.empty(folder, refused)
    deposits.take_in(session)


def _tidy(session: Session, folder: WorkspaceFolder) -> None:
    """Finish or remove what a killed program left half-done; a disk that does not let it go keeps nobody out."""
    try:
        folder.sweep_partial()
        settled = settling.settle(session)  # brings rows that name attachments, so it comes before these are swept
        with told(folder.path):
            if settled:
                _sweep(session)
            else:
                session.files.sweep_partial()
    except StorageFailed as error:
        log.info("leftovers stay: %s", type(error).__name__)


def _sweep(session: Session) -> None:
    """Remove attachments no row names; only who can read every row may judge that."""
    if not all(session.holds(c) for c in (Compartment.WORK, Compartment.RESTRICTED)):
        session.files.sweep_partial()
        return
    named: set[str] = set()
    for cls in (Evidence, RestrictedFile):
        rows = session.db(cls.type.compartment).execute(f"SELECT file FROM {cls.type.name}").fetchall()  # noqa: S608
        named |= {str(row[0]) for row in rows}
    session.files.sweep(named.__contains__)


def remember_ring(db: Connection, ring: KeyRing) -> list[list[str]]:
    """Keep in core which key file was last seen, in the transaction of the act that changed it.

    Returns the kind and signer of every statement that is new there: that of an act which failed after it stood, too.
    """
    new = statements_since(db, ring)
    meta.write(db, RING_SEEN, _seen(ring))
    return [[one.kind, one.by] for one in new]


def statements_since(core: Connection, ring: KeyRing) -> tuple[Statement, ...]:
    """What the key file says beyond the last one core has seen. Raises `Damaged` unless it continues that one."""
    seen = strict_json((meta.read(core, RING_SEEN) or "{}").encode(), limit=4096, what="密钥文件的记录")
    ring.require_extends(seen["epoch"], seen["head"])
    return ring.statements[seen["epoch"] :]


def is_demo(session: Session) -> bool:
    """Whether this workspace holds made-up data and must say so on every screen and paper."""
    return meta.read(session.db(Compartment.CORE), DEMO) == "1"


def made_up_letterheads(session: Session) -> Mapping[str, str]:
    """The full names of a demonstration's bodies, by the kinds of bodies."""
    said = meta.read(session.db(Compartment.CORE), HEADS) or "{}"
    return strict_json(said.encode(), limit=4096, what="演示机构名称")


def _place(connections: Mapping[Compartment, Connection]) -> Place:
    said = strict_json(
        (meta.read(connections[Compartment.CORE], PLACE) or "{}").encode(), limit=4096, what="工作区名称"
    )
    return Place(said["workspace_id"], said["kind"], said["name"])


def _seen(ring: KeyRing) -> str:
    return canonical({"epoch": ring.epoch, "head": ring.head}).decode()


def _pending_words(ring: KeyRing, unlocked: Unlocked, today: date) -> str:
    signed = () if unlocked.certificates else ring.state.signed_by(unlocked.user_id, today)
    if any(one.belongs_to(ring.kind) for one in signed):
        return "您的岗位认定已到期，请安全保密管理员重新认定"
    if signed:
        place, other = ("巡察办", "巡察组") if ring.kind == "office" else ("巡察组", "巡察办")
        return f"您的岗位属于{other}，在{place}的工作区不生效，请安全保密管理员撤销后重新认定"
    if not unlocked.certificates:
        return "账号已启用，待安全保密管理员认定岗位。请把下面的指纹念给对方核对：" + ring.fingerprint_of(
            unlocked.user_id
        )
    return "岗位已认定，待持有密钥的负责人授权后即可进入"


def _workspace_id(means: Means, at: int) -> str:
    return id_source(lambda: moment_of(at), means.random)()

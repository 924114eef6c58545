"""A person's session in an open workspace: open compartments, the transaction of one act, and its audit entry."""

import hashlib
import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.clock import Clock, day_of, micros, moment_of
from xuncha_desktop.kernel.errors import NotAllowed, ReadOnly, Refused, StorageFailed
from xuncha_desktop.kernel.ids import RandomBytes, id_source
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.storage import audit, meta, search
from xuncha_desktop.storage.attachments import AttachmentStore
from xuncha_desktop.storage.connection import Connection, Unsure, transaction
from xuncha_desktop.storage.table import Table

R = TypeVar("R", bound=Record)
Seal = Callable[[bytes], bytes]
log = logging.getLogger(__name__)

UNKNOWN = "无权知悉"
NO_TRACE = "只读方式打开：查看不能留痕，受限区、纪律区不开放"
TRACED = frozenset((Compartment.RESTRICTED, Compartment.CONDUCT))
"""Compartments whose reading leaves entries; where none can be written they are not opened."""
FACT_LIMIT = 1_000  # characters of a reason or remark in an audit entry
_SLICE = 1_000  # records of a bulk act written with one statement


def refuse_treatise(said: str) -> None:
    """Raise `Refused` for a reason too long for an entry; acts that write beside the transaction ask before."""
    if len(said) > FACT_LIMIT:
        raise Refused(f"写明的原因或说明不能超过{FACT_LIMIT}字")


class Unregistered(StorageFailed):
    """The key file has the change and it is in force; core and the audit could not be told of it."""

    def __init__(self, *, unsure: bool) -> None:
        then = "磁盘没有确认登记是否保存。请重新启动本程序，登记会自动补上"
        known = "登记没有保存（磁盘已满、被拔出或出错）。请排除故障后再办理一次或重新登录，只补登记，不会重复办理"
        super().__init__(f"密钥文件已更新，所办事项已经生效，但{then if unsure else known}")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at the keyboard, as signed certificates say."""

    user_id: str
    login: str
    name: str
    posts: frozenset[Post]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act changed: record types and ids. Screens reload what concerns them."""

    records: frozenset[tuple[str, str]]

    def of(self, *types: str) -> bool:
        """Whether records of one of these types changed."""
        return any(type_ in types for type_, _ in self.records)


@dataclass(frozen=True, slots=True)
class Place:
    """The workspace a session works in: its id (the custodian of its records), its kind and its names."""

    workspace_id: str
    kind: str  # "office" or "group"
    name: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What a session may seal to and open with, beside its open files.

    `public(name)`: the X25519 public key of a compartment's deposits, of `identity` or of the auditor, in hex.
    `private`: the private halves this person holds, by the same names. `signing`: the person's Ed25519 key.
    """

    public: Callable[[str], str]
    private: Mapping[str, bytes]
    signing: bytes


class Vault(Protocol):
    """The key file as a session sees it."""

    @property
    def ring(self) -> KeyRing:
        """Accounts, certificates and grants as they stand."""
        ...

    @property
    def unlocked(self) -> Unlocked:
        """This person's keys."""
        ...

    def put(self, ring: KeyRing) -> None:
        """Write the key file anew, both copies. Raises `StorageFailed`, or `Stale` if another session was faster."""
        ...

    def failures(self, user_id: str) -> int:
        """How often a name has failed to log in since it last succeeded."""
        ...

    def release(self, user_id: str) -> None:
        """End a name's wait after failures. Raises `StorageFailed`."""
        ...


@dataclass
class Session:
    """Everything an act needs. One session belongs to one thread; a job opens its own with `reopen`."""

    place: Place
    actor: Actor
    clock: Clock
    random: RandomBytes
    files: AttachmentStore
    keys: Keys
    seal: Seal
    connections: Mapping[Compartment, Connection]
    reopen: Callable[[], "Session"]
    on_change: Callable[[Changes], None] = lambda _: None
    vault: "Vault | None" = None
    closed: bool = False
    known: int = 0
    """The latest moment in microseconds that the workspace had known at the login or that this session has seen."""
    lapses_on: date = date.max
    """The last day all the certificates stand on which this session rests: midnight ends what they opened (R05)."""
    stopped: bool = False
    """The disk did not confirm a write: nothing more is written until the program has been started again."""
    read_only: bool = False
    """The workspace lies where nothing can be written: it can be looked at, as far as a look leaves no entry."""
    _carried: dict[Compartment, int] = field(default_factory=dict[Compartment, int])

    def __post_init__(self) -> None:
        self.new_id = id_source(self.clock, self.random)

    @property
    def today(self) -> date:
        """The business day."""
        return day_of(self.clock())

    @property
    def expiry_day(self) -> date:
        """The day by which what ends is judged: a clock set back brings back nothing that has run out (R05)."""
        self.known = max(self.known, micros(self.clock()))
        return day_of(moment_of(self.known))

    def holds(self, compartment: Compartment) -> bool:
        """Whether this person's keys open a compartment."""
        return compartment in self.connections

    def db(self, compartment: Compartment) -> Connection:
        """An open compartment. Raises `NotAllowed` where this person has no key, or a certificate has run out."""
        if self.lapses_on < date.max and self.expiry_day > self.lapses_on:
            raise NotAllowed("您的岗位认定已到期，请锁定后重新登录")
        try:
            return self.connections[compartment]
        except KeyError:
            if self.read_only and compartment in TRACED:
                raise NotAllowed(NO_TRACE) from None
            raise NotAllowed(f"{UNKNOWN}：您没有打开{compartment.label}的密钥") from None

    def table(self, cls: type[R]) -> Table[R]:
        """The rows of a record type, for reading."""
        return Table(self.db(cls.type.compartment), cls.type)

    @contextmanager
    def carry_out(self, act: str, compartment: Compartment) -> Generator["Tx"]:
        """Commit the work and its audit entry together, or neither; then carry the entry on and tell the window."""
        db = self.db(compartment)
        tx = Tx(self, db, compartment, act)
        try:
            with self._writing(db):
                if done := self._carried.pop(compartment, 0):
                    audit.clear(db, done)
                yield tx
                tx.put_entry("done")
        except Refused as reason:
            if tx.in_force:
                raise Unregistered(unsure=isinstance(reason, Unsure)) from reason
            raise
        self.carry(compartment)
        self.on_change(Changes(frozenset(tx.touched)))

    def note_refusal(self, act: str, compartment: Compartment, reason: Refused) -> None:
        """One refused entry in the audit, in its own transaction; none where nothing can be written."""
        if self.read_only:
            return
        where = compartment if self.holds(compartment) else Compartment.CORE
        db = self.connections[where]  # a certificate that has run out keeps no refusal from being noted
        tx = Tx(self, db, where, act)
        tx.facts["why"] = str(reason)[:FACT_LIMIT]
        with self._writing(db):
            tx.put_entry("refused")
        self.carry(where)

    def carry(self, compartment: Compartment) -> None:
        """Bring the outbox into the audit file; what cannot go now stays safe in the outbox and goes at next login."""
        target = self.connections.get(Compartment.AUDIT)
        if target is None or self.read_only:
            return
        try:
            done = audit.carry(self.connections[compartment], target)
        except Refused as error:
            self.stopped = self.stopped or isinstance(error, Unsure)
            log.info("outbox of %s stays: %s", compartment.value, type(error).__name__)
            return
        if done:
            self._carried[compartment] = done

    def close(self) -> None:
        """Empty what can be emptied and close every file; closing twice is closing once.

        What a failing disk keeps from being cleared is carried again at the next login, where it changes nothing.
        """
        if self.closed:
            return
        self.closed = True
        try:
            for compartment, done in self._carried.items():
                with self._writing(self.connections[compartment]):
                    audit.clear(self.connections[compartment], done)
            self._leave_moment()
        except Refused as error:
            log.info("outboxes stay: %s", type(error).__name__)
        self._carried.clear()
        for db in self.connections.values():
            db.close()

    def _leave_moment(self) -> None:
        """Keep the moment at which this session saw a certificate run out, though it wrote nothing after it."""
        if self.known and day_of(moment_of(self.known)) > self.lapses_on:
            with self._writing(self.connections[Compartment.CORE]):
                meta.remember(self.connections[Compartment.CORE], self.known)

    @contextmanager
    def _writing(self, db: Connection) -> Generator[None]:
        """One transaction; none any more after a write the disk did not confirm."""
        if self.read_only:
            raise ReadOnly
        if self.stopped:
            raise StorageFailed("磁盘刚才没有确认写入，为保护已有内容已停止保存。请重新启动本程序，核对后再继续")
        try:
            with transaction(db):
                yield
        except Unsure:
            self.stopped = True
            raise


@dataclass
class Tx:
    """One act's transaction in one compartment. Everything written through it is versioned, indexed and audited."""

    session: Session
    db: Connection
    compartment: Compartment
    act: str
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    touched: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    in_force: bool = False
    """The key file, which no transaction holds, has been written already."""
    _objects: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def __post_init__(self) -> None:
        self.now = micros(self.session.clock())
        self.today = self.session.today
        self.actor = self.session.actor

    def table(self, cls: type[R]) -> Table[R]:
        """The rows of a record type of this compartment."""
        if cls.type.compartment is not self.compartment:
            raise TypeError(f"{cls.type.name} does not lie in {self.compartment.value}")
        return Table(self.db, cls.type)

    def head(self) -> dict[str, Any]:
        """The common fields of a new record born here and now."""
        here = self.session.place.workspace_id
        return {
            "id": self.session.new_id(),
            "origin": here,
            "custodian": here,
            "created_at": self.now,
            "created_by": self.actor.user_id,
            "updated_at": self.now,
        }

    def new(self, cls: type[R], **values: Any) -> R:
        """A new record of cleaned values, validated and stored."""
        return self.add(cls(**self.head(), **cls.type.clean(values)))

    def add(self, record: R) -> R:
        """Store a whole new record."""
        type_ = record.type
        type_.validate(record)
        self.table(type(record)).add(record)
        self._wrote(type_, None, record, None)
        return record

    def save(self, old: R, new: R, *, reason: str | None = None, foreign: bool = False) -> R:
        """Write what differs. Refuses a record another workspace has custody of, unless a package brings it.

        Raises `NotAllowed`, `Invalid`, `Stale`. Saving no difference writes nothing.
        """
        type_ = new.type
        if not foreign and old.custodian != self.session.place.workspace_id:
            raise NotAllowed(f"这条{type_.label}现由另一工作区保管，本处只能查看")
        if old == new:
            return old
        type_.validate(new)
        stored = self.table(type(new)).save(old, new.changed(updated_at=self.now))
        self._wrote(type_, old, stored, reason)
        return stored

    def change(self, record: R, version: int | None, *, reason: str | None = None, **values: Any) -> R:
        """Save cleaned values over a record; `version` is what the person saw, None where no person saw it."""
        if version is not None and version != record.version:
            record = record.changed(version=version)  # makes the save stale, with its usual sentence
        return self.save(record, record.changed(**record.type.clean(values)), reason=reason)

    def add_many(self, records: Sequence[R]) -> None:
        """Store many new records: one audit entry with their number and digest (foundation 25)."""
        if not records:
            return
        type_, bodies = records[0].type, hashlib.sha256()
        for record in records:
            type_.validate(record)
        Table(self.db, type_).add_many(records)
        for start in range(0, len(records), _SLICE):
            part = [(None, record) for record in records[start : start + _SLICE]]
            for body in self._remember(type_, part, None):
                bodies.update(body)
        self.touched += ((type_.name, record.id) for record in records)
        self._objects.append({"type": type_.name, "count": len(records), "digest": bodies.hexdigest()})

    def bring(self, pairs: Sequence[tuple[R | None, R]], *, reason: str | None = None) -> bytes:
        """Store records of one type as another workspace made them, over what lies here (None: nothing does).

        Versions are kept; every record gets its revision and its place in the index. For package services only: the
        caller has judged custody, and writes one object for the whole package with `account_for`. Returns the digest
        of what was written. Raises `Stale`.
        """
        bodies = hashlib.sha256()
        for old, new in pairs:
            table = self.table(type(new))
            if old is None:
                table.add(new)
            else:
                table.overwrite(old, new)
            bodies.update(self._remember(new.type, [(old, new)], reason)[0])
            self.touched.append((new.type.name, new.id))
        return bodies.digest()

    def account_for(self, type_name: str, count: int, digest: str) -> None:
        """Say in the audit entry how many records of a type an act brought, and the digest of them all."""
        self._objects.append({"type": type_name, "count": count, "digest": digest})

    def next_number(self, body: str, kind: str, year: int, after: int = 0) -> int:
        """The next running number of a body and kind in a year; it is used up even if the thing is 作废 later.

        None up to `after` is given: another computer may have used them.
        """
        self.db.execute(
            "INSERT INTO sequence (body, kind, year, last) VALUES (?, ?, ?, ? + 1) "
            "ON CONFLICT (body, kind, year) DO UPDATE SET last = max(last, ?) + 1",
            (body, kind, year, after, after),
        )
        row = self.db.execute(
            "SELECT last FROM sequence WHERE body = ? AND kind = ? AND year = ?", (body, kind, year)
        ).fetchone()
        assert row is not None
        return int(row[0])

    def put_entry(self, result: str) -> None:
        """Seal what was done to the auditor and leave it in the outbox, in this transaction.

        Raises `Refused` for a reason that is a treatise: an entry is read line by line, and the audit keeps all.
        """
        for said in self.facts.values():
            if isinstance(said, str):
                refuse_treatise(said)
        body = {
            "compartment": self.compartment.value,
            "n": audit.next_number(self.db),
            "at": self.now,
            "actor": self.actor.user_id,
            "name": self.actor.name,
            "posts": sorted(self.actor.posts),
            "act": self.act,
            "result": result,
            "objects": self._objects,
            "facts": self.facts,
        }
        if self.compartment is Compartment.CORE:
            meta.remember(self.db, self.now)
        audit.put(self.db, self.session.random(16), self.session.seal(canonical(body)))

    def _wrote(self, type_: RecordType[Any], old: Record | None, new: Record, reason: str | None) -> None:
        (body,) = self._remember(type_, [(old, new)], reason)
        # Names of changed fields and the digest of the revision, never its words: the auditor holds no content key.
        self._objects.append(
            {
                "type": type_.name,
                "id": new.id,
                "version": new.version,
                "fields": sorted(type_.diff(old, new)),
                "digest": hashlib.sha256(body).hexdigest(),
            }
        )
        self.touched.append((type_.name, new.id))

    def _remember(
        self, type_: RecordType[Any], pairs: Sequence[tuple[Record | None, Record]], reason: str | None
    ) -> list[bytes]:
        """Keep what some records are now and bring the index to it. Returns the bodies kept, in the same order."""
        bodies = [canonical(type_.to_wire(new)) for _, new in pairs]
        said = (type_.name, self.act, self.actor.user_id, self.now, reason)
        self.db.executemany(
            "INSERT INTO revision (record_id, version, type, act, actor, at, reason, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((new.id, new.version, *said, body.decode()) for (_, new), body in zip(pairs, bodies, strict=True)),
        )
        texts = ((new.id, type_.search_text(old) if old else None, type_.search_text(new)) for old, new in pairs)
        search.index(self.db, type_.name, texts)
        return bodies

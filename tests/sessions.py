"""Sessions for tests of services: real encrypted files and keys, without the key file and its slow derivation."""

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from xuncha_desktop.crypto.primitives import agreement_public
from xuncha_desktop.crypto.unlocked import deposit_private
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services.session import Actor, Keys, Place, Session
from xuncha_desktop.storage import schemas
from xuncha_desktop.storage.attachments import AttachmentStore
from xuncha_desktop.storage.connection import Connection, connect

EVERYTHING = frozenset(Compartment)
START = datetime(2019, 7, 8, 1, 0, tzinfo=UTC)


class Ticking:
    """A clock that moves on by a second at each look and can be set."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def counting_random(seed: int = 1) -> Callable[[int], bytes]:
    """Different bytes at each call, the same in each run."""
    counter = itertools.count(seed << 32)

    def random(size: int) -> bytes:
        import hashlib

        return hashlib.shake_256(next(counter).to_bytes(16, "big")).digest(size)

    return random


class TestWorkspace:
    """A folder of compartments that several people open, each with his own posts and keys."""

    __test__ = False

    def __init__(self, folder: Path, kind: str = "office", name: str = "临溪县委巡察办", seed: int = 1) -> None:
        self.folder = folder
        self.random = counting_random(seed)
        self.clock = Ticking()
        self.place = Place(f"00000000-0000-7000-8000-{seed:012d}", kind, name)
        self.file_keys = {compartment: bytearray(self.random(32)) for compartment in Compartment}
        self.private = {c.value: deposit_private(key) for c, key in self.file_keys.items()}
        self.private["identity"] = self.random(32)
        self.sealed: list[bytes] = []
        folder.mkdir(parents=True, exist_ok=True)
        for compartment, key in self.file_keys.items():
            path = folder / f"{compartment.value}.db"
            connect(path, key, create=True, prepare=self._maker(compartment)).close()
        self._open: list[Session] = []

    def session(
        self,
        *posts: Post,
        name: str = "张三",
        compartments: Iterable[Compartment] = EVERYTHING,
        identity: bool = False,
    ) -> Session:
        """Log a person in."""
        opens = set(compartments)
        private = {c.value: self.private[c.value] for c in opens}
        if identity:
            private["identity"] = self.private["identity"]
        made = Session(
            place=self.place,
            actor=Actor(f"user-{name}", name, name, frozenset(posts)),
            clock=self.clock,
            random=self.random,
            files=AttachmentStore(self.folder / "files", self.random),
            keys=Keys(lambda key: agreement_public(self.private[key]), private, self.random(32)),
            seal=self._seal,
            connections={c: self._connect(c) for c in sorted(opens)},
            reopen=lambda: self.session(*posts, name=name, compartments=opens, identity=identity),
        )
        self._open.append(made)
        return made

    def close(self) -> None:
        """Close every session, so that no file stays open after a test."""
        for session in self._open:
            if session.closed:
                continue
            assert not any(db.in_transaction for db in session.connections.values())
            session.close()

    def _seal(self, body: bytes) -> bytes:
        self.sealed.append(body)
        return b"sealed:" + body

    def _connect(self, compartment: Compartment) -> Connection:
        return connect(self.folder / f"{compartment.value}.db", self.file_keys[compartment])

    @staticmethod
    def _maker(compartment: Compartment) -> Callable[[Connection], None]:
        return lambda db: schemas.make(db, compartment)


def lixian() -> str:
    """The digest of the shipped profile of 礼县."""
    return shipped_profile("lixian").digest

"""A group's workspace in the middle of its round, with the people of the group; for tests of services."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import findings, profiles
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.connection import Connection

OPEN = (Compartment.CORE, Compartment.WORK)
SECRET = (*OPEN, Compartment.RESTRICTED)


class Room:
    """One round, one unit, one group; each person holds the keys the profile gives his post, and the audit file.

    The audit is open to all here so that entries can be counted; who may read it is tested elsewhere.
    """

    def __init__(self, folder: Path, kind: str = "group") -> None:
        self.workspace = TestWorkspace(folder, kind, "县委巡察二组" if kind == "group" else "县委巡察办")
        self.leader = self._enter(Post.LEADER, "王组长", (*SECRET, Compartment.CONDUCT), identity=True)
        self.deputy = self._enter(Post.DEPUTY_LEADER, "李副组长", SECRET)
        self.liaison = self._enter(Post.LIAISON, "赵联络", SECRET, identity=True)
        self.member = self._enter(Post.MEMBER, "孙组员", OPEN)
        with self.leader.carry_out("setup", Compartment.CORE) as tx:
            profile = shipped_profile("lixian")
            profiles.keep(tx, profile)
            term = tx.new(Term, name="第十八届县委", from_on="2016-11-01")
            self.unit = tx.new(Unit, name="县人防办", kind="government_organ")
            self.round = tx.new(
                Round,
                name="2019年专项巡察",
                term_id=term.id,
                year=2019,
                kind="special",
                from_on="2019-07-08",
                until_on="2019-08-07",
                profile=profile.about.name,
                profile_digest=profile.digest,
            )
            of_it = {"round_id": self.round.id, "unit_id": self.unit.id}
            self.group = tx.new(Group, name="县委巡察二组", code="临巡二", **of_it)

    def _enter(self, post: Post, name: str, opens: tuple[Compartment, ...], *, identity: bool = False) -> Session:
        keys = (*opens, Compartment.AUDIT)
        return self.workspace.session(post, name=name, compartments=keys, identity=identity)

    def finding(self, **values: Any) -> Finding:
        """A finding that could be submitted."""
        whole: dict[str, Any] = {
            "round_id": self.round.id,
            "group_id": self.group.id,
            "unit_id": self.unit.id,
            "title": "大额支出未经集体研究",
            "category": "discipline",
            "source": "materials",
            "summary": "三笔大额支出未经集体研究",
            "fact": "三笔支出合计52.6万元，均无会议记录",
            "basis": "单位财务管理制度",
            "subject": "县人防办",
            "suggestion": "责令限期整改",
            "handlers": ("孙组员", "赵联络"),
        }
        return findings.draft(self.member, **(whole | values))

    def entries(self, result: str) -> list[bytes]:
        """The audit bodies of one result, as sealed so far."""
        return [body for body in self.workspace.sealed if f'"result":"{result}"'.encode() in body]


@contextmanager
def room(folder: Path, kind: str = "group") -> Iterator[Room]:
    """A room that is left tidy."""
    made = Room(folder, kind)
    yield made
    made.workspace.close()


def everything_in(db: Connection) -> bytes:
    """Every value of every table of an open file, the search index's own tables included."""
    names = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    found = bytearray()
    for (name,) in names.fetchall():
        for row in db.execute(f'SELECT * FROM "{name}"').fetchall():
            for value in row:
                found += value if isinstance(value, bytes) else str(value).encode()
                found += b"\n"
    return bytes(found)

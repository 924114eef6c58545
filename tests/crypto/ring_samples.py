"""A workspace's key file at work, with the cheapest derivation the program accepts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from random import Random

from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.passwords import PasswordPolicy
from xuncha_desktop.crypto.primitives import LOWEST_COST
from xuncha_desktop.crypto.ring_creation import Created, Founder, Founders, create_ring
from xuncha_desktop.crypto.slots import Wrapping
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.clock import micros

WORKSPACE = "01890000-0000-7000-8000-000000000001"
TODAY = date(2026, 3, 2)
AT = micros(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
POLICY = PasswordPolicy(8, 30)

SYS, SEC, AUD, DIR = "u-sys", "u-sec", "u-aud", "u-dir"
LOGINS = {SYS: "xitong", SEC: "baomi", AUD: "shenji", DIR: "zhuren"}


def initial(user_id: str) -> str:
    return f"Chushi-1{LOGINS.get(user_id, user_id)[:1]}"


def own(user_id: str) -> str:
    return f"Ziji-2{LOGINS.get(user_id, user_id)[:1]}口令"


def wrapping(password: str) -> Wrapping:
    return Wrapping(password, LOWEST_COST)


def founders() -> Founders:
    people = [Founder(user, LOGINS[user], f"姓名{login}", initial(user)) for user, login in LOGINS.items()]
    return Founders(*people, holder_post="office_director")


def source(seed: int = 7):
    return Random(seed).randbytes


@cache
def created(workspace_id: str = WORKSPACE, seed: int = 7) -> Created:
    return create_ring(workspace_id, "office", founders(), at=AT, from_on=TODAY, cost=LOWEST_COST, random=source(seed))


@dataclass(frozen=True)
class Office:
    """A ring whose four founders have changed their passwords, and the four of them logged in."""

    ring: KeyRing
    people: dict[str, Unlocked]

    def __getitem__(self, user_id: str) -> Unlocked:
        return self.people[user_id]


@cache
def office() -> Office:
    ring = created().ring
    for user, login in LOGINS.items():
        by = ring.unlock(login, initial(user), TODAY)
        ring = ring.change_password(by, initial(user), wrapping(own(user)), POLICY, at=AT, random=source(8))
    return Office(ring, {user: ring.unlock(login, own(user), TODAY) for user, login in LOGINS.items()})


@cache
def with_member(user_id: str = "u-zhang") -> KeyRing:
    """The office's ring with one more account, enrolled and not yet certified."""
    start = office()
    ring = start.ring.add_account(
        start[SYS], user_id, user_id[2:], "张三", wrapping(initial(user_id)), at=AT, random=source(9)
    )
    by = ring.unlock(user_id[2:], initial(user_id), TODAY)
    return ring.enrol(by, wrapping(own(user_id)), POLICY, at=AT, random=source(10), initial=initial(user_id))

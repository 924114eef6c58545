"""The stage of the demonstration: people with their passwords, a clock that is set, randomness that repeats."""

import hashlib
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from xuncha_desktop.crypto.attempts import Uptime
from xuncha_desktop.crypto.primitives import LOWEST_COST
from xuncha_desktop.crypto.ring_creation import Founder, Founders
from xuncha_desktop.kernel.clock import BEIJING
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import accounts, workspaces
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import Door, Means

PASSWORD = "Lin-xi-2019#"
INITIAL = "Chu-shi-2019#"
PROFILE = "lixian"
LETTERHEADS = {
    BodyKind.COMMITTEE.value: "中共临溪县委员会",
    BodyKind.LEADING_GROUP.value: "中共临溪县委巡察工作领导小组",
    BodyKind.OFFICE.value: "中共临溪县委巡察工作领导小组办公室",
}
"""Under whose names the made-up county's papers go out."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demonstration; `posts` are certified after the founding, founders hold theirs from it."""

    login: str
    name: str
    posts: tuple[Post, ...]


OFFICE_FOUNDERS = (
    Person("qianwei", "钱卫", (Post.SYSTEM_ADMIN,)),
    Person("sunmin", "孙敏", (Post.SECURITY_ADMIN,)),
    Person("lizheng", "李正", (Post.SECURITY_AUDITOR,)),
    Person("zhou", "周建国", (Post.OFFICE_DIRECTOR,)),
)
OFFICE_PEOPLE = (
    Person("wu", "吴晓", (Post.OFFICE_CLERK,)),
    Person("zheng", "郑凯", (Post.RECTIFICATION_SUPERVISOR,)),
)
GROUP_FOUNDERS = (
    Person("fengjun", "冯军", (Post.SYSTEM_ADMIN,)),
    Person("xulan", "许岚", (Post.SECURITY_ADMIN,)),
    Person("hanbo", "韩博", (Post.SECURITY_AUDITOR,)),
    Person("wang", "王志远", (Post.LEADER,)),
)
GROUP_PEOPLE = (
    Person("chen", "陈立新", (Post.DEPUTY_LEADER,)),
    Person("zhao", "赵雪", (Post.LIAISON,)),
    Person("he", "何静", (Post.MEMBER,)),
    Person("ma", "马淏然", (Post.MEMBER,)),
)


class StoryClock:
    """Moves on by a second at each look; a scene sets it to its day."""

    def __init__(self) -> None:
        self.now = datetime(2019, 6, 3, 9, 0, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def to(self, day: str, time: str = "09:00") -> None:
        """Set the scene's day, never backwards."""
        wanted = datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=BEIJING)
        self.now = max(self.now, wanted)


def repeating(seed: str) -> RandomBytes:
    """Different bytes at each call and the same in every run, so that ids can be compared. For made-up data only."""
    state = hashlib.sha256(seed.encode()).digest()

    def random(size: int) -> bytes:
        nonlocal state
        state = hashlib.sha256(state).digest()
        return hashlib.shake_256(state).digest(size)

    return random


class Stage:
    """One workspace of the demonstration and everybody in it."""

    def __init__(
        self, path: Path, name: str, founders: tuple[Person, ...], people: tuple[Person, ...], scene: str
    ) -> None:
        self.path = path
        self.name = name
        self.founders = founders
        self.people = people
        self.clock = StoryClock()
        self.means = Means(self.clock, repeating(f"{name}/{scene}"), lambda: Uptime("demonstration", 0))
        self.door = Door(path, self.means)
        self._open: dict[str, Session] = {}

    def visit(self, day: str) -> "Stage":
        """Look around afterwards, with the machine's randomness: a second look must not repeat the first one's ids."""
        self.clock.to(day)
        self.means = replace(self.means, random=os.urandom)
        self.door = Door(self.path, self.means)
        return self

    @property
    def profile(self) -> Profile:
        """The regulation of the demonstration."""
        return shipped_profile(PROFILE)

    def found(self, kind: str) -> None:
        """Make the workspace; the first four change their passwords, the others are opened, certified, given keys."""
        roles = ("system_admin", "security_admin", "security_auditor", "holder")
        made = {
            role: Founder(f"{kind}-{person.login}", person.login, person.name, INITIAL)
            for role, person in zip(roles, self.founders, strict=True)
        }
        holder = self.founders[3].posts[0].value
        founders = Founders(holder_post=holder, **made)
        workspaces.create(
            self.path, kind, self.name, founders, self.means, cost=LOWEST_COST, demo=True, heads=LETTERHEADS
        )
        for person in self.founders:
            self._first_login(person)
        for person in self.people:
            user_id = accounts.open_account(
                self.session(self.founders[0].login), person.login, person.name, INITIAL, cost=LOWEST_COST
            )
            self._first_login(person)
            self.leave()
            accounts.certify(self.session(self.founders[1].login), user_id, person.posts, self.profile)
            self.leave()
            accounts.grant_wanting(self.session(self.founders[3].login), user_id)
            self.leave()

    def session(self, login: str) -> Session:
        """Somebody logs in, or goes on working."""
        if login not in self._open:
            self._open[login] = self.door.enter(self.door.unlock(login, PASSWORD))
        return self._open[login]

    def leave(self) -> None:
        """Everybody goes home."""
        for session in self._open.values():
            session.close()
        self._open.clear()

    @contextmanager
    def scene(self, day: str) -> Generator[Callable[[str], Session]]:
        """A working day: people log in as needed and all leave at its end."""
        self.clock.to(day)
        try:
            yield self.session
        finally:
            self.leave()

    def _first_login(self, person: Person) -> None:
        self.door.choose_password(self.door.unlock(person.login, INITIAL), INITIAL, PASSWORD, cost=LOWEST_COST)


def office(folder: Path, scene: str) -> Stage:
    """The office's workspace as one scene finds it."""
    return Stage(folder / "巡察办工作区", "临溪县委巡察办", OFFICE_FOUNDERS, OFFICE_PEOPLE, scene)


def group(folder: Path, scene: str) -> Stage:
    """The group's workspace as one scene finds it."""
    return Stage(folder / "巡察二组工作区", "临溪县委巡察二组", GROUP_FOUNDERS, GROUP_PEOPLE, scene)

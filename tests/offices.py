"""Real workspaces for tests: made by the program's own door, with a cheap but lawful key derivation."""

import copy
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.sessions import Ticking, counting_random
from xuncha_desktop.crypto.attempts import Uptime
from xuncha_desktop.crypto.primitives import KdfCost
from xuncha_desktop.crypto.ring_creation import Founder, Founders
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import accounts, workspaces
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import Door, Means

CHEAP = KdfCost(64 * 1024, 1, 4)
INITIAL = "Chu-shi-2019#"
PASSWORD = "Lin-xi-2019#x"


@dataclass
class Office:
    """A workspace on the disk and everybody's passwords."""

    path: Path
    kind: str = "office"
    holder_post: Post = Post.OFFICE_DIRECTOR
    seed: int = 1
    clock: Ticking = field(default_factory=Ticking)
    seconds: int = 1000

    def __post_init__(self) -> None:
        self._open: list[Session] = []
        self.random = counting_random(self.seed)
        self.means = self._lent()
        self.profile: Profile = shipped_profile("lixian")
        people = {
            "system_admin": ("sysadmin", "钱管"),
            "security_admin": ("secadmin", "孙密"),
            "security_auditor": ("auditor", "李审"),
            "holder": ("holder", "周主任"),
        }
        made = {key: Founder(f"{key}-{self.seed}", login, name, INITIAL) for key, (login, name) in people.items()}
        founders = Founders(holder_post=self.holder_post.value, **made)
        self.workspace_id = workspaces.create(
            self.path, self.kind, "临溪县委巡察办", founders, self.means, cost=CHEAP, demo=True
        )
        self.door = Door(self.path, self.means)

    def settle(self) -> "Office":
        """The first four people change their initial passwords."""
        for login in ("sysadmin", "secadmin", "auditor", "holder"):
            self.door.choose_password(self.door.unlock(login, INITIAL), INITIAL, PASSWORD, cost=CHEAP)
        return self

    def copied(self, path: Path) -> "Office":
        """The same workspace in another folder: making one costs twenty key derivations."""
        shutil.copytree(self.path, path)
        other = copy.copy(self)
        other.path, other._open, other.clock = path, [], Ticking(self.clock.now)
        other.means = other._lent()
        other.door = Door(path, other.means)
        return other

    def enter(self, login: str, password: str = PASSWORD) -> Session:
        """Log in."""
        session = self.door.enter(self.door.unlock(login, password))
        self._open.append(session)
        return session

    def add_person(self, login: str, name: str, *posts: Post) -> str:
        """Everything between opening an account and being able to work, by the people it takes."""
        admin = self.enter("sysadmin")
        user_id = accounts.open_account(admin, login, name, INITIAL, cost=CHEAP)
        admin.close()
        self.door.choose_password(self.door.unlock(login, INITIAL), INITIAL, PASSWORD, cost=CHEAP)
        for by, act in (
            ("secadmin", lambda s: accounts.certify(s, user_id, list(posts), self.profile)),
            ("holder", lambda s: accounts.grant_wanting(s, user_id)),
        ):
            session = self.enter(by)
            act(session)
            session.close()
        return user_id

    def _lent(self) -> Means:
        return Means(self.clock, self.random, lambda: Uptime("boot", self.seconds))

    def close(self) -> None:
        """Close what a test left open."""
        for session in self._open:
            session.close()

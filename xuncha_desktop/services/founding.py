"""The first-run guide's act: a new workspace, its first four people, and an initial password for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xuncha_desktop.crypto.keyring import check_naming
from xuncha_desktop.crypto.primitives import KdfCost
from xuncha_desktop.crypto.ring_creation import Founder, Founders
from xuncha_desktop.kernel.clock import micros, moment_of
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.ids import id_source
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS, Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import workspaces
from xuncha_desktop.services.accounts import initial_password
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import Means

ROLES = ("system_admin", "security_admin", "security_auditor", "holder")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to have one of the first four accounts."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """One line of the sheet that is shown once and handed out in person."""

    post: str
    name: str
    login: str
    password: str


def check(name: str, people: Mapping[str, Person]) -> None:
    """Raise `Invalid`, keyed `name`, `<role>.login`, `<role>.name`, for what cannot be founded."""
    issues: dict[str, str] = {} if name.strip() else {"name": "请填写工作区名称"}
    seen: dict[str, str] = {}
    for role in ROLES:
        person = people[role]
        if not person.name.strip():
            issues[f"{role}.name"] = "请填写姓名"
        if not person.login.strip():
            issues[f"{role}.login"] = "请填写登录名"
        elif person.login.strip().casefold() in seen:
            issues[f"{role}.login"] = "登录名重复，四个账号须分属四个人"
        else:
            seen[person.login.strip().casefold()] = role
            try:
                check_naming(person.login.strip(), person.name.strip() or "某")
            except Refused as reason:
                issues[f"{role}.login"] = str(reason)
    if issues:
        raise Invalid(issues)


def awaits_task(session: Session) -> bool:
    """Whether this is a group's workspace without its group, and this person one who may take in the 任务包.

    What the guide opened is kept in memory until a business person enters; a program that ends before loses it.
    """
    may = bool(session.actor.posts & BUSINESS) and session.holds(Compartment.CORE) and session.holds(Compartment.WORK)
    return may and session.place.kind == "group" and not session.table(Group).count()


def found(
    path: Path, kind: str, name: str, people: Mapping[str, Person], means: Means, *, cost: KdfCost | None = None
) -> list[FirstPassword]:
    """Make a workspace ("office" or "group") in an empty folder. Returns the passwords, which are kept nowhere.

    An office's keys are held by its director, a group's by its leader.

    Raises `Invalid`, `Refused` for a folder that is not empty, `StorageFailed`.
    """
    check(name, people)
    at = micros(means.clock())
    new_id = id_source(lambda: moment_of(at), means.random)
    made = {
        role: Founder(new_id(), people[role].login.strip(), people[role].name.strip(), initial_password(means.random))
        for role in ROLES
    }
    holder = Post.OFFICE_DIRECTOR if kind == "office" else Post.LEADER
    founders = Founders(holder_post=holder.value, **made)
    workspaces.create(path, kind, name.strip(), founders, means, cost=cost)
    posts = {role: Post(role).label for role in ROLES[:3]} | {"holder": holder.label}
    return [FirstPassword(posts[role], one.name, one.login, one.password) for role, one in made.items()]

"""The login window's gate, kept by the services. They are imported when first needed, not when the window starts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuncha_desktop.kernel.clock import system_clock
from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.people import BUSINESS

if TYPE_CHECKING:
    from xuncha_desktop.services.founding import FirstPassword, Person
    from xuncha_desktop.services.packages.tasks import TaskPreview
    from xuncha_desktop.services.session import Session
    from xuncha_desktop.services.workspaces import Door, Means, Unlocked


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the guide shows of a 任务包, and the opened package behind it."""

    office: str
    round: str
    group: str
    leader: str
    members: tuple[str, ...]
    preview: Any


class ServiceGate:
    """One workspace at a time; its folder stays taken until `let_go` or the end of the process."""

    def __init__(self, means: Means | None = None, cost: Any = None) -> None:
        self._means = means
        self._cost = cost
        self._door: Door | None = None
        self._doors: dict[Path, Door] = {}
        self._lock: Any = None
        self._unlocked: Unlocked | None = None
        self._tasks: dict[Path, TaskPreview] = {}

    def warm(self) -> None:
        """Load the services, then the desk: the person is still typing, or his password is being stretched."""
        import ui.lock
        import ui.screens.home
        import ui.shell.faults  # noqa: F401
        from xuncha_desktop.services import founding, passwords, reading, workspaces  # noqa: F401

    @property
    def means(self) -> Means:
        """The machine's clock and randomness, unless others were brought."""
        if self._means is None:
            from xuncha_desktop.services.workspaces import Means

            self._means = Means(system_clock, os.urandom)
        return self._means

    def unlock(self, workspace: Path, login: str, password: str) -> Unlocked:
        """Take the folder and prove a password."""
        from xuncha_desktop.services.workspaces import Door

        self.let_go()
        door = self._doors.setdefault(workspace, Door(workspace, self.means))  # it counts failures where no file can
        if not workspace.is_dir() or not door.folder.exists():
            raise NotFound("这个文件夹里没有工作区，请检查位置是否有变动")
        self._lock = door.folder.lock()
        try:
            self._unlocked = door.unlock(login, password)
        except BaseException:
            self.let_go()
            raise
        self._door = door
        return self._unlocked

    def wishes(self, login: str, password: str) -> Sequence[tuple[str, bool]]:
        """Every rule for a new password and whether it is met."""
        from xuncha_desktop.services import passwords

        return passwords.wishes(self._open_door().policy(), login, password)

    def change(self, knock: Unlocked, old: str, new: str) -> Unlocked:
        """Replace the password."""
        self._unlocked = self._open_door().choose_password(knock, old, new, cost=self._cost)
        return self._unlocked

    def enter(self, knock: Unlocked) -> Session:
        """Open the workspace."""
        door = self._open_door()
        session = door.enter(knock)
        preview = self._tasks.get(door.folder.path)
        if preview is not None and session.actor.posts & BUSINESS:
            from xuncha_desktop.services.packages import tasks

            try:
                tasks.found_group(session, preview)
            except BaseException:
                session.close()
                raise
            del self._tasks[door.folder.path]
        return session

    def let_go(self) -> None:
        """Wipe the keys and free the folder."""
        if self._unlocked is not None:
            self._unlocked.wipe()
        if self._lock is not None:
            self._lock.release()
        self._unlocked = self._lock = self._door = None

    def check_people(self, name: str, people: Mapping[str, tuple[str, str]]) -> None:
        """Raise `Invalid` for what a new workspace cannot be called."""
        from xuncha_desktop.services import founding

        founding.check(name, _persons(people))

    def check_folder(self, folder: Path) -> None:
        """Raise `Refused` for a folder that holds something."""
        if not folder.is_absolute():
            raise Refused("请选择一个空文件夹")
        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise Refused("这个文件夹不是空的，请另选一个空文件夹建立工作区")
        except OSError as error:
            raise Refused("这个文件夹无法读取，请另选一个") from error

    def open_task(self, package: Path, code: str) -> TaskFacts:
        """Open a 任务包; what comes out of it stays in memory until the group's first business person enters."""
        import tempfile

        from xuncha_desktop.services import profiles
        from xuncha_desktop.services.packages import tasks

        cost = {} if self._cost is None else {"cost": self._cost}
        with tempfile.TemporaryDirectory(prefix="xuncha-") as quarantine:
            preview = tasks.open_task(package, code, Path(quarantine), **cost)
        leaders = [member.name for member in preview.members if member.post == "leader"]
        names = profiles.codes(preview.profile, "post")
        members = tuple(f"{member.name}（{names.get(member.post, member.post)}）" for member in preview.members)
        return TaskFacts(
            preview.office.name, preview.round.name, preview.group.name, (leaders or [""])[0], members, preview
        )

    def found(
        self, folder: Path, name: str, people: Mapping[str, tuple[str, str]], task: Any = None
    ) -> list[FirstPassword]:
        """Make an office's workspace, or the group's of a task."""
        from xuncha_desktop.services import founding

        kind = "office" if task is None else "group"
        made = founding.found(folder, kind, name, _persons(people), self.means, cost=self._cost)
        if task is not None:
            self._tasks[folder] = task.preview
        return made

    def _open_door(self) -> Door:
        if self._door is None:
            raise Refused("请先登录")
        return self._door


def _persons(people: Mapping[str, tuple[str, str]]) -> dict[str, Person]:
    from xuncha_desktop.services.founding import Person

    return {role: Person(login, name) for role, (login, name) in people.items()}

"""What the login window asks of the program behind it; the program itself is loaded while the person types."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol


class Knock(Protocol):
    """A proved password, before anything is opened."""

    @property
    def login(self) -> str:
        """The login name."""
        ...

    @property
    def name(self) -> str:
        """Whose account it is."""
        ...

    @property
    def must_change(self) -> bool:
        """Whether the initial or an expired password stands in the way."""
        ...


class FirstAccount(Protocol):
    """One of the accounts made with a workspace."""

    @property
    def post(self) -> str:
        """What the account is for."""
        ...

    @property
    def name(self) -> str:
        """Whose it is."""
        ...

    @property
    def login(self) -> str:
        """The login name."""
        ...

    @property
    def password(self) -> str:
        """The initial password, shown once."""
        ...


class Task(Protocol):
    """What a 任务包 says of the group that is to be founded."""

    @property
    def office(self) -> str:
        """Who sent it."""
        ...

    @property
    def round(self) -> str:
        """The round's name."""
        ...

    @property
    def group(self) -> str:
        """The group's name."""
        ...

    @property
    def leader(self) -> str:
        """The name of the 组长; empty if none is named."""
        ...

    @property
    def members(self) -> Sequence[str]:
        """Names and posts, one a line."""
        ...


class Gate(Protocol):
    """Everything may raise `Refused` with a sentence to be shown as it is; one with `seconds` asks to wait."""

    def warm(self) -> None:
        """Load what `unlock` needs; on a worker thread."""
        ...

    def unlock(self, workspace: Path, login: str, password: str) -> Knock:
        """Take the folder for this window and prove a password; slow, on a worker thread."""
        ...

    def wishes(self, login: str, password: str) -> Sequence[tuple[str, bool]]:
        """Every rule for a new password and whether it is met."""
        ...

    def change(self, knock: Any, old: str, new: str) -> Knock:
        """Replace the password; slow, on a worker thread."""
        ...

    def enter(self, knock: Any) -> Any:
        """Open the workspace; on the window's thread, because what is opened belongs to the thread that opened it."""
        ...

    def let_go(self) -> None:
        """Give the folder free again and forget the keys of an unfinished login."""
        ...

    def check_people(self, name: str, people: Mapping[str, tuple[str, str]]) -> None:
        """Raise `Invalid` for what a new workspace cannot be called; people are (login, name) by role."""
        ...

    def check_folder(self, folder: Path) -> None:
        """Raise `Refused` for a folder a new workspace cannot be made in."""
        ...

    def open_task(self, package: Path, code: str) -> Task:
        """Open a 任务包 with its 开通码; slow, on a worker thread. Raises `Invalid` for a mistyped code."""
        ...

    def found(
        self, folder: Path, name: str, people: Mapping[str, tuple[str, str]], task: Task | None = None
    ) -> Sequence[FirstAccount]:
        """Make an office's workspace, or the group's of a task; slow, on a worker thread.

        The task itself is taken in when the first business person enters: only his keys open the new workspace.
        """
        ...

"""What a screen may ask of the window around it."""

from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.names import Names
from xuncha_desktop.services.reading import Query


class Frame(Protocol):
    """The shell as screens see it. Refusals of an act go through `desk.run`; of a job, through `refuse`."""

    desk: Desk
    jobs: Jobs
    workspace: Path

    @property
    def names(self) -> Names:
        """What values are called."""
        ...

    def open_record(self, type_name: str, record_id: str) -> None:
        """Show one record on top of the present page."""
        ...

    def new_record(self, type_name: str) -> None:
        """Show an empty form."""
        ...

    def open_list(self, title: str, query: Query) -> None:
        """Show the records a figure counts."""
        ...

    def open_audit(self, title: str, *, refused: bool) -> None:
        """Show the auditor what came since the last visit, or only the refusals among it."""
        ...

    def go(self, place: str) -> None:
        """Turn to another place of the navigation."""
        ...

    def push(self, title: str, page: QWidget) -> None:
        """Lay a page over the present one; Alt+← takes it away again."""
        ...

    def back(self) -> None:
        """Take the topmost page away."""
        ...

    def say(self, text: str) -> None:
        """A word that goes away by itself."""
        ...

    def refuse(self, error: BaseException) -> None:
        """A refusal is shown as its sentence; anything else is a bug and goes to the crash window."""
        ...

    def ledger_settings(self, name: str) -> dict[str, Any]:
        """Columns and widths a person chose for a ledger."""
        ...

    def keep_settings(self) -> None:
        """Write them."""
        ...


@runtime_checkable
class Keeping(Protocol):
    """A page with something in it that must survive a lock. What `keep` gives are plain JSON values."""

    def keep(self) -> dict[str, Any]:
        """What is on the page and not saved; empty if nothing is."""
        ...

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        ...


@runtime_checkable
class Leaving(Protocol):
    """A page that wants to be asked before it goes."""

    def may_leave(self) -> bool:
        """Save, or ask; False keeps the page."""
        ...

"""One place's pages, the place's own screen at the bottom: pushed, taken away, kept over a lock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.shell.frame import Keeping, Leaving


@dataclass(frozen=True, slots=True)
class Address:
    """How a page is found again after a lock; a page without one is not."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as it lies on the pile."""

    title: str
    page: QWidget
    address: Address | None


class Pile(QStackedWidget):
    """`changed` tells that another page is on top, `renamed` that one is called otherwise."""

    changed = Signal()
    renamed = Signal()

    def __init__(self, title: str, root: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = [Opened(title, root, None)]
        self.addWidget(root)

    @property
    def titles(self) -> list[str]:
        """From the place's own to the topmost."""
        return [one.title for one in self._pages]

    @property
    def top(self) -> QWidget:
        """The page that is seen."""
        return self._pages[-1].page

    @property
    def over(self) -> int:
        """How many pages lie over the place's own."""
        return len(self._pages) - 1

    def push(self, opened: Opened) -> None:
        """Lay a page on top."""
        self._pages.append(opened)
        self.addWidget(opened.page)
        self.setCurrentWidget(opened.page)
        self.changed.emit()

    def back(self) -> bool:
        """Take the topmost away, if it lets itself; False at the bottom or if the person wants to stay."""
        if not self.over or (isinstance(self.top, Leaving) and not self.top.may_leave()):
            return False
        self.drop()
        return True

    def drop(self) -> None:
        """Take the topmost away without asking."""
        gone = self._pages.pop().page
        self.setCurrentWidget(self.top)
        self.removeWidget(gone)
        gone.deleteLater()
        self.changed.emit()

    def records(self) -> list[Any]:
        """The pages of single records, from the bottom up."""
        return [one.page for one in self._pages if one.address]

    def retitle(self, page: QWidget, title: str) -> None:
        """A page shows something else by now: a new record has become one with a name."""
        found = [one if one.page is not page else Opened(title, page, one.address) for one in self._pages]
        if found != self._pages:
            self._pages = found
            self.renamed.emit()

    def page_at(self, address: Address) -> QWidget | None:
        """The page of that address, if it is on the pile."""
        return next((one.page for one in self._pages if one.address == address), None)

    def keep(self) -> list[dict[str, Any]]:
        """Every page that can be found again, from the bottom up, with what is unsaved on it."""
        kept: list[dict[str, Any]] = []
        for number, one in enumerate(self._pages):
            if number and one.address is None:
                break  # what lies over a page that cannot be found again cannot be shown either
            where = [one.address.type, one.address.id] if one.address else []
            kept.append({"where": where, "kept": one.page.keep() if isinstance(one.page, Keeping) else {}})
        return kept

    def restore(self, kept: list[dict[str, Any]], reopen: Callable[[Address], bool]) -> None:
        """Open again what was open, as far as it still can be."""
        for number, one in enumerate(kept):
            if number and not reopen(Address(*one["where"])):
                return
            if one["kept"] and isinstance(self.top, Keeping):
                self.top.restore(one["kept"])

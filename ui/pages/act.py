"""What an act on a record is, as a button of its page: the word, why it is not open now, and how it begins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from ui.pages.sheet import Sheet
from ui.shell.frame import Frame
from xuncha_desktop.services.session import Session


class Host(Protocol):
    """The page a record stands on."""

    frame: Frame

    def widget(self) -> QWidget:
        """What a sheet lies over."""
        ...

    def saved_first(self) -> Any:
        """The record with everything typed stored; None where that was refused, which has been said."""
        ...

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A word that goes away, with one chance to take the act back."""
        ...


@dataclass(frozen=True, slots=True)
class Act:
    """`why_not` gives the sentence of a disabled button; `begin` opens its sheet or does it."""

    words: str
    why_not: Callable[[Session, Any], str | None]
    begin: Callable[[Host, Any], None]
    key: str = ""


def opened(host: Host, sheet: Sheet, then: str | Callable[[Any], None]) -> None:
    """Show a sheet over the page; when its act is done, say a word or do something."""
    if isinstance(then, str):
        words = then
        sheet.done_with.connect(lambda _: host.say(words))
    else:
        sheet.done_with.connect(then)
    sheet.open()

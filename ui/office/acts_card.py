"""A card whose acts are about the row chosen in it: nothing is typed there."""

from PySide6.QtWidgets import QWidget

from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card


class ActsCard(Card):
    """What `ui.pages.act` asks of where an act begins, but for the record it is about."""

    def __init__(self, frame: Frame, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.frame = frame
        self.body.setContentsMargins(Space.NORMAL, Space.TIGHT, Space.NORMAL, Space.TIGHT)

    def widget(self) -> QWidget:
        """What a sheet lies over."""
        return self

    def say(self, text: str, undo: object = None) -> None:
        """A word to the person; no act here is taken back by one."""
        del undo
        self.frame.say(text)

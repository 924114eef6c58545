"""问题线索: a ledger of its own, for the leader and those who must know."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.pages.register import Register
from ui.shell.frame import Frame
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.services import cadre_levels
from xuncha_desktop.services.cells import Cell

_LEVEL = "cadre_level"


class LeadsScreen(Register):
    """Without the key: 无权知悉, and a form whose content is sealed away when it is saved.

    Where the regime has leads of a level go first, the level's cell says so, and on hover by which article.
    """

    type_name = "lead"
    new_words = "登记线索"
    columns = ("number", "accused", "accused_post", "cadre_level", "source", "screening", "disposition", "state")
    empty_icon = "shield"
    empty_words = "还没有问题线索"
    unknown_words = "无权知悉：您没有打开受限区的密钥。发现线索可以在此登记，保存后即密封投递，您将不能再看到"

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        if self.ledger is not None and frame.names.choices(_LEVEL):
            model = self.ledger.model
            model.hint, model.looked_at, model.badged = self._hint, self._levels, frozenset((_LEVEL,))
            model.start()

    def _levels(self, found: Sequence[Any]) -> Mapping[str, Sequence[Cell]]:
        return {_LEVEL: cadre_levels.cells_of(self.frame.desk.session, found)}

    def _hint(self, record_id: str, field: str) -> str:
        if field != _LEVEL:
            return ""
        try:
            return cadre_levels.told_of(self.frame.desk.session, record_id)
        except Refused:  # Qt asks while it paints; the cell's own words stand then
            return ""

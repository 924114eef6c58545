"""信息导入/导出审批表: who asks, from or to where, at which level, over which medium, who allows it."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.row_form import RowForm, row_form


@dataclass(frozen=True, slots=True)
class TransferApproval(RowForm):
    """The asking for one import or export, before it is done."""


@form("transfer_approval", "信息导入导出审批表")
def transfer_approval(setter: Setter, view: TransferApproval) -> list[Unit]:
    """The rows of the request and four places to sign."""
    return row_form(setter, view)

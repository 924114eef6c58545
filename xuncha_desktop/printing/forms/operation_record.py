"""操作记录表: one act on a machine or a medium, with what was done and who watched."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.row_form import RowForm, row_form


@dataclass(frozen=True, slots=True)
class OperationRecord(RowForm):
    """What was done on which machine with which medium."""


@form("operation_record", "操作记录表")
def operation_record(setter: Setter, view: OperationRecord) -> list[Unit]:
    """Machine, medium, what was done, how it ended; operator and watcher sign."""
    return row_form(setter, view)

"""The editor of every kind of field."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.records.edit_base import Editor
from ui.records.edit_blocks import BlocksEditor
from ui.records.edit_choice import CodeEditor, LinesEditor, RefEditor
from ui.records.edit_several import CodesEditor
from ui.records.edit_text import LineEditor, SealedEditor, TextEditor
from ui.records.edit_values import CountEditor, DayEditor, FlagEditor, MomentEditor, MoneyEditor, StateEditor
from ui.records.names import Names
from xuncha_desktop.records.fields import Field, Kind


def editor(field: Field, names: Names, parent: QWidget | None = None) -> Editor | None:
    """An editor for a field; None for a kind no person edits."""
    make = _MAKERS[field.kind]
    return None if make is None else make(field, names, parent)


_Maker = Callable[[Field, Names, QWidget | None], Editor]

_MAKERS: dict[Kind, _Maker | None] = {
    Kind.LINE: lambda field, _, parent: LineEditor(field, parent),
    Kind.TEXT: lambda field, _, parent: TextEditor(field, parent),
    Kind.BLOCKS: lambda field, _, parent: BlocksEditor(field, parent),
    Kind.COUNT: lambda field, _, parent: CountEditor(field, parent),
    Kind.MONEY: lambda field, _, parent: MoneyEditor(field, parent),
    Kind.DAY: lambda field, _, parent: DayEditor(field, parent),
    Kind.MOMENT: lambda field, _, parent: MomentEditor(field, parent),
    Kind.FLAG: lambda field, _, parent: FlagEditor(field, parent),
    Kind.CODE: CodeEditor,
    Kind.CODES: CodesEditor,
    Kind.REF: RefEditor,
    Kind.LINES: lambda field, _, parent: LinesEditor(field, parent),
    Kind.STATE: StateEditor,
    Kind.SEALED: lambda field, _, parent: SealedEditor(field, parent),
    Kind.JSON: None,
}

"""Why the date on a record's own page stands where it does: on hover of the fact or the editor, in full by Shift+F1."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.records.form import RecordForm
from ui.shell.frame import Frame
from ui.widgets import why
from ui.widgets.card import Facts
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.services import due_reasons
from xuncha_desktop.services.due_reasons import Why


class DateReasons:
    """The reason of the page's record, found anew whenever the page shows one."""

    def __init__(self, page: QWidget, frame: Frame, type_: RecordType[Record]) -> None:
        self._frame, self._type = frame, type_
        self.field = due_reasons.DATED.get(type_.name, "")
        self.found: Why | None = None
        if self.field:
            why.attach(page, lambda: self.found)

    def show_record(self, record: Record | None, facts: Sequence[Facts], form: RecordForm | None) -> None:
        """Mark the date where it stands."""
        self.found = None
        if not self.field or record is None:
            return
        try:
            self.found = due_reasons.of(self._frame.desk.session, self._type.name, record.id)
        except Refused:  # the page says itself what it may not read
            return
        if self.found is None:
            return
        hint = why.hint(self.found)
        label = next(one.label for one in self._type.fields if one.name == self.field)
        for told in facts:
            told.hint(label, hint, self.found.line)
        if form is not None and (editor := form.editors.get(self.field)):
            editor.setToolTip(hint)
            editor.setAccessibleDescription(self.found.line)

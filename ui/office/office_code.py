"""The 编号代字 of the office's own numbers, and the sheet that changes it."""

from PySide6.QtWidgets import QWidget

from ui.office.parts import allow, button, row
from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from ui.widgets.card import label
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.services import numbering

_LONGEST = 12
_SENTENCE = "用在办公室文书的编号里，如“临巡办〔2019〕督001号”。已经编出的号不变。"


class OfficeCodeLine(QWidget):
    """A small line for a corner of a screen."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.said = label("", "small")
        self.edit_button = button("修改…", self._ask, "quiet")
        self.edit_button.setAccessibleName("修改编号代字")
        allow(self.edit_button, numbering.name_office.why_not(frame.desk.session))
        self.setLayout(row(self.said, self.edit_button))
        self.reload()

    def reload(self) -> None:
        """Show the 代字 as it is now."""
        self.said.setText(f"编号代字：{numbering.office_code(self._frame.desk.session)}")

    def _ask(self) -> None:
        session = self._frame.desk.session
        sheet = FieldSheet(
            self,
            self._frame.names,
            "办公室编号代字",
            _SENTENCE,
            "保存",
            [ask("code", "编号代字", Kind.LINE, optional=False, limit=_LONGEST)],
            lambda values: numbering.name_office(session, values["code"]),
            given={"code": numbering.office_code(session)},
        )
        sheet.done_with.connect(lambda _: self.reload())
        sheet.open()

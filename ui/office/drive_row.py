"""The folder or stick packages are written to: chosen, remembered while open, cleared of broken copies."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ui.office.parts import button, row
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services.packages import drive


class DriveRow(QWidget):
    """`turned`: another folder. Remains of a copy that was pulled out too early are offered for removal."""

    turned = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("还没有选择")
        self.pick_button = button("选择U盘或文件夹…", self.pick, picture="usb")
        self.left = Banner(Tone.NOTICE, "", "清除")
        self.left.hide()
        self.left.acted.connect(self._clean)
        told = label(name, "label")
        told.setBuddy(self.pick_button)
        across = row(told, self.line, self.pick_button)
        across.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(across)
        column.addWidget(self.left)

    def pick(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self, "选择U盘或文件夹", str(self.folder or ""))
        if name:
            self.use(Path(name))

    def use(self, folder: Path) -> None:
        """Take a folder."""
        self.folder = folder
        self.line.setText(str(folder))
        self.look()
        self.turned.emit()

    def look(self) -> None:
        """Say what unfinished copies lie there."""
        count = 0
        if self.folder is not None:
            try:
                count = len(drive.leftovers(self.folder))
            except Refused as reason:
                self.left.set_text(str(reason))
                self.left.button.hide()
                self.left.show()
                return
        self.left.set_text(f"这里有{count}个上次没有写完的数据包（.part），不能使用，可以清除")
        self.left.button.show()
        self.left.setVisible(count > 0)

    def _clean(self) -> None:
        if self.folder is not None:
            try:
                drive.remove_leftovers(self.folder)
            except Refused as reason:
                self.left.set_text(str(reason))
                return
            self.look()

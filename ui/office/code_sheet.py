"""The 开通码 of a task package: shown once, large; it travels by another way than the drive."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QVBoxLayout, QWidget

from ui.office.parts import button, row
from ui.theme.fonts import font
from ui.theme.metrics import Space
from ui.widgets import clipboard
from ui.widgets.banner import Banner
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone

APART = "另行送达，不要与介质放在一起。"
_LARGE = 30


class CodeSheet(QDialog):
    """Closes only after the person has said that the code was noted: it is not kept anywhere."""

    def __init__(
        self, parent: QWidget | None, group: str, code: str, make_slip: Callable[[QDialog], object] | None = None
    ) -> None:
        """`make_slip` opens the slip on which the code is handed over; without it there is no such button."""
        super().__init__(parent)
        self.setWindowTitle("开通码")
        self.setModal(True)
        self.setMinimumWidth(620)
        self.code = QLabel(code)
        self.code.setTextFormat(Qt.TextFormat.PlainText)
        self.code.setWordWrap(True)
        large = font(_LARGE, medium=True)
        self.code.setStyleSheet(f"font-size: {_LARGE}px; padding: 16px; letter-spacing: 2px;")
        self.code.setFont(large)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAccessibleName("开通码 " + " ".join(code))
        self.noted = QCheckBox("开通码已抄录，将另行送达")
        self.close_button = button("完成", self.accept, "primary")
        self.close_button.setEnabled(False)
        self.noted.toggled.connect(self.close_button.setEnabled)
        copy = button("复制", lambda: clipboard.copy(code), picture="copy")
        copy.setToolTip("30秒后自动从剪贴板清除")
        self.slip_button = button("制作交接单…", lambda: make_slip(self) if make_slip else None, picture="printer")
        self.slip_button.setVisible(make_slip is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.NORMAL)
        column.addWidget(label(f"{group}的开通码", "title"))
        column.addWidget(Banner(Tone.NOTICE, f"{APART}这个码只显示这一次，本机不保存；遗失的须重新签发任务包。"))
        column.addWidget(self.code)
        column.addWidget(label("巡察组首次开机时，选择任务包并输入这个码，工作区即按本轮次建立。", "soft", wrap=True))
        column.addWidget(self.noted)
        column.addLayout(row(copy, self.slip_button, 1, self.close_button))

    def reject(self) -> None:
        """Esc does not lose the code."""
        if self.noted.isChecked():
            super().reject()

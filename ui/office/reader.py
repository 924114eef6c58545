"""What a reader of one version of the feedback will see: its own numbers, nothing that was withheld."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ui.office.parts import row
from ui.theme.fonts import font
from ui.theme.metrics import Size, Space
from ui.theme.palette import LIGHT
from ui.widgets.banner import Banner
from ui.widgets.card import label
from xuncha_desktop.kernel.blocks import Blocks, Heading, Paragraph
from xuncha_desktop.kernel.levels import Tone

VERSIONS = (("principal", "主要负责人版"), ("organisation", "党组织版"))


class ReaderPreview(QWidget):
    """`turned`: another version is looked at."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switches: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for step, words in VERSIONS:
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setProperty("look", "chip")
            chip.clicked.connect(lambda: self.turned.emit())
            self._group.addButton(chip)
            self.switches[step] = chip
        self.switches["organisation"].setChecked(True)
        self.note = label("", "small")
        self.warning = Banner(Tone.NOTICE, "")
        self.warning.hide()
        self.page = QTextBrowser()
        self.page.setAccessibleName("读者看到的正文")
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row(*self.switches.values(), 1, self.note))
        column.addWidget(self.warning)
        column.addWidget(self.page, 1)

    @property
    def step(self) -> str:
        """Which version is looked at."""
        return next((step for step, chip in self.switches.items() if chip.isChecked()), VERSIONS[-1][0])

    @property
    def text(self) -> str:
        """What the reader reads."""
        return self.page.toPlainText()

    def show_version(self, load: Callable[[str], Blocks], withheld: int, warnings: Sequence[str]) -> None:
        """Show the version chosen; `withheld` is how many items of the whole it leaves out."""
        bar = self.page.verticalScrollBar()
        at = bar.value()
        self.page.clear()
        cursor = QTextCursor(self.page.document())
        for number, block in enumerate(load(self.step)):
            if number:
                cursor.insertBlock()
            if isinstance(block, Heading):
                _write(cursor, block.text, Size.LEAD if block.level == 1 else Size.BODY, strong=True, above=14)
            elif isinstance(block, Paragraph):
                _write(cursor, block.text, Size.BODY, strong=False, above=4)
        QTimer.singleShot(0, bar, lambda: bar.setValue(at))
        self.note.setText(f"编号连续，少{withheld}条" if withheld else "编号连续")
        self.warning.set_text("\n".join(warnings))
        self.warning.setVisible(bool(warnings))


def _write(cursor: QTextCursor, text: str, size: int, *, strong: bool, above: int) -> None:
    shape = QTextBlockFormat()
    shape.setTopMargin(above)
    shape.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    letters = QTextCharFormat()
    letters.setFont(font(size, medium=strong))
    letters.setForeground(QColor(LIGHT.ink))
    cursor.setBlockFormat(shape)
    cursor.insertText(text, letters)

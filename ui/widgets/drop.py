"""The place to drop files on, or to choose them from the keyboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.icons import pixmap
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.card import label


class FileDropArea(QFrame):
    """`dropped` tells the files; folders and things that are no local files are passed over with a sentence."""

    dropped = Signal(list)

    def __init__(self, sentence: str, endings: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._endings = tuple(ending.lower() for ending in endings)
        self.setAcceptDrops(True)
        self.setObjectName("drop")
        self._picture = QLabel()
        self._picture.setPixmap(pixmap("upload", LIGHT.ink_faint, 28))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = label(sentence, "soft", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._issue = label("", "issue", wrap=True)
        self._issue.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._issue.hide()
        self.button = QPushButton("选择文件…")
        self.button.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._picture)
        column.addWidget(self._said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._issue)
        self._edge(over=False)

    def take(self, paths: Sequence[Path]) -> None:
        """Tell those that can be taken, and say what cannot."""
        good = [path for path in paths if path.is_file() and self._fits(path)]
        bad = [path.name for path in paths if path not in good]
        self._issue.setText(f"不能放在这里：{'、'.join(bad[:3])}{'等' if len(bad) > 3 else ''}")
        self._issue.setVisible(bool(bad))
        if good:
            self.dropped.emit(good)

    @property
    def issue(self) -> str:
        """What could not be taken."""
        return self._issue.text() if self._issue.isVisibleTo(self) else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._edge(over=True)

    def dragLeaveEvent(self, event) -> None:
        """Gone again."""
        self._edge(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._edge(over=False)
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _choose(self) -> None:
        patterns = " ".join(f"*{ending}" for ending in self._endings)
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择文件", "", f"文件 ({patterns})" if patterns else "")
        if chosen:
            self.take([Path(name) for name in chosen])

    def _fits(self, path: Path) -> bool:
        return not self._endings or path.name.lower().endswith(self._endings)

    def _edge(self, *, over: bool) -> None:
        edge = f"2px dashed {LIGHT.focus}" if over else f"1px dashed {LIGHT.edge_strong}"
        ground = LIGHT.choice if over else LIGHT.card
        self.setStyleSheet(f"QFrame#drop {{ border: {edge}; border-radius: 8px; background: {ground}; }}")

"""Under a long text: what could be wrong in its writing, waved under in the text, put right at one press."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QTextEdit, QWidget

from ui.records.text_guard import RichInput, TextInput
from ui.theme.metrics import Space
from ui.theme.palette import look
from xuncha_desktop.kernel import proofing
from xuncha_desktop.kernel.hints import Hint
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.text import length

PAUSE: Final = 600  # milliseconds without typing, before anything is said
_NAMED: Final = 3  # kinds of hints named in the line
_WAVED: Final = 300  # hints marked in the text


class Proofing(QWidget):
    """The line with its button; hidden while there is nothing to say. The text changes only when 改正 is pressed."""

    def __init__(self, edit: TextInput | RichInput, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self.told = QLabel()
        self.told.setProperty("look", "small")
        self.told.setWordWrap(True)
        self.button = QPushButton("改正")
        self.button.setProperty("look", "quiet")
        self.button.setAutoDefault(False)  # Enter in a sheet is for the sheet's own button
        self.button.setToolTip("按提示改正，可用 Ctrl+Z 撤销")
        self.button.clicked.connect(self.put_right)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.told, 1)
        column.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        edit.textChanged.connect(self._pause.start)
        self.hide()

    def look(self) -> None:
        """Look at the text as it stands now."""
        self._pause.stop()
        self._show(proofing.hints(self._edit.toPlainText()))

    def forget(self) -> None:
        """Say nothing until something is typed."""
        self._pause.stop()
        self._show([])

    def put_right(self) -> None:
        """Follow every hint that says what to put, as one step of undo."""
        text = self._edit.toPlainText()
        if length(proofing.corrected(text)) > self._edit.limit:
            self.told.setText(f"改正后会超过{self._edit.limit:,}字，请先删减")
            return
        cursor = QTextCursor(self._edit.document())
        cursor.beginEditBlock()
        for _ in range(proofing.ROUNDS):
            found = proofing.to_follow(self._edit.toPlainText())
            if not found:
                break
            _follow(cursor, self._edit.toPlainText(), found)
        cursor.endEditBlock()
        self.look()
        self._edit.setFocus()

    def _show(self, found: list[Hint]) -> None:
        self._wave(found[:_WAVED])
        kinds = list(dict.fromkeys(hint.words for hint in found))
        more = "等" if len(kinds) > _NAMED else ""
        self.told.setText(f"写法提示{len(found)}处：{'；'.join(kinds[:_NAMED])}{more}" if found else "")
        self.button.setVisible(any(hint.put is not None for hint in found))
        self.setVisible(bool(found))

    def _wave(self, found: list[Hint]) -> None:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(QColor(look(Tone.NOTICE).ink))
        marked: list[QTextEdit.ExtraSelection] = []
        for cursor in _places(self._edit, found):
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = cursor, wave  # pyright: ignore[reportAttributeAccessIssue]
            marked.append(one)
        self._edit.setExtraSelections(marked)


def _places(edit: TextInput | RichInput, found: list[Hint]) -> list[QTextCursor]:
    text = edit.toPlainText()
    made: list[QTextCursor] = []
    for start, end in _units(text, found):
        cursor = QTextCursor(edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.append(cursor)
    return made


def _follow(cursor: QTextCursor, text: str, found: list[Hint]) -> None:
    """Put what the hints say, from the end, so that the places before stay what they are."""
    for hint, (start, end) in reversed(list(zip(found, _units(text, found), strict=True))):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(hint.put or "", cursor.charFormat())


def _units(text: str, found: list[Hint]) -> list[tuple[int, int]]:
    """Where the hints lie for Qt, which counts a character beyond the BMP as two."""
    made: list[tuple[int, int]] = []
    done, units = 0, 0
    for hint in found:
        units += _length(text[done : hint.start])
        end = units + _length(text[hint.start : hint.end])
        made.append((units, end))
        done, units = hint.end, end
    return made


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

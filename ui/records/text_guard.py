"""Text fields that keep out what cannot be stored, hold to a limit, and leave the input method alone."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.records.edit_base import DIRT, LINE_ENDS
from xuncha_desktop.kernel import hidden
from xuncha_desktop.kernel.text import length

REMOVED = "已去掉不可见的控制字符"
_SLACK = 64


def over(limit: int) -> str:
    """The sentence for text beyond the limit."""
    return f"最多{limit:,}字，超出的部分没有放进来"


def capped(text: str, limit: int) -> str:
    """The beginning of a text that a person counts as at most `limit` characters."""
    if len(text) <= limit:
        return text
    text = text[: 4 * limit + _SLACK]  # before counting: a paste may have ten million characters
    if length(text) <= limit:
        return text
    end = limit
    while end < len(text) and length(text[: end + 1]) <= limit:
        end += 1
    return text[:end]


class LineInput(QLineEdit):
    """One line. Text is looked at after it has come in, whatever way it came; undo goes on working."""

    told = Signal(str)
    committed = Signal()

    def __init__(self, limit: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._busy = False
        if limit is not None:
            self.setMaxLength(2 * limit + _SLACK)  # in UTF-16 units; a coarse sieve for huge pastes
        self.textChanged.connect(self._look)

    def show_text(self, text: str) -> None:
        """Show a stored text from its beginning, however long it is, and tell nobody."""
        self._busy = True
        if self._limit is not None:
            self.setMaxLength(max(2 * self._limit + _SLACK, 2 * len(text)))
        self.setText(text)
        self.setCursorPosition(0)
        self._busy = False

    def _look(self, text: str) -> None:
        if self._busy:
            return
        tidy = LINE_ENDS.sub(" ", text)
        clean = DIRT.sub("", tidy)
        fit = clean if self._limit is None else capped(clean, self._limit)
        note = REMOVED if clean != tidy else ""
        note = note or hidden.said(fit)
        if fit != clean:
            note = over(self._limit or 0)
        if fit != text and self.isRedoAvailable():
            self._step_over()
        elif fit != text:
            self._replace(fit)
        self.told.emit(note)
        self.committed.emit()

    def _step_over(self) -> None:
        """Undo has come to the text before it was tidied: go on to the one before that."""
        self._busy = True
        self.undo()
        self._busy = False

    def _replace(self, text: str) -> None:
        place = min(self.cursorPosition(), len(text))
        self._busy = True
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(place)
        self._busy = False


class _Guarded:
    """The shared look at what is pasted or dropped into a long text."""

    limit: int
    told: Signal

    def fitting(self, source: QMimeData, room: int) -> str:
        """The text of a paste as it may come in."""
        raw = source.text()
        cut = raw[: 4 * max(room, 0) + _SLACK]
        clean = DIRT.sub(
            "", cut.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
        )
        fit = capped(clean, max(room, 0))
        too_long = len(cut) < len(raw) or fit != clean
        dirty = bool(DIRT.search(cut.replace("\r", "")))
        self.told.emit(over(self.limit) if too_long else REMOVED if dirty else "")  # pyright: ignore
        return fit


class TextInput(_Guarded, QPlainTextEdit):
    """Several lines of plain text."""

    told = Signal(str)
    left = Signal()

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        QPlainTextEdit.__init__(self, parent)
        self.limit = limit
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._look)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A paste or a drop: only what may be stored, and no more than there is room for."""
        chosen = length(self.textCursor().selection().toPlainText())
        self.insertPlainText(self.fitting(source, self.limit - length(self.toPlainText()) + chosen))
        self.ensureCursorVisible()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        # The menu and a change of window take the focus for a moment only.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def _look(self) -> None:
        """Typed and input-method text; a paste was looked at before it came in."""
        cut_back(self)


class RichInput(_Guarded, QTextEdit):
    """Several lines with formats of our own; pasted formats stay outside."""

    told = Signal(str)

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        QTextEdit.__init__(self, parent)
        self.limit = limit
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._look)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A paste or a drop as plain text within the limit."""
        self.insertPlainText(self.fitting(source, self.limit - self.document().characterCount()))
        self.ensureCursorVisible()

    def _look(self) -> None:
        cut_back(self)


def cut_back(edit: TextInput | RichInput) -> None:
    """Remove what was typed beyond the limit, as an edit that undo knows."""
    text = edit.toPlainText()
    dirty = DIRT.search(text)
    if dirty is None and (len(text) <= edit.limit or length(text) <= edit.limit):
        return
    cursor = QTextCursor(edit.document())
    if dirty is not None:
        start = len(text[: dirty.start()].encode("utf-16-le", "surrogatepass")) // 2
        cursor.setPosition(start)
        cursor.setPosition(start + 1, QTextCursor.MoveMode.KeepAnchor)
        edit.told.emit(REMOVED)
    else:
        kept = capped(text, edit.limit)
        cursor.setPosition(len(kept.encode("utf-16-le", "surrogatepass")) // 2)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        edit.told.emit(over(edit.limit))
    # One step of undo takes back both, what was typed and what was cut; otherwise undo would never get past it.
    cursor.joinPreviousEditBlock()
    cursor.removeSelectedText()  # comes back here until nothing is left to remove
    cursor.endEditBlock()

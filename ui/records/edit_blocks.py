"""The editor of block text: paragraphs and headings are typed, tables and references stand in it as whole pieces."""

import json
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.records.edit_base import DIRT, Editor
from ui.records.proofing import Proofing
from ui.records.text_guard import RichInput
from ui.theme.fonts import MEDIUM, font
from ui.theme.metrics import Size, Space
from ui.theme.palette import LIGHT
from xuncha_desktop.kernel import blocks
from xuncha_desktop.kernel.blocks import Block, Heading, Paragraph, RecordRef, Table
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.records.fields import Field

LEVELS = ("正文", "一级标题　一、", "二级标题　（一）", "三级标题　1.", "四级标题　（1）")
_LEVEL = QTextFormat.Property.UserProperty + 1  # of a paragraph: 0 for text, 1–4 for a heading
_SOURCES = QTextFormat.Property.UserProperty + 2  # of a paragraph: the records that support it, as JSON
_PIECE = QTextFormat.Property.UserProperty + 3  # of a picture: the table or reference it stands for, as JSON
_ROOM = 400_000


class BlocksInput(RichInput):
    """The text itself. Level and sources live in the paragraph's format, so undo carries them."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A paste; cells copied out of a spreadsheet become a table."""
        rows = _cells(source.text()[: 4 * self.limit])
        if rows is None:
            super().insertFromMimeData(source)
        else:
            self.insert_piece(Table(rows[0], rows[1:]))

    def show_blocks(self, found: blocks.Blocks) -> None:
        """Start anew with these blocks."""
        self.blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = self.textCursor()
        for number, block in enumerate(found):
            if number:
                cursor.insertBlock()
            self._write(cursor, block)
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.blockSignals(False)

    def blocks(self) -> blocks.Blocks:
        """The text as blocks; empty lines are no paragraphs."""
        found: list[Block] = []
        block = self.document().begin()
        while block.isValid():
            found += _read(block)
            block = block.next()
        return tuple(found)

    def level(self) -> int:
        """The level of the paragraph the cursor is in."""
        return int(self.textCursor().blockFormat().property(_LEVEL) or 0)

    def set_level(self, level: int) -> None:
        """Make the chosen paragraphs headings of a level, or text."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        _dress(cursor, level)
        cursor.endEditBlock()

    def insert_piece(self, piece: Table | RecordRef) -> None:
        """Put a table or a reference on a line of its own."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if cursor.block().length() > 1:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        self._write(cursor, piece)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _write(self, cursor: QTextCursor, block: Block) -> None:
        _dress(cursor, block.level if isinstance(block, Heading) else 0)
        match block:
            case Heading(text=text):
                cursor.insertText(text)
            case Paragraph(text, sources):
                shape = QTextBlockFormat()
                # A Python list of references does not fit into a format; their JSON does.
                shape.setProperty(_SOURCES, json.dumps([blocks.plain(ref) for ref in sources]) if sources else "")
                cursor.mergeBlockFormat(shape)
                cursor.insertText(text.replace("\n", "\u2028"))
            case Table() | RecordRef():
                cursor.insertImage(self._picture(block))

    def _picture(self, piece: Table | RecordRef) -> QTextImageFormat:
        words = (
            f"表格：{len(piece.rows) + 1}行{len(piece.heads)}列" if isinstance(piece, Table) else f"引用：{piece.text}"
        )
        if isinstance(piece, Table):
            words += "（" + "、".join(piece.heads)[:40] + "）"
        name = f"piece:{words}"
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), _drawn(words))
        made = QTextImageFormat()
        made.setName(name)
        made.setProperty(_PIECE, json.dumps(blocks.plain(piece)))
        made.setToolTip(words)
        return made


class BlocksEditor(Editor):
    """Text of headings and paragraphs, with the level of the current paragraph above it."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.text = BlocksInput(_ROOM)
        self.text.setMinimumHeight(200)
        self.level = QComboBox()
        self.level.addItems(LEVELS)
        self.level.setAccessibleName(f"{field.label}：当前段落的级别")
        self.level.activated.connect(self._on_level)
        self.text.cursorPositionChanged.connect(self._on_moved)
        self.text.textChanged.connect(self.changed)
        self.text.told.connect(self.show_notice)
        self.place(self.text, self._framed())
        self.proofing = Proofing(self.text)
        self._column.insertWidget(1, self.proofing)
        self._damaged: str | None = None

    def value(self) -> str | None:
        """Canonical JSON; None for nothing."""
        if self._damaged is not None:
            return self._damaged
        found = self.text.blocks()
        if not found:
            return None if self.field.optional else ""
        return blocks.encode(found).decode()

    def set_value(self, value: Any) -> None:
        """Show a stored text. One that cannot be read is kept as it is and not offered for editing."""
        self._damaged = None
        try:
            self.text.show_blocks(blocks.decode(value.encode()) if value else ())
        except Damaged as reason:
            self._damaged = value
            self.text.show_blocks(())
            self.show_issue(str(reason))
        self.text.setReadOnly(self._damaged is not None)
        self.proofing.forget()
        self._on_moved()

    def _framed(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        row = QHBoxLayout()
        word = QLabel("当前段落")
        word.setProperty("look", "small")
        row.addWidget(word)
        row.addWidget(self.level)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.text)
        return holder

    def _on_level(self, level: int) -> None:
        self.text.set_level(level)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self) -> None:
        self.level.setCurrentIndex(self.text.level())


def _dress(cursor: QTextCursor, level: int) -> None:
    """Give the paragraphs of a cursor the look of a level."""
    shape = QTextBlockFormat()
    shape.setProperty(_LEVEL, level)
    shape.setTextIndent(0 if level else 2 * Size.BODY)
    shape.setTopMargin(10 if level else 0)
    shape.setBottomMargin(4)
    shape.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(shape)
    letters = QTextCharFormat()
    letters.setFont(font(Size.LEAD if level in (1, 2) else Size.BODY, medium=level > 0))
    letters.setFontWeight(MEDIUM if level else font().weight())
    whole = QTextCursor(cursor)
    whole.setPosition(min(cursor.anchor(), cursor.position()))
    whole.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    whole.setPosition(max(cursor.anchor(), cursor.position()), QTextCursor.MoveMode.KeepAnchor)
    whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    whole.mergeCharFormat(letters)
    cursor.setCharFormat(letters) if not cursor.hasSelection() else None


def _read(block: QTextBlock) -> list[Block]:
    """One paragraph of the document as blocks: words, and the pieces that stand in it."""
    found: list[Block] = []
    words = ""
    parts = block.begin()
    while not parts.atEnd():
        part = parts.fragment()
        piece = part.charFormat().property(_PIECE)
        if piece:
            found += [*_words(block, words), *(blocks.from_plain(json.loads(piece)) for _ in part.text())]
            words = ""
        else:
            words += part.text()
        parts += 1
    return [*found, *_words(block, words)]


def _words(block: QTextBlock, words: str) -> list[Block]:
    text = DIRT.sub("", words.replace("\u2028", "\n").replace("\ufffc", "").replace("\xa0", " ")).strip()
    if not text:
        return []
    shape = block.blockFormat()
    if level := int(shape.property(_LEVEL) or 0):
        return [Heading(level, text.replace("\n", " "))]
    kept = shape.property(_SOURCES)
    refs = tuple(RecordRef(ref["type"], ref["record_id"], ref["text"]) for ref in json.loads(kept)) if kept else ()
    return [Paragraph(text, refs)]


def _cells(text: str) -> tuple[tuple[str, ...], ...] | None:
    """Rows of a copied range of at least two rows and columns, all equally wide; None for anything else."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    rows = tuple(tuple(DIRT.sub("", cell).strip() for cell in line.split("\t")) for line in lines)
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows) > 2_000 or any(len(row) != len(rows[0]) for row in rows):
        return None
    return rows


def _drawn(words: str) -> QImage:
    """A quiet chip with words, sharp on a fine screen."""
    face = font(Size.SMALL)
    probe = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(probe)
    painter.setFont(face)
    width = painter.fontMetrics().horizontalAdvance(words) + 24
    painter.end()
    made = QImage(width * 2, 28 * 2, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(face)
    painter.setPen(LIGHT.edge_strong)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(1, 1, width - 2, 26, 6, 6)
    painter.setPen(LIGHT.ink_soft)
    painter.drawText(12, 0, width - 24, 28, int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.end()
    return made

"""A sheet that asks for a few things and does one act with them; what is refused is said in it, and nothing is lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.pages import typing_in
from ui.pages.chips import ChipEditor
from ui.records.edit_base import Editor
from ui.records.editors import editor
from ui.records.names import Names
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.banner import Banner
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import LINE_LIMIT, TEXT_LIMIT, Field, Kind

Run = Callable[[dict[str, Any]], Any]
_ROOM = 80  # pixels of the screen that are left to a sheet's frame and the bar of tasks
_LEAST = 200  # of the fields, where the screen is low
_LIMITS = {Kind.LINE: LINE_LIMIT, Kind.TEXT: TEXT_LIMIT, Kind.DAY: 10}


def ask(name: str, words: str, kind: Kind, *, source: str = "", optional: bool = True, limit: int = 0) -> Field:
    """A thing a sheet asks for that is no field of a record."""
    return Field(name, words, kind, limit or _LIMITS.get(kind), source or None, optional=optional)


class Sheet(QDialog):
    """A titled dialog with a line for refusals and an act that is named on its button. `done` carries its result."""

    done_with = Signal(object)

    def __init__(self, parent: QWidget | None, title: str, sentence: str, action: str, run: Run) -> None:
        super().__init__(parent)
        self._run = run
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.NORMAL)
        self.column.setSpacing(Space.NORMAL)
        self.column.addWidget(label(title, "title"))
        if sentence:
            self.column.addWidget(label(sentence, "soft", wrap=True))
        self.refusal = Banner(Tone.ALERT, "")
        self.refusal.hide()
        self.column.addWidget(self.refusal)
        self.yes = QPushButton(action)
        self.yes.setProperty("look", "primary")
        self.no = QPushButton("取消")
        for button, act in ((self.no, self.reject), (self.yes, self.act)):
            button.setAutoDefault(button is self.yes)
            button.clicked.connect(act)

    def finish(self) -> None:
        """Put the buttons under what a subclass has added."""
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.column.addLayout(row)

    def values(self) -> dict[str, Any]:
        """What was entered. Raises `Invalid`."""
        raise NotImplementedError

    def show_invalid(self, invalid: Invalid) -> None:
        """Say what is wrong where it is wrong."""
        self.say_no(str(invalid))

    def say_no(self, sentence: str) -> None:
        """A refusal, above everything."""
        self.refusal.set_text(sentence)
        self.refusal.setVisible(bool(sentence))
        if sentence:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as what is asked, where the screen has the room."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Grow with what stands in it: what wraps is higher than a window knows, and would lie over the buttons."""
        self.column.activate()
        wanted = self.column.totalHeightForWidth(self.width())
        room = self.screen().availableGeometry().height() - _ROOM
        self.resize(self.width(), max(self.height(), min(wanted, room)))

    def act(self) -> None:
        """Do it; a refusal keeps the sheet open with everything in it."""
        typing_in.commit()
        self.say_no("")
        try:
            result = self._run(self.values())
        except Invalid as invalid:
            self.show_invalid(invalid)
        except Refused as reason:
            self.say_no(str(reason))
        else:
            self.accept()
            self.done_with.emit(result)


class FieldSheet(Sheet):
    """Asks with the editors of a form. `by_hand` are asked only where its box is ticked (代录)."""

    def __init__(
        self,
        parent: QWidget | None,
        names: Names,
        title: str,
        sentence: str,
        action: str,
        fields: Sequence[Field],
        run: Run,
        *,
        given: Mapping[str, Any] | None = None,
        chips: Sequence[str] = (),
        by_hand: tuple[str, Sequence[Field]] | None = None,
        by_hand_on: bool = False,
    ) -> None:
        super().__init__(parent, title, sentence, action, run)
        self.editors: dict[str, Editor] = {}
        self._by_hand: list[str] = []
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, Space.TIGHT, 0)
        self._rows.setSpacing(Space.NEAR)
        for field in fields:
            self._add(field, names, self._rows, chips=field.name in chips)
        self._add_by_hand(by_hand, names, on=by_hand_on)
        self._area = _scrolled(body)
        self.column.addWidget(self._area, 1)
        for name, value in (given or {}).items():
            self.editors[name].set_value(value)
        self.finish()
        if self.editors:
            next(iter(self.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """What was entered; the hand-signed part only where it is ticked."""
        found: dict[str, Any] = {}
        issues: dict[str, str] = {}
        for name, edit in self.editors.items():
            if name in self._by_hand and not self.box.isChecked():
                continue
            try:
                found[name] = edit.value()
            except ValueError as reason:
                issues[name] = str(reason)
        if issues:
            raise Invalid(issues)
        return {name: "" if value is None else value for name, value in found.items()}

    def show_invalid(self, invalid: Invalid) -> None:
        """Each sentence under its field, the rest on top."""
        for name, edit in self.editors.items():
            edit.show_issue(invalid.issues.get(name))
        first = next((edit for name, edit in self.editors.items() if name in invalid.issues), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, first, lambda: self._area.ensureWidgetVisible(first, 0, 0))  # with its sentence
        self.say_no("；".join(text for name, text in invalid.issues.items() if name not in self.editors))
        self._fit()

    def _add(self, field: Field, names: Names, rows: QVBoxLayout, *, chips: bool = False) -> None:
        made = ChipEditor(field, names) if chips else editor(field, names)
        assert made is not None
        self.editors[field.name] = made
        told = label(field.label, "label")
        if not field.optional and field.kind is not Kind.FLAG:
            told.setTextFormat(Qt.TextFormat.RichText)
            told.setText(f'{field.label}<span style="color:{LIGHT.red}"> *</span>')
        told.setBuddy(made)
        rows.addWidget(told)
        rows.addWidget(made)

    def _add_by_hand(self, by_hand: tuple[str, Sequence[Field]] | None, names: Names, *, on: bool) -> None:
        self.box = QCheckBox(by_hand[0] if by_hand else "")
        self._rows.addWidget(self.box)
        if by_hand is None:
            self.box.hide()
        self._hand = QWidget()
        hand = QVBoxLayout(self._hand)
        hand.setContentsMargins(0, 0, 0, 0)
        hand.setSpacing(Space.NEAR)
        for field in by_hand[1] if by_hand else ():
            self._add(field, names, hand)
            self._by_hand.append(field.name)
        self._rows.addWidget(self._hand)
        self._rows.addStretch(1)
        self._hand.setVisible(on)
        self.box.setChecked(on)
        self.box.toggled.connect(self._on_by_hand)

    def _on_by_hand(self, on: bool) -> None:
        self._hand.setVisible(on)
        if on and self._by_hand:
            self.editors[self._by_hand[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()


def _scrolled(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(min(body.sizeHint().height() + 8, _LEAST))
    return area

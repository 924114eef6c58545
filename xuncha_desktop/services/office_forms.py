"""What a regime and its office say of a table or of labelled rows: columns and rows in their order, places to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.register import Register
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services.form_words import FormWords

NONE = "（无）"
R = TypeVar("R", bound=Register)
GROUND = "样式依据"


class TableWords(FormWords):
    """A form that is a table; `own` are the layout's columns by the names of their labels."""

    def __init__(self, profile: Profile, form_id: str, own: Mapping[str, Column]) -> None:
        heads = {name: column.head for name, column in own.items()}
        super().__init__(profile, form_id, FORMS[form_id].label, heads)
        self._columns = own
        self._order = self.rows(tuple(own))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the office's order, with its words and widths. KeyError for one the layout does not know."""
        widths = self.widths(self._order, [self._columns[name].width for name in self._order])
        return tuple(
            replace(self._columns[name], head=self.text(name), width=width)
            for name, width in zip(self._order, widths, strict=True)
        )

    def row(self, values: Mapping[str, str], tone: Tone = Tone.CALM) -> LedgerRow:
        """A record's cells in the same order; what nobody knows yet is left empty."""
        return LedgerRow(tuple(values.get(name, "") for name in self._order), tone)

    def listed(self, rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
        """The rows; where there are none, one that says so, or something could be written in afterwards."""
        widest = max(self._order, key=lambda name: self._columns[name].width)
        return tuple(rows) or (self.row({widest: NONE}),)

    def register(
        self,
        kind: type[R],
        level: Level,
        scope: str,
        rows: Sequence[LedgerRow] = (),
        *,
        across: int,
        signers: Sequence[str] = (),
    ) -> R:
        """The signed ledger `across` millimetres wide; without rows there are empty ones to write in.

        `signers` are those the layout has where the regime names none.
        """
        notes = self.basis(GROUND) + self.copies_note
        places = self.abreast(across, signers)
        return kind(Marks(level), self.title, scope, self.columns, tuple(rows), notes=notes, places=places)

    def abreast(self, width: int, own: Sequence[str] = ()) -> tuple[SignBox, ...]:
        """Empty places for the signers beside each other, together as wide as the table."""
        labels = [one.label for one in self.signers] or list(own)
        share = width // max(1, len(labels))
        widths = [share] * len(labels)
        if labels:
            widths[-1] = width - share * (len(labels) - 1)
        return tuple(SignBox(label, wide) for label, wide in zip(labels, widths, strict=True))


class RowWords(FormWords):
    """A form of labelled rows; `own` has each one's word and the millimetres of room to write in where it is empty."""

    def __init__(self, profile: Profile, form_id: str, own: Mapping[str, tuple[str, int]]) -> None:
        super().__init__(profile, form_id, FORMS[form_id].label, {name: word for name, (word, _) in own.items()})
        self._room = {name: room for name, (_, room) in own.items()}

    def entries(self, values: Mapping[str, str]) -> tuple[Entry, ...]:
        """The rows in the office's order."""
        return tuple(
            Entry(self.text(name), values.get(name, ""), self._room[name]) for name in self.rows(tuple(self._room))
        )

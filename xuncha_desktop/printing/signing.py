"""Places to sign by hand, signatures already registered, and the issuing body's name and date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.printing.blocks import BODY, CELL, NOTE, Drawn, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.lines import Line, Span
from xuncha_desktop.printing.pen import MM, Pen, Style
from xuncha_desktop.printing.tables import PAD, labelled

BLANK_DATE: Final = "　　　　年　　月　　日"
LEAST_HEIGHT: Final = 32 * MM
MOST_LINES: Final = 6  # of an opinion inside its box; a longer one becomes a form row above
_NAME: Final = Style(Role.HEITI, 12, 18)
_HAND: Final = Style(Role.KAITI, 12, 18)
_RIGHT: Final = Style(Role.FANGSONG, 12, 18, align="right")
_SEE_ABOVE: Final = "（意见见上）"


@dataclass(frozen=True, slots=True)
class SignBox:
    """A place for one signature. Empty fields are left for handwriting and never typed in beforehand.

    `width` in whole millimetres. `note` says how a registered signature came here (代录, where the original lies).
    A body (组务会) has an opinion and a day, and nobody's signature.
    """

    label: str
    width: int
    opinion: str = ""
    signed_by: str = ""
    signed_on: str = ""
    note: str = ""
    body: bool = False


def boxes(setter: Setter, places: Sequence[SignBox], *, over: tuple[Unit, ...] = ()) -> list[Unit]:
    """All places as one piece that is not parted and takes the last lines before it along.

    An opinion too long for its box is set above as a form row; `over` is repeated on a new page.
    """
    width = round(setter.width / MM)
    long = {place: _opinion(setter, place) for place in places}
    above: list[Unit] = [
        replace(labelled(setter, place.label, place.opinion, (28, width - 28)), heads=over)
        for place, lines in long.items()
        if len(lines) > MOST_LINES
    ]
    rows = [[_Box(setter, place) for place in row] for row in _rows(places, width)]
    heights = [max(box.height for box in row) for row in rows]

    def paint(pen: Pen, left: float, top: float) -> None:
        for row, height in zip(rows, heights, strict=True):
            x = left
            for box in row:
                box.paint(pen, x, top, height)
                x += box.width
            top += height

    return [*above, Drawn(slices=(sum(heights),), paint=paint, with_previous=True, heads=over)]


def issued(setter: Setter, office: str, issued_on: str, *, sealed: bool = True, slip: bool = False) -> list[Unit]:
    """署名 and 成文日期, kept with the text before (GB/T 9704-2012, 7.3.5); no room is typed over the seal.

    Sealed: the date four characters from the right edge, the office centred over it, room for a seal of 42 mm whose
    upper edge is within a line of the text. Unsealed: office two characters from the edge, the date's first character
    two to the right of the office's.
    """
    style = setter.set(replace(BODY, indent=0, align="center"))
    wide = style.size + style.tracking
    names = style.lines(setter.faces, office, setter.width - 4 * wide)  # a long name goes on in a second line
    day = style.lines(setter.faces, issued_on or BLANK_DATE, setter.width)[0]
    broad = max(name.full_width for name in names)
    if sealed:
        middle = min(setter.width - 4 * wide - day.full_width / 2, setter.width - broad / 2)
        name_left, day_left = middle - broad / 2, middle - day.full_width / 2
    else:
        day_left = setter.width - 2 * wide - day.full_width
        name_left = min(setter.width - 2 * wide - broad, day_left - 2 * wide)
        day_left = name_left + 2 * wide

    def paint(pen: Pen, left: float, top: float) -> None:
        for name in names:
            pen.line(left + name_left, top, broad, name, style)
            top += style.leading
        pen.line(left, top, 0, day, replace(style, align="left"), indent=day_left)

    below = style.leading if sealed and not slip else 0.0  # the seal reaches as far below the date
    before = (2 if sealed and not slip else 1) * style.leading
    hung = 0.0 if sealed else style.tail
    height = (len(names) + 1) * style.leading - style.tail + below + hung
    return [Drawn(slices=(height,), before=before, paint=paint, with_previous=True, signature=True, hung=hung)]


class _Box:
    def __init__(self, setter: Setter, place: SignBox) -> None:
        opinion = _opinion(setter, place)
        self.width = place.width * MM
        self._inner = self.width - 2 * PAD
        self._label = _NAME.lines(setter.faces, place.label, self._inner)
        self._opinion = opinion if len(opinion) <= MOST_LINES else _HAND.lines(setter.faces, _SEE_ABOVE, self._inner)
        signed = ("签名：", Span(place.signed_by, name=True, role=Role.KAITI))
        self._signed = () if place.body else CELL.lines(setter.faces, signed, self._inner / 2)
        self._date = _RIGHT.lines(setter.faces, place.signed_on or BLANK_DATE, self._inner)
        self._note = NOTE.lines(setter.faces, place.note, self._inner) if place.note else ()
        self._foot = (len(self._signed) + len(self._date)) * CELL.leading + len(self._note) * NOTE.leading
        used = len(self._label) * _NAME.leading + len(self._opinion) * _HAND.leading + self._foot
        self.height = max(LEAST_HEIGHT, used + 2 * PAD)

    def paint(self, pen: Pen, left: float, top: float, height: float) -> None:
        pen.box(left, top, self.width, height)
        x, y = left + PAD, top + PAD
        pen.lines(x, y, self._inner, self._label, _NAME)
        pen.lines(x, y + len(self._label) * _NAME.leading, self._inner, self._opinion, _HAND)
        y = top + height - PAD - self._foot
        pen.lines(x + self._inner / 2, y, self._inner / 2, self._signed, CELL)
        y += len(self._signed) * CELL.leading
        pen.lines(x, y, self._inner, self._date, _RIGHT)
        pen.lines(x, y + len(self._date) * CELL.leading, self._inner, self._note, NOTE)


def _opinion(setter: Setter, place: SignBox) -> tuple[Line, ...]:
    return _HAND.lines(setter.faces, place.opinion, place.width * MM - 2 * PAD) if place.opinion else ()


def _rows(places: Sequence[SignBox], width: int) -> list[list[SignBox]]:
    rows: list[list[SignBox]] = []
    used = 0
    for place in places:
        if not rows or used + place.width > width:
            rows.append([])
            used = 0
        rows[-1].append(place)
        used += place.width
    return rows

"""Room to write by hand: what a paper prints where its view says nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.lines import Text
from xuncha_desktop.printing.official import blank
from xuncha_desktop.printing.tables import Column, ledger
from xuncha_desktop.printing.text import Part, body

ROW: Final = 9  # millimetres of a line of a table written by hand
BLANK_MOMENT: Final = "　　　　年　　月　　日　　时　　分"


def listed(
    setter: Setter,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Text]],
    *,
    blanks: int,
    over: tuple[Unit, ...] = (),
) -> Iterator[Unit]:
    """The table; without a row `blanks` empty ones to write in, numbered in a first column of order numbers."""
    if rows:
        return ledger(setter, columns, rows, over=over)
    empty = [("",) * len(columns)] * blanks
    return ledger(setter, columns, empty, over=over, at_least=ROW)


def columns_of(
    heads: Sequence[str], widths: Sequence[int], aligns: Sequence[str], *, names: Sequence[int] = ()
) -> list[Column]:
    """Columns from the profile's heads and widths; `names` are the places of those that hold names of persons."""
    return [
        Column(head, width, align, name=place in names)
        for place, (head, width, align) in enumerate(zip(heads, widths, aligns, strict=True))
    ]


def text_or_room(setter: Setter, parts: Sequence[Part], *, lines: int, sources: bool = False) -> list[Unit]:
    """The text; where there is none, `lines` empty lines of the body."""
    if parts:
        return body(setter, parts, sources=sources)
    return [blank(setter) for _ in range(lines)]

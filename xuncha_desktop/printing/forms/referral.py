"""移交材料交接单: leads and materials handed to those who deal with them; approval above, signatures below."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import columns_of, listed
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import fitting
from xuncha_desktop.printing.views import beside

WIDTHS = (10, 52, 34, 14, 14, 32)
_ALIGNS = ("center", "left", "center", "center", "center", "center")
_ACCUSED = 2  # the column of names
_ROWS = 6  # empty ones to write in


@dataclass(frozen=True, slots=True)
class Transferred:
    """One piece handed over."""

    material: str
    accused: str
    pages: str
    level: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Referral:
    """What the sheet shows. `approval` stands above the list, `places` below it, as the profile names the signers."""

    marks: Marks
    title: str
    scope: str
    heads: tuple[str, ...]
    pieces: tuple[Transferred, ...]
    basis: str
    copies_note: str
    approval: tuple[SignBox, ...] = beside(default=())
    places: tuple[SignBox, ...] = beside(default=())
    widths: tuple[int, ...] = WIDTHS


@form("referral", "移交材料交接单")
def referral(setter: Setter, sheet: Referral) -> list[Unit]:
    """Title, approval, list, signatures, ground and copies."""
    columns = columns_of(sheet.heads, fitting(sheet.widths, sum(WIDTHS)), _ALIGNS, names=(_ACCUSED,))
    on = setter.text(f"{sheet.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    rows = [
        (str(n), one.material, one.accused, one.pages, one.level, one.receiver) for n, one in enumerate(sheet.pieces, 1)
    ]
    return [
        *setter.title(sheet.title, after=2),
        setter.text(sheet.scope, replace(SMALL, align="center"), with_next=True),
        setter.gap(2, with_next=True),
        *(replace(box, with_previous=False) for box in boxes(setter, sheet.approval) if sheet.approval),
        *listed(setter, columns, rows, blanks=_ROWS, over=over),
        *boxes(setter, sheet.places, over=over),
        setter.text(f"{sheet.basis}{sheet.copies_note}", NOTE, before=1.5),
    ]

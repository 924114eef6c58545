"""数据包交接单: one medium with one package handed over, checked for viruses, signed by both."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.row_form import RowForm, row_form


@dataclass(frozen=True, slots=True)
class PackageSlip(RowForm):
    """What is handed over. What is inside the package is not said: the slip travels open beside it."""


@form("package_slip", "数据包交接单")
def package_slip(setter: Setter, view: PackageSlip) -> list[Unit]:
    """Package, medium, size and digest; virus check by hand; both sign."""
    return row_form(setter, view)

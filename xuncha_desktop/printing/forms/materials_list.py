"""资料清单: what a unit handed to the group, checked on taking over and on giving back, with three signatures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.tables import Column

COLUMNS: Final = {
    "order": Column("序", 10, "center"),
    "number": Column("编号", 22, "center"),
    "name": Column("资料名称", 60),
    "pages": Column("件（页）", 18, "center"),
    "form": Column("原/复", 16, "center"),
    "provider": Column("提供人", 20, "center", name=True),
    "returned": Column("归还", 10),
}


@dataclass(frozen=True, slots=True)
class MaterialsList(Register):
    """资料清单 as printed; what came back is ticked by hand."""


@form("materials_list", "资料清单")
def materials_list(setter: Setter, view: MaterialsList) -> Iterator[Unit]:
    """The materials below each other and three places to sign."""
    return register(setter, view)

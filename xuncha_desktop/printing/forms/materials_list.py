"""资料清单: what a unit handed to the group, checked on taking over and on giving back, with three signatures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox
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


def _sample() -> MaterialsList:
    return MaterialsList(
        marks=Marks(Level.INTERNAL, "临巡二〔2019〕资1号"),
        title="调阅资料清单",
        scope="县委第二巡察组　县人防领导小组办公室　共3件",
        columns=tuple(COLUMNS.values()),
        rows=(
            LedgerRow(("1", "资001", "主任办公会议记录本（2017年1月至2018年12月）", "86", "原件", "周敏", "")),
            LedgerRow(("2", "资002", "2017年5月第18号记账凭证及所附发票、合同", "12", "复印件", "周敏", "")),
            LedgerRow(("3", "资003", "地下商场摊位租赁合同（52份）", "208", "复印件", "郑𬭎", "")),
        ),
        notes="样式依据：惯例。交接当面清点；归还一栏由接收人在归还时手写。",
        places=(SignBox("提供单位经办人", 52), SignBox("巡察组接收人", 52), SignBox("组长", 52)),
    )


@form("materials_list", "资料清单", sample=_sample)
def materials_list(setter: Setter, view: MaterialsList) -> Iterator[Unit]:
    """The materials below each other and three places to sign."""
    return register(setter, view)

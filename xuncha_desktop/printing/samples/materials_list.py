"""A filled-in sample: 资料清单."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.materials_list import COLUMNS, MaterialsList
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("materials_list")
def materials_list() -> MaterialsList:
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

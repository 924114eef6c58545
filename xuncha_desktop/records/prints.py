"""The stamp of every print: which view, which copy, first print or reprint (foundation 21)."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.records.fields import count, flag, inner, line, moment
from xuncha_desktop.records.registry import Born, Record, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Print(Record):
    """One print or saved PDF. The stamp is a record, so a paper can be made again to the byte."""

    form: str = inner("表单")
    label: str = line("名称", typed=False, listed=True)
    subject_type: str = inner("所依据的记录类型")
    subject_id: str = inner("所依据的记录", limit=36)
    view_digest: str = line("内容摘要", typed=False, limit=64)
    copies: int = count("份数", typed=False, listed=True)
    reprint: int = count("补打次序", typed=False, listed=True)
    draft: bool = flag("文稿", typed=False)
    checkpoint: str | None = line("审计核对点", default=None, typed=False, limit=64)
    purpose: str | None = line("用途", default=None)
    target: str | None = line("打印机或文件", default=None, typed=False, listed=True)
    pages: str | None = line("页码范围", default=None, typed=False, limit=60)
    failed: str | None = line("未印成的原因", default=None, typed=False, listed=True)
    printed_by: str = line("打印人", typed=False, limit=50, listed=True)
    at: int = moment("时间", typed=False, listed=True)


@record("print_stamp", "打印登记", compartment=Compartment.WORK, title="label", born=Born.EITHER)
class PrintStamp(Print):
    """A print of what everybody of the work compartment may know."""


@record(
    "restricted_print",
    "受限打印登记",
    compartment=Compartment.RESTRICTED,
    level=Level.SECRET,
    title="label",
    born=Born.EITHER,
)
class RestrictedPrint(Print):
    """A print of petitions or leads: the open register must not tell that there are any."""

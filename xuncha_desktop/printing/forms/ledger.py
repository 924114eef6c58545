"""台账: any list of records, printed across."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import LANDSCAPE, MM
from xuncha_desktop.printing.tables import Column, ledger


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One record's cells, as printed."""

    cells: tuple[str, ...]
    tone: Tone = Tone.CALM


@dataclass(frozen=True, slots=True)
class Ledger:
    """A list as printed. `scope` says what was listed (round, filter, day), `notes` what was left out and why."""

    marks: Marks
    title: str
    scope: str
    columns: tuple[Column, ...]
    rows: tuple[LedgerRow, ...]
    notes: str = ""


def _sample() -> Ledger:  # long: one sample paper
    return Ledger(
        marks=Marks(Level.INTERNAL, "临巡办台〔2019〕2号"),
        title="巡察整改台账",
        scope="2019年第二轮巡察　县人防领导小组办公室　截至2019年11月20日　共3项",
        columns=(
            Column("序", 12, "center"),
            Column("整改问题", 45),
            Column("整改措施", 55),
            Column("责任人", 20, "center", name=True),
            Column("期限", 20, "center"),
            Column("进展", 50),
            Column("状态", 20, "center", toned=True),
            Column("凭据", 15, "center"),
            Column("备注", 20),
        ),
        rows=(
            LedgerRow(
                (
                    "1",
                    "三笔大额支出未经集体研究",
                    "修订“三重一大”事项议事规则，5万元以上支出一律上会",
                    "赵启明",
                    "2019-10-31",
                    "议事规则已于10月28日印发，三笔支出已逐笔说明",
                    "已销号",
                    "3件",
                    "",
                ),
                Tone.DONE,
            ),
            LedgerRow(
                (
                    "2",
                    "易地建设费应收未收176.25万元",
                    "逐个项目下达催缴通知，限期补收",
                    "孙祎",
                    "2019-11-08",
                    "已补收61.50万元",
                    "逾期12天",
                    "5件",
                    "其中口头减免98.40万元",
                ),
                Tone.ALERT,
            ),
            LedgerRow(
                (
                    "3",
                    "基层人防宣传教育薄弱",
                    "每年在县第二中学开展人防知识进校园活动",
                    "周敏",
                    "长期坚持",
                    "9月27日已开展一次",
                    "长期坚持",
                    "1件",
                    "",
                ),
            ),
        ),
        notes="说明：期限为单位自定时限。",
    )


@form("ledger", "台账", sample=_sample, paper=LANDSCAPE)
def ledger_paper(setter: Setter, view: Ledger) -> Iterator[Unit]:
    """Title, what is listed, the table, notes."""
    if sum(column.width for column in view.columns) * MM > setter.width + 0.01:
        raise ValueError("the columns are wider than the paper")
    cells = [row.cells for row in view.rows]
    yield from setter.title(view.title, after=1)
    yield setter.text(view.scope, replace(SMALL, align="center"), with_next=True)
    yield setter.gap(2, with_next=True)
    yield from ledger(setter, view.columns, cells, [row.tone for row in view.rows])
    if view.notes:
        yield setter.text(view.notes, NOTE, before=1.5)

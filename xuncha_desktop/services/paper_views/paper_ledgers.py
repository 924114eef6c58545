"""问题底稿台账 of a group: its findings with what they concern, the amounts added up page by page."""

from typing import Final

from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.services import profiles, working_papers
from xuncha_desktop.services.days import words
from xuncha_desktop.services.paper_views import paper_of
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

LABEL: Final = "问题底稿台账"
_COLUMNS: Final = (
    Column("编号", 40, "center"),
    Column("问题标题", 75),
    Column("问题分类", 42),
    Column("涉及金额（元）", 36, "right", summed=True),
    Column("责任主体", 40),
    Column("状态", 24, "center"),
)


def _findings(session: Session, group: Group) -> list[Finding]:
    return session.table(Finding).where(Where("group_id = ?", (group.id,)), order="created_at, rowid")


def _has_findings(session: Session, group: Group) -> str | None:
    return None if _findings(session, group) else "没有登记的问题"


@paper_of("ledger", Group, LABEL, ready=_has_findings)
def paper_ledger(session: Session, group: Group) -> Ledger:
    """Every finding of the group; where no amount is known the cell is empty and adds nothing."""
    names = profiles.Names(session, profiles.of_round(session, group.round_id))
    found = _findings(session, group)
    unit = session.table(Unit).get(group.unit_id).name
    return Ledger(
        marks=Marks(Finding.type.level),
        title=LABEL,
        scope=f"{group.name}　{unit}　截至{words(session.today)}　共{len(found)}项",
        columns=_COLUMNS,
        rows=tuple(_row(session, names, one) for one in found),
    )


def _row(session: Session, names: profiles.Names, finding: Finding) -> LedgerRow:
    paper = working_papers.of_finding(session, finding.id)
    amount = "" if finding.amount is None else f"{finding.amount // 100:,}.{finding.amount % 100:02}"
    category = names.code("finding_category", finding.category)
    number = paper.number if paper else ""
    return LedgerRow((number, finding.title, category, amount, finding.subject or "", finding.state.label))

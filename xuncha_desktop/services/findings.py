"""Problems the group found: drafted, corrected, made void. From submission on their paper carries the flow."""

import re
from datetime import date
from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import GROUP
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.calendar import ONE_DAY
from xuncha_desktop.rules.deadlines import add_months
from xuncha_desktop.services import profiles
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

_WRITTEN = re.compile(r"((?:19|20)\d{2})(?:\s*[-./年]\s*(\d{1,2})(?!\d))?")

# What a working paper cannot do without. Saving is always allowed; only submitting asks for these.
WANTED = ("category", "source", "summary", "fact", "basis", "subject", "suggestion")


@use_case("finding.draft", "登记问题", by=GROUP)
def draft(tx: Tx, **values: Any) -> Finding:
    """Write down a new problem; a title is enough to begin with."""
    made = tx.new(Finding, **values)
    refuse_unknown_codes(tx.session, made)
    return made


@use_case("finding.correct", "修改问题", by=GROUP)
def correct(tx: Tx, finding_id: str, version: int, **values: Any) -> Finding:
    """Change a draft. Raises `Refused` once its paper is under way, `Stale` if somebody was faster."""
    finding = tx.table(Finding).get(finding_id)
    refuse_fixed(finding)
    corrected = tx.change(finding, version, **values)
    refuse_unknown_codes(tx.session, corrected)
    return corrected


@use_case("finding.void", "作废问题", by=GROUP)
def void(tx: Tx, finding_id: str, version: int, reason: str) -> Finding:
    """Set a draft aside for good; it stays readable with its reason."""
    finding = tx.table(Finding).get(finding_id)
    refuse_fixed(finding)
    if not reason.strip():
        raise Refused("请写明作废的原因")
    return tx.change(finding, version, reason=reason, state=FindingState.VOID)


@use_case("finding.restore", "恢复问题", by=GROUP)
def restore(tx: Tx, finding_id: str, version: int) -> Finding:
    """Undo a void."""
    finding = tx.table(Finding).get(finding_id)
    if finding.state is not FindingState.VOID:
        raise Refused("只有作废的问题可以恢复")
    return tx.change(finding, version, reason="恢复", state=FindingState.DRAFT)


def older_than_looked_back(session: Session, finding: Finding) -> str:
    """What to tell of a finding whose 发生时间 lies wholly before the regulation's look-back; empty where nothing is.

    A hint, never a bar. Reckoned to the year, or the month where one is written, from the round's first day.
    """
    run = session.table(Round).get(finding.round_id)
    profile = profiles.by_digest(session, run.profile_digest)
    rule, from_on = profile.look_back, exact_day(run.from_on)
    latest = _latest(finding.period or "")
    if rule is None or from_on is None or latest is None or latest >= rule.starts_on(from_on):
        return ""
    begins = rule.starts_on(from_on).isoformat()
    return f"发生时间早于近{rule.years}年（{begins}以后），提示而不禁止：{profile.cite(rule)}"


def _latest(period: str) -> date | None:
    """The last day that can be meant: the end of the last month or year that is written."""
    ends: list[date] = []
    for year, month in _WRITTEN.findall(period):
        first = date(int(year), int(month or 12), 1) if int(month or 12) in range(1, 13) else date(int(year), 12, 1)
        ends.append(add_months(first, 1) - ONE_DAY)
    return max(ends, default=None)


def missing(finding: Finding, handlers: int) -> list[str]:
    """What still has to be written before the paper can be submitted, as the labels of the fields."""
    empty = [finding.type.field(name).label for name in WANTED if not getattr(finding, name)]
    if len(finding.handlers) < handlers:
        empty.append(f"承办人（至少{handlers}名）")
    return empty


def refuse_fixed(finding: Finding) -> None:
    """Raise `Refused` for a finding whose paper is under way or signed, or that was set aside."""
    if finding.state in (FindingState.IN_CHAIN, FindingState.SIGNED):
        raise Refused("底稿已送审，内容不能直接修改；如需修改请先由审签人退回")
    if finding.state is FindingState.VOID:
        raise Refused("这条问题已作废，不能修改；如需使用请先恢复")

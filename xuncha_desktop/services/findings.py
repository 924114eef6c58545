"""Problems the group found: drafted, corrected, made void. From submission on their paper carries the flow."""

from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import GROUP
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Tx
from xuncha_desktop.services.use_case import use_case

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

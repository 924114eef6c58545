"""The acts of a record, by its type and state."""

from ui.pages import finding_acts, inquiry_acts, restricted_acts, urging_acts
from ui.pages.act import Act
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.preparation import InquiryLetter
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.restricted import Lead, Petition
from xuncha_desktop.records.urging import QualityCard, Urging


def acts_of(record: Record) -> tuple[Act, ...]:
    """The next usual one first. None is ever hidden for want of rights."""
    if isinstance(record, Finding):
        return finding_acts.VOID if record.state is FindingState.VOID else finding_acts.FINDING
    if isinstance(record, Petition):
        return restricted_acts.PETITION
    if isinstance(record, InquiryLetter):
        return inquiry_acts.LETTER
    if isinstance(record, QualityCard):
        return urging_acts.CARD
    if isinstance(record, Urging):
        return urging_acts.URGING
    return restricted_acts.LEAD if isinstance(record, Lead) else ()

"""Codes a record holds must be choices of the profile its round is bound to."""

from typing import Any

from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session


def refuse_unknown_codes(session: Session, record: Record) -> None:
    """Raise `Invalid`, keyed by field, for a code the round's profile does not offer; empty fields are no fault."""
    about: Any = record
    held = [(f, getattr(record, f.name)) for f in record.type.fields if f.kind is Kind.CODE and f.source]
    if not any(value for _, value in held):
        return
    profile = profiles.of_round(session, about.round_id)
    issues = {
        f.name: f"{f.label}不是本轮次规则档所列的选项"
        for f, value in held
        if value and value not in profiles.codes(profile, f.source or "")
    }
    if issues:
        raise Invalid(issues)

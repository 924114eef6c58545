"""Codes a record holds must be choices of the profile its round is bound to."""

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.fields import SEVERAL, Field, Kind
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session

_Held = tuple[Field, tuple[str, ...]]


def refuse_unknown_codes(session: Session, record: Record) -> None:
    """Raise `Invalid`, keyed by field, for a code the round's profile does not offer; empty fields are no fault."""
    about: Any = record
    if _held(record):
        refuse_codes_beside(profiles.of_round(session, about.round_id), record)


def refuse_codes_beside(profile: Profile, record: Record) -> None:
    """The same by a profile at hand: for the round itself."""
    held = _held(record)
    issues = {
        f.name: f"{f.label}{'有本轮次规则档没有列出的选项' if f.kind in SEVERAL else '不是本轮次规则档所列的选项'}"
        for f, values in held
        if set(values) - set(profiles.codes(profile, f.source or ""))
    }
    issues = issues or dict(_too_many(profile, held))
    if issues:
        raise Invalid(issues)


def _held(record: Record) -> list[_Held]:
    fields = (f for f in record.type.fields if f.kind in (Kind.CODE, Kind.CODES) and f.source)
    found: list[tuple[Field, Any]] = [(f, getattr(record, f.name)) for f in fields]
    return [(f, value if f.kind in SEVERAL else (value,)) for f, value in found if value]


def _too_many(profile: Profile, held: list[_Held]) -> Iterator[tuple[str, str]]:
    """Sets that allow one choice only and of which several are held, by whichever fields."""
    chosen: dict[str, list[str]] = {}
    last: Mapping[str, Field] = {f.source or "": f for f, _ in held}
    for f, values in held:
        chosen.setdefault(f.source or "", []).extend(values)
    for found in profile.category_sets:
        if not found.several and sum(code.id in chosen.get(found.purpose, ()) for code in found.items) > 1:
            yield last[found.purpose].name, f"“{found.label}”只能选一项"

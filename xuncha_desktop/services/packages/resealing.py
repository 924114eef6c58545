"""Sealed fields on their way: opened with this workspace's key of that field, sealed again to the receiver's."""

from collections.abc import Callable

from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import identity
from xuncha_desktop.services.session import Session


def to(session: Session, public: str) -> Callable[[Record], Record]:
    """A change that seals every sealed field of a record to another workspace's identity key (hex).

    Raises `NotAllowed` where it meets a sealed field and this person cannot open it.
    """

    def change(record: Record) -> Record:
        found: dict[str, str] = {}
        for f in record.type.fields:
            stored = getattr(record, f.name) if f.kind is Kind.SEALED else None
            if stored is not None:
                found[f.name] = identity.sealed_to(session, record.id, stored, public)
        return record.changed(**found)

    return change

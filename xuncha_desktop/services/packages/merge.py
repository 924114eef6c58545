"""Judging one incoming record against what lies here, by id, version and custody. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record, plain


class Fate(StrEnum):
    """What an incoming record is to this workspace."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        """The word in the list of differences."""
        return _LABELS[self]

    @property
    def written(self) -> bool:
        """Whether taking in the package writes it."""
        return self in (Fate.NEW, Fate.NEWER)


_LABELS = {
    Fate.NEW: "新增",
    Fate.NEWER: "更新",
    Fate.SAME: "相同",
    Fate.OLDER: "旧版本，不覆盖",
    Fate.CONFLICT: "冲突",
}


@dataclass(frozen=True, slots=True)
class Ends:
    """Who sent and from which side, who receives, and the types whose custody this kind of package may hand over.

    `restores`: the kind brings back what the receiver's people gave birth to on a computer that is lost.
    """

    sender: str
    side: str
    here: str
    moving: frozenset[str]
    restores: bool = False


def judge(incoming: Record, local: Record | None, ends: Ends) -> Fate:
    """What to do with a record. Only its custodian may have changed it (foundation 7); what breaks that is a conflict.

    Taking the same record twice changes nothing, and records of one custodian may come in any order.
    """
    if local is None:
        return Fate.NEW if _custody_holds(incoming, ends) else Fate.CONFLICT
    if incoming.version == local.version:
        return Fate.SAME if same(incoming, local) else Fate.CONFLICT
    if incoming.version < local.version:
        return Fate.OLDER
    if local.custodian != ends.sender or not _custody_holds(incoming, ends):
        return Fate.CONFLICT
    return Fate.NEWER


def may_bring(incoming: Record, ends: Ends) -> bool:
    """Whether that side may write such a record here: one its people give birth to, or one it hands over to us."""
    type_ = incoming.type
    if ends.restores and incoming.origin != ends.sender:
        return True
    return type_.born.at(ends.side) or (incoming.custodian == ends.here and type_.name in ends.moving)


def same(one: Record, other: Record) -> bool:
    """Whether two forms say the same. Sealed fields are sealed anew for each reader, so they never compare."""
    type_ = one.type
    sealed = {f.name for f in type_.fields if f.kind is Kind.SEALED}
    return one.type is other.type and all(
        plain(getattr(one, name)) == plain(getattr(other, name)) for name in type_.columns if name not in sealed
    )


def _custody_holds(incoming: Record, ends: Ends) -> bool:
    """A sender says it keeps the record itself, or hands it to us where the kind provides for that."""
    return incoming.custodian == ends.sender or (incoming.custodian == ends.here and incoming.type.name in ends.moving)

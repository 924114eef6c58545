"""密级 and the meaning of a mark; how they look is the window's and the paper's business."""

from enum import StrEnum


class Level(StrEnum):
    """Classification, lowest first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"
    TOP_SECRET = "top_secret"

    @property
    def label(self) -> str:
        """The word as it is printed."""
        return _LEVEL_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return list(Level).index(self)


_LEVEL_LABELS = {
    Level.PUBLIC: "公开",
    Level.INTERNAL: "内部",
    Level.CONFIDENTIAL: "秘密",
    Level.SECRET: "机密",
    Level.TOP_SECRET: "绝密",
}


class Tone(StrEnum):
    """What a mark means. Screen colour, shape and printed word are chosen from it, never stored."""

    CALM = "calm"
    DONE = "done"
    NOTICE = "notice"
    ALERT = "alert"
    MUTED = "muted"


class Compartment(StrEnum):
    """The five encrypted files of a workspace, by subject and not by group."""

    CORE = "core"
    WORK = "work"
    RESTRICTED = "restricted"
    CONDUCT = "conduct"
    AUDIT = "audit"

    @property
    def label(self) -> str:
        """What the user calls it."""
        return _COMPARTMENT_LABELS[self]


_COMPARTMENT_LABELS = {
    Compartment.CORE: "基础区",
    Compartment.WORK: "工作区",
    Compartment.RESTRICTED: "受限区",
    Compartment.CONDUCT: "纪律区",
    Compartment.AUDIT: "审计区",
}

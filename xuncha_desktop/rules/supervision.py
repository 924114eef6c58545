"""Daily supervision: the cooperation areas, and the fields each of the methods records."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from xuncha_desktop.rules.basis import Between, BodyRef, Id, Point, Rule


class FieldKind(StrEnum):
    """What a method's own field takes."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    YES_NO = "yes_no"
    CHOICE = "choice"

    @property
    def label(self) -> str:
        """In words."""
        return _FIELD_LABELS[self]


_FIELD_LABELS = {
    FieldKind.LINE: "一行文字",
    FieldKind.TEXT: "文字",
    FieldKind.DAY: "日期",
    FieldKind.COUNT: "数量",
    FieldKind.YES_NO: "是否",
    FieldKind.CHOICE: "选项",
}


@dataclass(frozen=True, kw_only=True)
class Area(Rule):
    """A cooperation area (协作区): the office in charge of it and, by name, the streets and units that belong to it."""

    id: Id
    label: str
    office: BodyRef
    units: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MethodField:
    """A field of its own that a method records; `choices` belong to the kind choice."""

    id: Id
    label: str
    kind: FieldKind
    choices: tuple[Point, ...] = ()
    needed: bool = False
    at_most: Annotated[int, Between(1, 2000)] | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage a method's activity passes, in order; `needed` must not be skipped."""

    id: Id
    label: str
    needed: bool = True


@dataclass(frozen=True, kw_only=True)
class SupervisionMethod(Rule):
    """How one method of the list with purpose supervision_method is recorded; `id` is the choice's id."""

    id: Id
    bodies: tuple[BodyRef, ...] = ()
    stages: tuple[Stage, ...] = ()
    fields: tuple[MethodField, ...] = ()

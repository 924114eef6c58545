"""Several clocks on one matter, side by side: the unit's own date, the round's regulation, another regime's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from xuncha_desktop.rules.lights import Governs, LightPolicy, TimeLight


class Origin(StrEnum):
    """Where a clock comes from."""

    REGULATION = "regulation"
    OWN = "own"
    REFERENCE = "reference"

    @property
    def label(self) -> str:
        """规定时限, 自定时限 or 参照时限."""
        return _ORIGIN_LABELS[self]


_ORIGIN_LABELS = {Origin.REGULATION: "规定时限", Origin.OWN: "自定时限", Origin.REFERENCE: "参照时限"}


@dataclass(frozen=True)
class Bearing:
    """One clock that bears on a matter. `light` is its own light, with the ground it rests on."""

    origin: Origin
    label: str
    due_on: date | None
    light: TimeLight

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "origin": self.origin.value,
            "origin_label": self.origin.label,
            "label": self.label,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "ground": self.light.ground,
            "tone": self.light.tone.value,
            "words": self.light.words,
        }


@dataclass(frozen=True)
class SideBySide:
    """All clocks of a matter in the order given, and which one the matter's light follows."""

    bearings: tuple[Bearing, ...]
    governing: int

    @property
    def light(self) -> TimeLight:
        """The light of the matter."""
        return self.bearings[self.governing].light

    @property
    def words(self) -> str:
        """规定时限 2019-11-20（条文·…），剩5天；自定时限 2019-12-31，剩46天: the governing one first."""
        rest = (item for index, item in enumerate(self.bearings) if index != self.governing)
        return "；".join(_words(item) for item in (self.bearings[self.governing], *rest))

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {"governing": self.governing, "clocks": [item.plain() for item in self.bearings]}


def side_by_side(bearings: Sequence[Bearing], policy: LightPolicy) -> SideBySide:
    """Set clocks beside each other. Raises ValueError for none.

    The round's regulation governs; a unit's own date only where the regulation sets none, because nobody can lengthen
    a regulation's time by setting a later date. `governs = "earliest"` lets the earlier of the two govern. Another
    regime's date is shown for comparison and governs only when nothing else has a date.
    """
    if not bearings:
        raise ValueError("no clock")
    indexes = range(len(bearings))
    return SideBySide(tuple(bearings), min(indexes, key=lambda index: (*_rank(bearings[index], policy), index)))


def _rank(bearing: Bearing, policy: LightPolicy) -> tuple[bool, int, date]:
    """Lowest governs: one with a date before one without, then by origin, then the earlier."""
    order = {Origin.REGULATION: 0, Origin.OWN: 1, Origin.REFERENCE: 2}
    if policy.governs is Governs.EARLIEST:
        order[Origin.OWN] = 0
    return bearing.due_on is None, order[bearing.origin], bearing.due_on or date.max


def _words(bearing: Bearing) -> str:
    head = f"{bearing.origin.label} {bearing.due_on.isoformat()}" if bearing.due_on else bearing.origin.label
    ground = "" if bearing.origin is Origin.OWN else f"（{bearing.light.ground}）"
    return f"{head}{ground}，{bearing.light.words.removeprefix(bearing.origin.label)}"

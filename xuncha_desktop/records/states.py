"""States that know their own word and what a mark for them means."""

from enum import StrEnum
from typing import Self

from xuncha_desktop.kernel.levels import Tone


class State(StrEnum):
    """A state: its stored value, the word people read, and the tone of its badge."""

    label: str
    tone: Tone

    def __new__(cls, value: str, label: str, tone: Tone = Tone.CALM) -> Self:
        """Declared as `DRAFT = "draft", "起草", Tone.MUTED`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        return member

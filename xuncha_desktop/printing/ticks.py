"""Answers to tick by hand: a box before each, in columns, none torn by the end of a line."""

from collections.abc import Sequence
from typing import Final

BOX: Final = "□"
_BETWEEN: Final = 2  # full-width spaces between two answers


def ticks(answers: Sequence[str], characters: int) -> str:
    """The answers in lines of at most so many full-width characters, below each other like columns."""
    longest = max((len(answer) for answer in answers), default=0) + len(BOX) + _BETWEEN
    a_line = max(1, (characters + _BETWEEN) // longest)
    shown = [f"{BOX}{answer}".ljust(longest, "\u3000") for answer in answers]
    lines = ["".join(shown[start : start + a_line]) for start in range(0, len(shown), a_line)]
    return "\n".join(line.rstrip("\u3000") for line in lines)

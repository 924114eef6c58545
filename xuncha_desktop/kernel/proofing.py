"""Everything there is to say about how a text is written: punctuation, widths, and characters that must not stay."""

from typing import Final

from xuncha_desktop.kernel import hidden, punctuation
from xuncha_desktop.kernel.hints import Hint, applied

MOST: Final = 100_000  # characters looked at; nobody reads hints about more
ROUNDS: Final = 50  # a mark put right can show that its neighbour is wrong; in earnest two or three times


def hints(text: str) -> list[Hint]:
    """Every hint in order, none over another."""
    text = text[:MOST]
    return sorted([*hidden.hints(text), *punctuation.hints(text)], key=lambda hint: hint.start)


def to_follow(text: str) -> list[Hint]:
    """The hints that say what to put."""
    return [hint for hint in hints(text) if hint.put is not None]


def corrected(text: str) -> str:
    """The text with every hint followed that says what to put, and those that show then. Without such, the same."""
    for _ in range(ROUNDS):
        found = to_follow(text)
        if not found:
            break
        text = applied(text, found)
    return text

"""What could be wrong at a place of a text, said in words, with what would stand there instead. Nothing is changed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """Characters `start` to `end` of a text. `put`: what stands there instead; None where only a person can know."""

    start: int
    end: int
    words: str
    put: str | None = None


def applied(text: str, hints: Iterable[Hint]) -> str:
    """The text with everything put that is known. The hints lie in order and do not overlap."""
    parts: list[str] = []
    done = 0
    for hint in hints:
        if hint.put is not None:
            parts += (text[done : hint.start], hint.put)
            done = hint.end
    return "".join((*parts, text[done:]))

"""Draws that repeat: the same seed always gives the same row of numbers, on every machine and version of Python."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_64 = (1 << 64) - 1


class Draws:
    """Knuth's linear congruence (MMIX), its upper bits. Even enough for made-up texts, never for keys."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _64

    def next(self) -> int:
        """A number of 31 bits."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _64
        return self._state >> 33

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""
        return self.next() % bound

    def one(self, things: Sequence[T]) -> T:
        """One of some things."""
        return things[self.next() % len(things)]

    def share(self, percent: int) -> bool:
        """True in so many of a hundred draws."""
        return self.next() % 100 < percent

    def bytes(self, count: int) -> bytes:
        """Some bytes, as an id wants them."""
        return b"".join((self.next() & 0xFFFFFF).to_bytes(3, "big") for _ in range(-(-count // 3)))[:count]

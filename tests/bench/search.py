"""B4: full-text search of one to seven characters, the first fifty hits, newest first, against plain FTS5."""

import statistics
from collections.abc import Callable
from typing import Any

from tests.bench.measure import Line, in_turn, replay, statements_of
from tests.bench.world import LEADER, World
from xuncha_desktop.demonstration.draws import Draws
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import reading
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.search import find
from xuncha_desktop.storage.table import Where

QUERIES = 12
REPEATS = 7
GOAL = "<= 1.25x, <= 20 ms"


def run(world: World) -> list[Line]:
    """The hits of one file by length of the words; then the whole act, over every file and with its records."""
    session = world.enter(LEADER)
    plain = {one: world.plain(one) for one in Compartment}
    lines: list[Line] = []
    every: list[tuple[float, float]] = []
    try:
        for length in range(1, 8):
            found: list[tuple[float, float]] = []
            for words in queries(session, length):
                found.append(_both(session, plain, lambda words=words: find(session.db(Compartment.WORK), words)))
                every.append(_both(session, plain, lambda words=words: list(reading.search_all(session, words))))
            lines.append(_line(world, f"first 50 hits of {length} characters", found))
        lines.append(_line(world, "hits of every file with their records", every))
    finally:
        session.close()
        for db in plain.values():
            db.close()
    return lines


def _both(session: Session, plain: dict[Compartment, Any], act: Callable[[], Any]) -> tuple[float, float]:
    asked = statements_of(session, act)
    ours, theirs = in_turn(REPEATS, act, lambda: replay(asked, plain))
    return ours, theirs


def _line(world: World, what: str, found: list[tuple[float, float]]) -> Line:
    ours, theirs = (statistics.median(each) for each in zip(*found, strict=True))
    slowest = max(found)
    note = f"slowest query {slowest[0]:.1f} ms (yardstick {slowest[1]:.1f})"
    return Line("B4", world.name, what, ours, theirs, GOAL, note=note)


def queries(session: Session, length: int) -> list[str]:
    """Pieces of the texts themselves, drawn the same way in every run: frequent words and rare ones as they come."""
    draws, table = Draws(length), session.table(Finding)
    highest = table.count()
    found: list[str] = []
    while len(found) < QUERIES:
        rows = table.where(Where("rowid >= ?", (1 + draws.below(highest),)), limit=1)
        text = rows[0].fact or ""
        start = draws.below(max(len(text) - length, 1))
        piece = text[start : start + length]
        if len(piece) == length and all("\u4e00" <= char <= "\u9fff" for char in piece):
            found.append(piece)
    return found

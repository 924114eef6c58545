"""Lists of due dates something would move: under round and unit, so that nobody asks whose date it is."""

from collections.abc import Iterable

from xuncha_desktop.records.organisation import Round, Unit
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.session import Session

_UNDER = "　　"


def grouped(session: Session, changes: Iterable[tuple[Deadline, str]]) -> tuple[str, ...]:
    """A line for each unit of a round, and under it what is said of its deadlines, in the order given."""
    found: dict[tuple[str, str], list[str]] = {}
    for deadline, words in changes:
        found.setdefault((deadline.round_id, deadline.unit_id), []).append(words)
    names = Names(session)
    lines: list[str] = []
    for (round_id, unit_id), said in found.items():
        lines.append(f"{names.title(Round.type.name, round_id)}　{names.title(Unit.type.name, unit_id)}")
        lines += [_UNDER + words for words in said]
    return tuple(lines)

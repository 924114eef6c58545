"""Two profiles side by side, rule by rule in words: two regimes, or two editions of one."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.wording import Line, lines_of


class Difference(StrEnum):
    """How two profiles stand to each other in one rule."""

    SAME = "same"
    WORDS = "words"
    GROUND = "ground"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"

    @property
    def label(self) -> str:
        """In words, for a table."""
        return _LABELS[self]


_LABELS = {
    Difference.SAME: "相同",
    Difference.WORDS: "规定不同",
    Difference.GROUND: "依据不同",
    Difference.ONLY_LEFT: "仅前者有",
    Difference.ONLY_RIGHT: "仅后者有",
}


@dataclass(frozen=True)
class Row:
    """One line of the table. Words and ground are empty on the side that has no such rule."""

    section: str
    label: str
    left: str
    right: str
    left_ground: str
    right_ground: str
    difference: Difference


def compare(left: Profile, right: Profile) -> tuple[Row, ...]:
    """Every rule of either profile, in the left one's order, what only the right one has after its section's end.

    A rule answers to the one of the same id in the same section; what is left over, to one of the same sort.
    """
    ours, theirs = lines_of(left), lines_of(right)
    sections = list(dict.fromkeys(line.section for line in (*ours, *theirs)))
    return tuple(
        row
        for section in sections
        for row in _section(
            [line for line in ours if line.section == section], [line for line in theirs if line.section == section]
        )
    )


def _section(ours: list[Line], theirs: list[Line]) -> list[Row]:
    answers: dict[str, Line] = {}
    free = {line.entry: line for line in theirs}
    for line in ours:
        if line.entry in free:
            answers[line.entry] = free.pop(line.entry)
    for line in ours:
        same_sort = next((one for one in free.values() if one.sort == line.sort), None)
        if line.entry not in answers and same_sort is not None:
            answers[line.entry] = free.pop(same_sort.entry)
    rows = [_row(line, answers.get(line.entry)) for line in ours]
    return [*rows, *(_row(None, line) for line in free.values())]


def _row(left: Line | None, right: Line | None) -> Row:
    one = left or right
    assert one is not None
    return Row(
        section=one.section,
        label=_label(left, right),
        left=left.words if left else "",
        right=right.words if right else "",
        left_ground=left.ground if left else "",
        right_ground=right.ground if right else "",
        difference=_difference(left, right),
    )


def _label(left: Line | None, right: Line | None) -> str:
    labels = dict.fromkeys(line.label for line in (left, right) if line)
    return "／".join(labels)


def _difference(left: Line | None, right: Line | None) -> Difference:
    if right is None:
        return Difference.ONLY_LEFT
    if left is None:
        return Difference.ONLY_RIGHT
    if left.words != right.words:
        return Difference.WORDS
    return Difference.SAME if left.ground == right.ground else Difference.GROUND

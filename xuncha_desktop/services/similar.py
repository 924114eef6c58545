"""疑似重复: records of one unit that may tell of the same thing, with the reasons in words; never merged.

Compared are names and the words people wrote. A reporter's identity is sealed with fresh randomness each time: two
letters of one sender cannot be told from two of different senders, and the window says so.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.text import split_characters
from xuncha_desktop.records.onsite import FindingState
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Table, Where

COMPARED = 200  # the unit's newest records; older ones are found by searching
SHOWN = 5
_READ = 4_000  # characters of a text that are compared
_ALIKE = 50  # percent of the shorter text's pairs that also stand in the other
_FEW = 8  # shared pairs of characters below which two texts are not called alike


@dataclass(frozen=True, slots=True)
class Similar:
    """A record that may be the same, and why, each reason a sentence."""

    record: Record
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """What of a type is compared: the texts people wrote, the person named, the sum."""

    texts: tuple[str, ...]
    name: str = ""
    amount: str = ""
    live: Callable[[Any], bool] = lambda _: True


_TYPES: Mapping[str, _Compared] = {
    "petition": _Compared(("content",), name="accused"),
    "lead": _Compared(("content",), name="accused"),
    "finding": _Compared(
        ("title", "summary", "fact"), amount="amount", live=lambda finding: finding.state is not FindingState.VOID
    ),
}


def compares(type_name: str) -> bool:
    """Whether records of a type are compared with one another."""
    return type_name in _TYPES


def like(session: Session, type_name: str, values: Mapping[str, Any], but: str = "") -> list[Similar]:
    """Records of the same unit that look like what `values` says (by field name), the likest first, at most five.

    `but` is the record's own id. Nothing at all for somebody without the compartment's key, not even a count.
    """
    type_, rule = record_type(type_name), _TYPES.get(type_name)
    if rule is None or not session.holds(type_.compartment) or not values.get("unit_id"):
        return []
    where = Where("unit_id = ? AND id <> ?", (values["unit_id"], but))
    rows: list[Record] = Table[Any](session.db(type_.compartment), type_).where(
        where, order="rowid DESC", limit=COMPARED
    )
    mine = _text(rule, values)
    found: list[tuple[int, Similar]] = []
    for record in rows:
        said = {name: getattr(record, name) for name in (*rule.texts, rule.name, rule.amount) if name}
        weight, reasons = _compared(rule, values, said, mine) if rule.live(record) else (0, ())
        if reasons:
            found.append((weight, Similar(record, reasons)))
    found.sort(key=lambda one: -one[0])  # stable: the newest first among equals
    return [similar for _, similar in found[:SHOWN]]


def _compared(
    rule: _Compared, mine: Mapping[str, Any], other: Mapping[str, Any], my_text: str
) -> tuple[int, tuple[str, ...]]:
    """How much two records are alike (for the order only), and the reasons a person can check."""
    text = _text(rule, other)
    reasons: list[str] = []
    if rule.name and (said := _same_person(mine.get(rule.name), other[rule.name], my_text, text)):
        reasons.append(said)
    if rule.amount and mine.get(rule.amount) and mine[rule.amount] == other[rule.amount]:
        reasons.append("涉及金额相同")
    percent = _overlap(my_text, text)
    if percent >= _ALIKE:
        reasons.append(f"文字有{percent}%相同")
    return percent + 100 * len(reasons), tuple(reasons)


def _same_person(mine: Any, other: Any, my_text: str, text: str) -> str:
    mine, other = _bare(mine), _bare(other)
    if mine and mine == other:
        return f"被反映人同为“{mine}”"
    if len(mine) > 1 and mine in text:
        return f"那一件的内容中也提到“{mine}”"
    if len(other) > 1 and other in my_text:
        return f"这一件的内容中也提到“{other}”"
    return ""


def _bare(name: Any) -> str:
    return "".join(str(name or "").split())


def _text(rule: _Compared, values: Mapping[str, Any]) -> str:
    return "\n".join(str(values.get(name) or "") for name in rule.texts)[:_READ]


def _overlap(one: str, other: str) -> int:
    """Percent of the pairs of characters of the shorter text that also stand in the other; 0 where there are few."""
    first, second = _pairs(one), _pairs(other)
    shared = len(first & second)
    return 100 * shared // min(len(first), len(second)) if shared >= _FEW else 0


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring characters (words, outside CJK) as the search index splits them; punctuation parts them."""
    spaced = "".join(char if char.isalnum() or char.isspace() else " | " for char in split_characters(text))
    words = spaced.split()
    return frozenset(pair for pair in itertools.pairwise(words) if "|" not in pair)

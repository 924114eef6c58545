"""A value as a person reads it, for every kind of field: in lists, pages, exports and the command line alike."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sized
from dataclasses import dataclass
from typing import Any, Protocol, cast

from xuncha_desktop.kernel import blocks
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.text import shown
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.services.session import UNKNOWN

SEALED = "●●●（已密封）"
EMPTY = ""
_LONG = 200  # characters of a long text that a cell shows

Titles = Mapping[tuple[str, str], str]


class Words(Protocol):
    """Who knows what codes and records are called."""

    def code(self, source: str, value: str) -> str:
        """What a code is called; an unknown one is shown as it is, so that nothing disappears."""
        ...

    def titles(self, type_name: str, ids: Collection[str]) -> Mapping[str, str]:
        """Titles of records; 无权知悉 where this person has no key or no such record is."""
        ...


class Choosing(Protocol):
    """Who knows what can be chosen."""

    def choices(self, source: str) -> Sized:
        """The codes of a list; none where the regime has no such list."""
        ...


def answerable(field: Field, names: Choosing) -> bool:
    """Whether a field means anything here: an optional choice of which the regime offers none does not."""
    choosing = field.optional and field.kind in (Kind.CODE, Kind.CODES)
    return not choosing or len(names.choices(field.source or "")) > 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `tone` only where the value is a state."""

    text: str
    tone: Tone | None = None


def cell(field: Field, value: Any, names: Words, titles: Titles | None = None) -> Cell:
    """The value of a field as it is read. `titles` holds what references are called, looked up before in bulk."""
    if value is None or value == "" or value == ():
        return Cell(EMPTY)
    return _READERS[field.kind](field, value, names, titles)


def text_of(field: Field, value: Any, names: Words, titles: Titles | None = None) -> str:
    """Only the words of a cell."""
    return cell(field, value, names, titles).text


def whole_text_of(field: Field, value: Any, names: Words) -> str:
    """The words of a value for a file: a long text whole, as far as a cell of a list would cut it."""
    if value and field.kind is Kind.TEXT:
        return _lines_shown(str(value))
    if value and field.kind is Kind.BLOCKS:
        try:
            return _lines_shown(blocks.bare_text(blocks.decode(str(value).encode())))
        except Damaged:
            return "（内容已损坏）"
    return text_of(field, value, names)


def titles_for(
    fields: Iterable[Field], rows: Collection[Mapping[str, Any]], names: Words
) -> dict[tuple[str, str], str]:
    """What every reference of many rows is called, by (record type, id): one look-up a record type."""
    wanted: dict[str, set[str]] = {}
    for field in fields:
        if field.kind is Kind.REF and field.source:
            wanted.setdefault(field.source, set()).update(row[field.name] for row in rows if row[field.name])
    return {
        (source, record_id): title
        for source, ids in wanted.items()
        for record_id, title in names.titles(source, ids).items()
    }


def yuan(value: int) -> str:
    """分 as 元 with thousands separated: 286000 → 2,860.00."""
    sign, rest = ("-", -value) if value < 0 else ("", value)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}"


def _line(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(shown(str(value)))


def _text(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(_first_words(str(value)))


def _blocks(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    try:
        return Cell(_first_words(blocks.bare_text(blocks.decode(str(value).encode()))))
    except Damaged:
        return Cell("（内容已损坏）")


def _count(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(f"{value:,}" if abs(value) >= 10_000 else str(value))  # 2019 is a year as often as a sum


def _money(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(yuan(value))


def _day(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    year, month, part = value[:4], value[5:7], value[8:]
    return Cell(value if part.isdigit() or not month.isdigit() else f"{year}年{int(month)}月{part}")


def _moment(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(local_text(value))


def _flag(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell("是" if value else "否")


def _code(f: Field, value: Any, names: Words, _t: Titles | None) -> Cell:
    return Cell(shown(names.code(f.source or "", str(value))))


def _codes(f: Field, value: Any, names: Words, _t: Titles | None) -> Cell:
    return Cell(shown("、".join(names.code(f.source or "", code) for code in value)))


def _ref(f: Field, value: Any, names: Words, titles: Titles | None) -> Cell:
    source = f.source or ""
    title = titles.get((source, value)) if titles is not None else names.titles(source, [value]).get(value)
    return Cell(shown(title or UNKNOWN))


def _lines(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(shown("、".join(value)))


def _state(f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    assert f.enum is not None
    state = f.enum(value)
    return Cell(state.label, state.tone)


def _sealed(_f: Field, _v: Any, _n: Words, _t: Titles | None) -> Cell:
    return Cell(SEALED)


def _json(_f: Field, value: Any, _n: Words, _t: Titles | None) -> Cell:
    try:
        found: Any = json.loads(value)
    except (TypeError, ValueError):
        return Cell("（内容已损坏）")
    return Cell(f"{len(cast(list[Any], found))}项" if isinstance(found, (list, dict)) else shown(str(found)))


def _lines_shown(value: str) -> str:
    return "\n".join(map(shown, value.split("\n")))


def _first_words(value: str) -> str:
    words = " ".join(value[: 4 * _LONG].split())
    return shown(words if len(words) <= _LONG else words[: _LONG - 1] + "…")


_READERS: dict[Kind, Callable[[Field, Any, Words, Titles | None], Cell]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.BLOCKS: _blocks,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.FLAG: _flag,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.REF: _ref,
    Kind.LINES: _lines,
    Kind.STATE: _state,
    Kind.SEALED: _sealed,
    Kind.JSON: _json,
}

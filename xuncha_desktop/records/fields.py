"""The field words: the closed vocabulary in which every record type is declared once."""

import dataclasses
from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from enum import StrEnum
from typing import Any

from xuncha_desktop.records.states import State


class Kind(StrEnum):
    """What a field holds. A new kind needs a codec, a cell, an editor and a sample."""

    LINE = "line"  # one line of text
    TEXT = "text"  # several lines of text
    BLOCKS = "blocks"  # block text as canonical JSON (kernel.blocks)
    COUNT = "count"  # whole number
    MONEY = "money"  # whole 分
    DAY = "day"  # ISO day, or an imprecise one: 2019-07-上旬
    MOMENT = "moment"  # UTC microseconds
    FLAG = "flag"  # yes or no
    CODE = "code"  # a code from a list of the round's profile
    CODES = "codes"  # several codes from lists of one use
    REF = "ref"  # the id of another record
    LINES = "lines"  # a list of short texts (persons, places, codes)
    STATE = "state"  # a state of the record's flow
    SEALED = "sealed"  # text only a holder of the identity key can open
    JSON = "json"  # a frozen value a service keeps: canonical JSON text


SEVERAL = frozenset((Kind.CODES, Kind.LINES))
"""Kinds whose value is a tuple of short texts, stored as a JSON list."""

TEXT_LIMIT = 20_000  # characters of a long text; longer is a document and belongs into an attachment
LINE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a record. `source`: code list of the profile, or the record type a reference points at.

    `inner`: a key or digest the program works with; no page, ledger or history shows it to a person.
    """

    name: str
    label: str
    kind: Kind
    limit: int | None = None
    source: str | None = None
    optional: bool = False
    listed: bool = False
    typed: bool = True
    enum: type[State] | None = None
    inner: bool = False

    @property
    def searched(self) -> bool:
        """Whether its words are found by the full-text search."""
        return self.kind in (Kind.LINE, Kind.TEXT, Kind.BLOCKS, Kind.LINES)


def _word(
    kind: Kind,
    label: str,
    default: Any,
    *,
    limit: int | None = None,
    source: str | None = None,
    listed: bool = False,
    typed: bool = True,
    enum: type[State] | None = None,
    inner: bool = False,
) -> Any:
    stated = Field("", label, kind, limit, source, default in (None, ()), listed, typed, enum, inner)
    meta: Mapping[str, Any] = {"field": stated}
    if default is MISSING:
        return dataclasses.field(metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


def line(
    label: str, *, default: Any = MISSING, limit: int = LINE_LIMIT, listed: bool = False, typed: bool = True
) -> Any:
    """One line of text, at most `limit` code points."""
    return _word(Kind.LINE, label, default, limit=limit, listed=listed, typed=typed)


def inner(label: str, *, default: Any = MISSING, limit: int = LINE_LIMIT) -> Any:
    """A key, an id of a record of changing type or a digest: one line the program keeps and no person reads."""
    return _word(Kind.LINE, label, default, limit=limit, typed=False, inner=True)


def text(label: str, *, default: Any = MISSING, limit: int = TEXT_LIMIT, typed: bool = True) -> Any:
    """Several lines of text, at most `limit` code points."""
    return _word(Kind.TEXT, label, default, limit=limit, typed=typed)


def blocks(label: str, *, default: Any = MISSING, typed: bool = True) -> Any:
    """Block text (headings, paragraphs, tables) as canonical JSON."""
    return _word(Kind.BLOCKS, label, default, limit=1_000_000, typed=typed)


def count(label: str, *, default: Any = MISSING, listed: bool = False, typed: bool = True) -> Any:
    """A whole number."""
    return _word(Kind.COUNT, label, default, listed=listed, typed=typed)


def money(label: str, *, default: Any = MISSING, listed: bool = False, typed: bool = True) -> Any:
    """An amount in whole 分; shown in 元 or 万元."""
    return _word(Kind.MONEY, label, default, listed=listed, typed=typed)


def day(label: str, *, default: Any = MISSING, listed: bool = False, typed: bool = True) -> Any:
    """A Beijing business day as text: 2019-07-08, or imprecise: 2019-07-上旬, 2019-07."""
    return _word(Kind.DAY, label, default, limit=10, listed=listed, typed=typed)


def moment(label: str, *, default: Any = MISSING, listed: bool = False, typed: bool = True) -> Any:
    """UTC microseconds."""
    return _word(Kind.MOMENT, label, default, listed=listed, typed=typed)


def flag(label: str, *, default: Any = False, listed: bool = False, typed: bool = True) -> Any:
    """Yes or no."""
    return _word(Kind.FLAG, label, default, listed=listed, typed=typed)


def code(label: str, source: str, *, default: Any = MISSING, listed: bool = False, typed: bool = True) -> Any:
    """A code from the list `source` of the profile the round is bound to."""
    return _word(Kind.CODE, label, default, limit=80, source=source, listed=listed, typed=typed)


def codes(label: str, source: str, *, default: Any = (), listed: bool = False) -> Any:
    """A tuple of codes from the lists of use `source` of the profile the round is bound to."""
    return _word(Kind.CODES, label, default, limit=80, source=source, listed=listed)


def ref(label: str, source: str, *, default: Any = MISSING, listed: bool = False, typed: bool = True) -> Any:
    """The id of a record of type `source`."""
    return _word(Kind.REF, label, default, limit=36, source=source, listed=listed, typed=typed)


def lines(
    label: str,
    *,
    default: Any = MISSING,
    limit: int = LINE_LIMIT,
    listed: bool = False,
    typed: bool = True,
    inner: bool = False,
) -> Any:
    """A tuple of short texts, each at most `limit` code points."""
    return _word(Kind.LINES, label, default, limit=limit, listed=listed, typed=typed, inner=inner)


def state(label: str, enum: type[State], *, default: Any) -> Any:
    """The flow's state; changed by steps, never typed."""
    return _word(Kind.STATE, label, default, listed=True, typed=False, enum=enum)


def sealed(label: str, *, default: Any = None) -> Any:
    """Sealed to the identity key when typed; who may write it need not be able to read it (foundation 3, 4)."""
    return _word(Kind.SEALED, label, default, limit=2_000)


def json(label: str, *, default: Any = "{}") -> Any:
    """A value kept by a service as canonical JSON text."""
    return _word(Kind.JSON, label, default, limit=2_000_000, typed=False)


SPECIFIERS = (line, inner, text, blocks, count, money, day, moment, flag, code, codes, ref, lines, state, sealed, json)

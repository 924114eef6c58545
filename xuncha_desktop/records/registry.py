"""The registry of record types: from one declaration follow table, form, list, codec, difference and sample."""

import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from dataclasses import field as part
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform

from xuncha_desktop.kernel import blocks
from xuncha_desktop.kernel.errors import Damaged, Invalid
from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.kernel.text import cleaned, length, refuse_unstorable
from xuncha_desktop.records.fields import SEVERAL, SPECIFIERS, Field, Kind

IMPRECISE_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(上旬|中旬|下旬))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has. `custodian` is the one workspace that may change it (foundation 7)."""

    id: str
    origin: str
    custodian: str
    version: int = 1
    created_at: int
    created_by: str
    updated_at: int

    type: ClassVar["RecordType[Any]"]

    def changed(self, **values: Any) -> Self:
        """A copy with other values; nothing is stored."""
        return replace(self, **values)


class Born(StrEnum):
    """Whose people write the first version of a record, and so who may bring a new one by package."""

    OFFICE = "office"
    GROUP = "group"
    EITHER = "either"

    def at(self, side: str) -> bool:
        """Whether it may be born at that side, "office" or "group"."""
        return self is Born.EITHER or self.value == side


HEAD = tuple(f.name for f in fields(Record))
R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]
Diff = dict[str, tuple[Any, Any]]
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RecordType(Generic[R]):
    """One record type as declared.

    `title` names the field that stands for the record in a reference, a search hit or a message;
    `wire` is the version of its exchange form, `upcasters[n]` lifts a row of wire version n to n + 1.
    """

    name: str
    label: str
    cls: type[R]
    compartment: Compartment
    level: Level
    title: str
    fields: tuple[Field, ...]
    wire: int
    upcasters: Mapping[int, Upcaster]
    check: Callable[[Any], Mapping[str, str]]
    born: Born = Born.OFFICE
    columns: tuple[str, ...] = part(init=False)
    """Every stored column, the common head first."""
    _searched: tuple[Field, ...] = part(init=False)
    _unlike: tuple[tuple[int, Callable[[Any], Any]], ...] = part(init=False)
    """Places of the columns whose stored value is not the record's own, and what makes it so."""
    _by_name: Mapping[str, Field] = part(init=False)
    _slots: tuple[Callable[[Any, Any], None], ...] = part(init=False)

    def __post_init__(self) -> None:
        columns = (*HEAD, *(f.name for f in self.fields))
        # Worked out once: a ledger asks these for every row.
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "_slots", tuple(getattr(self.cls, name).__set__ for name in columns))
        object.__setattr__(self, "_by_name", {f.name: f for f in self.fields})
        object.__setattr__(self, "_searched", tuple(f for f in self.fields if f.searched))
        loaders = ((place, _loader(f)) for place, f in enumerate(self.fields, len(HEAD)))
        object.__setattr__(self, "_unlike", tuple((place, load) for place, load in loaders if load))

    def field(self, name: str) -> Field:
        """The declared field of that name. KeyError if there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise KeyError(f"{self.name}.{name}") from None

    @property
    def listed(self) -> tuple[Field, ...]:
        """The columns a ledger shows unless the person chose others."""
        return tuple(f for f in self.fields if f.listed)

    def title_of(self, record: Record) -> str:
        """One line that stands for the record."""
        return str(getattr(record, self.title) or self.label)

    def clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values with harmless dirt removed (spaces around, NFC, full-width digits in days).

        Raises `Invalid` where a value cannot be stored as it is (NUL, lone surrogate).
        """
        found: dict[str, Any] = {}
        issues: dict[str, str] = {}
        for name, value in values.items():
            f = self.field(name)
            try:
                found[name] = _clean(f, value)
            except ValueError as error:
                issues[name] = f"{f.label}{error}"
        if issues:
            raise Invalid(issues)
        return found

    def validate(self, record: R) -> None:
        """Raise `Invalid` with one Chinese sentence per broken field."""
        issues: dict[str, str] = {}
        for f in self.fields:
            problem = _problem(f, getattr(record, f.name))
            if problem:
                issues[f.name] = f"{f.label}{problem}"
        if not issues:
            issues = dict(self.check(record))
        if issues:
            raise Invalid(issues)

    def diff(self, old: R | None, new: R) -> Diff:
        """The declared fields whose values differ, as plain (old, new) pairs."""
        pairs = {f.name: (plain(getattr(old, f.name, None)), plain(getattr(new, f.name))) for f in self.fields}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def to_row(self, record: R) -> tuple[Any, ...]:
        """Values in column order, as the database stores them."""
        values = (getattr(record, name) for name in self.columns)
        return tuple(value if type(value) in _BARE else _stored(value) for value in values)

    def from_row(self, row: tuple[Any, ...]) -> R:
        """The inverse of `to_row`."""
        values = list(row)
        for place, load in self._unlike:
            values[place] = load(values[place])
        # Slot by slot: the constructor takes keywords and is three times slower, which a ledger of 200 rows notices.
        made = object.__new__(self.cls)
        for put, value in zip(self._slots, values, strict=True):
            put(made, value)
        return made

    def to_wire(self, record: R) -> dict[str, Any]:
        """The exchange form: plain JSON values only."""
        values = ((name, getattr(record, name)) for name in self.columns)
        return {name: value if type(value) in _BARE else plain(value) for name, value in values}

    def from_wire(self, values: Mapping[str, Any], wire: int) -> R:
        """A record from its exchange form of an earlier or this wire version.

        Raises `Invalid` if a value is missing, unknown, of the wrong kind or breaks a rule.
        """
        found = dict(values)
        for version in range(wire, self.wire):
            found = self._lifted(found, version)
        if set(found) != set(self.columns):
            raise Invalid({"": f"{self.label}的数据项与本版本不符"})
        for name in HEAD:
            if type(found[name]) is not (int if name in ("version", "created_at", "updated_at") else str):
                raise Invalid({name: f"{self.label}的记录头不规范"})
        for f in self.fields:
            found[f.name] = _from_plain(f, found[f.name])
        record = self.cls(**found)
        self.validate(record)
        return record

    def _lifted(self, values: dict[str, Any], version: int) -> dict[str, Any]:
        """One step up; what a stranger left out or filled wrongly is his fault, not the upcaster's."""
        try:
            return self.upcasters[version](values)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise Invalid({"": f"{self.label}的数据项与本版本不符"}) from error

    def search_text(self, record: R) -> str:
        """All its words, for the full-text index."""
        parts = [_words(f, getattr(record, f.name)) for f in self._searched]
        return "\n".join(p for p in parts if p)


_LINES = json.JSONDecoder()
_BARE = frozenset((str, int, type(None)))  # exactly these are stored and sent as they are
_types: dict[str, RecordType[Any]] = {}


def _no_check(_: Any) -> Mapping[str, str]:
    return {}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=SPECIFIERS)
def record(
    name: str,
    label: str,
    *,
    compartment: Compartment,
    level: Level = Level.INTERNAL,
    title: str,
    wire: int = 1,
    upcasters: Mapping[int, Upcaster] | None = None,
    check: Callable[[Any], Mapping[str, str]] = _no_check,
    born: Born = Born.OFFICE,
) -> Callable[[type[R]], type[R]]:
    """Declare a record type. Its table stands in `storage/schema/<compartment>.sql`; a test compares the two.

    Unless `born` says otherwise it is the office's: a group can then bring no new one by package.
    """

    def declare(cls: type[R]) -> type[R]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        stated = tuple(replace(f.metadata["field"], name=f.name) for f in fields(made) if "field" in f.metadata)
        lifts = dict(upcasters or {})
        made.type = RecordType(name, label, made, compartment, level, title, stated, wire, lifts, check, born)
        if name in _types and _types[name].cls.__qualname__ != made.__qualname__:
            raise TypeError(f"two record types are called {name}")
        _types[name] = made.type
        return made

    return declare


def record_types() -> Mapping[str, RecordType[Any]]:
    """Every declared type by name; a module in `records` is found by being there."""
    package = importlib.import_module("xuncha_desktop.records")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_types.items()))


def record_type(name: str) -> RecordType[Any]:
    """The type of that name. KeyError if there is none."""
    return record_types()[name] if name not in _types else _types[name]


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, str):
        return str(value)
    return value


def exact_day(value: str | None) -> date | None:
    """The day a text states exactly; None for an imprecise one."""
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def _clean(f: Field, value: Any) -> Any:
    if isinstance(value, str) and f.limit is not None and len(value) > 4 * f.limit:
        raise ValueError(f"不能超过{f.limit}字（现有{len(value)}字）")  # before the costly tidying of a 10 MB paste
    if f.kind in (Kind.STATE, Kind.SEALED):
        return value  # never typed as it is stored; a state stays the member of its enum
    if isinstance(value, str):
        value = cleaned(value, multiline=f.kind in (Kind.TEXT, Kind.BLOCKS))
        refuse_unstorable(value)
        return None if value == "" and f.optional else value
    if isinstance(value, (list, tuple)):
        items = tuple(cleaned(str(item), multiline=False) for item in value)  # pyright: ignore
        for item in items:
            refuse_unstorable(item)
        return tuple(item for item in items if item)
    return value


def _problem(f: Field, value: Any) -> str | None:
    if value in (None, "") or (f.kind in SEVERAL and value == ()):
        return None if f.optional else "不能为空"
    expected = _PYTHON[f.kind]
    if type(value) is not expected and not (f.enum and isinstance(value, f.enum)):
        return "的值类型不对"
    if isinstance(value, (str, tuple)):
        return _text_problem(f, value)  # pyright: ignore[reportUnknownArgumentType]
    if f.kind in (Kind.COUNT, Kind.MONEY, Kind.MOMENT) and not 0 <= value < 2**62:
        return "超出了可以记录的范围"
    return None


def _text_problem(f: Field, value: str | tuple[str, ...]) -> str | None:
    for item in (value,) if isinstance(value, str) else value:
        try:
            refuse_unstorable(item)
        except ValueError as error:
            return str(error)
        if f.limit is not None and len(item) > f.limit and length(item) > f.limit:  # length() is never above len()
            return f"不能超过{f.limit}字（现有{length(item)}字）"
    if f.kind is Kind.DAY:
        return _day_problem(str(value))
    return _blocks_problem(str(value)) if f.kind is Kind.BLOCKS else None


def _blocks_problem(value: str) -> str | None:
    try:
        blocks.decode(value.encode())
    except Damaged as error:
        return f"的内容不规范：{error}"
    return None


def _day_problem(value: str) -> str | None:
    exact = exact_day(value)
    if exact is None and not IMPRECISE_DAY.match(value):
        return "应写作2019-07-08，或2019-07-上旬、2019-07"
    if not 1900 <= int(value[:4]) <= 2199:
        return "的年份应在1900至2199之间"
    return None


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str) else value


def _loader(f: Field) -> Callable[[Any], Any] | None:
    """What makes a stored value the record's own; None where it is that already."""
    if f.kind is Kind.FLAG:
        return lambda value: None if value is None else bool(value)
    if f.kind in SEVERAL:
        return lambda value: None if value is None else tuple(_LINES.raw_decode(value)[0])
    if f.kind is Kind.STATE and f.enum:
        members = {member.value: member for member in f.enum}
        return lambda value: members[value] if value in members else _from_plain(f, value)
    return None


def _from_plain(f: Field, value: Any) -> Any:
    if f.kind in SEVERAL and isinstance(value, list):
        return tuple(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if f.kind is Kind.STATE and f.enum and isinstance(value, str):
        try:
            return f.enum(value)
        except ValueError:
            raise Invalid({f.name: f"{f.label}“{value}”不是本版本认识的状态"}) from None
    return value


def _words(f: Field, value: Any) -> str:
    if not value:
        return ""
    if f.kind is Kind.LINES:
        return " ".join(value)
    if f.kind is Kind.BLOCKS:
        return blocks.bare_text(blocks.decode(value.encode()))
    return str(value)


_PYTHON: dict[Kind, type] = {
    Kind.LINE: str,
    Kind.TEXT: str,
    Kind.BLOCKS: str,
    Kind.COUNT: int,
    Kind.MONEY: int,
    Kind.DAY: str,
    Kind.MOMENT: int,
    Kind.FLAG: bool,
    Kind.CODE: str,
    Kind.REF: str,
    Kind.CODES: tuple,
    Kind.LINES: tuple,
    Kind.STATE: str,
    Kind.SEALED: str,
    Kind.JSON: str,
}

"""A profile taken apart for changing: sections, entries and single values, as the declarations have them."""

import types
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import MISSING, Field, dataclass, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Union, cast, get_args, get_origin

from xuncha_desktop.rules.basis import Between, Ref, Rule, Standing, Word
from xuncha_desktop.rules.field_words import SECTION_WORDS, choice_word, field_word
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.reading import declared
from xuncha_desktop.rules.source_lines import Path

KEPT = frozenset(("about", "articles", "defects"))
"""What the text itself is: an office's edition takes it over, under a name of its own."""
_NAMES = ("label", "title", "words", "printed", "office", "gist", "number", "body", "source")
_GROUND = ("standing", "article", "note", "printed")
_NEVER = frozenset(("id", "access"))  # codes lie in records; who opens what is certified by the security officer


class ValueKind(StrEnum):
    """How a value is entered."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    MANY = "many"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an entry. `value` is plain, None where the profile says nothing; `choices` are (value, words)."""

    path: Path
    label: str
    kind: ValueKind
    value: Any
    choices: tuple[tuple[str, str], ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Node:
    """An entry: its values, and the lists that lie in it."""

    path: Path
    title: str
    values: tuple[Value, ...]
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A list of entries; `grows` tells whether entries may be added and taken out."""

    path: Path
    label: str
    nodes: tuple[Node, ...]
    grows: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared type without its wrappings."""

    kind: Any
    marks: tuple[Any, ...]
    listed: bool
    open: bool  # None is a value of it


def sections(content: Mapping[str, Any]) -> tuple[Branch, ...]:
    """Everything of a content that may be changed, in the profile's order."""
    return tuple(_sections(content))


def with_value(content: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The content with another value; None takes the value out, so that the declaration's own holds."""
    made = deepcopy(dict(content))
    table = _holder(made, path, make=True)
    if value is None:
        table.pop(str(path[-1]), None)
    else:
        table[str(path[-1])] = value
    return made


def with_entry(content: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], Path]:
    """The content with one more entry at the end of a list, and its path. It is the office's custom until said else."""
    made = deepcopy(dict(content))
    items = cast("list[dict[str, Any]]", _holder(made, path, make=True).setdefault(str(path[-1]), []))
    kind = _type_at(path).kind
    names = {item.name for item, _ in declared(kind)}
    entry: dict[str, Any] = {}
    if "id" in names:
        taken = {item.get("id") for item in items}
        entry["id"] = next(f"own_{number}" for number in range(1, len(items) + 2) if f"own_{number}" not in taken)
    if issubclass(kind, Rule):
        entry["standing"] = Standing.CUSTOM.value
    items.append(entry)
    return made, (*path, len(items) - 1)


def without_entry(content: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The content without one entry of a list."""
    made = deepcopy(dict(content))
    cast("list[Any]", _at(made, path[:-1])).pop(cast("int", path[-1]))
    return made


def spoken(content: Mapping[str, Any], path: Path) -> str:
    """Where a path leads, in words: 期限 › 报送整改方案 › 数量."""
    said = [SECTION_WORDS.get(str(path[0]), str(path[0]))] if path else []
    here: Any = content.get(str(path[0])) if path else None
    for part in path[1:]:
        if isinstance(part, int):
            items = cast("list[Any]", here) if isinstance(here, list) else []
            here = items[part] if part < len(items) else None
            said.append(_title(here, part, content))
        else:
            here = cast("dict[str, Any]", here).get(part) if isinstance(here, dict) else None
            said.append(_word(part))
    return " › ".join(said)


def _word(name: str) -> str:
    try:
        return field_word(name)
    except KeyError:
        return name


def _sections(content: Mapping[str, Any]) -> Iterator[Branch]:
    for item, hint in declared(Profile):
        if item.name in KEPT:
            continue
        found, label = unwrapped(hint), SECTION_WORDS[item.name]
        if found.listed:
            yield _branch(found, content.get(item.name, []), (item.name,), label, content)
        elif item.name in content:
            node = _node(found.kind, content[item.name], (item.name,), label, content)
            yield Branch((item.name,), label, (node,), grows=False)


def _branch(found: Declared, items: Any, path: Path, label: str, content: Mapping[str, Any]) -> Branch:
    nodes = (
        _node(found.kind, item, (*path, number), _title(item, number, content), content)
        for number, item in enumerate(cast("list[Any]", items))
    )
    return Branch(path, label, tuple(nodes), grows=True)


def _node(kind: Any, table: Mapping[str, Any], path: Path, title: str, content: Mapping[str, Any]) -> Node:
    values: list[Value] = []
    branches: list[Branch] = []
    for item, hint in declared(kind):
        found, place = unwrapped(hint), (*path, item.name)
        if item.name in _NEVER:
            continue
        if is_dataclass(found.kind) and found.listed:
            branches.append(_branch(found, table.get(item.name, []), place, field_word(item.name), content))
        elif is_dataclass(found.kind):
            inner = _node(found.kind, table.get(item.name, {}), place, field_word(item.name), content)
            values += inner.values
        else:
            values.append(_value(item, found, table.get(item.name), place, content))
    values.sort(key=lambda one: one.path[-1] in _GROUND)  # what the rule says, and then what it stands on
    return Node(path, title, tuple(values), tuple(branches))


def _value(item: "Field[Any]", found: Declared, value: Any, path: Path, content: Mapping[str, Any]) -> Value:
    optional = found.open or item.default is not MISSING or item.default_factory is not MISSING
    if value is None and isinstance(item.default, (bool, int, StrEnum)):
        value = item.default
    choices = tuple(_choices(found, path, content))
    if found.kind is bool and found.open:
        choices = (("true", "是"), ("false", "否"))
    kind = _kind(found, choices)
    return Value(path, field_word(item.name), kind, value, choices, optional)


def _kind(found: Declared, choices: tuple[tuple[str, str], ...]) -> ValueKind:
    if found.listed:
        return ValueKind.MANY if choices else ValueKind.WORDS
    if choices:
        return ValueKind.CHOICE
    plain = {bool: ValueKind.FLAG, int: ValueKind.NUMBER, date: ValueKind.DAY}
    return plain.get(found.kind, ValueKind.TEXT)


def _choices(found: Declared, path: Path, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(found.kind, type) and issubclass(found.kind, StrEnum):
        yield from ((one.value, choice_word(one)) for one in found.kind)
    for mark in found.marks:
        if isinstance(mark, Ref):
            for entry in cast("list[dict[str, Any]]", content.get(mark.section, [])):
                key = str(entry.get("number") or entry.get("id", ""))
                word = str(entry.get("gist") or entry.get("label") or key)
                yield key, f"{key}　{word}" if "gist" in entry else word


def _title(entry: Any, number: int, content: Mapping[str, Any]) -> str:
    table = cast("dict[str, Any]", entry) if isinstance(entry, dict) else {}
    for name in _NAMES:
        said = table.get(name)
        if isinstance(said, str) and said:
            bodies = cast("list[dict[str, Any]]", content.get("bodies", [])) if name == "body" else []
            return next((str(one.get("label")) for one in bodies if one.get("id") == said), said)
    return f"第{number + 1}项"


def unwrapped(hint: Any) -> Declared:
    """A declared type without its wrappings."""
    marks: tuple[Any, ...] = ()
    listed = opened = False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *more = get_args(hint)
            marks = (*marks, *more)
        elif origin in (Union, types.UnionType):
            opened = True
            hint = next(arm for arm in get_args(hint) if arm is not type(None))
        elif origin is tuple:
            listed = True
            hint = get_args(hint)[0]
        else:
            known = tuple(mark for mark in marks if isinstance(mark, (Ref, Between, Word)))
            return Declared(hint, known, listed, opened)


def _type_at(path: Path) -> Declared:
    found = Declared(Profile, (), listed=False, open=False)
    for part in path:
        if isinstance(part, str):
            found = unwrapped({item.name: hint for item, hint in declared(found.kind)}[part])
    return found


def _at(content: Any, path: Path) -> Any:
    for part in path:
        content = content[part]
    return content


def _holder(content: Any, path: Path, *, make: bool) -> dict[str, Any]:
    """The table a path's last name stands in; tables on the way are made where they are missing."""
    for part in path[:-1]:
        if make and isinstance(part, str) and part not in content:
            content[part] = {}
        content = content[part]
    return content

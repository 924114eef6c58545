"""Views of papers as JSON values and back, so that an issued paper can be kept, proved and printed again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged

V = TypeVar("V")
_PART: Final = 500  # items of a list that are turned into JSON at once
_BETWEEN: Final = re.compile(r"[、，；（）\s]+")
_SHORT: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_OUTSIDE: Final = "outside the signed content"


def beside(**options: Any) -> Any:
    """A field of a view that stands on the paper but is no part of what is signed: the signatures themselves."""
    return field(metadata={_OUTSIDE: True}, **options)


def plain(value: Any, *, signed_only: bool = False) -> Any:
    """A view as JSON values. Views hold frozen dataclasses, tuples, texts, whole numbers, flags, days and None."""
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return [plain(item, signed_only=signed_only) for item in cast(tuple[Any, ...], value)]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name), signed_only=signed_only) for name in _names(type(value), signed_only)}
    raise TypeError(f"a view holds no {type(value).__name__}")


def texts(value: Any) -> Iterator[str]:
    """Every text of a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in cast(tuple[Any, ...], value):
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value), signed_only=False):
            yield from texts(getattr(value, name))


def alone(found: Iterable[str]) -> Iterator[str]:
    """The short words that stand alone in a text, or in a list that is all of it: what a field of names holds."""
    for text in found:
        if "。" not in text:
            yield from (word for word in _BETWEEN.split(text) if _SHORT.fullmatch(word))


def canonical_parts(view: object, *, signed_only: bool) -> Iterator[bytes]:
    """The canonical bytes of a view's JSON values in parts, so that a long list is never there as a whole."""
    for place, name in enumerate(sorted(_names(type(view), signed_only))):
        yield b"%b%b:" % (b"," if place else b"{", canonical(name))
        value = getattr(view, name)
        if isinstance(value, tuple):
            yield from _listed(cast(tuple[Any, ...], value), signed_only)
        else:
            yield canonical(plain(value, signed_only=signed_only))
    yield b"}"


def _listed(items: tuple[Any, ...], signed_only: bool) -> Iterator[bytes]:
    yield b"["
    for start in range(0, len(items), _PART):
        part = canonical(plain(items[start : start + _PART], signed_only=signed_only))
        yield b"," + part[1:-1] if start else part[1:-1]
    yield b"]"


@cache
def _names(kind: type[Any], signed_only: bool) -> tuple[str, ...]:
    return tuple(known.name for known in fields(kind) if not (signed_only and _OUTSIDE in known.metadata))


def view_of(kind: type[V], value: Any) -> V:
    """The inverse of `plain`. Raises `Damaged` if the value does not fit the view."""
    try:
        return cast(V, _read(kind, value))
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("存档的文书内容与现在的格式不符，不能打印") from error


def _read(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError("list")
        item = get_args(kind)[0]
        return tuple(_read(item, each) for each in cast(list[Any], value))
    if origin in (Union, UnionType):
        options = [option for option in get_args(kind) if option is not NoneType]
        return None if value is None else _read(options[0], value)
    if is_dataclass(kind):
        return _dataclass(cast(type[Any], kind), value)
    if kind is date:
        return date.fromisoformat(_read(str, value))
    if issubclass(kind, StrEnum):
        return kind(_read(str, value))
    if type(value) is not kind:
        raise TypeError(str(kind))
    return value


def _dataclass(kind: type[Any], value: Any) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or set(cast(dict[str, Any], value)) != set(hints):
        raise TypeError(kind.__name__)
    given = cast(dict[str, Any], value)
    return kind(**{name: _read(hint, given[name]) for name, hint in hints.items()})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)

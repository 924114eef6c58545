"""Reading foreign JSON objects field by field; whatever is not as announced raises ValueError."""

import re
import unicodedata
from typing import Any, cast

_ID = r"[0-9A-Za-z-]{8,64}"
_WHOLE = 1 << 53
_NAME_LIMIT = 100


class Shape:
    """One JSON object of a stranger's."""

    def __init__(self, value: Any) -> None:
        if type(value) is not dict:
            raise ValueError("not an object")
        self._value = cast("dict[str, Any]", value)

    @property
    def value(self) -> dict[str, Any]:
        """The object itself."""
        return self._value

    @property
    def names(self) -> tuple[str, ...]:
        """The fields there are."""
        return tuple(self._value)

    def text(self, name: str, pattern: str) -> str:
        """A text that matches `pattern` from its first to its last character."""
        found = self._value.get(name)
        if type(found) is not str or not re.fullmatch(pattern, found, re.ASCII):
            raise ValueError(name)
        return found

    def id(self, name: str) -> str:
        """A record's or a workspace's id."""
        return self.text(name, _ID)

    def name(self, name: str) -> str:
        """A name for people's eyes: NFC, one line, nothing that hides or turns text around."""
        found = self._value.get(name)
        if type(found) is not str or not 0 < len(found) <= _NAME_LIMIT or not found.isprintable():
            raise ValueError(name)
        if not unicodedata.is_normalized("NFC", found):
            raise ValueError(name)
        return found

    def whole(self, name: str, *, low: int = 0, high: int = _WHOLE) -> int:
        """An integer from `low` to `high`; true and false are none."""
        found = self._value.get(name)
        if type(found) is not int or not low <= found <= high:
            raise ValueError(name)
        return found

    def inner(self, name: str) -> "Shape":
        """The object in a field."""
        return Shape(self._value.get(name))

    def inners(self, name: str, *, limit: int) -> list["Shape"]:
        """A list of objects."""
        return [Shape(each) for each in self._list(name, limit)]

    def ids(self, name: str, *, limit: int) -> tuple[str, ...]:
        """At least one id, none twice."""
        found = tuple(Shape({name: each}).id(name) for each in self._list(name, limit))
        if not found or len(set(found)) != len(found):
            raise ValueError(name)
        return found

    def _list(self, name: str, limit: int) -> list[Any]:
        found = self._value.get(name)
        if type(found) is not list or len(cast("list[Any]", found)) > limit:
            raise ValueError(name)
        return cast("list[Any]", found)

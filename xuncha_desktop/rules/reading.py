"""Turns plain TOML or JSON values into the profile's dataclasses and says, in Chinese, what does not fit."""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from xuncha_desktop.rules.basis import Between, Ref, Rule, Standing, Word
from xuncha_desktop.rules.source_lines import Path

MAX_TEXT = 2_000
MAX_NOTE = 60  # so that a note says something about the text and cannot be its sentence
MAX_ITEMS = 1_000

_WORD = re.compile(r"[a-z][a-z0-9_]{0,60}")
_FAILED = object()
_KINDS = {str: "文字", int: "整数", bool: "true 或 false"}


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong: where (key path) and a Chinese sentence."""

    path: Path
    sentence: str


@dataclass(frozen=True)
class Reference:
    """A text that must be the id of an entry of another section."""

    path: Path
    section: str
    target: str


@dataclass
class Reader:
    """Reads one value of a declared type; collects every issue and every reference met on the way."""

    issues: list[Issue] = field(default_factory=list[Issue])
    references: list[Reference] = field(default_factory=list[Reference])

    def read(self, kind: Any, value: Any) -> Any:
        """The value as `kind`, or None when `issues` is not empty."""
        found = self._value(kind, value, ())
        return None if self.issues else found

    def _refuse(self, path: Path, sentence: str) -> Any:
        self.issues.append(Issue(path, sentence))
        return _FAILED

    def _value(self, kind: Any, value: Any, path: Path) -> Any:
        origin = get_origin(kind)
        if origin is Annotated:
            inner, *marks = get_args(kind)
            return self._marked(inner, marks, value, path)
        if origin in (Union, types.UnionType):
            return self._value(next(arm for arm in get_args(kind) if arm is not type(None)), value, path)
        if origin is tuple:
            return self._items(get_args(kind)[0], value, path)
        if is_dataclass(kind):
            return self._record(cast("type[Any]", kind), value, path)
        if kind is date:
            return self._day(value, path)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._choice(kind, value, path)
        return self._plain(kind, value, path)

    def _plain(self, kind: Any, value: Any, path: Path) -> Any:
        if type(value) is not kind:
            return self._refuse(path, f"应当是{_KINDS[kind]}")
        if kind is str:
            if not value.strip() or value != value.strip():
                return self._refuse(path, "文字不能为空，前后也不能有空格")
            if len(value) > MAX_TEXT or any(not char.isprintable() for char in value):
                return self._refuse(path, f"文字不能超过{MAX_TEXT}字，也不能有换行或控制字符")
        return value

    def _day(self, value: Any, path: Path) -> Any:
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            return self._refuse(path, "应当是日期，如 2019-07-01")
        return day if day.isoformat() == value else self._refuse(path, "日期应写作 2019-07-01 的样子")

    def _choice(self, kind: type[StrEnum], value: Any, path: Path) -> Any:
        known = [item.value for item in kind]
        if value not in known:
            return self._refuse(path, f"只能是 {'、'.join(known)} 之一")
        return kind(value)

    def _marked(self, kind: Any, marks: list[Any], value: Any, path: Path) -> Any:
        found = self._value(kind, value, path)
        if found is _FAILED:
            return found
        for mark in marks:
            if isinstance(mark, Ref):
                self.references.append(Reference(path, mark.section, found))
            elif isinstance(mark, Word) and not _WORD.fullmatch(found):
                return self._refuse(path, "标识只能用小写字母、数字和下划线，以字母开头")
            elif isinstance(mark, Between) and not mark.low <= found <= mark.high:
                return self._refuse(path, f"应当在{mark.low}到{mark.high}之间")
        return found

    def _items(self, kind: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return self._refuse(path, "应当是一个列表")
        items = cast("list[Any]", value)
        if len(items) > MAX_ITEMS:
            return self._refuse(path, f"列表不能超过{MAX_ITEMS}项")
        found = [self._value(kind, item, (*path, index)) for index, item in enumerate(items)]
        self._unique(found, path)
        return _FAILED if _FAILED in found else tuple(found)

    def _unique(self, found: list[Any], path: Path) -> None:
        seen: set[Any] = set()
        for index, item in enumerate(found):
            key = item if isinstance(item, str) else getattr(item, "id", getattr(item, "number", None))
            if key is not None and key in seen:
                self._refuse((*path, index), f"“{key}”重复出现")
            seen.add(key)

    def _record(self, kind: type[Any], value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._refuse(path, "应当是一张表")
        table = cast("Mapping[str, Any]", value)
        wanted = declared(kind)
        before = len(self.issues)
        for name in sorted(set(table) - {item.name for item, _ in wanted}):
            self._refuse((*path, name), "没有这个项目，请核对写法")
        found: dict[str, Any] = {}
        for item, hint in wanted:
            if item.name in table:
                found[item.name] = self._value(hint, table[item.name], (*path, item.name))
            elif _required(item):
                self._refuse((*path, item.name), _missing(item.name))
        if issubclass(kind, Rule):
            self._standing(found, path)
        return kind(**found) if len(self.issues) == before else _FAILED

    def _standing(self, found: Mapping[str, Any], path: Path) -> None:
        standing, article = found.get("standing"), found.get("article", "")
        if not isinstance(standing, Standing):
            return  # said already
        if standing is Standing.CUSTOM and article:
            self._refuse((*path, "article"), "惯例不得援引条文")
        elif standing is not Standing.CUSTOM and not article:
            self._refuse((*path, "standing"), f"效力为“{standing.label}”的规则必须写明条文（article）")
        if len(str(found.get("note", ""))) > MAX_NOTE:
            self._refuse((*path, "note"), f"说明用自己的话写，不能超过{MAX_NOTE}字，不照抄条文")
        if standing is not Standing.ARTICLE and not found.get("note"):
            self._refuse((*path, "standing"), f"效力为“{standing.label}”的规则必须用自己的话说明（note）")


@cache
def declared(kind: type[Any]) -> tuple[tuple["Field[Any]", Any], ...]:
    """The fields that are read, with their types; `outside` marks what does not come from the file."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple((item, hints[item.name]) for item in fields(kind) if not item.metadata.get("outside"))


def _required(item: "Field[Any]") -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _missing(name: str) -> str:
    if name == "standing":
        return "没有写明效力（standing）：条文 article、推定 inferred 或惯例 custom"
    return f"缺少“{name}”"

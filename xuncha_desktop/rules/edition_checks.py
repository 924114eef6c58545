"""What an office's edition of a profile may not say: that an article stands behind what the office has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, cast

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.rules.basis import Rule, Standing
from xuncha_desktop.rules.editing import unwrapped
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.reading import Issue, declared
from xuncha_desktop.rules.source_lines import Path

_BASIS = frozenset(("standing", "article", "note", "printed"))
_SHOWN = frozenset(("letterhead", "labels", "fields", "widths"))  # how it looks on paper; no text prescribes that
_PAIRED = {"trigger": "trigger_standing", "copies": "copies_standing"}
_OF_THE_TEXT = ("articles", "defects")
_NAMED = frozenset(("name", "edition"))

Table = Mapping[str, Any]


def edition_issues(base: Table, new: Table) -> list[Issue]:
    """Every fault of a changed content against the one it was made from; empty when it may become an edition."""
    found = [
        Issue((name,), "条文和原文疑点是文件本身的内容，不能改动") for name in _OF_THE_TEXT if _differ(base, new, name)
    ]
    before, after = cast("Table", base.get("about", {})), cast("Table", new.get("about", {}))
    changed = {name for name in {*before, *after} - _NAMED if _differ(before, after, name)}
    found += [Issue(("about", name), "文件的名称、文号、日期等是文件本身的内容，不能改动") for name in sorted(changed)]
    return [*found, *_record(Profile, base, new, ())]


def access_issues(known: Mapping[str, Table], new: Table) -> list[Issue]:
    """Posts that would open more than the same post in `known`, by post id: an edition never widens what is opened."""
    found: list[Issue] = []
    for number, post in enumerate(cast("list[Table]", new.get("posts", []))):
        access, own = cast("Table", post.get("access", {})), known.get(str(post.get("id")), {})
        more = set(access.get("opens", [])) - set(own.get("opens", []))
        if more or (access.get("reporter") and not own.get("reporter")):
            found.append(Issue(("posts", number, "access"), "岗位可打开的范围不能由规则档放宽"))
    return found


def _record(kind: Any, base: Table, new: Table, path: Path) -> Iterator[Issue]:
    if issubclass(kind, Rule):
        yield from _rule(kind, base, new, path)
    for item, hint in declared(kind):
        found, place = unwrapped(hint), (*path, item.name)
        if item.name == "access" and _differ(base, new, "access"):
            yield Issue(place, "岗位可打开的范围由安全保密管理员按程序随附的规则认定，不能在这里改动")
        elif is_dataclass(found.kind) and found.listed:
            yield from _list(found.kind, base.get(item.name, []), new.get(item.name, []), place)
        elif is_dataclass(found.kind) and base.get(item.name) and new.get(item.name):
            yield from _record(found.kind, base[item.name], new[item.name], place)


def _list(kind: Any, base: list[Table], new: list[Table], path: Path) -> Iterator[Issue]:
    before = {_key(item): item for item in base}
    for number, item in enumerate(new):
        if (old := before.get(_key(item))) is not None:
            yield from _record(kind, old, item, (*path, number))


def _rule(kind: Any, base: Table, new: Table, path: Path) -> Iterator[Issue]:
    if _substance(kind, base, base) != _substance(kind, new, base):
        same = all(base.get(name) == new.get(name) for name in ("standing", "article"))
        if same and new.get("standing") == Standing.ARTICLE:
            text = f"这条原依据“{base.get('article')}”，内容改动后不能仍作条文：请改为推定或惯例并说明，或改引另一条"
            yield Issue((*path, "standing"), text)
        elif same and new.get("standing") == Standing.INFERRED and base.get("note") == new.get("note"):
            yield Issue((*path, "note"), "这条是推定的，内容改动后须重新说明根据")
    for name, standing in _PAIRED.items():
        kept = base.get(standing) == new.get(standing) == Standing.ARTICLE
        if kept and _differ(base, new, name) and base.get("article") == new.get("article"):
            yield Issue((*path, standing), "内容改动后，这一项的效力不能仍作条文")


def _substance(kind: Any, table: Table, base: Table) -> bytes:
    """What a rule says. Of the rules in it only which of the base's there are, and their order."""
    said: dict[str, Any] = {}
    for item, hint in declared(kind):
        found = unwrapped(hint)
        if item.name in _BASIS | _SHOWN or item.name not in {*table, *base}:
            continue
        if not (is_dataclass(found.kind) and issubclass(cast("type[Any]", found.kind), Rule)):
            said[item.name] = table.get(item.name, _own(item.default))
        elif found.listed:
            known = {_key(one) for one in base.get(item.name, [])}
            said[item.name] = [_key(one) for one in table.get(item.name, []) if _key(one) in known]
    return canonical(said)


def _own(default: Any) -> Any:
    return default if isinstance(default, (str, int, bool)) else None


def _key(item: Table) -> str:
    return str(item.get("id") or item.get("number") or item.get("source") or canonical(dict(item)))


def _differ(one: Table, other: Table, name: str) -> bool:
    return one.get(name) != other.get(name)

"""Units pasted from WPS or Excel: read, checked cell by cell, shown before anything is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.text import tidy
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.services import pasted, profiles
from xuncha_desktop.services.session import Session

MAX_ROWS = 2_000
MAX_CHARACTERS = 1_000_000
COLUMNS = ("name", "kind", "superior", "principal", "principal_post", "staff", "contact", "last_inspected", "note")
_ALSO: Mapping[str, tuple[str, ...]] = {
    "name": ("单位", "名称", "党组织名称"),
    "kind": ("类型", "单位性质"),
    "principal": ("负责人", "主要负责人姓名"),
    "principal_post": ("职务", "负责人职务"),
    "staff": ("在职", "人数", "在职人数（人）"),
    "contact": ("联系人", "联系电话"),
    "last_inspected": ("上次巡察时间",),
}
_READ = frozenset(("kind", "staff"))  # columns of which every cell is read into something else
_LIMITS = {name: Unit.type.field(name).limit for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row as it was understood. `shown` are the cells as pasted; `issues` by field, empty if it can be kept."""

    line: int
    shown: Mapping[str, str]
    values: Mapping[str, Any]
    issues: Mapping[str, str]


def read(session: Session, text: str) -> list[UnitRow]:
    """Read a pasted table. Raises `Refused` for what is no table or too much; everything else is said cell by cell."""
    grid = pasted.grid(text, rows=MAX_ROWS, characters=MAX_CHARACTERS)
    places = _places(grid[0])
    data = grid[1:] if places else grid
    places = places or {name: number for number, name in enumerate(COLUMNS)}
    if not data:
        raise Refused("粘贴的内容只有表头，没有单位")
    kinds = {words: code for code, words in profiles.codes(profiles.latest(session), "unit_kind").items()}
    known = {unit.name for unit in session.table(Unit).where()}
    columns = {name: [row[place].strip() if place < len(row) else "" for row in data] for name, place in places.items()}
    doubtful = [name for name, cells in columns.items() if name not in _READ and not _plain(name, cells)]
    found: list[UnitRow] = []
    for number, cells in enumerate(zip(*columns.values(), strict=True), 1):
        given = dict(zip(columns, cells, strict=True))
        found.append(_row(number, given, kinds, known, doubtful))
        known.add(given["name"])
    return found


def _places(head: list[str]) -> dict[str, int]:
    """Where each column stands, if the row is a head; empty if it is data already."""
    said = ["".join(cell.split()) for cell in head]
    found: dict[str, int] = {}
    for name in COLUMNS:
        words = (Unit.type.field(name).label, *_ALSO.get(name, ()))
        place = next((said.index(word) for word in words if word in said), None)
        if place is not None:
            found[name] = place
    return found if "name" in found else {}


def _plain(name: str, cells: list[str]) -> bool:
    """Whether every cell of a column can be kept as it stands: one look at all of them instead of one at each."""
    limit = _LIMITS[name]
    return tidy("".join(cells)) and (limit is None or max(map(len, cells)) <= limit)


def _row(
    number: int, given: dict[str, str], kinds: Mapping[str, str], known: set[str], doubtful: Sequence[str]
) -> UnitRow:
    issues: dict[str, str] = {}
    values: dict[str, Any] = {name: value for name, value in given.items() if value}
    kind = values.pop("kind", "")
    if kind in kinds or kind in kinds.values():
        values["kind"] = kinds.get(kind, kind)
    else:
        issues["kind"] = f"没有“{kind[:20]}”这个单位类型" if kind else "没有单位类型"
    staff = values.pop("staff", "")
    if staff.isascii() and staff.isdigit() and len(staff) < 7:
        values["staff"] = int(staff)
    elif staff:
        issues["staff"] = "在职人数应为整数"
    name = given["name"]
    if not name:
        issues["name"] = "没有单位名称"
    elif name in known:
        issues["name"] = f"单位库或上文已有“{name[:30]}”"
    for doubt in doubtful:
        if doubt in values and (issue := _cleaned(doubt, values)):
            issues[doubt] = issue
    return UnitRow(number, given, values, issues)


def _cleaned(name: str, values: dict[str, Any]) -> str:
    """Clean one of the values in place; what is wrong with it if it cannot be kept."""
    try:
        values |= Unit.type.clean({name: values[name]})
    except Invalid as error:
        return str(error)
    value, limit = values[name], _LIMITS[name]
    if isinstance(value, str) and limit is not None and len(value) > limit:
        return f"{Unit.type.field(name).label}不能超过{limit}字"
    return ""

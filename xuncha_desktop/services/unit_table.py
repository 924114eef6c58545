"""Units pasted from WPS or Excel: read, checked cell by cell, shown before anything is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from typing import Any, overload

from xuncha_desktop.kernel import hidden
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
_SLICE = 1_000  # rows looked at together: as many as a workbook's reader brings at once


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row as it was understood. `shown` are the cells as pasted; `issues` by field, empty if it can be kept."""

    line: int
    shown: Mapping[str, str]
    values: Mapping[str, Any]
    issues: Mapping[str, str]


@dataclass(slots=True)
class UnitTable(Sequence[UnitRow]):
    """A checked table. Only what is wrong or was tidied is kept beside the cells; a row is made when it is asked for.

    `issues`: what is wrong with a row, by its place from 0 and by field; a row that can be kept is not in it.
    """

    places: Mapping[str, int]
    kinds: Mapping[str, str]
    cells: list[Sequence[str]] = field(default_factory=list[Sequence[str]])
    issues: dict[int, dict[str, str]] = field(default_factory=dict[int, dict[str, str]])
    tidied: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> UnitRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[UnitRow]: ...
    def __getitem__(self, at: int | slice) -> UnitRow | list[UnitRow]:
        if isinstance(at, slice):
            return [self._row(place) for place in range(*at.indices(len(self.cells)))]
        return self._row(range(len(self.cells))[at])

    def __iter__(self) -> Iterator[UnitRow]:
        return map(self._row, range(len(self.cells)))

    def _row(self, at: int) -> UnitRow:
        cells, issues = self.cells[at], self.issues.get(at, {})
        shown = {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()}
        values: dict[str, Any] = {name: value for name, value in shown.items() if value and name not in _READ}
        if "kind" not in issues:
            values["kind"] = self.kinds[shown["kind"]]
        if shown.get("staff") and "staff" not in issues:
            values["staff"] = int(shown["staff"])
        return UnitRow(at + 1, shown, values | self.tidied.get(at, {}), issues)


def read(session: Session, text: str) -> UnitTable:
    """Read a pasted table. Raises `Refused` for what is no table or too much; everything else is said cell by cell."""
    return check(session, pasted.grid(text, rows=MAX_ROWS, characters=MAX_CHARACTERS))


def check(session: Session, rows: Iterable[Sequence[str]]) -> UnitTable:
    """Check the rows of a table, with or without a head, as they come. Raises `Refused` where there are none.

    A slice is looked at column by column; single cells only of a column in which something is not plain.
    """
    coming = iter(rows)
    head = next(coming, ())
    places = _places(head)
    coming = coming if places else chain((head,) if head else (), coming)
    kinds = {words: code for code, words in profiles.codes(profiles.latest(session), "unit_kind").items()}
    found = UnitTable(
        places or {name: number for number, name in enumerate(COLUMNS)},
        kinds | {code: code for code in kinds.values() if code not in kinds},
    )
    known = {unit.name for unit in session.table(Unit).where()}
    while part := list(islice(coming, _SLICE)):
        _check_slice(found, part, known)
    if not found.cells:
        raise Refused("粘贴的内容只有表头，没有单位")
    return found


def _places(head: Sequence[str]) -> dict[str, int]:
    """Where each column stands, if the row is a head; empty if it is data already."""
    said = ["".join(cell.split()) for cell in head]
    found: dict[str, int] = {}
    for name in COLUMNS:
        words = (Unit.type.field(name).label, *_ALSO.get(name, ()))
        place = next((said.index(word) for word in words if word in said), None)
        if place is not None:
            found[name] = place
    return found if "name" in found else {}


def _check_slice(found: UnitTable, part: list[Sequence[str]], known: set[str]) -> None:
    """Add rows to a table with what is wrong in them; their names become known."""
    start = len(found.cells)
    found.cells += part
    columns = [list(map(str.strip, column)) for column in zip_longest(*part, fillvalue="")]
    nothing = [""] * len(part)
    of = {name: columns[place] if place < len(columns) else nothing for name, place in found.places.items()}
    wrong: dict[int, dict[str, str]] = {}

    def say(at: int, name: str, issue: str) -> None:
        wrong.setdefault(start + at, {})[name] = issue

    for at, kind in _among(of.get("kind", nothing), lambda kinds: kinds - found.kinds.keys()):
        say(at, "kind", f"没有“{kind[:20]}”这个单位类型" if kind else "没有单位类型")
    for at, _ in _among(of.get("staff", nothing), _no_numbers):
        say(at, "staff", "在职人数应为整数")
    for at, issue in _names(of["name"], known):
        say(at, "name", issue)
    for name, cells in of.items():
        if name not in _READ and not _plain(name, cells):
            for at, cell in enumerate(cells):
                if _plain(name, [cell]):
                    continue
                value, issue = _cleaned(name, cell)
                if value != cell:
                    found.tidied.setdefault(start + at, {})[name] = value
                if issue:
                    say(at, name, issue)
    found.issues |= dict(sorted(wrong.items()))


def _among(cells: list[str], wrong: Callable[[set[str]], Collection[str]]) -> list[tuple[int, str]]:
    """The cells that hold one of the words found wrong among all that occur, each with its place."""
    bad = wrong(set(cells))
    return [(at, cell) for at, cell in enumerate(cells) if cell in bad] if bad else []


def _no_numbers(cells: set[str]) -> set[str]:
    return {cell for cell in cells if cell and not (cell.isascii() and cell.isdigit() and len(cell) < 7)}


def _names(names: list[str], known: set[str]) -> list[tuple[int, str]]:
    """Missing names and those that occurred before, each with its place. `known` grows by all of them."""
    new = set(names)
    if len(new) == len(names) and "" not in new and known.isdisjoint(new):
        known |= new
        return []
    found: list[tuple[int, str]] = []
    for at, name in enumerate(names):
        if not name:
            found.append((at, "没有单位名称"))
        elif name in known:
            found.append((at, f"单位库或上文已有“{name[:30]}”"))
        known.add(name)
    return found


def _plain(name: str, cells: list[str]) -> bool:
    """Whether every cell of a column can be kept as it stands: one look at all of them instead of one at each."""
    limit = _LIMITS[name]
    return tidy("".join(cells)) and (limit is None or max(map(len, cells)) <= limit)


def _cleaned(name: str, cell: str) -> tuple[Any, str]:
    """A cell as it would be kept, and what is wrong with it if it cannot be."""
    if unseen := hidden.said(cell):  # to take it out silently would leave two units of one name
        return cell, f"{Unit.type.field(name).label}{unseen}"
    try:
        value = Unit.type.clean({name: cell})[name]
    except Invalid as error:
        return cell, str(error)
    limit = _LIMITS[name]
    if isinstance(value, str) and limit is not None and len(value) > limit:
        return value, f"{Unit.type.field(name).label}不能超过{limit}字"
    return value, ""

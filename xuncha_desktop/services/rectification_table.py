"""A unit's table of measures pasted from WPS or Excel: read, checked row by row, shown before anything is kept."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha_desktop.kernel import hidden
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.records.rectification import DueKind, FeedbackItem, RectificationTask
from xuncha_desktop.services import pasted
from xuncha_desktop.services.feedback_versions import Numbered

MAX_CHARACTERS = 2_000_000
MAX_ROWS = 2_000
LASTING = "长期坚持"
# The words a head row uses for each column; without a head row the columns stand in this order.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "item": ("反馈条目", "对应条目", "条目", "问题序号"),
    "measure": ("整改措施", "措施"),
    "goal": ("整改目标", "目标"),
    "responsible_unit": ("责任单位", "责任科室", "牵头单位"),
    "responsible_person": ("责任人", "责任人员"),
    "due": ("整改时限", "完成时限", "时限", "期限"),
}
_WANTED = ("item", "measure", "responsible_unit", "responsible_person", "due")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?前?", re.ASCII)
_MONTH_END = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月底前?", re.ASCII)
_BETWEEN = re.compile(r"[\s、．.。，,]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was understood. `line` counts the rows of data from 1; `issues` is empty if it can be kept."""

    line: int
    path: str
    item: FeedbackItem | None
    values: Mapping[str, Any]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A pasted table before it is kept."""

    rows: tuple[Row, ...]

    @property
    def issues(self) -> tuple[str, ...]:
        """第3行：没有责任人."""
        return tuple(f"第{row.line}行：{issue}" for row in self.rows for issue in row.issues)


def read(text: str, lines: Sequence[Numbered]) -> Preview:
    """Read a table against the numbered items of the feedback. An empty item cell means the one above (merged cells).

    Raises `Refused` for what is no table or too much; everything else is said row by row.
    """
    grid = pasted.grid(text, rows=MAX_ROWS, characters=MAX_CHARACTERS, columns=2)
    columns = _columns(grid[0])
    data = grid[1:] if columns else grid
    places = columns or {name: number for number, name in enumerate(_COLUMNS)}
    known = {_plain(line.path): line for line in lines}
    parents = {line.item.parent_id for line in lines}
    rows: list[Row] = []
    above = ""
    for number, cells in enumerate(data, 1):
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        above = given.get("item") or above
        rows.append(_row(number, above, given, known, parents))
    if not rows:
        raise Refused("粘贴的内容只有表头，没有措施")
    return Preview(tuple(rows))


def due(text: str) -> tuple[DueKind, str | None]:
    """What a time limit says: a day, the end of a month, or 长期坚持. Raises ValueError with a Chinese reason."""
    bare = text.strip()
    if bare in (LASTING, "长期", "持续推进", "长期坚持并持续推进"):
        return DueKind.LASTING, None
    try:
        if match := _DAY.fullmatch(bare):
            return DueKind.OWN, date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        if match := _MONTH_END.fullmatch(bare):
            year, month = int(match[1]), int(match[2])
            return DueKind.OWN, date(year, month, calendar.monthrange(year, month)[1]).isoformat()
    except ValueError:
        raise ValueError(f"没有“{bare}”这一天") from None
    raise ValueError(f"时限“{bare[:20]}”应写到日（2019年11月8日）、写月底，或写“{LASTING}”")


def _columns(head: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, if the row is a head; None if it is data already. Raises `Refused`."""
    said = [_BETWEEN.sub("", cell) for cell in head]
    found = {name: said.index(word) for name, words in _COLUMNS.items() for word in words[::-1] if word in said}
    if len(found) < 2:
        return None
    if absent := [_COLUMNS[name][0] for name in _WANTED if name not in found]:
        raise Refused("表头缺少：" + "、".join(absent))
    return found


def _row(
    number: int, said: str, given: Mapping[str, str], known: Mapping[str, Numbered], parents: set[str | None]
) -> Row:
    issues: list[str] = []
    line = known.get(_plain(said))
    if not said:
        issues.append("没有写明对应哪个反馈条目")
    elif line is None:
        issues.append(f"反馈意见里没有条目“{said[:20]}”")
    elif line.item.id in parents:
        issues.append(f"条目“{said[:20]}”之下还有分条目，请写到最下一层，如“一（一）1”")
    values: dict[str, Any] = {name: given.get(name, "") for name in _COLUMNS if name not in ("item", "due")}
    try:
        values["due_kind"], values["due_on"] = due(given.get("due", ""))
    except ValueError as error:
        issues.append(str(error) if given.get("due") else "没有整改时限")
    issues += _field_issues(values)
    return Row(number, line.path if line else said, line.item if line else None, values, tuple(issues))


def _field_issues(values: dict[str, Any]) -> list[str]:
    """What the record itself would refuse, cell by cell; cleaned values take the place of the typed ones."""
    found: list[str] = []
    for name in ("measure", "goal", "responsible_unit", "responsible_person"):
        f = RectificationTask.type.field(name)
        if unseen := hidden.said(values[name]):
            found.append(f"{f.label}{unseen}")
            continue
        try:
            values |= RectificationTask.type.clean({name: values[name]})
        except Invalid as error:
            found.append(str(error))
            continue
        value = values[name]
        if not value and not f.optional:
            found.append(f"没有{f.label}")
        elif value and f.limit is not None and len(value) > f.limit:
            found.append(f"{f.label}不能超过{f.limit}字")
    return found


def _plain(path: str) -> str:
    """Item numbers as people vary them: 一、（一）1. and 一(一)1 are one."""
    return _BETWEEN.sub("", path).replace("(", "（").replace(")", "）")

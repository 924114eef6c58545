"""`xuncha calendar …`: the years a workspace knows, a new year entered, looked at, taken over and handed on."""

import argparse
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from xuncha_desktop.cli.commands import entered
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.rules.calendar import ONE_DAY
from xuncha_desktop.services import calendars, year_files
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.year_files import Preview

_LIMIT = 64 * 1024
_STRETCH = 40


def show(chosen: argparse.Namespace) -> int:
    """The years whose holidays are known here, and who signed those that did not come with the program."""
    with entered(chosen) as session:
        work, kept = calendars.current(session), calendars.kept(session)
    rows = [{"year": file.table.year, "source": file.table.source, "signer": file.name} for file in kept]
    if chosen.json:
        print(json.dumps({"years": sorted(work.years), "files": rows, "digest": work.digest}, ensure_ascii=False))
        return 0
    print(f"已知放假安排：{min(work.years)}年至{max(work.years)}年")
    for row in rows:
        print(f"{row['year']}年\t{row['source']}\t由“{row['signer']}”签名")
    return 0


def enter(chosen: argparse.Namespace) -> int:
    """Sign a year typed from the published notice; with --yes take it over. Office only."""
    given = _typed(chosen.file)
    with entered(chosen) as session:
        file = year_files.compose(session, *given)
        return _finish(session, year_files.preview(session, file), chosen)


def take(chosen: argparse.Namespace) -> int:
    """Look at a signed year file; with --yes take it over."""
    with entered(chosen) as session:
        file = year_files.read(session, chosen.file)
        return _finish(session, year_files.preview(session, file), chosen)


def export(chosen: argparse.Namespace) -> int:
    """Write the signed file of a year to a folder or drive."""
    with entered(chosen) as session:
        print(f"已导出：{year_files.export(session, chosen.year, chosen.folder).name}")
    return 0


def _finish(session: Session, found: Preview, chosen: argparse.Namespace) -> int:
    """Tell what changes; do it only where it was asked for."""
    table = found.file.table
    print(f"{table.year}年放假安排（{table.source}），由“{found.file.name}”签名")
    for line in found.lines:
        print(line)
    print(f"改变{len(found.changes)}项期限" if found.changes else "不改变任何期限")
    for warning in found.warnings:
        print(f"注意：{warning}")
    if chosen.yes and found.missing and not chosen.incomplete:
        raise Refused(f"尚未启用：没有列出{'、'.join(found.missing)}。通知确实没有这些节日的，加 --incomplete 再启用")
    if chosen.yes:
        year_files.take_over(session, found.file.raw, found.seen, incomplete=chosen.incomplete)
        print("已启用")
    else:
        print(f"尚未启用；核对无误后加 --yes{' --incomplete' if found.missing else ''} 启用")
    return 0


def _typed(path: Path) -> tuple[int, list[tuple[date, str]], list[date], str]:
    """A year as it is typed. Raises Refused naming what is missing."""
    try:
        with path.open("rb") as source:
            value: dict[str, Any] = tomllib.loads(source.read(_LIMIT).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(f"文件“{path.name}”不能读取，应为 UTF-8 编码的 TOML 文件") from error
    try:
        if set(value) - {"year", "source", "holidays", "workdays"} or type(value["year"]) is not int:
            raise Refused("放假安排只写 year、source、holidays、workdays 四项")
        holidays = [(day, str(item["name"])) for item in value["holidays"] for day in _stretch(item)]
        return value["year"], holidays, [_day(day) for day in value.get("workdays", [])], str(value["source"])
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused("放假安排应写明 year、source，holidays 中每项写明 name、from、to") from error


def _stretch(item: dict[str, Any]) -> Iterator[date]:
    first, last = _day(item["from"]), _day(item["to"])
    if not 0 <= (last - first).days < _STRETCH:
        raise Refused(f"{first.isoformat()}至{last.isoformat()}不是一段假期")
    while first <= last:
        yield first
        first += ONE_DAY


def _day(value: Any) -> date:
    if type(value) is not date:
        raise Refused(f"“{value}”应写作日期，如 2027-10-01，不加引号")
    return value

"""The working calendar in force in a workspace, due dates reckoned by it, and what another calendar would change."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from xuncha_desktop.kernel.canonical import digest, strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.calendar import WorkCalendar, shipped_calendar
from xuncha_desktop.rules.deadlines import Due, Extension
from xuncha_desktop.rules.year_file import YearFile, read_year_file
from xuncha_desktop.services import days, profiles
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.connection import Connection
from xuncha_desktop.storage.table import Where

_KEPT = "year:"  # work: a signed year file that has been taken over, by its year
_EXTENSIONS_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class DueChange:
    """A deadline whose date another calendar moves. `here`: this workspace keeps it and will write the new date."""

    deadline: Deadline
    before_on: date | None
    after_on: date | None
    here: bool


def current(session: Session) -> WorkCalendar:
    """The calendar this workspace reckons by: the years that come with the program, and those taken over since."""
    return _calendar(tuple(meta.starting_with(session.db(Compartment.WORK), _KEPT).values()))


def kept(session: Session) -> list[YearFile]:
    """The year files that have been taken over, the earliest year first."""
    found = meta.starting_with(session.db(Compartment.WORK), _KEPT)
    return [read_year_file(raw.encode()) for raw in found.values()]


def keep(db: Connection, file: YearFile) -> None:
    """Put a year file into force in a work compartment, inside the caller's transaction; it replaces its year's last.

    Due dates are not touched: `year_files.take_over` rebuilds them in the same transaction.
    """
    meta.write(db, f"{_KEPT}{file.table.year}", file.raw.decode())


def reckoned(session: Session, deadline: Deadline, work: WorkCalendar) -> Due:
    """When a deadline is due under a calendar, with every day explained. Raises `Refused` for a damaged record."""
    profile = profiles.by_digest(session, deadline.profile_digest)
    trigger_on = days.exact(deadline.trigger_on, "起算日期")
    return profile.due(deadline.rule, trigger_on, work, [Extension.from_plain(item) for item in extensions(deadline)])


def extensions(deadline: Deadline) -> list[dict[str, Any]]:
    """The recorded extensions, oldest first, as they are kept: what the rule needs, who decided and when."""
    kept = strict_json(deadline.extensions.encode(), limit=_EXTENSIONS_LIMIT, what="延期记录")
    if not isinstance(kept, list) or not all(isinstance(item, dict) for item in cast(list[Any], kept)):
        raise Damaged("延期记录的内容不是规范的数据，不能读取")
    return cast(list[dict[str, Any]], kept)


def preview_changes(session: Session, new: WorkCalendar) -> list[DueChange]:
    """Every deadline whose date would change under another calendar, met ones included: these tell who was late."""
    found: list[DueChange] = []
    for deadline in session.table(Deadline).where(Where("void_reason IS NULL"), order="due_on, rowid"):
        after_on = reckoned(session, deadline, new).due_on
        before_on = exact_day(deadline.due_on)
        if before_on != after_on:
            here = deadline.custodian == session.place.workspace_id
            found.append(DueChange(deadline, before_on, after_on, here))
    return found


def digest_of(changes: list[DueChange], new: WorkCalendar) -> str:
    """What a person was shown: these changes of these versions under that calendar, and no others."""
    shown = [[one.deadline.id, one.deadline.version, str(one.before_on), str(one.after_on)] for one in changes]
    return digest([new.digest, shown])


@lru_cache(maxsize=8)
def _calendar(files: tuple[str, ...]) -> WorkCalendar:
    return shipped_calendar().replaced(*(read_year_file(raw.encode()).table for raw in files))

"""The working calendar in force in a workspace, due dates reckoned by it, and what another calendar would change."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from xuncha_desktop.kernel.canonical import strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.calendar import WorkCalendar, shipped_calendar
from xuncha_desktop.rules.deadlines import Due, Extension
from xuncha_desktop.services import days, profiles
from xuncha_desktop.services.session import Session

_EXTENSIONS_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class DueChange:
    """A deadline whose date another calendar moves."""

    deadline: Deadline
    before_on: date | None
    after_on: date | None


def current(session: Session) -> WorkCalendar:
    """The calendar this workspace reckons by: the published years that come with the program."""
    del session  # every workspace has the same one until year tables can be imported
    return shipped_calendar()


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
    for deadline in session.table(Deadline).where(order="due_on, rowid"):
        after_on = reckoned(session, deadline, new).due_on
        before_on = exact_day(deadline.due_on)
        if before_on != after_on:
            found.append(DueChange(deadline, before_on, after_on))
    return found

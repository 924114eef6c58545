"""Moments in UTC microseconds, business days in Beijing time, whatever zone the machine is set to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The only place the program reads the machine's clock."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The business day a moment falls on, always +08:00."""
    return moment.astimezone(BEIJING).date()


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970 UTC; no float on the way, so it is exact."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def moment_of(value: int) -> datetime:
    """The inverse of `micros`."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value)


def local_text(value: int) -> str:
    """A stored moment as an office writes it: 2019-07-08 09:30."""
    return f"{moment_of(value).astimezone(BEIJING):%Y-%m-%d %H:%M}"

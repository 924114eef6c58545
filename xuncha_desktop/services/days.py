"""Days and times of things that happened, as they are registered: exact, not in the future, in their order."""

import re
from datetime import date

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.services.session import Session

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def exact(text: str, label: str) -> date:
    """The day a text states. Raises `Refused` for an imprecise or impossible one."""
    found = exact_day(text)
    if found is None:
        raise Refused(f"{label}应写明到日，如2019-07-08")
    return found


def happened(session: Session, text: str, label: str, *, after: str | None = None, what: str = "") -> str:
    """A day something happened on: not later than today, not before `after`, which is the day of `what`."""
    found = exact(text, label)
    if found > session.today:
        raise Refused(f"{label}（{text}）不能晚于今天")
    if after and text < after:
        raise Refused(f"{label}（{text}）不能早于{what}（{after}）")
    return text


def clock_time(text: str, label: str) -> str:
    """An hour and minute: 09:30. Raises `Refused`."""
    if not _TIME.fullmatch(text):
        raise Refused(f"{label}应写作09:30")
    return text


def words(day: date) -> str:
    """2019年9月20日."""
    return f"{day.year}年{day.month}月{day.day}日"

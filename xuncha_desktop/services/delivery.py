"""How a letter was delivered and answered: what is checked and how the answer stands, whichever letter it is."""

from typing import Any, Protocol

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.lights import TimeLight, own_light
from xuncha_desktop.services import days, profiles
from xuncha_desktop.services.session import Session


class Sent(Protocol):
    """What a letter says of its way."""

    @property
    def issued_on(self) -> str:
        """The day it went out."""
        ...

    @property
    def delivered_on(self) -> str | None:
        """The day it reached the unit."""
        ...

    @property
    def replied_on(self) -> str | None:
        """The day the unit answered."""
        ...


def delivered(session: Session, letter: Sent, delivered_on: str, receiver: str) -> dict[str, Any]:
    """What delivery changes. Raises `Refused`."""
    if letter.delivered_on:
        raise Refused("送达已经登记")
    if not receiver.strip():
        raise Refused("请写明签收人")
    days.happened(session, delivered_on, "送达日期", after=letter.issued_on, what="发出日期")
    return {"delivered_on": delivered_on, "receiver": receiver}


def replied(session: Session, letter: Sent, replied_on: str, text: str) -> dict[str, Any]:
    """What the unit's answer changes. Raises `Refused` before delivery."""
    if not letter.delivered_on:
        raise Refused("请先登记送达，再登记回复")
    if not text.strip():
        raise Refused("请写明回复内容")
    days.happened(session, replied_on, "回复日期", after=letter.delivered_on, what="送达日期")
    return {"replied_on": replied_on, "reply": text}


class Asking(Protocol):
    """What a letter says of the answer it asks for."""

    @property
    def round_id(self) -> str:
        """The round, whose regime sets the lights."""
        ...

    @property
    def reply_by_on(self) -> str | None:
        """The day the office wants an answer by."""
        ...

    @property
    def replied_on(self) -> str | None:
        """The day it was answered."""
        ...


def light(session: Session, letter: Asking, from_on: str) -> TimeLight:
    """How the answer stands, the time running from a day; the day it is wanted by is the office's own, no article's."""
    policy = profiles.of_round(session, letter.round_id).lights
    due_on, done_on = exact_day(letter.reply_by_on), exact_day(letter.replied_on)
    return own_light(due_on, session.today, policy, from_on=exact_day(from_on), done_on=done_on)

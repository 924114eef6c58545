"""The places of the window: what stands in the navigation, for whom, and which screen it opens."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.shell.frame import Frame
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import LINES, Line
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services.session import Session

EVERYBODY = frozenset(Post)
HOME = "home"


@dataclass(frozen=True, slots=True)
class Place:
    """`make` builds the screen when the place is first turned to; `group` is the heading it stands under."""

    name: str
    title: str
    icon: str
    posts: frozenset[Post]
    make: Callable[[Frame], QWidget]
    group: str = ""


def _home(frame: Frame) -> QWidget:
    from ui.screens.home import HomeScreen

    return HomeScreen(frame)


def _accounts(frame: Frame) -> QWidget:
    from ui.screens.accounts import AccountsScreen

    return AccountsScreen(frame)


def _audit(frame: Frame) -> QWidget:
    from ui.screens.audit import AuditScreen

    return AuditScreen(frame)


def ledger(line: Line) -> Place:
    """A record type's place: its ledger, and behind every row its form."""
    return Place(line.type, line.title, line.icon, line.posts, lambda frame: LedgerPage(frame, line), line.group)


PLACES: tuple[Place, ...] = (
    Place(HOME, "首页", "home", EVERYBODY, _home),
    *map(ledger, LINES),
    Place(
        "accounts",
        "账号与授权",
        "key",
        EVERYBODY,
        _accounts,
        "系统",
    ),
    Place("audit", "审计记录", "history", frozenset((Post.SECURITY_AUDITOR,)), _audit, "系统"),
)


def places_for(session: Session, places: tuple[Place, ...] = PLACES) -> list[Place]:
    """What this person sees: by post, and never the ledger of a compartment he has no key for."""
    types = {line.type for line in LINES}
    return [
        place
        for place in places
        if place.posts & session.actor.posts
        and (place.name not in types or session.holds(record_type(place.name).compartment))
    ]

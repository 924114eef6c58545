"""What the auditor finds at home: how the last check ended, and how much came since the last visit."""

from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services import auditing
from xuncha_desktop.services.home import Figure, Item, Listed
from xuncha_desktop.services.session import Session

AUDIT = "audit"
"""No record's type: what is counted or told here is opened on the auditor's own screen."""
REFUSED = "refused"
MOST_OPENED = 5_000
"""Entries opened to count the refusals among them; of more than that no count is told until the next visit."""


def last_check(session: Session) -> Listed:
    """The result of the last check of the whole audit."""
    try:
        found = auditing.last_check(session)
    except NotAllowed:
        return Listed()
    if found is None:
        return Listed()
    mark, tone = ("核验通过", Tone.DONE) if found.sound else ("发现问题", Tone.ALERT)
    return Listed((Item(f"共核验{found.entries}条", local_text(found.at), AUDIT, "", mark, tone),), 1)


def unread_figures(session: Session) -> tuple[Figure, ...]:
    """Entries since the last visit, and the refusals among them."""
    try:
        visit = auditing.since_visit(session)
    except NotAllowed:
        return ()
    unread = Figure("未查阅", visit.head - visit.seen, AUDIT)
    if unread.number > MOST_OPENED:
        return (unread,)
    refused = auditing.count_refused(session, visit.seen)
    return unread, Figure("其中被拒绝", refused, AUDIT, {REFUSED: frozenset(("1",))})

"""What a login makes good: packages a kill interrupted on the way out or in, and sections that waited for a key."""

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.services.packages import accept, shipping
from xuncha_desktop.services.session import Session


def settle(session: Session) -> None:
    """Called after the outbox has been carried and before orphaned attachments are swept: a package that is being
    taken in brings its attachments before the rows that name them. Nothing happens for an officer's session.
    """
    if session.actor.posts & BUSINESS and session.holds(Compartment.CORE) and session.holds(Compartment.WORK):
        shipping.settle(session)
        accept.settle(session)

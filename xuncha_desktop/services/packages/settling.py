"""What a login makes good: packages a kill interrupted, sections that waited for a key, clocks behind a stay."""

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.services import round_events
from xuncha_desktop.services.packages import accept, shipping
from xuncha_desktop.services.session import Session


def settle(session: Session) -> bool:
    """Called after the outbox has been carried and before orphaned attachments are swept.

    Returns whether they may be swept: a package not wholly taken in has brought files no row names yet. An officer's
    session settles nothing.
    """
    if not (session.actor.posts & BUSINESS and session.holds(Compartment.CORE) and session.holds(Compartment.WORK)):
        return False
    shipping.settle(session)
    settled = accept.settle(session)
    round_events.stays_settled(session)
    return settled

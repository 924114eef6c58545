"""A clock that is behind what the workspace has known: what ends stays ended, until an officer says the clock is right.

Once set ahead by mistake, a clock would make every password and dated certificate look run out for years.
"""

from xuncha_desktop.kernel.clock import micros
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services.session import Session, Tx, refuse_treatise
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import meta

_TOLERATED = 60  # seconds: a clock is set right by the minute, and nothing ends by the minute


def behind(session: Session) -> int:
    """By how many seconds the clock is behind the latest moment known here; 0 for less than a minute."""
    known = meta.latest(session.db(Compartment.CORE))
    seconds = (known - micros(session.clock())) // 1_000_000
    return seconds if seconds >= _TOLERATED else 0


@use_case("clock.confirm", "确认系统时钟", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN})
def confirm(tx: Tx, reason: str) -> None:
    """Say that the clock is right as it stands and the later moment known was an error. Raises `Refused`."""
    if not reason.strip():
        raise Refused("请写明确认时钟的依据")
    refuse_treatise(reason.strip())
    seconds = behind(tx.session)
    if not seconds:
        raise Refused("系统时钟没有倒退，不需要确认")
    meta.correct(tx.db, tx.now)
    tx.session.known = tx.now
    tx.facts |= {"seconds": seconds, "why": reason.strip()}

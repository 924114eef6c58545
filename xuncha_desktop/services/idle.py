"""After how many minutes without a touch the window locks: a fact of the workspace, set by the 安全保密管理员."""

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import meta

SHORTEST, LONGEST = 3, 10
_MINUTES = "lock_minutes"


def minutes(session: Session) -> int:
    """How long the window waits; the longest there is unless somebody chose less."""
    said = meta.read(session.db(Compartment.CORE), _MINUTES) or ""
    return min(max(int(said), SHORTEST), LONGEST) if said.isdecimal() else LONGEST


@use_case("lock.minutes", "设置自动锁定时间", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN})
def set_minutes(tx: Tx, wanted: int) -> None:
    """Set it, from 3 to 10 minutes. Raises `Refused` outside."""
    if not SHORTEST <= wanted <= LONGEST:
        raise Refused(f"自动锁定时间须在{SHORTEST}至{LONGEST}分钟之间")
    meta.write(tx.db, _MINUTES, str(wanted))
    tx.facts["minutes"] = wanted

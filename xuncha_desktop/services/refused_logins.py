"""Refused logins on their way to the auditor: noted at the door without a key, carried in by the next who has one."""

import logging
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.refused_logins import RefusedLogins
from xuncha_desktop.crypto.ring_state import AUDIT_DETAIL
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Refused, StorageFailed
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.storage import audit, meta
from xuncha_desktop.storage.connection import Unsure
from xuncha_desktop.storage.folder import WorkspaceFolder

log = logging.getLogger(__name__)

ACT = "login.refused"
_SEEN = "refused_logins"
_NAME_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Knock:
    """One refused login: what was typed as the name, how often that name has failed in a row, and when."""

    login: str
    failures: int
    at: int
    why: str


def note(folder: WorkspaceFolder, ring: KeyRing, knock: Knock, random: RandomBytes) -> None:
    """Seal a refused login beside the key file. A disk that does not take it is no reason to say anything else.

    The count of failures is on the disk by then; only time and name are lost, and the log says so.
    """
    account = ring.state.by_login(knock.login)
    facts: dict[str, Any] = {
        "login": account.login if account else _readable(knock.login),
        "known": account is not None,
        "failures": knock.failures,
        "why": knock.why,
    }
    body: dict[str, Any] = {
        "at": knock.at,
        "actor": account.user_id if account else "",
        "name": account.name if account else "",
        "posts": [],
        "act": ACT,
        "result": "refused",
        "objects": [],
        "facts": facts,
    }
    try:
        found = RefusedLogins.from_bytes(folder.read_refused_logins()) or RefusedLogins.begun(random)
        sealed = found.noted(body, ring.public_of(AUDIT_DETAIL), random)
        folder.write_refused_logins(sealed.to_bytes())
    except StorageFailed as error:
        log.info("a refused login is counted only: %s", type(error).__name__)


def carry(session: Session, folder: WorkspaceFolder) -> RefusedLogins | None:
    """Bring what was noted since the last login into the audit file, each entry once however often this is done.

    Returns what lay there, for `account_for`. None without the key of the audit file or if that cannot be written:
    then everything waits for the next login.
    """
    target = session.connections.get(Compartment.AUDIT)
    if target is None:
        return None
    found = RefusedLogins.from_bytes(folder.read_refused_logins()) or RefusedLogins.begun(session.random)
    try:
        if found.entries:
            audit.append(target, ((entry_id, sealed) for _, entry_id, sealed in found.entries))
    except Refused as error:
        session.stopped = session.stopped or isinstance(error, Unsure)
        log.info("refused logins stay in their file: %s", type(error).__name__)
        return None
    return found


def account_for(tx: Tx, found: RefusedLogins | None) -> None:
    """Say in the login's entry what was only counted and what is missing, and remember how far the file had come.

    Missing: the file is not the one known here, or ends before the number reached, or begins after the one due.
    """
    if found is None:
        return
    seen = strict_json((meta.read(tx.db, _SEEN) or "{}").encode(), limit=4096, what="登录被拒记录")
    first = found.last - len(found.entries)
    if seen and (found.name != seen["name"] or not first <= seen["last"] <= found.last):
        tx.facts["refused_logins_lost"] = True
    if found.dropped:
        tx.facts["refused_logins_only_counted"] = found.dropped
    now = {"name": found.name, "last": found.last}
    if seen != now:
        meta.write(tx.db, _SEEN, canonical(now).decode())


def empty(folder: WorkspaceFolder, found: RefusedLogins | None) -> None:
    """Take the carried entries out of the file; if the disk does not let them go, they are known by their ids."""
    raw = found.emptied().to_bytes() if found else b""
    try:
        if found and raw != folder.read_refused_logins():
            folder.write_refused_logins(raw)
    except Refused as error:
        log.info("carried refused logins stay in their file: %s", type(error).__name__)


def _readable(typed: str) -> str:
    """A name nobody has, unless it could be a password typed into the wrong field: letters only and not long.

    A password of this program holds digits and signs, so letters alone are none; the rest is said to be withheld.
    """
    name = typed.strip()
    return name if name.isalpha() and len(name) <= _NAME_LIMIT else ""

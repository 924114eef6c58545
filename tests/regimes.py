"""Profiles of other regimes for tests: 礼县's with something said otherwise, and a round bound to it."""

import json
from collections.abc import Callable
from typing import Any

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session


def other(edit: Callable[[dict[str, Any]], None]) -> Profile:
    """礼县's profile after an edit of its content; it passes the same checks as any other."""
    content = json.loads(shipped_profile("lixian").to_bytes())
    edit(content)
    return Profile.from_bytes(canonical(content))


def bind(session: Session, round_id: str, profile: Profile) -> None:
    """Let a round stand on this profile."""
    with session.carry_out("setup", Compartment.CORE) as tx:
        profiles.keep(tx, profile)
        found = tx.table(Round).get(round_id)
        tx.save(found, found.changed(profile=profile.about.name, profile_digest=profile.digest), foreign=True)

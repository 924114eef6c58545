"""Failed logins: a growing delay, then a lock of 30 minutes, as a pure state the caller keeps in a small file.

Time is the machine's seconds since it was started, so moving the wall clock ends nothing early; after a restart a
wait begins anew. Names that exist and names that do not are counted alike. Content that cannot be read counts as
four failures for everybody: one more and the name is locked, yet a torn write locks nobody out of a right password.
A name here is an account's id or a stranger's drawer: the file is not encrypted and must not hold what was typed.
This stops guessing at the keyboard only; whoever has a copy of the files is stopped by the password's cost.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged

LIMIT = 5
LOCK_SECONDS = 30 * 60
DELAYS = (0, 2, 5, 15, 30)
"""Seconds to wait after so many failures; from LIMIT on it is LOCK_SECONDS."""
STRANGERS = 16
"""Drawers in which names are counted that no account has."""

_FORMAT = "xuncha-attempts-2"
_LIMIT_BYTES = 1024 * 1024


def stranger(typed: str) -> str:
    """The drawer of a name nobody has, whatever the case of its letters.

    People type their password into the field for the name. A digest of it could be guessed at in peace, passing by the
    password's cost; which of 16 drawers it fell into tells four bits of it, and the file does not grow.
    """
    digest = hashlib.sha256(typed.strip().casefold().encode(errors="replace")).digest()
    return f"stranger-{digest[0] % STRANGERS}"


@dataclass(frozen=True)
class Uptime:
    """A moment that no clock setting moves: which start of the machine, and whole seconds since then."""

    boot: str
    seconds: int


@dataclass(frozen=True)
class Failures:
    """How often a name has failed in a row, and since when it waits."""

    count: int
    since: Uptime


@dataclass(frozen=True)
class Attempts:
    """The state of all names. `suspect`: the content found was not readable."""

    failures: Mapping[str, Failures] = field(default_factory=dict[str, Failures])
    suspect: bool = False

    @staticmethod
    def from_bytes(raw: bytes | None) -> "Attempts":
        """Read the kept state; None where there is no file yet. Never raises."""
        if raw is None:
            return Attempts()
        try:
            return _read(strict_json(raw, limit=_LIMIT_BYTES, what="登录记录"))
        except (Damaged, ValueError, KeyError, TypeError, AttributeError):
            return Attempts(suspect=True)

    def to_bytes(self) -> bytes:
        """What the caller keeps, before the person is told that he failed."""
        names = {name: [one.count, one.since.boot, one.since.seconds] for name, one in self.failures.items()}
        return canonical({"format": _FORMAT, "suspect": self.suspect, "names": names})

    def wait(self, name: str, now: Uptime) -> tuple["Attempts", int]:
        """The seconds this name must still wait, 0 if it may try; and the state to keep: a restart begins anew."""
        known = self.failures.get(name)
        if known is None:
            return self, 0
        if known.since.boot != now.boot or now.seconds < known.since.seconds:
            known = replace(known, since=now)
        due = LOCK_SECONDS if known.count >= LIMIT else DELAYS[known.count]
        left = due - (now.seconds - known.since.seconds)
        if left <= 0 and known.count >= LIMIT:
            return self._without(name), 0
        return self._with(name, known), max(0, left)

    def failed(self, name: str, now: Uptime) -> "Attempts":
        """One more failure of this name."""
        before = self.failures_of(name) or (LIMIT - 1 if self.suspect else 0)
        return self._with(name, Failures(min(LIMIT, before + 1), now))

    def failures_of(self, name: str) -> int:
        """How often the name has failed in a row, for the entry its next login leaves in the audit."""
        known = self.failures.get(name)
        return known.count if known else 0

    @property
    def total(self) -> int:
        """Failures of all names that nobody has ended by a right password yet, for the next login's audit entry."""
        return sum(one.count for one in self.failures.values())

    def cleared(self, name: str) -> "Attempts":
        """A right password, or the 安全保密管理员's release, ends the name's count and the suspicion."""
        return replace(self._without(name), suspect=False)

    def _with(self, name: str, one: Failures) -> "Attempts":
        return replace(self, failures={**self.failures, name: one})

    def _without(self, name: str) -> "Attempts":
        return replace(self, failures={other: one for other, one in self.failures.items() if other != name})


def _read(value: Any) -> Attempts:
    if value["format"] != _FORMAT or not isinstance(value["suspect"], bool):
        raise ValueError("foreign")
    failures: dict[str, Failures] = {}
    for name, line in cast("dict[str, list[Any]]", value["names"]).items():
        count, boot, seconds = line
        whole = [isinstance(number, int) and not isinstance(number, bool) for number in (count, seconds)]
        if not all(whole) or not 1 <= count <= LIMIT or seconds < 0 or not isinstance(boot, str):
            raise ValueError("strange")
        failures[name] = Failures(count, Uptime(boot, seconds))
    return Attempts(failures, value["suspect"])

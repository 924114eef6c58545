"""Refused logins beside the key file, each sealed to the auditor: nobody has a key yet when one happens.

The entries are numbered within one file, whose random name tells it from another put in its place. The file is bounded:
when it is full, further refusals are only counted. Until somebody logs in, who has the folder can remove the newest
entries; what core remembers of the file shows him then only if he took more than these.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from xuncha_desktop.crypto.audit_seal import AuditSealer
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.ids import RandomBytes

MOST = 500
"""Entries kept; at the pace the waits allow, days of guessing at several names."""

_FORMAT = "xuncha-refused-logins-1"
_LIMIT_BYTES = 2 * 1024 * 1024
_ID_BYTES = 16


@dataclass(frozen=True)
class RefusedLogins:
    """The file as a value. `last` is the number of its newest entry; `entries` hold (number, entry id, sealed body)."""

    name: str
    last: int = 0
    dropped: int = 0
    entries: tuple[tuple[int, bytes, bytes], ...] = ()

    @staticmethod
    def begun(random: RandomBytes) -> "RefusedLogins":
        """An empty file of a new name."""
        return RefusedLogins(random(8).hex())

    @staticmethod
    def from_bytes(raw: bytes) -> "RefusedLogins | None":
        """Read the file; None where there is none or its content is not readable. Never raises."""
        try:
            return _read(strict_json(raw, limit=_LIMIT_BYTES, what="登录被拒记录"))
        except (Damaged, ValueError, KeyError, TypeError, AttributeError):
            return None

    def to_bytes(self) -> bytes:
        """What the caller keeps."""
        lines = [[n, *(base64.b64encode(part).decode() for part in parts)] for n, *parts in self.entries]
        said = {"name": self.name, "last": self.last, "dropped": self.dropped, "entries": lines}
        return canonical({"format": _FORMAT, **said})

    def noted(self, body: Mapping[str, Any], auditor_public: str, random: RandomBytes) -> "RefusedLogins":
        """One more entry, numbered here; a full file counts it only."""
        if len(self.entries) >= MOST:
            return replace(self, dropped=self.dropped + 1)
        number = self.last + 1
        whole = {**body, "compartment": f"login-{self.name}", "n": number}
        sealed = AuditSealer(auditor_public, random).seal(canonical(whole))
        return replace(self, last=number, entries=(*self.entries, (number, random(_ID_BYTES), sealed)))

    def emptied(self) -> "RefusedLogins":
        """The same file once its entries have been carried; its numbers go on."""
        return replace(self, dropped=0, entries=())


def _read(value: Any) -> RefusedLogins:
    said = cast("dict[str, Any]", value)
    name, last, dropped = said["name"], said["last"], said["dropped"]
    if said["format"] != _FORMAT or type(name) is not str or len(bytes.fromhex(name)) != 8 or name != name.lower():
        raise ValueError("foreign")
    entries: list[tuple[int, bytes, bytes]] = []
    for number, entry_id, sealed in said["entries"]:
        entries.append((number, base64.b64decode(entry_id, validate=True), base64.b64decode(sealed, validate=True)))
    numbers = [last, dropped, *(number for number, _, _ in entries)]
    if any(type(number) is not int or not 0 <= number < 2**62 for number in numbers):
        raise ValueError("strange")
    in_order = [number for number, _, _ in entries] == list(range(last - len(entries) + 1, last + 1))
    if not in_order or last < len(entries) or len(entries) > MOST:
        raise ValueError("out of order")
    if any(len(entry_id) != _ID_BYTES for _, entry_id, _ in entries):
        raise ValueError("strange")
    return RefusedLogins(name, last, dropped, tuple(entries))

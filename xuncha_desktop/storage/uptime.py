"""How long the machine has been running: a clock no one can set, for waiting out failed logins."""

import time
from pathlib import Path

from xuncha_desktop.crypto.attempts import Uptime

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def uptime() -> Uptime:
    """Which start of the machine this is, as far as the system tells, and whole seconds since (sleep included)."""
    boot = _BOOT_ID.read_text("ascii").strip() if _BOOT_ID.exists() else ""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    seconds = time.clock_gettime(boottime) if boottime is not None else time.monotonic()
    return Uptime(boot, int(seconds))

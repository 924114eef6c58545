"""B1: from starting the process to the login window on a real X server, against KeePassXC's window."""

import contextlib
import ctypes
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

from tests.bench.measure import MS, Line
from tests.bench.world import ROOT

REPEATS = 7
GOAL = "<= 1.3x"
SMALLEST = 300
"""Pixels: a narrower window is a tip, a splash or an input method, not the window waited for."""
_MAP_NOTIFY, _SUBSTRUCTURE = 19, 1 << 19
PATIENCE = 30


class _MapEvent(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("event", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("padding", ctypes.c_long * 24),
    )


class Screen:
    """An X server of our own, watched for windows that become visible."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
        self._x.XSelectInput.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long)
        self._x.XNextEvent.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        self._x.XPending.argtypes = (ctypes.c_void_p,)
        self._x.XGetGeometry.argtypes = (ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_void_p] * 7)
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise RuntimeError(f"no X server at {display}")
        self._x.XSelectInput(self._display, self._x.XDefaultRootWindow(self._display), _SUBSTRUCTURE)
        self._x.XSync(ctypes.c_void_p(self._display), 0)

    def forget(self) -> None:
        """Drop what happened so far."""
        event = _MapEvent()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, ctypes.byref(event))

    def wait_for_window(self) -> None:
        """Return when a window of some size is mapped."""
        event = _MapEvent()
        while True:
            self._x.XNextEvent(self._display, ctypes.byref(event))
            if event.type == _MAP_NOTIFY and self._width(event.window) >= SMALLEST:
                return

    def _width(self, window: int) -> int:
        root, place = ctypes.c_ulong(), [ctypes.c_int() for _ in range(2)]
        sizes = [ctypes.c_uint() for _ in range(4)]
        parts = [ctypes.byref(part) for part in (root, *place, *sizes)]
        return sizes[0].value if self._x.XGetGeometry(self._display, window, *parts) else 0


def run() -> list[Line]:
    """Each in turn with a home of its own; the first start of each only warms the disk."""
    keepass = shutil.which("keepassxc")
    commands = {"ours": [sys.executable, "-m", "ui"]}
    if keepass:
        commands["keepassxc"] = [keepass]
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as home, _server() as display:
        screen = Screen(display)
        for turn in range(REPEATS + 1):
            for name, argv in commands.items():
                took = _start(screen, argv, display, Path(home) / name)
                if turn:
                    times[name].append(took)
    middle = {name: statistics.median(found) for name, found in times.items()}
    note = "" if keepass else "KeePassXC is not installed here: apt-get install keepassxc"
    return [Line("B1", "-", "start to login window", middle["ours"], middle.get("keepassxc"), GOAL, note=note)]


@contextlib.contextmanager
def _server() -> Generator[str]:
    """Xvfb on a free display."""
    reading, writing = os.pipe()
    argv = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(argv, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _start(screen: Screen, argv: list[str], display: str, home: Path) -> float:
    home.mkdir(exist_ok=True)
    clean = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    (home / "run").mkdir(mode=0o700, exist_ok=True)
    environ = {**clean, **places, "HOME": str(home), "DISPLAY": display, "XDG_RUNTIME_DIR": str(home / "run")}
    screen.forget()
    signal.alarm(PATIENCE)  # a program that shows nothing ends the run instead of hanging it
    began = time.perf_counter()
    child = subprocess.Popen(argv, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        screen.wait_for_window()
        return (time.perf_counter() - began) * MS
    finally:
        signal.alarm(0)
        child.kill()
        child.wait()

"""Looks for the system parts that no Python package brings: libraries the window needs, programs the tests call.

What is missing is named with its Debian package, and installed where that is possible without asking (root
on Debian, Ubuntu and their kin). Run alone it checks both lists.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
PROGRAMS = {
    "Xvfb": "xvfb",
    "pdftoppm": "poppler-utils",
    "strace": "strace",
}


def loads(library: str) -> bool:
    """Whether the system's loader finds this library and everything it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def on_path(program: str) -> bool:
    return shutil.which(program) is not None


def missing(parts: Mapping[str, str], found: Callable[[str], bool] | None = None) -> list[str]:
    """The Debian packages of the parts that are not there, each once; other systems than Linux need none."""
    if not sys.platform.startswith("linux"):
        return []
    found = found or (lambda part: loads(part) if ".so." in part else on_path(part))
    return sorted({package for part, package in parts.items() if not found(part)})


def install(packages: list[str]) -> None:
    """Try Debian's installer, once with the lists as they are and once with fresh ones."""
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(command, stderr=subprocess.DEVNULL, **quiet).returncode:
        subprocess.run(["apt-get", "update"], **quiet)
        subprocess.run(command, **quiet)


def ensure(parts: Mapping[str, str]) -> bool:
    """Install what is missing where that can be done; otherwise say what is missing. True when all is there."""
    packages = missing(parts)
    if packages and os.geteuid() == 0 and on_path("apt-get"):
        print(f"正在安装系统组件：{' '.join(packages)}", flush=True)
        install(packages)
        packages = missing(parts)
    if packages:
        names = " ".join(packages)
        print(f"缺少系统组件，请安装后重试：apt-get install {names}", file=sys.stderr)
        print(f"System parts are missing; install them and try again: apt-get install {names}", file=sys.stderr)
    return not packages


if __name__ == "__main__":
    sys.exit(not ensure(LIBRARIES | PROGRAMS))

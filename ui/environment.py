"""What the process takes from its surroundings, settled before Qt is loaded: platform, plugins, locks."""

import os
import sys
from collections.abc import Mapping, MutableMapping

PLATFORMS = frozenset(("xcb", "wayland", "windows", "offscreen"))
# What a person's desktop may rightly say about scale, input method and assistive technology.
_QT_ALLOWED = frozenset(
    (
        "QT_QPA_PLATFORM",
        "QT_SCALE_FACTOR",
        "QT_SCREEN_SCALE_FACTORS",
        "QT_SCALE_FACTOR_ROUNDING_POLICY",
        "QT_ENABLE_HIGHDPI_SCALING",
        "QT_AUTO_SCREEN_SCALE_FACTOR",
        "QT_FONT_DPI",
        "QT_IM_MODULE",
        "QT_IM_MODULES",
        "QT_ACCESSIBILITY",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON",
    )
)
_INJECTING = ("LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES")
_PYTHON_KEPT = frozenset(("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"))


class Injected(Exception):
    """Foreign code was asked to be loaded into this process."""


def refuse_injection(environ: Mapping[str, str]) -> None:
    """Raise `Injected`, with a sentence, if a variable loads foreign code into the process before us (H02)."""
    found = [name for name in _INJECTING if environ.get(name)]
    if found:
        raise Injected(f"系统变量{'、'.join(found)}会向本程序注入外来代码，程序不予启动。请清除后再启动")


def clean(environ: MutableMapping[str, str]) -> None:
    """Drop every variable that would load a plugin, open a port or change how Python starts (H02)."""
    for name in list(environ):
        qt = name.startswith(("QT_", "QML_", "QML2_", "QSG_", "QTWEBENGINE")) and name not in _QT_ALLOWED
        python = name.startswith("PYTHON") and name not in _PYTHON_KEPT
        if qt or python or name in ("QML2_IMPORT_PATH", "GTK_MODULES", "KEYRING_PROPERTY_PREFIX"):
            del environ[name]
    if environ.get("QT_QPA_PLATFORM", "") not in PLATFORMS:
        environ.pop("QT_QPA_PLATFORM", None)


def settle() -> None:
    """Clean the environment and lock the process: no network, no core dump. Raises `Injected`."""
    from xuncha_desktop.kernel import sandbox

    refuse_injection(os.environ)
    clean(os.environ)
    sandbox.no_core_dumps()
    sandbox.no_network()


def again(*words: str) -> list[str]:
    """The command line that starts this program anew."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ui"]
    return [*start, *words]

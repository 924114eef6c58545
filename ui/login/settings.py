"""What the window remembers outside every workspace: where workspaces lie, and its own size. Nothing else."""

import base64
import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

MOST = 12
_LIMIT = 256 * 1024


class WindowSettings:
    """A small file of its own; an unreadable one is begun anew, because nothing in it is work."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _usual()
        self._said = _read(self.path)

    @property
    def recent(self) -> list[Path]:
        """Workspaces used last, the newest first."""
        return [Path(text) for text in self._said["recent"]]

    def used(self, workspace: Path) -> None:
        """This workspace was used now."""
        others = [text for text in self._said["recent"] if text != str(workspace)]
        self._said["recent"] = [str(workspace), *others][:MOST]
        self._write()

    def forget(self, workspace: Path) -> None:
        """Take a workspace off the list; the folder stays."""
        self._said["recent"] = [text for text in self._said["recent"] if text != str(workspace)]
        self._write()

    def geometry(self, window: str) -> bytes:
        """The size and place of a window as Qt wrote it; empty if it has none."""
        return base64.b64decode(self._said["geometry"].get(window, ""))

    def keep_geometry(self, window: str, geometry: bytes) -> None:
        """Remember it."""
        self._said["geometry"][window] = base64.b64encode(geometry).decode()
        self._write()

    def ledger(self, name: str) -> dict[str, Any]:
        """Columns and widths a person chose for a ledger; change it and call `keep`."""
        return self._said["ledgers"].setdefault(name, {})

    def keep(self) -> None:
        """Write what was changed in place."""
        self._write()

    def _write(self) -> None:
        # A window that cannot remember its size still works: a full or read-only disk is told where work is saved.
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(json.dumps(self._said, ensure_ascii=False), "utf-8")
            os.replace(part, self.path)
        except OSError:
            return


def _usual() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "xuncha-desktop" / "window.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
        said = json.loads(raw) if len(raw) <= _LIMIT else {}
    except (OSError, ValueError):
        said = {}
    if not isinstance(said, dict):
        said = {}
    recent = said.get("recent")
    geometry = said.get("geometry")
    ledgers = said.get("ledgers")
    return {
        "recent": [text for text in recent if isinstance(text, str)] if isinstance(recent, list) else [],
        "geometry": geometry if isinstance(geometry, dict) and all(_is_base64(g) for g in geometry.values()) else {},
        "ledgers": {n: v for n, v in ledgers.items() if isinstance(v, dict)} if isinstance(ledgers, dict) else {},
    }


def _is_base64(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(base64.b64decode(text, validate=True))
    except ValueError:
        return False

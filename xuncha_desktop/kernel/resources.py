"""Where the data shipped with the program lies: fonts, regulation profiles, help; frozen or run from source."""

import sys
from pathlib import Path


def resource(path: str) -> Path:
    """The file or folder `resources/<path>`; `path` is relative and uses forward slashes.

    A built program unpacks its data beside itself and names that folder; otherwise the data stands beside
    the packages in the source tree.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).parents[2]
    return root / "resources" / path

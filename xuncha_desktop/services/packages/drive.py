"""What lies on a drive: packages to offer, facts anybody may know of one, and remains of a broken copy."""

from pathlib import Path

from xuncha_desktop.exchange import media, parts
from xuncha_desktop.exchange.envelope import PublicFacts
from xuncha_desktop.kernel.errors import NotFound


def public_facts(path: Path) -> PublicFacts:
    """All that can be said of a package without a key: name, size, whether it is one. For `xuncha package show`."""
    if not path.is_file():
        raise NotFound(f"找不到文件“{path.name}”")
    with media.told("U盘"):
        return parts.show(path)


def offered(folder: Path) -> list[Path]:
    """The packages in a folder; links, programs and unfinished copies are not among them."""
    return parts.offered(folder)


def leftovers(folder: Path) -> list[Path]:
    """Unfinished copies of ours that a drive pulled out too early still carries."""
    return media.leftovers(folder)


def remove_leftovers(folder: Path) -> int:
    """Remove them. Returns how many."""
    found = media.leftovers(folder)
    for path in found:
        with media.told("U盘"):
            path.unlink(missing_ok=True)
    return len(found)

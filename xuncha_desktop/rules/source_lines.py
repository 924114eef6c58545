"""Finds the line of a TOML file a key path stands on, because the standard parser keeps none."""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+)\s*=")
_INLINE = re.compile(r"^\s*\{")


def line_of(text: str, path: Path) -> int | None:
    """The line, from 1, of the path or of the longest beginning of it found; None when not even its table is."""
    best: tuple[int, int] | None = None
    for number, place in _places(text):
        length = min(len(place), len(path))
        if path[:length] == place[:length] and (best is None or length > best[0]):
            best = (length, number)
    return best[1] if best else None


def _places(text: str) -> list[tuple[int, Path]]:
    """Each line that opens a table, a key or an inline table, with its full path."""
    found: list[tuple[int, Path]] = []
    counts: dict[Path, int] = {}
    table: Path = ()
    key: Path = ()
    inline = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _table(tuple(header[2].replace('"', "").split(".")), header[1] == "[[", counts)
            found.append((number, table))
        elif match := _KEY.match(line):
            key = (*table, match[1])
            inline = 0
            found.append((number, key))
        elif _INLINE.match(line):
            found.append((number, (*key, inline)))
            inline += 1
    return found


def _table(names: tuple[str, ...], is_array: bool, counts: dict[Path, int]) -> Path:
    """A header's path with the index of every array of tables on the way."""
    place: Path = ()
    for depth, name in enumerate(names, start=1):
        place = (*place, name)
        last = depth == len(names)
        if last and is_array:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def spelled(path: Path) -> str:
    """A key path as a person reads it: deadlines[3].unit, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text

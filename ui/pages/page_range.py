"""Which pages of a paper are wanted: 全部, or numbers and stretches like 2-3,5."""

from xuncha_desktop.kernel.errors import Refused

_WRONG = "页码范围应写作 2-3,5 的样子"


def chosen(text: str, pages: int) -> list[int]:
    """Page indexes from 0 in rising order; empty text means all. Raises `Refused` for anything else."""
    words = text.replace("，", ",").replace("－", "-").replace("—", "-").replace(" ", "")
    if not words:
        return list(range(pages))
    found: set[int] = set()
    for part in words.split(","):
        first, _, last = part.partition("-")
        if not (first.isascii() and first.isdigit() and (not last or (last.isascii() and last.isdigit()))):
            raise Refused(_WRONG)
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= pages:
            raise Refused(f"页码应在1至{pages}之间")
        found |= set(range(low - 1, high))
    return sorted(found)

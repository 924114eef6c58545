"""The outline of a file: where each paper and each heading begins."""

from collections.abc import Sequence
from typing import NamedTuple

from xuncha_desktop.printing.pdf import Pdf, number, ref, words


class Entry(NamedTuple):
    """A line of the outline: what it says, its level from 0, the page object it leads to and how high on that page."""

    title: str
    level: int
    page: int
    height: float


def write_outline(pdf: Pdf, entries: Sequence[Entry]) -> int:
    """Write the entries, in the order of the pages, below their papers; the outline's own object number comes back.

    A level left out above an entry is not missed. What lies below a heading is folded.
    """
    root = pdf.reserve()
    own = [pdf.reserve() for _ in entries]
    above: list[int] = []  # the last entry at each level down to the one at hand
    parents: list[int] = []
    for place, entry in enumerate(entries):
        del above[entry.level :]
        parents.append(above[-1] if above else -1)
        above.append(place)
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    for parent, places in children.items():
        for nth, place in enumerate(places):
            said = _said(entries[place], own[parent] if parent >= 0 else root)
            said += f" /Prev {ref(own[places[nth - 1]])}" if nth else ""
            said += f" /Next {ref(own[places[nth + 1]])}" if nth + 1 < len(places) else ""
            if below := children.get(place):
                count = len(below) if parent < 0 else -len(below)
                said += f" /First {ref(own[below[0]])} /Last {ref(own[below[-1]])} /Count {count}"
            pdf.put(f"<< {said} >>", own[place])
    top = children.get(-1, [])
    shown = len(top) + sum(len(children.get(place, ())) for place in top)
    ends = f"/First {ref(own[top[0]])} /Last {ref(own[top[-1]])} /Count {shown}" if top else ""
    return pdf.put(f"<< /Type /Outlines {ends} >>", root)


def _said(entry: Entry, parent: int) -> str:
    leads = f"[{ref(entry.page)} /XYZ 0 {number(entry.height)} 0]"
    return f"/Title {words(entry.title)} /Parent {ref(parent)} /Dest {leads}"

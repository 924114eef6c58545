"""Papers into one PDF: a frozen view and a stamp become pages, and equal ones become equal bytes.

What all copies of a paper have in common is drawn once and page by page, while its rows are set: nothing of a page
is kept but where it lies in the file. What tells copies apart, and how many pages there are, is drawn last.
"""

import io
import threading
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, BinaryIO, Final

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import faces, margins
from xuncha_desktop.printing.blocks import TIGHT, Setter
from xuncha_desktop.printing.embedding import embed
from xuncha_desktop.printing.faces import Faces, Role
from xuncha_desktop.printing.flow import Page, Placed, paginate
from xuncha_desktop.printing.form import Form, View, content_digest, form_of
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks, Sheet, Stamp
from xuncha_desktop.printing.outline import Entry, write_outline
from xuncha_desktop.printing.pdf import Mark, Pdf, number, ref, refs, words
from xuncha_desktop.printing.pen import MM, Paper, Pen
from xuncha_desktop.printing.views import alone, texts

_DRAWING: Final = threading.Lock()  # a face is one open file for all threads
_LEFT_OVER: Final = 4  # lines on a last page that are worth drawing the others together for
_NOT_DRAWN: Final = "\r\t"
_NO_COPY: Final = Stamp()


def _none() -> "array[int]":
    """No objects yet."""
    return array("Q")


@dataclass(slots=True)
class _Drawn:
    """A paper as far as all its copies have it in common. Streams are told by their objects, 0 for an empty one."""

    form: Form[Any]
    marks: Marks
    faces: Faces
    content: str  # the digest to print, empty for a public paper
    bodies: "array[int]" = field(default_factory=_none)  # of every page
    numbers: "array[int]" = field(default_factory=_none)  # … and its page number, once the pages are counted
    apart: dict[int, list[Placed]] = field(default_factory=dict[int, list[Placed]])  # by page, what each copy draws
    entries: list[Entry] = field(default_factory=list[Entry])  # of the outline, `page` counted from 0
    signature: tuple[int, int] | None = None  # its page, and how many lines stand before it there
    numbered: int = 0  # pages up to an empty one before 版记


class Book:
    """A PDF in the making on `out`, which is empty and can be cut back. It is none before `finish`."""

    def __init__(self, out: BinaryIO) -> None:
        self._faces = faces.shipped()
        self._pdf = Pdf(out)
        self._pen = Pen(self._faces)
        self._papers: list[_Drawn] = []
        self._catalog, self._tree, self._resources = (self._pdf.reserve() for _ in range(3))
        self._before = self._mark()  # the paper added last

    def add(self, form_name: str, view: View) -> int:
        """Draw a paper but for what tells its copies apart; its place in the book comes back.

        Raises `Refused` naming each character no face can draw; nothing of the paper is left in the book then.
        """
        chosen = form_of(form_name, view)
        chars = dict.fromkeys(chain.from_iterable(texts(view)))
        self._faces.refuse_unprintable(char for char in chars if char not in _NOT_DRAWN)
        with _DRAWING:
            self._before = self._mark()
            try:
                self._papers.append(self._drawn(chosen, view, self._naming(view, chars)))
            except BaseException:
                self._cut_back()
                raise
            return len(self._papers) - 1

    def take_back(self) -> None:
        """The paper added last is not in the book."""
        self._papers.pop()
        self._cut_back()

    def finish(self, copies: Sequence[tuple[int, Stamp]], title: str = "") -> None:
        """The copies in their order, each a paper by its place and a stamp, each with its own numbering."""
        times = Counter(place for place, _ in copies)
        pages, entries = _none(), list[Entry]()
        with _DRAWING:
            for place, stamp in copies:
                paper = self._papers[place]
                own = self._copy(paper, stamp)
                name = f"{paper.form.label}（第{stamp.copy}份）" if times[place] > 1 else paper.form.label
                entries.append(Entry(name, 0, own[0], paper.form.paper.height * MM))
                entries += [entry._replace(page=own[entry.page]) for entry in paper.entries]
                pages.extend(own)
            self._close(pages, entries, title or self._papers[0].form.label)

    # ------------------------------------------------------------ what copies have in common

    def _naming(self, view: View, chars: Iterable[str]) -> Faces:
        """The faces, knowing the names on a paper that has rare characters."""
        rare = self._faces.lacking(chars)
        if not rare:
            return self._faces
        return self._faces.naming(
            [*view.marks.names, *alone(text for text in texts(view) if not rare.isdisjoint(text))]
        )

    def _drawn(self, chosen: Form[Any], view: View, known: Faces) -> _Drawn:
        """One whose signature would begin a page nearly empty is drawn together a little."""
        drawn = self._pages_drawn(chosen, view, known, 1.0)
        page, lines = drawn.signature or (0, 0)
        if not page or lines >= _LEFT_OVER:
            return drawn
        closer = enumerate(self._pages(chosen, view, known, TIGHT))
        if next((place for place, one in closer if _signed(one) is not None), page) >= page:
            return drawn
        self._cut_back()
        return self._pages_drawn(chosen, view, known, TIGHT)

    def _pages_drawn(self, chosen: Form[Any], view: View, known: Faces, tight: float) -> _Drawn:
        marks = Marks(Level.PUBLIC) if chosen.public else view.marks
        self._pen.faces = known
        paper = _Drawn(chosen, marks, known, "" if chosen.public else content_digest(view))
        for place, page in enumerate(self._pages(chosen, view, known, tight)):
            if paper.numbered == place and (page or not place):
                paper.numbered += 1
            lines = _signed(page)
            if paper.signature is None and lines is not None:
                paper.signature = (place, lines)
            paper.bodies.append(self._body(paper, place, page))
        return paper

    def _pages(self, chosen: Form[Any], view: View, known: Faces, tight: float) -> Iterator[Page]:
        setter = Setter(known, chosen.paper.text_width, tight=tight, scale=chosen.paper.scale)
        return paginate(chosen.layout(setter, view), chosen.paper.text_height * MM, duplex=chosen.duplex)

    def _body(self, paper: _Drawn, number: int, page: Page) -> int:
        on, pen = paper.form.paper, self._pen
        pen.begin(on)
        for place, placed in enumerate(page):
            unit = placed.unit
            if unit.entry and placed.start == 0:
                paper.entries.append(Entry(*unit.entry, number, (on.height - on.top) * MM - placed.top))
            if unit.each_copy:
                paper.apart.setdefault(number, []).append(placed)
                continue
            pen.opens = all(any(before.unit is head for head in unit.heads) for before in page[:place])
            pen.closes = place == len(page) - 1
            _place(pen, on, placed)
        return self._stream()

    # ------------------------------------------------------------ what tells them apart

    def _copy(self, paper: _Drawn, stamp: Stamp) -> "array[int]":
        """The pages of one copy."""
        on, pages = paper.form.paper, _none()
        self._pen.faces = paper.faces
        if not paper.numbers:
            paper.numbers.extend(self._numbers(paper))
        size = f"[0 0 {number(on.width * MM)} {number(on.height * MM)}]"
        head = f"<< /Type /Page /Parent {ref(self._tree)} /MediaBox {size} /Resources {ref(self._resources)}"
        common = Sheet(paper.marks, stamp, 0, 0)
        sheets = [replace(common, first=True), common] if paper.form.dress is Dress.LETTER else [common]
        around = [(sheet, self._above(paper, sheet), self._below(paper, sheet)) for sheet in sheets]
        for place, (shown, body) in enumerate(zip(paper.numbers, paper.bodies, strict=True)):
            sheet, above, below = around[min(place, len(around) - 1)]
            parts = (above, shown, below, self._apart(paper, place, sheet), body)
            pages.append(self._pdf.put(f"{head} /Contents {refs(part for part in parts if part)} >>"))
        return pages

    def _numbers(self, paper: _Drawn) -> Iterator[int]:
        on, total = paper.form.paper, paper.numbered
        for place in range(len(paper.bodies)):
            shown = place + 1 if place < total else 0
            self._pen.begin(on, Sheet(paper.marks, _NO_COPY, shown, total, first=place == 0))
            margins.draw_number(self._pen, on, paper.form.dress)
            yield self._stream()

    def _above(self, paper: _Drawn, sheet: Sheet) -> int:
        self._pen.begin(paper.form.paper, sheet)
        margins.draw_marks(self._pen, paper.form.paper, paper.form.dress)
        return self._stream()

    def _below(self, paper: _Drawn, sheet: Sheet) -> int:
        self._pen.begin(paper.form.paper, sheet)
        margins.draw_stamp(self._pen, paper.form.paper, paper.form.dress, paper.content)
        return self._stream()

    def _apart(self, paper: _Drawn, page: int, sheet: Sheet) -> int:
        if page not in paper.apart:
            return 0
        self._pen.begin(paper.form.paper, sheet)
        for placed in paper.apart[page]:
            _place(self._pen, paper.form.paper, placed)
        return self._stream()

    # ------------------------------------------------------------ the file

    def _stream(self) -> int:
        """What the pen has drawn, as an object."""
        said = self._pen.end()
        return self._pdf.stream(said) if said else 0

    def _close(self, pages: Sequence[int], entries: Sequence[Entry], title: str) -> None:
        pdf = self._pdf
        fonts = [(codes.name, embed(pdf, self._faces.face(role), codes)) for role, codes in self._pen.codes.items()]
        pdf.put(f"<< /Font << {' '.join(f'/{name} {ref(font)}' for name, font in fonts)} >> >>", self._resources)
        pdf.put(f"<< /Type /Pages /Count {len(pages)} /Kids {refs(pages)} >>", self._tree)
        outline = write_outline(pdf, entries)
        known = f"/Pages {ref(self._tree)} /Outlines {ref(outline)} /PageMode /UseNone /Lang (zh-CN)"
        pdf.put(f"<< /Type /Catalog {known} >>", self._catalog)
        nobody = " ".join(f"/{name} ()" for name in ("Author", "Subject", "Creator", "Producer"))
        pdf.finish(self._catalog, pdf.put(f"<< /Title {words(title)} {nobody} >>"))

    def _mark(self) -> tuple[Mark, dict[Role, int]]:
        return self._pdf.mark(), self._pen.mark()

    def _cut_back(self) -> None:
        pdf, pen = self._before
        self._pdf.take_back(pdf)
        self._pen.take_back(pen)


def render(form_name: str, view: View, *stamps: Stamp) -> bytes:
    """The paper as PDF bytes, a whole copy for each stamp: the same view and stamps give the same bytes.

    Raises `Refused` naming each character no face can draw, before anything is made.
    """
    out = io.BytesIO()
    book = Book(out)
    place = book.add(form_name, view)
    book.finish([(place, stamp) for stamp in stamps])
    return out.getvalue()


def _place(pen: Pen, on: Paper, placed: Placed) -> None:
    placed.unit.draw(pen, on.left * MM, on.top * MM + placed.top, placed.start, placed.stop)


def _signed(page: Page) -> int | None:
    """How many lines stand before a signature on its page; nothing where there is none."""
    at = next((place for place, placed in enumerate(page) if placed.unit.signature), None)
    return None if at is None else sum(placed.stop - placed.start for placed in page[:at])

"""@form: a frozen view and a stamp become a PDF, and equal ones become equal bytes."""

import io
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar, cast, get_type_hints

from reportlab import rl_config  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfgen.canvas import Canvas  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.kernel.canonical import digest
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import faces, margins
from xuncha_desktop.printing.blocks import TIGHT, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Page, Unit, paginate
from xuncha_desktop.printing.margins import Dress, Marks, Sheet, Stamp
from xuncha_desktop.printing.pen import MM, PORTRAIT, Paper, Pen
from xuncha_desktop.printing.views import plain, view_of


class View(Protocol):
    """What every paper's view has."""

    @property
    def marks(self) -> Marks:
        """密级 and 编号."""
        ...


V = TypeVar("V", bound=View)
Layout = Callable[[Setter, V], Sequence[Unit]]


@dataclass(frozen=True, slots=True)
class Form(Generic[V]):
    """A registered paper. A public one (公告) carries no 密级, 编号, copy or digest.

    `duplex`: 版记, where the paper has one, stands on the back of a sheet.
    """

    name: str
    label: str
    view: type[V]
    layout: Layout[V]
    sample: Callable[[], V]
    paper: Paper
    public: bool
    dress: Dress = Dress.PLAIN
    duplex: bool = True


FORMS: Final[dict[str, Form[Any]]] = {}
_SELF_PRAISE: Final = (
    b"ReportLab Generated PDF document (opensource)",
    b"ReportLab generated PDF document -- digest (opensource)",
)
rl_config.useA85 = 0  # streams stay bytes: a fifth smaller, and no slow conversion
_PRINTING = threading.Lock()  # the PDF writer keeps its fonts in one place for all threads
_LEFT_OVER: Final = 4  # lines on a last page that are worth drawing the others together for


def form(
    name: str,
    label: str,
    *,
    sample: Callable[[], V],
    paper: Paper = PORTRAIT,
    public: bool = False,
    dress: Dress = Dress.PLAIN,
    duplex: bool = True,
) -> Callable[[Layout[V]], Layout[V]]:
    """Register a layout; the type of its second argument is the form's view. `sample` feeds tests and manual."""

    def register(layout: Layout[V]) -> Layout[V]:
        *_, view = [hint for key, hint in get_type_hints(layout).items() if key != "return"]
        if name in FORMS or any(known.view is view for known in FORMS.values()):
            raise ValueError(f"form {name} is declared twice")
        FORMS[name] = Form(name, label, cast(type[V], view), layout, sample, paper, public, dress, duplex)
        return layout

    return register


def render(form_name: str, view: View, *stamps: Stamp) -> bytes:
    """The paper as PDF bytes, a whole copy for each stamp: the same view and stamps give the same bytes.

    Raises `Refused` naming each character no face can draw, before anything is made.
    """
    return booklet([(form_name, view)], *stamps)


def booklet(papers: Sequence[tuple[str, View]], *stamps: Stamp, title: str = "") -> bytes:
    """Several papers as one PDF, each with its own numbering and its entry in the outline; a whole copy for each stamp.

    Raises `Refused` naming each character no face can draw, before anything is made.
    """
    return _made(papers, [(place, stamp) for stamp in stamps for place in range(len(papers))], title)


def bound(papers: Sequence[tuple[str, View, Sequence[Stamp]]], *, title: str = "") -> bytes:
    """Several papers as one PDF, each in its own copies, which lie together. Raises `Refused` as `booklet` does."""
    copies = [(place, stamp) for place, (_, _, stamps) in enumerate(papers) for stamp in stamps]
    return _made([(name, view) for name, view, _ in papers], copies, title)


def content_digest(view: View) -> str:
    """SHA-256 over the form's name and what is signed of the view: it stays the same when signatures are added.

    The stamp has no part in it.
    """
    chosen = next(known for known in FORMS.values() if known.view is type(view))
    return digest({"form": chosen.name, "view": plain(view, signed_only=True)})


def reopen(form_name: str, value: Any) -> View:
    """A view kept as JSON values, as a view again. Raises `Damaged`."""
    return cast(View, view_of(FORMS[form_name].view, value))


def _made(papers: Sequence[tuple[str, View]], copies: Sequence[tuple[int, Stamp]], title: str) -> bytes:
    """The copies as one PDF, each a paper by its place and a stamp."""
    chosen = [(_form(name, view), view) for name, view in papers]
    known = faces.shipped()
    said = "".join(text for _, view in chosen for text in _texts(plain(view)))
    known.refuse_unprintable(said.replace("\r", "").replace("\t", ""))
    with _PRINTING:
        return _draw(chosen, copies, known, title or chosen[0][0].label)


def _draw(
    papers: Sequence[tuple[Form[Any], View]], copies: Sequence[tuple[int, Stamp]], known: faces.Faces, title: str
) -> bytes:
    out = io.BytesIO()
    open_canvas: Any = Canvas  # its own type notes are wrong about names of faces
    canvas = open_canvas(
        out,
        invariant=1,
        lang="zh-CN",
        pdfVersion=(1, 4),
        initialFontName=known.font_name(Role.FANGSONG),  # or a Latin face would be named and not embedded
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("")
    canvas.setProducer("")
    pen = Pen(canvas, known)
    set_once = [(chosen, view, _pages(chosen, view, known)) for chosen, view in papers]
    times = Counter(place for place, _ in copies)
    for place, stamp in copies:
        chosen, view, pages = set_once[place]
        first = f"{chosen.label}（第{stamp.copy}份）" if times[place] > 1 else chosen.label
        _draw_copy(pen, chosen, view, pages, stamp, first)
    canvas.save()
    return _unnamed(out.getvalue())


def _pages(chosen: Form[Any], view: View, known: faces.Faces) -> tuple[Page, ...]:
    """The paper broken into pages; one whose signature would begin a page nearly empty is drawn together a little."""

    def broken(tight: float) -> tuple[Page, ...]:
        units = chosen.layout(Setter(known, chosen.paper.text_width, tight=tight, scale=chosen.paper.scale), view)
        return paginate(units, chosen.paper.text_height * MM, duplex=chosen.duplex)

    pages = broken(1.0)
    page, lines = _signature(pages)
    if page and lines < _LEFT_OVER:
        closer = broken(TIGHT)
        return closer if _signature(closer)[0] < page else pages
    return pages


def _signature(pages: Sequence[Page]) -> tuple[int, int]:
    """On which page, from 0, a signature stands, and how many lines stand before it there."""
    for number, page in enumerate(pages):
        at = next((place for place, part in enumerate(page) if part.unit.signature), None)
        if at is not None:
            return number, sum(part.stop - part.start for part in page[:at])
    return 0, 0


def _draw_copy(
    pen: Pen,
    chosen: Form[Any],
    view: View,
    pages: Sequence[Page],
    stamp: Stamp,
    title: str,
) -> None:
    paper = chosen.paper
    marks = Marks(Level.PUBLIC) if chosen.public else view.marks
    content = "" if chosen.public else content_digest(view)
    numbered = pages.index(()) if () in pages else len(pages)  # an empty page before 版记 ends the numbering
    total = max(numbered, 1)
    for number, page in enumerate(pages, start=1):
        shown = number if number <= total else 0
        pen.begin(paper, Sheet(marks, stamp, shown, total, first=number == 1))
        margins.draw(pen, paper, chosen.dress, content)
        if number == 1:
            pen.bookmark(title, 0, 0)
        for place, placed in enumerate(page):
            pen.opens = all(any(before.unit is head for head in placed.unit.heads) for before in page[:place])
            pen.closes = place == len(page) - 1
            top = paper.top * MM + placed.top
            if placed.unit.entry and placed.start == 0:
                pen.bookmark(*placed.unit.entry, top)
            placed.unit.draw(pen, paper.left * MM, top, placed.start, placed.stop)
        pen.end()


def _unnamed(pdf: bytes) -> bytes:
    """Blank out the comments in which the writer names itself; offsets stay as they are."""
    for words in _SELF_PRAISE:
        pdf = pdf.replace(words, b" " * len(words))
    return pdf


def _form(name: str, view: View) -> Form[Any]:
    chosen = FORMS[name]
    if type(view) is not chosen.view:
        raise TypeError(f"{name} prints {chosen.view.__name__}, not {type(view).__name__}")
    return chosen


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside: Sequence[Any] = list(cast(dict[str, Any], value).values()) if isinstance(value, dict) else value
    return [text for item in inside for text in _texts(item)] if isinstance(inside, list) else []

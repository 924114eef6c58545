"""@form: a frozen view and a stamp become a PDF, and equal ones become equal bytes."""

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Generic, Protocol, TypeVar, cast, get_type_hints

from reportlab.pdfgen.canvas import Canvas  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.kernel.canonical import digest
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import faces, margins
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import CUT, Unit, paginate
from xuncha_desktop.printing.margins import Marks, Stamp
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
    """A registered paper. A public one (公告) carries no 密级, 编号, copy or digest."""

    name: str
    label: str
    view: type[V]
    layout: Layout[V]
    sample: Callable[[], V]
    paper: Paper
    public: bool


FORMS: Final[dict[str, Form[Any]]] = {}
_SELF_PRAISE: Final = (
    b"ReportLab Generated PDF document (opensource)",
    b"ReportLab generated PDF document -- digest (opensource)",
)
_PRINTING = threading.Lock()  # the PDF writer keeps its fonts in one place for all threads


def form(
    name: str, label: str, *, sample: Callable[[], V], paper: Paper = PORTRAIT, public: bool = False
) -> Callable[[Layout[V]], Layout[V]]:
    """Register a layout; the type of its second argument is the form's view. `sample` feeds tests and manual."""

    def register(layout: Layout[V]) -> Layout[V]:
        *_, view = [hint for key, hint in get_type_hints(layout).items() if key != "return"]
        if name in FORMS or any(known.view is view for known in FORMS.values()):
            raise ValueError(f"form {name} is declared twice")
        FORMS[name] = Form(name, label, cast(type[V], view), layout, sample, paper, public)
        return layout

    return register


def render(form_name: str, view: View, *stamps: Stamp) -> bytes:
    """The paper as PDF bytes, a whole copy for each stamp: the same view and stamps give the same bytes.

    Raises `Refused` naming each character no face can draw, before anything is made.
    """
    chosen = _form(form_name, view)
    known = faces.shipped()
    known.refuse_unprintable("".join(_texts(plain(view))).replace("\r", "").replace("\t", ""))
    with _PRINTING:
        return _draw(chosen, view, stamps, known)


def content_digest(view: View) -> str:
    """SHA-256 over the form's name and what is signed of the view: it stays the same when signatures are added.

    The stamp has no part in it.
    """
    chosen = next(known for known in FORMS.values() if known.view is type(view))
    return digest({"form": chosen.name, "view": plain(view, signed_only=True)})


def reopen(form_name: str, value: Any) -> View:
    """A view kept as JSON values, as a view again. Raises `Damaged`."""
    return cast(View, view_of(FORMS[form_name].view, value))


def _draw(chosen: Form[Any], view: View, stamps: Sequence[Stamp], known: faces.Faces) -> bytes:
    paper = chosen.paper
    pages = paginate(chosen.layout(Setter(known, paper.text_width), view), paper.text_height * MM - CUT)
    out = io.BytesIO()
    open_canvas: Any = Canvas  # its own type notes are wrong about names of faces
    canvas = open_canvas(
        out,
        pagesize=(paper.width * MM, paper.height * MM),
        invariant=1,
        lang="zh-CN",
        pdfVersion=(1, 4),
        initialFontName=known.font_name(Role.FANGSONG),  # or a Latin face would be named and not embedded
    )
    canvas.setTitle(chosen.label)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("")
    canvas.setProducer("")
    pen = Pen(canvas, known, paper.height * MM)
    marks = Marks(Level.PUBLIC) if chosen.public else view.marks
    content = content_digest(view)
    for stamp, (number, page) in product(stamps, enumerate(pages, start=1)):
        footer = "" if chosen.public else margins.footer(stamp, content)
        margins.draw(pen, paper, marks, stamp, (number, len(pages)), footer)
        for placed in page:
            placed.unit.draw(pen, paper.left * MM, paper.top * MM + placed.top, placed.start, placed.stop)
        canvas.showPage()
    canvas.save()
    return _unnamed(out.getvalue())


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

"""问题底稿: one finding with its facts, ground, evidence and the signatures of the chain."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry, entries
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import Column, band, fitting, ledger
from xuncha_desktop.printing.views import beside

_WRITTEN = 8  # millimetres of a row of evidence written by hand
EVIDENCE_WIDTHS = (10, 24, 72, 14, 16, 20)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: number, title, pages, 原 or 复, and who handed it over."""

    number: str
    title: str
    pages: str
    original: str
    provider: str


@dataclass(frozen=True, slots=True)
class WorkingPaper:
    """What the paper shows. `heads` are the six words over the evidence, `basis` the ground of the sign chain.

    Widths in whole millimetres, as the profile gives them; a paper to be filled in by hand has empty texts.
    """

    marks: Marks
    title: str
    group: str
    written_on: str
    entries: tuple[Entry, ...]
    evidence_label: str
    heads: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    basis: str
    places: tuple[SignBox, ...] = beside(default=())
    label_width: int = LABEL_WIDTHS[0]
    widths: tuple[int, ...] = EVIDENCE_WIDTHS


@form("working_paper", "问题底稿")
def working_paper(setter: Setter, paper: WorkingPaper) -> list[Unit]:
    """Title, rows, evidence, signatures. Raises `Refused` for widths that do not fill the paper."""
    widths = fitting(paper.widths, sum(LABEL_WIDTHS))
    labels = (paper.label_width, sum(LABEL_WIDTHS) - paper.label_width)
    on = setter.text(f"{paper.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    columns = _columns(paper.heads, widths)
    rows = [(str(n), e.number, e.title, e.pages, e.original, e.provider) for n, e in enumerate(paper.evidence, 1)]
    return [
        *setter.title(paper.title, after=2),
        setter.text(f"{paper.group}　　{paper.written_on}", replace(SMALL, align="center"), with_next=True),
        setter.gap(2, with_next=True),
        *entries(setter, paper.entries, labels, over=over),
        replace(band(setter, paper.evidence_label, widths), heads=over),
        *ledger(setter, columns, rows, over=over, at_least=0 if any(e.title for e in paper.evidence) else _WRITTEN),
        *boxes(setter, paper.places, over=over),
        setter.text(paper.basis, NOTE, before=1.5),
    ]


def _columns(heads: tuple[str, ...], widths: tuple[int, ...]) -> list[Column]:
    aligns = ("center", "center", "left", "center", "center", "center")
    return [
        Column(head, width, align, name=number == len(heads) - 1)
        for number, (head, width, align) in enumerate(zip(heads, widths, aligns, strict=True))
    ]

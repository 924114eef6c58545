"""Papers going into a file: page by page in flat memory, once for all copies, and out of it again."""

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.printing.papers import STAMP, booklet, page_texts, text
from xuncha_desktop.kernel.canonical import digest
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import FORMS, Book, Marks, Stamp, content_digest, faces, plain, render
from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.pen import PORTRAIT, Pen
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.tables import Column

_MEGABYTE = 1024  # in kilobytes
_STATUS = Path("/proc/self/status")
_ROWS = (1_000, 16_000)
# Tells how far the peak rose over that with the view, how large the file is, how many pages it has. The peak is read
# from the process's own memory: what getrusage tells begins with the peak of whoever started it.
_CHILD = """
import sys
from pathlib import Path
from tests.printing.test_book import ledger
from xuncha_desktop.printing import Stamp, render

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

render("ledger", ledger(5), Stamp())
view = ledger(int(sys.argv[1]))
before = peak()
pdf = render("ledger", view, Stamp())
print(peak() - before, len(pdf) // 1024, pdf.count(b"/Type /Page "))
"""


def ledger(count: int) -> Ledger:
    """Rows of one line each, none like another."""
    columns = (Column("序", 30), Column("事项", 120), Column("备注", 60))
    rows = tuple(LedgerRow((str(number), f"第{number}项", f"备注{number}")) for number in range(count))
    return Ledger(Marks(Level.INTERNAL, "1号"), "台账", f"共{count}项", columns, rows)


def drawn(count: int) -> tuple[int, int, int]:
    """Kilobytes of memory that drawing took, kilobytes of the file, pages."""
    run = subprocess.run([sys.executable, "-c", _CHILD, str(count)], capture_output=True, text=True, check=True)
    taken, size, pages = map(int, run.stdout.split())
    return taken, size, pages


@pytest.mark.skipif(not _STATUS.exists(), reason="only on systems that tell a process's own peak memory")
def test_memory_does_not_grow_with_the_pages():
    (few, small, _), (many, large, pages) = (drawn(count) for count in _ROWS)

    assert pages > 400
    assert many - large < few - small + 8 * _MEGABYTE


def book_of(names: Sequence[str], *, taken_back: str = "") -> bytes:
    out = io.BytesIO()
    book, places = Book(out), list[int]()
    for name in names:
        place = book.add(name, sample_of(name))
        if name == taken_back:
            book.take_back()
        else:
            places.append(place)
    book.finish([(place, STAMP) for place in places], "册")
    return out.getvalue()


def test_a_paper_taken_back_leaves_nothing_in_the_file():
    names = ("working_paper", "official", "ledger")

    assert book_of(names, taken_back="official") == book_of(("working_paper", "ledger"))
    assert book_of(names, taken_back="working_paper") == book_of(("official", "ledger"))


def test_a_paper_that_is_refused_while_it_is_drawn_leaves_nothing_in_the_file():
    out, crooked = io.BytesIO(), replace(sample_of("working_paper"), widths=(10, 24, 72, 14, 16, 30))
    book = Book(out)
    with pytest.raises(Refused, match="166毫米"):
        book.add("working_paper", crooked)
    book.finish([(book.add("ledger", sample_of("ledger")), STAMP)])

    assert out.getvalue() == render("ledger", sample_of("ledger"), STAMP)


def test_copies_share_what_they_have_in_common():
    view = ledger(300)
    copies = [Stamp(number, 20, banner="演示") for number in range(1, 21)]
    one, many = render("ledger", view, copies[0]), render("ledger", view, *copies)

    assert len(many) < 4 * len(one)
    pages = page_texts(many)
    assert pages[: len(pages) // 20] == page_texts(one)
    assert ["第20份 共20份" in page for page in pages[-3:]] == [True] * 3


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_copy_reads_as_it_would_alone(name):
    view = sample_of(name)
    stamps = [replace(STAMP, copy=number) for number in (1, 2)]

    assert page_texts(render(name, view, *stamps)) == [
        page for stamp in stamps for page in page_texts(render(name, view, stamp))
    ]


def test_a_booklet_keeps_copies_of_all_papers_together():
    papers = [(name, sample_of(name)) for name in ("official", "ledger")]
    stamps = [replace(STAMP, copy=number) for number in (1, 2)]

    assert text(booklet(papers, *stamps)) == "\n\f\n".join(text(booklet(papers, stamp))[:-1] for stamp in stamps) + "\n"


def test_a_unit_that_is_drawn_once_for_all_copies_cannot_tell_them_apart():
    pen = Pen(faces.shipped())
    pen.begin(PORTRAIT)

    with pytest.raises(RuntimeError, match="each_copy"):
        pen.sheet  # noqa: B018 it is the asking that is refused


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_000, 1_001])
def test_the_digest_of_a_long_list_is_that_of_its_canonical_bytes(count):
    view = ledger(count)

    assert content_digest(view) == digest({"form": "ledger", "view": plain(view, signed_only=True)})


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_digest_of_a_paper_is_that_of_its_canonical_bytes(name):
    view = sample_of(name)

    assert content_digest(view) == digest({"form": name, "view": plain(view, signed_only=True)})

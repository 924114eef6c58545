"""A long paper as a word processor's document (DOCX): the same headings, numbers and page, for red-penning.

The page is GB/T 9704-2012's. Faces are named as Chinese offices have them and not embedded: a draft is no final paper.
"""

import io
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parser
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xuncha_desktop.printing.blocks import LINE
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part

_FANGSONG: Final = "仿宋_GB2312"
_KAITI: Final = "楷体_GB2312"
_HEITI: Final = "黑体"
_XIAOBIAOSONG: Final = "方正小标宋简体"
_BODY: Final = Pt(16)  # 三号
_TITLE: Final = Pt(22)  # 二号
_CELL: Final = Pt(12)
_FOOT: Final = Pt(14)  # 四号
_RED: Final = RGBColor(0xC0, 0x00, 0x00)
_HEADINGS: Final = (_HEITI, _KAITI, _FANGSONG, _FANGSONG)
_TWIPS: Final = 20  # to a point
_CHARACTERS: Final = 28  # a line
_DATED: Final = (1980, 1, 1, 0, 0, 0)  # of every part in the file: the same draft gives the same bytes
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_TEMPLATES: Final = frozenset(("rsids", "docId", "savePreviewPicture"))


@dataclass(frozen=True, slots=True)
class Annexed:
    """An 附件 of the draft."""

    title: str
    text: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft holds of a paper; days as they are printed, `stage` says that it is one for review (送审稿)."""

    marks: Marks
    title: str
    text: tuple[Part, ...]
    mark: str = ""
    recipients: str = ""
    office: str = ""
    issued_on: str = ""
    annexes: tuple[Annexed, ...] = ()
    stage: str = ""


def has_text(view: Any) -> bool:
    """Whether a view has a title and text in parts."""
    text = getattr(view, "text", None)
    return isinstance(text, tuple) and all(isinstance(part, Part) for part in cast(tuple[Any, ...], text))


def draft_of(view: Any) -> Draft:
    """The draft of a view with a title and text in parts (official, letter, minutes and all that follow them)."""
    given = {name: getattr(view, name, "") for name in ("mark", "recipients", "office", "issued_on", "stage")}
    annexes = tuple(Annexed(annex.title, annex.text) for annex in getattr(view, "annexes", ()))
    return Draft(view.marks, view.title, view.text, annexes=annexes, **given)


def docx_of(draft: Draft) -> bytes:
    """The document. Word and WPS show its headings in their outline; equal drafts give equal bytes."""
    book: Any = docx.Document()
    _page(book)
    _styles(book)
    _numbers(book)
    _properties(book, draft.title)
    if draft.marks.secrecy or draft.marks.urgency:
        _line(book, "　".join(filter(None, (draft.marks.secrecy, draft.marks.urgency))), face=_HEITI)
    if draft.mark:
        _line(book, draft.mark, face=_XIAOBIAOSONG, size=Pt(min(36, 440 // len(draft.mark))), centred=True, colour=_RED)
    if draft.marks.number:
        _line(book, draft.marks.number, centred=True)
    book.add_paragraph(draft.title, style="Title")
    if draft.stage:
        _line(book, f"（{draft.stage}）", face=_KAITI, centred=True)
    if draft.recipients:
        _line(book, f"{draft.recipients}：")
    for part in draft.text:
        _part(book, part)
    _end(book, draft)
    _annexes(book, draft.annexes)
    return _dated(book)


def _page(book: Any) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)  # the number stands 7 mm below the text (7.5)
    grid = _element("w:docGrid")
    # Not "linesAndChars": WPS, Word and LibreOffice disagree about its width; the type's own tracking says the same.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE * _TWIPS)))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def _styles(book: Any) -> None:
    normal = book.styles["Normal"]
    _face(normal, _FANGSONG, _BODY)
    _spaced(normal.paragraph_format)
    tracking = _element("w:spacing")
    tracking.set(qn("w:val"), str(math.floor((Mm(156).pt / _CHARACTERS - _BODY.pt) * _TWIPS)))
    normal.element.get_or_add_rPr().append(tracking)
    body = book.styles.add_style("公文正文", WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    _indented(body)
    for level, face in enumerate(_HEADINGS, 1):
        style = book.styles[f"Heading {level}"]
        _face(style, face, _BODY)
        _spaced(style.paragraph_format)
        style.paragraph_format.keep_with_next = True
        _indented(style)
    title = book.styles["Title"]
    _face(title, _XIAOBIAOSONG, _TITLE)
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    shape = title.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(34)
    shape.space_before, shape.space_after = Pt(LINE), Pt(LINE)


def _face(style: Any, face: str, size: Any) -> None:
    style.font.name, style.font.size = face, size
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _east(style.element.get_or_add_rPr(), face)


def _east(properties: Any, face: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for which in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(which), face)


def _spaced(shape: Any) -> None:
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(round(LINE, 1))
    shape.widow_control = True


def _indented(style: Any) -> None:
    """Two characters in, counted in characters, so that another size keeps them."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(round(2 * _BODY.pt * _TWIPS)))


def _numbers(book: Any) -> None:
    """Page numbers as 7.5 has them: 四号 between dashes, odd ones right and even ones left, a character in."""
    book.settings.odd_and_even_pages_header_footer = True
    section = book.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = side
        if side is WD_ALIGN_PARAGRAPH.RIGHT:
            line.paragraph_format.right_indent = _FOOT
        else:
            line.paragraph_format.left_indent = _FOOT
        _run(line, "— ", "宋体", _FOOT)
        _field(_run(line, "", "宋体", _FOOT), "PAGE")
        _run(line, " —", "宋体", _FOOT)


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            mark = _element("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = _element("w:instrText")
            mark.text = text
        run._r.append(mark)


def _properties(book: Any, title: str) -> None:
    """Nothing of the writer or the machine, nor the template's picture."""
    facts = book.core_properties
    facts.title = title
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(facts, name, "")
    facts.created = facts.modified = _MADE
    facts.revision = 1
    rels = book.part.package.rels
    for picture in [name for name, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[picture]
    # What the template brings from the machine it was made on, and by which its files could be told from others.
    rels = book.part.rels
    for leftover in [name for name, rel in rels.items() if rel.reltype.endswith("/customXml")]:
        del rels[leftover]
    settings = book.settings.element
    for element in [one for one in settings if str(one.tag).rpartition("}")[2] in _TEMPLATES]:
        settings.remove(element)


def _part(book: Any, part: Part) -> None:
    if part.heads:
        _table(book, (part.heads, *part.rows))
    else:
        style = f"Heading {part.level}" if part.level else "公文正文"
        for text in part.text.split("\n"):
            book.add_paragraph(text, style=style)


def _table(book: Any, rows: Sequence[Sequence[str]]) -> None:
    made = book.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            line = cell.paragraphs[0]
            line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
            line.paragraph_format.line_spacing = Pt(18)
            if number == 0:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(line, text, _FANGSONG if number else _HEITI, _CELL)
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(_element("w:tblHeader"))  # repeated on every page
    for row in made.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _end(book: Any, draft: Draft) -> None:
    if draft.annexes:
        _line(book, "")
        many = len(draft.annexes) > 1
        for number, annex in enumerate(draft.annexes, 1):
            head = "附件：" if number == 1 else "　　　"
            book.add_paragraph(f"{head}{number}. {annex.title}" if many else f"{head}{annex.title}", style="公文正文")
    for text in filter(None, (draft.office, draft.issued_on)):
        line = _line(book, text)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(4 * _BODY.pt)  # 7.3.5.1
        line.paragraph_format.keep_with_next = text == draft.office
        if text == draft.office:
            line.paragraph_format.space_before = Pt(2 * LINE)


def _annexes(book: Any, annexes: Sequence[Annexed]) -> None:
    """Each on a new page under its own title (7.3.7)."""
    for number, annex in enumerate(annexes, 1):
        first = _line(book, f"附件{number}" if len(annexes) > 1 else "附件", face=_HEITI)
        first.paragraph_format.page_break_before = True
        book.add_paragraph(annex.title, style="Title")
        for part in annex.text:
            _part(book, part)


def _line(
    book: Any, text: str, *, face: str = _FANGSONG, size: Any = _BODY, centred: bool = False, colour: Any = None
) -> Any:
    made = book.add_paragraph()
    if centred:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if size is not _BODY:
        made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    run = _run(made, text, face, size)
    if colour is not None:
        run.font.color.rgb = colour
    return made


def _run(line: Any, text: str, face: str, size: Any) -> Any:
    run = line.add_run(text)
    run.font.name, run.font.size = face, size
    _east(run._r.get_or_add_rPr(), face)
    return run


def _element(name: str) -> Any:
    return cast(Any, parser).OxmlElement(name)


def _dated(book: Any) -> bytes:
    """The file with every part dated alike, and without the name of the program that made the template."""
    whole, out = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            made.writestr(zipfile.ZipInfo(name, _DATED), _neutral(name, parts.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _neutral(name: str, content: bytes) -> bytes:
    if name != "docProps/app.xml":
        return content
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{space}"/>'.encode()

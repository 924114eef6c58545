"""A word processor's file (DOCX) with the page of GB/T 9704-2012: its styles, lines, rules, tables and page numbers.

Rules are borders of paragraphs and tables, not drawings, so that every program shows them alike. Faces are named as
Chinese offices have them and not embedded.
"""

import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import parser
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xuncha_desktop.printing.blocks import LINE

FANGSONG: Final = "仿宋_GB2312"
KAITI: Final = "楷体_GB2312"
HEITI: Final = "黑体"
SONGTI: Final = "宋体"
XIAOBIAOSONG: Final = "方正小标宋简体"
BODY: Final = 16.0  # 三号, points
FOOT: Final = 14.0  # 四号
SMALL: Final = 10.5  # 五号
WIDTH: Final = 156 * 72 / 25.4  # of the 版心, points
EM: Final = WIDTH / 28
RED: Final = "FF0000"
_TITLE: Final = 22.0  # 二号
_CELL: Final = 12.0
_HEADINGS: Final = (HEITI, KAITI, FANGSONG, FANGSONG)
_TWIPS: Final = 20  # to a point
_EIGHTHS: Final = 8  # a border's weight is told in eighths of a point
_BELOW: Final = 35 - 7 - 5  # millimetres from the sheet's edge to the number, which stands 7 mm below the text (7.5)
_DATED: Final = (1980, 1, 1, 0, 0, 0)  # of every part in the file: the same draft gives the same bytes
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_TEMPLATES: Final = frozenset(("rsids", "docId", "savePreviewPicture"))
_TEXT_STYLE: Final = "公文正文"
_ALIGNS: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A line above or below a paragraph; `weight` and `air` (to the text) in points."""

    side: str  # top or bottom
    weight: float
    air: float = 0.0
    colour: str = "000000"


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a line in its own face; `squeeze` draws it narrower."""

    text: str
    face: str = FANGSONG
    size: float = BODY
    red: bool = False
    squeeze: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a line stands. Points; `left`, `right` and `first` are indents, `pitch` 0 is a line of the 版心.

    `tab` is where a right-aligned end of the line ends.
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float = 0.0
    tab: float = 0.0
    rules: tuple[Rule, ...] = ()
    fresh: bool = False
    with_next: bool = False


PLAIN: Final = Shape()


class WordFile:
    """One document being written, from top to bottom."""

    def __init__(self, title: str) -> None:
        self._book: Any = docx.Document()
        self._section = self._book.sections[0]
        _page(self._section)
        _styles(self._book)
        _properties(self._book, title)

    def line(self, said: str | Said | Iterable[Said], shape: Shape = PLAIN) -> None:
        """A paragraph of the text."""
        _fill(self._book.add_paragraph(), said, shape)

    def title(self, lines: Sequence[str], *, after: float = LINE) -> None:
        """标题 in the lines it is broken into, parted by line ends and so one paragraph of the outline."""
        made = self._book.add_paragraph(style="Title")
        made.paragraph_format.space_after = Pt(after)
        run = made.add_run()
        for place, text in enumerate(lines):
            if place:
                run.add_break()
            run.add_text(text)

    def text(self, text: str, level: int = 0) -> None:
        """Running text, or a heading of `level` 1 to 4."""
        for paragraph in text.split("\n"):
            self._book.add_paragraph(paragraph, style=f"Heading {level}" if level else _TEXT_STYLE)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table with a head that is repeated on every page; `widths` in millimetres."""
        made = self._book.add_table(rows=0, cols=len(widths), style="Table Grid")
        made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER  # or the cells' edges hang out at the left
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        for number, row in enumerate(rows):
            for cell, text, width in zip(made.add_row().cells, row, widths, strict=True):
                cell.width = Mm(width)
                line = cell.paragraphs[0]
                _off_the_grid(line)
                line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
                line.paragraph_format.line_spacing = Pt(18)
                if number == 0:
                    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _run(line, Said(text, FANGSONG if number else HEITI, _CELL))
        made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for row in made.rows:
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))

    def keep_last(self) -> None:
        """Keep the paragraph written last with what follows."""
        *_, last = self._book.element.body.iterchildren(qn("w:p"), qn("w:tbl"))
        if last.tag == qn("w:p"):
            self._book.paragraphs[-1].paragraph_format.keep_with_next = True

    def foot(self, rows: Sequence[tuple[Sequence[Said], Shape]], edge: float, between: float) -> None:
        """Rows at the lower edge of the page they come on, between lines of these weights (0: none).

        A table that stands apart from the text: Word and WPS put it to the edge, others below the text.
        """
        made = self._book.add_table(rows=0, cols=1)
        made.autofit = False
        made.columns[0].width = Pt(WIDTH)
        for said, shape in rows:
            (cell,) = made.add_row().cells
            cell.width = Pt(WIDTH)
            _fill(cell.paragraphs[0], said, shape)
            margins = _set(_element("w:tcMar"))
            for side in ("left", "right"):
                margins.append(_set(_element(f"w:{side}"), w=0, type="dxa"))
            cell._tc.get_or_add_tcPr().append(margins)
        place = _set(
            _element("w:tblpPr"), vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom"
        )
        made._tbl.tblPr.insert_element_before(place, "w:tblOverlap", "w:tblStyleRowBandSize", "w:tblW", "w:jc")
        if edge:
            made._tbl.tblPr.insert_element_before(
                _borders(edge, between), "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
            )
        self.line("", Shape(pitch=1))  # what it hangs on

    def dashed_numbers(self) -> None:
        """— n — as 7.5 has it: 四号 between dashes, odd ones right and even ones left, a character in."""
        self._book.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((self._section.footer, "right"), (self._section.even_page_footer, "left")):
            line = _opened(footer)
            lift = max(0.0, Mm(_BELOW).pt - self._section.footer_distance.pt)
            _fill(line, (), Shape(align=align, left=FOOT, right=FOOT, after=lift, pitch=FOOT * 1.2))
            _run(line, Said("— ", SONGTI, FOOT))
            _field(line, "PAGE", FOOT)
            _run(line, Said(" —", SONGTI, FOOT))

    def counted_numbers(self) -> None:
        """第n页　共m页 in the middle of every page."""
        line = _opened(self._section.footer)
        _fill(line, (), Shape(align="center"))
        for before, code in (("第", "PAGE"), ("页　共", "NUMPAGES")):
            _run(line, Said(before, SONGTI, _CELL))
            _field(line, code, _CELL)
        _run(line, Said("页", SONGTI, _CELL))

    def over_every_page(self, left: str, right: str) -> None:
        """What stands above the text of every page at its left and right end."""
        self._section.header_distance = Mm(24)
        said = (Said(left, HEITI, _CELL), Said("\t" + right, FANGSONG, _CELL))
        _fill(_opened(self._section.header), said, Shape(tab=WIDTH))

    def first_page(self, head: Iterable[tuple[Said, Shape]], foot: Shape, *, top: float, bottom: float) -> None:
        """A first page with a head and a foot of its own, so many millimetres from the sheet's edges, and no number."""
        self._section.different_first_page_header_footer = True
        self._section.header_distance, self._section.footer_distance = Mm(top), Mm(bottom)
        header = self._section.first_page_header
        lines = [_opened(header)]
        for number, (said, shape) in enumerate(head):
            if number:
                lines.append(header.add_paragraph())
            _fill(lines[-1], said, shape)
        _fill(_opened(self._section.first_page_footer), (), foot)

    def whole(self) -> bytes:
        """The file: every part dated alike, and without the name of the program that made the template."""
        whole, out = io.BytesIO(), io.BytesIO()
        self._book.save(whole)
        with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in parts.namelist():
                made.writestr(zipfile.ZipInfo(name, _DATED), _neutral(name, parts.read(name)), zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _opened(part: Any) -> Any:
    part.is_linked_to_previous = False
    line = part.paragraphs[0]
    line.style = None  # the template's has tabs of its own
    return line


def _fill(line: Any, said: str | Said | Iterable[Said], shape: Shape) -> None:
    form = line.paragraph_format
    line.alignment = _ALIGNS[shape.align]
    form.left_indent, form.right_indent, form.first_line_indent = Pt(shape.left), Pt(shape.right), Pt(shape.first)
    form.space_before, form.space_after = Pt(shape.before), Pt(shape.after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(round(shape.pitch or LINE, 1))
    form.page_break_before = shape.fresh or None
    form.keep_with_next = shape.with_next or None
    form.tab_stops.clear_all()
    if shape.tab:
        form.tab_stops.add_tab_stop(Pt(shape.tab), WD_TAB_ALIGNMENT.RIGHT)
    _ruled(line, shape.rules)
    for each in (Said(said),) if isinstance(said, str) else (said,) if isinstance(said, Said) else said:
        _run(line, each)


def _ruled(line: Any, rules: Sequence[Rule]) -> None:
    if not rules:
        return
    borders = _element("w:pBdr")
    for rule in sorted(rules, key=lambda each: each.side, reverse=True):  # the format wants top before bottom
        edge = _element(f"w:{rule.side}")
        weight = round(rule.weight * _EIGHTHS)
        borders.append(_set(edge, val="single", sz=weight, space=round(rule.air), color=rule.colour))
    properties = line._p.get_or_add_pPr()
    properties.insert_element_before(borders, *_AFTER_BORDERS)


_AFTER_BORDERS: Final = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)


def _borders(edge: float, between: float) -> Any:
    borders = _element("w:tblBorders")
    for side, weight in (("top", edge), ("bottom", edge), ("insideH", between)):
        line = _element(f"w:{side}")
        borders.append(_set(line, val="single", sz=round(weight * _EIGHTHS), space=0, color="000000"))
    return borders


def _run(line: Any, said: Said) -> Any:
    run = line.add_run(said.text)
    run.font.name, run.font.size = said.face, Pt(said.size)
    if said.red:
        run.font.color.rgb = RGBColor.from_string(RED)
    _east(run._r.get_or_add_rPr(), said.face)
    if said.squeeze < 1:
        narrow = _element("w:w")
        narrow.set(qn("w:val"), str(round(100 * said.squeeze)))
        run._r.get_or_add_rPr().insert_element_before(narrow, "w:kern", "w:position", "w:sz", "w:szCs")
    return run


def _field(line: Any, code: str, size: float) -> None:
    """A number the word processor counts, in runs of its own so that it keeps its face and size."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = _run(line, Said(kind if kind == "1" else "", SONGTI, size))
        if kind == "":
            asked = _element("w:instrText")
            asked.text = code
            run._r.append(asked)
        elif kind != "1":
            run._r.append(_set(_element("w:fldChar"), fldCharType=kind))


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(_BELOW)
    grid = _element("w:docGrid")
    # Not "linesAndChars": WPS, Word and LibreOffice disagree about its width; the type's own tracking says the same.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE * _TWIPS)))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def _styles(book: Any) -> None:
    normal = book.styles["Normal"]
    _face(normal, FANGSONG, BODY)
    _spaced(normal.paragraph_format)
    tracking = _set(_element("w:spacing"), val=math.floor((EM - BODY) * _TWIPS))
    normal.element.get_or_add_rPr().insert_element_before(tracking, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    for kind in ("DE", "DN"):  # no air between characters and figures
        apart = _set(_element(f"w:autoSpace{kind}"), val=0)
        normal.element.get_or_add_pPr().insert_element_before(apart, "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    body = book.styles.add_style(_TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    _indented(body)
    for level, face in enumerate(_HEADINGS, 1):
        style = book.styles[f"Heading {level}"]
        _face(style, face, BODY)
        _spaced(style.paragraph_format)
        style.paragraph_format.keep_with_next = True
        _indented(style)
    title = book.styles["Title"]
    _face(title, XIAOBIAOSONG, _TITLE)
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    shape = title.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(34)
    shape.space_before = shape.space_after = Pt(0)
    shape.keep_with_next = True


def _face(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = face, Pt(size)
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
    indent.set(qn("w:firstLine"), str(round(2 * BODY * _TWIPS)))


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


def _off_the_grid(line: Any) -> None:
    """Keep the line's own pitch: the page's grid would widen it to that of the text."""
    off = _set(_element("w:snapToGrid"), val=0)
    line._p.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")


def _set(element: Any, **values: object) -> Any:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _element(name: str) -> Any:
    return cast(Any, parser).OxmlElement(name)


def _neutral(name: str, content: bytes) -> bytes:
    if name != "docProps/app.xml":
        return content
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{space}"/>'.encode()

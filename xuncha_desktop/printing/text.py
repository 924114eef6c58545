"""Long text (reports, feedback, minutes) from its blocks onto paper."""

from collections.abc import Iterator

from xuncha_desktop.kernel.blocks import Block, Blocks, Heading, Paragraph, RecordRef, Table
from xuncha_desktop.printing.blocks import BODY, NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.pen import MM
from xuncha_desktop.printing.tables import Column, ledger


def units_of(setter: Setter, blocks: Blocks, *, sources: bool = False) -> list[Unit]:
    """The blocks in their order. `sources` prints under each paragraph which records support it (for a review copy)."""
    return [unit for block in blocks for unit in _units(setter, block, sources)]


def _units(setter: Setter, block: Block, sources: bool) -> Iterator[Unit]:
    match block:
        case Heading(level, text):
            yield setter.heading(text, level)
        case Paragraph(text, refs):
            yield setter.text(text, BODY)
            if sources and refs:
                yield setter.text("依据：" + "；".join(ref.text for ref in refs), NOTE)
        case RecordRef(text=text):
            yield setter.text(text, BODY)
        case Table(heads, rows):
            yield setter.gap(2)
            widths = shares(heads, rows, round(setter.width / MM))
            yield from ledger(setter, [Column(h, w) for h, w in zip(heads, widths, strict=True)], rows)
            yield setter.gap(2)


def shares(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> list[int]:
    """Whole millimetres for each column, by the length of what it holds but no column starved."""
    wanted = [min(40, max(4, *(len(row[i]) for row in (heads, *rows)))) for i in range(len(heads))]
    found = [width * each // sum(wanted) for each in wanted]
    found[found.index(max(found))] += width - sum(found)
    return found

"""Long text (reports, feedback, minutes) from its blocks onto paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.kernel.blocks import MAX_LEVEL, Block, Blocks, Heading, Paragraph, RecordRef, Table
from xuncha_desktop.printing.blocks import BODY, NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.pen import MM
from xuncha_desktop.printing.tables import Column, ledger

_NUMERALS: Final = "〇一二三四五六七八九十"
_NUMBERED: Final = (
    re.compile(r"[一二三四五六七八九十百]+、"),
    re.compile(r"（[一二三四五六七八九十百]+）"),
    re.compile(r"[0-9]+[.．]"),
    re.compile(r"（[0-9]+）"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A block as a view keeps it: level 0 is a paragraph, 1 to 4 a heading; a table has heads and rows and no text."""

    text: str = ""
    level: int = 0
    sources: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def parts_of(blocks: Blocks, *, number: bool = True) -> tuple[Part, ...]:
    """The blocks for a view; `number` gives headings without a number of their own the next one of their level."""
    return tuple(_part(block) for block in (numbered(blocks) if number else blocks))


def body(setter: Setter, parts: Sequence[Part], *, sources: bool = False) -> list[Unit]:
    """The parts of a view in their order; see `units_of`."""
    return [unit for part in parts for unit in _units(setter, _block(part), sources)]


def numbered(blocks: Blocks) -> Blocks:
    """Headings with their numbers: 一、 （一） 1. （1）. One that brings its own keeps it and counts on from there."""
    counts, made = [0] * MAX_LEVEL, list[Block]()
    for block in blocks:
        if isinstance(block, Heading):
            place = block.level - 1
            counts[place] += 1
            counts[place + 1 :] = [0] * (MAX_LEVEL - place - 1)
            if not _NUMBERED[place].match(block.text):
                block = Heading(block.level, number_of(block.level, counts[place]) + block.text)
        made.append(block)
    return tuple(made)


def number_of(level: int, count: int) -> str:
    """The number of a heading as GB/T 9704-2012, 7.3.3 writes it; from 100 on digit by digit: 一〇一、."""
    if level in (1, 2):
        if count >= 100:
            word = "".join(_NUMERALS[int(digit)] for digit in str(count))
            return f"{word}、" if level == 1 else f"（{word}）"
        tens, ones = divmod(count, 10)
        word = (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
        return f"{word}、" if level == 1 else f"（{word}）"
    return f"{count}. " if level == 3 else f"（{count}）"


def _part(block: Block) -> Part:
    match block:
        case Heading(level, text):
            return Part(text, level)
        case Paragraph(text, sources):
            return Part(text, sources=tuple(ref.text for ref in sources))
        case RecordRef(text=text):
            return Part(text)
        case Table(heads, rows):
            return Part(heads=heads, rows=rows)


def _block(part: Part) -> Block:
    if part.heads:
        return Table(part.heads, part.rows)
    if part.level:
        return Heading(part.level, part.text)
    return Paragraph(part.text, tuple(RecordRef("", "", text) for text in part.sources))


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
            yield replace(setter.gap(2), with_previous=True)


def shares(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> list[int]:
    """Whole millimetres for each column, by the length of what it holds but no column starved."""
    wanted = [min(40, max(4, *(len(row[i]) for row in (heads, *rows)))) for i in range(len(heads))]
    found = [width * each // sum(wanted) for each in wanted]
    found[found.index(max(found))] += width - sum(found)
    return found

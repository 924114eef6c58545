"""Text people edit at length, as a list of blocks: one value for the screen, the paper and the exchange."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged

MAX_BYTES: Final = 8 * 1024 * 1024  # of a text as canonical JSON; about 2.6 million characters
MAX_LEVEL: Final = 4


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record the text speaks of. `text` is what a reader sees, also when he may not open the record."""

    type: str
    record_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is 一、, 2 is （一）, 3 is 1., 4 is （1）; the number is part of the text."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= MAX_LEVEL:
            raise ValueError("heading level is 1 to 4")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the records (signed working papers) that support it."""

    text: str
    sources: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: heads, and rows as wide as the heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.heads or any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError("every row is as wide as the heads")


Block = Heading | Paragraph | Table | RecordRef
Blocks = tuple[Block, ...]


def encode(blocks: Blocks) -> bytes:
    """Canonical JSON: equal texts give equal bytes."""
    return canonical([plain(block) for block in blocks])


def decode(raw: bytes) -> Blocks:
    """The inverse of `encode`; anything else is `Damaged`."""
    value = strict_json(raw, limit=MAX_BYTES, what="长文本")
    if not isinstance(value, list):
        raise Damaged("长文本的内容不是规范的数据，不能读取")
    return tuple(from_plain(item) for item in cast(list[Any], value))


def plain(block: Block) -> dict[str, Any]:
    """One block as JSON values."""
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph(text, sources):
            return {"kind": "paragraph", "text": text, "sources": [_plain_ref(ref) for ref in sources]}
        case Table(heads, rows):
            return {"kind": "table", "heads": list(heads), "rows": [list(row) for row in rows]}
        case RecordRef():
            return {"kind": "record", **_plain_ref(block)}


def from_plain(value: Any) -> Block:
    """The inverse of `plain`. Raises `Damaged` for an unknown kind, a missing or an additional key."""
    try:
        given = _fields(value)
        match given.pop("kind"):
            case "heading":
                block = Heading(_whole(given.pop("level")), _text(given.pop("text")))
            case "paragraph":
                refs = tuple(_ref(item) for item in _list(given.pop("sources")))
                block = Paragraph(_text(given.pop("text")), refs)
            case "table":
                rows = tuple(_texts(row) for row in _list(given.pop("rows")))
                block = Table(_texts(given.pop("heads")), rows)
            case "record":
                return _ref(given)
            case _:
                raise ValueError("kind")
        if given:
            raise ValueError("additional keys")
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("长文本的内容不是规范的数据，不能读取") from error
    return block


def bare_text(blocks: Blocks) -> str:
    """What a reader reads, a line a block or row: for search and for counting characters."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Table(heads, rows):
                lines += ["\t".join(row) for row in (heads, *rows)]
            case Heading(text=text) | Paragraph(text=text) | RecordRef(text=text):
                lines.append(text)
    return "\n".join(lines)


def _plain_ref(ref: RecordRef) -> dict[str, str]:
    return {"type": ref.type, "record_id": ref.record_id, "text": ref.text}


def _ref(value: Any) -> RecordRef:
    given = _fields(value)
    ref = RecordRef(_text(given.pop("type")), _text(given.pop("record_id")), _text(given.pop("text")))
    if given:
        raise ValueError("additional keys")
    return ref


def _fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError("an object is expected")
    return dict(cast(Mapping[str, Any], value))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is expected")
    return cast(list[Any], value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number is expected")
    return value

"""A lawful record of any type, made from its declaration."""

from typing import Any, TypeVar

from xuncha_desktop.kernel.blocks import Heading, Paragraph, encode
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.registry import Record, RecordType

R = TypeVar("R", bound=Record)

_VALUES: dict[Kind, Any] = {
    Kind.TEXT: "第一行\n第二行：𠮷某、𬭎某",
    Kind.BLOCKS: encode((Heading(1, "一、情况"), Paragraph("一段"))).decode(),
    Kind.COUNT: 3,
    Kind.MONEY: 52_600_000,
    Kind.DAY: "2019-07-08",
    Kind.MOMENT: 1_562_547_600_000_000,
    Kind.FLAG: True,
    Kind.CODE: "political",
    Kind.REF: "00000000-0000-7000-8000-000000000009",
    Kind.CODES: ("organisational", "discipline"),
    Kind.LINES: ("张三", "李四"),
    Kind.SEALED: "00ff",
    Kind.JSON: "{}",
}


def sample(type_: RecordType[R], number: int = 1) -> R:
    """Every field filled."""
    values = {f.name: _value(f) for f in type_.fields}
    head = {
        "id": f"00000000-0000-7000-8000-{number:012d}",
        "origin": "00000000-0000-7000-8000-0000000000aa",
        "custodian": "00000000-0000-7000-8000-0000000000aa",
        "created_at": 1,
        "created_by": "user-1",
        "updated_at": 2,
    }
    return type_.cls(**head, **values)


def _value(f: Field) -> Any:
    if f.enum is not None:
        return next(iter(f.enum))
    if f.kind is Kind.LINE:
        return "样例"[: f.limit or 2]
    return _VALUES[f.kind]

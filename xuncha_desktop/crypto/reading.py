"""Reads the key file's JSON field by field: what is missing, foreign or of another kind is `Damaged`."""

from collections.abc import Iterable
from typing import Any, cast

from xuncha_desktop.kernel.errors import Damaged

Fields = dict[str, Any]


def fields(value: object, names: Iterable[str]) -> Fields:
    """A JSON object with exactly these names."""
    found = table(value)
    if set(found) != set(names):
        raise Damaged("密钥文件的栏目不全或多出栏目")
    return found


def table(value: object) -> Fields:
    """A JSON object of any names."""
    if not isinstance(value, dict):
        raise Damaged("密钥文件的结构不对")
    return cast(Fields, value)


def items(value: object) -> list[Any]:
    """A JSON list."""
    if not isinstance(value, list):
        raise Damaged("密钥文件的结构不对")
    return cast("list[Any]", value)


def text(found: Fields, name: str, *, limit: int = 200) -> str:
    """A text of at most `limit` characters."""
    value = found[name]
    if not isinstance(value, str) or len(value) > limit:
        raise Damaged("密钥文件中有一栏不是规范的文字")
    return value


def texts(found: Fields, name: str) -> tuple[str, ...]:
    """A sorted list of different texts."""
    values = items(found[name])
    if not all(isinstance(value, str) for value in values) or values != sorted(set(values)):
        raise Damaged("密钥文件中有一栏不是规范的清单")
    return tuple(values)


def whole(found: Fields, name: str) -> int:
    """A whole number that is not negative."""
    value = found[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise Damaged("密钥文件中有一栏不是规范的数字")
    return value


def flag(found: Fields, name: str) -> bool:
    """True or false."""
    value = found[name]
    if not isinstance(value, bool):
        raise Damaged("密钥文件中有一栏不是规范的标记")
    return value


def octets(found: Fields, name: str, *, length: int | None = None, limit: int = 4096) -> bytes:
    """Bytes in lower-case hex."""
    written = text(found, name, limit=2 * limit)
    try:
        value = bytes.fromhex(written)
    except ValueError as error:
        raise Damaged("密钥文件中有一栏不是规范的编码") from error
    if value.hex() != written or (length is not None and len(value) != length):
        raise Damaged("密钥文件中有一栏不是规范的编码")
    return value

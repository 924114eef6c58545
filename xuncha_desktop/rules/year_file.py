"""A year's holidays as a file one office signs and others take over; the table inside is worth what its signer is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from xuncha_desktop.crypto.primitives import verify
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.rules.calendar import YearTable

SUFFIX = ".xyear"
LIMIT = 128 * 1024
_FORMAT = "xuncha-year-signed/1"
_CONTEXT = "year table"
_SIGNER = {"workspace_id": 64, "name": 100, "key": 64}


@dataclass(frozen=True)
class YearFile:
    """A table with a signature that fits it. Whether the signer is known here is for the reader to ask."""

    table: YearTable
    workspace_id: str
    name: str
    key: str
    raw: bytes

    @property
    def file_name(self) -> str:
        """What the file is called on a drive."""
        return f"放假安排{self.table.year}-{self.table.digest[:8]}{SUFFIX}"


def sign_year(
    table: YearTable, workspace_id: str, name: str, key: str, sign: Callable[[str, bytes], bytes]
) -> YearFile:
    """Sign a table as a workspace; `sign(context, message)` holds the private half of `key`."""
    said = _said(table, {"workspace_id": workspace_id, "name": name, "key": key})
    raw = canonical({**said, "signature": sign(_CONTEXT, canonical(said)).hex()})
    return YearFile(table, workspace_id, name, key, raw)


def read_year_file(raw: bytes) -> YearFile:
    """Read such a file. Raises Damaged for foreign, unsigned or altered bytes, CalendarRefused for an impossible table.

    Nothing of the table is believed before the signature over all of it has been checked.
    """
    value = strict_json(raw, limit=LIMIT, what="年度放假安排文件")
    if not isinstance(value, dict):
        raise Damaged("这不是年度放假安排文件")
    found = cast("dict[str, Any]", value)
    if "signature" not in found:
        raise Damaged("这份放假安排没有巡察办的签名，不能启用")
    signature = found.pop("signature")
    signer = _signer(found.get("signer"))
    if found.get("format") != _FORMAT or set(found) != {"format", "table", "signer"} or signer is None:
        raise Damaged("这不是年度放假安排文件")
    if not _signed(signer["key"], found, signature):
        raise Damaged("放假安排文件的签名不符，内容可能被改动过，不能启用")
    table = YearTable.from_bytes(canonical(found["table"]))
    made = YearFile(table, signer["workspace_id"], signer["name"], signer["key"], raw)
    if canonical({**_said(table, signer), "signature": signature}) != raw:
        raise Damaged("年度放假安排文件的内容不是规范的写法，不能读取")
    return made


def _said(table: YearTable, signer: Mapping[str, str]) -> dict[str, Any]:
    content = strict_json(table.to_bytes(), limit=LIMIT, what="年度放假安排")
    return {"format": _FORMAT, "table": content, "signer": dict(signer)}


def _signer(value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict) or set(cast("dict[str, Any]", value)) != set(_SIGNER):
        return None
    texts = cast("dict[str, Any]", value)
    sound = all(isinstance(texts[name], str) and 0 < len(texts[name]) <= most for name, most in _SIGNER.items())
    return texts if sound else None


def _signed(key: str, said: Mapping[str, Any], signature: Any) -> bool:
    try:
        written = bytes.fromhex(signature)
    except (TypeError, ValueError):
        return False
    return verify(key, _CONTEXT, canonical(dict(said)), written)

"""Canonical JSON: equal values give equal bytes, so that a digest or a signature speaks for the value."""

import hashlib
import json
from typing import Any

from xuncha_desktop.kernel.errors import Damaged

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_BARE = frozenset((str, int, bool, type(None)))


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces. Raises TypeError for a float: it has no one spelling."""
    _refuse_floats(value)
    return _ENCODER.encode(value).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def strict_json(raw: bytes, *, limit: int, what: str) -> Any:
    """Parse foreign JSON: size, absurd depth, duplicate keys, NaN and lone surrogates are refused as `Damaged`."""
    if len(raw) > limit:
        raise Damaged(f"{what}过长，不能读取")
    try:
        text = raw.decode("utf-8")
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_refuse_constant
        )
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{what}的内容不是规范的数据，不能读取") from error
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _refuse_constant(text: str) -> Any:
    raise ValueError(text)


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("canonical JSON holds no float")
    if isinstance(value, dict):
        for key, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            if not isinstance(key, str):
                raise TypeError("canonical JSON has text keys only")
            if type(item) not in _BARE:  # pyright: ignore[reportUnknownArgumentType]
                _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            if type(item) not in _BARE:  # pyright: ignore[reportUnknownArgumentType]
                _refuse_floats(item)

"""How much of a foreign workbook is read, and how its cells are parted on the way out of the child."""

from collections.abc import Mapping
from typing import Final

MAX_INPUT: Final = 64 * 1024 * 1024  # bytes of a workbook
MAX_UNPACKED: Final = 256 * 1024 * 1024  # bytes its parts say they are
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 256
MAX_SHEETS: Final = 100
MAX_SLICE: Final = 16 * 1024 * 1024  # bytes of one answer
LONGEST: Final = 32_767  # characters a cell may hold, as the format has it
SLICE: Final = 1_000  # rows
CELL_BREAK: Final = "\x1f"
ROW_BREAK: Final = "\x1e"

_TOO_LARGE: Final = "表格过大（行数乘以列数太多，或文字太多），请删去右边和下面无用的格子，或分成几个文件"

# The child answers a fault with one of these words only: no text of a foreign file reaches a message.
REASONS: Final[Mapping[str, str]] = {
    "broken": "内容已损坏，或不是XLSX表格",
    "old": "文件设有打开口令，或是旧的XLS格式，请另存为不加口令的XLSX",
    "empty": "表格中没有内容",
    "many": f"行数超过{MAX_ROWS:,}行，请分成几个文件",
    "wide": f"列数超过{MAX_COLUMNS}列，请删去右边无用的列",
    "large": "展开后过大，请删去无用的内容",
    "long": f"{{cell}}的文字超过{LONGEST:,}字（一格最多可存的字数），请缩短",
    "memory": _TOO_LARGE,
    "aborted": _TOO_LARGE,
    "late": "读取时间过长，已停止",
}


def cell_name(line: int, place: int) -> str:
    """How a person calls a cell, its row and column counted from 0: (6, 1) is B7."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line + 1}"

"""How much of a foreign file is drawn, and the words for what is wrong with one."""

from collections.abc import Mapping
from typing import Final

MAX_INPUT: Final = 200 * 1024 * 1024  # bytes of an attachment that is looked at
MAX_PAGES: Final = 5_000
MAX_PIXELS: Final = 36_000_000  # an A3 page at 400 dpi; 144 MB as RGBA
MAX_SIDE: Final = 20_000
BYTES_PER_PIXEL: Final = 4

# The child answers a fault with one of these words only: no text of a foreign file reaches a message.
REASONS: Final[Mapping[str, str]] = {
    "broken": "内容已损坏，或不是规范的文件",
    "locked": "文件设有打开口令",
    "empty": "文件中没有页面",
    "many": f"页数超过{MAX_PAGES}页",
    "large": "画面过大",
    "missing": "没有这一页",
    "memory": "所需内存过多",
    "late": "读取时间过长，已停止",
}

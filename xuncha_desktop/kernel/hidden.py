"""Characters nobody sees, that turn text round, or that only one computer can draw; and what should stand for them."""

import re
from typing import Final

from xuncha_desktop.kernel.hints import Hint

# Where GBK and older editions of GB 18030 had no code point yet they used the private area; GB 18030-2022 uses none.
# From U+E815, U+E78D, U+E7E8 and the two single ones on, in the order of the private area.
_GIVEN_SINCE: Final = (
    "\u2e81\U00020087\U00020089\U000200cc\u2e84\u3473\u3447\u2e88\u2e8b\u9fb4"
    "\u359e\u361a\u360e\u2e8c\u2e97\u396e\u3918\u9fb5\u39cf\u39df"
    "\u3a73\u39d0\u9fb6\u9fb7\u3b4e\u3c6e\u3ce0\u2ea7\U000215d7\u9fb8"
    "\u2eaa\u4056\u415f\u2eae\u4337\u2eb3\u2eb6\u2eb7\U0002298f\u43b1"
    "\u43ac\u2ebb\u43dd\u44d6\u4661\u464c\u9fb9\u4723\u4729\u477c"
    "\u478d\u2eca\u4947\u497a\u497d\u4982\u4983\u4985\u4986\u499f"
    "\u499b\u49b7\u49b6\u9fba\U000241fe\u4ca3\u4c9f\u4ca0\u4ca1\u4c77"
    "\u4ca2\u4d13\u4d14\u4d15\u4d16\u4d17\u4d18\u4d19\u4dae\u9fbb"
)
_PRESENTED: Final = "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
_DESCRIBED: Final = "\u2ff0\u2ff1\u2ff2\u2ff3\u2ff4\u2ff5\u2ff6\u2ff7\u2ff8\u2ff9\u2ffa\u2ffb"
_SUCCESSOR: Final = {
    start + place: char
    for start, chars in ((0xE815, _GIVEN_SINCE), (0xE78D, _PRESENTED), (0xE7E8, _DESCRIBED))
    for place, char in enumerate(chars)
} | {0xE7C7: "\u1e3f", 0xE7C8: "\u01f9", 0xE7E7: "\u303e"}
# Format characters (but the joiner U+200D, which writing needs), line and paragraph separators stay what they are.
_UNSEEN: Final = (
    "\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f"
)
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_FOUND = re.compile(f"[{_UNSEEN}{_PRIVATE}]")


def hints(text: str) -> list[Hint]:
    """Each of these characters in a text. An invisible one goes; a private one gets the code point it has by now."""
    return [_hint(found.start(), found[0]) for found in _FOUND.finditer(text)]


def said(text: str) -> str:
    """One sentence about the first of them and how many there are; nothing if there are none."""
    found = hints(text)
    if not found:
        return ""
    more = f"（共{len(found)}处）" if len(found) > 1 else ""
    return f"第{found[0].start + 1}个字符：{found[0].words}{more}"


def _hint(at: int, char: str) -> Hint:
    point = f"U+{ord(char):04X}"
    if char in _TURNING:
        return Hint(at, at + 1, f"有看不见的颠倒文字方向的字符（{point}），应删去", "")
    if not 0xE000 <= ord(char) <= 0xF8FF and ord(char) < 0xF0000:
        return Hint(at, at + 1, f"有看不见的字符（{point}），应删去", "")
    if better := _SUCCESSOR.get(ord(char)):
        return Hint(at, at + 1, f"自造字（{point}）在别的电脑上显示不出，应为“{better}”（U+{ord(better):04X}）", better)
    return Hint(at, at + 1, f"自造字（{point}）在别的电脑上显示不出，请换成标准编码的字")

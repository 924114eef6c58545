"""Punctuation, brackets and digits of the wrong width or form in Chinese text.

Forms and uses of the marks: GB/T 15834-2011 clauses 4.1–4.11 and 5.1; digits half as wide as a character: GB/T
15835-2011; the brackets of a document number: GB/T 9704-2012 clause 7.2.5. What stands among Latin letters and digits,
in addresses, paths and file names is right as it is.
"""

import re
from collections.abc import Iterator
from typing import Final

from xuncha_desktop.kernel.hints import Hint

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_SHUT: Final = "”’）》〉〕】"
_OPENED: Final = "“‘（《〈〔【"
_AFTER: Final = f"(?<=[{_HAN}{_SHUT}])"  # a Chinese character or what closes behind one
_BEFORE: Final = f"(?=[{_HAN}{_OPENED}{_SHUT}\\s]|$)"
_FULL: Final = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_DEPTH: Final = 20  # of brackets in brackets; deeper is no text
_LEADERS: Final = 7  # so many dots lead to a page number

_KEPT = re.compile(  # what is not looked into; every run is bounded, so that no text takes long
    "[A-Za-z][A-Za-z0-9+.-]{0,20}://[!-~]+|www\\.[!-~]+|[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64})+"
    "|[A-Za-z]:\\\\[^\\s，。；、]*|[^\\s\u3000，。；：、“”《》]{1,80}\\.(?:docx?|xlsx?|pptx?|wps|et|dps|pdf|ofd|txt|csv|jpe?g"
    "|png|tiff?|bmp|zip|rar|7z|mp[34])(?![A-Za-z0-9])",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(
    f"(?<=[{_HAN}])([\\[【（(［〔])[ ]?((?:19|20)[0-9]{{2}})[ ]?([\\]】）)］〕])(第?[ ]?0*)"
    "[1-9][0-9]{0,4}[ ]?号(?![楼院线门机室车])"
)
_STEP = re.compile("^[ \u3000]*([一二三四五六七八九十]{1,3})([.．,，])(?=\\S)", re.MULTILINE)
_QUOTED = re.compile("\"[^\"\n]*\"|(?<![A-Za-z])'[^'\n]*'")
_BRACKET = re.compile("[()（）\n]")
_DOTS = re.compile("…+|[.．·・]{3,}|。{3,}")
_DASH = re.compile(f"(?<=[{_HAN}{_SHUT}])(?:-{{2,}}|－{{2,}}|─{{2,}}|—{{3,}})(?=[{_HAN}{_OPENED}])")
_TWICE = re.compile("([，；：、])\\1+|(?<!。)(。)。(?!。)")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*％?")
_NARROW: Final = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}
_GAP = re.compile(f"(?<=[{_HAN}{_SHUT}，。；：？！、])[ ]{{2,}}(?=\\S)|(?<=[!-~])[ ]{{2,}}(?=[{_HAN}{_OPENED}])")
_MARK = re.compile(
    f"{_AFTER}([,.:;]|[?!]{{1,3}}){_BEFORE} ?|{_AFTER}([,:;?!])(?=[0-9])|(?<=[0-9A-Za-z%)])([,;])(?=[{_HAN}“《])"
)
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_CHINESE = re.compile(f"[{_HAN}{_SHUT}{_OPENED}]")


def hints(text: str) -> list[Hint]:
    """What to look at, in order, none over another."""
    taken = bytearray(len(text))
    for kept in _KEPT.finditer(text):
        taken[kept.start() : kept.end()] = b"\1" * len(kept[0])
    found: list[Hint] = []
    for look in (_numbers, _steps, _quotes, _brackets, _dots, _dashes, _repeated, _widths, _gaps, _marks):
        for hint in look(text):
            if taken.find(1, hint.start, hint.end) < 0:
                taken[hint.start : hint.end] = b"\1" * (hint.end - hint.start)
                found.append(hint)
    return sorted(found, key=lambda hint: hint.start)


def _numbers(text: str) -> Iterator[Hint]:
    for found in _NUMBER.finditer(text):
        right = f"〔{found[2]}〕"
        if text[found.start() : found.end(3)] != right:
            yield Hint(found.start(), found.end(3), f"文号的年份用六角括号，应为“{right}”", right)
        if found[4]:
            yield Hint(found.start(4), found.end(4), "发文顺序号不加“第”字，前面不补0", "")


def _steps(text: str) -> Iterator[Hint]:
    for found in _STEP.finditer(text):
        yield Hint(found.start(2), found.end(2), f"“{found[1]}”后面用顿号“、”", "、")


def _quotes(text: str) -> Iterator[Hint]:
    for found in _QUOTED.finditer(text):
        if _IS_HAN.search(found[0]):
            first, last = "“”" if found[0][0] == '"' else "‘’"
            for at, put in ((found.start(), first), (found.end() - 1, last)):
                yield Hint(at, at + 1, "中文里用弯引号", put)


def _brackets(text: str) -> Iterator[Hint]:
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "\n":
            opened.clear()
        elif found[0] in "(（":
            opened = [*opened[1 - _DEPTH :], found.start()]
        elif opened:
            yield from _pair(text, opened.pop(), found.start())


def _pair(text: str, start: int, end: int) -> Iterator[Hint]:
    """A pair of which one is full-width, or that stands in Chinese text or holds some."""
    mixed = (text[start] == "(") != (text[end] == ")")
    numbers = text[start + 1 : end].isdigit() and (start == 0 or text[start - 1] in "\n \u3000")
    if not (
        mixed
        or _IS_HAN.search(text, start + 1, end)
        or (start and _IS_CHINESE.match(text, start - 1))
        or (numbers and _IS_HAN.match(text, end + 1))
    ):
        return
    for at in (start, end):
        if text[at] in _FULL:
            yield Hint(at, at + 1, f"中文里的括号用全角“{_FULL[text[at]]}”，前后一致", _FULL[text[at]])


def _dots(text: str) -> Iterator[Hint]:
    for found in _DOTS.finditer(text):
        run = found[0]
        beside = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        chinese = run[0] == "。" or _IS_CHINESE.search(beside)
        if chinese and run not in ("……", "…………") and (run[0] in "…。" or len(run) < _LEADERS):
            yield Hint(found.start(), found.end(), "省略号是六个点“……”", "……")


def _dashes(text: str) -> Iterator[Hint]:
    for found in _DASH.finditer(text):
        yield Hint(found.start(), found.end(), "破折号占两个字“——”", "——")


def _repeated(text: str) -> Iterator[Hint]:
    for found in _TWICE.finditer(text):
        yield Hint(found.start(), found.end(), f"重复的标点“{found[0]}”", found[0][0])


def _widths(text: str) -> Iterator[Hint]:
    for found in _WIDE.finditer(text):
        narrow = found[0].translate(_NARROW)
        yield Hint(found.start(), found.end(), f"数字和字母用半角“{narrow[:20]}”", narrow)


def _gaps(text: str) -> Iterator[Hint]:
    for found in _GAP.finditer(text):
        yield Hint(found.start(), found.end(), "连着几个空格", " ")


def _marks(text: str) -> Iterator[Hint]:
    for found in _MARK.finditer(text):
        mark = found[1] or found[2] or found[3]
        inside = _IS_HAN.match(text, found.end()) and not found[0].endswith(" ")
        if mark == "." and inside:  # the end of a sentence, or a dot in somebody's name
            yield Hint(found.start(), found.end(), "句末用“。”，姓名中间用“·”")
        else:
            right = "".join(_FULL[char] for char in mark)
            yield Hint(found.start(), found.end(), f"中文句子里用全角“{right}”", right)

"""Text as people type it: what is tidied, what is counted, what can never be stored."""

import re
import unicodedata

_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069")
_HIDDEN = re.compile(f"[{''.join(sorted(_INVISIBLE))}]")
_UNSTORABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")  # newline and tab can be stored
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f])")
# Characters that never change or join with their neighbours when a text is normalised: nearly every text is made of
# these alone, and is split by looking up each of them, which is several times faster.
_PLAIN = re.compile("[\x00-\x7f\u4e00-\u9fa5、。〈〉《》「」『』【】〔〕“”‘’，：；！？（）]*")

# Nearly every text typed is of these alone; of them only spaces around are taken away, and nothing is composed.
_TIDY = re.compile("[ -~\u4e00-\u9fa5、。〈〉《》「」『』【】〔〕“”‘’，：；！？（）\u3000]*")


def cleaned(value: str, *, multiline: bool) -> str:
    """NFC, no spaces (U+3000 too) around, no invisible direction marks, middle dot of names unified to U+00B7.

    Newlines become spaces in one-line text. Ideographs are never exchanged: NFC would replace compatibility
    ideographs (U+F900…) by others, so those are kept as typed.
    """
    if tidy(value):
        return value.strip(" \u3000")
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    parts = _COMPATIBILITY.split(_HIDDEN.sub("", value))  # every second part is a compatibility ideograph
    value = "".join(part if place % 2 else unicodedata.normalize("NFC", part) for place, part in enumerate(parts))
    value = value.replace("•", "·").replace("．", "·") if _is_name_dot(value) else value
    if not multiline:
        value = " ".join(value.split("\n"))
    return value.strip(" \t\n\u3000")


def tidy(value: str) -> bool:
    """Whether a text, or several joined, can be stored as it is but for spaces around: `cleaned` changes no more."""
    return _TIDY.fullmatch(value) is not None


def refuse_unstorable(value: str) -> None:
    """Raise ValueError with a Chinese reason if a character cannot be stored or printed truly."""
    found = _UNSTORABLE.search(value)
    if found is None:
        return
    point = ord(found[0])
    if 0xD800 <= point <= 0xDFFF:
        raise ValueError("含有不完整的字符（半个代理对），请重新输入")
    raise ValueError(f"含有不可见的控制字符（U+{point:04X}），请删去后再存")


def length(value: str) -> int:
    """Characters as a person counts them: combining marks and variation selectors do not count."""
    return sum(1 for char in value if not (unicodedata.combining(char) or _selector(char)))


def shown(value: str) -> str:
    """Foreign text for showing: characters that hide or turn text round are written out."""
    return "".join(f"[U+{ord(c):04X}]" if c in _INVISIBLE or ord(c) < 32 else c for c in value)


def split_characters(value: str) -> str:
    """Text for the search index: every CJK character a word of its own, compatibility forms unified.

    The index's tokenizer knows Unicode 6.1 only: later ideographs (𬭎) become words of ASCII letters.
    """
    return value.translate(_words) if _PLAIN.fullmatch(value) else _split(value)


def _split(value: str) -> str:
    value = unicodedata.normalize("NFKC", value).casefold()
    return "".join(_word(char) if _is_cjk(char) else char for char in value)


class _Words(dict[int, str]):
    """What a plain character becomes, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = word = _split(chr(point))
        return word


_words = _Words()


def _word(char: str) -> str:
    known = ord(char) <= 0x2B734 and not 0xE000 <= ord(char) <= 0xF8FF and not 0x9FCD <= ord(char) <= 0x9FFF
    return f" {char} " if known else f" u{ord(char):x} "


def _is_cjk(char: str) -> bool:
    point = ord(char)
    return (
        0x2E80 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
        or 0xE000 <= point <= 0xF8FF
    )


def _selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def _is_name_dot(value: str) -> bool:
    """Only a short text of ideographs with dots between is a name; elsewhere a dot is left alone."""
    bare = value.replace("•", "").replace("．", "").replace("·", "")
    return len(value) != len(bare) and len(bare) <= 60 and all(_is_cjk(char) for char in bare)

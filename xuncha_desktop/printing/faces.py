"""The faces a paper is set in, and which of them draws which character."""

import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.resources import resource
from xuncha_desktop.printing.truetype import FaceFile


class Role(StrEnum):
    """What a face is for; which font file plays the part is said in `resources/fonts/faces.json`."""

    FANGSONG = "fangsong"  # 仿宋: body
    KAITI = "kaiti"  # 楷体: second-level headings, names of signers
    HEITI = "heiti"  # 黑体: labels, first-level headings
    XIAOBIAOSONG = "xiaobiaosong"  # 小标宋: titles
    SONGTI = "songti"  # 宋体: page numbers
    FALLBACK = "fallback"  # the common characters the faces above lack
    RARE = "rare"  # rare characters of names
    SCREEN = "screen"  # the screen's face, for the few it alone has (𰻝, 𱁬)


_WHEN_LACKING: Final = (Role.FALLBACK, Role.RARE, Role.SONGTI, Role.FANGSONG, Role.SCREEN)
_INVISIBLE: Final = " \u3000\u00a0"
_NEVER_DRAWN: Final = frozenset(("Cc", "Cf", "Cs", "Co"))  # control, format, surrogate, private: glyph or not
_COMMON_LINE: Final = 64  # characters named in a refusal at most


class Run(NamedTuple):
    """Text in one face; `kern` points are added after its last character."""

    text: str
    role: Role
    kern: float = 0.0


class Faces:
    """All faces, each read when it is first needed."""

    def __init__(self, files: Mapping[Role, Path]) -> None:
        self._files = files
        self._read: dict[Role, FaceFile] = {}
        self._covered: dict[Role, Mapping[int, int]] = {}
        self._orders = {role: self._ordered(role) for role in files}
        self._found: dict[tuple[str, Role], Role] = {}
        self._widths: dict[tuple[str, Role], float] = {}
        self.clusters: dict[Any, dict[str, Any]] = {}  # what `lines` has measured, by face and size
        self.names: re.Pattern[str] | None = None  # set whole in one face wherever a text has them
        self._lock = threading.Lock()

    def face(self, role: Role) -> FaceFile:
        """The face that plays a part, read when it is first asked for."""
        with self._lock:
            if role not in self._read:
                self._read[role] = _load(role, self._files)
            return self._read[role]

    def width(self, text: str, role: Role) -> float:
        """The width of a text in ems."""
        if len(text) == 1 and (known := self._widths.get((text, role))) is not None:
            return known
        face = self.face(role)
        found = sum(face.advance(ord(char)) for char in text) / 1000
        if len(text) == 1:
            self._widths[text, role] = found
        return found

    def ink_top(self, text: str, role: Role) -> float:
        """How far the ink of a text rises above its baseline, in ems."""
        return max((self.face(run.role).ink_top(char) for run in self.runs(text, role) for char in run.text), default=0)

    def has(self, char: str, role: Role) -> bool:
        """Whether the face has a glyph for the character."""
        if char in _INVISIBLE:
            return True
        if unicodedata.category(char) in _NEVER_DRAWN:
            return False
        if role not in self._covered:
            self._covered[role] = self.face(role).charToGlyph
        return self._covered[role].get(ord(char), 0) > 0

    def runs(self, text: str, role: Role, *, name: bool = False) -> tuple[Run, ...]:
        """The text in its face; characters it lacks in another. A name is set whole in the first face that has all."""
        if name and (one := self._one_face(text, role)):
            return (Run(text, one),) if text else ()
        found = [self._face_of(char, role) for char in text]
        if found.count(role) == len(found):
            return (Run(text, role),) if text else ()
        return tuple(_joined(Run(char, each) for char, each in zip(text, found, strict=True)))

    def lacking(self, chars: Iterable[str]) -> frozenset[str]:
        """Those the text's own face does not have."""
        return frozenset(char for char in chars if char.isalnum() and not self.has(char, Role.FANGSONG))

    def naming(self, names: Iterable[str]) -> "Faces":
        """These faces, setting each of the names whole in one face wherever it stands in a text."""
        rare = sorted({name for name in names if self.lacking(name)}, key=lambda name: (-len(name), name))
        if not rare:
            return self
        made = copy(self)
        made.names = re.compile(f"({'|'.join(map(re.escape, rare))})")
        return made

    def refuse_unprintable(self, texts: Iterable[str]) -> None:
        """Raise `Refused` naming each character that no face can draw, before anything is printed."""
        found: dict[str, None] = {}
        for text in texts:
            found.update(dict.fromkeys(text))
        missing = {
            char: None
            for char in found
            if char != "\n" and not any(self.has(char, r) for r in self._orders[Role.FANGSONG])
        }
        if missing:
            raise Refused(f"有{len(missing)}个字打不出来，没有打印：{_named(missing)}。请改用其他写法后再打印")

    def _ordered(self, role: Role) -> tuple[Role, ...]:
        """The faces asked for a character, each file once."""
        order = tuple(dict.fromkeys((role, *_WHEN_LACKING)))
        first_of = {self._files[each]: each for each in reversed(order)}
        return tuple(each for each in order if first_of[self._files[each]] is each)

    def _one_face(self, text: str, role: Role) -> Role | None:
        return next((r for r in self._orders[role] if all(self.has(char, r) for char in text)), None)

    def _face_of(self, char: str, role: Role) -> Role:
        found = self._found.get((char, role)) or self._one_face(char, role)
        if found is None:
            self.refuse_unprintable(char)
            return role
        self._found[char, role] = found
        return found


@cache
def shipped() -> Faces:
    """The faces that come with the program. `Refused` if the list is missing or damaged."""
    return Faces(read_list(resource("fonts/faces.json")))


def read_list(path: Path) -> dict[Role, Path]:
    """The font file of every role, from `faces.json`."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        return {role: path.parent / str(listed[role]) for role in Role}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("打印字体清单缺失或损坏，不能打印，请重新安装程序") from error


def _load(role: Role, files: Mapping[Role, Path]) -> FaceFile:
    try:
        return FaceFile(files[role])
    except Exception as error:  # the writer has many ways of saying that a file is missing or no font
        raise Refused(f"打印字体缺失或损坏（{files[role].name}），不能打印，请重新安装程序") from error


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if held is not None and held.role is run.role:
            held = Run(held.text + run.text, run.role)
        else:
            if held is not None:
                yield held
            held = run
    if held is not None:
        yield held


def _named(chars: Mapping[str, None]) -> str:
    shown = [f"“{char}”（U+{ord(char):04X}）" if char.isprintable() else f"U+{ord(char):04X}" for char in chars]
    more = "等" if len(shown) > _COMMON_LINE else ""
    return "、".join(shown[:_COMMON_LINE]) + more

"""What a regulation says of a printed form, for those who build its view: words, widths, signers, copies, ground."""

from collections.abc import Mapping, Sequence
from typing import Final

from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.forms import Form, Signer
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days

DAY: Final = "　　　年　　月　　日"  # what is dated by hand
SHORT_DAY: Final = "　　年　月　日"  # the same beside the office that prints
BY_HAND: Final = "　　　　〔　　　　〕　　号"  # a 文号 another body gives
LINE: Final = "＿" * 10  # what is written in by hand, in a sentence
_ALONG: Final = 28  # characters of a line of the body
_ENDED: Final = frozenset("。！？；：…”》＿.!?;:")  # after these a written line takes no full stop


def written(lines: int, label: str = "") -> str:
    """Some lines of the body to write on by hand, behind a label: a paragraph that begins two characters in."""
    return label + "＿" * (lines * _ALONG - 2 - len(label))


def sentence(text: str) -> str:
    """What somebody wrote as a sentence of the paper: with a full stop where it ends with none, line for line."""
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(line + "。" if line and line[-1] not in _ENDED else line for line in lines)


class FormWords:
    """A form of a profile. What a profile leaves out, or the whole form, is the paper's own: a custom, and said so."""

    def __init__(self, profile: Profile, form_id: str, title: str, own: Mapping[str, str]) -> None:
        self._profile = profile
        self._form = next((form for form in profile.forms if form.id == form_id), None)
        self._own = own
        self._title = title

    @property
    def form(self) -> Form | None:
        """The profile's entry, if it has one."""
        return self._form

    @property
    def title(self) -> str:
        """The paper's name."""
        return self._form.title if self._form else self._title

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Who signs, each as often as he does."""
        return tuple(one for one in self._form.signers for _ in range(one.times)) if self._form else ()

    def text(self, name: str) -> str:
        """The printed word for a label."""
        given = {one.id: one.label for one in self._form.labels} if self._form else {}
        return given.get(name) or self._own[name]

    def texts(self, names: Sequence[str]) -> tuple[str, ...]:
        """Several labels in their order."""
        return tuple(self.text(name) for name in names)

    def widths(self, names: Sequence[str], own: Sequence[int]) -> tuple[int, ...]:
        """The columns' widths in millimetres, the layout's own where the office set none."""
        return tuple(
            self._form.width(name, width) if self._form else width for name, width in zip(names, own, strict=True)
        )

    def label_width(self, own: int) -> int:
        """The width of the column of labels in millimetres."""
        return self._form.width("label", own) if self._form else own

    def rows(self, own: Sequence[str]) -> tuple[str, ...]:
        """The labels of the rows the office wants, in its order."""
        return self._form.ordered(own) if self._form else tuple(own)

    def places(self, width: int, own: Sequence[str] = ()) -> tuple[SignBox, ...]:
        """Blank boxes for the signers, two to a row of `width` millimetres, an odd last one whole."""
        labels = [one.label for one in self.signers] or list(own)
        widths = [width // 2] * len(labels)
        if len(labels) % 2:
            widths[-1] = width
        return tuple(SignBox(label, wide) for label, wide in zip(labels, widths, strict=True))

    def basis(self, what: str) -> str:
        """The ground of the form with its standing, as one sentence."""
        if self._form is None:
            return f"{what}：惯例。"
        return f"{what}：{self._profile.cite(self._form)}" + (f"（{self._form.note}）。" if self._form.note else "。")

    @property
    def copies_note(self) -> str:
        """How many copies are made, and whether the regulation says so."""
        form = self._form
        if form is None or form.copies is None or form.copies_standing is None:
            return ""
        return f"一式{form.copies}份（{form.copies_standing.label}）。"


def day_words(day: str | None) -> str:
    """2019年9月20日; an imprecise day as it was written, nothing for none."""
    exact = exact_day(day or "")
    return days.words(exact) if exact else day or ""

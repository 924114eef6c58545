"""What goes with a package beside records, in the core section: cover, profile, year files, keys, receipt and proof."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from xuncha_desktop.exchange.receipt import RECORD_TYPE as RECEIPT
from xuncha_desktop.exchange.receipt import Receipt, read_receipt
from xuncha_desktop.exchange.shape import Shape
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.rules.profile import BYTES_LIMIT, Profile
from xuncha_desktop.rules.year_file import LIMIT, YearFile, read_year_file
from xuncha_desktop.services.packages.peers import PublicKeys, read_keys

COVER, PROFILE, YEARS, KEYS, ENROLMENT, NUMBERS = "cover", "profile", "years", "keys", "enrolment", "numbers"
REFERENCE = "reference"
NAMES = frozenset((COVER, PROFILE, REFERENCE, YEARS, KEYS, ENROLMENT, NUMBERS, RECEIPT))
NUMBERS_LIMIT = 1_000_000
_WORDS = r"(?s:.{0,2000})"


@dataclass(frozen=True, slots=True)
class Cover:
    """The covering letter."""

    title: str
    purpose: str = ""
    reason: str = ""
    medium: str = ""

    def wire(self) -> dict[str, Any]:
        """Plain values."""
        return {"title": self.title, "purpose": self.purpose, "reason": self.reason, "medium": self.medium}


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A group's public keys, and the proof that it was founded with the 开通码."""

    keys: PublicKeys
    mac: str

    def wire(self) -> dict[str, Any]:
        """Plain values."""
        return {"keys": self.keys.wire(), "mac": self.mac}


@dataclass(frozen=True, slots=True)
class Enclosures:
    """Everything of a package that is no record. `numbers_after`: a lost computer may have given numbers up to it.

    `reference` is the round's second regime: it may be named or changed long after the task was given.
    """

    cover: Cover
    profile: Profile | None = None
    reference: Profile | None = None
    keys: PublicKeys | None = None
    receipt: Receipt | None = None
    enrolment: Enrolment | None = None
    years: tuple[YearFile, ...] = ()
    numbers_after: int = 0

    def lines(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """One line each, the cover first."""
        yield COVER, self.cover.wire()
        for name, profile in ((PROFILE, self.profile), (REFERENCE, self.reference)):
            if profile:
                yield name, {"body": strict_json(profile.to_bytes(), limit=BYTES_LIMIT, what="规则档")}
        if self.years:
            files = [strict_json(file.raw, limit=LIMIT, what="年度放假安排文件") for file in self.years]
            yield YEARS, {"files": files}
        if self.keys:
            yield KEYS, self.keys.wire()
        if self.receipt:
            yield RECEIPT, self.receipt.wire()
        if self.enrolment:
            yield ENROLMENT, self.enrolment.wire()
        if self.numbers_after:
            yield NUMBERS, {"after": self.numbers_after}


@dataclass
class Gathering:
    """Collects enclosures as their lines are read."""

    _found: dict[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])

    def take(self, name: str, value: Mapping[str, Any]) -> None:
        """One line. Raises Damaged for a second of its kind."""
        if name in self._found:
            raise Damaged("数据包的附页重复，未导入任何内容")
        self._found[name] = value

    def done(self) -> Enclosures:
        """All of them. Raises Damaged, ProfileRefused."""
        found = self._found
        if COVER not in found:
            raise Damaged("数据包缺少附页，未导入任何内容")
        return Enclosures(
            _cover(found[COVER]),
            _profile(found[PROFILE]) if PROFILE in found else None,
            _profile(found[REFERENCE]) if REFERENCE in found else None,
            read_keys(found[KEYS]) if KEYS in found else None,
            read_receipt(found[RECEIPT]) if RECEIPT in found else None,
            _enrolment(found[ENROLMENT]) if ENROLMENT in found else None,
            _years(found[YEARS]) if YEARS in found else (),
            _numbers(found[NUMBERS]) if NUMBERS in found else 0,
        )


def _cover(value: Mapping[str, Any]) -> Cover:
    try:
        shape = Shape(dict(value))
        made = Cover(*(shape.text(name, _WORDS) for name in ("title", "purpose", "reason", "medium")))
    except ValueError as error:
        raise Damaged("数据包的附页不符合格式要求，未导入任何内容") from error
    return made


def _numbers(value: Mapping[str, Any]) -> int:
    try:
        return Shape(dict(value)).whole("after", low=1, high=NUMBERS_LIMIT)
    except ValueError as error:
        raise Damaged("数据包的附页不符合格式要求，未导入任何内容") from error


def _profile(value: Mapping[str, Any]) -> Profile:
    return Profile.from_bytes(canonical(value.get("body")))


def _years(value: Mapping[str, Any]) -> tuple[YearFile, ...]:
    """The office's year files, each signed; one a year."""
    files = value.get("files")
    if not isinstance(files, list):
        raise Damaged("数据包中的放假安排不符合格式要求")
    found = tuple(read_year_file(canonical(each)) for each in cast("list[Any]", files))
    if len({file.table.year for file in found}) != len(found):
        raise Damaged("数据包中同一年的放假安排有两份")
    return found


def _enrolment(value: Mapping[str, Any]) -> Enrolment:
    mac = value.get("mac")
    if not isinstance(mac, str) or len(mac) != 64:
        raise Damaged("回执中的开通凭证不符合格式要求")
    return Enrolment(read_keys(value.get("keys")), mac)

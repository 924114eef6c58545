"""What a round is made of: phases, events, how long it stays, how far back it looks, whom it must have covered."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from xuncha_desktop.rules.basis import Between, BodyRef, Id, PhaseRef, Point, Rule
from xuncha_desktop.rules.calendar import ONE_DAY, WorkCalendar
from xuncha_desktop.rules.deadlines import Unit, add_months


@dataclass(frozen=True, kw_only=True)
class Phase(Rule):
    """A stretch of the round."""

    id: Id
    label: str


class Fact(StrEnum):
    """A day a record of the house states anyway, so that the event it is need not be registered again."""

    STAY_BEGINS = "stay_begins"
    STAY_ENDS = "stay_ends"
    ENTRY_MEETING = "entry_meeting"

    @property
    def label(self) -> str:
        """进驻日期, 离驻日期 or 动员会."""
        return _FACT_LABELS[self]


_FACT_LABELS = {Fact.STAY_BEGINS: "进驻日期", Fact.STAY_ENDS: "离驻日期", Fact.ENTRY_MEETING: "动员会"}


@dataclass(frozen=True, kw_only=True)
class Event(Rule):
    """Something that happens and is registered with its day; deadlines and duties start from it.

    An event of a round lies in one of its phases; one of daily supervision has none. `stated_by` is the fact of a
    record that already says when it was.
    """

    id: Id
    label: str
    phase: PhaseRef = ""
    repeatable: bool = False
    stated_by: Fact | None = None


@dataclass(frozen=True, kw_only=True)
class LookBack(Rule):
    """How many years back the facts of a finding normally lie."""

    years: Annotated[int, Between(1, 50)]

    def starts_on(self, from_on: date) -> date:
        """The first day inside the window that ends on `from_on`."""
        return add_months(from_on, -12 * self.years)


class Bound(StrEnum):
    """Whether a length is the length or the least there may be."""

    FIXED = "fixed"
    MINIMUM = "minimum"

    @property
    def label(self) -> str:
        """为期 or 不少于."""
        return "为期" if self is Bound.FIXED else "不少于"


@dataclass(frozen=True, kw_only=True)
class OnSite(Rule):
    """How long a group stays, and between which (often imprecise) days; see `stay.rough_day`.

    `changed_by` is the body that must agree to another length; empty where the text names none.
    """

    amount: Annotated[int, Between(1, 3650)]
    unit: Unit
    bound: Bound = Bound.FIXED
    begins: str = ""
    ends: str = ""
    changed_by: BodyRef = ""

    @property
    def words(self) -> str:
        """不少于20个工作日; 为期1个月."""
        return f"{self.bound.label}{self.amount}{self.unit.label}"

    def enough_on(self, first_on: date, work: WorkCalendar) -> date:
        """The first day on which a stay that begins on `first_on` is long enough; both days count."""
        if self.unit is Unit.MONTH:
            return add_months(first_on, self.amount) - ONE_DAY
        if self.unit is Unit.CALENDAR_DAY:
            return first_on + (self.amount - 1) * ONE_DAY
        return work.after(first_on - ONE_DAY, self.amount)


class CoverageClock(StrEnum):
    """Over which time coverage is reckoned."""

    TERM = "term"
    YEARS = "years"
    ROUND = "round"
    ALWAYS = "always"


@dataclass(frozen=True, kw_only=True)
class Coverage(Rule):
    """How often those under supervision must be reached. A profile may have several, each with a clock of its own.

    `years` belongs to the clock `years`. `times` is the least number. `who` says in our words who is covered.
    """

    id: Id
    label: str
    clock: CoverageClock
    years: Annotated[int, Between(1, 50)] | None = None
    times: Annotated[int, Between(1, 99)] = 1
    who: str

    @property
    def words(self) -> str:
        """每届至少1次; 每5年至少1次; 全覆盖."""
        if self.clock is CoverageClock.ALWAYS:
            return "经常性全覆盖"
        span = {CoverageClock.TERM: "每届", CoverageClock.ROUND: "每轮", CoverageClock.YEARS: f"每{self.years}年"}
        return f"{span[self.clock]}至少{self.times}次"


@dataclass(frozen=True, kw_only=True)
class InformationSource(Rule):
    """A body asked for what it knows before the group goes, what about, how many years back and through whom."""

    id: Id
    body: BodyRef
    contents: tuple[Point, ...] = ()
    years: Annotated[int, Between(1, 50)] | None = None
    through: BodyRef = ""
    by_letter: bool | None = None
    in_person: bool = False

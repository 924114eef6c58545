"""A made-up county of any size: the same seed and scale always give the same records, revisions, index and audit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from xuncha_desktop.demonstration import county_words as words
from xuncha_desktop.demonstration.draws import Draws
from xuncha_desktop.kernel.clock import day_of, micros, moment_of
from xuncha_desktop.kernel.ids import id_source, shipped_id
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.organisation import Group, Round, RoundState, Term, Unit
from xuncha_desktop.records.rectification import (
    DueKind,
    Feedback,
    FeedbackItem,
    FeedbackReceipt,
    FeedbackState,
    ItemLevel,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.restricted import Petition, PetitionState
from xuncha_desktop.services import profiles
from xuncha_desktop.services.demonstration import PLACES
from xuncha_desktop.services.identity import seal_reporter
from xuncha_desktop.services.session import Session

VERSION = 1
"""Raised whenever the same seed and scale would give other records."""

BATCH = 20_000
YEARS = 5
_ASPECTS = ("落实上级决策部署方面", "基层党组织建设方面", "群众身边腐败和作风方面")
_DAY = 86_400_000_000

Report = Callable[[int, int, str], object]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything a county has."""

    units: int
    rounds: int
    findings: int
    petitions: int
    tasks: int

    @property
    def records(self) -> int:
        """How many records that is, without rounds, groups and feedback."""
        return self.units + self.findings + self.petitions + self.tasks


OFFICE = Scale(units=300, rounds=12, findings=12_000, petitions=8_000, tasks=15_000)
"""One district over one five-year term."""

CITY = Scale(units=3_000, rounds=12, findings=1_000_000, petitions=8_000, tasks=15_000)
"""A million ledger records in one encrypted file."""


def _quiet(done: int, total: int, text: str) -> None:
    """For callers who do not want to hear how far it is."""


def fill(session: Session, scale: Scale, report: Report = _quiet, *, seed: int = 1) -> None:
    """Write a county into an empty demonstration workspace, in batches of one transaction and one audit entry each.

    `report(done, total, text)` after each batch; it may raise to cancel. Raises `NotAllowed`, `Refused` in a
    workspace that is not made up.
    """
    County(session, scale, report, seed).build()


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with the group that inspected it and the round it was done in."""

    unit: Unit
    group: Group
    round: Round


class County:
    """One county in the making."""

    def __init__(self, session: Session, scale: Scale, report: Report, seed: int) -> None:
        self.session, self.scale, self.report = session, scale, report
        self.draws = Draws(seed)
        self.until = micros(session.clock()) - _DAY
        self.since = self.until - YEARS * 365 * _DAY
        self.at = self.since
        self._new_id = id_source(lambda: moment_of(self.at), self.draws.bytes)
        self._people = [shipped_id(f"demonstration-person-{number}") for number in range(60)]
        self._done = 0

    def build(self) -> None:
        """Write everything, links after what they point at."""
        places = self._organisation()
        self._store("问题", self._findings(places))
        self._store("信访举报", self._petitions(places))
        self._rectification(places)

    # ------------------------------------------------------------ who is inspected by whom

    def _organisation(self) -> list[Place]:
        session, scale = self.session, self.scale
        profile = profiles.shipped("lixian")
        term = self._made(Term, name="第十八届县委", from_on=self._on(self.since), until_on=None)
        rounds = [self._round(term, number, profile.about.name, profile.digest) for number in range(scale.rounds)]
        units = list(self._units())
        groups = [self._group(rounds[n * len(rounds) // len(units)], unit, n) for n, unit in enumerate(units)]
        PLACES[Term.type.compartment](session, [term], profile)
        for made in (units, rounds, groups):
            self._store(made[0].type.label, iter(made))
        by_id = {one.id: one for one in rounds}
        return [Place(unit, group, by_id[group.round_id]) for unit, group in zip(units, groups, strict=True)]

    def _units(self) -> Iterator[Unit]:
        names = [
            (kind, f"{head}{tail}{suffix}")
            for kind, suffix in words.UNIT_KINDS
            for tail in words.PLACE_TAILS
            for head in words.PLACE_HEADS
        ]
        for number in range(self.scale.units):
            # A stride without a common divisor visits every name once, mixed.
            kind, name = names[number * 1_009 % len(names)]
            again = number // len(names)
            yield self._made(
                Unit,
                name=f"{name}（{again + 1}）" if again else name,
                kind=kind,
                principal=self._person(),
                principal_post="党组织书记",
                staff=5 + self.draws.below(120),
            )

    def _round(self, term: Term, number: int, profile: str, digest: str) -> Round:
        self._move(number, self.scale.rounds)
        begin = day_of(moment_of(self.at))
        last = number == self.scale.rounds - 1
        return self._made(
            Round,
            name=f"第{number + 1}轮巡察",
            term_id=term.id,
            year=begin.year,
            kind=("regular", "special", "regular", "look_back")[number % 4],
            from_on=begin.isoformat(),
            until_on=(begin + timedelta(days=60)).isoformat(),
            profile=profile,
            profile_digest=digest,
            state=RoundState.FEEDBACK if last else RoundState.CLOSED,
        )

    def _group(self, round_: Round, unit: Unit, number: int) -> Group:
        begin = date.fromisoformat(round_.from_on)
        return self._made(
            Group,
            round_id=round_.id,
            name=f"县委第{number % 30 + 1}巡察组",
            code=f"临巡{number + 1}",
            unit_id=unit.id,
            stay_from_on=(begin + timedelta(days=5)).isoformat(),
            stay_until_on=(begin + timedelta(days=50)).isoformat(),
        )

    # ------------------------------------------------------------ what was found and sent in

    def _findings(self, places: list[Place]) -> Iterator[Finding]:
        profile = profiles.shipped("lixian")
        categories, sources = (tuple(profiles.codes(profile, f"finding_{name}")) for name in ("category", "source"))
        for number in range(self.scale.findings):
            self._move(number, self.scale.findings)
            yield self._finding(places[number * len(places) // self.scale.findings], categories, sources)

    def _finding(self, place: Place, categories: tuple[str, ...], sources: tuple[str, ...]) -> Finding:
        draws, gaps = self.draws, self._gaps(place)
        return self._made(
            Finding,
            round_id=place.round.id,
            group_id=place.group.id,
            unit_id=place.unit.id,
            title=f"{gaps['matter']}{draws.one(words.FAULTS)}",
            category=draws.one(categories),
            source=draws.one(sources),
            period=f"{gaps['year']}年{gaps['month']}月至{gaps['month2']}月",
            summary=self._text(words.FACT_SENTENCES, gaps, 1) if draws.share(50) else None,
            fact=self._text(words.FACT_SENTENCES, gaps, 1 + draws.below(5)),
            basis=draws.one(words.BASES),
            amount=gaps["amount"] * 1_000_000 if draws.share(60) else None,
            subject=f"{place.unit.name}{gaps['office']}",
            about_principal=draws.share(8),
            suggestion=draws.one(words.SUGGESTIONS) if draws.share(70) else None,
            handlers=tuple(dict.fromkeys((self._person(), self._person()))),
            state=self._finding_state(place.round),
        )

    def _finding_state(self, round_: Round) -> FindingState:
        if round_.state is RoundState.CLOSED:
            return FindingState.VOID if self.draws.share(2) else FindingState.SIGNED
        draw = self.draws.below(100)
        return FindingState.DRAFT if draw < 10 else FindingState.IN_CHAIN if draw < 30 else FindingState.SIGNED

    def _petitions(self, places: list[Place]) -> Iterator[Petition]:
        draws, scale = self.draws, self.scale
        profile = profiles.shipped("lixian")
        channels = tuple(profiles.codes(profile, "petition_channel"))
        outcomes = tuple(profiles.codes(profile, "petition_outcome"))
        for number in range(scale.petitions):
            self._move(number, scale.petitions)
            place = draws.one(places)
            signed = draws.share(30)
            made = self._made(
                Petition,
                number=f"临巡办〔{self._on(self.at)[:4]}〕信{number + 1:04d}号",
                round_id=place.round.id,
                group_id=place.group.id,
                unit_id=place.unit.id,
                channel=draws.one(channels),
                received_on=self._on(self.at),
                signature="signed" if signed else "anonymous",
                accused=self._person(),
                accused_post=draws.one(words.ROLES),
                content=self._text(words.PETITION_CLAIMS, self._gaps(place), 1 + draws.below(3)),
            )
            if signed:
                made = made.changed(reporter=seal_reporter(self.session, made.id, self._person()))
            yield self._settled(made, outcomes) if place.round.state is RoundState.CLOSED else made

    def _settled(self, petition: Petition, outcomes: tuple[str, ...]) -> Petition:
        day = (date.fromisoformat(petition.received_on) + timedelta(days=3)).isoformat()
        return petition.changed(
            outcome=self.draws.one(outcomes),
            outcome_words="请按规定办理，结果报组长",
            outcome_by=self._person(),
            outcome_on=day,
            result="已按批办意见办理完毕，材料归档",
            state=PetitionState.CLOSED,
        )

    # ------------------------------------------------------------ what became of it

    def _rectification(self, places: list[Place]) -> None:
        feedback = [self._feedback(number, place) for number, place in enumerate(places)]
        self._store("反馈意见", iter(feedback))
        self._store("反馈签收", (self._receipt(one) for one in feedback))
        items = {one.id: list(self._items(one)) for one in feedback}
        self._store("反馈条目", (item for found in items.values() for item in found))
        self._store("整改任务", self._tasks(places, feedback, items))

    def _feedback(self, number: int, place: Place) -> Feedback:
        day = date.fromisoformat(place.round.until_on) + timedelta(days=20)
        return self._made(
            Feedback,
            number=f"临巡办馈〔{place.round.year}〕{number + 1}号",
            round_id=place.round.id,
            group_id=place.group.id,
            unit_id=place.unit.id,
            title=f"关于巡察{place.unit.name}的反馈意见"[:200],
            principal_on=day.isoformat(),
            organisation_on=day.isoformat(),
            state=FeedbackState.RECEIPTED,
        )

    def _receipt(self, feedback: Feedback) -> FeedbackReceipt:
        return self._made(
            FeedbackReceipt,
            feedback_id=feedback.id,
            unit_id=feedback.unit_id,
            signed_on=feedback.organisation_on,
            signed_at="10:30",
            signer=self._person(),
            copies=1,
        )

    def _items(self, feedback: Feedback) -> Iterator[FeedbackItem]:
        """Three aspects with four problems each."""
        for position, wording in enumerate(_ASPECTS, 1):
            aspect = self._item(feedback, None, ItemLevel.ASPECT, position, wording)
            yield aspect
            for place in range(1, 5):
                wording = f"{self.draws.one(words.MATTERS)}{self.draws.one(words.FAULTS)}。"
                yield self._item(feedback, aspect.id, ItemLevel.PROBLEM, place, wording)

    def _item(
        self, feedback: Feedback, parent: str | None, level: ItemLevel, position: int, wording: str
    ) -> FeedbackItem:
        return self._made(
            FeedbackItem,
            feedback_id=feedback.id,
            level=level,
            parent_id=parent,
            position=position,
            wording=wording,
            about_principal=False,
            removed=False,
        )

    def _tasks(
        self, places: list[Place], feedback: list[Feedback], items: dict[str, list[FeedbackItem]]
    ) -> Iterator[RectificationTask]:
        counted = dict.fromkeys((one.id for one in feedback), 0)
        for number in range(self.scale.tasks):
            self._move(number, self.scale.tasks)
            which = number * len(places) // self.scale.tasks
            told = feedback[which]
            counted[told.id] += 1
            leaves = [item for item in items[told.id] if item.level is ItemLevel.PROBLEM]
            yield self._task(places[which], told, self.draws.one(leaves), str(counted[told.id]))

    def _task(self, place: Place, told: Feedback, item: FeedbackItem, number: str) -> RectificationTask:
        draws, gaps = self.draws, self._gaps(place)
        closed, lasting = place.round.state is RoundState.CLOSED, draws.share(10)
        due = (date.fromisoformat(place.round.until_on) + timedelta(days=50 + draws.below(150))).isoformat()
        return self._made(
            RectificationTask,
            number=number,
            feedback_id=told.id,
            item_id=item.id,
            round_id=place.round.id,
            group_id=place.group.id,
            unit_id=place.unit.id,
            measure=draws.one(words.MEASURES).format(**gaps),
            goal="问题全面整改到位，制度健全" if draws.share(50) else None,
            responsible_unit=f"{place.unit.name}{gaps['office']}",
            responsible_person=self._person(),
            due_kind=DueKind.LASTING if lasting else DueKind.OWN,
            due_on=None if lasting else due,
            closed_on=due if closed else None,
            state=TaskState.CLOSED if closed else draws.one((TaskState.OPEN, TaskState.OPEN, TaskState.REPORTED)),
        )

    # ------------------------------------------------------------ words and records

    def _gaps(self, place: Place) -> dict[str, Any]:
        """What fills the gaps of a sentence."""
        draws = self.draws
        month = 1 + draws.below(6)
        return {
            "unit": place.unit.name,
            "year": place.round.year - draws.below(3),
            "month": month,
            "month2": month + 1 + draws.below(6),
            "count": 1 + draws.below(28),
            "amount": 1 + draws.below(300),
            "office": draws.one(words.OFFICES),
            "matter": draws.one(words.MATTERS),
            "person": self._person(),
            "person2": self._person(),
            "accused": self._person(),
        }

    def _text(self, sentences: tuple[str, ...], gaps: dict[str, Any], count: int) -> str:
        """Some sentences, none twice."""
        draws = self.draws
        first = draws.below(len(sentences))
        drawn = {
            "deed": draws.one(words.DEEDS),
            "neglect": draws.one(words.NEGLECTS),
            "role": draws.one(words.ROLES),
            "paper": draws.one(words.PAPERS),
            "paper2": draws.one(words.PAPERS),
            "standing": draws.one(words.STANDINGS),
            "answer": draws.one(words.ANSWERS),
        }
        chosen = (sentences[(first + n) % len(sentences)] for n in range(count))
        return "".join(sentence.format(**gaps, **drawn) for sentence in chosen)

    def _person(self) -> str:
        draws = self.draws
        given = draws.one(words.GIVEN) + (draws.one(words.GIVEN) if draws.share(70) else "")
        return draws.one(words.SURNAMES) + given

    def _move(self, number: int, count: int) -> None:
        """Go on in the county's time: the moments of a type run evenly from the beginning of the term to its end."""
        self.at = self.since + (self.until - self.since) * number // count

    @staticmethod
    def _on(at: int) -> str:
        return day_of(moment_of(at)).isoformat()

    def _made(self, cls: type[R], **values: Any) -> R:
        here = self.session.place.workspace_id
        return cls(
            id=self._new_id(),
            origin=here,
            custodian=here,
            created_at=self.at,
            created_by=self.draws.one(self._people),
            updated_at=self.at,
            **values,
        )

    def _store(self, label: str, records: Iterable[Record]) -> None:
        """Write records of one type, a batch at a time."""
        batch: list[Record] = []
        for one in records:
            batch.append(one)
            if len(batch) == BATCH:
                self._write(label, batch)
                batch = []
        if batch:
            self._write(label, batch)

    def _write(self, label: str, batch: list[Record]) -> None:
        PLACES[batch[0].type.compartment](self.session, batch)
        self._done += len(batch)
        self.report(self._done, self.scale.records, f"写入{label}")

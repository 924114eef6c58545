"""Clocks: started by an event, reckoned by hand-checked dates, rebuilt, extended, met; and what a calendar changes."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import NotAllowed, Refused, Stale
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.rectification import Deadline, Feedback
from xuncha_desktop.rules.calendar import YearTable, shipped_calendar
from xuncha_desktop.rules.deadlines import Unit
from xuncha_desktop.services import calendars, deadlines


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def one_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OfficeRoom, Feedback]]:
    """A room many examples look at and none changes."""
    with office_room(tmp_path_factory.mktemp("clocks")) as made:
        yield made, made.received()


def clock(here: OfficeRoom, found: Feedback, rule: str = "rectification_plan") -> Deadline:
    return next(one for one in deadlines.of(here.clerk, found) if one.rule == rule)


@pytest.mark.provision("LX-06-04-00f")
def test_ten_working_days_from_20_september_2019_end_on_10_october(here: OfficeRoom) -> None:
    plan = clock(here, here.received())
    assert (plan.trigger_on, plan.due_on) == ("2019-09-20", "2019-10-10")
    said = deadlines.explanation(here.clerk, plan)
    assert said.line.startswith("2019年9月20日签收反馈意见（推定）起10个工作日 → 2019年10月10日（周四）到期")
    assert "9月29日（周日）调休上班" in said.paragraph
    assert "推定·巡察工作方案" not in said.line
    assert "条文·巡察工作方案六、（四）" in said.paragraph


@pytest.mark.provision("LX-06-04-00g")
def test_two_months_from_20_september_2019_end_on_20_november(here: OfficeRoom) -> None:
    found = here.received()
    for rule in ("rectification_report", "principal_report"):
        assert clock(here, found, rule).due_on == "2019-11-20"


def test_an_event_starts_each_clock_once(here: OfficeRoom) -> None:
    found = here.received()
    with here.clerk.carry_out("test", Compartment.WORK) as tx:
        assert deadlines.start(tx, "feedback_received", "2019-09-23", found) == []
        assert deadlines.start(tx, "stay_began", "2019-07-08", found)[0].due_on is None


def test_the_light_turns_ten_days_before_and_alerts_after(here: OfficeRoom) -> None:
    plan = clock(here, here.received())
    seen = []
    for day in ("2019-09-29", "2019-09-30", "2019-10-10", "2019-10-12"):
        here.at(day)
        light = deadlines.light(here.clerk, plan)
        seen.append((light.tone, light.words))
    assert seen == [
        (Tone.CALM, "剩11天"),
        (Tone.NOTICE, "剩10天"),
        (Tone.NOTICE, "今天到期"),
        (Tone.ALERT, "逾期2天"),
    ]


def test_a_clock_is_met_once_and_tells_how_late(here: OfficeRoom) -> None:
    plan = clock(here, here.received())
    here.at("2019-10-14")
    with here.clerk.carry_out("test", Compartment.WORK) as tx:
        met = deadlines.meet(tx, plan, "2019-10-12", "临人防〔2019〕31号")
        with pytest.raises(Refused, match="已经登记完成"):
            deadlines.meet(tx, met, "2019-10-13", "又一份")
    assert deadlines.light(here.clerk, met).words == "已完成（逾期2天）"
    assert plan.id not in {one.id for one in deadlines.running(here.clerk)}


def extend(here: OfficeRoom, plan: Deadline, **values: object) -> Deadline:
    given = {"reason": "主要负责人调整", "body": "leading_group", "decided_on": "2019-09-20"}
    return deadlines.extend(here.clerk, plan.id, plan.version, **given | values)


def test_an_extension_keeps_who_decided_and_why(here: OfficeRoom) -> None:
    plan = extend(here, clock(here, here.received()), amount=5, unit=Unit.WORKING_DAY)
    assert plan.due_on == "2019-10-16"  # 11, 12 (worked in exchange), 14, 15, 16 October
    assert json.loads(plan.extensions) == [
        {
            "amount": 5,
            "body": "leading_group",
            "decided_on": "2019-09-20",
            "reason": "主要负责人调整",
            "registered_by": "吴干事",
            "unit": "working_day",
        }
    ]
    assert "主要负责人调整" in deadlines.explanation(here.clerk, plan).paragraph
    plan = extend(here, plan, until_on=date(2019, 10, 25))
    assert plan.due_on == "2019-10-25"


def test_an_extension_that_says_too_little_or_shortens_is_refused(here: OfficeRoom) -> None:
    plan = clock(here, here.received())
    for values, why in (
        ({"amount": 5, "reason": " "}, "理由"),
        ({}, "两者取一"),
        ({"until_on": date(2019, 10, 10)}, "必须晚于原定日期"),
        ({"amount": 5, "body": "nobody"}, "机构"),
        ({"amount": 5, "decided_on": "2019-09-21"}, "不能晚于今天"),
        ({"amount": 0}, "不合理"),
    ):
        with pytest.raises(Refused, match=why):
            extend(here, plan, **values)
    assert clock(here, here.clerk.table(Feedback).where()[0]) == plan


def test_a_stale_extension_and_a_wrong_post_are_refused(here: OfficeRoom) -> None:
    plan = clock(here, here.received())
    extend(here, plan, amount=1)
    with pytest.raises(Stale):
        extend(here, plan, amount=1)
    with pytest.raises(NotAllowed):
        deadlines.extend(
            here.supervisor, plan.id, 2, reason="要", body="leading_group", decided_on="2019-09-20", amount=1
        )


def test_a_corrupted_due_date_is_rebuilt_from_the_facts(here: OfficeRoom) -> None:
    plan = clock(here, here.received())
    with here.clerk.carry_out("test", Compartment.WORK) as tx:
        tx.save(plan, plan.changed(due_on="2020-01-01"))
    changed = deadlines.rebuild_all(here.clerk)
    assert [(one.id, one.due_on) for one in changed] == [(plan.id, "2019-10-10")]
    assert deadlines.rebuild_all(here.clerk) == []


@given(
    trigger=st.dates(date(2010, 1, 1), date(2030, 12, 31)),
    longer=st.lists(st.tuples(st.integers(1, 60), st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]))),
    rule=st.sampled_from(["rectification_plan", "rectification_report", "inspection_report"]),
)
def test_rebuilding_again_changes_nothing(
    one_room: tuple[OfficeRoom, Feedback], trigger: date, longer: list[tuple[int, Unit]], rule: str
) -> None:
    here, found = one_room
    kept = [{"reason": "延", "amount": amount, "unit": unit.value} for amount, unit in longer]
    dated = rule != "inspection_report"
    made = clock(here, found).changed(
        rule=rule, trigger_on=trigger.isoformat(), extensions=json.dumps(kept if dated else [])
    )
    session = here.clerk

    class Writes:
        """A transaction that only remembers what was saved."""

        def __init__(self) -> None:
            self.session = session
            self.saved = 0

        def save(self, old: Deadline, new: Deadline, *, reason: str) -> Deadline:
            self.saved += old != new
            return new

    tx = Writes()
    first = deadlines.rebuild(tx, made)
    after_one = tx.saved
    assert deadlines.rebuild(tx, first) == first
    assert tx.saved == after_one
    assert (first.due_on is not None) == dated
    if first.due_on:
        assert first.due_on > made.trigger_on


def test_another_calendar_shows_what_it_would_change_before_it_is_taken(here: OfficeRoom) -> None:
    found = here.received()
    before = calendars.current(here.clerk)
    assert calendars.preview_changes(here.clerk, before) == []
    old = next(table for table in before.tables if table.year == 2019)
    without = tuple(day for day in old.workdays if day != date(2019, 9, 29))
    new = before.replaced(YearTable(2019, old.holidays, without, "更正后的安排"))
    assert new.digest != shipped_calendar().digest
    changes = calendars.preview_changes(here.clerk, new)
    assert [(one.deadline.rule, one.before_on, one.after_on) for one in changes] == [
        ("rectification_plan", date(2019, 10, 10), date(2019, 10, 10) + timedelta(days=1))
    ]
    assert clock(here, found).due_on == "2019-10-10"


def test_many_lights_at_once_are_the_lights_one_by_one(here: OfficeRoom) -> None:
    here.received()
    found = here.clerk.table(Deadline).where(order="rowid")
    assert len(found) >= 3
    assert deadlines.lights(here.clerk, found) == [deadlines.light(here.clerk, one) for one in found]


def test_an_explanation_has_its_parts_beside_its_sentences(here: OfficeRoom) -> None:
    told = deadlines.explanation(here.clerk, clock(here, here.received()))
    assert told.parts.start.on == date(2019, 9, 20)
    assert told.parts.due_on == date(2019, 10, 10)
    assert [number for number, _ in told.parts.stretches[0].counted] == list(range(1, 11))

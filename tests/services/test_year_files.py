"""Next year's holidays: entered and signed by an office, shown before they count, taken over whole or not at all."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office_room import OfficeRoom, office_room
from tests.services.packages.world import Exchange
from xuncha_desktop.crypto.primitives import sign, signing_public
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged, NotAllowed, NotFound, Refused, Stale, StorageFailed
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.rectification import Deadline, Feedback
from xuncha_desktop.rules.calendar import CalendarRefused, YearTable, shipped_calendar
from xuncha_desktop.rules.year_file import YearFile, sign_year
from xuncha_desktop.services import calendars, days, deadlines, year_files
from xuncha_desktop.services.packages import peers
from xuncha_desktop.services.session import Session

NEXT = 2027
HOLIDAYS = [(date(2027, 1, day), "元旦") for day in (1, 2, 3)] + [(date(2027, 10, 1), "国庆节")]
OLD = next(table for table in shipped_calendar().tables if table.year == 2019)


def corrected(*without: date) -> tuple[list[tuple[date, str]], list[date], str]:
    """2019 with some exchanged weekends not worked."""
    return list(OLD.holidays), [day for day in OLD.workdays if day not in without], "更正后的安排"


def in_force(session: Session, file: YearFile) -> list[Deadline]:
    found = year_files.preview(session, file)
    return year_files.take_over(session, file.raw, found.seen, incomplete=bool(found.missing))


def state(session: Session) -> tuple[str, list[Deadline]]:
    return calendars.current(session).digest, session.table(Deadline).where(order="rowid")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def received(here: OfficeRoom) -> Feedback:
    return here.received()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """An office with next year's holidays in force, and a group founded after that."""
    made = Exchange(tmp_path_factory.mktemp("years"))
    in_force(made.office.clerk, year_files.compose(made.office.clerk, NEXT, HOLIDAYS, [], "国办发明电〔2026〕7号"))
    yield made.start()
    made.close()


def clock(here: OfficeRoom, found: Feedback, rule: str = "rectification_plan") -> Deadline:
    return next(one for one in deadlines.of(here.clerk, found) if one.rule == rule)


def test_d03_what_a_year_moves_is_listed_before_and_exactly_that_is_changed(
    here: OfficeRoom, received: Feedback
) -> None:
    before = {one.id: one for one in here.clerk.table(Deadline).where(order="rowid")}
    file = year_files.compose(here.clerk, 2019, *corrected(date(2019, 9, 29)))
    found = year_files.preview(here.clerk, file)
    assert found.lines == ("2019年专项巡察　县人防办", "　　报送整改方案：2019-10-10 → 2019-10-11")
    assert {one.id: one for one in here.clerk.table(Deadline).where(order="rowid")} == before
    moved = year_files.take_over(here.clerk, file.raw, found.seen)
    assert [(one.rule, one.due_on) for one in moved] == [("rectification_plan", "2019-10-11")]
    new = calendars.current(here.clerk).digest
    for one in here.clerk.table(Deadline).where(order="rowid"):
        if one.met_on is None:  # what was met stays as it was reckoned then, where its date does not move
            assert one.calendar_digest == new
        if one.id != moved[0].id:
            assert one.due_on == before[one.id].due_on
    assert [change.deadline for change in calendars.preview_changes(here.clerk, shipped_calendar())] == moved
    assert "10月11日" in deadlines.explanation(here.clerk, clock(here, received)).line


def test_a_year_that_leaves_out_a_statutory_holiday_is_taken_over_only_by_who_checked_it(here: OfficeRoom) -> None:
    file = year_files.compose(
        here.clerk, NEXT, [(date(2027, 1, 1), "元旦"), (date(2027, 10, 1), "国庆、中秋")], [], "试"
    )
    found = year_files.preview(here.clerk, file)
    assert found.missing == ("春节", "清明节", "劳动节", "端午节")
    assert found.replaces == ""
    (warning,) = found.warnings
    assert "《全国年节及纪念日放假办法》（国务院令第795号）" in warning
    with pytest.raises(Refused, match="没有列出春节、清明节、劳动节、端午节"):
        year_files.take_over(here.clerk, file.raw, found.seen)
    assert NEXT not in calendars.current(here.clerk).years
    year_files.take_over(here.clerk, file.raw, found.seen, incomplete=True)
    assert NEXT in calendars.current(here.clerk).years
    (entry,) = [json.loads(body) for body in here.workspace.sealed if b'"act":"calendar.take_over"' in body]
    assert entry["facts"]["missing"] == "春节、清明节、劳动节、端午节"


def test_every_year_that_came_with_the_program_names_all_statutory_holidays() -> None:
    found = {table.year: year_files.missing_holidays(table) for table in shipped_calendar().tables}
    # Before 2008 the law had three; on 1 October 2020 both were, and the library writes one name.
    assert {year: names for year, names in found.items() if names and year >= 2008} == {2020: ("中秋节",)}


def test_what_a_year_replaces_is_said_before_and_a_first_one_replaces_nothing(here: OfficeRoom) -> None:
    file = year_files.compose(here.clerk, 2019, *corrected(date(2019, 9, 29)))
    assert year_files.preview(here.clerk, file).replaces == (
        "启用后替换随程序提供的2019年放假安排（国务院办公厅公布的放假安排），全年以新文件为准"
    )
    in_force(here.clerk, file)
    assert year_files.preview(here.clerk, file).replaces == ""
    again = year_files.compose(here.clerk, 2019, *corrected())
    assert (
        "由“县委巡察办”签名、已启用的2019年放假安排（更正后的安排）" in year_files.preview(here.clerk, again).replaces
    )


def test_taking_a_year_over_is_told_to_the_auditor_with_signer_and_number(here: OfficeRoom, received: Feedback) -> None:
    del received
    file = year_files.compose(here.clerk, 2019, *corrected(date(2019, 9, 29)))
    in_force(here.clerk, file)
    (entry,) = [json.loads(body) for body in here.workspace.sealed if b'"act":"calendar.take_over"' in body]
    assert entry["facts"]["year"] == 2019
    assert entry["facts"]["table"] == file.table.digest
    assert entry["facts"]["signer"] == "县委巡察办"
    assert entry["facts"]["moved"] == 1
    assert entry["facts"]["calendar"] == calendars.current(here.clerk).digest


def test_a_met_deadline_keeps_the_calendar_it_was_met_under_unless_its_date_moves(
    here: OfficeRoom, received: Feedback
) -> None:
    with here.clerk.carry_out("test", Deadline.type.compartment) as tx:
        met = deadlines.meet(tx, clock(here, received, "principal_report"), "2019-09-20", "报告")
    in_force(here.clerk, year_files.compose(here.clerk, NEXT, HOLIDAYS, [], "试"))
    assert here.clerk.table(Deadline).get(met.id) == met
    assert clock(here, received).calendar_digest == calendars.current(here.clerk).digest != met.calendar_digest


def test_d02_a_provisional_date_is_settled_by_the_years_file(here: OfficeRoom, received: Feedback) -> None:
    del received
    work = calendars.current(here.clerk)
    assert not work.knows(date(2027, 1, 4), date(2027, 1, 8))
    in_force(here.clerk, year_files.compose(here.clerk, NEXT, HOLIDAYS, [], "试"))
    assert calendars.current(here.clerk).knows(date(2026, 12, 28), date(2027, 1, 8))


def test_what_was_not_shown_is_not_done(here: OfficeRoom, received: Feedback) -> None:
    file = year_files.compose(here.clerk, 2019, *corrected(date(2019, 9, 29)))
    seen = year_files.preview(here.clerk, file).seen
    plan = clock(here, received)
    here.at("2019-09-21")
    more = {"reason": "材料待补", "body": "leading_group", "decided_on": "2019-09-21", "amount": 2}
    deadlines.extend(here.clerk, plan.id, plan.version, **more)
    before = state(here.clerk)
    with pytest.raises(Stale, match="重新查看"):
        year_files.take_over(here.clerk, file.raw, seen, incomplete=True)
    assert state(here.clerk) == before


def test_a_fault_on_the_way_leaves_calendar_and_dates_as_they_were(
    here: OfficeRoom, received: Feedback, monkeypatch: pytest.MonkeyPatch
) -> None:
    del received
    file = year_files.compose(here.clerk, 2019, *corrected(date(2019, 9, 29)))
    seen, before = year_files.preview(here.clerk, file).seen, state(here.clerk)
    whole, left = deadlines.rebuilt, [2]

    def failing(session: Session, deadline: Deadline) -> Deadline:
        left[0] -= 1
        if left[0] < 0:
            raise StorageFailed("磁盘已满")
        return whole(session, deadline)

    monkeypatch.setattr(deadlines, "rebuilt", failing)
    with pytest.raises(StorageFailed):
        year_files.take_over(here.clerk, file.raw, seen, incomplete=True)
    assert state(here.clerk) == before


def spoilt(raw: bytes) -> Iterator[bytes]:
    """The file cut, empty, changed in each of its parts, without its signature, and no such file at all."""
    value = json.loads(raw)
    yield b""
    yield raw[: len(raw) // 2]
    yield raw + b"\n"
    yield canonical(value["table"])
    yield canonical({key: part for key, part in value.items() if key != "signature"})
    yield canonical({**value, "signature": "00" * 64})
    yield canonical({**value, "signature": 5})
    yield canonical({**value, "signer": "县委巡察办"})
    yield canonical({**value, "signer": {**value["signer"], "name": "市委巡察办"}})
    yield canonical({**value, "signer": {**value["signer"], "key": "zz"}})
    yield canonical({**value, "table": {**value["table"], "workdays": ["2019-02-02"]}})
    yield canonical({**value, "more": 1})
    yield raw.replace(b"2019-10-01", b"2019-10-08")
    yield b"[]"
    yield b"[" * 100_000


def test_an_altered_unsigned_or_foreign_file_is_refused_and_changes_nothing(
    here: OfficeRoom, received: Feedback, tmp_path: Path
) -> None:
    del received
    file = year_files.compose(here.clerk, 2019, *corrected())
    before = state(here.clerk)
    for raw in spoilt(file.raw):
        path = tmp_path / "一年.xyear"
        path.write_bytes(raw)
        with pytest.raises(Damaged):
            year_files.read(here.clerk, path)
        with pytest.raises(Damaged):
            year_files.take_over(here.clerk, raw, "")
    with pytest.raises(Refused, match="不能读取"):
        year_files.read(here.clerk, tmp_path / "没有.xyear")
    assert state(here.clerk) == before


def test_a_strangers_signature_is_refused_and_so_is_one_in_our_own_name(here: OfficeRoom) -> None:
    own = here.clerk.place.workspace_id
    key = b"k" * 32
    for workspace_id, words in (("another-workspace", "不是本处登记的巡察办"), (own, "冒用本单位的名义")):
        made = sign_year(OLD, workspace_id, "县委巡察办", signing_public(key), lambda c, m: sign(key, c, m))
        with pytest.raises(NotAllowed, match=words):
            year_files.opened(here.clerk, made.raw)
        with pytest.raises(NotAllowed, match=words):
            year_files.take_over(here.clerk, made.raw, "")


@pytest.mark.parametrize(
    ("holidays", "workdays", "source"),
    [
        ([], [], "试"),
        (HOLIDAYS, [], "  "),
        (HOLIDAYS, [date(2027, 1, 1)], "试"),
        (HOLIDAYS, [date(2027, 1, 6)], "试"),
        (HOLIDAYS * 2, [], "试"),
        ([(date(2028, 1, 1), "元旦")], [], "试"),
    ],
)
def test_a_table_no_notice_can_mean_is_not_signed(
    here: OfficeRoom, holidays: list[tuple[date, str]], workdays: list[date], source: str
) -> None:
    with pytest.raises(CalendarRefused):
        year_files.compose(here.clerk, NEXT, holidays, workdays, source)


def test_only_the_office_signs_and_only_its_people(here: OfficeRoom, pair: Exchange) -> None:
    with pytest.raises(NotAllowed):
        year_files.compose(here.supervisor, NEXT, HOLIDAYS, [], "试")
    with pytest.raises(NotAllowed):
        year_files.compose(pair.group.holder, NEXT, HOLIDAYS, [], "试")
    director = pair.group.workspace.session(Post.OFFICE_DIRECTOR, name="某主任")
    with pytest.raises(Refused, match="由巡察办录入"):
        year_files.compose(director, NEXT, HOLIDAYS, [], "试")


def test_a_task_package_brings_the_offices_years_to_the_group(pair: Exchange) -> None:
    group = pair.group.clerk
    assert calendars.current(group).digest == calendars.current(pair.office.clerk).digest
    assert calendars.current(group).knows(date(2027, 3, 1), date(2027, 3, 2))
    assert [file.raw for file in calendars.kept(group)] == [file.raw for file in calendars.kept(pair.office.clerk)]


def test_a_group_takes_over_the_file_its_office_exported(pair: Exchange, tmp_path: Path) -> None:
    office, group = pair.office.clerk, pair.group.clerk
    in_force(office, year_files.compose(office, NEXT, HOLIDAYS, [date(2027, 10, 9)], "更正"))
    path = year_files.export(office, NEXT, tmp_path)
    assert path.name.startswith("放假安排2027-")
    assert list(tmp_path.iterdir()) == [path]
    in_force(group, year_files.read(group, path))
    assert calendars.current(group).is_working(date(2027, 10, 9))
    assert calendars.current(group).digest == calendars.current(office).digest
    with pytest.raises(NotFound, match="2031"):
        year_files.export(office, 2031, tmp_path)


def test_a_groups_signature_makes_no_calendar(pair: Exchange) -> None:
    group = pair.group.holder
    own = peers.identity_of(group)
    place = group.place
    made = sign_year(OLD, place.workspace_id, place.name, signing_public(own.signing), own.sign)
    with pytest.raises(NotAllowed, match="不是本处登记的巡察办"):
        year_files.opened(pair.office.clerk, made.raw)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeRoom]:
    """A room that many calendars pass through, one after the other."""
    with office_room(tmp_path_factory.mktemp("calendars")) as made:
        made.received()
        yield made


HANDS = [day for day, _ in OLD.holidays] + [date(2019, 9, 21) + timedelta(days=n) for n in range(40)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(HANDS), min_size=1, max_size=12), st.sets(st.sampled_from(HANDS), max_size=6))
def test_a_new_calendar_changes_exactly_the_dates_it_lists(room: OfficeRoom, rest: set[date], work: set[date]) -> None:
    worked = sorted(day for day in work - rest if day.weekday() >= 5)
    file = year_files.compose(room.clerk, 2019, [(day, "假") for day in sorted(rest)], worked, "试")
    found = year_files.preview(room.clerk, file)
    before = {one.id: one.due_on for one in room.clerk.table(Deadline).where(order="rowid")}
    year_files.take_over(room.clerk, file.raw, found.seen, incomplete=True)
    table = YearTable(2019, file.table.holidays, file.table.workdays, "试")
    new = shipped_calendar().replaced(table)
    listed = {change.deadline.id: change.after_on for change in found.changes}
    for one in room.clerk.table(Deadline).where(order="rowid"):
        anew = calendars.reckoned(room.clerk, one, new).due_on
        assert one.due_on == (anew.isoformat() if anew else None)
        assert (one.id in listed) == (one.due_on != before[one.id])
        if one.id in listed:
            assert one.due_on is not None
            assert days.exact(one.due_on, "到期日期") == listed[one.id]

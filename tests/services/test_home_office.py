"""What the home tells of paper and coverage: only what is registered, nothing guessed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from tests.office_room import OfficeRoom, office_room
from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.organisation import Round, RoundState
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.services import chains, home_office, notices, onsite, printing_desk, reading, working_papers
from xuncha_desktop.services.chains import Verdict


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def signed(here: Room) -> Paper:
    found = here.finding()
    paper = working_papers.submit(here.member, found.id, found.version)
    paper = chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11"))
    meeting = onsite.register_group_meeting(
        here.liaison, here.group.id, held_on="2019-07-12", chair="王组长", minute_taker="赵联络", attendees=("王组长",)
    )
    paper = chains.decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id=meeting.id))
    assert home_office.to_print(here.liaison).count == 0
    return chains.decide(here.leader, paper.id, paper.version, Verdict(True, "2019-07-13"))


def test_a_signed_paper_waits_to_be_printed_until_a_print_is_registered(group: Room) -> None:
    paper = signed(group)
    (item,) = home_office.to_print(group.liaison).items
    assert (item.type, item.id, item.mark) == ("paper", paper.id, "未打印")
    assert paper.number in item.title
    view = working_papers.printable(group.liaison, paper)
    printing_desk.print_paper(group.liaison, working_papers.KIND, view, paper)
    assert home_office.to_print(group.liaison).items == ()


def test_a_notice_that_was_issued_and_not_printed_is_listed(office: OfficeRoom) -> None:
    task = office.task(office.received())
    office.at("2019-11-20")
    notice = notices.issue(office.supervisor, [task.id], "2019-11-27")
    assert [item.id for item in home_office.to_print(office.supervisor).items] == [notice.id]
    printing_desk.print_paper(office.supervisor, *notices.printable(office.supervisor, notice), notice)
    assert home_office.to_print(office.supervisor).count == 0


def test_a_paper_that_came_in_a_package_was_the_groups_to_print(office: OfficeRoom) -> None:
    paper = office.signed_paper("临巡二〔2019〕底001号")
    assert home_office.to_print(office.clerk).count == 1
    with office.director.carry_out("package", Compartment.WORK) as tx:
        tx.save(paper, paper.changed(origin="another"), foreign=True)
    assert home_office.to_print(office.clerk).count == 0


def test_coverage_counts_units_of_rounds_that_have_gone_to_the_unit(office: OfficeRoom) -> None:
    def told() -> list[tuple[str, int]]:
        return [(one.name, one.number) for one in home_office.coverage_figures(office.director)]

    assert told() == [("本届已巡察单位", 0), ("单位库全部单位", 2)]
    with office.director.carry_out("setup", Compartment.CORE) as tx:
        tx.change(office.director.table(Round).get(office.round.id), None, state=RoundState.ON_SITE)
    assert told() == [("本届已巡察单位", 1), ("单位库全部单位", 2)]
    inspected = home_office.coverage_figures(office.director)[0]
    assert reading.count(office.director, reading.Query(inspected.type, choices=inspected.choices)) == 1


def test_before_a_term_is_registered_there_is_no_coverage(tmp_path: Path) -> None:
    workspace = TestWorkspace(tmp_path / "new")
    assert home_office.coverage_figures(workspace.session()) == ()
    workspace.close()

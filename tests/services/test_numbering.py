"""Numbers run on, carry their body's code, are never given twice, and may continue an office's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import numbering
from xuncha_desktop.services.session import Session


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestWorkspace]:
    made = TestWorkspace(tmp_path / "office")
    yield made
    made.close()


def _next(session: Session, kind: str = "feedback") -> str:
    with session.carry_out("test", Compartment.WORK) as tx:
        return numbering.of_office(tx, kind, 2019)


def test_a_number_has_the_offices_code_the_year_the_kinds_word_and_runs_on(office: TestWorkspace) -> None:
    clerk = office.session(Post.OFFICE_CLERK)
    numbering.name_office(clerk, "临巡办")
    assert [_next(clerk), _next(clerk), _next(clerk, "supervision_notice")] == [
        "临巡办馈〔2019〕1号",
        "临巡办馈〔2019〕2号",
        "临巡办督〔2019〕1号",
    ]


def test_an_office_goes_on_from_its_own_numbers_but_never_back(office: TestWorkspace) -> None:
    clerk = office.session(Post.OFFICE_CLERK)
    numbering.name_office(clerk, "临巡办")
    numbering.go_on_from(clerk, "临巡办", "feedback", 2019, 17)
    assert _next(clerk) == "临巡办馈〔2019〕18号"
    with pytest.raises(Refused, match="已用到18"):
        numbering.go_on_from(clerk, "临巡办", "feedback", 2019, 5)


def test_a_number_given_in_an_act_that_fails_is_given_again(office: TestWorkspace) -> None:
    clerk = office.session(Post.OFFICE_CLERK)

    def fail() -> None:
        with clerk.carry_out("test", Compartment.WORK) as tx:
            numbering.of_office(tx, "feedback", 2019)
            raise Refused("x")

    with pytest.raises(Refused):
        fail()
    assert _next(clerk).endswith("馈〔2019〕1号")


@pytest.mark.parametrize("code", ["", "　", "一二三四五六七八九十一二三"])
def test_a_code_that_is_none_is_refused(office: TestWorkspace, code: str) -> None:
    with pytest.raises(Invalid, match="编号代字"):
        numbering.name_office(office.session(Post.OFFICE_CLERK), code)


def test_only_the_office_names_its_code(office: TestWorkspace) -> None:
    with pytest.raises(NotAllowed):
        numbering.name_office(office.session(Post.LEADER), "临巡二")


def test_the_numbers_of_petitions_run_in_their_own_compartment_and_go_on_there(office: TestWorkspace) -> None:
    director = office.session(Post.OFFICE_DIRECTOR)
    numbering.go_on_restricted(director, "巡察办", "petition", 2019, 40)
    assert numbering.last_given(director, "巡察办", "petition", 2019) == 40
    with director.carry_out("test", Compartment.RESTRICTED) as tx:
        assert numbering.of_office(tx, "petition", 2019) == "巡察办〔2019〕信041号"
    with pytest.raises(Refused, match="不在这里接续"):
        numbering.go_on_from(director, "巡察办", "petition", 2019, 50)
    clerk = office.session(Post.OFFICE_CLERK, compartments=(Compartment.CORE, Compartment.WORK))
    with pytest.raises(NotAllowed):
        numbering.go_on_restricted(clerk, "巡察办", "petition", 2019, 50)


@pytest.mark.parametrize(
    ("kind", "year", "last", "why"),
    [
        ("feedback", 2020, 5, "年度"),
        ("feedback", 1999, 5, "年度"),
        ("feedback", 2019, 0, "只能向后接续"),
        ("feedback", 2019, 100_000, "最大99999"),
        ("working_paper", 2019, 5, "不在这里接续"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused(
    office: TestWorkspace, kind: str, year: int, last: int, why: str
) -> None:
    clerk = office.session(Post.OFFICE_CLERK)
    with pytest.raises(Refused, match=why):
        numbering.go_on_from(clerk, "巡察办", kind, year, last)

"""Forms to be filled in by hand: every one is offered in one place, empty, in the regime's words, and registered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.group_room import Room, room
from tests.office_room import office_room
from tests.printing.papers import STAMP, one_line, page_texts
from xuncha_desktop.kernel.errors import NotFound
from xuncha_desktop.printing import FORMS, render
from xuncha_desktop.records.prints import PrintStamp, RestrictedPrint
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.services import blank_papers, form_kinds, paper_views, printing_desk, profiles
from xuncha_desktop.services.paper_views import Heads
from xuncha_desktop.services.printing_desk import PrintOrder

BLANKS = sorted(paper_views.blanks())


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def test_every_form_belongs_to_one_kind_of_work() -> None:
    placed = [form for forms in form_kinds.KINDS.values() for form in forms]
    assert sorted(placed) == sorted(FORMS)
    assert form_kinds.in_order() == placed


def test_every_blank_is_offered_by_kinds_of_work_under_the_regimes_own_names(here: Room) -> None:
    offered = blank_papers.offered(here.member, here.group)
    assert sorted(one.form for one in offered) == BLANKS
    assert [one.kind for one in offered] == sorted((one.kind for one in offered), key=list(form_kinds.KINDS).index)
    titles = {one.form: one.title for one in offered}
    assert (titles["petition_slip"], titles["immediate_rectification"]) == ("信访举报阅批笺", "立行立改建议书")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("请示", {"instruction_request"}),
        ("清单 整改", {"task_list", "duty_list", "problem_list"}),
        ("信访线索 台账", {"petition_ledger", "lead_ledger"}),
        ("没有这样的表", set[str]()),
    ],
)
def test_a_blank_is_found_by_its_name_its_label_and_its_kind(here: Room, words: str, found: set[str]) -> None:
    assert {one.form for one in blank_papers.offered(here.member, here.group) if one.answers(words)} == found


@pytest.mark.parametrize("regime", ["lixian", "yangling", "jingdezhen", "yulin"])
@pytest.mark.parametrize("form", BLANKS)
def test_every_blank_is_drawn_empty_in_every_regime(form: str, regime: str) -> None:
    view = paper_views.blanks()[form](profiles.shipped(regime), Heads("第二巡察组", "县委巡察办"))
    raw = render(form, view, STAMP)
    assert raw == render(form, view, STAMP)
    text = one_line(raw)
    assert "".join(view.title.split()) in text
    assert "2019" not in text
    assert not view.marks.number


@pytest.mark.parametrize(
    ("form", "pages", "signed"), [("interview", 2, 3), ("group_meeting", 1, 2), ("petition_slip", 1, 3)]
)
def test_a_blank_has_room_for_its_signatures_on_as_many_pages_as_it_should(
    here: Room, form: str, pages: int, signed: int
) -> None:
    raw = render(form, blank_papers.view(here.member, here.group, form), STAMP)
    assert len(page_texts(raw)) == pages
    assert one_line(raw).count("签名：") == signed


def test_a_letter_to_be_written_by_hand_bears_the_group_and_no_day(here: Room) -> None:
    text = one_line(
        render("immediate_rectification", blank_papers.view(here.leader, here.group, "immediate_rectification"), STAMP)
    )
    assert text.count(here.group.name) == 2
    assert "请于年月日前整改到位" in text


def test_a_notice_to_be_written_by_hand_bears_the_office_that_sends_it(tmp_path: Path) -> None:
    with office_room(tmp_path) as office:
        text = one_line(
            render("supervision_notice", blank_papers.view(office.clerk, office.group, "supervision_notice"), STAMP)
        )
        assert (
            printing_desk.letterhead(office.clerk, profiles.of_round(office.clerk, office.round.id), BodyKind.OFFICE)
            in text
        )
    assert "截至年月日，你单位巡察整改任务项措施中，有项超过完成时限" in text


def test_a_blank_is_registered_as_one_and_never_as_a_reprint(here: Room) -> None:
    order = PrintOrder(copies=3, blank=True, target="一楼打印机")
    view = blank_papers.view(here.member, here.group, "petition_slip")
    for _ in range(2):
        text = one_line(printing_desk.print_paper(here.member, "petition_slip", view, here.group, order))
        assert "补打" not in text
        assert "第3份共3份" in text
    stamps = here.member.table(PrintStamp).where()
    assert [(one.label, one.copies, one.reprint) for one in stamps] == [("信访阅批笺（空白）", 3, 0)] * 2
    assert stamps[0].subject_id == here.group.id
    assert here.leader.table(RestrictedPrint).count() == 0


def test_a_filled_paper_is_still_a_reprint_the_second_time(here: Room) -> None:
    view = replace(blank_papers.view(here.member, here.group, "interview"), content="答：没有。")
    for _ in range(2):
        printing_desk.print_paper(here.member, "interview", view, here.group)
    assert [one.reprint for one in here.member.table(PrintStamp).where()] == [0, 1]


def test_a_form_without_a_version_for_the_hand_is_named_as_such(here: Room) -> None:
    with pytest.raises(NotFound, match="没有空白表"):
        blank_papers.view(here.member, here.group, "inspection_report")

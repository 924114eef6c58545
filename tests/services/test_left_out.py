"""Signed papers that are left out of a feedback: listed with the reason, and approval waits for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.records.rectification import FeedbackState, LeftOutPaper
from xuncha_desktop.services import feedback, feedback_items, left_out


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


def test_approval_names_each_paper_that_is_neither_used_nor_explained(here: OfficeRoom) -> None:
    here.decided()
    found = here.drafted()
    used, merged, forgotten = (here.signed_paper(f"临巡二〔2019〕底00{n}号") for n in (1, 2, 3))
    item = here.items(found)["用印无登记"]
    feedback_items.edit(here.clerk, item.id, item.version, paper_id=used.id)
    left_out.give_reason(here.clerk, found.id, merged.id, "并入另一份底稿反映")
    with pytest.raises(Invalid) as refused:
        feedback.approve(here.director, found.id, found.version)
    assert forgotten.number in str(refused.value)
    assert used.number not in str(refused.value)
    assert merged.number not in str(refused.value)
    left_out.give_reason(here.clerk, found.id, forgotten.id, "情节轻微，已当面指出")
    assert feedback.approve(here.director, found.id, found.version).state is FeedbackState.APPROVED


def test_the_reason_is_kept_with_who_gave_it_and_when_and_can_be_put_better(here: OfficeRoom) -> None:
    found, paper = here.drafted(), here.signed_paper("临巡二〔2019〕底001号")
    first = left_out.give_reason(here.clerk, found.id, paper.id, "重复")
    again = left_out.give_reason(here.supervisor, found.id, paper.id, "与底002号重复，并入该底稿")
    assert (again.id, again.version, again.given_by, again.given_on) == (first.id, 2, "郑督查", "2019-09-10")
    assert [one.given for one in left_out.unused(here.clerk, found)] == [again]
    assert here.clerk.table(LeftOutPaper).count() == 1


def test_a_used_paper_a_foreign_one_or_an_empty_reason_is_refused(here: OfficeRoom) -> None:
    found, paper = here.drafted(), here.signed_paper("临巡二〔2019〕底001号")
    foreign = here.signed_paper("临巡二〔2019〕底002号", unit_id=here.other_unit.id)
    with pytest.raises(Refused, match="请写明"):
        left_out.give_reason(here.clerk, found.id, paper.id, "  ")
    with pytest.raises(Refused, match="不是本轮次这个单位"):
        left_out.give_reason(here.clerk, found.id, foreign.id, "理由")
    item = here.items(found)["用印无登记"]
    feedback_items.edit(here.clerk, item.id, item.version, paper_id=paper.id)
    with pytest.raises(Refused, match="已有条目引用"):
        left_out.give_reason(here.clerk, found.id, paper.id, "理由")
    assert left_out.unused(here.clerk, found) == []


def test_after_approval_the_reasons_stand(here: OfficeRoom) -> None:
    here.decided()
    found, paper = here.drafted(), here.signed_paper("临巡二〔2019〕底001号")
    left_out.give_reason(here.clerk, found.id, paper.id, "已立行立改到位")
    found = feedback.approve(here.director, found.id, found.version)
    with pytest.raises(Refused, match="已审定"):
        left_out.give_reason(here.clerk, found.id, paper.id, "别的理由")
    assert left_out.why_not(here.clerk, found) == "反馈意见已审定，理由不能再改"


def test_a_group_gives_no_reasons(here: OfficeRoom) -> None:
    found, paper = here.drafted(), here.signed_paper("临巡二〔2019〕底001号")
    other = here.group_workspace().session(name="王组长")
    with pytest.raises(NotAllowed):
        left_out.give_reason(other, found.id, paper.id, "理由")

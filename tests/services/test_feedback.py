"""反馈意见: the tree, the gate of decisions, the order of tellings, the signature, and the clocks it starts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import PRINCIPAL, TREE, OfficeRoom, office_room
from tests.regimes import bind, other
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, NotFound, Refused, Stale
from xuncha_desktop.records.rectification import Feedback, FeedbackReceipt, FeedbackState, ItemLevel
from xuncha_desktop.services import deadlines, feedback, feedback_items, profiles, reading
from xuncha_desktop.services.feedback_items import Outline


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


def words(here: OfficeRoom, found: Feedback) -> list[str]:
    return [item.wording for item in feedback_items.of(here.clerk, found)]


def fresh(here: OfficeRoom, found: Feedback) -> Feedback:
    return here.clerk.table(Feedback).get(found.id)


# ---------------------------------------------------------------- the tree


@pytest.mark.provision("LX-06-04-00b")
def test_a_tree_is_built_in_one_act_with_its_three_levels(here: OfficeRoom) -> None:
    found = here.drafted()
    levels = [item.level for item in feedback_items.of(here.clerk, found)]
    assert levels.count(ItemLevel.ASPECT) == 2
    assert levels.count(ItemLevel.PROBLEM) == 4
    assert levels.count(ItemLevel.MANIFESTATION) == 5
    assert words(here, found)[:3] == ["落实主体责任有差距", "大额支出未经集体研究", "维修费28.6万元未上会"]


def test_a_fourth_level_is_refused_and_nothing_is_kept(here: OfficeRoom) -> None:
    found = feedback.create(here.clerk, here.group.id, "反馈意见")
    deep = Outline("一", children=(Outline("二", children=(Outline("三", children=(Outline("四"),)),)),))
    with pytest.raises(Refused, match="三层"):
        feedback_items.build(here.clerk, found.id, [deep])
    assert words(here, found) == []


def test_items_are_added_where_they_are_wanted(here: OfficeRoom) -> None:
    found = here.drafted()
    problem = here.items(found)["大额支出未经集体研究"]
    feedback_items.add(here.clerk, found.id, parent_id=problem.id, position=1, wording="改造费9.8万元未上会")
    assert words(here, found)[2:4] == ["改造费9.8万元未上会", "维修费28.6万元未上会"]
    below = here.items(found)["改造费9.8万元未上会"]
    with pytest.raises(Refused, match="不能再分"):
        feedback_items.add(here.clerk, found.id, parent_id=below.id, wording="再分")


def test_a_moved_item_takes_what_lies_under_it_along(here: OfficeRoom) -> None:
    found = here.drafted()
    items = here.items(found)
    moved = items["公章管理不严"]
    feedback_items.move(here.clerk, moved.id, moved.version, items["收费管理不规范"].id, 1)
    assert words(here, found)[-5:] == [
        "收费管理不规范",
        "公章管理不严",
        "用印无登记",
        "少收易地建设费",
        "少收176.25万元",
    ]
    with pytest.raises(Refused, match="不能放在这里"):
        feedback_items.move(here.clerk, items["用印无登记"].id, 1, None)


def test_a_removed_item_takes_what_lies_under_it_along_and_leaves_its_history(here: OfficeRoom) -> None:
    found = here.drafted()
    item = here.items(found)["大额支出未经集体研究"]
    feedback_items.remove(here.clerk, item.id, item.version)
    assert "维修费28.6万元未上会" not in words(here, found)
    assert here.items(found)["主任一人签批支出"].position == 1
    assert reading.history(here.clerk, "feedback_item", item.id)[0].version == 2
    with pytest.raises(Refused, match="已经删去"):
        feedback_items.edit(here.clerk, item.id, 2, wording="还在吗")


def test_a_stale_edit_is_refused(here: OfficeRoom) -> None:
    found = here.drafted()
    item = here.items(found)["用印无登记"]
    feedback_items.edit(here.clerk, item.id, item.version, wording="用印无审批登记")
    with pytest.raises(Stale):
        feedback_items.edit(here.supervisor, item.id, item.version, wording="别的")


def test_only_signed_papers_of_the_unit_support_an_item(here: OfficeRoom) -> None:
    found = here.drafted()
    paper = here.signed_paper("临巡二〔2019〕底001号")
    other = here.signed_paper("临巡二〔2019〕底002号")
    foreign = here.signed_paper("临巡二〔2019〕底003号", unit_id=here.other_unit.id)
    assert feedback_items.unused_papers(here.clerk, found) == [paper, other]
    item = here.items(found)["用印无登记"]
    item = feedback_items.edit(here.clerk, item.id, item.version, paper_id=paper.id)
    assert feedback_items.unused_papers(here.clerk, found) == [other]
    with pytest.raises(Refused, match="不是本轮次这个单位的"):
        feedback_items.edit(here.clerk, item.id, item.version, paper_id=foreign.id)
    with pytest.raises(NotFound):
        feedback_items.edit(here.clerk, item.id, item.version, paper_id="nothing")
    feedback_items.remove(here.clerk, item.id, item.version)
    assert feedback_items.unused_papers(here.clerk, found) == [paper, other]


def test_a_paper_under_way_supports_nothing(here: OfficeRoom) -> None:
    found = here.drafted()
    paper = here.signed_paper("临巡二〔2019〕底001号")
    with here.director.carry_out("test", paper.type.compartment) as tx:
        tx.change(paper, paper.version, state=type(paper.state).IN_CHAIN)
    with pytest.raises(Refused, match="还没有签批"):
        feedback_items.add(here.clerk, found.id, wording="某方面", paper_id=paper.id)


def test_a_finding_about_the_principal_marks_its_item(here: OfficeRoom) -> None:
    found = here.drafted()
    paper = here.signed_paper("临巡二〔2019〕底001号", about_principal=True)
    item = feedback_items.add(here.clerk, found.id, wording="某方面", paper_id=paper.id)
    assert item.about_principal


# ---------------------------------------------------------------- approval


@pytest.mark.provision("LX-06-04-00a")
def test_feedback_is_not_approved_before_the_secretary_meeting_agreed(here: OfficeRoom) -> None:
    found = here.drafted()
    here.decide("feedback", "leading_group")
    with pytest.raises(Refused, match="须先登记县委书记专题会议的“审议同意”"):
        feedback.approve(here.director, found.id, found.version)
    here.decide("inspection_report", "secretary_meeting")
    approved = feedback.approve(here.director, found.id, found.version)
    assert approved.state is FeedbackState.APPROVED
    assert (approved.principal_number, approved.number) == ("巡察办馈〔2019〕1号", "巡察办馈〔2019〕2号")


@pytest.mark.provision("LX-06-04-00c")
def test_each_version_has_a_number_of_its_own_and_keeps_it_when_approved_again(here: OfficeRoom) -> None:
    here.decided()
    found = here.drafted()
    assert found.principal_number is None
    approved = feedback.approve(here.director, found.id, found.version)
    back = feedback.withdraw(here.director, approved.id, approved.version, "补充一项要求")
    again = feedback.approve(here.director, back.id, back.version)
    assert (again.principal_number, again.number) == (approved.principal_number, approved.number)
    assert len({again.principal_number, again.number}) == 2
    kept: list[Any] = [one.record for one in reading.history(here.director, "feedback", found.id)]
    assert [one.principal_number for one in kept][-1] is None
    assert [one.principal_number for one in kept][:3] == [again.principal_number] * 3


def test_an_event_of_telling_names_the_version_that_was_handed_over(here: OfficeRoom) -> None:
    found = here.told()
    profile = profiles.of_round(here.clerk, found.round_id)
    proofs = {event: proof for event, _, proof in feedback.events_of(profile, found)}
    numbers = {step.id: proofs[step.event] for step in profiles.feedback_rule(profile).sequence}
    assert numbers["principal"] == found.principal_number
    assert numbers["organisation"] == numbers["committee_notice"] == found.number


def test_a_regime_that_numbers_no_feedback_gives_neither_version_one(here: OfficeRoom) -> None:
    def edit(content: dict[str, Any]) -> None:
        next(form for form in content["forms"] if form["id"] == "feedback")["numbered"] = False

    bind(here.clerk, here.round.id, other(edit))
    here.decided()
    found = here.drafted()
    approved = feedback.approve(here.director, found.id, found.version)
    assert (approved.principal_number, approved.number) == ("不编号", "不编号")
    assert feedback.number_of(approved, "organisation") == ""


def test_a_regime_that_tells_the_organisation_only_gives_one_number(here: OfficeRoom) -> None:
    def edit(content: dict[str, Any]) -> None:
        content["feedback"]["sequence"] = [s for s in content["feedback"]["sequence"] if s["id"] == "organisation"]

    bind(here.clerk, here.round.id, other(edit))
    here.decided()
    found = here.drafted()
    approved = feedback.approve(here.director, found.id, found.version)
    assert (approved.principal_number, approved.number) == (None, "巡察办馈〔2019〕1号")
    assert feedback.numbers_words(approved) == approved.number


@pytest.mark.provision("LX-06-04-00a")
def test_feedback_the_secretary_meeting_declined_is_not_approved(here: OfficeRoom) -> None:
    found = here.drafted()
    here.decide("inspection_report", "secretary_meeting", agreed=False)
    here.decide("feedback", "leading_group")
    with pytest.raises(Refused, match="没有同意"):
        feedback.approve(here.director, found.id, found.version)
    assert fresh(here, found).state is FeedbackState.DRAFT


def test_the_clerk_cannot_vouch_for_the_text(here: OfficeRoom) -> None:
    here.decided()
    found = here.drafted()
    with pytest.raises(NotAllowed, match="巡察办主任审核"):
        feedback.approve(here.clerk, found.id, found.version)


@pytest.mark.provision("LX-06-04-00b")
def test_a_problem_without_cause_or_manifestation_is_named(here: OfficeRoom) -> None:
    here.decided()
    found = feedback.create(here.clerk, here.group.id, "反馈意见")
    feedback_items.build(
        here.clerk, found.id, [Outline("空方面"), Outline("方面", children=(Outline("只有标题的问题"),))]
    )
    with pytest.raises(Invalid) as caught:
        feedback.approve(here.director, found.id, found.version)
    for gap in ("方面“空方面”之下没有问题", "问题“只有标题的问题”没有具体表现", "没有原因"):
        assert gap in str(caught.value)


def test_an_approved_text_is_fixed_until_the_director_takes_it_back(here: OfficeRoom) -> None:
    here.decided()
    found = here.drafted()
    found = feedback.approve(here.director, found.id, found.version)
    item = here.items(found)["用印无登记"]
    with pytest.raises(Refused, match="已审定"):
        feedback_items.edit(here.clerk, item.id, item.version, wording="改")
    with pytest.raises(Refused, match="已审定"):
        feedback.correct(here.clerk, found.id, found.version, title="改")
    number = found.number
    found = feedback.withdraw(here.director, found.id, found.version, "漏写一处")
    feedback_items.edit(here.clerk, item.id, item.version, wording="用印无审批登记")
    assert feedback.approve(here.director, found.id, found.version).number == number


def test_a_unit_has_one_feedback_in_a_round(here: OfficeRoom) -> None:
    here.drafted()
    with pytest.raises(Refused, match="已有这个单位"):
        feedback.create(here.clerk, here.group.id, "又一份")
    with pytest.raises(Refused, match="已有条目"):
        feedback_items.build(here.clerk, here.clerk.table(Feedback).where()[0].id, TREE)


# ---------------------------------------------------------------- telling


def approved(here: OfficeRoom) -> Feedback:
    here.decided()
    found = here.drafted()
    found = feedback.approve(here.director, found.id, found.version)
    here.at("2019-09-20", "18:00")
    return found


@pytest.mark.provision("LX-05-03")
def test_the_committees_notice_comes_before_any_feedback(here: OfficeRoom) -> None:
    found = approved(here)
    with pytest.raises(Refused, match="应先完成“县委向被巡察单位通报”"):
        feedback.tell(here.clerk, found.id, found.version, "principal", "2019-09-20", "09:00")
    found = feedback.tell(here.clerk, found.id, found.version, "committee_notice", "2019-09-19")
    with pytest.raises(Refused, match="时间应晚于“县委向被巡察单位通报”"):
        feedback.tell(here.clerk, found.id, found.version, "principal", "2019-09-18", "09:00")


@pytest.mark.provision("LX-06-04-00c")
def test_the_principal_is_told_before_the_organisation_to_the_minute(here: OfficeRoom) -> None:
    found = approved(here)
    found = feedback.tell(here.clerk, found.id, found.version, "committee_notice", "2019-09-20")
    with pytest.raises(Refused, match="应先完成“向主要负责人通报”"):
        feedback.tell(here.clerk, found.id, found.version, "organisation", "2019-09-20", "10:00")
    found = feedback.tell(here.clerk, found.id, found.version, "principal", "2019-09-20", "10:00")
    for at in ("10:00", "09:59"):
        with pytest.raises(Refused, match="时间应晚于“向主要负责人通报”"):
            feedback.tell(here.clerk, found.id, found.version, "organisation", "2019-09-20", at)
    found = feedback.tell(here.clerk, found.id, found.version, "organisation", "2019-09-20", "10:01")
    assert found.state is FeedbackState.ISSUED


def test_a_telling_needs_its_hour_and_happened_already(here: OfficeRoom) -> None:
    found = approved(here)
    found = feedback.tell(here.clerk, found.id, found.version, "committee_notice", "2019-09-20")
    with pytest.raises(Refused, match="09:30"):
        feedback.tell(here.clerk, found.id, found.version, "principal", "2019-09-20", "上午")
    with pytest.raises(Refused, match="不能晚于今天"):
        feedback.tell(here.clerk, found.id, found.version, "principal", "2019-09-21", "09:00")
    with pytest.raises(Refused, match="已经登记"):
        feedback.tell(here.clerk, found.id, found.version, "committee_notice", "2019-09-20")


def test_nobody_is_told_before_approval(here: OfficeRoom) -> None:
    found = here.drafted()
    with pytest.raises(Refused, match="起草"):
        feedback.tell(here.clerk, found.id, found.version, "committee_notice", "2019-09-10")


# ---------------------------------------------------------------- receipt


@pytest.mark.provision("LX-06-04-00d")
def test_a_deputys_signature_is_not_accepted(here: OfficeRoom) -> None:
    found = here.told()
    with pytest.raises(Refused, match="亲自签收"):
        feedback.receipt(here.clerk, found.id, found.version, signed_on="2019-09-20", signer="孙祎")
    assert here.clerk.table(FeedbackReceipt).count() == 0
    assert deadlines.of(here.clerk, found) == []


def test_nothing_is_signed_for_before_the_organisation_was_told(here: OfficeRoom) -> None:
    found = here.told("principal")
    with pytest.raises(Refused, match="向党组织反馈后"):
        feedback.receipt(here.clerk, found.id, found.version, signed_on="2019-09-20", signer=PRINCIPAL)


def test_a_signature_before_the_feedback_is_refused(here: OfficeRoom) -> None:
    found = here.told()
    for on, at in (("2019-09-19", ""), ("2019-09-20", "10:00")):
        with pytest.raises(Refused, match="不能早于反馈"):
            feedback.receipt(here.clerk, found.id, found.version, signed_on=on, signer=PRINCIPAL, signed_at=at)


@pytest.mark.provision("LX-06-04-00d", "LX-06-04-00f", "LX-06-04-00g")
def test_the_principals_signature_starts_three_clocks(here: OfficeRoom) -> None:
    found = here.received()
    assert found.state is FeedbackState.RECEIPTED
    assert {(clock.rule, clock.due_on) for clock in deadlines.of(here.clerk, found)} == {
        ("rectification_plan", "2019-10-10"),
        ("rectification_report", "2019-11-20"),
        ("principal_report", "2019-11-20"),
    }

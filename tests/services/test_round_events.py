"""事项登记: what it starts and meets, and how corrections, voiding and packages undo it honestly."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.regimes import bind
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.events import EventState, RoundEvent
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.clocks import Certainty
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import (
    calendars,
    deadlines,
    feedback,
    home,
    notices,
    occurrences,
    planning,
    rectification_documents,
    round_clocks,
    round_events,
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


@pytest.fixture
def municipal(here: OfficeRoom) -> OfficeRoom:
    """The same room under 景德镇's measures, late in 2018."""
    bind(here.director, here.round.id, shipped_profile("jingdezhen"))
    here.at("2018-12-10")
    return here


def happened(here: OfficeRoom, event: str, on: str, **values: Any) -> RoundEvent:
    return round_events.register(here.clerk, here.round.id, event, on, **values)


def clocks(here: OfficeRoom) -> dict[str, Deadline]:
    """The live clocks of the unit by rule."""
    return {one.rule: one for one in deadlines.of_unit(here.clerk, here.round.id, here.unit.id)}


def lines(here: OfficeRoom) -> dict[str, round_clocks.ClockLine]:
    return {one.label: one for one in round_clocks.of_group(here.clerk, here.group).clocks}


@pytest.mark.provision("JDZ-31-00a")
def test_the_rounds_end_starts_fifteen_worked_days_and_the_hearing_meets_them(municipal: OfficeRoom) -> None:
    happened(municipal, "round_ended", "2018-09-14")
    found = clocks(municipal)
    assert (found["leading_group_hearing"].due_on, found["handling_opinion"].due_on) == ("2018-10-11", "2018-10-11")
    happened(municipal, "opinions_submitted", "2018-10-10")
    assert clocks(municipal)["handling_opinion"].met_on == "2018-10-10"
    municipal.decide("inspection_report", "leading_group", decided_on="2018-10-09")
    assert clocks(municipal)["leading_group_hearing"].met_on == "2018-10-09"


def test_a_corrected_day_moves_the_clock_and_keeps_its_record(municipal: OfficeRoom) -> None:
    made = happened(municipal, "round_ended", "2018-09-14")
    before = clocks(municipal)["leading_group_hearing"]
    round_events.correct(municipal.clerk, made.id, made.version, happened_on="2018-09-13")
    after = clocks(municipal)["leading_group_hearing"]
    assert (after.id, after.trigger_on, after.due_on) == (before.id, "2018-09-13", "2018-10-10")


def test_voiding_needs_a_reason_and_withdraws_what_it_started(municipal: OfficeRoom) -> None:
    made = happened(municipal, "round_ended", "2018-09-14")
    with pytest.raises(Refused, match="作废须写明原因"):
        round_events.cancel(municipal.clerk, made.id, made.version, " ")
    old = clocks(municipal)["leading_group_hearing"]
    void = round_events.cancel(municipal.clerk, made.id, made.version, "登记错了轮次")
    assert (void.state, void.void_reason) == (EventState.VOID, "登记错了轮次")
    assert clocks(municipal) == {}
    gone = municipal.clerk.table(Deadline).get(old.id)
    assert (gone.due_on, gone.void_reason) == (None, "起算的事项已作废或没有确切日期")
    assert home.deadlines_due(municipal.clerk).items == ()
    assert deadlines.rebuild_all(municipal.clerk) == []
    with pytest.raises(Refused, match="已经作废"):
        round_events.correct(municipal.clerk, void.id, void.version, note="再改")
    given: dict[str, Any] = {"reason": "延", "body": "leading_group", "decided_on": "2018-12-10", "amount": 5}
    with pytest.raises(Refused, match="已经作废，不能再延期"):
        deadlines.extend(municipal.clerk, gone.id, gone.version, **given)
    happened(municipal, "round_ended", "2018-09-17")
    assert clocks(municipal)["leading_group_hearing"].trigger_on == "2018-09-17"


def test_voiding_what_met_a_clock_lets_it_run_on(municipal: OfficeRoom) -> None:
    happened(municipal, "round_ended", "2018-09-14")
    made = happened(municipal, "opinions_submitted", "2018-10-10")
    made = round_events.correct(municipal.clerk, made.id, made.version, happened_on="2018-10-12")
    assert clocks(municipal)["handling_opinion"].met_on == "2018-10-12"
    round_events.cancel(municipal.clerk, made.id, made.version, "还没有报")
    found = clocks(municipal)["handling_opinion"]
    assert (found.met_on, found.met_by) == (None, None)


def test_a_start_registered_after_its_end_is_met_at_once(municipal: OfficeRoom) -> None:
    happened(municipal, "opinions_submitted", "2018-10-10")
    assert clocks(municipal) == {}
    happened(municipal, "round_ended", "2018-09-14")
    found = clocks(municipal)["handling_opinion"]
    assert (found.met_on, found.met_by) == ("2018-10-10", "事项登记：处理意见报五人小组")


def test_days_out_of_order_are_told_not_refused(municipal: OfficeRoom) -> None:
    happened(municipal, "round_ended", "2018-09-14")
    happened(municipal, "opinions_submitted", "2018-09-10")
    assert clocks(municipal)["handling_opinion"].met_on is None
    (said,) = [one for one in round_clocks.of_group(municipal.clerk, municipal.group).warnings if "早于" in one]
    assert "“处理意见报五人小组”（2018-09-10）早于应在其前的“每轮巡察结束”（2018-09-14）" in said


@pytest.mark.provision("JDZ-36-00b")
def test_each_hand_over_has_a_clock_and_an_answer_ends_its_own(municipal: OfficeRoom) -> None:
    municipal.at("2019-02-20")
    first = happened(municipal, "transfer_received", "2018-10-16", group_id=municipal.group.id)
    second = happened(municipal, "transfer_received", "2018-11-30", group_id=municipal.group.id)

    def due(made: RoundEvent) -> Deadline:
        return next(one for one in deadlines.of(municipal.clerk, made) if one.rule == "lead_result")

    assert (due(first).due_on, due(second).due_on) == ("2019-01-16", "2019-02-28")
    with pytest.raises(Invalid, match="请选择对应哪一次"):
        happened(municipal, "result_returned", "2019-01-10", group_id=municipal.group.id)
    answer = happened(municipal, "result_returned", "2019-01-10", group_id=municipal.group.id, answers_id=second.id)
    assert (due(first).met_on, due(second).met_on) == (None, "2019-01-10")
    assert happened(municipal, "result_returned", "2019-01-11", group_id=municipal.group.id).answers_id == first.id
    round_events.cancel(municipal.clerk, answer.id, answer.version, "误登")
    assert (due(first).met_on, due(second).met_on) == ("2019-01-11", None)
    with pytest.raises(Invalid, match="不在等待办理之列"):
        happened(municipal, "result_returned", "2019-01-12", group_id=municipal.group.id, answers_id=first.id)


def test_an_event_of_one_group_leaves_the_others_alone(municipal: OfficeRoom) -> None:
    given = {"round_id": municipal.round.id, "unit_id": municipal.other_unit.id}
    other = planning.form_group(municipal.clerk, name="三组", code="景巡三", **given)
    happened(municipal, "stay_ended", "2018-08-03", group_id=municipal.group.id)
    assert "inspection_report" in clocks(municipal)
    assert deadlines.of(municipal.clerk, other) == []
    happened(municipal, "stay_ended", "2018-08-10", group_id=other.id)
    with pytest.raises(Invalid, match="“巡察了解工作结束”已登记"):
        happened(municipal, "stay_ended", "2018-08-10")
    happened(municipal, "round_ended", "2018-09-14")
    assert {one.rule for one in deadlines.of(municipal.clerk, other)} >= {"leading_group_hearing", "inspection_report"}


def test_a_rough_day_is_kept_as_typed_and_starts_nothing(here: OfficeRoom) -> None:
    made = happened(here, "stay_ended", "2019-08-上旬")
    assert (made.happened_on, made.state) == ("2019-08-上旬", EventState.REGISTERED)
    assert clocks(here) == {}
    made = round_events.correct(here.clerk, made.id, made.version, happened_on="2019-08-07")
    assert clocks(here)["inspection_report"].trigger_on == "2019-08-07"
    round_events.correct(here.clerk, made.id, made.version, happened_on="2019-08")
    assert clocks(here) == {}


def test_a_day_to_come_is_a_plan_until_its_real_day_is_registered(municipal: OfficeRoom) -> None:
    made = happened(municipal, "round_ended", "2018-12-14")
    assert made.state is EventState.PLANNED
    assert clocks(municipal) == {}
    shown = lines(municipal)["领导小组听取巡察汇报"]
    assert (shown.certainty, shown.deadline, shown.light) == (Certainty.PLANNED, None, None)
    municipal.at("2018-12-17")
    assert (
        "计划于2018-12-14，日期已到，请登记实际日期"
        in round_clocks.of_group(municipal.clerk, municipal.group).warnings[-1]
    )
    round_events.correct(municipal.clerk, made.id, made.version, happened_on="2018-12-17")
    assert lines(municipal)["领导小组听取巡察汇报"].certainty is Certainty.HAPPENED


def test_what_another_act_registers_is_not_typed_again(here: OfficeRoom) -> None:
    for event, act in (
        ("principal_told", "登记通报和反馈"),
        ("feedback_received", "登记反馈意见签收"),
        ("plan_received", "登记整改来文"),
        ("notice_issued", "登记督办通知单送达"),
        ("suggestion_issued", "发出立行立改建议"),
    ):
        with pytest.raises(Refused, match=f"由“{act}”登记"):
            happened(here, event, "2019-09-10")
    with pytest.raises(Invalid, match="本轮次规则档所列"):
        happened(here, "coronation", "2019-09-10")


def test_the_list_shows_every_event_with_the_paper_it_is_known_from(here: OfficeRoom) -> None:
    happened(here, "stay_began", "2019-07-08")
    told = here.received()
    here.at("2019-10-09")
    given = {"number": "临人防〔2019〕31号", "received_on": "2019-10-09", "copies": 1}
    plan = rectification_documents.receive(here.clerk, told.id, "rectification_plan", **given)
    shown = {one.event.id: one for one in round_clocks.of_group(here.clerk, here.group).happenings}
    assert [one.words for one in shown["stay_began"].times] == ["事项登记：进驻"]
    assert [(one.on, one.source.id) for one in shown["plan_received"].times] == [("2019-10-09", plan.id)]
    assert shown["feedback_received"].act == feedback.receipt.label
    assert shown["feedback_received"].times[0].on == "2019-09-20"
    assert shown["report_submitted"].times == ()
    phases = [one.phase.label for one in shown.values() if one.phase]
    assert phases == sorted(phases, key=["巡察准备", "进驻巡察", "巡察汇报", "巡察反馈"].index)


@pytest.mark.provision("JDZ-34-00d")
def test_a_report_that_came_starts_its_review_and_sent_back_withdraws_it(municipal: OfficeRoom) -> None:
    municipal.at("2018-10-19", "18:00")
    for document, body in (("inspection_report", "secretary_meeting"), ("feedback", "leading_group")):
        municipal.decide(document, body)
    found = feedback.approve(municipal.director, municipal.drafted().id, 1)
    for step in ("organisation", "principal"):
        found = feedback.tell(municipal.clerk, found.id, found.version, step, "2018-10-19", "09:00")
    signed = {"signed_on": "2018-10-19", "signed_at": "11:00", "signer": "赵启明", "copies": 3}
    feedback.receipt(municipal.clerk, found.id, found.version, **signed)
    municipal.at("2018-12-18")
    given = {"number": "景〔2018〕40号", "received_on": "2018-12-18", "copies": 1}
    came = rectification_documents.receive(municipal.clerk, found.id, "rectification_report", **given)
    (review,) = deadlines.of(municipal.clerk, came)
    assert (review.rule, review.trigger_on) == ("report_review", "2018-12-18")
    with pytest.raises(
        Refused, match="须先经市委巡察组审核（条文·实施办法第三十四条）：审核后请登记事项“审核后报送巡察办”"
    ):
        rectification_documents.accept(municipal.supervisor, came.id, came.version)
    happened(municipal, "reports_forwarded", "2018-12-18")
    assert clocks(municipal)["report_review"].met_on == "2018-12-18"
    other = {"number": "景〔2018〕41号", "received_on": "2018-12-18", "copies": 1}
    own = rectification_documents.receive(municipal.clerk, found.id, "principal_report", **other)
    settled = round_events.register(municipal.clerk, municipal.round.id, "reports_forwarded", "2018-12-18")
    assert settled.state is EventState.REGISTERED
    accepted = rectification_documents.accept(municipal.supervisor, own.id, own.version)
    assert accepted.answered_by == "郑督查"
    rectification_documents.send_back(municipal.supervisor, came.id, came.version, "没有盖章")
    assert deadlines.of(municipal.clerk, came) == []
    assert clocks(municipal)["rectification_report"].met_on is None


def test_the_chain_shows_what_is_to_be_expected_and_why(municipal: OfficeRoom) -> None:
    happened(municipal, "round_ended", "2018-12-03")
    shown = lines(municipal)
    hearing = shown["领导小组听取巡察汇报"]
    assert hearing.deadline is not None
    assert str(hearing.due_on) == "2018-12-24"
    assert hearing.why.startswith("2018年12月3日每轮巡察结束起15个工作日")
    assert "第三十一条" in hearing.whole
    filing = shown["五人小组会议情况备案"]
    assert (filing.certainty, filing.due_on, filing.deadline) == (Certainty.WAITING, None, None)
    given: dict[str, Any] = {"body": "leading_group", "decided_on": "2018-12-10", "amount": 5}
    deadlines.extend(municipal.clerk, hearing.deadline.id, hearing.deadline.version, reason="人员变动", **given)
    again = lines(municipal)["领导小组听取巡察汇报"]
    assert str(again.due_on) == "2018-12-29"  # a Saturday worked in exchange
    assert "人员变动" in again.whole


def test_only_who_may_register_does(here: OfficeRoom) -> None:
    member = here.group_workspace().session(Post.MEMBER, name="孙组员")
    with pytest.raises(NotAllowed):
        round_events.register(member, here.round.id, "stay_began", "2019-07-08")


def test_a_groups_event_is_its_own_and_starts_no_clock_there(here: OfficeRoom) -> None:
    liaison = here.group_workspace().session(Post.LIAISON, name="赵联络")
    here.at("2019-09-10")
    made = round_events.register(liaison, here.round.id, "stay_ended", "2019-08-07")
    assert made.group_id == here.group.id
    assert liaison.table(Deadline).count() == 0
    group = liaison.table(Group).get(here.group.id)
    shown = round_clocks.of_group(liaison, group).clocks
    assert {one.label for one in shown} >= {"召开巡察汇报会议"}
    assert all(one.deadline is None for one in shown)


def test_no_calendar_preview_lists_a_withdrawn_clock(municipal: OfficeRoom) -> None:
    made = happened(municipal, "round_ended", "2018-09-14")
    round_events.cancel(municipal.clerk, made.id, made.version, "误登")
    assert calendars.preview_changes(municipal.clerk, calendars.current(municipal.clerk)) == []
    assert occurrences.of_round(municipal.clerk, municipal.round.id) == []


def test_delivering_a_notice_is_named_as_the_act_is() -> None:
    assert notices.deliver.label == occurrences.DELIVERED
    assert occurrences.NOTICE == notices.KIND


@pytest.mark.provision("YL-33-00d", "YL-33-00e", "YL-33-00f")
def test_yanglings_receivers_have_ten_worked_days_and_three_months_from_their_receipt(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, shipped_profile("yangling"))
    here.at("2020-12-01")
    for event in ("discipline_received", "organization_received", "other_received"):
        happened(here, event, "2020-09-24", group_id=here.group.id)
    assert {rule: one.due_on for rule, one in clocks(here).items()} == {
        "opinion_discipline": "2020-10-14",  # 25, 27–30 September, 9–10, 12–14 October
        "opinion_organization": "2020-10-14",
        "result_discipline": "2020-12-24",
        "result_organization": "2020-12-24",
        "result_other": "2020-12-24",
    }


@pytest.mark.provision("YL-31-00b")
def test_yanglings_leading_group_meeting_gives_ten_worked_days_to_the_secretary(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, shipped_profile("yangling"))
    here.at("2020-07-20")
    here.decide("inspection_report", "leading_group", decided_on="2020-07-06")
    found = lines(here)["书记专题会议听取综合情况汇报"]
    assert found.deadline is not None
    assert found.deadline.due_on == "2020-07-20"


def test_lixians_decisions_are_its_events_and_start_what_follows(here: OfficeRoom) -> None:
    happened(here, "stay_ended", "2019-08-07")
    here.decide("inspection_report", "leading_group", decided_on="2019-08-20")
    assert clocks(here)["leading_group_hearing"].met_on == "2019-08-20"
    here.decide("inspection_report", "secretary_meeting")
    assert clocks(here)["feedback"].trigger_on == "2019-09-10"
    shown = {one.event.id: one for one in round_clocks.of_group(here.clerk, here.group).happenings}
    assert shown["secretary_meeting_agreed"].act == "登记决策"
    assert [one.words for one in shown["leading_group_heard"].times] == ["听取巡察情况"]

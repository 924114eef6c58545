"""What a group prints at its end: the report begun from signed papers, the evaluation, the review, leads apart."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, room
from tests.office_room import OfficeRoom, office_room
from tests.printing.papers import STAMP, one_line, page_texts
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.printing import render
from xuncha_desktop.records.prints import PrintStamp, RestrictedPrint
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.restricted import Lead, LeadState
from xuncha_desktop.services import feedback, leads, left_out, paper_views, printing_desk
from xuncha_desktop.services.session import Session

PERSON: dict[str, Any] = {"accused": "诸葛焘", "accused_post": "原副主任", "content": "涉嫌收受开发商好处"}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def paper(session: Session, record: Record, form: str) -> Any:
    return next(one for one in paper_views.papers_of(session, record) if one.form == form)


def view_of(session: Session, record: Record, form: str) -> Any:
    return paper(session, record, form).view(session, record)


def shown(form: str, view: Any) -> str:
    return one_line(render(form, view, STAMP))


def proposed(group: Room, **values: Any) -> Lead:
    lead = leads.register(group.liaison, group.group.id, source="interview", **PERSON | values)
    lead = leads.review(group.liaison, lead.id, lead.version, reviewed_on="2019-07-08")
    lead = leads.screen(group.leader, lead.id, lead.version, screening="transfer", words="超出职责")
    return leads.propose(group.leader, lead.id, lead.version, disposition="preliminary", words="线索具体")


def decided(group: Room, **values: Any) -> Lead:
    lead = proposed(group, **values)
    said = {"body": "leading_group", "decision": "同意移交", "decided_on": "2019-07-08", "original_at": "2号柜"}
    return leads.decide(group.liaison, lead.id, lead.version, **said)


def test_the_report_begins_from_the_signed_papers_and_keeps_their_numbers_as_sources(here: OfficeRoom) -> None:
    here.signed_paper("临巡二〔2019〕底001号", fact="三笔支出均无会议记录")
    view = view_of(here.clerk, here.group, "inspection_report")
    said = shown("inspection_report", view)

    assert "关于县人防办专项巡察情况的报告（送审稿）" in said
    assert "县委巡察工作领导小组、县委：" in said
    assert "三、发现的主要问题（一）党的纪律建设1.大额支出未经集体研究三笔支出均无会议记录" in said
    assert "五、意见建议" in said
    assert [part.sources for part in view.sections[2].text if part.sources] == [("临巡二〔2019〕底001号",)]
    assert view.issued_on == ""


def test_a_paper_left_out_is_listed_with_its_reason_and_not_among_the_problems(here: OfficeRoom) -> None:
    kept = here.signed_paper("临巡二〔2019〕底001号", fact="保留的事实")
    unused = here.signed_paper("临巡二〔2019〕底002号", fact="不用的事实")
    made = feedback.create(here.clerk, here.group.id, "反馈意见")
    left_out.give_reason(here.clerk, made.id, unused.id, "已立行立改到位")
    said = shown("inspection_report", view_of(here.clerk, here.group, "inspection_report"))

    assert "附件：未列入报告的问题底稿及理由" in said
    assert "已立行立改到位" in said
    assert "保留的事实" in said
    assert "不用的事实" not in said
    assert kept.number not in said.split("附件")[0]


def test_the_report_and_its_draft_name_no_lead(group: Room) -> None:
    decided(group)
    view = view_of(group.leader, group.group, "inspection_report")

    assert "诸葛焘" not in shown("inspection_report", view)
    assert printing_desk.can_draft(view)


def test_the_evaluation_has_the_offices_rows_and_nothing_ticked(here: OfficeRoom) -> None:
    view = view_of(here.clerk, here.group, "overall_evaluation")
    pdf = render("overall_evaluation", view, STAMP)

    assert len(page_texts(pdf)) == 1
    assert len(view.rows) == 8
    said = one_line(pdf)
    assert "√" not in said
    assert "组长意见" in said
    assert "栏目由办公室自定" in said


def test_the_review_sheet_is_blank_for_the_offices_remarks(here: OfficeRoom) -> None:
    said = shown("office_review", view_of(here.clerk, here.group, "office_review"))

    assert "关于县人防办专项巡察情况的报告" in said
    assert said.count("签名：") == 2


def test_papers_about_leads_are_offered_only_with_the_restricted_key(group: Room) -> None:
    decided(group)
    secret = {"lead_volume", "referral"}

    assert secret <= {one.form for one in paper_views.papers_of(group.leader, group.group)}
    assert not secret & {one.form for one in paper_views.papers_of(group.member, group.group)}


def test_without_a_lead_that_far_there_is_nothing_to_print(group: Room) -> None:
    for form, record in (
        ("lead_volume", group.group),
        ("referral", group.group),
        ("disposition_proposal", group.round),
    ):
        with pytest.raises(Refused, match="没有"):
            view_of(group.leader, record, form)


def test_the_sealed_volume_tells_nothing_on_its_cover(group: Room) -> None:
    decided(group)
    cover, *rest = page_texts(render("lead_volume", view_of(group.leader, group.group, "lead_volume"), STAMP))

    assert "密" in cover
    for word in ("诸葛焘", "线001", "开发商"):
        assert word not in cover
        assert word in "".join(rest)


def test_the_proposal_lists_what_waits_for_a_decision(group: Room) -> None:
    proposed(group)
    decided(group, accused="司马焘")
    said = shown("disposition_proposal", view_of(group.leader, group.round, "disposition_proposal"))

    assert "诸葛焘" in said
    assert "司马焘" not in said
    assert "初步核实" in said
    assert "例外事项" in said
    assert "县委书记专题会议意见" in said
    assert "签名：" not in said


def test_a_table_once_put_forward_is_printed_again_as_it_was_after_its_decision(group: Room) -> None:
    first = proposed(group)
    put = paper(group.leader, group.round, "disposition_proposal")
    view = put.view(group.leader, group.round)
    printing_desk.print_paper(group.leader, put.form, view, group.round, secret=put.secret)
    said = {"body": "leading_group", "decision": "同意移交", "decided_on": "2019-07-08", "original_at": "2号柜"}
    first = leads.decide(group.liaison, first.id, first.version, **said)

    again = put.view(group.leader, group.round)
    assert printing_desk.earlier(group.leader, again, group.round, secret=True) == 1
    waiting = proposed(group, accused="司马焘")
    assert "诸葛焘" not in shown("disposition_proposal", put.view(group.leader, group.round))
    assert view_of(group.leader, first, "disposition_proposal") == view
    assert "司马焘" in shown("disposition_proposal", view_of(group.leader, waiting, "disposition_proposal"))


def test_a_hand_over_sheet_is_printed_again_after_later_decisions_and_after_its_leads_are_closed(group: Room) -> None:
    first = decided(group)
    before = view_of(group.leader, group.group, "referral")
    group.workspace.clock.now += timedelta(days=3)
    second = proposed(group, accused="司马焘")
    said = {"body": "leading_group", "decision": "同意移交", "decided_on": "2019-07-09", "original_at": "2号柜"}
    leads.decide(group.liaison, second.id, second.version, **said)
    with group.leader.carry_out("test", Compartment.RESTRICTED) as tx:
        tx.change(tx.table(Lead).get(first.id), None, state=LeadState.CLOSED)

    assert view_of(group.leader, first, "referral") == before
    both = shown("referral", view_of(group.leader, group.group, "referral"))
    assert "诸葛焘" in both
    assert "司马焘" in both


def test_a_lead_has_neither_table_nor_sheet_before_its_step(group: Room) -> None:
    lead = leads.register(group.liaison, group.group.id, source="interview", **PERSON)
    with pytest.raises(Refused, match="还没有提处置建议"):
        view_of(group.leader, lead, "disposition_proposal")
    with pytest.raises(Refused, match="还没有决定"):
        view_of(group.leader, lead, "referral")


def test_the_hand_over_sheet_shows_the_decision_above_and_blanks_below(group: Room) -> None:
    decided(group)
    view = view_of(group.leader, group.group, "referral")
    said = shown("referral", view)

    assert said.index("同意移交") < said.index("材料名称") < said.index("签名：")
    assert "代录，原件存2号柜" in said
    assert said.count("签名：") == 3
    assert "一式3份（惯例）" in said


def test_decisions_that_differ_leave_the_approval_to_the_hand(group: Room) -> None:
    decided(group)
    lead = proposed(group, accused="司马焘")
    said = {"body": "leading_group", "decision": "留存备查", "decided_on": "2019-07-08", "original_at": "2号柜"}
    leads.decide(group.liaison, lead.id, lead.version, **said)
    (box,) = view_of(group.leader, group.group, "referral").approval

    assert (box.opinion, box.signed_on) == ("", "")


def test_a_print_about_leads_is_registered_where_leads_are(group: Room) -> None:
    decided(group)
    one = paper(group.leader, group.group, "referral")
    view = one.view(group.leader, group.group)
    printing_desk.print_paper(group.leader, one.form, view, group.group, secret=one.secret)

    assert group.leader.table(PrintStamp).count() == 0
    assert group.leader.table(RestrictedPrint).count() == 1
    assert not group.member.holds(Compartment.RESTRICTED)

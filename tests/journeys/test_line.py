"""One finding's whole life: two encrypted workspaces in separate processes that share nothing but a stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from xuncha_desktop.demonstration import line, stage, story
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.records.rectification import (
    Deadline,
    IncomingDocument,
    Progress,
    RectificationTask,
    SupervisionNotice,
    TaskState,
)
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState
from xuncha_desktop.records.restricted import Lead, Petition
from xuncha_desktop.records.urging import CardState, QualityCard, Urging
from xuncha_desktop.services import auditing, reading, rectification_board, working_papers
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.verification import verify
from xuncha_desktop.storage.table import Where

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("line") / "demo"
    line.run(folder)
    return folder


@pytest.fixture
def office(lived: Path) -> Iterator[stage.Stage]:
    yield from _visit(stage.office(lived, "test"))


@pytest.fixture
def group(lived: Path) -> Iterator[stage.Stage]:
    yield from _visit(stage.group(lived, "test"))


def _visit(made: stage.Stage) -> Iterator[stage.Stage]:
    made.visit(story.TODAY)
    yield made
    made.leave()


def _one(session: Session, cls: type, where: str) -> object:
    (found,) = session.table(cls).where(Where(where))
    return found


@pytest.mark.parametrize(("side", "login"), [("office", "zhou"), ("group", "wang")])
def test_both_workspaces_are_whole_at_the_end(request: pytest.FixtureRequest, side: str, login: str) -> None:
    verdict = verify(request.getfixturevalue(side).session(login))
    assert verdict.first_broken is None
    assert verdict.exit_code == 0


@pytest.mark.provision("LX-06-04-00f", "LX-06-04-00g")
def test_the_receipt_starts_three_clocks_with_the_dates_one_counts_by_hand(office: stage.Stage) -> None:
    clocks = {one.rule: one for one in office.session("zheng").table(Deadline).where()}
    told = clocks.pop("feedback")  # the secretary's meeting had started it, the telling met it
    assert (told.trigger_on, told.due_on, told.met_on) == ("2019-09-06", None, "2019-09-20")
    judged = clocks.pop("overall_evaluation")  # goes with the report; no day is set
    assert (judged.trigger_on, judged.due_on) == ("2019-08-20", None)
    of_stay = {"inspection_report", "comprehensive_report", "leading_group_hearing", "ledgers"}  # no day is set
    stay = {rule: clocks.pop(rule) for rule in (*of_stay, "progress_report")}
    assert {(stay[rule].trigger_on, stay[rule].due_on) for rule in of_stay} == {("2019-08-07", None)}
    assert (stay["progress_report"].trigger_on, stay["progress_report"].due_on) == ("2019-07-08", None)
    assert {rule: (one.trigger_on, one.due_on) for rule, one in clocks.items()} == {
        "rectification_plan": ("2019-09-20", "2019-10-10"),
        "rectification_report": ("2019-09-20", "2019-11-20"),
        "principal_report": ("2019-09-20", "2019-11-20"),
    }
    assert clocks["rectification_plan"].met_on == "2019-10-14"


def test_the_returned_paper_was_sent_again_and_is_signed_for_good(office: stage.Stage) -> None:
    session = office.session("zhou")
    papers = {paper.title[:2]: paper for paper in session.table(Paper).where(Where("kind = 'working_paper'"))}
    assert {title: (paper.state, paper.rounds) for title, paper in papers.items()} == {
        "三笔": (PaperState.SIGNED, 2),
        "易地": (PaperState.SIGNED, 2),
        "地下": (PaperState.SIGNED, 1),
    }
    reasons = {said.reason for said in session.table(Opinion).where(Where("agreed = 0"))}
    assert any("会议记录核对" in (reason or "") for reason in reasons)


def test_custody_of_findings_and_papers_lies_with_the_office_and_the_group_can_only_read(
    office: stage.Stage, group: stage.Stage
) -> None:
    here, there = office.session("zhou"), group.session("wang")
    for cls in (Finding, Paper):
        assert {record.custodian for record in there.table(cls).where()} >= {here.place.workspace_id}
        ours = {r.id: r.version for r in here.table(cls).where()}
        assert {r.id: r.version for r in there.table(cls).where()} == ours


def test_the_lead_is_in_the_restricted_compartment_and_in_no_paper(office: stage.Stage) -> None:
    session = office.session("zhou")
    (lead,) = session.table(Lead).where()
    assert lead.accused == story.LEAD["accused"]
    (petition,) = session.table(Petition).where()
    assert "商户" not in petition.content
    for paper in session.table(Paper).where():
        assert "10%股份" not in paper.view
        assert lead.id not in paper.view
    for finding in session.table(Finding).where():
        assert "亲属" not in (finding.fact or "")


def test_the_reporter_is_opened_only_by_who_may_and_reads_the_same_on_the_other_side(
    office: stage.Stage, group: stage.Stage
) -> None:
    from xuncha_desktop.services import identity

    for session in (office.session("zhou"), group.session("wang")):
        (petition,) = session.table(Petition).where()
        assert "陈某某" not in (petition.reporter or "")
        assert identity.reveal(session, petition.id, "回访核实").startswith("陈某某")
    with pytest.raises(Refused):
        identity.reveal(group.session("chen"), petition.id, "想看看")


def test_a_member_sees_no_petition_and_no_lead(group: stage.Stage) -> None:
    member = group.session("he")
    assert not member.holds(Compartment.RESTRICTED)
    assert list(reading.search_all(member, "停车位")) == []
    with pytest.raises(Refused, match="无权知悉"):
        reading.count(member, reading.Query("petition"))


@pytest.mark.provision("LX-06-02-08a")
def test_what_was_mended_on_the_spot_had_consent_and_was_checked(group: stage.Stage) -> None:
    (made,) = group.session("zhao").table(ImmediateRectification).where()
    assert (made.state, made.consent_on, made.limit_on, made.verified_on) == (
        ImmediateState.VERIFIED,
        "2019-07-17",
        "2019-07-25",
        "2019-07-23",
    )


def test_every_package_was_answered(office: stage.Stage, group: stage.Stage) -> None:
    for session in (office.session("zhou"), group.session("wang")):
        sent = [p for p in session.table(Package).where(Where("direction = '发出'")) if p.kind != "回执"]
        assert sent
        assert {package.state for package in sent} == {PackageState.ACKNOWLEDGED}, [(p.kind, p.state) for p in sent]


def test_the_group_sees_what_became_of_its_findings(office: stage.Stage, group: stage.Stage) -> None:
    there, here = office.session("zheng"), group.session("zhao")
    for cls in (RectificationTask, IncomingDocument, Progress, SupervisionNotice, QualityCard, Urging):
        assert here.table(cls).where(order="id") == there.table(cls).where(order="id") != []


def test_measures_end_closed_late_and_reopened_as_they_were(office: stage.Stage) -> None:
    session = office.session("zheng")
    tasks = {task.number: task for task in session.table(RectificationTask).where()}
    assert len(tasks) == 10
    assert tasks["2"].state is TaskState.CLOSED
    assert (tasks["8"].state, tasks["8"].reopened) == (TaskState.OPEN, 1)
    (notice,) = session.table(SupervisionNotice).where()
    assert notice.receiver == "周敏"
    assert set(notice.task_ids) == {tasks["4"].id, tasks["5"].id, tasks["10"].id}
    assert "逾期17天" in notice.view
    (card,), (held,) = session.table(QualityCard).where(), session.table(Urging).where()
    assert (card.state, card.task_id, card.decided_by) == (CardState.UPHELD, tasks["8"].id, "周建国")
    assert (held.label, held.card_ids, held.occasion, held.view) == ("责任追究", (card.id,), "敷衍塞责", None)
    own, article = (rectification_board.light(session, tasks[number]) for number in ("4", "10"))
    assert (own.tone, own.words) == (Tone.NOTICE, "自定时限逾期17天")
    assert (article.tone, article.words) == (Tone.ALERT, "逾期5天")


def test_the_printed_papers_lie_beside_and_were_made_from_the_signed_view(lived: Path, office: stage.Stage) -> None:
    session = office.session("zhou")
    paper = session.table(Paper).where(Where("title LIKE '地下%'"))[0]
    assert (lived / "打印件" / f"问题底稿{paper.number}.pdf").read_bytes().startswith(b"%PDF")
    assert working_papers.printable(session, paper).places[-1].signed_by == "王志远"
    assert session.table(Finding).get(paper.subject_id).state is FindingState.SIGNED


def test_the_auditor_reads_every_act_without_a_gap_and_no_word_of_the_contents(office: stage.Stage) -> None:
    auditor = office.session("lizheng")
    verdict = auditing.check(auditor)
    assert verdict.sound, verdict
    page = auditing.part(auditor, auditing.Wish(), size=1_000)
    assert {"finding", "petition", "lead"} <= {found["type"] for line_ in page.lines for found in line_.objects}
    assert "停车位" not in str(page.lines)
    assert "陈某某" not in str(page.lines)
    assert {line_.act for line_ in page.lines if line_.refused} <= {"package.receive"}


def test_the_demonstration_repeats_itself_in_records_numbers_dates_and_digests(
    lived: Path, tmp_path: Path, office: stage.Stage
) -> None:
    again = tmp_path / "again"
    line.run(again)
    other = stage.office(again, "test").visit(story.TODAY)
    try:
        assert _shape(office.session("zhou")) == _shape(other.session("zhou"))
    finally:
        other.leave()


def _shape(session: Session) -> list[tuple[object, ...]]:
    papers = [(p.id, p.number, p.view_digest, p.signed_on) for p in session.table(Paper).where(order="id")]
    tasks = [(t.id, t.number, t.due_on, t.state) for t in session.table(RectificationTask).where(order="id")]
    clocks = [(d.id, d.due_on, d.calendar_digest) for d in session.table(Deadline).where(order="id")]
    return [*papers, *tasks, *clocks]

"""整改资料包: what a group needs to follow the rectification of its unit, once and again, in order and out of it."""

from io import BytesIO

import pytest

from tests.office_room import OfficeRoom
from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.records.rectification import (
    Deadline,
    Decision,
    Feedback,
    FeedbackItem,
    FeedbackReceipt,
    IncomingDocument,
    IncomingState,
    Progress,
    ProgressState,
    RectificationTask,
    SupervisionNotice,
    TaskState,
)
from xuncha_desktop.records.urging import QualityCard, Urging
from xuncha_desktop.services import chains, evidence, feedback_items, notices, quality_cards, rectification, urging
from xuncha_desktop.services import rectification_documents as documents
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.packages import accept, journal, kinds, preview, receipts, receive, send
from xuncha_desktop.services.packages.merge import Fate
from xuncha_desktop.services.urging import Wish

TRAVELLING = (
    *(Decision, Feedback, FeedbackItem, FeedbackReceipt, Deadline),
    *(IncomingDocument, RectificationTask, Progress, SupervisionNotice, QualityCard, Urging),
    *(Paper, Opinion),
)


class Follow:
    """A round whose unit has received its feedback, sent a plan, reported on a measure and been admonished."""

    def __init__(self, both: Exchange) -> None:
        self.both = both
        office = both.office
        self.room = OfficeRoom.within(office.workspace, office.holder, office.clerk, both.group_record)
        self.feedback = self.room.received()
        self.room.at("2019-10-08")
        self.plan = self.receive("rectification_plan", "临人防〔2019〕31号")
        self.task = self.room.task(self.feedback)
        self.late = self.room.task(self.feedback, measure="开展专题学习", due_on="2019-10-01")
        self.progress = self.room.accepted(self.task)
        self.notice = notices.issue(self.room.supervisor, [self.late.id], "2019-10-20")
        card = quality_cards.propose(self.room.supervisor, self.feedback.id, "late", "拖延不改", self.late.id)
        self.room.scan(card, "抽查记录.pdf")
        self.card = quality_cards.decide(office.holder, card.id, card.version, "2019-10-08", "属实", upheld=True)
        wish = Wish("accountability", [card.id], "提请问责", "2019-10-08", taken_by="县纪委监委")
        self.held = urging.take(self.room.supervisor, self.feedback.id, wish)

    def receive(self, document: str, number: str) -> IncomingDocument:
        """A document of the unit's with its scan."""
        today = self.room.clerk.today.isoformat()
        made = documents.receive(
            self.room.clerk, self.feedback.id, document, number=number, received_on=today, copies=2
        )
        self.room.scan(made, f"{number}.pdf")
        return made

    def go_on(self) -> None:
        """The plan is sent back and comes anew, the measure is closed by two persons, the notice is delivered."""
        self.room.at("2019-10-09")
        at = self.room.supervisor
        documents.send_back(at, self.plan.id, self.plan.version, "措施没有写明责任人")
        self.again = self.receive("rectification_plan", "临人防〔2019〕33号")
        task = at.table(RectificationTask).get(self.task.id)
        paper = rectification.propose_closing(at, task.id, task.version)
        chains.decide(self.both.office.holder, paper.id, paper.version, Verdict(True, "2019-10-09", words="同意"))
        notices.deliver(at, self.notice.id, self.notice.version, "2019-10-09", "孙祎")

    def send(self) -> Package:
        return self.both.send(self.both.office, kinds.RECTIFICATION, by=self.both.office.clerk)


@pytest.fixture
def follow(both: Exchange) -> Follow:
    return Follow(both)


def test_a_group_is_brought_everything_about_the_rectification_of_its_unit(follow: Follow) -> None:
    both, group, office = follow.both, follow.both.group.clerk, follow.both.office.clerk
    taken = both.take(group, follow.send())
    assert taken.state is PackageState.RECEIVED
    for cls in TRAVELLING:
        there = {one.id: one for one in office.table(cls).where()}
        here = {one.id: one for one in group.table(cls).where()}
        assert here == there, cls.type.name
        assert all(one.custodian == office.place.workspace_id for one in here.values())
    for record in (follow.plan, follow.progress):
        (file,) = evidence.of(group, record)
        (sent,) = evidence.of(office, record)
        assert evidence.content(group, file) == evidence.content(office, sent)
    assert group.table(Progress).get(follow.progress.id).review == "属实"
    answer = both.take(office, receipts.write(group, taken.id, both.stick))
    assert answer.kind == "回执"
    assert office.table(Package).get(taken.id).state is PackageState.ACKNOWLEDGED


def test_what_changed_meanwhile_comes_with_the_second_package(follow: Follow) -> None:
    both, group = follow.both, follow.both.group.clerk
    both.take(group, follow.send())
    follow.go_on()
    second = follow.send()
    arrival = receive.fetch(group, both.path_of(second))
    seen = preview.preview(group, arrival)
    assert seen.counts["incoming_document", Fate.NEW] == seen.counts["incoming_document", Fate.NEWER] == 1
    assert seen.counts["rectification_task", Fate.NEWER] == seen.counts["rectification_task", Fate.SAME] == 1
    assert seen.counts["paper", Fate.NEW] == 1
    assert seen.conflicts == 0
    accept.accept(group, arrival)
    returned = group.table(IncomingDocument).get(follow.plan.id)
    assert (returned.state, returned.answer) == (IncomingState.RETURNED, "措施没有写明责任人")
    assert [file.name for file in evidence.of(group, follow.again)] == ["临人防〔2019〕33号.pdf"]
    closed = group.table(RectificationTask).get(follow.task.id)
    assert (closed.state, closed.closed_on) == (TaskState.CLOSED, "2019-10-09")
    (paper,) = group.table(Paper).where()
    assert (paper.kind, paper.state) == ("rectification_closing", PaperState.SIGNED)
    assert [one.words for one in group.table(Opinion).where()] == ["同意"]
    assert group.table(SupervisionNotice).get(follow.notice.id).receiver == "孙祎"
    assert group.table(QualityCard).get(follow.card.id).wording == "属实"
    assert group.table(Urging).get(follow.held.id).taken_by == "县纪委监委"


def test_the_preview_counts_what_goes_by_type(follow: Follow) -> None:
    order = follow.both.order(follow.both.office, kinds.RECTIFICATION)
    rows = dict(send.preview(follow.both.office.clerk, order).rows())
    assert rows["整改来文"] == rows["督办通知单"] == rows["整改进展"] == "1条"
    assert rows["整改任务"] == "2条"
    assert rows["反馈条目"] == f"{len(feedback_items.of(follow.room.clerk, follow.feedback))}条"
    assert rows["质量牌"] == rows["督促措施"] == "1条"
    assert rows["佐证材料"] == "5条"  # two decisions, the plan, the report, the card


def test_a_package_brought_twice_changes_nothing(follow: Follow) -> None:
    both, group = follow.both, follow.both.group.clerk
    sent = follow.send()
    both.take(group, sent)
    before = group.table(RectificationTask).where()
    with pytest.raises(Refused, match="已经导入过"):
        receive.fetch(group, both.path_of(sent))
    assert group.table(RectificationTask).where() == before


def test_a_package_before_its_turn_waits_and_comes_in_after_the_one_before(follow: Follow) -> None:
    both, group = follow.both, follow.both.group.clerk
    first = follow.send()
    follow.go_on()
    second = follow.send()
    early = receive.fetch(group, both.path_of(second))
    assert early.verdict.missing == (first.seq,)
    with pytest.raises(Refused, match=f"缺少序号：{first.seq}"):
        accept.accept(group, early)
    assert group.table(RectificationTask).count() == 0
    both.take(group, first)
    assert group.table(RectificationTask).get(follow.task.id).state is TaskState.REPORTED
    early = receive.fetch(group, both.path_of(second))
    accept.accept(group, early)
    assert group.table(RectificationTask).get(follow.task.id).state is TaskState.CLOSED
    assert journal.channel_state(group, second.channel).seq == second.seq


def test_the_group_reads_the_copies_and_changes_none(follow: Follow) -> None:
    both, group = follow.both, follow.both.group.holder
    both.take(group, follow.send())
    with pytest.raises(NotAllowed):
        rectification.report(group, follow.task.id, reported_on="2019-10-09", content="已办", finished=True)
    progress = group.table(Progress).get(follow.progress.id)
    assert progress.state is ProgressState.ACCEPTED
    with pytest.raises(NotAllowed, match="另一工作区"):
        evidence.attach(group, "progress", progress.id, evidence.take_in_stream(group, BytesIO(b"scan")), "补充.pdf")


def test_the_group_has_nothing_of_this_to_send(both: Exchange) -> None:
    with pytest.raises(Refused, match="不由本工作区发出"):
        both.send(both.group, kinds.RECTIFICATION)

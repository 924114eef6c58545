"""An office's workspace in a round of 礼县's profile, from decisions to closing; for tests of services."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Evidence, Finding
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Decision, Feedback, FeedbackItem, Progress, RectificationTask
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import decisions, evidence, feedback, feedback_items, profiles, rectification
from xuncha_desktop.services.feedback_items import Outline
from xuncha_desktop.services.session import Session

OPEN = (Compartment.CORE, Compartment.WORK, Compartment.AUDIT)
PRINCIPAL = "赵启明"

TREE = (
    Outline(
        "落实主体责任有差距",
        children=(
            Outline(
                "大额支出未经集体研究",
                cause="议事规则不健全",
                requirement="完善议事规则",
                children=(Outline("维修费28.6万元未上会"), Outline("材料制作费14.2万元未上会")),
            ),
            Outline(
                "主任一人签批支出",
                cause="权力缺少制约",
                about_principal=True,
                children=(Outline("主任签批三笔支出"),),
            ),
            Outline("公章管理不严", cause="制度缺失", children=(Outline("用印无登记"),)),
        ),
    ),
    Outline(
        "收费管理不规范",
        children=(Outline("少收易地建设费", cause="审核不严", children=(Outline("少收176.25万元"),)),),
    ),
)


class OfficeRoom:
    """One round, one unit, one group; director, clerk and supervisor with the keys the profile gives them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = TestWorkspace(folder / "office", "office", "县委巡察办", seed=1)
        self.director = self.workspace.session(Post.OFFICE_DIRECTOR, name="周主任")
        self.clerk = self.workspace.session(Post.OFFICE_CLERK, name="吴干事", compartments=OPEN)
        self.supervisor = self.workspace.session(Post.RECTIFICATION_SUPERVISOR, name="郑督查", compartments=OPEN)
        self.core: list[Record] = []
        with self.director.carry_out("setup", Compartment.CORE) as tx:
            profile = shipped_profile("lixian")
            profiles.keep(tx, profile)
            term = tx.new(Term, name="第十八届县委", from_on="2016-11-01")
            self.unit = tx.new(Unit, name="县人防办", kind="government_organ", principal=PRINCIPAL)
            self.other_unit = tx.new(Unit, name="县水务局", kind="government_organ", principal="钱局长")
            pinned = {"profile": profile.about.name, "profile_digest": profile.digest}
            self.round = tx.new(
                Round,
                name="2019年专项巡察",
                term_id=term.id,
                year=2019,
                kind="special",
                from_on="2019-07-08",
                until_on="2019-08-07",
                **pinned,
            )
            of_it = {"round_id": self.round.id, "unit_id": self.unit.id}
            self.group = tx.new(Group, name="县委巡察二组", code="临巡二", **of_it)
            self.core = [term, self.unit, self.other_unit, self.round, self.group]
        self._others: list[TestWorkspace] = []

    @classmethod
    def within(cls, workspace: TestWorkspace, director: Session, clerk: Session, group: Group) -> "OfficeRoom":
        """The same people in an office that is there already, with its round, unit and group."""
        made = cls.__new__(cls)
        made.folder, made.workspace, made.director, made.clerk = workspace.folder, workspace, director, clerk
        made.supervisor = workspace.session(Post.RECTIFICATION_SUPERVISOR, name="郑督查", compartments=OPEN)
        made.round, made.unit = clerk.table(Round).get(group.round_id), clerk.table(Unit).get(group.unit_id)
        made.group, made.core, made._others = group, [], []
        return made

    def at(self, day: str, time: str = "09:00") -> None:
        """Make it that day and Beijing time, in every workspace."""
        on = date.fromisoformat(day)
        hour, minute = map(int, time.split(":"))
        now = datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC)
        for workspace in (self.workspace, *self._others):
            workspace.clock.now = datetime.fromtimestamp(now.timestamp() - 8 * 3600, UTC)

    def group_workspace(self) -> TestWorkspace:
        """The group's own workspace, holding the round as the task package brought it."""
        made = TestWorkspace(self.folder / "group", "group", "县委巡察二组", seed=2)
        self._others.append(made)
        session = made.session(Post.LEADER, name="王组长")
        with session.carry_out("setup", Compartment.CORE) as tx:
            profiles.keep(tx, shipped_profile("lixian"))
        bring(session, *self.core)
        return made

    def scan(self, record: Record, name: str = "扫描件.pdf") -> None:
        """Hang a file on a record."""
        hang(self.clerk, record, name)

    def decide(self, document: str, body: str, *, agreed: bool = True, scan: bool = True, **values: Any) -> Decision:
        """A body's decision, with its scan."""
        given = {
            "subject": "听取巡察情况",
            "wording": "原则同意" if agreed else "暂不同意",
            "decided_on": self.clerk.today.isoformat(),
            "original_at": "巡察办文件柜",
        }
        made = decisions.register(self.clerk, self.round.id, document, body=body, agreed=agreed, **given | values)
        if scan:
            self.scan(made)
        return made

    def decided(self) -> None:
        """Both decisions feedback stands on."""
        self.decide("inspection_report", "secretary_meeting")
        self.decide("feedback", "leading_group")

    def signed_paper(self, number: str, **finding: Any) -> Paper:
        """A signed working paper as a 成果包 brings it."""
        unit_id = finding.pop("unit_id", self.unit.id)
        where = {"round_id": self.round.id, "group_id": self.group.id, "unit_id": unit_id}
        with self.director.carry_out("package", Compartment.WORK) as tx:
            found = tx.new(Finding, title="大额支出未经集体研究", category="discipline", **where, **finding)
            paper = Paper(
                **tx.head(),
                kind="working_paper",
                number=number,
                title=found.title,
                **where,
                subject_type="finding",
                subject_id=found.id,
                chain="working_paper",
                step=3,
                view_digest="0" * 64,
                view="{}",
                signed_on="2019-07-26",
                state=PaperState.SIGNED,
            )
            return tx.add(paper)

    def drafted(self) -> Feedback:
        """A feedback with the usual tree."""
        made = feedback.create(self.clerk, self.group.id, "关于巡察县人防办的反馈意见")
        feedback_items.build(self.clerk, made.id, TREE)
        return made

    def told(self, upto: str = "organisation") -> Feedback:
        """Approved on 2019-09-10 and told in order on 2019-09-20."""
        self.at("2019-09-10")
        self.decided()
        found = self.drafted()
        found = feedback.approve(self.director, found.id, found.version)
        self.at("2019-09-20", "18:00")
        for step, at in (("committee_notice", ""), ("principal", "09:00"), ("organisation", "10:30")):
            found = feedback.tell(self.clerk, found.id, found.version, step, "2019-09-20", at)
            if step == upto:
                break
        return found

    def received(self) -> Feedback:
        """Signed for by the principal on Friday 2019-09-20."""
        found = self.told()
        feedback.receipt(
            self.clerk, found.id, found.version, signed_on="2019-09-20", signer=PRINCIPAL, signed_at="11:00"
        )
        return self.clerk.table(Feedback).get(found.id)

    def items(self, found: Feedback) -> dict[str, FeedbackItem]:
        """The live items by their words."""
        return {item.wording: item for item in feedback_items.of(self.clerk, found)}

    def task(self, found: Feedback, **values: Any) -> RectificationTask:
        """A measure with a date of the unit's own."""
        whole = {
            "measure": "修订议事规则",
            "responsible_unit": "办公室",
            "responsible_person": "孙祎",
            "due_on": "2019-11-08",
        }
        item = self.items(found)["维修费28.6万元未上会"]
        return rectification.add(self.supervisor, item.id, **whole | values)

    def accepted(self, task: RectificationTask, *, proof: bool = True) -> Progress:
        """A report that the measure is done, accepted."""
        today = self.clerk.today.isoformat()
        made = rectification.report(self.clerk, task.id, reported_on=today, content="已修订", finished=True)
        if proof:
            self.scan(made)
        return rectification.review(self.supervisor, made.id, made.version, agree=True, words="属实")

    def close(self) -> None:
        """Close every session."""
        for workspace in (self.workspace, *self._others):
            workspace.close()


def hang(session: Session, record: Record, name: str = "扫描件.pdf") -> None:
    """Hang a file on a record; on another workspace's record it arrives as a package brings it."""
    stored = evidence.take_in_stream(session, io.BytesIO(b"%PDF-1.4 " + name.encode()))
    if record.custodian == session.place.workspace_id:
        evidence.attach(session, record.type.name, record.id, stored, name)
        return
    with session.carry_out("package", record.type.compartment) as tx:
        values = {"owner_type": record.type.name, "owner_id": record.id, "position": 1, "name": name, "form": "copy"}
        head = tx.head() | {"origin": record.origin, "custodian": record.custodian}
        kept = {"media_type": "application/pdf", "size": stored.size, "file": stored.file, "key": stored.key.hex()}
        tx.add(Evidence(**head, **values, **kept))


def bring(session: Session, *records: Record) -> None:
    """Put copies of another workspace's records here, as a package does."""
    for record in records:
        with session.carry_out("package", record.type.compartment) as tx:
            tx.add(record)


@contextmanager
def office_room(folder: Path) -> Iterator[OfficeRoom]:
    """A room that is left tidy."""
    made = OfficeRoom(folder)
    yield made
    made.close()

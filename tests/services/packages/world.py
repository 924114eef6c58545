"""An office, a group founded from its task package, and a drive between them; nothing else connects the two."""

import copy
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.office_room import PRINCIPAL
from tests.sessions import TestWorkspace, Ticking
from xuncha_desktop.crypto.primitives import KdfCost
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package, Peer
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group, Round, RoundState
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import (
    chains,
    evidence,
    findings,
    leads,
    onsite,
    petitions,
    planning,
    working_papers,
)
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.packages import accept, kinds, peers, receipts, receive, send, tasks
from xuncha_desktop.services.session import Session

CHEAP = KdfCost(64 * 1024, 1, 4)
OPEN = (Compartment.CORE, Compartment.WORK, Compartment.AUDIT)
SECRET = (*OPEN, Compartment.RESTRICTED)
ROSTER = (
    ("王组长", "leader"),
    ("李副组长", "deputy_leader"),
    ("赵联络", "liaison"),
    ("孙组员", "member"),
)
REPORTER = "褚黼黻，青石镇鹳雀村"
SCAN = b"%PDF-1.4 scanned minutes " * 5000


def copied(workspace: TestWorkspace, folder: Path) -> TestWorkspace:
    """The same workspace in another folder, as it is on the disk now; nobody has it open."""
    shutil.copytree(workspace.folder, folder)
    other = copy.copy(workspace)
    other.folder, other.clock = folder, Ticking(workspace.clock.now)
    other._open = []  # pyright: ignore[reportPrivateUsage]
    other.sealed = []
    return other


@dataclass
class Side:
    """One workspace and the people who carry its packages."""

    workspace: TestWorkspace
    holder: Session
    clerk: Session

    @classmethod
    def entered(cls, workspace: TestWorkspace, holder: Post, clerk: Post) -> "Side":
        office = workspace.place.kind == "office"
        names = ("周主任", "吴干事") if office else ("王组长", "赵联络")
        return cls(
            workspace,
            workspace.session(holder, name=names[0], compartments=SECRET, identity=True),
            workspace.session(clerk, name=names[1], compartments=OPEN),
        )

    def copied(self, folder: Path) -> "Side":
        (holder,), (clerk,) = self.holder.actor.posts, self.clerk.actor.posts
        return Side.entered(copied(self.workspace, folder), holder, clerk)

    @property
    def folder(self) -> Path:
        return self.workspace.folder

    def fresh(self, session: Session) -> Session:
        """The same person after a new start of the program."""
        return session.reopen()

    def refused(self) -> int:
        return sum(b'"result":"refused"' in body for body in self.workspace.sealed)

    def entries(self, act: str) -> list[bytes]:
        return [body for body in self.workspace.sealed if f'"act":"{act}"'.encode() in body]


class Exchange:
    """Both sides in folders of their own and a drive. `start` founds the group."""

    def __init__(self, root: Path) -> None:
        self.stick = root / "stick"
        self.stick.mkdir(parents=True)
        self.root = root
        self.office = self._side(
            root / "office", "office", "临溪县委巡察办", 1, Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK
        )
        self.round, self.group_record = self._plan()
        self.code = ""

    def copied(self, root: Path) -> "Exchange":
        """The same two workspaces in other folders, with a drive of their own; making them anew costs many commits."""
        other = copy.copy(self)
        other.root, other.stick = root, root / "stick"
        shutil.copytree(self.stick, other.stick)
        other.office = self.office.copied(root / "office")
        other.group = self.group.copied(root / "group")
        return other

    def _side(self, folder: Path, kind: str, name: str, seed: int, holder: Post, clerk: Post) -> Side:
        return Side.entered(TestWorkspace(folder, kind, name, seed), holder, clerk)

    def _plan(self) -> tuple[Round, Group]:
        at = self.office.holder
        profile = shipped_profile("lixian")
        term = planning.register_term(at, name="第十八届县委", from_on="2016-11-01")
        unit = planning.register_unit(at, name="县人防办", kind="government_organ", principal=PRINCIPAL)
        planning.register_unit(at, name="县水务局", kind="government_organ")
        of_it = {"name": "2019年专项巡察", "term_id": term.id, "year": 2019, "kind": "special"}
        round_ = planning.plan_round(at, profile, **of_it, from_on="2019-07-08", until_on="2019-08-07")
        group = planning.form_group(at, name="县委巡察二组", code="临巡二", round_id=round_.id, unit_id=unit.id)
        for name, post in ROSTER:
            planning.appoint(at, group_id=group.id, name=name, post=post, home_unit="县审计局")
        return round_, group

    def approve(self) -> None:
        at = self.office.holder
        self.round = planning.advance_round(at, self.round.id, self.round.version, RoundState.APPROVED)

    def issue(self) -> Package:
        issued, self.code = tasks.issue_task(self.office.clerk, self.group_record.id, self.stick, cost=CHEAP)
        return issued

    def path_of(self, row: Package) -> Path:
        found = [path for path in self.stick.glob(f"IPX-{row.channel}-{row.seq:04d}-*.ipx")]
        assert len(found) == 1, found
        return found[0]

    def found(self, row: Package) -> Package:
        """The group makes its workspace and founds it from the task package on the drive."""
        self.group = self._side(self.root / "group", "group", "县委巡察二组", 2, Post.LEADER, Post.LIAISON)
        preview = tasks.open_task(self.path_of(row), self.code, self.root / "landing", cost=CHEAP)
        return tasks.found_group(self.group.holder, preview)

    def start(self) -> "Exchange":
        """Everything up to the office knowing the group's keys."""
        self.approve()
        task = self.found(self.issue())
        answer = receipts.write(self.group.clerk, task.id, self.stick)
        self.take(self.office.clerk, answer)
        return self

    def take(self, session: Session, row: Package, **options: Any) -> Package:
        """Fetch a package from the drive and accept it."""
        return accept.accept(session, receive.fetch(session, self.path_of(row)), **options)

    def peer(self, side: Side) -> Peer:
        """The other side as registered here."""
        found = peers.of_group(side.clerk, self.group_record.id)
        assert found is not None
        return found

    def order(self, side: Side, kind: kinds.PackageKind, *chosen: str, **said: str) -> kinds.Order:
        return kinds.Order(kind, self.peer(side).id, frozenset(chosen), **said)

    def send(
        self, side: Side, kind: kinds.PackageKind, *chosen: str, by: Session | None = None, **said: Any
    ) -> Package:
        options = {name: said.pop(name) for name in ("progress", "cancel") if name in said}
        target = said.pop("target", self.stick)
        return send.write(by or side.holder, self.order(side, kind, *chosen, **said), target, **options)

    def result(self) -> Package:
        return self.send(self.group, kinds.RESULT)

    # what the group does on site

    def finding(self, title: str = "大额支出未经集体研究", **values: Any) -> Finding:
        whole: dict[str, Any] = {
            "round_id": self.round.id,
            "group_id": self.group_record.id,
            "unit_id": self.group_record.unit_id,
            "title": title,
            "category": "discipline",
            "source": "materials",
            "summary": "三笔大额支出未经集体研究",
            "fact": "三笔支出合计52.6万元，均无会议记录",
            "basis": "单位财务管理制度",
            "subject": "县人防办",
            "suggestion": "责令限期整改",
            "handlers": ("孙组员", "赵联络"),
        }
        return findings.draft(self.group.holder, **(whole | values))

    def hang_scan(self, at: Session, owner: Any, name: str = "会议记录.pdf", content: bytes = SCAN) -> Any:
        stored = evidence.take_in_stream(at, BytesIO(content))
        act = evidence.attach if owner.type.compartment is Compartment.WORK else evidence.attach_restricted
        return act(at, owner.type.name, owner.id, stored, name, pages=3, provider="县人防办")

    def signed_paper(self, title: str = "大额支出未经集体研究") -> Paper:
        found = self.finding(title)
        self.hang_scan(self.group.holder, found)
        return self.sign(working_papers.submit(self.group.holder, found.id, found.version))

    def sign(self, paper: Paper) -> Paper:
        deputy = self.group.workspace.session(Post.DEPUTY_LEADER, name="李副组长", compartments=OPEN)
        paper = chains.decide(deputy, paper.id, paper.version, Verdict(True, "2019-07-08"))
        held = {"held_on": "2019-07-08", "chair": "王组长", "minute_taker": "赵联络", "attendees": ("王组长",)}
        meeting = onsite.register_group_meeting(self.group.holder, self.group_record.id, **held)
        said = Verdict(True, "2019-07-08", meeting_id=meeting.id)
        paper = chains.decide(self.group.clerk, paper.id, paper.version, said)
        return chains.decide(self.group.holder, paper.id, paper.version, Verdict(True, "2019-07-08"))

    def petition(self) -> Petition:
        values = {"channel": "letter", "received_on": "2019-07-08", "signature": "signed", "reporter": REPORTER}
        made = petitions.register(
            self.group.holder, self.group_record.id, **values, accused="诸葛焘", content="反映出租减免租金"
        )
        self.hang_scan(self.group.holder, made, "信.pdf", b"letter " * 400)
        return made

    def lead(self, petition: Petition) -> Any:
        values = {"accused": "诸葛焘", "content": "口头减免易地建设费", "source": "petition"}
        return leads.register(self.group.holder, self.group_record.id, petition_id=petition.id, **values)

    def close(self) -> None:
        self.office.workspace.close()
        if hasattr(self, "group"):
            self.group.workspace.close()

"""A group's workspace and one leader's fixed morning in it, each act said aloud, so that it can be held to its word."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from os import urandom
from pathlib import Path
from typing import Any

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from tests.sessions import START, Ticking
from xuncha_desktop.crypto.attempts import Uptime
from xuncha_desktop.crypto.ring_state import AUDIT_DETAIL
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Evidence, Finding
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import auditing, drafts, evidence, findings, petitions, profiles, working_papers
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.verification import verify
from xuncha_desktop.services.workspaces import Door, Means

NEW_PASSWORD = "Qing-shi-2020#y"
UNSURE = "无法确认"
LOOKED_AT = ("finding", "evidence", "paper", "petition")
EVIDENCE = "会议记录第一页" * 9000  # a little more than two chunks of an encrypted attachment

Say = Callable[[dict[str, Any]], None]


def template(path: Path) -> Office:
    """A group's workspace with a round, a unit and a group; its four first people have their own passwords."""
    office = Office(path, kind="group", holder_post=Post.LEADER)
    for login in ("auditor", "holder"):
        office.door.choose_password(office.door.unlock(login, INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    session = office.enter("holder")
    with session.carry_out("setup", Compartment.CORE) as tx:
        profile = shipped_profile("lixian")
        profiles.keep(tx, profile)
        term = tx.new(Term, name="第十八届县委", from_on="2016-11-01")
        unit = tx.new(Unit, name="县人防办", kind="government_organ")
        days = {"from_on": "2019-07-08", "until_on": "2019-08-07"}
        pinned = {"profile": profile.about.name, "profile_digest": profile.digest}
        planned = {"name": "2019年专项巡察", "term_id": term.id, "year": 2019, "kind": "special"}
        round_ = tx.new(Round, **planned, **days, **pinned)
        tx.new(Group, name="县委巡察二组", code="临巡二", round_id=round_.id, unit_id=unit.id)
    session.close()
    return office


def door_to(path: Path) -> Door:
    """A way into a copy of the workspace, on a later day and with chance of its own."""
    return Door(path, Means(Ticking(START + timedelta(days=1)), urandom, lambda: Uptime("boot", 5000)))


@dataclass
class Morning:
    """The acts one after the other. A refused one is tried once more, as people do; a stopped session is left."""

    door: Door
    leader: Unlocked
    papers: Path  # where the file to be attached lies; not in the workspace
    say: Say
    _session: Session | None = None
    _finding: str = ""
    _stored: Any = None
    steps: tuple[str, ...] = ("finding", "evidence", "paper", "petition", "draft")

    def go(self) -> None:
        """Everything, from login to logout."""
        for step in self.steps:
            for attempt in (1, 2):
                if self._try(step, attempt):
                    break
        self._leave()

    def _try(self, step: str, attempt: int) -> bool:
        mark = f"{step}-{attempt}"
        try:
            if self._session is None:
                self._session = self.door.enter(self.leader)
            did = getattr(self, f"_{step}_act")(self._session, mark)
        except Refused as reason:
            self.say({"refused": mark, "why": str(reason)})
            if self._session is not None and attempt == 1 and self._session.stopped:
                self._leave()
            return False
        self.say({"did": mark, "is": did})
        return True

    def _leave(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None

    def _finding_act(self, session: Session, mark: str) -> str:
        self._finding = findings.draft(session, **finding_values(session, mark)).id
        return self._finding

    def _evidence_act(self, session: Session, mark: str) -> str:
        stored = evidence.take_in(session, self.papers)
        return evidence.attach(session, "finding", self._finding, stored, mark).file

    def _paper_act(self, session: Session, mark: str) -> str:
        seen = session.table(Finding).find(self._finding)
        return working_papers.submit(session, self._finding, seen.version if seen else 1).number

    def _petition_act(self, session: Session, mark: str) -> str:
        return petitions.register(session, session.table(Group).where()[0].id, **petition_values(mark)).number

    def _draft_act(self, session: Session, mark: str) -> str:
        drafts.put(session, self.door.folder.path, {"mark": mark})
        return mark


def finding_values(session: Session, title: str) -> dict[str, Any]:
    """A finding that can be submitted."""
    group = session.table(Group).where()[0]
    return {
        "round_id": group.round_id,
        "group_id": group.id,
        "unit_id": group.unit_id,
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


def petition_values(content: str) -> dict[str, Any]:
    """A petition that can be registered."""
    return {"channel": "letter", "received_on": "2019-07-10", "signature": "anonymous", "content": content}


@dataclass
class Found:
    """What lies in the workspace after a restart, by the marks of the acts."""

    marks: set[str] = field(default_factory=set[str])
    files: set[str] = field(default_factory=set[str])
    ids: set[str] = field(default_factory=set[str])
    numbers: list[str] = field(default_factory=list[str])
    draft: str | None = None
    audited: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])  # (type, id) of each written object
    problems: list[str] = field(default_factory=list[str])


def look(door: Door, leader: Unlocked, auditor: Unlocked) -> Found:
    """Log in again as the leader and look at everything, at the audit with the auditor's key."""
    found = Found()
    session = door.enter(leader)
    try:
        _read(session, door, found)
        if broken := verify(session).first_broken:
            found.problems.append(f"{broken.what}：{broken.problem}")
        keys = replace(session.keys, private={AUDIT_DETAIL: bytes(auditor.keys[AUDIT_DETAIL])})
        _read_audit(replace(session, keys=keys), found)
    finally:
        session.close()
    if parts := [path.name for path in door.folder.path.rglob("*.part")]:
        found.problems.append(f"left over: {parts}")
    return found


def _read(session: Session, door: Door, found: Found) -> None:
    for finding in session.table(Finding).where():
        found.marks.add(finding.title)
        found.ids.add(finding.id)
    for file in session.table(Evidence).where():
        found.marks.add(file.name)
        found.files.add(file.file)
        found.ids.add(file.id)
        if evidence.content(session, file) != EVIDENCE.encode():
            found.problems.append(f"evidence {file.name} is not what was attached")
    for paper in session.table(Paper).where():
        found.numbers.append(paper.number)
        found.ids.add(paper.id)
    for petition in session.table(Petition).where():
        found.marks.add(petition.content)
        found.numbers.append(petition.number)
        found.ids.add(petition.id)
    kept = drafts.get(session, door.folder.path)
    found.draft = kept["mark"] if kept else None
    lying = {path.name for path in (door.folder.path / "files").glob("*/*")}
    if lying != found.files:
        found.problems.append(f"attachments {lying} do not match rows {found.files}")


def _read_audit(session: Session, found: Found) -> None:
    lines = auditing.part(session, auditing.Wish(), size=100_000).lines
    for compartment in Compartment:
        numbers = sorted(line.n for line in lines if line.compartment == compartment.value)
        if numbers != list(range(1, len(numbers) + 1)):
            found.problems.append(f"entries of {compartment.value} are missing or double: {numbers}")
    for line in lines:
        if line.broken:
            found.problems.append(f"entry {line.seq} cannot be read: {line.broken}")
        if not line.refused:
            made = [(thing["type"], thing["id"]) for thing in line.objects if thing.get("version") == 1]
            found.audited += [(type_, id_) for type_, id_ in made if type_ in LOOKED_AT]


def judge(said: Iterable[dict[str, Any]], found: Found, *, cut: bool = False) -> list[str]:
    """Everything in which the workspace breaks the word that was given; empty when it kept it.

    `cut`: the program died, so that the last thing done may not have been said any more.
    """
    broken = list(found.problems)
    latest_draft: str | None = None
    unsure: set[str] = set()
    for line in said:
        if "did" in line:
            mark = line["did"]
            latest_draft = mark if mark.startswith("draft") else latest_draft
            broken += _missing(mark, line["is"], found)
        elif UNSURE in line["why"]:
            unsure.add(line["refused"])
        elif line["refused"] in found.marks:
            broken.append(f"{line['refused']} was refused ({line['why']}) and is there")
    if found.draft != latest_draft and found.draft not in unsure and not (cut and found.draft):
        broken.append(f"the draft is {found.draft}, not {latest_draft}")
    if len(set(found.numbers)) != len(found.numbers):
        broken.append(f"a number was given twice: {found.numbers}")
    audited = Counter(id_ for _, id_ in found.audited)
    broken += [f"{id_} stands in {audited[id_]} audit entries" for id_ in found.ids if audited[id_] != 1]
    broken += [f"the audit tells of {id_}, which is not there" for id_ in audited if id_ not in found.ids]
    return broken


def _missing(mark: str, is_: str, found: Found) -> list[str]:
    step = mark.split("-")[0]
    there = {
        "finding": is_ in found.ids and mark in found.marks,
        "evidence": is_ in found.files and mark in found.marks,
        "paper": is_ in found.numbers,
        "petition": is_ in found.numbers and mark in found.marks,
        "draft": True,
    }
    return [] if there[step] else [f"{mark} was done and is not there"]

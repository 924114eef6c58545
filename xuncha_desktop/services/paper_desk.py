"""The desk of 问题底稿: which papers wait for a person, which came back to him, and how far a paper has come."""

from dataclasses import dataclass
from enum import Enum

from xuncha_desktop.kernel.clock import day_of, local_text, moment_of
from xuncha_desktop.records.exchange_log import Package, Peer
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.rules.chains import Step
from xuncha_desktop.services import chains, evidence, profiles, reading, working_papers
from xuncha_desktop.services.packages import journal
from xuncha_desktop.services.packages.kinds import RETURN
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.working_papers import KIND
from xuncha_desktop.storage.table import Where

SHOWN = 500  # papers of one look; a round has some dozens


class Queue(Enum):
    """The three looks at the desk."""

    FOR_ME = "待我审签"
    RETURNED = "退回我的"
    ALL = "全部"


class Stand(Enum):
    """How far a step of a chain is."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a paper's chain: who took it and when, and the ground it stands on."""

    label: str
    stand: Stand
    note: str
    basis: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the current step asks for, so that a screen can offer it: its words, minutes, a scan, a hand signature."""

    label: str
    agree: str
    send_back: str
    minutes: bool
    scan: bool
    on_paper: bool
    own: bool  # the person's own post takes it; otherwise he could only register a hand signature (代录)
    by: str


def queue(session: Session, which: Queue) -> list[Paper]:
    """The papers of a look, those waiting longest first; returned ones are those this person wrote or handles."""
    papers = session.table(Paper)
    if which is Queue.ALL:
        return papers.where(Where("kind = ?", (KIND,)), order="updated_at DESC, rowid DESC", limit=SHOWN)
    state = PaperState.IN_CHAIN if which is Queue.FOR_ME else PaperState.RETURNED
    found = papers.where(Where("kind = ? AND state = ?", (KIND, state.value)), order="updated_at, rowid", limit=SHOWN)
    if which is Queue.FOR_ME:
        return [paper for paper in found if _is_for(session, paper)]
    return [paper for paper in found if _is_by(session, paper)]


def finding_of(session: Session, paper: Paper) -> Finding | None:
    """The finding a paper was made from."""
    return session.table(Finding).find(paper.subject_id)


def wanted(session: Session, paper: Paper) -> Wanted | None:
    """What the current step of a paper asks for; None where none is to be taken."""
    step = chains.current(session, paper)
    if step is None:
        return None
    posts = {post.value for post in session.actor.posts}
    profile = profiles.of_round(session, paper.round_id)
    by = "、".join(profile.post(post).label for post in (step.registered_by if step.on_paper else step.by))
    own = bool(posts & set(step.registered_by if step.on_paper else step.by))
    return Wanted(step.label, step.agree, step.send_back, step.minutes, step.scan, step.on_paper, own, by)


def stages(session: Session, paper: Paper) -> list[Stage]:
    """The whole chain of a paper with what was said on its present submission, the drafting step included."""
    profile = profiles.of_round(session, paper.round_id)
    said = {o.step: o for o in chains.opinions(session, paper) if o.paper_round == paper.rounds}
    return [
        Stage(step.label, _stand(paper, number), _note(session, paper, number, said.get(number)), _basis(profile, step))
        for number, step in enumerate(chains.chain_of(session, paper).steps)
    ]


def hints(session: Session, paper: Paper) -> list[str]:
    """What a reader should know before he signs: no evidence, evidence nobody described, an earlier return."""
    finding = finding_of(session, paper)
    files = evidence.of(session, finding) if finding else []
    found: list[str] = []
    if not files:
        found.append("这份底稿没有挂佐证材料")
    elif bare := sum(1 for file in files if not file.pages or not file.provider):
        found.append(f"{bare}份材料没有写明页数或提供人")
    if paper.rounds > 1:
        found.append(f"第{paper.rounds}次送审；上次{last_return(session, paper)}")
    return found


def last_return(session: Session, paper: Paper) -> str:
    """Who returned a paper last, in its chain or in a package, when and why; empty for one that never came back."""
    back = [opinion for opinion in chains.opinions(session, paper) if not opinion.agreed]
    package = _returned_in(session, paper)
    if package is not None and not (back and back[-1].at > package.at):
        sender = session.table(Peer).get(package.peer_id).name
        return f"{sender}{day_of(moment_of(package.at)).isoformat()}退回：{package.reason}"
    return f"{back[-1].signer}{back[-1].dated_on}退回：{back[-1].reason}" if back else ""


def _returned_in(session: Session, paper: Paper) -> Package | None:
    """The 退回包 that brought a paper last: the first one entered after the paper's section was taken in."""
    brought = [one for one in reading.history(session, Paper.type.name, paper.id) if one.reason == RETURN.label]
    if not brought:
        return None
    after = Where("kind = ? AND direction = ? AND at >= ?", (RETURN.label, journal.IN, brought[0].at))
    found = session.table(Package).where(after, order="at, rowid", limit=1)
    return found[0] if found else None


def returned_with(session: Session, finding: Finding) -> str:
    """Why a finding came back and lies with its writer again; empty for any other."""
    paper = working_papers.of_finding(session, finding.id)
    return last_return(session, paper) if paper and paper.state is PaperState.RETURNED else ""


def _is_for(session: Session, paper: Paper) -> bool:
    return paper.custodian == session.place.workspace_id and chains.why_not(session, paper) is None


def _is_by(session: Session, paper: Paper) -> bool:
    finding = finding_of(session, paper)
    return finding is not None and (
        session.actor.user_id in (paper.created_by, finding.created_by) or session.actor.name in finding.handlers
    )


def _stand(paper: Paper, number: int) -> Stand:
    if paper.state is PaperState.SIGNED:
        return Stand.DONE
    if paper.state is PaperState.RETURNED:
        return Stand.CURRENT if number == 0 else Stand.WAITING
    if number < paper.step:
        return Stand.DONE
    return Stand.CURRENT if number == paper.step else Stand.WAITING


def _note(session: Session, paper: Paper, number: int, opinion: Opinion | None) -> str:
    if number == 0:
        return local_text(paper.created_at)[:10] if paper.rounds == 1 else f"第{paper.rounds}次送审"
    if opinion is None:
        return ""
    told = f"{opinion.signer} {opinion.dated_on}"
    return told if opinion.agreed else f"{told} 退回"


def _basis(profile: "profiles.Profile", step: Step) -> str:
    ground = profile.cite(step)
    return f"{ground}：{step.note}" if step.note else ground

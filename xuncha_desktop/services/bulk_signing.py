"""批量登记签批: several papers at one step, agreed to in one act with one scan, all of them or none (foundation 25)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.services import chains, evidence
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.evidence import Stored
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

MOST = 200  # papers of one sitting; a round has some dozens


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of the signed originals, already encrypted in the workspace; it is hung on every paper."""

    stored: Stored
    name: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """Papers chosen together: those at the step, and those that are not, each with the reason in words."""

    step: str
    ready: tuple[Paper, ...]
    others: tuple[tuple[Paper, str], ...]


def stack(session: Session, papers: Sequence[Paper], step: str) -> Stack:
    """Sort chosen papers by whether this person may take `step` (its label) on them now."""
    ready: list[Paper] = []
    others: list[tuple[Paper, str]] = []
    for paper in papers:
        if why := _elsewhere(paper, step) or chains.why_not(session, paper):
            others.append((paper, why))
        else:
            ready.append(paper)
    return Stack(step, tuple(ready), tuple(others))


@use_case("paper.decide_many", "批量登记签批", by=BUSINESS)
def decide_many(
    tx: Tx, chosen: Sequence[tuple[str, int]], step: str, verdict: Verdict, scan: Scan | None = None
) -> list[Paper]:
    """Agree to `step` (its label) on papers given as (id, version); the scan is hung on each before it is decided.

    Raises `Refused` naming every paper that does not stand at that step or was changed meanwhile, and whatever
    `chains.decide` raises; nothing is done then. A return is not for a stack: each has its own reason.
    """
    if not verdict.agree:
        raise Refused("退回须逐份写明原因，不能批量办理")
    if not 0 < len({paper_id for paper_id, _ in chosen}) == len(chosen) <= MOST:
        raise Refused(f"请选择1至{MOST}份底稿")
    papers = [tx.table(Paper).get(paper_id) for paper_id, _ in chosen]
    wrong = [f"{paper.number}（{why}）" for paper in papers if (why := _elsewhere(paper, step))]
    seen = dict(chosen)
    wrong += [f"{p.number}（刚被办理过）" for p in papers if p.version != seen[p.id] and not _elsewhere(p, step)]
    if wrong:
        raise Refused(f"以下底稿不能按“{step}”登记，整批没有登记：{'、'.join(wrong)}")
    done: list[Paper] = []
    for paper in papers:
        if scan is not None:
            given = {"pages": scan.pages, "original_at": verdict.original_at.strip() or None}
            evidence.attach.work(tx, Paper.type.name, paper.id, scan.stored, scan.name, **given)
        done.append(chains.decide.work(tx, paper.id, paper.version, verdict))
    signed = "\n".join(sorted(paper.view_digest for paper in done))
    tx.facts |= {"count": len(done), "step": step, "digest": hashlib.sha256(signed.encode()).hexdigest()}
    return done


def _elsewhere(paper: Paper, step: str) -> str:
    if paper.state is not PaperState.IN_CHAIN:
        return paper.state.label
    return "" if paper.step_label == step else f"现在“{paper.step_label}”环节"

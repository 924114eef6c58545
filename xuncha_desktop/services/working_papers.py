"""问题底稿: a finding made into a paper, submitted to the chain, locked while under way, immutable once signed."""

import json
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.kernel.people import GROUP
from xuncha_desktop.printing.form import content_digest
from xuncha_desktop.printing.forms.working_paper import EVIDENCE_WIDTHS, LABEL_WIDTHS, Entry, WorkingPaper
from xuncha_desktop.printing.forms.working_paper import Evidence as Row
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.views import plain, view_of
from xuncha_desktop.records.onsite import Evidence, Finding, FindingState
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.rules.chains import Chain
from xuncha_desktop.rules.forms import Form, Signer
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import chains, findings, numbering, profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

KIND = "working_paper"
_ROWS = ("unit", "category", "also", "focus", "tags", "source", "summary", "fact", "basis", "subject", "suggestion")
_ROOM = {"fact": 60, "summary": 24, "basis": 24, "responsible": 16, "suggestion": 20}  # millimetres, by hand
_ROOM_OTHERWISE = 9
_BLANK_ROWS = 5
_COLUMNS = ("order", "number", "name", "pages", "form", "provider")


@use_case("working_paper.submit", "提交底稿", by=GROUP)
def submit(tx: Tx, finding_id: str, version: int) -> Paper:
    """Send a finding's paper to the chain; sent back ones go again under their number.

    Raises `Invalid` naming what is still missing, `Stale`, `Refused` if it is under way already.
    """
    finding = tx.table(Finding).get(finding_id)
    if finding.state is not FindingState.DRAFT:
        raise Refused("这条问题的底稿已经送审或作废")
    chain = profiles.of_round(tx.session, finding.round_id).chain_for(KIND)
    if chain is None:
        raise Refused("本轮次的规则档没有规定底稿的审签链")
    if absent := findings.missing(finding, chain.steps[0].persons):
        raise Invalid({"": "提交前还需补齐：" + "、".join(absent)})
    before = of_finding(tx.session, finding.id)
    number = before.number if before else numbering.of_group(tx, KIND, finding.group_id)
    view = view_of_finding(tx.session, finding, number)
    tx.change(finding, version, state=FindingState.IN_CHAIN)
    if before:
        return chains.again(tx, before, finding.title, plain(view), content_digest(view))
    return chains.start(tx, KIND, number, finding.title, finding, plain(view), content_digest(view))


@chains.outcome(KIND)
def _follow(tx: Tx, paper: Paper) -> None:
    """The finding follows its paper: signed with it, or open for correction again."""
    finding = tx.table(Finding).get(paper.subject_id)
    state = FindingState.SIGNED if paper.state is PaperState.SIGNED else FindingState.DRAFT
    tx.save(finding, finding.changed(state=state), reason="底稿签批" if state is FindingState.SIGNED else "底稿退回")


def of_finding(session: Session, finding_id: str) -> Paper | None:
    """The paper of a finding, if it was ever submitted."""
    found = session.table(Paper).where(Where("subject_id = ? AND kind = ?", (finding_id, KIND)), limit=1)
    return found[0] if found else None


def printable(session: Session, paper: Paper) -> WorkingPaper:
    """The paper as it prints now: the content as submitted, with the signatures given on this submission so far."""
    said = [opinion for opinion in chains.opinions(session, paper) if opinion.paper_round == paper.rounds]
    form = profiles.of_round(session, paper.round_id).form(KIND)
    places = _places(form, chains.chain_of(session, paper), said)
    return replace(view_of(WorkingPaper, json.loads(paper.view)), places=places)


def view_of_finding(session: Session, finding: Finding, number: str) -> WorkingPaper:
    """The frozen view of a finding with its evidence, in the words of the round's profile."""
    profile = profiles.of_round(session, finding.round_id)
    form, names = profile.form(KIND), profiles.Names(session, profile)
    labels = {label.id: label.label for label in form.labels}
    said = _said(names, finding)
    said |= {"number": number, "title": finding.title}
    rows = (name for name in form.ordered(("number", "title", *_ROWS)) if name in labels)
    entries = [Entry(labels[name], said[name]) for name in rows if said.get(name)]
    chain = profile.chain_for(KIND)
    return WorkingPaper(
        marks=Marks(Level.CONFIDENTIAL, number),
        title=form.title,
        group=session.table(Group).get(finding.group_id).name,
        written_on=_written(session.today.isoformat()),
        entries=tuple(entries),
        evidence_label=labels["evidence"],
        heads=tuple(labels[f"evidence_{column}"] for column in _COLUMNS),
        evidence=tuple(_row(names, n, file) for n, file in enumerate(_evidence(session, finding), 1)),
        basis=f"审签次序依据：{profile.cite(chain)}。{chain.note}" if chain else "",
        **_widths(form),
    )


def blank_view(profile: Profile) -> WorkingPaper:
    """The form to be filled in by hand: every row of the profile's form with room to write, five rows of evidence."""
    form, chain = profile.form(KIND), profile.chain_for(KIND)
    labels = {label.id: label.label for label in form.labels}
    return WorkingPaper(
        marks=Marks(Level.CONFIDENTIAL),
        title=form.title,
        group="",
        written_on="",
        entries=tuple(
            Entry(labels[name], "", _ROOM.get(name, _ROOM_OTHERWISE))
            for name in form.ordered(("number", "title", *_ROWS))
            if name in labels
        ),
        evidence_label=labels["evidence"],
        heads=tuple(labels[f"evidence_{column}"] for column in _COLUMNS),
        evidence=(Row("", "", "", "", ""),) * _BLANK_ROWS,
        basis=f"审签次序依据：{profile.cite(chain)}。{chain.note}" if chain else "",
        places=tuple(replace(box, opinion="", signed_by="") for box in _places(form, chain, [])) if chain else (),
        **_widths(form),
    )


def _widths(form: Form) -> dict[str, Any]:
    """The label's and the evidence columns' widths, as the office set them."""
    own = zip(_COLUMNS, EVIDENCE_WIDTHS, strict=True)
    return {
        "label_width": form.width("label", LABEL_WIDTHS[0]),
        "widths": tuple(form.width(f"evidence_{column}", width) for column, width in own),
    }


def _said(names: profiles.Names, finding: Finding) -> dict[str, str]:
    texts = {name: str(getattr(finding, name) or "") for name in _ROWS if name != "unit"}
    texts["unit"] = names.title("unit", finding.unit_id)
    texts["category"] = names.code("finding_category", finding.category)
    texts["also"] = "、".join(names.code("finding_category", one) for one in finding.also)
    texts["tags"] = "、".join(names.code("finding_tag", one) for one in finding.tags)
    texts["focus"] = names.code("special_focus", finding.focus) if finding.focus else ""
    texts["source"] = names.code("finding_source", finding.source) if finding.source else ""
    return texts


def _evidence(session: Session, finding: Finding) -> list[Evidence]:
    return session.table(Evidence).where(Where("owner_id = ?", (finding.id,)), order="position")


def _row(names: profiles.Names, number: int, file: Evidence) -> Row:
    form = names.code("evidence_form", file.form)[:1]
    return Row(f"证{number:02d}", PurePath(file.name).stem, str(file.pages or ""), form, file.provider or "")


def _places(form: Form, chain: Chain, said: list[Opinion]) -> tuple[SignBox, ...]:
    """The form's signature boxes, half the width each, the last one whole if their number is odd.

    A box shows what its step's post or body said; the drafters sign by hand, so theirs stay blank.
    """
    signers = [signer for signer in form.signers for _ in range(signer.times)]
    widths = [78] * len(signers)
    if len(signers) % 2:
        widths[-1] = 156
    return tuple(_box(signer, width, chain, said) for signer, width in zip(signers, widths, strict=True))


def _box(signer: Signer, width: int, chain: Chain, said: list[Opinion]) -> SignBox:
    blank = SignBox(signer.label, width)
    for opinion in said:
        step = chain.steps[opinion.step]
        if opinion.agreed and (signer.post in step.by or (signer.body and signer.body == step.body)):
            note = f"代录，原件存{opinion.original_at}" if opinion.original_at else ""
            return replace(
                blank,
                body=bool(signer.body),
                opinion=opinion.words or step.agree,
                signed_by=opinion.signer,
                signed_on=_written(opinion.dated_on),
                note=note,
            )
    return blank


def _written(day: str) -> str:
    parts = day.split("-")
    return f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 and parts[2].isdigit() else day

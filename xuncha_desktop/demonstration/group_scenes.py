"""The group's part of the round, scene by scene, in its own workspace on another PC."""

from pathlib import Path

from xuncha_desktop.crypto.primitives import LOWEST_COST
from xuncha_desktop.demonstration import scans, story
from xuncha_desktop.demonstration.office_scenes import take_all
from xuncha_desktop.demonstration.stage import Stage
from xuncha_desktop.kernel.errors import Stale
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.requests import ImmediateRectification
from xuncha_desktop.services import (
    findings,
    immediate,
    leads,
    onsite,
    petitions,
    printing_desk,
    round_events,
    working_papers,
)
from xuncha_desktop.services.chains import Verdict, decide
from xuncha_desktop.services.packages import drive, kinds, peers, receipts, send, tasks
from xuncha_desktop.services.reading import Where
from xuncha_desktop.services.session import Session


def open_up(stage: Stage, stick: Path) -> None:
    """The group's workspace, made from the task package and its code; the first receipt goes back."""
    stage.clock.to("2019-07-02")
    stage.found("group")
    code = (stage.path.parent / "开通码信封.txt").read_text("utf-8")
    with stage.scene("2019-07-03") as enter:
        leader = enter("wang")
        (path,) = drive.offered(stick)
        preview = tasks.open_task(path, code, stage.path / "quarantine", cost=LOWEST_COST)
        taken = tasks.found_group(leader, preview)
        receipts.write(leader, taken.id, stick)


def on_site(stage: Stage, stick: Path) -> None:
    """Entry meeting, a talk, a sealed petition, three findings with evidence, a lead split off, a 请示."""
    with stage.scene("2019-07-08") as enter:
        liaison = enter("zhao")
        team = liaison.table(Group).where()[0]
        onsite.register_entry_meeting(
            liaison,
            team.id,
            held_on="2019-07-08",
            place="县人防指挥所会议室",
            chair=story.PRINCIPAL,
            attendance=31,
            agenda=tuple(onsite.entry_agenda(liaison, team.round_id)),
            commitment_signed=True,
        )
        for event, on in story.ENTERED:
            round_events.register(liaison, team.round_id, event, on)
        onsite.register_interview(enter("he"), team.id, **story.TALK)
        petition = petitions.register(liaison, team.id, **story.PETITION)
        leader = enter("wang")
        petition = petitions.review(
            leader, petition.id, petition.version, reviewed_on="2019-07-08", words="请巡察组深入了解"
        )
        petitions.instruct(
            leader,
            petition.id,
            petition.version,
            outcome="in_depth",
            words="由何静、马淏然深入了解",
            decided_on="2019-07-08",
        )
    _findings(stage)
    with stage.scene("2019-07-15") as enter:
        member = enter("ma")
        made = immediate.draft(member, member.table(Group).where()[0].id, **story.IMMEDIATE)
        asked = immediate.request(enter("wang"), made.id, made.version, "2019-07-15", contact=story.CONTACT)
        liaison = enter("zhao")
        order = kinds.Order(kinds.REQUEST, _office(liaison), frozenset({asked.id}), "临保U-003", "请示立行立改")
        send.write(liaison, order, stick)


def sign_papers(stage: Stage, stick: Path) -> None:
    """The consent arrives and the suggestion goes out; papers through the chain, one returned once; first results."""
    with stage.scene("2019-07-18") as enter:
        liaison = enter("zhao")
        taken = take_all(liaison, stick)
        receipts.write(liaison, taken[-1], stick)

        made = liaison.table(ImmediateRectification).where()[0]
        immediate.issue(liaison, made.id, made.version, "2019-07-18", "2019-07-25")
        stage.clock.to("2019-07-23")
        issued = liaison.table(ImmediateRectification).get(made.id)
        scans.hang(liaison, issued, _scan(stage, "整改现场照片", "安全出口已清理，应急灯已更换，照片12张"))
        issued = liaison.table(ImmediateRectification).get(made.id)
        reported = immediate.report(liaison, issued.id, issued.version, "2019-07-23", "已清理2处、更换6盏")
        immediate.verify(liaison, reported.id, reported.version, "2019-07-23", "现场复核属实")
    _chain(stage)
    with stage.scene("2019-08-08") as enter:
        leader = enter("wang")
        order = kinds.Order(kinds.RESULT, _office(leader), frozenset(), "临保U-003", "报送成果")
        send.write(leader, order, stick)


def results_again(stage: Stage, stick: Path) -> None:
    """The returned paper is mended, signed again, and the results go to the office a second time."""
    with stage.scene("2019-08-14") as enter:
        leader = enter("wang")
        taken = take_all(leader, stick)
        receipts.write(leader, taken[-1], stick)
        paper = leader.table(Paper).where(Where("state = 'returned'"))[0]
        member = enter("he")
        finding = member.table(Finding).get(paper.subject_id)
        scans.hang(member, finding, _scan(stage, "口头减免情况说明", "经办人证实98.40万元没有减免批文"), pages=3)
        working_papers.submit(member, finding.id, member.table(Finding).get(finding.id).version)
        _sign(stage, enter("chen"), enter("zhao"), leader, "2019-08-16")
    with stage.scene("2019-08-19") as enter:
        leader = enter("wang")
        order = kinds.Order(kinds.RESULT, _office(leader), frozenset(), "临保U-003", "再报成果")
        send.write(leader, order, stick)


def close_up(stage: Stage, stick: Path) -> None:
    """The last receipts come back to the group."""
    with stage.scene("2019-08-22") as enter:
        take_all(enter("wang"), stick)


def watch_rectification(stage: Stage, stick: Path) -> None:
    """What became of the group's findings: plan, measures, progress, notice, as copies."""
    with stage.scene(story.TODAY) as enter:
        liaison = enter("zhao")
        for package_id in take_all(liaison, stick):
            receipts.write(liaison, package_id, stick)


def _findings(stage: Stage) -> None:
    with stage.scene("2019-07-12") as enter:
        member = enter("he")
        team = member.table(Group).where()[0]
        for values in story.FINDINGS:
            where = {"round_id": team.round_id, "group_id": team.id, "unit_id": team.unit_id}
            made = findings.draft(member, **where, **values)
            for name in ("记账凭证及附件", "会议记录"):
                path = _scan(stage, f"{made.title[:6]}·{name}", made.fact or "")
                scans.hang(member, made, path, pages=12, provider="周敏")
        fee = member.table(Finding).where(Where("title LIKE '易地%'"))[0]
        leads.split_off(member, fee.id, fee.version, **story.LEAD)


def _chain(stage: Stage) -> None:
    """何静 submits; the deputy sends the first back once; a stale edit is refused; everybody signs."""
    with stage.scene("2019-07-24") as enter:
        member = enter("he")
        for finding in member.table(Finding).where(order="rowid"):
            working_papers.submit(member, finding.id, finding.version)
        deputy = enter("chen")
        paper = deputy.table(Paper).where(Where("title LIKE '三笔%'"))[0]
        reason = "请写明三笔支出各自的会议记录核对情况"
        decide(deputy, paper.id, paper.version, Verdict(agree=False, dated_on="2019-07-24", reason=reason))
        finding = member.table(Finding).get(paper.subject_id)
        better = (finding.fact or "") + "三次支付前后各一个月的会议记录中均没有相关议题。"
        findings.correct(member, finding.id, finding.version, fact=better)
        try:
            findings.correct(enter("ma"), finding.id, finding.version, fact="过时的修改")
        except Stale:
            pass
        else:
            raise RuntimeError("a stale edit was kept")
        working_papers.submit(member, finding.id, member.table(Finding).get(finding.id).version)
        _sign(stage, deputy, enter("zhao"), enter("wang"), "2019-07-26")


def _sign(stage: Stage, deputy: Session, liaison: Session, leader: Session, day: str) -> None:
    """Deputy, group meeting, leader: every paper that is under way."""
    stage.clock.to(day)
    team = liaison.table(Group).where()[0]
    meeting = onsite.register_group_meeting(
        liaison,
        team.id,
        held_on=day,
        place="县人防指挥所会议室",
        chair="王志远",
        minute_taker="赵雪",
        attendees=tuple(name for name, *_ in story.MEMBERS),
        minutes="逐份研究问题底稿，一致同意；没有不同意见。",
    )
    for paper in leader.table(Paper).where(Where("state = 'in_chain' AND kind = 'working_paper'"), order="number"):
        seen = decide(deputy, paper.id, paper.version, Verdict(agree=True, dated_on=day, words="事实清楚，证据充分"))
        seen = decide(
            liaison,
            seen.id,
            seen.version,
            Verdict(agree=True, dated_on=day, words="组务会研究，同意列入报告", meeting_id=meeting.id),
        )
        signed = decide(leader, seen.id, seen.version, Verdict(agree=True, dated_on=day, words="同意"))
        pdf = printing_desk.print_paper(leader, "working_paper", working_papers.printable(leader, signed), signed)
        folder = stage.path.parent / "打印件"
        folder.mkdir(exist_ok=True)
        (folder / f"问题底稿{signed.number}.pdf").write_bytes(pdf)


def _office(session: Session) -> str:
    return peers.all_of(session)[0].id


def _scan(stage: Stage, name: str, words: str) -> Path:
    return scans.make(stage.path.parent / "扫描件", name, [("内容", words)])


SCENES = {
    "open": open_up,
    "onsite": on_site,
    "papers": sign_papers,
    "again": results_again,
    "close": close_up,
    "watch": watch_rectification,
}

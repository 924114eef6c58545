"""The office's part of the round, scene by scene. Each scene logs in, works, and leaves the workspace closed."""

from pathlib import Path
from typing import Any

from xuncha_desktop.crypto.primitives import LOWEST_COST
from xuncha_desktop.demonstration import scans, story
from xuncha_desktop.demonstration.stage import Stage
from xuncha_desktop.exchange.sequence import Order
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.organisation import Group, Round, RoundState, Unit
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.preparation import InquiryLetter
from xuncha_desktop.records.rectification import Feedback, FeedbackItem, RectificationTask
from xuncha_desktop.records.requests import InstructionRequest
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import (
    announcements,
    decisions,
    feedback,
    feedback_items,
    inquiries,
    ladders,
    notices,
    numbering,
    planning,
    printing_desk,
    quality_cards,
    rectification,
    rectification_documents,
    reference_clocks,
    requests,
    round_events,
    urging,
)
from xuncha_desktop.services.chains import Verdict, decide
from xuncha_desktop.services.packages import accept, drive, kinds, peers, receipts, receive, send, tasks
from xuncha_desktop.services.reading import Where
from xuncha_desktop.services.session import Session


def plan_round(stage: Stage, stick: Path) -> None:
    """Term, forty units, the round under its profile, the group and its five people; the task package and its code."""
    stage.found("office")
    with stage.scene("2019-06-10") as enter:
        clerk = enter("wu")
        numbering.name_office(clerk, "临巡办")
        term = planning.register_term(clerk, name="中共临溪县第十八届委员会", from_on="2016-11-01", until_on="2021-10")
        planning.register_units(clerk, story.units())
        made = planning.plan_round(
            clerk,
            stage.profile,
            name="2019年人防系统专项巡察",
            term_id=term.id,
            year=2019,
            kind="special",
            basis="县委统一安排部署",
            from_on="2019-07-上旬",
            until_on="2019-08-上旬",
        )
        unit = clerk.table(Unit).where(Where("name = ?", (story.UNIT,)))[0]
        team = planning.form_group(
            clerk,
            round_id=made.id,
            name="县委巡察二组",
            code="临巡二",
            unit_id=unit.id,
            stay_from_on="2019-07-08",
            stay_until_on="2019-08-07",
        )
        for name, post, home, duties in story.MEMBERS:
            planning.appoint(clerk, group_id=team.id, name=name, post=post, home_unit=home, duties=duties)
        planning.advance_round(clerk, made.id, made.version, RoundState.APPROVED)
    with stage.scene("2019-07-01") as enter:
        director = enter("zhou")
        _prepare(director, made.id)
        _, code = tasks.issue_task(
            director, team.id, stick, medium="临保U-003", purpose="开通巡察二组工作区", cost=LOWEST_COST
        )
        (stage.path.parent / "开通码信封.txt").write_text(code, "utf-8")


def _prepare(director: Session, round_id: str) -> None:
    """What happened before the group set out, and the regime whose dates are shown beside the round's own."""
    for event, on in story.PREPARED:
        round_events.register(director, round_id, event, on)
    approved = director.table(Round).get(round_id)
    beside = shipped_profile(story.BESIDE).digest
    _ask_and_announce(director, round_id)
    reference_clocks.choose(director, approved.id, approved.version, beside, "与另一地的期限对照")


def _ask_and_announce(director: Session, round_id: str) -> None:
    """The letters to the departments, and where the group is reached."""
    (team,) = director.table(Group).where(Where("round_id = ?", (round_id,)))
    asked = [one.code for one in inquiries.departments(director, team)]
    inquiries.send(director, team.id, asked, "2019-07-12")
    announcements.draft(director, team.id, **story.REACHED)


def _note_answers(clerk: Session) -> None:
    """Two departments sent material, two have nothing; the last one is still waited for."""
    for letter, pieces in zip(clerk.table(InquiryLetter).where(order="rowid"), (2, 0, 1, 0), strict=False):
        came: dict[str, Any] = {"pieces": pieces, "original_at": "巡察办档案柜3号"} if pieces else {"no_material": True}
        inquiries.answer(clerk, letter.id, letter.version, "2019-07-12", **came)


def answer_request(stage: Stage, stick: Path) -> None:
    """Take in the group's receipt and its 请示; enter the leading group's consent with its scan; send it back."""
    with stage.scene("2019-07-16") as enter:
        director = enter("zhou")
        for arrived in take_all(director, stick):
            receipts.write(director, arrived, stick)
        clerk = enter("wu")
        _advance(clerk, RoundState.ON_SITE)
        _note_answers(clerk)
        asked = clerk.table(InstructionRequest).where()[0]
        stage.clock.to("2019-07-17")
        answer = requests.register_instruction(
            clerk,
            asked.id,
            body="leading_group",
            signer="县委巡察工作领导小组组长",
            agreed=True,
            wording="同意。请巡察二组督促立即整改。",
            decided_on="2019-07-17",
            original_at="巡察办档案柜3号",
        )
        scans.hang(clerk, answer, scans.make(stage.path.parent / "扫描件", "批示原件", [("批示", answer.wording)]))
        order = kinds.Order(kinds.INSTRUCTION, _group_peer(clerk), frozenset({answer.id}), "临保U-003", "批示")
        send.write(clerk, order, stick)


def return_results(stage: Stage, stick: Path) -> None:
    """Look at the first results and send them back with a reason."""
    with stage.scene("2019-08-12") as enter:
        director = enter("zhou")
        _advance(director, RoundState.REPORTING)
        arrived = take_all(director, stick)
        receipts.write(director, arrived[-1], stick)
        paper = director.table(Paper).where(Where("title LIKE '易地%'"))[0]
        reason = "98.40万元口头减免缺少当事人谈话佐证，请补充后再报"
        order = kinds.Order(
            kinds.RETURN,
            _group_peer(director),
            frozenset({paper.id, paper.subject_id}),
            "临保U-003",
            "退回补证",
            reason,
        )
        send.write(director, order, stick)


def feed_back(stage: Stage, stick: Path) -> None:
    """Take the results in again, register the decision, feed back, and let the receipt start the clocks."""
    with stage.scene("2019-08-20") as enter:
        director = enter("zhou")
        arrived = take_all(director, stick)
        receipts.write(director, arrived[-1], stick)
        _reported(director)
    with stage.scene("2019-09-10") as enter:
        clerk = enter("wu")
        team = clerk.table(Group).where()[0]
        for need in decisions.before_feedback(stage.profile):
            made = decisions.register(
                clerk,
                team.round_id,
                need.document,
                body=need.step.body,
                subject=f"{story.UNIT}专项巡察情况：{need.step.agree}",
                agreed=True,
                wording=f"{need.body}审议，{need.step.agree}。",
                decided_on="2019-09-06",
                original_at="巡察办档案柜3号",
            )
            scans.hang(
                clerk, made, scans.make(stage.path.parent / "扫描件", f"{need.body}纪要", [("决定", made.wording)])
            )
        draft = feedback.create(clerk, team.id, f"关于{story.UNIT}专项巡察的反馈意见")
        feedback_items.build(clerk, draft.id, story.OUTLINE)
        _support(clerk, draft)
        director = enter("zhou")
        approved = feedback.approve(director, draft.id, clerk.table(Feedback).get(draft.id).version)
        _advance(director, RoundState.FEEDBACK)
    with stage.scene("2019-09-20") as enter:
        stage.clock.to("2019-09-20", "17:00")
        clerk = enter("wu")
        told = clerk.table(Feedback).get(approved.id)
        told = feedback.tell(clerk, told.id, told.version, "committee_notice", "2019-09-19")
        told = feedback.tell(clerk, told.id, told.version, "principal", "2019-09-20", "09:30")
        told = feedback.tell(clerk, told.id, told.version, "organisation", "2019-09-20", "15:00")
        feedback.receipt(
            clerk, told.id, told.version, signed_on="2019-09-20", signed_at="16:10", signer=story.PRINCIPAL, copies=1
        )


def _reported(director: Session) -> None:
    """The report and both ledgers reached the office with the results."""
    team = director.table(Group).where()[0]
    for event, on in story.REPORTED:
        round_events.register(director, team.round_id, event, on, group_id=team.id)


def follow_up(stage: Stage, stick: Path) -> None:
    """Plan received, measures entered, progress reviewed, one late, a notice printed, one closed, one reopened.

    At the end the group is sent all of it.
    """
    with stage.scene("2019-10-10") as enter:
        supervisor = enter("zheng")
        told = supervisor.table(Feedback).where()[0]
        first = rectification_documents.receive(
            supervisor,
            told.id,
            "rectification_plan",
            number="临人防发〔2019〕12号",
            received_on="2019-10-10",
            copies=2,
        )
        sent_back = rectification_documents.send_back(supervisor, first.id, first.version, "措施没有写明责任人")
        stage.clock.to("2019-10-14")
        again = rectification_documents.receive(
            supervisor,
            told.id,
            "rectification_plan",
            number="临人防发〔2019〕13号",
            received_on="2019-10-14",
            copies=2,
        )
        rectification_documents.accept(supervisor, again.id, again.version, f"已写明责任人（前次{sent_back.number}）")
        taken = rectification.import_table(supervisor, told.id, story.MEASURES)
        rectification.add(supervisor, taken[-1].item_id, **story.BY_THE_ARTICLE)
    _progress(stage)
    with stage.scene(story.TODAY) as enter:
        supervisor = enter("zheng")
        late = [task for task in supervisor.table(RectificationTask).where() if task.number in ("4", "5", "10")]
        notice = notices.issue(supervisor, [task.id for task in late], "2019-12-06")
        form, view = notices.printable(supervisor, notice)
        pdf = printing_desk.print_paper(supervisor, form, view, notice, printing_desk.PrintOrder(2, "送达被督办单位"))
        _keep(stage, "督办通知单", pdf)
        notices.deliver(supervisor, notice.id, notice.version, story.TODAY, "周敏")
        _hold_to_account(stage, supervisor, enter("zhou"))
        told_group = kinds.Order(kinds.RECTIFICATION, _group_peer(supervisor), medium="临保U-003", purpose="跟踪整改")
        send.write(supervisor, told_group, stick)


def _hold_to_account(stage: Stage, supervisor: Session, director: Session) -> None:
    """A measure said to be done and was not: a card with its proof, decided by another, and the ladder's last rung."""
    task = next(task for task in supervisor.table(RectificationTask).where() if task.reopened)
    card = quality_cards.propose(supervisor, task.feedback_id, "perfunctory", story.PERFUNCTORY, task.id)
    proof = scans.make(stage.path.parent / "扫描件", "抽查记录", [("抽查情况", card.grounds)])
    scans.hang(supervisor, card, proof)
    wording = "事实清楚，认定为敷衍整改。"
    quality_cards.decide(director, card.id, card.version, story.TODAY, wording, upheld=True)
    told = supervisor.table(Feedback).get(task.feedback_id)
    last = ladders.of(supervisor, told)[-1]
    wish = urging.Wish(last.step.id, [card.id], story.HELD_TO_ACCOUNT, story.TODAY, taken_by="县纪委监委")
    urging.take(director, told.id, wish)


def take_answers(stage: Stage, stick: Path) -> None:
    """The group's last receipt."""
    with stage.scene(story.TODAY) as enter:
        take_all(enter("zheng"), stick)


def _progress(stage: Stage) -> None:
    """Reports with evidence: one closed by two persons, one refused without evidence, one closed and opened again."""
    for number, day in (("2", "2019-10-29"), ("8", "2019-10-31")):
        with stage.scene(day) as enter:
            supervisor = enter("zheng")
            task = next(t for t in supervisor.table(RectificationTask).where() if t.number == number)
            said = rectification.report(
                supervisor, task.id, reported_on=day, content="措施已经落实，见附件。", finished=True
            )
            rectification.review(supervisor, said.id, said.version, agree=True, words="与佐证一致")
            task = supervisor.table(RectificationTask).get(task.id)
            if rectification.why_not_close(supervisor, task) is None:
                raise RuntimeError("a measure without evidence could be closed")
            scan = scans.make(stage.path.parent / "扫描件", f"任务{number}佐证", [("落实情况", task.measure)])
            scans.hang(supervisor, supervisor.table(type(said)).get(said.id), scan)
            paper = rectification.propose_closing(supervisor, task.id, task.version)
            director = enter("zhou")
            decide(director, paper.id, paper.version, Verdict(agree=True, dated_on=day, words="同意销号"))
    with stage.scene("2019-11-12") as enter:
        director = enter("zhou")
        task = next(t for t in director.table(RectificationTask).where() if t.number == "8")
        rectification.reopen(director, task.id, task.version, "抽查发现10月份仍有一笔现金租金未上缴")


def take_all(session: Session, stick: Path) -> list[str]:
    """Take in everything on the stick that has not been taken in; returns the packages that want a receipt."""
    wanting: list[str] = []
    for path in sorted(drive.offered(stick)):
        try:
            arrival = receive.fetch(session, path)
        except Refused:
            continue  # our own packages and those taken in before lie on the same stick
        if arrival.verdict.order is not Order.IN_ORDER:
            receive.discard(session, arrival)
            continue
        taken = accept.accept(session, arrival)
        if arrival.kind.label != "回执":
            wanting.append(taken.id)
    return wanting


def _advance(session: Session, stage: RoundState) -> None:
    found = session.table(Round).where()[0]
    planning.advance_round(session, found.id, found.version, stage)


def _group_peer(session: Session) -> str:
    return peers.all_of(session)[0].id


def _support(session: Session, draft: Feedback) -> None:
    """Name the signed working paper under each problem."""
    papers = session.table(Paper).where(Where("kind = 'working_paper'"), order="number")
    problems = session.table(FeedbackItem).where(
        Where("feedback_id = ? AND level = 'problem'", (draft.id,)), order="rowid"
    )
    for item, paper in zip(problems, papers, strict=False):
        feedback_items.edit(session, item.id, item.version, paper_id=paper.id)


def _keep(stage: Stage, name: str, pdf: bytes) -> None:
    folder = stage.path.parent / "打印件"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(pdf)


SCENES = {
    "plan": plan_round,
    "answer": answer_request,
    "return": return_results,
    "feedback": feed_back,
    "follow": follow_up,
    "answered": take_answers,
}

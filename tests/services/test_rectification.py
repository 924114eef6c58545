"""From the unit's plan to the last measure closed: papers in, tables pasted, reports judged, two persons to close."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import (
    Deadline,
    DueKind,
    Feedback,
    IncomingDocument,
    IncomingState,
    ProgressState,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.services import chains, deadlines, reading, rectification
from xuncha_desktop.services import rectification_board as board
from xuncha_desktop.services import rectification_documents as documents
from xuncha_desktop.services.chains import Verdict

TABLE = (
    "反馈条目\t整改措施\t整改目标\t责任单位\t责任人\t整改时限\n"
    "一（一）1\t修订议事规则\t制度健全\t办公室\t孙祎\t2019年11月8日\n"
    "\t开展专题学习\t\t办公室\t孙祎\t长期坚持\n"
    "二(一)1.\t补收176.25万元\t应收尽收\t征收科\t李敏\t2019年11月底前\n"
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def plan(here: OfficeRoom, found: Feedback, **values: object) -> IncomingDocument:
    given = {"number": "临人防〔2019〕31号", "received_on": here.clerk.today.isoformat(), "copies": 2}
    return documents.receive(here.clerk, found.id, "rectification_plan", **given | values)


def clock(here: OfficeRoom, found: Feedback) -> Deadline:
    return next(one for one in deadlines.of(here.clerk, found) if one.rule == "rectification_plan")


def fresh(here: OfficeRoom, task: RectificationTask) -> RectificationTask:
    return here.clerk.table(RectificationTask).get(task.id)


# ---------------------------------------------------------------- papers from the unit


@pytest.mark.provision("LX-06-04-00f")
def test_a_plan_stops_its_clock_and_keeps_its_number_and_copies(here: OfficeRoom) -> None:
    found = here.received()
    here.at("2019-10-10")
    received = plan(here, found)
    assert (received.number, received.copies, received.formal) == ("临人防〔2019〕31号", 2, True)
    assert documents.warnings(here.clerk, received) == []
    assert (clock(here, found).met_on, clock(here, found).met_by) == ("2019-10-10", "临人防〔2019〕31号")


@pytest.mark.provision("LX-06-04-00f", "LX-06-04-00g")
def test_too_few_copies_a_plain_letter_and_a_late_day_are_warned_about(here: OfficeRoom) -> None:
    found = here.received()
    here.at("2019-11-25")
    received = documents.receive(
        here.clerk, found.id, "rectification_report", number="函1号", received_on="2019-11-23", copies=1, formal=False
    )
    assert documents.warnings(here.clerk, received) == [
        "应报2份，实收1份",
        "应以党内正式文件报送",
        "逾期3天（应于2019-11-20前报送）",
    ]


def test_a_returned_plan_lets_the_clock_run_on(here: OfficeRoom) -> None:
    found = here.received()
    here.at("2019-10-08")
    first = plan(here, found)
    with pytest.raises(Refused, match="先退回"):
        plan(here, found)
    with pytest.raises(Refused, match="原因"):
        documents.send_back(here.supervisor, first.id, first.version, "")
    first = documents.send_back(here.supervisor, first.id, first.version, "措施没有写明责任人")
    assert (first.state, first.answer) == (IncomingState.RETURNED, "措施没有写明责任人")
    assert clock(here, found).met_on is None
    here.at("2019-10-10")
    second = plan(here, found, number="临人防〔2019〕33号")
    second = documents.accept(here.supervisor, second.id, second.version, "符合要求")
    assert (second.state, clock(here, found).met_on) == (IncomingState.ACCEPTED, "2019-10-10")
    with pytest.raises(Refused, match="不能再审核"):
        documents.send_back(here.supervisor, second.id, second.version, "晚了")


def test_the_clerk_does_not_judge_plans(here: OfficeRoom) -> None:
    received = plan(here, here.received())
    with pytest.raises(NotAllowed):
        documents.accept(here.clerk, received.id, received.version)


def test_a_paper_nobody_expects_or_before_the_receipt_is_refused(here: OfficeRoom) -> None:
    found = here.told()
    with pytest.raises(Refused, match="“签收反馈意见”还没有登记"):
        plan(here, found)
    with pytest.raises(Refused, match="没有要求"):
        documents.receive(here.clerk, found.id, "ledger", number="1", received_on="2019-09-20", copies=1)


# ---------------------------------------------------------------- the unit's table


@pytest.mark.provision("LX-06-04-00e")
def test_a_pasted_table_becomes_measures_under_their_items(here: OfficeRoom) -> None:
    found = here.received()
    made = rectification.import_table(here.supervisor, found.id, TABLE)
    by_id = {item.id: words for words, item in here.items(found).items()}
    assert [(task.number, by_id[task.item_id], task.due_kind, task.due_on) for task in made] == [
        ("1", "维修费28.6万元未上会", DueKind.OWN, "2019-11-08"),
        ("2", "维修费28.6万元未上会", DueKind.LASTING, None),
        ("3", "少收176.25万元", DueKind.OWN, "2019-11-30"),
    ]
    assert made[0].responsible_person == "孙祎"


def test_t03_a_private_character_in_a_pasted_cell_is_named_and_nothing_is_kept(here: OfficeRoom) -> None:
    found = here.received()
    bad = TABLE.replace("孙祎\t2019", "孙\ue863\t2019")
    seen = rectification.preview(here.supervisor, found, bad)
    (issue,) = seen.issues
    assert issue == "第1行：责任人第2个字符：自造字（U+E863）在别的电脑上显示不出，应为“䶮”（U+4DAE）"
    with pytest.raises(Invalid):
        rectification.import_table(here.supervisor, found.id, bad)
    assert not here.supervisor.table(RectificationTask).count()


def test_each_bad_row_is_named_and_nothing_is_kept(here: OfficeRoom) -> None:
    found = here.received()
    bad = TABLE + "九（一）1\t查\t\t科\t甲\t2019-11-08\n一（一）\t查\t\t科\t甲\t2019-11-08\n"
    bad += "一（一）1\t\t\t办公室\t\t2019年11月\n一（一）1\t查\t\t科\t甲\t2019年2月30日\n"
    seen = rectification.preview(here.supervisor, found, bad)
    assert [len(row.issues) for row in seen.rows] == [0, 0, 0, 1, 1, 3, 1]
    with pytest.raises(Invalid) as caught:
        rectification.import_table(here.supervisor, found.id, bad)
    for words in (
        "第4行：反馈意见里没有条目“九（一）1”",
        "第5行：条目“一（一）”之下还有分条目",
        "第6行：时限“2019年11月”应写到日",
        "第6行：没有整改措施",
        "第6行：没有责任人",
        "第7行：没有“2019年2月30日”这一天",
    ):
        assert words in str(caught.value)
    assert here.clerk.table(RectificationTask).count() == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有可以粘贴"),
        ("只有一列\n第二行", "只有一列"),
        ("反馈条目\t整改措施\n一（一）1\t查", "表头缺少：责任单位、责任人、整改时限"),
        ("a\0\tb", "不是表格"),
        ("x\ty\n" * 2001, "2000行"),
        ("长" * 2_000_001, "过长"),
        ("反馈条目\t整改措施\t责任单位\t责任人\t时限\n", "只有表头"),
        ("一\t" + "长" * 200_000, "不能读成表格"),
    ],
)
def test_what_is_no_table_is_refused(here: OfficeRoom, text: str, why: str) -> None:
    found = here.drafted()
    with pytest.raises(Refused, match=why):
        rectification.preview(here.clerk, found, text)


def test_a_cell_with_a_line_break_stays_one_cell(here: OfficeRoom) -> None:
    found = here.received()
    text = '一（一）1\t"一是修订规则\n二是开展学习"\t\t办公室\t孙祎\t2019.11.8\n'
    (task,) = rectification.import_table(here.supervisor, found.id, text)
    assert task.measure == "一是修订规则\n二是开展学习"
    assert task.due_on == "2019-11-08"


def test_measures_wait_for_the_receipt_and_lie_on_the_lowest_items(here: OfficeRoom) -> None:
    found = here.told()
    with pytest.raises(Refused, match="签收后"):
        rectification.import_table(here.supervisor, found.id, TABLE)
    with pytest.raises(Refused, match="签收后"):
        here.task(found)


def test_a_measure_by_the_regulation_takes_its_date(here: OfficeRoom) -> None:
    found = here.received()
    task = here.task(found, due_kind=DueKind.ARTICLE, due_on=None)
    assert task.due_on == "2019-11-20"
    with pytest.raises(Refused, match="写明到日"):
        here.task(found, due_on="2019-11-上旬")
    upper = here.items(found)["大额支出未经集体研究"]
    with pytest.raises(Refused, match="最下一层"):
        rectification.add(here.supervisor, upper.id, measure="查", responsible_unit="科", responsible_person="甲")


# ---------------------------------------------------------------- reports and closing


def test_a_report_is_accepted_or_returned_with_its_reason(here: OfficeRoom) -> None:
    task = here.task(here.received())
    made = rectification.report(here.clerk, task.id, reported_on="2019-09-20", content="已修订", finished=True)
    assert fresh(here, task).state is TaskState.REPORTED
    assert board.to_review(here.supervisor, here.round.id) == [made]
    with pytest.raises(Refused, match="还没有审核"):
        rectification.report(here.clerk, task.id, reported_on="2019-09-20", content="又报")
    with pytest.raises(Refused, match="原因"):
        rectification.review(here.supervisor, made.id, made.version, agree=False)
    made = rectification.review(here.supervisor, made.id, made.version, agree=False, words="没有附文件")
    assert (made.state, made.reviewer) == (ProgressState.RETURNED, "郑督查")
    assert fresh(here, task).state is TaskState.OPEN
    with pytest.raises(NotAllowed):
        rectification.review(here.clerk, made.id, made.version, agree=True)


def test_closing_needs_an_accepted_report_with_evidence(here: OfficeRoom) -> None:
    task = here.task(here.received())
    with pytest.raises(Refused, match="没有审核通过"):
        rectification.propose_closing(here.supervisor, task.id, task.version)
    accepted = here.accepted(task, proof=False)
    task = fresh(here, task)
    with pytest.raises(Refused, match="没有佐证材料"):
        rectification.propose_closing(here.supervisor, task.id, task.version)
    here.scan(accepted)
    assert rectification.propose_closing(here.supervisor, task.id, task.version).state is PaperState.IN_CHAIN


def test_an_accepted_report_takes_evidence_until_its_closing_is_proposed(here: OfficeRoom) -> None:
    task = here.task(here.received())
    accepted = here.accepted(task)
    assert rectification.added_after_review(here.clerk, accepted) == 0
    here.scan(accepted, "补充.pdf")
    assert rectification.added_after_review(here.clerk, accepted) == 1
    assert any(b"after_review" in body for body in here.workspace.sealed)
    task = fresh(here, task)
    paper = rectification.propose_closing(here.supervisor, task.id, task.version)
    with pytest.raises(Refused, match="销号审定中，材料不再增减"):
        here.scan(accepted, "再补.pdf")
    chains.decide(here.director, paper.id, paper.version, Verdict(True, "2019-09-20"))
    with pytest.raises(Refused, match="已经销号，材料不再增减"):
        here.scan(accepted, "再补.pdf")


def test_a_report_sent_back_takes_no_evidence_its_successor_does(here: OfficeRoom) -> None:
    task = here.task(here.received())
    made = rectification.report(here.clerk, task.id, reported_on="2019-09-20", content="已修订", finished=True)
    made = rectification.review(here.supervisor, made.id, made.version, agree=False, words="没有附文件")
    with pytest.raises(Refused, match="请登记新的进展"):
        here.scan(made)
    again = rectification.report(here.clerk, task.id, reported_on="2019-09-20", content="已修订，附文件", finished=True)
    here.scan(again)
    assert rectification.why_no_evidence(here.clerk, again) == ""


def proposed(here: OfficeRoom) -> tuple[RectificationTask, Paper]:
    task = here.task(here.received())
    here.accepted(task)
    task = fresh(here, task)
    return task, rectification.propose_closing(here.supervisor, task.id, task.version)


def test_two_persons_close_a_measure(here: OfficeRoom) -> None:
    task, paper = proposed(here)
    assert fresh(here, task).state is TaskState.REPORTED
    with pytest.raises(NotAllowed):
        chains.decide(here.supervisor, paper.id, paper.version, Verdict(True, "2019-09-20"))
    paper = chains.decide(here.director, paper.id, paper.version, Verdict(True, "2019-09-20"))
    task = fresh(here, task)
    assert (paper.state, task.state, task.closed_on) == (PaperState.SIGNED, TaskState.CLOSED, "2019-09-20")
    assert board.light(here.clerk, task).words == "已完成"
    with pytest.raises(Refused, match="已经销号"):
        rectification.report(here.clerk, task.id, reported_on="2019-09-20", content="又报")


def test_one_person_with_both_posts_cannot_close_alone(here: OfficeRoom) -> None:
    task = here.task(here.received())
    here.accepted(task)
    both = here.workspace.session(Post.RECTIFICATION_SUPERVISOR, Post.OFFICE_DIRECTOR, name="身兼二职")
    paper = rectification.propose_closing(both, task.id, fresh(here, task).version)
    with pytest.raises(NotAllowed, match="两人先后"):
        chains.decide(both, paper.id, paper.version, Verdict(True, "2019-09-20"))
    assert fresh(here, task).state is TaskState.REPORTED
    assert here.clerk.table(Paper).get(paper.id).state is PaperState.IN_CHAIN


def test_the_director_cannot_propose_and_a_proposal_is_not_made_twice(here: OfficeRoom) -> None:
    task = here.task(here.received())
    here.accepted(task)
    task = fresh(here, task)
    with pytest.raises(NotAllowed, match="整改督查员审核"):
        rectification.propose_closing(here.director, task.id, task.version)
    with pytest.raises(Stale):
        rectification.propose_closing(here.supervisor, task.id, task.version - 1)
    rectification.propose_closing(here.supervisor, task.id, task.version)
    with pytest.raises(Refused, match="正在销号审定中"):
        rectification.propose_closing(here.supervisor, task.id, task.version)
    with pytest.raises(Refused, match="正在销号审定中"):
        rectification.correct(here.supervisor, task.id, task.version, measure="改")


def test_a_closing_sent_back_can_be_proposed_again_under_its_number(here: OfficeRoom) -> None:
    task, paper = proposed(here)
    back = chains.decide(here.director, paper.id, paper.version, Verdict(False, "2019-09-20", reason="再核一次"))
    assert back.state is PaperState.RETURNED
    again = rectification.propose_closing(here.supervisor, task.id, fresh(here, task).version)
    assert (again.id, again.number, again.rounds) == (paper.id, paper.number, 2)


def test_a_reopened_measure_needs_a_new_report(here: OfficeRoom) -> None:
    task, paper = proposed(here)
    chains.decide(here.director, paper.id, paper.version, Verdict(True, "2019-09-20"))
    task = fresh(here, task)
    with pytest.raises(Refused, match="原因"):
        rectification.reopen(here.supervisor, task.id, task.version, "")
    task = rectification.reopen(here.supervisor, task.id, task.version, "回访发现反弹")
    assert (task.state, task.closed_on, task.reopened) == (TaskState.OPEN, None, 1)
    with pytest.raises(Refused, match="没有审核通过"):
        rectification.propose_closing(here.supervisor, task.id, task.version)
    here.accepted(task)
    second = rectification.propose_closing(here.supervisor, task.id, fresh(here, task).version)
    assert second.number != paper.number


# ---------------------------------------------------------------- lights, lists, figures


def test_a_units_own_date_is_noticed_and_the_regulations_alerts(here: OfficeRoom) -> None:
    found = here.received()
    own, article = here.task(found), here.task(found, due_kind=DueKind.ARTICLE, due_on=None)
    lasting = here.task(found, due_kind=DueKind.LASTING, due_on=None)
    here.at("2019-11-25")
    lights = [board.light(here.clerk, task) for task in (own, article, lasting)]
    assert [(light.tone, light.words) for light in lights] == [
        (Tone.NOTICE, "自定时限逾期17天"),
        (Tone.ALERT, "逾期5天"),
        (Tone.CALM, "长期坚持"),
    ]
    assert [light.ground for light in lights[:2]] == ["自定时限", "条文·巡察工作方案六、（四）"]


def test_the_lists_agree_with_the_lights(here: OfficeRoom) -> None:
    """The lists ask in SQL; the lights ask the rule. Both must say the same of every measure on every day."""
    found = here.received()
    tasks = [here.task(found, due_on=f"2019-11-{day:02d}") for day in (1, 8, 15, 20, 30)]
    tasks += [here.task(found, due_kind=kind, due_on=None) for kind in (DueKind.ARTICLE, DueKind.LASTING)]
    for today in ("2019-10-20", "2019-11-01", "2019-11-02", "2019-11-20", "2019-11-21", "2019-12-31"):
        here.at(today)
        days = {task.id: board.light(here.clerk, task).days for task in tasks}
        late = {key for key, left in days.items() if left is not None and left < 0}
        soon = {key for key, left in days.items() if left is not None and 0 <= left <= board.SOON}
        assert {one.task.id for one in board.overdue(here.clerk, here.round.id)} == late
        assert {one.task.id for one in board.due_soon(here.clerk)} == soon
        assert (board.count_overdue(here.clerk), board.count_due_soon(here.clerk)) == (len(late), len(soon))
        assert board.overdue(here.clerk, limit=2) == board.overdue(here.clerk)[:2]
        alerts = [one.light.tone is Tone.ALERT for one in board.overdue(here.clerk)]
        assert alerts == sorted(alerts, reverse=True)
        (shown,) = (figure for figure in board.figures(here.clerk, here.round.id) if figure.label == "逾期")
        assert shown.count == len(late)


def test_every_figure_opens_the_records_it_counted(here: OfficeRoom) -> None:
    found = here.received()
    rectification.import_table(here.supervisor, found.id, TABLE)
    task = here.task(found)
    here.accepted(task)
    paper = rectification.propose_closing(here.supervisor, task.id, fresh(here, task).version)
    chains.decide(here.director, paper.id, paper.version, Verdict(True, "2019-09-20"))
    here.at("2019-11-20")
    figures = {figure.label: figure for figure in board.figures(here.clerk, here.round.id)}
    assert {label: figure.count for label, figure in figures.items()} == {
        "方面": 2,
        "问题": 4,
        "具体表现": 5,
        "整改措施": 4,
        "已销号": 1,
        "整改中": 2,
        "长期坚持": 1,
        "逾期": 1,
    }
    for figure in figures.values():
        assert len(reading.page(here.clerk, figure.query).rows) == figure.count
    (late,) = reading.page(here.clerk, figures["逾期"].query).rows
    assert late.id == board.overdue(here.clerk)[0].task.id

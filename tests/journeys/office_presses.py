"""What becomes of it: plan and report come in, measures are closed by two, one is opened again, one is pressed."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from tests.journeys.hands import paste
from tests.journeys.pdfs import read
from tests.journeys.seats import PC, Seat
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.rectification import (
    Deadline,
    IncomingDocument,
    IncomingState,
    RectificationTask,
    SupervisionNotice,
    TaskState,
)

MEASURES = """反馈条目\t整改措施\t责任单位\t责任人\t整改时限
一（一）1\t修订“三重一大”议事规则并印发\t县人防办综合股\t赵启明\t2019-10-31
一（一）2\t补齐2018年4次会议记录\t县人防办综合股\t周敏\t2019-11-08
"""


def plan_arrives(office: PC, scan: Path) -> None:
    """The plan comes without persons and goes back; the second, four days late, is accepted and ends the clock."""
    office.clock.to("2019-10-10")
    with office.seat("zheng") as supervisor:
        _receive(supervisor, "报送整改方案", "临人防发〔2019〕12号", "2", scan)
        supervisor.press("退回…")
        supervisor.press("措施没有责任人")
        supervisor.press("退回")
        first = supervisor.one(IncomingDocument)
        assert (first.state, first.answer) == (IncomingState.RETURNED, "措施没有责任人")
        assert supervisor.one(Deadline, rule="rectification_plan").met_on is None
    office.clock.to("2019-10-14")
    with office.seat("zheng") as supervisor:
        _receive(supervisor, "报送整改方案", "临人防发〔2019〕13号", "1", scan)
        supervisor.wait_for("逾期4天")
        assert "应报" in " ".join(supervisor.column("整改来文", 5)), "what falls short is said and refuses nothing"
        supervisor.press("审核通过…")
        supervisor.press("通过")
        again = supervisor.one(IncomingDocument, number="临人防发〔2019〕13号")
        assert again.state is IncomingState.ACCEPTED
        assert supervisor.one(Deadline, rule="rectification_plan").met_on == "2019-10-14"


def report_arrives(office: PC, scan: Path) -> None:
    """The report on the rectification, on its last day."""
    office.clock.to("2019-11-20")
    with office.seat("zheng") as supervisor:
        _receive(supervisor, "报送整改落实情况报告", "临人防发〔2019〕21号", "2", scan)
        supervisor.press("审核通过…")
        supervisor.press("通过")
        assert supervisor.one(Deadline, rule="rectification_report").met_on == "2019-11-20"


def open_again(office: PC) -> None:
    """The director opens a closed measure again with a reason, and it waits for a new report."""
    office.clock.to("2019-11-12")
    with office.seat("zhou") as director:
        director.go("整改任务")
        director.click_item(director.find(QAbstractItemView, "整改措施"), "修订")
        director.press("重新打开…")
        assert director.refused_act("重新打开")
        director.type("理由", "抽查发现新的议事规则没有执行")
        director.press("重新打开")
        task = director.one(RectificationTask, number="1")
        assert (task.state, task.reopened, task.closed_on) == (TaskState.OPEN, 1, None)
        assert director.reads("曾重新打开1次")


def follow(office: PC, proof: Path) -> None:
    """From the unit's table to one measure closed by two persons."""
    with office.seat("zheng") as supervisor:
        supervisor.go("整改任务")
        supervisor.press("从WPS粘贴措施…")
        paste(MEASURES)
        supervisor.press("粘贴")
        supervisor.press("登记2行")
        assert supervisor.session.table(RectificationTask).count() == 2
    office.clock.to("2019-10-29")
    with office.seat("zheng") as supervisor:
        supervisor.go("整改任务")
        _report_without_evidence(supervisor)
        _report_with_evidence(supervisor, proof)
        supervisor.press("提请销号")
        assert supervisor.refused_act("审定销号")
        assert supervisor.one(RectificationTask, number="1").state is not TaskState.CLOSED
    with office.seat("zhou") as director:
        director.go("整改任务")
        director.press("审定销号")
        closed = director.one(RectificationTask, number="1")
        assert (closed.state, closed.closed_on) == (TaskState.CLOSED, "2019-10-29")


def press(office: PC, folder: Path) -> str:
    """A notice about the late measures, printed into a file and delivered; returns what the file says."""
    target = folder / "督办通知单.pdf"
    office.clock.to("2019-11-25")
    with office.seat("zheng") as supervisor:
        _notice(supervisor, target)
        supervisor.press("登记送达…")
        supervisor.type("签收人", "周敏")
        supervisor.press("登记送达")
        assert supervisor.one(SupervisionNotice).receiver == "周敏"
    return read(target)


def _receive(supervisor: Seat, kind: str, number: str, copies: str, scan: Path) -> None:
    before = supervisor.session.table(Evidence).count()
    supervisor.go("整改任务")
    supervisor.tab("方案和报告")
    supervisor.press("登记来文…")
    supervisor.fill(种类=kind, 来文文号=number, 份数=copies)
    supervisor.pick("选择文件…", scan)
    supervisor.press("登记")
    supervisor.idle()
    supervisor.wait(lambda: supervisor.session.table(Evidence).count() == before + 1)


def _report_without_evidence(supervisor: Seat) -> None:
    _report(supervisor, "已经修订并印发。")
    _accept(supervisor)
    assert supervisor.refused_act("提请销号") == "审核通过的报告没有佐证材料，请先补充材料，再提请销号"
    supervisor.press("退回…")
    supervisor.press("没有佐证材料")
    supervisor.press("退回")


def _report_with_evidence(supervisor: Seat, proof: Path) -> None:
    before = supervisor.session.table(Evidence).count()
    _report(supervisor, "已经修订并印发，文件附后。")
    supervisor.pick("添加", proof)
    supervisor.idle()
    supervisor.wait(lambda: supervisor.session.table(Evidence).count() == before + 1)
    assert supervisor.column("佐证材料", 1) == [proof.name]
    _accept(supervisor)


def _report(supervisor: Seat, words: str) -> None:
    supervisor.press("登记进展…")
    supervisor.type("进展情况", words)
    supervisor.press("已完成")
    supervisor.press("登记")
    assert supervisor.reads(words)


def _accept(supervisor: Seat) -> None:
    supervisor.press("通过…")
    supervisor.type("理由", "与佐证一致")
    supervisor.press("通过")


def _notice(supervisor: Seat, target: Path) -> None:
    supervisor.go("整改任务")
    supervisor.press("勾选全部逾期")
    supervisor.press("督办通知单（2项）…")
    supervisor.idle()
    supervisor.press("编号发出")
    supervisor.idle()
    assert supervisor.reads("已编号"), supervisor.texts
    supervisor.pick("登记打印，存为PDF…", target)
    assert supervisor.reads("已登记打印2份"), supervisor.texts
    supervisor.press("关闭")
    late = {supervisor.one(RectificationTask, number=number).id for number in ("1", "2")}
    assert set(supervisor.one(SupervisionNotice).task_ids) == late
    supervisor.tab("督办通知单")
    assert supervisor.find(QTableWidget, "督办通知单").rowCount() == 1

"""What becomes of it: measures pasted, one reported without evidence, then with it, closed by two; a notice."""

from pathlib import Path

from PySide6.QtWidgets import QTableWidget

from tests.journeys.hands import paste
from tests.journeys.seats import PC, Seat
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.rectification import RectificationTask, SupervisionNotice, TaskState

MEASURES = """反馈条目\t整改措施\t责任单位\t责任人\t整改时限
一（一）1\t修订“三重一大”议事规则并印发\t县人防办综合股\t赵启明\t2019-10-31
一（一）2\t补齐2018年4次会议记录\t县人防办综合股\t周敏\t2019-11-08
"""


def follow(office: PC, proof: Path) -> None:
    """From the unit's table to one measure closed by two persons and a notice about the late one."""
    office.clock.to("2019-10-10")
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
    office.clock.to("2019-11-25")
    with office.seat("zheng") as supervisor:
        _notice(supervisor)


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


def _notice(supervisor: Seat) -> None:
    supervisor.go("整改任务")
    supervisor.press("勾选全部逾期")
    supervisor.press("督办通知单（1项）…")
    supervisor.idle()
    supervisor.press("编号发出")
    supervisor.idle()
    assert supervisor.reads("已编号"), supervisor.texts
    supervisor.press("关闭")
    late = supervisor.one(RectificationTask, number="2")
    assert supervisor.one(SupervisionNotice).task_ids == (late.id,)
    supervisor.tab("督办通知单")
    assert supervisor.find(QTableWidget, "督办通知单").rowCount() == 1

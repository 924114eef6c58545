"""The group at work: a finding with evidence, returned, overtaken, studied in a meeting, signed, sent as a result."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QListWidget, QPlainTextEdit, QTableView

from tests.journeys.exchanging import receipt, receive, send
from tests.journeys.pdfs import read
from tests.journeys.seats import PC, Seat
from xuncha_desktop.demonstration import story
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.onsite import Evidence, Finding, FindingState, GroupMeeting
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.records.restricted import Lead

WHY_BACK = "缺少当事人谈话佐证，请补充后再报"
TOLD = story.FINDINGS[0]
TITLE = TOLD["title"]
BETTER = TOLD["fact"] + "三次支付前后各一个月的会议记录中均没有相关议题。"
CTRL = Qt.KeyboardModifier.ControlModifier


def write_finding(group: PC, scan: Path) -> None:
    """何静 writes it, hangs the scan on it, is told what is missing, and submits; what is not hers she cannot do."""
    group.clock.to("2019-07-12")
    with group.seat("he") as member:
        member.go("问题")
        member.key(Qt.Key.Key_N, CTRL)
        member.fill(问题标题=TITLE, 问题分类="加强党的全面领导")
        member.pick("添加", scan)
        member.idle()
        member.wait(lambda: member.session.table(Evidence).count() == 1)
        assert "事实描述" in member.refused_act("提交底稿")
        member.fill(问题来源="查阅资料", 问题概述=TOLD["summary"], 事实描述=TOLD["fact"], 定性依据=TOLD["basis"])
        member.fill(涉及金额="526000", 责任主体=TOLD["subject"], 处理建议=TOLD["suggestion"], 承办人="马淏然、")
        member.key(Qt.Key.Key_S, CTRL)
        member.press("提交底稿")
        paper = member.one(Paper)
        assert (paper.state, paper.number) == (PaperState.IN_CHAIN, "临巡二〔2019〕底001号")
        _not_hers(member, paper)
        _sealed_away(member)


def send_back(group: PC) -> None:
    """陈立新 returns it with F9; without a reason he cannot."""
    group.clock.to("2019-07-24")
    with group.seat("chen") as deputy:
        deputy.go("文书审签")
        assert deputy.reads(TITLE)
        deputy.key(Qt.Key.Key_F9)
        assert deputy.refused_act("退回") == "请先写明理由"
        deputy.press("事实不清")
        deputy.type("理由", "请写明会议记录核对情况")
        deputy.press("退回")
        assert deputy.one(Paper).state is PaperState.RETURNED


def overtaken(group: PC) -> None:
    """The same finding open in two places: the later save is shown both sides, what was typed stays, and goes again."""
    with group.seat("he") as member:
        member.go("问题")
        member.click_item(member.find(QTableView, "问题台账"), TITLE, twice=True)
        member.type("处理建议", "先写在一处的建议")
        member.type("事实描述", "先写在一处的事实。")
        _second_window(group)
        member.go("文书审签")
        member.click_item(member.find(QListWidget, "底稿队列"), TITLE, twice=True)
        assert member.reads("请写明会议记录核对情况")
        member.type("事实描述", BETTER)
        member.press("保存")
        member.go("问题")
        member.press("保存")
        assert member.reads("刚被别人改过")
        assert member.see(QPlainTextEdit, "事实描述，我的")[0].toPlainText() == "先写在一处的事实。"
        member.press("取消")
        assert member.see(QPlainTextEdit, "事实描述")[0].toPlainText() == "先写在一处的事实。", "no word is lost"
        assert member.one(Finding).fact == BETTER
        member.press("保存")
        member.press("事实描述：保留已保存的")
        member.press("按所选保存")
        assert (member.one(Finding).fact, member.one(Finding).suggestion) == (BETTER, "先写在一处的建议")
        member.press("提交底稿")
        assert (member.one(Paper).state, member.one(Paper).rounds) == (PaperState.IN_CHAIN, 2)


def sign(group: PC, day: str = "2019-07-26") -> None:
    """Deputy with F8, the meeting with its minutes, the leader with F8."""
    group.clock.to(day)
    with group.seat("chen") as deputy:
        deputy.go("文书审签")
        deputy.type("意见", "事实清楚，证据充分")
        deputy.key(Qt.Key.Key_F8)
        assert deputy.one(Paper).step_label == "组务会研究"
    with group.seat("zhao") as liaison:
        liaison.go("文书审签")
        before = liaison.session.table(GroupMeeting).count()
        liaison.key(Qt.Key.Key_F8)
        liaison.refused("研究的是修改前的文书" if before else "会议记录")
        liaison.press("新建组务会…")
        liaison.fill(地点="县人防指挥所会议室", 会议记录="逐份研究问题底稿，一致同意；没有不同意见。")
        liaison.press("登记")
        assert liaison.one(GroupMeeting, held_on=day).chair == "王志远"
        liaison.key(Qt.Key.Key_F8)
        assert liaison.one(Paper).step_label == "组长签批"
    with group.seat("wang") as leader:
        leader.go("文书审签")
        leader.key(Qt.Key.Key_F8)
        assert leader.one(Paper).state is PaperState.SIGNED
        assert leader.one(Finding).state is FindingState.SIGNED
        leader.go("问题线索")
        assert leader.one(Lead).accused == story.LEAD["accused"]


def print_out(group: PC, folder: Path) -> str:
    """Two copies of the signed paper as a PDF, registered; returns what the file says."""
    target = folder / "问题底稿.pdf"
    with group.seat("wang") as leader:
        leader.go("文书审签")
        leader.press("全部")
        leader.press("打印…")
        leader.wait(lambda: leader.find(QAbstractButton, "存为PDF…").isEnabled())
        leader.fill(份数="2", 用途="归档")
        leader.pick("存为PDF…", target)
        leader.wait(target.exists)
        printed = leader.one(PrintStamp)
        assert (printed.copies, printed.purpose, printed.subject_id) == (2, "归档", leader.one(Paper).id)
    return read(target)


def mend(group: PC, answer: Path, returned: Path, proof: Path, stick: Path) -> Path:
    """The 退回包 is answered; 何静 reads why, adds what was missing and sends the paper on; returns the receipt."""
    group.clock.to("2019-08-14")
    with group.seat("zhao") as liaison:
        receive(liaison, answer)
        receive(liaison, returned)
        assert liaison.one(Paper).state is PaperState.RETURNED
        assert liaison.one(Paper).custodian == liaison.session.place.workspace_id
        back = receipt(liaison, stick)
    with group.seat("he") as member:
        member.go("问题")
        member.click_item(member.find(QTableView, "问题台账"), TITLE, twice=True)
        assert member.reads(WHY_BACK), "the writer reads what the office wants, not the deputy's word of last month"
        before = member.session.table(Evidence).count()
        member.pick("添加", proof)
        member.idle()
        member.wait(lambda: member.session.table(Evidence).count() == before + 1)
        member.press("提交底稿")
        assert (member.one(Paper).state, member.one(Paper).rounds) == (PaperState.IN_CHAIN, 3)
    return back


def report(group: PC, stick: Path, day: str = "2019-08-08") -> Path:
    """The result leaves with its custody."""
    group.clock.to(day)
    with group.seat("wang") as leader:
        sent = send(leader, stick, "成果包", 介质编号="临保U-003", 用途="报送成果")
        assert leader.one(Paper).custodian != leader.session.place.workspace_id
    return sent


def acknowledged(group: PC, answer: Path) -> None:
    """The receipt comes back."""
    group.clock.to("2019-08-22")
    with group.seat("wang") as leader:
        receive(leader, answer)
        states = {one.state for one in leader.session.table(Package).where() if one.direction == "发出"}
        assert PackageState.ACKNOWLEDGED in states
        leader.tab("收发登记")
        assert leader.column("等待回执的数据包", 0) == []


def _not_hers(member: Seat, paper: Paper) -> None:
    member.go("文书审签")
    member.press("全部")
    assert "副组长审核" in member.refused_act("审核同意（F8）")
    member.key(Qt.Key.Key_F8)
    member.key(Qt.Key.Key_F9)
    assert member.one(Paper) == paper


def _sealed_away(member: Seat) -> None:
    """A lead is written down by who may not read it: it is sealed as it is saved, and she sees it no more."""
    member.go("问题线索")
    assert member.reads("无权知悉")
    member.press("登记线索")
    member.fill(被反映人=story.LEAD["accused"], 主要内容=story.LEAD["content"], 线索来源="问题底稿")
    member.press("保存")
    assert member.reads("密封投递")
    assert not member.session.holds(Compartment.RESTRICTED)


def _second_window(group: PC) -> None:
    with group.login_window(group.folder) as second:
        second.sign_in("chen", group.passwords["chen"])
        assert second.reads("已在另一个窗口中打开")

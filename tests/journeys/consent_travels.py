"""立行立改 on its way: the group's 请示包, the office's 批示包 with the scan, the suggestion, the result, the check."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from tests.journeys.exchanging import receipt, receive, send
from tests.journeys.office_feeds_back import go_on
from tests.journeys.seats import PC, Seat
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.organisation import RoundState
from xuncha_desktop.records.requests import (
    ImmediateRectification,
    ImmediateState,
    Instruction,
    InstructionRequest,
    RequestState,
)

MEDIUM = "临保U-003"


def ask(group: PC, stick: Path) -> Path:
    """The leader signs the 请示 and sends it; before the answer no suggestion can go out."""
    group.clock.to("2019-07-15")
    with group.seat("wang") as leader:
        _spot(leader)
        leader.press("签发请示…")
        leader.press("签发")
        asked = leader.one(InstructionRequest)
        assert (asked.state, asked.signer) == (RequestState.SENT, "王志远")
        assert not leader.see(QAbstractButton, "发出建议…")
        assert leader.reads("同意后才能发出建议")
        return send(leader, stick, "请示包", ticked=asked.number, 介质编号=MEDIUM, 用途="请示立行立改")


def answer(office: PC, first: Path, asked: Path, scan: Path, stick: Path) -> tuple[Path, Path]:
    """吴晓 takes both packages in, moves the round on, registers the 批示 with its scan; receipt and 批示包 go back."""
    office.clock.to("2019-07-17")
    with office.seat("wu") as clerk:
        receive(clerk, first)
        receive(clerk, asked)
        answered = receipt(clerk, stick)
        go_on(clerk, RoundState.ON_SITE)
        clerk.go("数据包")
        clerk.tab("请示与批示")
        assert "登记批示后" in clerk.refused_act("发批示包")
        clerk.press("登记批示…")
        clerk.fill(批示人="县委巡察工作领导小组组长", 批示原文="同意。请巡察二组督促立即整改。")
        clerk.type("原件存放处", "巡察办档案柜3号")
        clerk.pick("选择文件…", scan)
        clerk.press("登记批示")
        clerk.idle()
        clerk.wait(lambda: clerk.session.table(Evidence).count() == 1)
        said = clerk.one(Instruction)
        assert (said.agreed, said.registered_by) == (True, "吴晓")
        clerk.press("发批示包")
        sent = send(clerk, stick, "批示包", ticked=said.wording, 介质编号=MEDIUM, 用途="批示")
    return answered, sent


def issue(group: PC, answered: Path, consent: Path, stick: Path) -> Path:
    """赵雪 takes the consent in, answers, and hands out the written suggestion with its time limit."""
    group.clock.to("2019-07-18")
    with group.seat("zhao") as liaison:
        receive(liaison, answered)
        receive(liaison, consent)
        back = receipt(liaison, stick)
        _spot(liaison)
        liaison.press("发出建议…")
        liaison.type("限期", "2019-07-17")
        liaison.press("发出，编号")
        assert liaison.reads("不能早于发出日期")
        liaison.type("限期", "2019-07-25")
        liaison.press("发出，编号")
        made = liaison.one(ImmediateRectification)
        assert (made.state, made.consent_on, made.limit_on) == (ImmediateState.ISSUED, "2019-07-17", "2019-07-25")
        assert made.number == "临巡二改〔2019〕1号"
        assert liaison.reads("请先添加整改结果的佐证材料"), "what is missing before the result stands on the screen"
    return back


def check(group: PC, photographs: Path) -> None:
    """The unit's photographs, its result, and the group's own look at it."""
    group.clock.to("2019-07-23")
    with group.seat("zhao") as liaison:
        _spot(liaison)
        liaison.press("查看和添加材料")
        before = liaison.session.table(Evidence).count()
        liaison.pick("添加", photographs)
        liaison.idle()
        liaison.wait(lambda: liaison.session.table(Evidence).count() == before + 1)
        liaison.press("返回")
        liaison.press("登记结果…")
        liaison.type("整改结果", "已清理2处、更换6盏")
        liaison.press("登记")
        liaison.press("核验…")
        liaison.type("核验意见", "现场复核属实")
        liaison.press("核验通过")
        made = liaison.one(ImmediateRectification)
        assert (made.state, made.verified_on, made.verdict) == (ImmediateState.VERIFIED, "2019-07-23", "现场复核属实")


def acknowledged(office: PC, back: Path) -> None:
    """The group's receipt for the 批示包 ends the office's waiting."""
    with office.seat("wu") as clerk:
        receive(clerk, back)
        clerk.tab("收发登记")
        assert clerk.column("等待回执的数据包", 0) == []
        sent = [one for one in clerk.session.table(Package).where() if one.direction == "发出" and one.kind != "回执"]
        assert {one.state for one in sent} == {PackageState.ACKNOWLEDGED}


def _spot(seat: Seat) -> None:
    seat.go("数据包")
    seat.tab("立行立改")

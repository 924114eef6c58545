"""The office before the group sets out: term, unit, round, group, people, approval, the task package and its code."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.journeys.exchanging import receive
from tests.journeys.seats import PC, Seat
from xuncha_desktop.demonstration import story
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.organisation import Group, GroupMember, Round, RoundState, Term, Unit

ROUND, GROUP = "2019年人防系统专项巡察", "县委巡察二组"
_POSTS = {"leader": "组长", "deputy_leader": "副组长", "liaison": "联络员", "member": "组员"}


def plan(office: PC, stick: Path) -> str:
    """Everything until the code stands on the screen; returns it as it is read there."""
    office.clock.to("2019-06-10")
    with office.seat("wu") as clerk:
        clerk.go("计划与编组")
        _register_term(clerk)
        _register_unit(clerk)
        _plan_round(clerk)
        _form_group(clerk)
        clerk.press("登记批准")
        clerk.press("登记批准")
        assert clerk.one(Round).state is RoundState.APPROVED
    office.clock.to("2019-07-01")
    with office.seat("zhou") as director:
        return _issue_task(director, stick)


def task_arrived(office: PC, answer: Path) -> None:
    """The group's first receipt: it stands on the screen that the task package was received."""
    office.clock.to("2019-07-05")
    with office.seat("zhou") as director:
        director.go("数据包")
        director.tab("收发登记")
        assert len(director.column("等待回执的数据包", 0)) == 1
        receive(director, answer)
        director.tab("收发登记")
        assert director.column("等待回执的数据包", 0) == []
        assert director.one(Package, direction="发出").state is PackageState.ACKNOWLEDGED


def _register_term(clerk: Seat) -> None:
    clerk.tab("届次")
    clerk.press("登记届次")
    clerk.fill(名称="中共临溪县第十八届委员会", 开始日期="2016-11-01")
    clerk.press("保存")
    assert clerk.one(Term).from_on == "2016-11-01"
    clerk.press("返回")


def _register_unit(clerk: Seat) -> None:
    clerk.tab("单位库")
    clerk.press("登记单位")
    clerk.fill(单位名称=story.UNIT, 单位类型="议事协调机构及其办公室", 主要负责人=story.PRINCIPAL)
    clerk.press("保存")
    assert clerk.one(Unit).principal == story.PRINCIPAL
    clerk.press("返回")


def _plan_round(clerk: Seat) -> None:
    clerk.tab("轮次与编组")
    clerk.press("拟订轮次")
    clerk.fill(轮次名称=ROUND, 年度="2019", 巡察类型="专项巡察", 开始时间="2019-07-上旬", 结束时间="2019-08-上旬")
    clerk.press("建立轮次")
    assert clerk.one(Round).kind == "special"


def _form_group(clerk: Seat) -> None:
    clerk.press("组建巡察组")
    clerk.fill(名称=GROUP, 编号代字="临巡二", 进驻日期="2019-07-08", 离驻日期="2019-08-07")
    clerk.refer("被巡察单位", story.UNIT)
    clerk.press("组建")
    assert clerk.one(Group).code == "临巡二"
    for name, post, home, _ in story.MEMBERS:
        clerk.press("添加人员")
        clerk.fill(姓名=name, 原单位及职务=home)
        clerk.press(f"组内职务：{_POSTS[post]}")
        clerk.press("编入本组")
    assert clerk.session.table(GroupMember).count() == len(story.MEMBERS)
    assert clerk.reads("编组符合规则档的要求")


def _issue_task(director: Seat, stick: Path) -> str:
    director.go("计划与编组")
    director.press("发任务包…")
    director.fill(介质编号="临保U-003", 用途="开通巡察二组工作区")
    director.pick("选择U盘或文件夹…", stick)
    director.press("写出数据包")
    director.idle()
    assert director.reads("另行送达，不要与介质放在一起")
    code = next(
        one.text() for one in director.ground.findChildren(QLabel) if one.accessibleName().startswith("开通码 ")
    )
    director.press("开通码已抄录，将另行送达")
    director.press("完成")
    assert director.reads("可以拔出")
    return code

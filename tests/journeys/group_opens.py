"""The group's PC: founded by the guide from the file and the code, then its people get accounts, posts and keys."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLabel, QTableWidget

from tests.journeys.exchanging import receipt
from tests.journeys.office_plans import GROUP
from tests.journeys.seats import PC, Seat
from xuncha_desktop.crypto.primitives import LOWEST_COST
from xuncha_desktop.demonstration.stage import GROUP_FOUNDERS, GROUP_PEOPLE, Person
from xuncha_desktop.records.organisation import Group, GroupMember

_TITLES = ("系统管理员", "安全保密管理员", "安全审计员", "组长")
ADMIN, SECURITY, AUDITOR, LEADER = GROUP_FOUNDERS
PEOPLE = GROUP_PEOPLE[:3]  # deputy, liaison, one member


def found(group: PC, package: Path, code: str, stick: Path) -> Path:
    """From an empty PC to a group at work; returns the receipt that goes back on the stick."""
    group.clock.to("2019-07-03")
    initial = _guide_and_leader(group, package, code)
    for person in (ADMIN, SECURITY):
        group.first_login(person.login, initial[person.login])
    for person, password in zip(PEOPLE, _open_accounts(group), strict=True):
        group.first_login(person.login, password, said="指纹")
    with group.seat(SECURITY.login) as officer:
        officer.go("账号与授权")
        for person in PEOPLE:
            _certify(officer, person)
    with group.seat(LEADER.login) as leader:
        _grant(leader)
        return receipt(leader, stick)


def _guide_and_leader(group: PC, package: Path, code: str) -> dict[str, str]:
    """The guide, and the leader's first login right after it: what the package brought becomes the group's with it."""
    with group.login_window(None) as seat:
        initial = _guide(seat, group.folder, package, code)
        seat.begin(LEADER.login, initial[LEADER.login])
        seat.arrive()
        assert seat.one(Group).name == GROUP
        assert seat.session.table(GroupMember).count() == 5
    return initial


def _guide(seat: Seat, folder: Path, package: Path, code: str) -> dict[str, str]:
    seat.press("建立新工作区…")
    seat.press("凭巡察办签发的任务包和开通码，建立巡察组的工作区")
    seat.press("开始")
    seat.pick("选择…", package)
    seat.type("开通码", f"{code[:-1]}{'2' if code[-1] != '2' else '3'}")
    seat.press("继续")
    seat.rest()
    assert seat.reads("核对"), seat.texts
    seat.type("开通码", code)
    seat.program.gate._cost = None  # the office's window stretched the code at its full cost
    seat.press("继续")
    seat.rest()
    seat.program.gate._cost = LOWEST_COST
    assert seat.reads("名称和位置"), seat.texts
    assert seat.reads("王志远（组长）")
    seat.pick("选择…", folder)
    seat.press("继续")
    for title, person in zip(_TITLES, GROUP_FOUNDERS, strict=True):
        seat.fill(**{f"{title}的登录名": person.login, f"{title}的姓名": person.name})
    seat.press("建立工作区")
    seat.wait_for("工作区已建立")
    assert seat.reads("请组长第一个登录")
    table = seat.find(QTableWidget, "初始口令")
    shown = [[table.item(row, at).text() for at in range(4)] for row in range(table.rowCount())]
    seat.press("已全部交给本人，去登录")
    return {login: password for _, _, login, password in shown}


def _open_accounts(group: PC) -> list[str]:
    found: list[str] = []
    with group.seat(ADMIN.login) as admin:
        admin.go("账号与授权")
        for person in PEOPLE:
            admin.press("开设账号")
            admin.fill(姓名=person.name, 登录名=person.login)
            admin.press("开设账号")
            admin.wait_for("请当面交给")
            said = (one.accessibleName() for one in admin.ground.findChildren(QLabel))
            found += [words.removeprefix("初始口令：") for words in said if words.startswith("初始口令：")]
            admin.press("已交给本人")
    return found


def _certify(officer: Seat, person: Person) -> None:
    officer.click_item(officer.find(QTableWidget, "账号列表"), person.name)
    officer.press("认定岗位…")
    for post in person.posts:
        officer.press(post.label)
    officer.press("已与本人当面核对，指纹一致")
    officer.press("签署认定")
    assert officer.reads("撤销…") or officer.see(QAbstractButton, "撤销…"), officer.texts


def _grant(leader: Seat) -> None:
    leader.go("账号与授权")
    for person in PEOPLE:
        leader.click_item(leader.find(QTableWidget, "账号列表"), person.name)
        leader.press("授予密钥")
        assert not leader.see(QAbstractButton, "授予密钥")

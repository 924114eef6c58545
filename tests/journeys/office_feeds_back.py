"""The office after the group's results: the feedback from the keyboard, decisions with scans, tellings, signature."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidget

from tests.journeys.exchanging import receipt, receive, send
from tests.journeys.group_papers import WHY_BACK
from tests.journeys.hands import write
from tests.journeys.office_plans import GROUP
from tests.journeys.seats import PC, Seat
from xuncha_desktop.demonstration import story
from xuncha_desktop.records.onsite import Evidence, Finding
from xuncha_desktop.records.organisation import Round, RoundState
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Decision, Feedback, FeedbackItem, FeedbackState
from xuncha_desktop.services.reading import Where

KEY = Qt.Key
WAY = "审定、反馈与签收"
# What is typed, and the key that ends it: 回车 goes on beside it, Tab takes it one level down first.
OUTLINE = (
    ("履行主体责任方面", (KEY.Key_Return,)),
    ("“三重一大”事项集体决策执行不严格", (KEY.Key_Tab, KEY.Key_Return)),
    ("三笔大额支出52.6万元未经集体研究", (KEY.Key_Tab, KEY.Key_Return)),
    ("主任办公会议记录不完整", (KEY.Key_Return,)),
)


def return_results(office: PC, package: Path, stick: Path) -> tuple[Path, Path]:
    """See what would change, take it in, answer; then the paper goes back with the reason why."""
    office.clock.to("2019-08-12")
    with office.seat("zhou") as director:
        go_on(director, RoundState.ON_SITE, RoundState.REPORTING)
        plan = receive(director, package)
        assert plan["问题"] == plan["文书"] == plan["问题线索"] == "新增", plan
        paper = director.one(Paper)
        assert paper.custodian == director.one(Finding).custodian == director.session.place.workspace_id
        answer = receipt(director, stick)
        given = {"介质编号": "临保U-003", "用途": "退回补证", "退回原因": WHY_BACK}
        returned = send(director, stick, "退回包", ticked=paper.number, **given)
        assert director.one(Paper).custodian != director.session.place.workspace_id
    return answer, returned


def take_results(office: PC, returned: Path, package: Path, stick: Path) -> Path:
    """The group's receipt for the 退回包, then the same paper a second time, signed again."""
    office.clock.to("2019-08-20")
    with office.seat("zhou") as director:
        receive(director, returned)
        plan = receive(director, package)
        assert plan["文书"] == "更新", plan
        paper = director.one(Paper)
        assert (paper.state, paper.rounds) == (PaperState.SIGNED, 3)
        assert paper.custodian == director.session.place.workspace_id
        answer = receipt(director, stick)
        director.tab("收发登记")
        assert director.column("等待回执的数据包", 0) == []
    return answer


def draft(office: PC, minutes: Path) -> None:
    """The clerk writes the tree and registers what was decided on paper; the director registers that it stands."""
    office.clock.to("2019-09-10")
    with office.seat("wu") as clerk:
        clerk.go("反馈意见")
        clerk.press("起草反馈意见")
        clerk.refer("巡察组", GROUP)
        clerk.type("标题", f"关于{story.UNIT}专项巡察的反馈意见")
        clerk.press("开始起草")
        _write_tree(clerk)
        _support(clerk)
        clerk.tab(WAY)
        before = clerk.session.table(Evidence).count()
        for number in (1, 2):
            clerk.press("登记决定…")
            clerk.fill(决定原文="原则同意。", 原件存放处="巡察办档案柜3号")
            clerk.pick("选择文件…", minutes)
            clerk.press("登记")
            clerk.idle()
            clerk.wait(lambda number=number: clerk.session.table(Evidence).count() == before + number)
        _decided(clerk)
        assert "不由您的岗位办理" in clerk.refused_act("登记审定，编文号")
    with office.seat("zhou") as director:
        director.go("反馈意见")
        director.tab(WAY)
        director.press("登记审定，编文号")
        go_on(director, RoundState.FEEDBACK)
        assert director.one(Feedback).state is FeedbackState.APPROVED


def tell(office: PC) -> None:
    """The tellings in their order, the signature in person, and the three days as the calendar has them."""
    office.clock.to("2019-09-20", "17:00")
    with office.seat("wu") as clerk:
        clerk.go("反馈意见")
        clerk.tab(WAY)
        assert clerk.refused_act("登记向党组织反馈")
        _told(clerk, "县委向被巡察单位通报", "2019-09-19")
        _told(clerk, "向主要负责人通报", "2019-09-20", "09:30")
        _told(clerk, "向党组织反馈", "2019-09-20", "15:00")
        clerk.press("登记签收…")
        clerk.fill(签收人="孙祎", 签收时刻="16:10")
        clerk.press("登记签收")
        assert clerk.reads("亲自签收"), clerk.texts
        clerk.type("签收人", story.PRINCIPAL)
        clerk.press("登记签收")
        assert clerk.one(Feedback).state is FeedbackState.RECEIPTED
        texts = clerk.texts
        assert texts.count("2019-10-10") == 1
        assert texts.count("2019-11-20") == 2


def go_on(seat: Seat, *stages: RoundState) -> None:
    """The round's next stages, each asked once more before it is registered."""
    seat.go("计划与编组")
    for stage in stages:
        for _ in ("button", "sheet"):
            seat.press(f"进入“{stage.label}”")
        assert seat.one(Round).state is stage


def _decided(clerk: Seat) -> None:
    """书记专题会议 and the leading group, each with its own scan, entered by the clerk for them."""
    made = clerk.session.table(Decision).where()
    assert {one.body for one in made} == {"secretary_meeting", "leading_group"}
    for one in made:
        assert (one.agreed, one.registered_by, one.original_at) == (True, "吴晓", "巡察办档案柜3号")
        assert clerk.session.table(Evidence).count(Where("owner_id = ?", (one.id,))) == 1


def _write_tree(clerk: Seat) -> None:
    tree = clerk.find(QTreeWidget, "反馈条目")
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClick(tree, KEY.Key_Return)
    for words, ends in OUTLINE:
        write(clerk.find(QLineEdit, "条目内容"), words)
        for end in ends:
            QTest.keyClick(clerk.find(QLineEdit, "条目内容"), end)
            QApplication.processEvents()
    QTest.keyClick(clerk.find(QLineEdit, "条目内容"), KEY.Key_Escape)
    QApplication.processEvents()
    assert clerk.session.table(FeedbackItem).count() == len(OUTLINE)


def _support(clerk: Seat) -> None:
    """The problem's cause and the paper it rests on; both are kept by themselves."""
    tree = clerk.find(QTreeWidget, "反馈条目")
    (item,) = tree.findItems("集体决策", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(item).center())
    clerk.turn_box("依据的底稿", "底001号")
    clerk.fill(原因="议事规则执行不严。", 整改要求="修订议事规则，逐笔说明三笔支出。")
    clerk.wait(lambda: [one for one in clerk.session.table(FeedbackItem).where() if one.paper_id and one.requirement])


def _told(clerk: Seat, step: str, day: str, time: str = "") -> None:
    clerk.press(f"登记{step}")
    clerk.type("日期", day)
    if time:
        clerk.type("时刻（如09:30）", time)
    clerk.press("登记")

"""The group's first days at the unit: the meeting, a sealed petition, a talk, a lead split off, a matter to mend."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTableView, QTableWidget

from tests.journeys.seats import PC, Seat
from xuncha_desktop.demonstration import story
from xuncha_desktop.records.onsite import EntryMeeting, Finding, Interview
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState
from xuncha_desktop.records.restricted import Lead, LeadState, Petition, PetitionState

CTRL = Qt.KeyboardModifier.ControlModifier
FEE = story.FINDINGS[1]
KEPT_BACK = "其余77.85万元没有催缴记录。"
REPORTER = story.PETITION["reporter"]


def arrive(group: PC) -> None:
    """赵雪 registers the 动员会 and a visitor whose name she types and nobody reads afterwards."""
    group.clock.to("2019-07-08")
    with group.seat("zhao") as liaison:
        liaison.go("动员会")
        liaison.key(Qt.Key.Key_N, CTRL)
        liaison.fill(地点="县人防指挥所会议室", 主持人=story.PRINCIPAL, 到会人数="31")
        liaison.press("已签订巡察承诺书")
        liaison.key(Qt.Key.Key_S, CTRL)
        held = liaison.one(EntryMeeting)
        assert (held.held_on, held.attendance, held.commitment_signed) == ("2019-07-08", 31, True)
        assert len(held.agenda) == 4
        liaison.press("返回")
        _register_petition(liaison)


def decide(group: PC) -> None:
    """王志远 registers what the reviewing body said, decides, looks once at who came, and closes the matter."""
    with group.seat("wang") as leader:
        leader.go("信访举报")
        leader.click_item(leader.find(QTableView, "信访举报台账"), "信001号", twice=True)
        assert "须先送" in leader.refused_act("批办…")
        leader.press("送审阅…")
        leader.type("审阅意见", "请巡察组深入了解")
        leader.press("登记")
        leader.press("批办…")
        leader.press("批办意见：深入了解")
        leader.type("批办内容", "由何静、马淏然深入了解")
        leader.press("批办")
        assert leader.one(Petition).state is PetitionState.INSTRUCTED
        _look_once(leader)
        leader.press("办结…")
        leader.press("办结")
        assert leader.reads("办理结果"), "without a result it stays open"
        leader.type("办理结果", "已与来访人核实，出售停车位的情况并入问题底稿。")
        leader.press("办结")
        closed = leader.one(Petition)
        assert (closed.state, closed.outcome_by) == (PetitionState.CLOSED, "王志远")


def write(group: PC) -> None:
    """何静 writes a talk and a finding, splits a person's family off it, and drafts a matter to mend on the spot."""
    group.clock.to("2019-07-12")
    with group.seat("he") as member:
        _talk(member)
        _split(member)
        _draft_matter(member)


def screen(group: PC) -> None:
    """The lead has arrived with the leader, who can say what it is; the finding says nothing of it any more."""
    group.clock.to("2019-07-15")
    with group.seat("wang") as leader:
        leader.go("问题线索")
        lead = leader.one(Lead)
        assert (lead.accused, lead.content, lead.source) == (story.LEAD["accused"], story.LEAD["content"], "finding")
        leader.click_item(leader.find(QTableView, "问题线索台账"), lead.number, twice=True)
        leader.press("送审阅…")
        leader.press("登记")
        leader.press("甄别…")
        leader.press("甄别结果：")
        leader.press("甄别")
        assert leader.one(Lead).state is LeadState.SCREENED


def _register_petition(liaison: Seat) -> None:
    told = story.PETITION
    liaison.go("信访举报")
    liaison.key(Qt.Key.Key_N, CTRL)
    liaison.fill(渠道="来访", 署名情况="署名", 被反映人=told["accused"], 反映内容=told["content"])
    liaison.press("信访人：")
    liaison.type("信访人", REPORTER)
    liaison.key(Qt.Key.Key_Tab)
    assert liaison.see(QAbstractButton, "信访人：●●●"), "covered as soon as the cursor has left"
    liaison.press("保存")
    sealed = liaison.one(Petition)
    assert sealed.number.endswith("信001号")
    assert REPORTER[:3] not in str(sealed.reporter)
    assert not liaison.reads(REPORTER[:3])


def _look_once(leader: Seat) -> None:
    leader.press("查看信访人…")
    leader.press("查看")
    assert leader.reads("请写明查看信访人身份的事由")
    leader.type("查看事由", "按批办要求约见来访人")
    leader.press("查看")
    assert leader.reads(REPORTER)
    leader.press("看完了")
    assert not leader.reads(REPORTER[:3])


def _talk(member: Seat) -> None:
    told = story.TALK
    member.go("个别谈话")
    member.key(Qt.Key.Key_N, CTRL)
    member.fill(
        谈话对象=told["interviewee"], 职务=told["interviewee_post"], 人员层级="班子成员", 谈话日期=told["held_on"]
    )
    member.fill(开始时刻=told["began"], 结束时刻=told["ended"], 地点=told["place"], 谈话人="马淏然、")
    member.fill(谈话内容=told["content"])
    member.key(Qt.Key.Key_S, CTRL)
    talk = member.one(Interview)
    assert (talk.number, talk.interviewers) == ("临巡二〔2019〕谈001号", ("何静", "马淏然"))
    assert talk.content == told["content"]
    member.press("返回")


def _split(member: Seat) -> None:
    member.go("问题")
    member.key(Qt.Key.Key_N, CTRL)
    member.fill(问题标题=FEE["title"], 问题分类="党的纪律建设", 事实描述=FEE["fact"] + story.LEAD["content"])
    member.key(Qt.Key.Key_S, CTRL)
    member.press("分出线索…")
    member.fill(被反映人=story.LEAD["accused"], 职务=story.LEAD["accused_post"], 主要内容=story.LEAD["content"])
    member.type("事实描述", FEE["fact"])
    member.press("分出线索")
    assert member.reads("密封投递"), member.texts
    assert member.one(Finding).fact == FEE["fact"]
    member.tab("关联")
    assert not member.reads("线索：")


def _draft_matter(member: Seat) -> None:
    told = story.IMMEDIATE
    member.go("数据包")
    member.tab("立行立改")
    member.press("起草立行立改…")
    member.press("保存")
    assert member.reads("问题不能为空")
    member.fill(问题=told["problem"], 整改建议="立即清理。")
    member.press("保存")
    member.press("修改…")
    member.type("整改建议", told["suggestion"])
    member.press("保存")
    made = member.one(ImmediateRectification)
    assert (made.state, made.suggestion) == (ImmediateState.DRAFT, told["suggestion"])
    assert member.find(QTableWidget, "立行立改").rowCount() == 1

"""The papers of preparation and stay, printed from the records a group and its office keep."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, room
from tests.office_room import office_room
from tests.printing.papers import one_line
from tests.regimes import bind
from tests.services.test_immediate import issued
from tests.services.test_petitions import ACCUSED, REPORTER, letter
from tests.services.test_requests import Pair
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import GroupMember
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profiles
from xuncha_desktop.services import chains, onsite, paper_views, petitions, printing_desk, requests
from xuncha_desktop.services import working_papers as papers
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.session import Session

BLANK_DATE = "年月日"
OURS = frozenset(("entry_meetings", "group_meetings", "interviews", "round_papers"))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with office_room(tmp_path) as made:
        yield Pair(made)


def preview(session: Session, record: Record, label: str) -> bytes:
    (one,) = [one for one in paper_views.papers_of(session, record) if one.label == label]
    return printing_desk.preview_pdf(session, one.form, one.view(session, record))


def shown(session: Session, record: Record, label: str) -> str:
    return one_line(preview(session, record, label))


def talk(here: Room, **values: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "interviewee": "郑𬭎",
        "interviewee_post": "副主任",
        "level": "middle",
        "held_on": "2019-07-15",
        "began": "09:10",
        "ended": "10:25",
        "place": "302室",
        "interviewers": ("孙组员", "赵联络"),
        "recorder": "孙组员",
        "content": "问：支出上会了吗？\n答：没有。",
    }
    return whole | values


@pytest.mark.provision("LX-06-02-04b")
def test_a_talk_prints_as_registered_and_nobody_has_signed_it_yet(here: Room) -> None:
    made = onsite.register_interview(here.member, here.group.id, **talk(here))
    text = shown(here.member, made, "个别谈话记录")
    for said in (
        made.number,
        "2019年7月15日09:10至10:25",
        "302室",
        "孙组员、赵联络",
        "郑𬭎",
        "县人防办副主任",
        "答：没有。",
    ):
        assert said in text
    assert text.count("签名：") == text.count(f"签名：{BLANK_DATE}") == 3


def test_a_person_known_from_another_record_is_told_to_the_paper_that_names_him(here: Room) -> None:
    onsite.register_interview(here.member, here.group.id, **talk(here, interviewee="马淏然"))
    said = talk(here, interviewee="何静", content="答：是马淏然定的，我只经手。")
    made = onsite.register_interview(here.member, here.group.id, **said)
    (one,) = [one for one in paper_views.papers_of(here.member, made) if one.label == "个别谈话记录"]

    assert one.view(here.member, made).marks.names == ("马淏然",)


def test_the_minutes_print_each_paper_with_what_the_meeting_said(here: Room) -> None:
    found = here.finding()
    paper = papers.submit(here.member, found.id, found.version)
    paper = chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11"))
    meeting = onsite.register_group_meeting(
        here.liaison,
        here.group.id,
        held_on="2019-07-12",
        chair="王组长",
        minute_taker="赵联络",
        attendees=("王组长", "孙组员"),
        minutes="讨论一份底稿",
    )
    verdict = Verdict(True, "2019-07-12", words="孙组员认为金额须再核", meeting_id=meeting.id)
    chains.decide(here.liaison, paper.id, paper.version, verdict)
    text = shown(here.member, meeting, "组务会记录")
    for said in (paper.number, "大额支出未经集体研究", "孙组员认为金额须再核", "讨论一份底稿", "王组长、孙组员"):
        assert said in text


@pytest.mark.provision("LX-06-02-06")
def test_the_slip_on_a_petition_names_no_reporter_and_takes_up_the_decision(here: Room) -> None:
    made = petitions.register(here.liaison, here.group.id, **letter())
    text = shown(here.leader, made, "信访阅批笺")
    assert ACCUSED in text
    assert "□深入了解" in text
    for part in REPORTER.split("，"):
        assert part not in text
    made = petitions.review(here.liaison, made.id, made.version, reviewed_on="2019-07-11", words="已阅")
    made = petitions.instruct(
        here.leader, made.id, made.version, outcome="in_depth", words="先核账", decided_on="2019-07-12"
    )
    text = shown(here.leader, made, "信访阅批笺")
    assert "深入了解：先核账" in text
    assert "签名：王组长2019年7月12日" in text
    assert "已阅" in text


def test_the_slip_is_hidden_from_who_has_no_key_and_its_print_is_registered_in_the_restricted_compartment(
    here: Room,
) -> None:
    made = petitions.register(here.liaison, here.group.id, **letter())
    assert paper_views.papers_of(here.member, made) == ()
    (one,) = paper_views.papers_of(here.liaison, made)
    printing_desk.print_paper(here.liaison, one.form, one.view(here.liaison, made), made)
    words = here.liaison.db(Compartment.WORK).execute("SELECT count(*) FROM print_stamp").fetchone()
    assert words == (0,)
    assert len(printing_desk.prints_of(here.liaison, made)) == 1


@pytest.mark.provision("LX-06-02-08a")
def test_a_suggestion_prints_after_its_issue_with_consent_limit_and_receipt(pair: Pair) -> None:
    (one,) = paper_views.papers_of(pair.leader, pair.record)
    with pytest.raises(Refused, match="还没有发出"):
        one.view(pair.leader, pair.record)
    record = issued(pair)
    text = shown(pair.leader, record, "立行立改建议书")
    assert "经2019年7月17日县委巡察工作领导小组同意" in text
    assert "安全出口堆放杂物2处" in text
    assert "请于2019年7月24日前整改到位" in text
    assert "沿此线撕下" in text
    assert record.number in text
    assert "组长（签名）：" in text


def test_a_request_prints_with_room_for_the_answer_and_later_with_the_answer(pair: Pair) -> None:
    draft = pair.drafted()
    assert "2019年7月15日" not in shown(pair.leader, draft, "请示")
    sent = requests.send(pair.leader, draft.id, draft.version, "2019-07-15")
    text = shown(pair.leader, sent, "请示")
    for said in ("签发人：王组长", "2019年7月15日", sent.number, "县委巡察工作领导小组批示"):
        assert said in text
    assert text.count("请批示。") == 1


def test_the_office_prints_the_answer_it_registered_on_the_request(pair: Pair) -> None:
    sent = pair.sent()
    pair.answered(sent, wording="同意，限7日内整改。")
    text = shown(pair.office.clerk, sent, "请示")
    assert "同意，限7日内整改。" in text
    assert "代录，原件存巡察办" in text


@pytest.mark.provision("LX-06-01-04a")
def test_the_announcement_has_the_seven_fields_of_the_regulation_in_both_sizes(here: Room) -> None:
    for label in ("巡察公告", "巡察公告（A3）"):
        text = shown(here.liaison, here.group, label)
        for number, field in enumerate(
            ("巡察对象", "巡察任务", "巡察时间", "举报电话", "电子邮箱", "通信地址", "举报信箱设置地点")
        ):
            assert f"{'一二三四五六七'[number]}、{field}：" in text
        assert "2019年7月8日至2019年8月7日" in text


@pytest.mark.provision("LX-06-02-02a", "LX-06-02-02b")
def test_the_agenda_of_the_meeting_has_the_items_of_the_regulation(here: Room) -> None:
    wanted = onsite.entry_agenda(here.member, here.round.id)
    meeting = onsite.register_entry_meeting(
        here.member, here.group.id, held_on="2019-07-09", place="三楼", chair="周主任", agenda=tuple(wanted)
    )
    for record in (here.group, meeting):
        text = shown(here.member, record, "动员会议程")
        assert [text.index(item) for item in wanted] == sorted(text.index(item) for item in wanted)
    assert "2019年7月9日，三楼" in text
    assert "承诺单位（盖章）：" in shown(here.member, meeting, "巡察承诺书")


@pytest.mark.provision("LX-06-02-02c")
def test_ballot_and_tally_ask_what_the_office_wants_and_the_questionnaire_about_the_points_of_weight(
    here: Room,
) -> None:
    for label in ("民主测评表", "民主测评汇总表"):
        text = shown(here.member, here.group, label)
        assert all(matter in text for matter in ("领导班子总体情况", "落实主体责任", "廉洁从政"))
    assert "是否存在“人防工程出租牟利”的情况" in shown(here.member, here.group, "调查问卷")
    assert "满意票数×100＋基本满意票数×75＋不满意票数×55" in shown(here.member, here.group, "民主测评汇总表")


@pytest.mark.provision("LX-06-01-02")
def test_the_plan_lists_the_group(here: Room) -> None:
    with here.leader.carry_out("setup", Compartment.CORE) as tx:
        of_it = {"group_id": here.group.id, "post": "leader"}
        tx.new(GroupMember, name="𠮷𬭎", home_unit="县审计局副局长", **of_it)
    text = shown(here.leader, here.group, "巡察工作方案")
    assert "组长𠮷𬭎县审计局副局长" in text


def test_an_officer_of_the_machine_prints_none_of_them(here: Room) -> None:
    officer = here.workspace.session(Post.SYSTEM_ADMIN, name="管理员", compartments=(Compartment.CORE,))
    made = petitions.register(here.liaison, here.group.id, **letter())
    assert paper_views.papers_of(officer, made) == ()


@pytest.mark.parametrize("regime", [one for one in shipped_profiles() if one.phases], ids=lambda one: one.about.name)
def test_each_paper_of_a_group_is_drawn_under_every_regulation_that_orders_rounds(here: Room, regime: Profile) -> None:
    bind(here.leader, here.round.id, regime)
    (mine,) = [one for one in paper_views.papers_of(here.leader, here.group) if one.form == "commitment"]
    assert mine.why_not(here.leader, here.group) is None
    for one in paper_views.papers_of(here.leader, here.group):
        if one.make.__module__.rpartition(".")[2] in OURS:
            view = one.view(here.leader, here.group)
            assert printing_desk.preview_pdf(here.leader, one.form, view).startswith(b"%PDF")
            assert "礼县" not in str(view) or regime.about.id == "lixian"

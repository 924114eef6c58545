"""督促措施: the regime's own ladder, climbed on a ground, in its order or with a reason; each letter frozen as sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.printing.papers import STAMP, one_line
from tests.regimes import bind, other
from xuncha_desktop.kernel.errors import NotAllowed, NotFound, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing import render
from xuncha_desktop.records.rectification import Feedback, RectificationTask, SupervisionNotice
from xuncha_desktop.records.urging import QualityCard, Urging
from xuncha_desktop.rules.profile import ProfileRefused
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import (
    ladders,
    notices,
    numbering,
    quality_cards,
    reading,
    record_history,
    rectification,
    rectification_board,
    urging,
)
from xuncha_desktop.services.ladders import LATE, Rung
from xuncha_desktop.services.requests import UNNUMBERED
from xuncha_desktop.services.urging import Wish

TODAY = "2019-11-20"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def found(here: OfficeRoom) -> Feedback:
    """Signed for on 20 September; on 20 November one measure is twelve days late."""
    made = here.received()
    here.task(made, due_on="2019-11-08")
    here.at(TODAY)
    return made


def municipal(here: OfficeRoom, place: str = "jingdezhen") -> None:
    bind(here.director, here.round.id, shipped_profile(place))


def noticed(here: OfficeRoom, found: Feedback) -> SupervisionNotice:
    late = [lit.task.id for lit in rectification_board.of(here.clerk, found) if ladders.is_late(lit)]
    return notices.issue(here.supervisor, late, "2019-11-27")


def upheld(here: OfficeRoom, found: Feedback, quality: str) -> QualityCard:
    card = quality_cards.propose(here.supervisor, found.id, quality, "只有计划没有结果")
    here.scan(card)
    today = here.clerk.today.isoformat()
    return quality_cards.decide(here.director, card.id, card.version, today, "属实", upheld=True)


def wish(step: str, *grounds: str, **values: Any) -> Wish:
    given: dict[str, Any] = {"demand": "逐项说明原因，明确责任人和时限", "issued_on": TODAY}
    return Wish(step, grounds, **given | values)


def take(here: OfficeRoom, found: Feedback, step: str, *grounds: str, **values: Any) -> Urging:
    return urging.take(here.supervisor, found.id, wish(step, *grounds, **values))


def rungs(here: OfficeRoom, found: Feedback) -> dict[str, Rung]:
    return {one.step.id: one for one in ladders.of(here.clerk, found)}


def following(here: OfficeRoom, found: Feedback) -> list[str]:
    return [one.step.id for one in ladders.of(here.clerk, found) if one.following]


@pytest.mark.provision("LX-06-04-00h")
def test_the_notice_is_the_first_rung_of_lixian_and_accountability_the_next(here: OfficeRoom, found: Feedback) -> None:
    first, last = ladders.of(here.clerk, found)
    assert (first.is_notice, first.following, first.cited) == (True, True, "惯例（方案没有规定督办通知单）")
    assert [one.words for one in first.grounds] == ["1项措施逾期，最长12天"]
    assert (last.turn, last.occasions) == ("前一级“督办通知”还没有采取", "不及时、不到位、敷衍塞责")
    notice = noticed(here, found)
    first, last = ladders.of(here.clerk, found)
    assert first.taken == (notice,)
    assert (first.following, last.following, last.turn) == (False, True, "")
    assert last.cited.startswith("条文·巡察工作方案六、（四）")
    assert here.clerk.table(Urging).count() == 0


@pytest.mark.provision("LX-06-04-00h")
def test_accountability_is_registered_without_paper_under_whom_the_office_names(
    here: OfficeRoom, found: Feedback
) -> None:
    noticed(here, found)
    card = upheld(here, found, "perfunctory")
    with pytest.raises(Refused, match="规定没有写明由谁责任追究"):
        take(here, found, "accountability", card.id)
    with pytest.raises(Refused, match="没有文书可以回复"):
        take(here, found, "accountability", card.id, taken_by="县纪委监委", reply_by_on="2019-12-20")
    made = take(here, found, "accountability", card.id, LATE, taken_by="县纪委监委")
    assert (made.number, made.view, made.taken_by, made.occasion) == (None, None, "县纪委监委", "不及时、敷衍塞责")
    assert (made.card_ids, len(made.task_ids)) == ((card.id,), 1)
    with pytest.raises(Refused, match="只作登记，没有文书"):
        urging.printable(made)
    with pytest.raises(Refused, match="只作登记，没有文书"):
        urging.deliver(here.clerk, made.id, made.version, TODAY, "孙祎")
    done = urging.conclude(here.clerk, made.id, made.version, "约谈分管负责人，责令书面检查")
    assert done.result == "约谈分管负责人，责令书面检查"
    linked = {link.record_id for link in record_history.links(here.clerk, made)}
    assert {card.id, *made.task_ids} <= linked


@pytest.mark.provision("JDZ-41-00a", "JDZ-41-00b")
def test_the_opinion_comes_before_circular_or_talk_and_either_of_these_is_enough(
    here: OfficeRoom, found: Feedback
) -> None:
    municipal(here)
    noticed(here, found)
    weak = upheld(here, found, "weak")
    assert following(here, found) == ["opinion"]
    opinion = take(here, found, "opinion", weak.id)
    assert (opinion.number, opinion.taken_by) == ("巡察办促〔2019〕1号", "县委巡察二组")
    assert following(here, found) == ["circular", "talk"]
    incomplete = upheld(here, found, "incomplete")
    take(here, found, "circular", incomplete.id)
    ladder = rungs(here, found)
    assert [one.height for one in ladder.values()] == [1, 2, 3, 3, 4]
    assert ladder["talk"].turn == "已采取“通报”，与本级任选其一"
    assert following(here, found) == ["accountability"]
    with pytest.raises(Refused, match="任选其一；确需采取的，请写明理由"):
        take(here, found, "talk", incomplete.id)
    talk = take(here, found, "talk", incomplete.id, out_of_turn="领导小组要求同时约谈")
    assert (talk.taken_by, talk.out_of_turn) == ("领导小组领导", "领导小组要求同时约谈")


@pytest.mark.provision("JDZ-41-00b")
def test_a_rung_is_passed_over_only_with_a_reason(here: OfficeRoom, found: Feedback) -> None:
    municipal(here)
    card = upheld(here, found, "perfunctory")
    with pytest.raises(Refused, match="前一级“整改意见”还没有采取"):
        take(here, found, "circular", card.id)
    assert here.clerk.table(Urging).count() == 0
    assert take(here, found, "circular", card.id, out_of_turn="情节严重").occasion == "提出意见后敷衍塞责"


@pytest.mark.provision("JDZ-48-04", "JDZ-48-05")
def test_an_untrue_report_or_refusing_to_mend_is_ground_for_accountability(here: OfficeRoom, found: Feedback) -> None:
    municipal(here)
    for quality in ("untrue", "not_mending"):
        card = upheld(here, found, quality)
        assert card.id in [one.key for one in rungs(here, found)["accountability"].grounds]
        assert card.id not in [one.key for one in rungs(here, found)["circular"].grounds]


@pytest.mark.provision("YL-38-00a", "YL-43-04")
def test_yangling_begins_with_a_letter_under_article_38(here: OfficeRoom, found: Feedback) -> None:
    municipal(here, "yangling")
    ladder = rungs(here, found)
    assert following(here, found) == ["reminder"]
    assert ladder["reminder"].cited.startswith("条文·")
    assert "第三十八条" in ladder["reminder"].cited
    made = take(here, found, "reminder", LATE, reply_by_on="2019-11-25")
    form, view = urging.printable(made)
    said = one_line(render(form, view, STAMP))
    for word in ("巡察整改催办函", "修订议事规则", "逾期12天", "请于2019年11月25日前书面回复", "第三十八条"):
        assert word in said
    assert view.marks.number == made.number == "巡察办促〔2019〕1号"
    card = upheld(here, found, "refusing")
    assert card.id in [one.key for one in rungs(here, found)["accountability"].grounds]


@pytest.mark.provision("YL-14-00d")
def test_yangling_names_nobody_for_circular_or_talk_so_the_paper_bears_whom_the_office_names(
    here: OfficeRoom, found: Feedback
) -> None:
    municipal(here, "yangling")
    take(here, found, "reminder", LATE)
    noticed(here, found)
    assert following(here, found) == ["circular_talk"]
    made = take(here, found, "circular_talk", LATE, taken_by="区委巡察工作领导小组", demand="限期纠正")
    said = one_line(render(*urging.printable(made), STAMP))
    for word in ("区委巡察工作领导小组", "巡察整改通报", "修订议事规则", "限期纠正", "第十四条"):
        assert word in said


def test_a_ground_the_regulation_does_not_name_wants_a_reason(here: OfficeRoom, found: Feedback) -> None:
    municipal(here)
    noticed(here, found)
    with pytest.raises(Refused, match="不是规定的适用情形（整改不力）"):
        take(here, found, "opinion", LATE)
    made = take(here, found, "opinion", LATE, out_of_turn="多次催办仍拖延")
    assert (made.occasion, made.out_of_turn) == (None, "多次催办仍拖延")


def test_a_letter_nobody_answered_is_a_ground_until_it_is_answered(here: OfficeRoom, found: Feedback) -> None:
    notice = notices.deliver(here.clerk, (one := noticed(here, found)).id, one.version, TODAY, "孙祎")
    here.at("2019-11-29")
    keys = {one.key: one.words for one in rungs(here, found)["accountability"].grounds}
    assert list(keys) == [LATE]
    municipal(here, "yangling")
    keys = {one.key: one.words for one in rungs(here, found)["reminder"].grounds}
    assert keys[notice.id] == f"督办通知单{notice.number}要求2019-11-27前回复，没有回复"
    made = take(here, found, "reminder", notice.id, issued_on="2019-11-29")
    assert made.unanswered_ids == (notice.id,)
    assert "逾期2天未回复" in one_line(render(*urging.printable(made), STAMP))
    notices.reply(here.clerk, notice.id, notice.version, "2019-11-29", "已补")
    assert notice.id not in [one.key for one in rungs(here, found)["reminder"].grounds]


def test_what_is_no_ground_any_more_is_refused_and_nothing_is_kept(here: OfficeRoom, found: Feedback) -> None:
    municipal(here)
    noticed(here, found)
    card = upheld(here, found, "weak")
    quality_cards.withdraw(here.director, card.id, card.version, "单位申诉属实")
    for grounds in ((), (card.id,), (LATE, card.id)):
        with pytest.raises(Refused, match="请选择所据的情形"):
            take(here, found, "opinion", *grounds)
    assert here.clerk.table(Urging).count() == 0


def test_other_faults_are_said_in_words(here: OfficeRoom, found: Feedback) -> None:
    municipal(here, "yangling")
    for values, why in (
        ({"demand": " "}, "请写明对单位的要求"),
        ({"issued_on": "2019-11-21"}, "不能晚于今天"),
        ({"reply_by_on": "2019-11-19"}, "不能早于发出日期"),
    ):
        with pytest.raises(Refused, match=why):
            take(here, found, "reminder", LATE, **values)
    with pytest.raises(Refused, match="从“整改任务”页"):
        take(here, found, "supervision_notice", LATE)
    with pytest.raises(NotFound):
        take(here, found, "nowhere", LATE)
    with pytest.raises(NotAllowed):
        urging.take(here.clerk, found.id, wish("reminder", LATE))
    form, view = urging.draft(here.supervisor, found, wish("reminder", LATE))
    assert one_line(render(form, view, STAMP)).count(view.marks.number) >= 1
    assert view.marks.number == UNNUMBERED
    assert here.clerk.table(Urging).count() == 0


def test_delivery_answer_and_result_are_registered_in_order(here: OfficeRoom, found: Feedback) -> None:
    municipal(here, "yangling")
    made = take(here, found, "reminder", LATE, reply_by_on="2019-11-25")
    with pytest.raises(Refused, match="先登记送达"):
        urging.reply(here.clerk, made.id, made.version, TODAY, "说明")
    made = urging.deliver(here.clerk, made.id, made.version, TODAY, "孙祎")
    with pytest.raises(Refused, match="已经登记"):
        urging.deliver(here.clerk, made.id, made.version, TODAY, "孙祎")
    here.at("2019-11-27")
    assert notices.light(here.clerk, made).tone is Tone.NOTICE
    made = urging.reply(here.clerk, made.id, made.version, "2019-11-27", "已完成修订")
    with pytest.raises(Refused, match="办理结果"):
        urging.conclude(here.clerk, made.id, made.version, " ")
    made = urging.conclude(here.clerk, made.id, made.version, "单位已落实")
    acts = [one.act for one in reading.history(here.clerk, "urging", made.id)]
    assert acts == ["urging.conclude", "urging.reply", "urging.deliver", "urging.take"]


def test_a_letter_stays_as_sent_when_its_ground_changes(here: OfficeRoom, found: Feedback) -> None:
    municipal(here, "yangling")
    made = take(here, found, "reminder", LATE)
    (task,) = here.clerk.table(RectificationTask).where()
    rectification.correct(here.supervisor, task.id, task.version, measure="改过的措施")
    _, view = urging.printable(here.clerk.table(Urging).get(made.id))
    assert [one.matter for one in view.matters] == ["修订议事规则"]


def test_its_numbers_go_on_from_the_offices_own_register(here: OfficeRoom, found: Feedback) -> None:
    municipal(here, "yangling")
    numbering.go_on_from(here.clerk, numbering.office_code(here.clerk), "urging", 2019, 12)
    assert take(here, found, "reminder", LATE).number == "巡察办促〔2019〕13号"


def test_a_regime_with_rungs_of_its_own_climbs_them_without_a_line_of_code(here: OfficeRoom, found: Feedback) -> None:
    def edit(content: dict[str, Any]) -> None:
        content["documents"].append({"id": "red_card", "label": "红色督办卡"})
        rung = {"by": ["office"], "standing": "custom", "note": "自设"}
        first, second = {"id": "blue", "label": "提醒"}, {"id": "red", "label": "红卡", "document": "red_card"}
        content["rectification"]["ladder"] = [rung | first, rung | second]

    bind(here.director, here.round.id, other(edit))
    assert following(here, found) == ["blue"]
    assert take(here, found, "blue", LATE).view is None
    made = take(here, found, "red", LATE)
    assert (made.number, urging.printable(made)[1].title) == (None, "红色督办卡")


@pytest.mark.parametrize("said", ["nowhere", "accountability"])
def test_a_rung_stands_for_an_earlier_one_only(said: str) -> None:
    def edit(content: dict[str, Any]) -> None:
        content["rectification"]["ladder"][1]["instead_of"] = said

    with pytest.raises(ProfileRefused, match="任选其一"):
        other(edit)

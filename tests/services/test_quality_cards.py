"""质量牌: put forward with grounds and files, decided by somebody else by name, and only then counted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.regimes import bind, other
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.records.urging import CardState, QualityCard
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import ladders, profiles, quality_cards, reading, record_history, why_not

TODAY = "2019-11-20"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def found(here: OfficeRoom) -> Feedback:
    made = here.received()
    here.at(TODAY)
    return made


def proposed(here: OfficeRoom, found: Feedback, quality: str = "perfunctory", *, proof: bool = True) -> QualityCard:
    made = quality_cards.propose(here.supervisor, found.id, quality, "报告写已补开会议，记录系同一天补写")
    if proof:
        here.scan(made, "会议记录.pdf")
    return made


def decided(here: OfficeRoom, card: QualityCard, *, upheld: bool = True) -> QualityCard:
    return quality_cards.decide(here.director, card.id, card.version, TODAY, "属实，认定敷衍", upheld=upheld)


def counted(here: OfficeRoom, found: Feedback) -> list[str]:
    profile = profiles.of_round(here.clerk, here.round.id)
    return [one.key for one in ladders.grounds(here.clerk, found, profile) if one.card]


@pytest.mark.provision("LX-06-04-00h")
def test_a_card_counts_only_after_somebody_else_decided_it_by_name(here: OfficeRoom, found: Feedback) -> None:
    card = proposed(here, found)
    assert (card.state, card.proposed_by, card.proposed_on) == (CardState.PROPOSED, "郑督查", TODAY)
    assert card.type.title_of(card) == f"敷衍　{here.unit.name}"
    assert counted(here, found) == []
    card = decided(here, card)
    assert (card.state, card.decided_by, card.decided_on) == (CardState.UPHELD, "周主任", TODAY)
    assert counted(here, found) == [card.id]


def test_a_card_without_a_file_is_not_decided(here: OfficeRoom, found: Feedback) -> None:
    card = proposed(here, found, proof=False)
    with pytest.raises(Refused, match="没有佐证材料的质量牌不能认定"):
        decided(here, card)
    here.scan(card)
    assert decided(here, card).state is CardState.UPHELD


def test_nobody_decides_his_own_card_nor_one_that_is_not_his_posts(here: OfficeRoom, found: Feedback) -> None:
    own = quality_cards.propose(here.director, found.id, "incomplete", "只有计划")
    here.scan(own)
    with pytest.raises(NotAllowed, match="提出人以外的人"):
        decided(here, own)
    card = proposed(here, found)
    with pytest.raises(NotAllowed, match="不由您的岗位认定（惯例，由巡察办主任认定）"):
        quality_cards.decide(here.clerk, card.id, card.version, TODAY, "属实", upheld=True)
    second = here.workspace.session(Post.OFFICE_DIRECTOR, name="钱副主任")
    assert quality_cards.decide(second, own.id, own.version, TODAY, "属实", upheld=True).decided_by == "钱副主任"


def test_a_profile_that_names_a_body_has_it_decide_on_paper(here: OfficeRoom, found: Feedback) -> None:
    def edit(content: dict[str, Any]) -> None:
        content["documents"].append({"id": "quality_card", "label": "质量牌"})
        chain = next(one for one in content["chains"] if one["document"] == "rectification_closing")
        paper = next(
            step
            for one in content["chains"]
            for step in one["steps"]
            if step.get("body") == "leading_group" and "office_clerk" in step["registered_by"]
        )
        last = {name: value for name, value in paper.items() if name not in ("heard", "agreed", "returns_to")}
        steps = [chain["steps"][0], last]
        content["chains"].append(chain | {"id": "quality_card", "document": "quality_card", "steps": steps})

    bind(here.director, here.round.id, other(edit))
    card = proposed(here, found)
    made = quality_cards.decide(here.clerk, card.id, card.version, TODAY, "会议认定", upheld=True)
    assert made.decided_by == "县委巡察工作领导小组"


def test_what_was_decided_takes_no_more_files_and_no_second_decision(here: OfficeRoom, found: Feedback) -> None:
    card = decided(here, proposed(here, found), upheld=False)
    assert counted(here, found) == []
    with pytest.raises(Refused, match="材料不再增减"):
        here.scan(card)
    assert why_not.attaching(here.clerk, card) == "质量牌现为“不予认定”，材料不再增减"
    with pytest.raises(Refused, match="不能再认定"):
        decided(here, card)
    with pytest.raises(Refused, match="不必撤回"):
        quality_cards.withdraw(here.director, card.id, card.version, "误提")


def test_a_card_is_taken_back_with_a_reason_and_counts_no_longer(here: OfficeRoom, found: Feedback) -> None:
    waiting = proposed(here, found)
    with pytest.raises(NotAllowed, match="由提出人在认定前撤回"):
        quality_cards.withdraw(here.clerk, waiting.id, waiting.version, "误提")
    with pytest.raises(Refused, match="原因"):
        quality_cards.withdraw(here.supervisor, waiting.id, waiting.version, " ")
    assert quality_cards.withdraw(here.supervisor, waiting.id, waiting.version, "误提").state is CardState.WITHDRAWN
    card = decided(here, proposed(here, found))
    with pytest.raises(NotAllowed, match="有权认定的岗位"):
        quality_cards.withdraw(here.supervisor, card.id, card.version, "单位已补正")
    gone = quality_cards.withdraw(here.director, card.id, card.version, "单位申诉属实")
    assert (gone.withdrawn_for, counted(here, found)) == ("单位申诉属实", [])
    assert reading.history(here.clerk, "quality_card", card.id)[0].reason == "单位申诉属实"


def test_a_decision_wants_words_and_a_day_that_can_be(here: OfficeRoom, found: Feedback) -> None:
    card = proposed(here, found)
    for day, said, why in (
        (TODAY, " ", "认定意见"),
        ("2019-11-21", "属实", "晚于今天"),
        ("2019-11-19", "属实", "早于"),
    ):
        with pytest.raises(Refused, match=why):
            quality_cards.decide(here.director, card.id, card.version, day, said, upheld=True)
    with pytest.raises(Stale):
        quality_cards.decide(here.director, card.id, card.version + 1, TODAY, "属实", upheld=True)


def test_only_what_the_regulation_names_can_be_put_on_a_card(here: OfficeRoom, found: Feedback) -> None:
    with pytest.raises(Invalid, match="不是本轮次规则档所列的选项"):
        proposed(here, found, "untrue")
    with pytest.raises(Invalid):
        quality_cards.propose(here.supervisor, found.id, "late", " ")
    bind(here.director, here.round.id, shipped_profile("yulin"))
    with pytest.raises(Refused, match="没有列出整改不力的情形，不设质量牌"):
        proposed(here, found)


def test_there_is_no_card_before_the_feedback_was_received(here: OfficeRoom) -> None:
    told = here.told()
    with pytest.raises(Refused, match="还没有签收"):
        quality_cards.propose(here.supervisor, told.id, "late", "拖延")


def test_a_card_of_one_measure_stands_beside_it_and_no_other(here: OfficeRoom, found: Feedback) -> None:
    first, second = here.task(found), here.task(found)
    card = quality_cards.propose(here.supervisor, found.id, "late", "拖延", first.id)
    cards = quality_cards.of(here.clerk, found)
    assert quality_cards.standing(cards, first.id) == card
    assert quality_cards.standing(cards, second.id) is None
    assert any(link.record_id == first.id for link in record_history.links(here.clerk, card))
    with here.director.carry_out("test", Compartment.WORK) as tx:
        strange = tx.add(first.changed(**tx.head(), feedback_id="another"))
    with pytest.raises(Refused, match="不是这个单位的整改任务"):
        quality_cards.propose(here.supervisor, found.id, "late", "拖延", strange.id)


@pytest.mark.provision("JDZ-41-00a", "JDZ-41-00b", "JDZ-48-04", "JDZ-48-05", "YL-43-04", "LX-06-04-00h")
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("jingdezhen", ["不力", "不到位", "敷衍", "拒不纠正或不按要求整改", "报告内容不实"]),
        ("lixian", ["不及时", "不到位", "敷衍"]),
        ("yangling", ["拒不纠正", "不按要求整改"]),
        ("yulin", []),
    ],
)
def test_each_regime_names_its_own_ways_of_rectifying_poorly(place: str, words: list[str]) -> None:
    profile = shipped_profile(place)
    assert [one.label for one in profile.codes_for(ListPurpose.RECTIFICATION_QUALITY)] == words
    assert bool(quality_cards.why_none(profile)) == (not words)


def test_what_is_not_changed_on_its_page_names_where_it_is(here: OfficeRoom, found: Feedback) -> None:
    told = why_not.saving(here.clerk, found)
    assert told == "反馈意见在“反馈意见”的“条目”“审定、反馈与签收”里办理，此处只能查看"

"""A finding stands under several category sets at once, with tags beside: kept, refused, found, printed and sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from tests.group_room import Room, room
from tests.regimes import bind, other
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import exporting, findings, profiles, reading, working_papers
from xuncha_desktop.services.reading import Query


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


@pytest.fixture
def jingdezhen(here: Room) -> Room:
    bind(here.leader, here.round.id, shipped_profile("jingdezhen"))
    return here


def classified(here: Room, **values: Any) -> Finding:
    """Under a discipline's second level, one of the three problems, and two of the six disciplines."""
    whole = {"category": "private_gain", "also": ("leadership",), "tags": ("six_integrity", "six_work")}
    return here.finding(**(whole | values))


def found(here: Room, **query: Any) -> list[str]:
    rows: list[Any] = list(reading.page(here.member, Query("finding", **query)).rows)
    return sorted(one.title for one in rows)


@pytest.mark.provision("JDZ-03-00b")
@pytest.mark.provision("JDZ-17-02")
def test_several_sets_are_held_at_once_and_told_with_their_level_and_the_texts_own_word(jingdezhen: Room) -> None:
    made = classified(jingdezhen)
    names = profiles.Names(jingdezhen.member)
    assert names.code("finding_category", made.category) == "廉洁纪律—以权谋私"
    assert names.code("finding_category", "integrity") == "廉洁纪律（原文称“廉政纪律”）"
    assert [names.code("finding_tag", one) for one in made.tags] == ["廉洁纪律（原文称“廉政纪律”）", "工作纪律"]
    offers = {one.value: one for one in profiles.offers(names.profile, "finding_category")}
    assert offers["leadership"].group == "三大问题"
    assert offers["private_gain"].group != "三大问题"


@pytest.mark.parametrize(
    ("field", "codes", "said"),
    [
        ("also", ("leadership", "nothing"), "其他分类有本轮次规则档没有列出的选项"),
        ("tags", ("poverty_relief",), "专题标记有本轮次规则档没有列出的选项"),  # another regime's
        ("also", ("private_gain",), "其他分类不必再写问题分类已选的一项"),
        ("tags", ("six_work", "six_work"), "专题标记有重复"),
    ],
)
def test_what_the_rounds_profile_does_not_list_or_is_said_twice_is_refused(
    jingdezhen: Room, field: str, codes: tuple[str, ...], said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        classified(jingdezhen, **{field: codes})
    assert refused.value.issues == {field: said}
    assert jingdezhen.member.table(Finding).count() == 0


def test_a_set_that_allows_one_choice_only_takes_one_by_whichever_field(here: Room) -> None:
    def single(content: dict[str, Any]) -> None:
        content["category_sets"][0]["several"] = False

    bind(here.leader, here.round.id, other(single))
    made = here.finding(category="discipline")
    with pytest.raises(Invalid) as refused:
        findings.correct(here.member, made.id, made.version, also=("political",))
    assert refused.value.issues == {"also": "“六围绕一加强”只能选一项"}


@pytest.mark.provision("LX-08-02c")
@pytest.mark.provision("YL-19-00l")
def test_a_tag_is_counted_apart_filtered_and_found_by_its_words(here: Room) -> None:
    here.finding(title="扶贫资金滞留", tags=("poverty_relief",), also=("work_style", "political"))
    here.finding(title="扶贫台账不实", tags=("poverty_relief", "past_findings"))
    here.finding(title="公章管理不严", category="work_style")
    assert reading.count(here.member, Query("finding", choices={"tags": frozenset({"poverty_relief"})})) == 2
    assert found(here, choices={"tags": frozenset({"past_findings"})}) == ["扶贫台账不实"]
    assert found(here, choices={"also": frozenset({"political", "discipline"})}) == ["扶贫资金滞留"]
    assert found(here, words="以往巡察") == ["扶贫台账不实"]
    assert found(here, words="作风建设") == ["公章管理不严", "扶贫资金滞留"], "as the main category or as a further one"
    assert found(here, words="脱贫攻坚 滞留") == ["扶贫资金滞留"]
    assert found(here, words="脱贫攻坚 公章") == []


def test_the_ledger_leaves_with_the_words_of_every_classification(jingdezhen: Room, tmp_path: Path) -> None:
    classified(jingdezhen)
    target = tmp_path / "问题台账.xlsx"
    exporting.to_workbook(jingdezhen.leader, Query("finding"), ["title", "category", "also", "tags"], target)
    with load_workbook(target) as book:
        cells = [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert {"廉洁纪律—以权谋私", "党的领导弱化", "廉洁纪律（原文称“廉政纪律”）、工作纪律"} <= set(cells)


def test_the_working_paper_prints_them_where_the_form_lists_them(here: Room) -> None:
    made = here.finding(also=("work_style",), tags=("poverty_relief",))

    def rows() -> dict[str, str]:
        view = working_papers.view_of_finding(here.member, made, "临巡二〔2019〕底001号")
        return {entry.label: entry.text for entry in view.entries}

    assert (rows()["其他分类"], rows()["专题标记"]) == ("党的作风建设", "脱贫攻坚（扶贫领域）")

    def unlisted(content: dict[str, Any]) -> None:
        form = next(one for one in content["forms"] if one["id"] == "working_paper")
        form["labels"] = [one for one in form["labels"] if one["id"] not in ("also", "tags")]

    bind(here.leader, here.round.id, other(unlisted))
    assert not {"其他分类", "专题标记"} & set(rows())

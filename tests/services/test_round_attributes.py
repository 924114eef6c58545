"""A round's kind, the ways it is organised beside it, and the earlier round it looks back at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.organisation import Group, Round, RoundState
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import coverage, planning, round_words
from xuncha_desktop.services.paper_views.round_papers import announcement, work_plan


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def plan(here: OfficeRoom, regime: str = "yangling", **values: Any) -> Round:
    whole = {"name": "2020年第二轮", "year": 2020, "kind": "regular", "from_on": "2020-05-11", "until_on": "2020-07-10"}
    return planning.plan_round(
        here.director, shipped_profile(regime), **(whole | {"term_id": here.round.term_id} | values)
    )


def sent(here: OfficeRoom, run: Round) -> Group:
    unit = planning.register_unit(here.director, name="五泉镇党委", kind="township")
    return planning.form_group(here.director, name="区委巡察一组", code="杨巡一", round_id=run.id, unit_id=unit.id)


@pytest.mark.provision("YL-20-00a")
def test_a_round_has_a_kind_and_beside_it_as_many_ways_of_organising_as_it_is_organised_in(here: OfficeRoom) -> None:
    run = plan(here, attributes=("coordinated", "by_system", "cross"))
    assert round_words.kind(here.director, run) == "常规巡察（上下统筹、系统联动、交叉巡察）"
    group = sent(here, run)
    assert "以上下统筹、系统联动、交叉巡察方式开展常规巡察" in announcement(here.director, group).opening
    told = [part.text for part in work_plan(here.director, group).plan]
    assert "常规巡察（上下统筹、系统联动、交叉巡察）。" in told


def test_a_round_without_attributes_names_its_kind_alone(here: OfficeRoom) -> None:
    run = plan(here)
    assert round_words.kind(here.director, run) == "常规巡察"
    assert "对五泉镇党委开展常规巡察" in announcement(here.director, sent(here, run)).opening


@pytest.mark.parametrize("regime", ["yangling", "jingdezhen", "yulin", "lixian"])
def test_looking_back_asks_for_the_round_it_looks_back_at(here: OfficeRoom, regime: str) -> None:
    with pytest.raises(Invalid) as refused:
        plan(here, regime, kind="look_back")
    assert refused.value.issues == {"source_round_id": "巡察“回头看”须指明所依据的轮次"}
    made = plan(here, regime, kind="look_back", source_round_id=here.round.id)
    assert f"依据{here.round.name}" in round_words.kind(here.director, made)
    elsewhere = made.changed(source_round_id="0" * 36)  # a group has its own round only
    assert "依据" not in round_words.kind(here.director, elsewhere)
    with pytest.raises(Invalid):
        planning.correct_round(here.director, made.id, made.version, source_round_id=None)
    with pytest.raises(Invalid) as refused:
        planning.correct_round(here.director, made.id, made.version, source_round_id=made.id)
    assert refused.value.issues == {"source_round_id": "轮次不能以自己为依据"}


def test_a_kind_or_attribute_the_profile_does_not_list_is_refused(here: OfficeRoom) -> None:
    with pytest.raises(Invalid) as refused:
        plan(here, attributes=("cross", "mobile"))
    assert refused.value.issues == {"attributes": "组织方式有本轮次规则档没有列出的选项"}
    with pytest.raises(Invalid) as refused:
        plan(here, "jingdezhen", kind="mobile", attributes=("mobile",))
    assert refused.value.issues == {"kind": "巡察类型不是本轮次规则档所列的选项"}


def test_coverage_says_by_which_kind_of_round_a_unit_was_last_reached(here: OfficeRoom) -> None:
    run = plan(here, attributes=("by_block",))
    sent(here, run)
    for stage in (RoundState.APPROVED, RoundState.ON_SITE):
        run = planning.advance_round(here.director, run.id, run.version, stage)
    kinds = {one.unit.name: one.kind for one in coverage.standing(here.director).units}
    assert kinds["五泉镇党委"] == "常规巡察（板块轮动）"

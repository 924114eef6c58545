"""Leads parted by levels of cadres where the regime does: entered, checked, filtered, and a ledger a level on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, room
from tests.office_room import office_room
from tests.printing.papers import one_line, page_texts
from tests.regimes import bind
from tests.services.test_table_papers import paper, printed, view_of
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.prints import RestrictedPrint
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import blank_papers, cadre_levels, deposits, leads, printing_desk, reading
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session

JDZ, YL = shipped_profile("jingdezhen"), shipped_profile("yangling")
SENIOR, JUNIOR = "市管干部问题线索台账", "乡（科）级及以下干部问题线索台账"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    """A group at work under 景德镇's measures."""
    with room(tmp_path / "group") as made:
        bind(made.leader, made.round.id, JDZ)
        yield made


def lead(here: Room, level: str | None = None, *, by: Session | None = None, **values: Any) -> Lead:
    given = {"accused": "诸葛焘", "content": "涉嫌收受好处", "source": "petition"} | values
    return leads.register(by or here.leader, here.group.id, cadre_level=level, **given)


def test_a_lead_carries_its_level_and_is_found_by_it(here: Room) -> None:
    senior, junior = lead(here, "city_managed"), lead(here, "junior")
    made = leads.correct(here.leader, lead(here).id, 1, cadre_level="junior")
    assert made.cadre_level == "junior"

    wanted = Query("lead", choices={"cadre_level": frozenset(("junior",))})
    assert {one.id for one in reading.page(here.leader, wanted).rows} == {junior.id, made.id}
    assert [one.id for one in reading.page(here.leader, Query("lead", words="市管干部")).rows] == [senior.id]


def test_a_level_the_regime_does_not_know_is_refused(here: Room) -> None:
    with pytest.raises(Invalid) as told:
        lead(here, "district_managed")
    assert set(told.value.issues) == {"cadre_level"}
    made = lead(here)
    with pytest.raises(Invalid):
        leads.correct(here.leader, made.id, made.version, cadre_level="nobody")
    assert here.leader.table(Lead).get(made.id).cadre_level is None
    bind(here.leader, here.round.id, shipped_profile("lixian"))
    with pytest.raises(Invalid):
        lead(here, "junior", source="materials")


def test_a_level_travels_with_a_lead_that_was_handed_in_sealed(here: Room) -> None:
    leads.hand_in(here.member, here.group.id, accused="甲", content="乙", source="petition", cadre_level="city_managed")
    assert deposits.take_in(here.leader) == 1
    assert [one.cadre_level for one in here.leader.table(Lead).where()] == ["city_managed"]


@pytest.mark.provision("JDZ-39-00a", "JDZ-39-00b")
def test_each_level_has_a_ledger_of_its_own_with_its_keeper(here: Room) -> None:
    lead(here, "junior", accused="司马光明")
    lead(here, "city_managed", accused="诸葛焘")
    view = view_of(here.leader, here.group, "lead_ledger")
    first, second = view.levels

    assert (first.title, second.title) == (SENIOR, JUNIOR)
    assert "由市委巡察办建台账，指定专人负责" in first.scope
    assert "由市委巡察组建台账，指定专人负责" in second.scope
    assert [box.label for box in (*first.places, *second.places)] == [
        "台账专人（市委巡察办）",
        "台账专人（市委巡察组）",
    ]
    assert all("第三十九条" in one.notes for one in view.levels)
    pages = page_texts(printing_desk.preview_pdf(here.leader, "lead_ledger", view))
    (senior, junior) = (one_line_of(text) for text in pages)
    assert "诸葛焘" in senior
    assert "司马光明" not in senior
    assert "司马光明" in junior
    assert "诸葛焘" not in junior


def one_line_of(text: str) -> str:
    return "".join(text.split())


@pytest.mark.provision("JDZ-37-00")
def test_leads_that_go_first_are_marked_with_the_article_and_stand_first(here: Room) -> None:
    junior, senior = lead(here, "junior"), lead(here, "city_managed")

    assert "优先办理（第三十七条）" in cadre_levels.told(here.leader, senior)
    assert "优先" not in cadre_levels.told(here.leader, junior)
    assert cadre_levels.told(here.leader, lead(here)) == ""
    shown = cadre_levels.cells_of(here.leader, [junior, senior])
    assert [(one.text, one.tone) for one in shown] == [
        ("乡（科）级及以下干部", None),
        ("市管干部　优先", Tone.NOTICE),
    ]
    levels = view_of(here.leader, here.group, "lead_ledger").levels
    assert ["优先办理（第三十七条）" in one.scope for one in levels] == [True, False, False]


def test_a_level_without_leads_says_so_and_a_lead_without_level_is_not_lost(here: Room) -> None:
    lead(here, accused="未定人")
    senior, junior, rest = view_of(here.leader, here.group, "lead_ledger").levels

    for one in (senior, junior):
        assert [cell for row in one.rows for cell in row.cells if cell] == ["（无）"]
        assert "共0件" in one.scope
    assert "未填干部层级" in rest.title
    assert "未定人" in rest.rows[0].cells


@pytest.mark.provision("YL-24-02")
def test_a_regime_that_parts_leads_but_names_no_keeper_promises_none(here: Room) -> None:
    bind(here.leader, here.round.id, YL)
    made = leads.register(here.leader, here.group.id, accused="甲", content="乙", source="petition")
    made = leads.correct(here.leader, made.id, made.version, cadre_level="district_managed")
    view = view_of(here.leader, here.group, "lead_ledger")

    assert [one.title for one in view.levels] == ["区委管理的干部问题线索台账", "被巡察党组织管理的干部问题线索台账"]
    assert not any("建台账" in one.scope or one.places for one in view.levels)
    assert "先报领导小组" in cadre_levels.told(here.leader, made)


@pytest.mark.provision("JDZ-39-00a")
def test_the_office_prints_the_ledger_it_keeps_over_all_groups(tmp_path: Path) -> None:
    with office_room(tmp_path) as office:
        director, round_ = office.director, office.round
        assert "没有由巡察办建立" in str(paper(director, round_, "lead_ledger").why_not(director, round_))
        bind(director, round_.id, JDZ)
        given = {"content": "涉嫌收受好处", "source": "petition"}
        leads.register(director, office.group.id, accused="诸葛焘", cadre_level="city_managed", **given)
        leads.register(director, office.group.id, accused="司马光明", cadre_level="junior", **given)
        text = printed(director, round_, "lead_ledger")

        assert SENIOR in text
        assert "诸葛焘" in text
        assert "司马光明" not in text
        assert [one.subject_id for one in director.table(RestrictedPrint).where()] == [round_.id]


def test_the_group_does_not_print_the_offices_ledger(here: Room) -> None:
    one = paper(here.leader, here.round, "lead_ledger")
    with pytest.raises(Refused, match="由巡察办建立"):
        one.view(here.leader, here.round)


def test_the_blank_ledger_is_one_a_level_too(here: Room) -> None:
    view: Any = blank_papers.view(here.leader, here.group, "lead_ledger")
    assert [one.title for one in view.levels] == [SENIOR, JUNIOR]
    text = one_line(printing_desk.preview_pdf(here.leader, "lead_ledger", view))
    assert "（无）" not in text

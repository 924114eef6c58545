"""The level of cadres of a lead: asked where the regime parts leads, marked where they go first, nowhere else."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.group_room import Room
from tests.regimes import bind
from tests.ui.screens.conftest import Window
from tests.ui.screens.test_petitions import letter, sheet_over
from ui.screens.leads import LeadsScreen
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import leads

Open = Callable[..., Window]


def lead(here: Room, **values: Any) -> Lead:
    given = {"accused": "诸葛焘", "content": "涉嫌收受好处", "source": "petition"} | values
    return leads.register(here.leader, here.group.id, **given)


def heads(w: Window) -> list[str]:
    return [field.label for field in w.top.ledger.model.columns]


@pytest.fixture
def parted(here: Room) -> Room:
    """The same group under 景德镇's measures."""
    bind(here.leader, here.round.id, shipped_profile("jingdezhen"))
    return here


def test_a_regime_that_parts_no_leads_asks_for_no_level(qtbot: Any, here: Room, window: Open) -> None:
    lead(here, source="materials")
    w = window(here.leader, LeadsScreen)
    assert "干部层级" not in heads(w)
    assert "cadre_level" not in {f.name for f in w.top.ledger._offered()}
    qtbot.mouseClick(w.top.new, Qt.MouseButton.LeftButton)
    assert "cadre_level" not in w.top.form.editors


@pytest.mark.provision("JDZ-37-00")
def test_a_level_is_entered_and_its_leads_are_marked_as_going_first(qtbot: Any, parted: Room, window: Open) -> None:
    w = window(parted.leader, LeadsScreen)
    qtbot.mouseClick(w.top.new, Qt.MouseButton.LeftButton)
    page = w.top
    page.form.fill_values({"accused": "甲", "content": "乙", "source": "petition"})
    box = page.form.editors["cadre_level"].box
    box.setCurrentIndex(box.findText("市管干部"))
    assert page.store()
    assert "优先办理（第三十七条）" in page.by_rule.text
    assert page.by_rule.isVisible()
    (made,) = parted.leader.table(Lead).where()
    assert made.cadre_level == "city_managed"

    w = window(parted.leader, LeadsScreen)
    place = heads(w).index("干部层级")
    cell = w.top.ledger.model.index(0, place)
    assert cell.data() == "市管干部　优先"
    assert "第三十七条" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_the_ledger_is_filtered_by_level(qtbot: Any, parted: Room, window: Open) -> None:
    lead(parted, cadre_level="city_managed")
    junior = lead(parted, cadre_level="junior")
    w = window(parted.leader, LeadsScreen)
    ledger = w.top.ledger
    ledger.choose("cadre_level", "junior", True)
    qtbot.waitUntil(lambda: ledger.model.rowCount() == 1)
    assert ledger.model.id_at(0) == junior.id


def test_where_no_leads_are_parted_a_petition_asks_for_no_level(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.leader)
    w.open_record("petition", letter(here, accused="甲").id)
    qtbot.mouseClick(w.top.acts["形成线索"], Qt.MouseButton.LeftButton)
    sheet = sheet_over(w.top)
    assert set(sheet.editors) == {"accused", "accused_post", "content"}
    sheet.reject()


def test_a_petition_gives_its_lead_a_level(qtbot: Any, parted: Room, window: Open) -> None:
    found = letter(parted, accused="甲")
    w = window(parted.leader)
    w.open_record("petition", found.id)
    qtbot.mouseClick(w.top.acts["形成线索"], Qt.MouseButton.LeftButton)
    sheet = sheet_over(w.top)
    sheet.editors["cadre_level"].set_value("junior")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert [one.cadre_level for one in parted.leader.table(Lead).where()] == ["junior"]

"""The level of cadres of a lead comes to the office with it, and into the ledger the office keeps."""

import pytest

from tests.regimes import bind
from tests.services.packages.world import Exchange
from tests.services.test_table_papers import view_of
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import leads


@pytest.mark.provision("JDZ-39-00a")
def test_a_lead_brings_its_level_into_the_offices_ledger(planned: Exchange) -> None:
    office = planned.office.holder
    bind(office, planned.round.id, shipped_profile("jingdezhen"))
    planned.round = office.table(Round).get(planned.round.id)
    planned.start()
    group = planned.group.holder
    given = {"content": "口头减免易地建设费", "source": "interview"}
    senior = leads.register(group, planned.group_record.id, accused="诸葛焘", cadre_level="city_managed", **given)
    leads.register(group, planned.group_record.id, accused="司马光明", cadre_level="junior", **given)

    planned.take(office, planned.result())

    assert office.table(Lead).get(senior.id).cadre_level == "city_managed"
    (ledger,) = view_of(office, planned.round, "lead_ledger").levels
    assert ledger.title == "市管干部问题线索台账"
    assert ["诸葛焘" in row.cells for row in ledger.rows] == [True]

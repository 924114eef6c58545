"""What 礼县's plan orders beside chains and deadlines, as data: consent, addressees, rectification, duties, lists."""

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.matters import Force, MatterKind
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.rounds import Bound, CoverageClock
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.telling import Audience, DisclosurePoint

LIXIAN = shipped_profile("礼县")


def test_mending_on_the_spot_is_asked_of_the_leading_group_and_told_in_writing():
    (matter,) = LIXIAN.matters_of(MatterKind.IMMEDIATE_RECTIFICATION)
    assert (matter.approvers, matter.addressees, matter.written) == (("leading_group",), ("unit",), True)
    assert not matter.any_condition
    assert matter.printed == "边巡边改"
    chain = LIXIAN.chain_for("immediate_rectification")
    assert chain is not None
    assert chain.steps[-1].body == matter.approvers[0]


def test_important_matters_go_to_three_addressees_as_their_deadlines_say():
    found = {matter.id: matter.addressees for matter in LIXIAN.matters_of(MatterKind.IMPORTANT_MATTER)}
    assert found == {name: LIXIAN.deadline(name).addressees for name in found}
    assert {one for addressees in found.values() for one in addressees} == {
        "office",
        "county_committee",
        "leading_group",
    }


def test_private_hand_over_and_investigation_are_forbidden_and_have_no_approver():
    forbidden = [matter for matter in LIXIAN.matters if matter.force is Force.MUST_NOT]
    assert {matter.id for matter in forbidden} == {"private_transfer", "no_interference", "no_investigation"}
    assert all(not matter.approvers for matter in forbidden)


def test_questions_to_bodies_above_go_through_the_office():
    (matter,) = LIXIAN.matters_of(MatterKind.UPPER_INQUIRY)
    assert LIXIAN.body(matter.through).label == "县委巡察办"


def test_five_departments_are_asked_by_letter_without_a_number_of_years():
    assert [source.body for source in LIXIAN.information] == [
        code.id for code in LIXIAN.codes_for(ListPurpose.INQUIRY_DEPARTMENT)
    ]
    assert all(source.by_letter and source.years is None for source in LIXIAN.information)


def test_the_stay_is_a_fixed_month_and_the_round_covers_one_object():
    assert LIXIAN.on_site is not None
    assert LIXIAN.on_site.bound is Bound.FIXED
    (rule,) = LIXIAN.coverage
    assert (rule.clock, rule.words) == (CoverageClock.ROUND, "每轮至少1次")


def test_the_units_papers_go_straight_to_the_office_and_pressure_rises_from_custom_to_article():
    found = LIXIAN.rectification
    assert found is not None
    assert [stop.body for stop in found.route] == ["unit", "office"]
    assert set(found.route[0].documents) == {
        rule.document for rule in LIXIAN.started_by("feedback_received") if rule.addressees == ("office",)
    }
    assert [rung.standing for rung in found.ladder] == [Standing.CUSTOM, Standing.ARTICLE]
    assert [code.label for code in LIXIAN.codes_for(ListPurpose.RECTIFICATION_QUALITY)] == ["不及时", "不到位", "敷衍"]


def test_results_are_opened_within_limits_after_two_approvals():
    opened = {one.point: one for one in LIXIAN.disclosures}
    assert opened[DisclosurePoint.RESULT].audiences == (Audience.WITHIN_LIMITS,)
    chain = LIXIAN.chain_for("public_disclosure")
    assert chain is not None
    assert opened[DisclosurePoint.RESULT].approvers == tuple(step.body for step in chain.steps if step.on_paper)
    assert opened[DisclosurePoint.ENTRY].audiences == (Audience.PUBLIC,)


def test_duties_have_the_periods_the_plan_gives_and_no_invented_ones():
    assert {duty.id for duty in LIXIAN.duties_of(Period.PER_ROUND)} == {
        "lead_ledger",
        "petition_ledger",
        "group_results",
    }
    assert {duty.id for duty in LIXIAN.duties_of(Period.ANNUAL)} == {"annual_review"}
    without_number = {Period.REGULAR, Period.PROMPT, Period.UNSTATED}
    assert {duty.period for duty in LIXIAN.duties} == {Period.PER_ROUND, Period.ANNUAL} | without_number

"""What a finding is classified as goes with it from the group to the office."""

from tests.services.packages.world import Exchange
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import working_papers


def test_further_categories_and_tags_arrive_with_the_finding(both: Exchange) -> None:
    made = both.finding(also=("work_style", "political"), tags=("poverty_relief",))
    both.hang_scan(both.group.holder, made)
    both.sign(working_papers.submit(both.group.holder, made.id, made.version))
    both.take(both.office.clerk, both.result())
    there = both.office.clerk.table(Finding).get(made.id)
    assert (there.also, there.tags) == (("work_style", "political"), ("poverty_relief",))

"""One scan that hangs on several papers travels once, and every paper finds it where it arrives."""

from tests.services.packages.world import SCAN, Exchange
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.services import evidence


def test_a_scan_shared_by_papers_goes_once_and_opens_on_each(both: Exchange) -> None:
    papers = [both.signed_paper("甲"), both.signed_paper("乙")]
    at, office = both.group.holder, both.office.holder
    first = both.hang_scan(at, papers[0], "签批页.pdf")
    with at.carry_out("setup", Evidence.type.compartment) as tx:
        head = tx.head()
        tx.add(first.changed(**head, version=1, owner_id=papers[1].id))
    row = both.result()
    both.take(both.office.clerk, row)
    hung = [one for one in office.table(Evidence).where() if one.name == "签批页.pdf"]
    assert {one.owner_id for one in hung} == {paper.id for paper in papers}
    assert [evidence.content(office, one) for one in hung] == [SCAN, SCAN]

"""A package that is refused, or failed at the last step of sending, leaves nothing half changed and no number twice."""

import pytest

from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import StorageFailed
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.services import verification
from xuncha_desktop.services.packages import journal, kinds, receipts, receive
from xuncha_desktop.services.session import Tx


def test_a_paper_whose_return_is_refused_is_signed_again(both: Exchange) -> None:
    paper = both.signed_paper()
    office, group = both.office.holder, both.group.holder
    both.take(office, both.result())
    before = office.table(Paper).get(paper.id)
    sent = both.send(both.office, kinds.RETURN, paper.id, reason="缺合同复印件")
    assert office.table(Paper).get(paper.id).state is PaperState.RETURNED
    declined = receive.refuse(group, receive.fetch(group, both.path_of(sent)), "已补正")
    both.take(office, receipts.write(group, declined.id, both.stick))
    again, finding = office.table(Paper).get(paper.id), office.table(Finding).get(paper.subject_id)
    assert again == before.changed(version=again.version, updated_at=again.updated_at)
    assert again.state is PaperState.SIGNED
    assert (finding.state, finding.custodian) == (FindingState.SIGNED, office.place.workspace_id)
    assert verification.verify(office, full=False).first_broken is None


def test_a_package_that_could_not_be_journalled_keeps_its_number(
    both: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.signed_paper()
    at, written = both.group.holder, Tx.put_entry

    def full(tx: Tx, result: str) -> None:
        if tx.act == "package.send":
            raise StorageFailed("磁盘空间不足")
        written(tx, result)

    with monkeypatch.context() as patched:
        patched.setattr(Tx, "put_entry", full)
        with pytest.raises(StorageFailed):
            both.result()
    second = both.result()
    numbers = [row.seq for row in at.table(Package).where() if row.direction == journal.OUT]
    assert sorted(numbers) == [1, 2, 3]
    assert second.seq == 3
    for seq in (2, 3):
        (row,) = (row for row in journal.sent(at) if row.seq == seq)
        both.take(both.office.holder, row)

"""定稿: what left as a draft comes back as a file on its record, and travels like other evidence."""

from pathlib import Path

import pytest

from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.services import evidence, why_not

DOCX = b"PK\x03\x04 the report as it was passed"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "巡察报告（定稿）.docx"
    path.write_bytes(DOCX)
    return path


def hang(both: Exchange, path: Path) -> Evidence:
    leader = both.group.holder
    stored = evidence.take_in(leader, path)
    return evidence.attach(
        leader, "inspection_group", both.group_record.id, stored, path.name, form=evidence.FINAL, pages=12
    )


def test_the_final_report_hangs_on_its_group_and_reaches_the_office_with_the_results(
    both: Exchange, report: Path
) -> None:
    made = hang(both, report)
    assert [one.name for one in evidence.of(both.group.clerk, both.group_record)] == [report.name]
    assert why_not.attaching(both.group.clerk, both.group_record) is None

    both.take(both.office.clerk, both.result())

    (came,) = evidence.of(both.office.holder, both.group_record)
    assert (came.id, came.form, came.pages) == (made.id, "final", 12)
    assert came.custodian == made.custodian
    assert evidence.content(both.office.holder, came) == DOCX


def test_results_sent_again_bring_the_final_report_once(both: Exchange, report: Path) -> None:
    hang(both, report)
    both.take(both.office.clerk, both.result())
    both.take(both.office.clerk, both.result())
    assert len(evidence.of(both.office.clerk, both.group_record)) == 1


def test_a_file_on_a_group_that_is_not_there_is_refused(both: Exchange, report: Path) -> None:
    stored = evidence.take_in(both.group.holder, report)
    with pytest.raises(Refused):
        evidence.attach(both.group.holder, "inspection_group", "0" * 36, stored, report.name)

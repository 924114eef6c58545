"""A group's announcement: written down by the office it comes with the task, by the group with the results."""

from pathlib import Path

import pytest

from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.records.preparation import Announcement
from xuncha_desktop.services import announcements


def test_the_task_brings_what_the_office_wrote_down_and_the_office_goes_on_keeping_it(tmp_path: Path) -> None:
    both = Exchange(tmp_path)
    made = announcements.draft(both.office.clerk, both.group_record.id, phone="2230119")
    both.start()
    (there,) = both.group.holder.table(Announcement).where()
    assert (there.id, there.phone, there.custodian) == (made.id, "2230119", made.custodian)
    with pytest.raises(NotAllowed, match="保管"):
        announcements.correct(both.group.holder, there.id, there.version, phone="2230120")
    both.office.workspace.close()
    both.group.workspace.close()


def test_what_the_group_wrote_down_comes_with_the_results(both: Exchange) -> None:
    made = announcements.draft(both.group.clerk, both.group_record.id, phone="2230119")
    both.take(both.office.holder, both.result())
    (there,) = both.office.clerk.table(Announcement).where()
    assert (there.id, there.phone, there.custodian) == (made.id, "2230119", made.custodian)

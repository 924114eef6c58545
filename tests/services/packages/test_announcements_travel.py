"""A group's announcement: written down by the office it comes with the task, by the group with the results."""

from pathlib import Path

import pytest

from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.records.preparation import Announcement
from xuncha_desktop.services import announcements

POSTED = {"posted_at": ("县人防办门口",), "posted_on": "2019-07-08", "posted_by": "赵联络", "phone": ""}


def test_the_task_brings_what_the_office_wrote_down_and_the_group_registers_the_posting_upon_it(tmp_path: Path) -> None:
    both = Exchange(tmp_path)
    made = announcements.draft(both.office.clerk, both.group_record.id, phone="2230119")
    both.start()
    (there,) = both.group.holder.table(Announcement).where()
    assert (there.id, there.phone, there.custodian) == (made.id, "2230119", made.custodian)
    with pytest.raises(NotAllowed, match="保管"):
        announcements.correct(both.group.holder, there.id, there.version, phone="2230120")
    own = announcements.draft(both.group.clerk, both.group_record.id, **POSTED)
    assert (own.phone, own.posted_by) == ("2230119", "赵联络")
    with pytest.raises(Refused, match="请在原有的公告上修改"):
        announcements.draft(both.group.clerk, both.group_record.id, phone="2230121")
    again = announcements.correct(both.group.clerk, own.id, own.version, phone="2230120")
    assert announcements.of_group(both.group.clerk, both.group_record) == again
    both.take(both.office.holder, both.result())
    assert announcements.of_group(both.office.clerk, both.group_record) == again
    with pytest.raises(Refused, match="请在原有的公告上修改"):
        announcements.draft(both.office.clerk, both.group_record.id, phone="2230121")
    both.office.workspace.close()
    both.group.workspace.close()


def test_what_the_group_wrote_down_comes_with_the_results(both: Exchange) -> None:
    made = announcements.draft(both.group.clerk, both.group_record.id, phone="2230119")
    both.take(both.office.holder, both.result())
    (there,) = both.office.clerk.table(Announcement).where()
    assert (there.id, there.phone, there.custodian) == (made.id, "2230119", made.custodian)

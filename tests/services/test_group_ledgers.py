"""A group's 问题底稿台账 with its sums, and the 纪要 of its meetings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from tests.printing.papers import STAMP, one_line, page_texts
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.printing import render
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import onsite, paper_views


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def drawn(here: Room, record: Record, label: str) -> bytes:
    one = next(one for one in paper_views.papers_of(here.leader, record) if one.label == label)
    return render(one.form, one.view(here.leader, record), STAMP)


def test_the_ledger_of_findings_carries_its_sum_to_each_page_and_adds_it_up(here: Room) -> None:
    with pytest.raises(Refused, match="没有登记的问题"):
        drawn(here, here.group, "问题底稿台账")
    for number in range(40):
        here.finding(title=f"第{number}项", amount=123_456_78)
    here.finding(title="没有金额的一项", amount=None)
    first, second, *_, last = page_texts(drawn(here, here.group, "问题底稿台账"))

    assert "承前页" not in first
    assert "承前页" in second
    assert "合计" in last
    assert "4,938,271.20" in last


def test_a_meeting_has_minutes_to_send_round_once_something_was_said_there(here: Room) -> None:
    said = {"held_on": "2019-07-08", "chair": "王组长", "minute_taker": "赵联络", "attendees": ("王组长", "赵联络")}
    empty = onsite.register_group_meeting(here.liaison, here.group.id, **said)
    with pytest.raises(Refused, match="写不成纪要"):
        drawn(here, empty, "组务会纪要")
    full = onsite.register_group_meeting(here.liaison, here.group.id, **said, place="205室", minutes="决定补充取证")
    shown = one_line(drawn(here, full, "组务会纪要"))

    assert f"{here.group.name}组务会纪要" in shown
    assert "王组长在205室主持召开组务会" in shown
    assert "决定补充取证。" in shown
    assert "出席：王组长赵联络" in shown

"""A unit's plan and report are held against the feedback item by item."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.services import feedback_items, item_check, rectification
from xuncha_desktop.services import rectification_documents as documents


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.mark.provision("YL-35-00a")
@pytest.mark.provision("YL-35-00c")
def test_what_plan_and_report_leave_unanswered_is_named_item_by_item(here: OfficeRoom) -> None:
    found = here.received()
    given = {"received_on": here.clerk.today.isoformat(), "copies": 2}
    plan = documents.receive(here.clerk, found.id, "rectification_plan", number="31号", **given)
    told = item_check.unanswered(here.clerk, plan)
    assert told[0] == "一（一）1“维修费28.6万元未上会”没有整改措施"
    lowest = [
        one for one in feedback_items.of(here.clerk, found) if not feedback_items.children(here.clerk, found, one.id)
    ]
    assert len(told) == len(lowest)
    first = here.task(found)
    for item in lowest[1:]:
        who = {"responsible_unit": "办公室", "responsible_person": "孙祎", "due_on": "2019-11-08"}
        rectification.add(here.supervisor, item.id, measure="整改", **who)
    assert item_check.unanswered(here.clerk, plan) == []
    report = documents.receive(here.clerk, found.id, "rectification_report", number="40号", **given)
    told = item_check.unanswered(here.clerk, report)
    assert told[0] == "一（一）1“维修费28.6万元未上会”没有报告整改情况"
    assert len(told) == len(lowest)
    here.accepted(first)
    assert item_check.unanswered(here.clerk, report) == told[1:]


def test_the_principals_own_report_is_no_answer_to_items(here: OfficeRoom) -> None:
    found = here.received()
    given = {"received_on": here.clerk.today.isoformat(), "copies": 2}
    own = documents.receive(here.clerk, found.id, "principal_report", number="41号", **given)
    assert item_check.unanswered(here.clerk, own) == []

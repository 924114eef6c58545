"""Letters of a group from its records: whom to ask, who prints, the strip beside its letter, a post named once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from tests.office_room import office_room
from tests.printing.papers import STAMP, one_line, page_texts
from tests.services.test_immediate import issued, now
from tests.services.test_requests import Pair
from tests.services.test_stay_papers import talk
from xuncha_desktop.printing import render
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import immediate, onsite, paper_views
from xuncha_desktop.services.session import Session


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with office_room(tmp_path) as made:
        yield Pair(made)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def drawn(session: Session, record: Record) -> bytes:
    one = next(one for one in paper_views.papers_of(session, record) if one.form == record.type.name)
    return render(one.form, one.view(session, record), STAMP)


@pytest.mark.parametrize(
    ("contact", "shown"), [("赵联络，2230119", "（联系人及电话：赵联络，2230119）"), ("", "（联系人：电话：）")]
)
def test_a_request_tells_whom_to_ask_and_who_prints_it(pair: Pair, contact: str, shown: str) -> None:
    record = now(pair)
    sent = immediate.request(pair.leader, record.id, record.version, "2019-07-15", contact=contact)
    said = one_line(drawn(pair.leader, sent))
    assert shown in said
    assert f"{pair.office.group.name}2019年7月15日印发" in said


def test_the_strip_to_sign_never_stands_on_a_page_without_the_letters_end(pair: Pair) -> None:
    record = issued(pair)
    for lines in range(1, 14):
        longer = record.changed(suggestion="\n".join(["清理出口，更换照明灯。"] * lines))
        (torn,) = [page for page in page_texts(drawn(pair.leader, longer)) if "沿此线撕下" in page.replace(" ", "")]
        assert "整改时限" in torn


@pytest.mark.parametrize(("given", "shown"), [("副主任", "{unit}副主任"), ("{unit}副主任", "{unit}副主任")])
def test_a_post_written_with_its_unit_names_the_unit_once(here: Room, given: str, shown: str) -> None:
    unit = here.member.table(Unit).get(here.group.unit_id).name
    made = onsite.register_interview(here.member, here.group.id, **talk(here, interviewee_post=given.format(unit=unit)))
    assert f"单位职务{shown.format(unit=unit)}" in one_line(drawn(here.member, made))

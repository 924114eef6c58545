"""Under whose name a paper goes out: never under that of a body that does not send it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.printing.papers import STAMP, one_line
from tests.regimes import bind
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.printing import render
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import feedback, paper_views, printing_desk, profiles, workspaces
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.connection import transaction

MADE_UP = {
    "committee": "中共临溪县委员会",
    "leading_group": "中共临溪县委巡察工作领导小组",
    "office": "临溪县委巡察办公室",
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def printed(here: OfficeRoom, record: Record, label: str) -> str:
    one = next(one for one in paper_views.papers_of(here.clerk, record) if one.label == label)
    return one_line(render(one.form, one.view(here.clerk, record), STAMP))


def make_up(here: OfficeRoom) -> None:
    core = here.clerk.db(Compartment.CORE)
    with transaction(core):
        meta.write(core, workspaces.DEMO, "1")
        meta.write(core, workspaces.HEADS, canonical(MADE_UP).decode())


def test_the_notice_and_the_plan_bear_their_senders_room_for_a_number_and_who_prints_them(here: OfficeRoom) -> None:
    here.decided()
    drafted = feedback.create(here.clerk, here.group.id, "反馈意见")
    for record, label, sender in (
        (drafted, "县委通报", "中共礼县委员会"),
        (here.group, "巡察工作方案", "中共礼县委巡察工作领导小组"),
    ):
        said = printed(here, record, label)
        assert f"{sender}文件" in said
        assert "〔〕号" in said
        assert "中共礼县委巡察工作领导小组办公室年月日印发" in said


def test_a_made_up_place_brings_the_names_of_its_own_bodies(here: OfficeRoom) -> None:
    make_up(here)
    said = printed(here, here.group, "巡察工作方案")
    assert "中共临溪县委巡察工作领导小组文件" in said
    assert "礼县" not in said
    assert "中共临溪县委员会文件" in printed(here, feedback.create(here.clerk, here.group.id, "反馈意见"), "县委通报")


def test_without_a_known_name_a_paper_is_refused_and_only_the_office_goes_by_its_workspace(here: OfficeRoom) -> None:
    shipped = shipped_profile("lixian")
    bare = replace(shipped, bodies=tuple(replace(body, letterhead="") for body in shipped.bodies))
    assert printing_desk.letterhead(here.clerk, bare, BodyKind.OFFICE) == here.clerk.place.name
    for kind in (BodyKind.COMMITTEE, BodyKind.LEADING_GROUP):
        assert printing_desk.known_letterhead(here.clerk, bare, kind) == ""
        with pytest.raises(Refused, match=r"没有写明.*发文全称"):
            printing_desk.letterhead(here.clerk, bare, kind)


def test_a_paper_without_a_sender_says_so_before_it_is_opened(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, shipped_profile("baqiao"))
    assert not profiles.letterhead(profiles.of_round(here.clerk, here.round.id), BodyKind.LEADING_GROUP)
    plan = next(one for one in paper_views.papers_of(here.clerk, here.group) if one.form == "round_work_plan")
    assert "领导小组的发文全称" in (plan.why_not(here.clerk, here.group) or "")
    with pytest.raises(Refused, match="不能以它的名义"):
        plan.view(here.clerk, here.group)

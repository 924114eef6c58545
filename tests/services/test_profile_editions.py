"""An office's own editions: made from the one in use, checked with the place, previewed, adopted by a draft only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged, NotAllowed, Refused, Stale
from xuncha_desktop.records.organisation import Round, RoundState
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import planning, profile_editions, profile_reading, profiles, reading
from xuncha_desktop.services.profile_editions import Draft
from xuncha_desktop.services.session import Session

REASON = "县委书记专题会议2019年第3次会议决定"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


def rule(draft: Draft, rule_id: str) -> tuple[Any, ...]:
    ids = [one["id"] for one in draft.content["deadlines"]]
    return ("deadlines", ids.index(rule_id))


def longer(session: Session, days: int = 15) -> Draft:
    """A draft with a longer plan, owned as the office's custom."""
    draft = profile_editions.begin(session, profile_reading.known(session)[0].digest)
    place = rule(draft, "rectification_plan")
    for name, value in (("amount", days), ("standing", "custom"), ("article", None), ("note", "本县自定")):
        draft.put((*place, name), value)
    return draft


def kept(here: OfficeRoom, days: int = 15) -> Profile:
    return profile_editions.keep(here.director, longer(here.director, days), "礼县规则（本县修订）", REASON)


def test_a_changed_rule_makes_the_next_edition_and_leaves_the_old_one_as_it_is(here: OfficeRoom) -> None:
    old = profiles.of_round(here.clerk, here.round.id)
    new = kept(here)
    assert (new.about.id, new.about.edition, new.about.name) == (
        "lixian",
        old.about.edition + 1,
        "礼县规则（本县修订）",
    )
    assert new.digest != old.digest
    assert profiles.by_digest(here.clerk, new.digest).deadline("rectification_plan").amount == 15
    assert old.deadline("rectification_plan").amount == 10
    own = next(one for one in profile_reading.known(here.clerk) if one.digest == new.digest)
    assert own.origin == "本处修订"
    assert own.maker is not None
    assert (own.maker.parent, own.maker.by, own.maker.reason) == (old.digest, "周主任", REASON)


def test_a_round_keeps_the_edition_it_began_with(here: OfficeRoom) -> None:
    here.received()
    before = here.clerk.table(Deadline).where(order="rowid")
    kept(here)
    assert profiles.of_round(here.clerk, here.round.id).digest == here.round.profile_digest
    assert here.clerk.table(Deadline).where(order="rowid") == before


def test_two_editions_are_told_apart_rule_by_rule(here: OfficeRoom) -> None:
    old, new = profiles.of_round(here.clerk, here.round.id), kept(here)
    (row,) = profile_reading.side_by_side(old, new)
    assert ("10个工作日" in row.left, "15个工作日" in row.right) == (True, True)
    assert (row.left_ground, row.right_ground) == ("条文·巡察工作方案六、（四）", "惯例")


def test_an_edition_is_refused_with_the_place_of_every_fault(here: OfficeRoom) -> None:
    draft = profile_editions.begin(here.director, here.round.profile_digest)
    place = rule(draft, "rectification_plan")
    draft.put((*place, "amount"), 15)
    assert [(one.place, one.path) for one in draft.faults()] == [("期限 › 报送整改方案 › 效力", (*place, "standing"))]
    draft.put((*place, "amount"), 0)
    assert ("期限 › 报送整改方案 › 数量", "应当在1到3650之间") in [(one.place, one.sentence) for one in draft.faults()]
    with pytest.raises(Refused, match="期限 › 报送整改方案 › 数量"):
        profile_editions.keep(here.director, draft, "坏的", REASON)
    assert profiles.digests(here.clerk) == [here.round.profile_digest]


def test_steps_are_taken_back_one_by_one(here: OfficeRoom) -> None:
    draft = profile_editions.begin(here.director, here.round.profile_digest)
    place = draft.grow(("deadlines",))
    assert any(one.path == (*place, "label") and one.sentence == "必须填写" for one in draft.faults())
    draft.put((*place, "label"), "报送半年情况")
    draft.undo()
    draft.undo()
    assert not draft.changed
    assert draft.faults() == []
    with pytest.raises(Refused, match="没有任何改动"):
        profile_editions.keep(here.director, draft, "新名称", REASON)


@pytest.mark.parametrize(("name", "reason"), [("", REASON), ("名" * 61, REASON), ("名称", "  ")])
def test_an_edition_needs_a_name_and_a_reason(here: OfficeRoom, name: str, reason: str) -> None:
    with pytest.raises(Refused):
        profile_editions.keep(here.director, longer(here.director), name, reason)
    assert len(profiles.digests(here.clerk)) == 1


def test_only_the_director_makes_and_adopts_editions(here: OfficeRoom) -> None:
    draft = longer(here.clerk)
    with pytest.raises(NotAllowed):
        profile_editions.keep(here.clerk, draft, "干事的", REASON)
    new = kept(here)
    with pytest.raises(NotAllowed):
        profile_editions.adopt(here.clerk, here.round.id, here.round.version, new.digest, REASON)


def test_what_an_edition_would_move_is_shown_for_comparison_only_where_the_round_has_begun(here: OfficeRoom) -> None:
    here.received()
    begun = planning.advance_round(here.director, here.round.id, here.round.version, RoundState.APPROVED)
    before = here.clerk.table(Deadline).where(order="rowid")
    draft = longer(here.director)
    found = profile_editions.preview(here.director, draft.profile(), draft.base)
    assert found.differences == 1
    (moved,) = found.moved
    assert moved.deadline.rule == "rectification_plan"
    assert moved.begun
    assert "仅供对照" in moved.words
    assert found.lines == ("2019年专项巡察　县人防办", f"　　{moved.words}")
    assert moved.before_on is not None
    assert moved.after_on is not None
    assert moved.before_on < moved.after_on
    assert here.clerk.table(Deadline).where(order="rowid") == before
    assert begun.profile_digest == here.round.profile_digest


def test_a_rule_left_out_is_told_as_missing(here: OfficeRoom) -> None:
    here.received()
    draft = profile_editions.begin(here.director, here.round.profile_digest)
    draft.drop(rule(draft, "rectification_plan"))
    found = profile_editions.preview(here.director, draft.profile(), draft.base)
    assert any(one.dropped and "新版没有这项期限" in one.words for one in found.moved)


def test_a_round_in_draft_goes_over_to_the_new_edition_with_a_reason_in_its_history(here: OfficeRoom) -> None:
    new = kept(here)
    assert [one.id for one in profile_editions.adoptable(here.director, new.digest)] == [here.round.id]
    with pytest.raises(Refused, match="理由"):
        profile_editions.adopt(here.director, here.round.id, here.round.version, new.digest, " ")
    made = profile_editions.adopt(here.director, here.round.id, here.round.version, new.digest, REASON)
    assert (made.profile, made.profile_digest) == ("礼县规则（本县修订）", new.digest)
    assert profiles.of_round(here.clerk, here.round.id).digest == new.digest
    assert reading.history(here.clerk, "round", made.id)[0].reason == REASON
    with pytest.raises(Stale):
        profile_editions.adopt(here.director, made.id, here.round.version, here.round.profile_digest, REASON)


def test_a_round_that_was_ever_approved_never_changes_its_edition(here: OfficeRoom) -> None:
    new = kept(here)
    found = planning.advance_round(here.director, here.round.id, here.round.version, RoundState.APPROVED)
    with pytest.raises(Refused, match="已经批准过"):
        profile_editions.adopt(here.director, found.id, found.version, new.digest, REASON)
    back = planning.advance_round(here.director, found.id, found.version, RoundState.DRAFT, "漏了附件")
    with pytest.raises(Refused, match="已经批准过"):
        profile_editions.adopt(here.director, back.id, back.version, new.digest, REASON)
    assert profile_editions.adoptable(here.director, new.digest) == []
    assert here.clerk.table(Round).get(back.id).profile_digest == here.round.profile_digest


def test_planning_offers_the_office_s_newest_edition_before_the_program_s(here: OfficeRoom) -> None:
    first = kept(here, 12)
    newest = profile_editions.begin(here.director, first.digest)
    assert newest.edition == 3
    second = kept(here, 20)
    assert second.about.edition == 3
    ours = [one for one in profiles.offered(here.clerk) if one.about.id == "lixian"]
    assert [one.digest for one in ours] == [second.digest, shipped_profile("lixian").digest]


def test_an_edition_given_out_is_taken_in_by_another_office(here: OfficeRoom, tmp_path: Path) -> None:
    new = kept(here)
    target = tmp_path / "规则.xprofile"
    profile_editions.hand_out(here.clerk, new.digest, target)
    with pytest.raises(Refused, match="已在本工作区"):
        profile_editions.take_in(here.director, profile_editions.read_file(target), REASON)
    with office_room(tmp_path / "second") as there:
        made = profile_editions.take_in(there.director, profile_editions.read_file(target), "县里统一")
        assert made.digest == new.digest
        assert [one.origin for one in profile_reading.known(there.director) if one.maker] == ["由文件导入"]


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"format":"xuncha-profile/2"}'])
def test_foreign_bytes_are_refused_and_nothing_is_kept(here: OfficeRoom, raw: bytes) -> None:
    with pytest.raises(Refused):
        profile_editions.take_in(here.director, raw, REASON)
    assert len(profiles.digests(here.clerk)) == 1


def test_a_profile_that_would_open_more_is_refused(here: OfficeRoom) -> None:
    content = shipped_profile("lixian").plain()
    member = next(post for post in content["posts"] if post["id"] == "member")
    member["access"]["opens"] = ["core", "work", "restricted", "conduct"]
    with pytest.raises(Refused, match="不能由规则档放宽"):
        profile_editions.opened(canonical({"format": "xuncha-profile/2", **content}))
    with pytest.raises(Damaged):
        profile_editions.opened(b" " * (1024 * 1024 + 1))


def test_an_own_edition_travels_in_the_task_package_of_its_round(tmp_path: Path) -> None:
    made = Exchange(tmp_path)
    director = made.office.holder
    new = profile_editions.keep(director, longer(director), "本县修订", REASON)
    made.round = profile_editions.adopt(director, made.round.id, made.round.version, new.digest, REASON)
    made.start()
    found = profiles.of_round(made.group.holder, made.round.id)
    assert found.digest == new.digest
    assert found.deadline("rectification_plan").amount == 15
    made.close()

"""A post belongs to a place: a group's people work in the group's workspace, the office's in the office's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.people import GROUP, OFFICE, OFFICERS, Post
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import accounts
from xuncha_desktop.services.workspaces import Pending

STRANGE = {"office": GROUP, "group": OFFICE}


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Office]:
    """Both kinds, each with one more account that nobody has certified yet."""
    made: dict[str, Office] = {}
    for kind, holder in (("office", Post.OFFICE_DIRECTOR), ("group", Post.LEADER)):
        place = made[kind] = Office(tmp_path_factory.mktemp(kind) / kind, kind=kind, holder_post=holder).settle()
        accounts.open_account(place.enter("sysadmin"), "wang", "王某", INITIAL, cost=CHEAP)
        place.door.choose_password(place.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
        place.close()
    return made


@pytest.fixture(params=["office", "group"])
def place(request: pytest.FixtureRequest, settled: dict[str, Office], tmp_path: Path) -> Iterator[Office]:
    made = settled[request.param].copied(tmp_path / "place")
    yield made
    made.close()


def wang(place: Office) -> str:
    (user_id,) = [one.user_id for one in place.door.ring().accounts if one.login == "wang"]
    return user_id


def certified_long_ago(place: Office, posts: list[Post]) -> str:
    """A key file as an earlier version of this program left it: certified and given keys, whatever the place."""
    user_id, keys, door = wang(place), ("core", "work"), place.door
    officer, holder = door.unlock("secadmin", PASSWORD), door.unlock("holder", PASSWORD)
    said = {"certificate_id": "old", "from_on": place.clock.now.date(), "at": 1_562_572_800_000_000}
    ring = door.ring().certify(officer, user_id, [post.value for post in posts], keys, **said)  # type: ignore[arg-type]
    for key in keys:
        ring = ring.grant(holder, user_id, key, at=1_562_572_800_000_000)
    door.folder.write_ring(ring)
    return user_id


def test_r06_a_post_of_another_place_is_not_certified_and_the_key_file_stays_as_it_was(place: Office) -> None:
    security, user_id, before = place.enter("secadmin"), wang(place), place.door.ring().head
    for post in STRANGE[place.kind]:
        with pytest.raises(Refused, match=f"{post.label}是.*的岗位，不能在.*的工作区认定"):
            accounts.certify(security, user_id, [post], place.profile)
        own = Post.OFFICE_CLERK if place.kind == "office" else Post.MEMBER
        with pytest.raises(Refused, match=post.label):
            accounts.certify(security, user_id, [own, post], place.profile)
    assert place.door.ring().head == before


def test_every_post_of_a_place_is_offered_there_and_can_be_certified(place: Office) -> None:
    security, user_id = place.enter("secadmin"), wang(place)
    offered = accounts.posts_here(security)
    assert set(offered) == (OFFICE if place.kind == "office" else GROUP) | OFFICERS
    for post in set(offered) - OFFICERS:
        accounts.certify(security, user_id, [post], place.profile)
    (line,) = [line for line in accounts.lines(security) if line.account.user_id == user_id]
    assert set(line.posts) == set(offered) - OFFICERS


def test_r06_an_old_certificate_of_another_place_opens_nothing_and_the_person_is_told_why(place: Office) -> None:
    certified_long_ago(place, [min(STRANGE[place.kind])])
    knock = place.door.unlock("wang", PASSWORD)
    assert not knock.posts
    assert not knock.keys
    with pytest.raises(Pending, match=r"您的岗位属于巡察.*不生效，请安全保密管理员撤销后重新认定"):
        place.door.enter(knock)


def test_r06_a_certificate_for_posts_of_both_places_is_void_as_a_whole(place: Office) -> None:
    certified_long_ago(place, [Post.OFFICE_CLERK, Post.MEMBER])
    assert not place.door.unlock("wang", PASSWORD).keys


def test_an_old_certificate_of_another_place_is_shown_gets_no_keys_and_can_be_revoked(place: Office) -> None:
    user_id = certified_long_ago(place, [min(STRANGE[place.kind])])
    with pytest.raises(NotAllowed):
        accounts.grant_wanting(place.enter("holder"), user_id)
    security = place.enter("secadmin")

    def line() -> accounts.AccountLine:
        return next(each for each in accounts.lines(security) if each.account.user_id == user_id)

    assert (line().posts, line().certificates, line().wants_keys) == ((), (), False)
    assert [one.certificate_id for one in line().misplaced] == ["old"]
    accounts.revoke(security, "old", "认定有误")
    assert line().misplaced == ()
    own = Post.OFFICE_CLERK if place.kind == "office" else Post.MEMBER
    accounts.certify(security, user_id, [own], place.profile)
    assert place.enter("wang").actor.posts == {own}


def test_the_shipped_profile_puts_every_post_where_the_program_does() -> None:
    for kind, posts in (("office", OFFICE), ("group", GROUP)):
        assert {shipped_profile("lixian").post(post.value).place.value for post in posts} == {kind}

"""A clock set back revives nothing that has run out; one that was set ahead by mistake is put right by an officer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.services import accounts, auditing, clock_trust, planning
from xuncha_desktop.services.workspaces import DEMO, Door, Pending
from xuncha_desktop.storage import meta

OTHER = "Xin-kou-ling-9"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with real data, and a clerk whose post ends today."""
    made = Office(tmp_path_factory.mktemp("settled") / "office").settle()
    session = made.enter("holder")
    with session.carry_out("setup", Compartment.CORE) as tx:
        meta.write(tx.db, DEMO, "0")
    user_id = accounts.open_account(made.enter("sysadmin"), "wang", "王干事", INITIAL, cost=CHEAP)
    made.door.choose_password(made.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    security = made.enter("secadmin")
    accounts.certify(security, user_id, [Post.OFFICE_CLERK], made.profile, until_on=security.today)
    accounts.grant_wanting(made.enter("holder"), user_id)
    made.close()
    return made


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def restarted(office: Office) -> Office:
    """The program started anew: nothing is known but what lies in the folder."""
    office.close()
    office.door = Door(office.path, office.means)
    return office


def test_r05_a_clock_set_back_revives_no_certificate_that_has_run_out(office: Office) -> None:
    office.clock.now += DAY
    office.enter("holder")
    office.clock.now -= DAY
    knock = restarted(office).door.unlock("wang", PASSWORD)
    assert not knock.keys
    with pytest.raises(Pending, match="您的岗位认定已到期"):
        office.door.enter(knock)


def test_r05_any_act_in_the_core_is_a_moment_known_not_only_a_login(office: Office) -> None:
    holder = office.enter("holder")
    office.clock.now += DAY
    planning.register_unit(holder, name="县水务局", kind="government_organ")
    office.clock.now -= DAY
    assert not restarted(office).door.unlock("wang", PASSWORD).keys


def test_r05_in_an_open_session_a_clock_set_back_revives_nothing(office: Office) -> None:
    clerk = office.enter("wang")
    office.clock.now += DAY
    with pytest.raises(NotAllowed, match="已到期"):
        clerk.table(Unit).where()
    office.clock.now -= DAY
    with pytest.raises(NotAllowed, match="已到期"):
        clerk.table(Unit).where()
    assert not restarted(office).door.unlock("wang", PASSWORD).keys


def test_r05_nobody_is_given_keys_for_a_certificate_that_ran_out_before_the_clock_was_set_back(office: Office) -> None:
    security = office.enter("secadmin")
    (line,) = [line for line in accounts.lines(security) if line.account.login == "wang"]
    assert line.posts == (Post.OFFICE_CLERK,)
    office.clock.now += DAY
    office.enter("holder")
    office.clock.now -= DAY
    (line,) = [line for line in accounts.lines(office.enter("secadmin")) if line.account.login == "wang"]
    assert (line.posts, line.wants_keys) == ((), False)


def test_r05_a_clock_set_back_revives_no_password_that_is_too_old(office: Office) -> None:
    office.clock.now += 6 * DAY
    holder = office.enter("holder")
    office.clock.now += DAY
    planning.register_unit(holder, name="县水务局", kind="government_organ")
    office.clock.now -= 5 * DAY
    knock = restarted(office).door.unlock("holder", PASSWORD)
    with pytest.raises(NotAllowed, match="口令已到期"):
        office.door.enter(knock)
    office.door.enter(office.door.choose_password(knock, PASSWORD, OTHER, cost=CHEAP)).close()
    assert not office.door.unlock("holder", OTHER).must_change


def set_ahead_and_back(office: Office) -> None:
    """Somebody logs in while the clock stands ten years ahead."""
    office.clock.now += 3650 * DAY
    knock = office.door.unlock("secadmin", PASSWORD)
    office.door.enter(office.door.choose_password(knock, PASSWORD, OTHER, cost=CHEAP)).close()
    office.clock.now -= 3650 * DAY


def test_a_clock_once_set_ahead_is_put_right_by_the_security_officer_and_the_audit_says_so(office: Office) -> None:
    set_ahead_and_back(office)
    assert not restarted(office).door.unlock("wang", PASSWORD).keys
    security = office.enter("secadmin", OTHER)
    assert clock_trust.behind(security) > 3649 * 86_400
    with pytest.raises(Refused, match="依据"):
        clock_trust.confirm(security, " ")
    clock_trust.confirm(security, "时钟曾误设为2029年")
    assert clock_trust.behind(security) == 0
    with pytest.raises(Refused, match="没有倒退"):
        clock_trust.confirm(security, "再确认一次")
    assert office.enter("wang").actor.posts == {Post.OFFICE_CLERK}
    said = auditing.part(office.enter("auditor"), auditing.Wish(act="clock.confirm"), size=10).lines
    (told,) = [line.facts for line in said if not line.refused]
    assert told["why"] == "时钟曾误设为2029年"
    assert told["seconds"] > 3649 * 86_400


def test_a_password_changed_in_a_future_that_never_was_is_changed_again(office: Office) -> None:
    set_ahead_and_back(office)
    clock_trust.confirm(office.enter("secadmin", OTHER), "时钟曾误设为2029年")
    knock = restarted(office).door.unlock("secadmin", OTHER)
    assert knock.must_change
    office.door.enter(office.door.choose_password(knock, OTHER, PASSWORD, cost=CHEAP)).close()


@pytest.mark.parametrize("login", ["holder", "auditor"])
def test_nobody_else_says_that_the_clock_is_right(office: Office, login: str) -> None:
    set_ahead_and_back(office)
    knock = office.door.unlock(login, PASSWORD)
    session = office.door.enter(office.door.choose_password(knock, PASSWORD, OTHER, cost=CHEAP))
    with pytest.raises(NotAllowed):
        clock_trust.confirm(session, "时钟无误")
    assert clock_trust.behind(session)
    session.close()

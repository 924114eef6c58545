"""What the door and an open session keep promising: passwords age, certificates end, failures and key changes show."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from xuncha_desktop.kernel.errors import NotAllowed, Refused, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.services import accounts, auditing, drafts, evidence, planning
from xuncha_desktop.services.session import Tx
from xuncha_desktop.services.workspaces import DEMO
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.folder import WorkspaceFolder


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("settled") / "office").settle()


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def entries(office: Office) -> tuple[auditing.Line, ...]:
    return auditing.part(office.enter("auditor"), auditing.Wish(), size=1000).lines


def real(office: Office) -> None:
    """Make it a workspace with real data: a demonstration's passwords never age."""
    session = office.enter("holder")
    with session.carry_out("setup", Compartment.CORE) as tx:
        meta.write(tx.db, DEMO, "0")
    session.close()


def test_a_password_that_is_too_old_opens_nothing_until_it_is_changed(office: Office) -> None:
    real(office)
    office.clock.now += timedelta(days=6)
    assert not office.door.unlock("holder", PASSWORD).must_change
    office.clock.now += timedelta(days=1)
    knock = office.door.unlock("holder", PASSWORD)
    with pytest.raises(NotAllowed, match="口令已到期"):
        office.door.enter(knock)
    fresh = office.door.choose_password(knock, PASSWORD, "Xin-kou-ling-9", cost=CHEAP)
    assert not fresh.must_change
    office.door.enter(fresh).close()


def test_the_passwords_of_a_demonstration_do_not_age(office: Office) -> None:
    office.clock.now += timedelta(days=3000)
    office.enter("holder")


@pytest.mark.skipif(os.name != "posix", reason="rights of files are the folder's there")
def test_nothing_of_a_workspace_can_be_read_by_other_accounts(office: Office, tmp_path: Path) -> None:
    session = office.enter("holder")
    evidence.take_in_bytes(session, b"scan")
    drafts.put(session, office.path, {"words": "未写完"})
    with pytest.raises(NotAllowed):
        office.door.unlock("holder", "wrong-Pass-1#")
    office.door.folder.lock().release()
    shown = [path.name for path in office.path.rglob("*") if path.stat().st_mode & 0o077]
    assert shown == []
    opened = tmp_path / "empty"
    opened.mkdir()
    opened.chmod(0o755)
    WorkspaceFolder(opened).make()
    assert opened.stat().st_mode & 0o077 == 0


def test_r05_midnight_ends_what_a_certificate_opened_and_the_refusal_is_noted(office: Office) -> None:
    admin = office.enter("sysadmin")
    user_id = accounts.open_account(admin, "wang", "王干事", INITIAL, cost=CHEAP)
    office.door.choose_password(office.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    security = office.enter("secadmin")
    accounts.certify(security, user_id, [Post.OFFICE_CLERK], office.profile, until_on=security.today)
    accounts.grant_wanting(office.enter("holder"), user_id)
    clerk = office.enter("wang")
    planning.register_unit(clerk, name="县人防办", kind="government_organ")
    office.clock.now += timedelta(days=1)
    with pytest.raises(NotAllowed, match="已到期"):
        planning.register_unit(clerk, name="县水务局", kind="government_organ")
    with pytest.raises(NotAllowed, match="已到期"):
        clerk.table(Unit).where()
    clerk.close()
    assert any(line.refused and line.act == "unit.register" for line in entries(office))


def test_k02_failures_before_a_lock_that_was_waited_out_still_reach_the_audit(office: Office) -> None:
    for _ in range(5):
        office.seconds += 40
        with pytest.raises(NotAllowed):
            office.door.unlock("holder", "wrong-Pass-1#")
    office.seconds += 31 * 60
    office.enter("holder").close()
    told = [line.facts["failures"] for line in entries(office) if line.act == "login" and line.name == "周主任"]
    assert told == [5]


def test_a_key_change_whose_entry_could_not_be_written_is_told_with_the_next_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = office.enter("sysadmin")

    def full(_: Tx, __: str) -> None:
        raise StorageFailed("磁盘空间不足")

    with monkeypatch.context() as patched:
        patched.setattr(Tx, "put_entry", full)
        with pytest.raises(StorageFailed):
            accounts.open_account(admin, "wang", "王组员", INITIAL, cost=CHEAP)
    accounts.open_account(admin, "zhao", "赵组员", INITIAL, cost=CHEAP)
    (entry,) = (line for line in entries(office) if line.act == "account.open")
    assert [kind for kind, _ in entry.facts["statements"]] == ["account", "account"]


def test_r06_an_office_certifies_nobody_for_one_group_only_because_its_keys_open_all(office: Office) -> None:
    admin = office.enter("sysadmin")
    user_id = accounts.open_account(admin, "wang", "王干事", INITIAL, cost=CHEAP)
    office.door.choose_password(office.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    security = office.enter("secadmin")
    with pytest.raises(Refused, match="不能限定范围"):
        accounts.certify(security, user_id, [Post.OFFICE_CLERK], office.profile, scope="临巡二")
    assert office.door.ring().state.posts_ever(user_id) == set()


def test_a_reason_without_end_is_refused_and_nothing_is_done(office: Office) -> None:
    secadmin = office.enter("secadmin")
    before = office.door.ring().head
    with pytest.raises(Refused, match="不能超过1000字"):
        accounts.revoke(secadmin, "founding-office_director", "长" * 1001)
    assert office.door.ring().head == before


def test_a05_a_clock_set_back_stands_in_the_audit_and_order_stays(office: Office) -> None:
    office.enter("holder").close()
    office.clock.now -= timedelta(hours=1)
    office.enter("holder").close()
    office.clock.now += timedelta(hours=1)
    logins = [line for line in entries(office) if line.act == "login" and line.name == "周主任"]
    told = [line.facts.get("clock_went_back_seconds", 0) for line in sorted(logins, key=lambda line: line.seq)]
    assert told[-2] == 0
    assert 3_000 < told[-1] <= 3_600

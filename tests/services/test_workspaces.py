"""A workspace from its making to the first working day: passwords, certificates, keys, and who opens what."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from xuncha_desktop.kernel.errors import Damaged, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.services import accounts, auditing, planning
from xuncha_desktop.services.verification import verify_keyless
from xuncha_desktop.services.workspaces import Door, Pending, Waiting
from xuncha_desktop.storage import audit


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("settled") / "office").settle()


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def test_the_first_password_must_be_changed_before_anything_opens(tmp_path: Path) -> None:
    office = Office(tmp_path / "new")
    unlocked = office.door.unlock("holder", INITIAL)
    assert unlocked.must_change
    with pytest.raises(NotAllowed, match="初始口令"):
        office.door.enter(unlocked)
    office.door.choose_password(unlocked, INITIAL, PASSWORD, cost=CHEAP)
    assert office.enter("holder").holds(Compartment.RESTRICTED)
    with pytest.raises(NotAllowed):
        office.door.unlock("holder", INITIAL)
    office.close()


def test_each_officer_opens_only_what_his_duty_needs(office: Office) -> None:
    assert set(office.enter("sysadmin").connections) == {Compartment.CORE}
    assert set(office.enter("secadmin").connections) == {Compartment.CORE, Compartment.AUDIT}
    auditor = office.enter("auditor")
    assert set(auditor.connections) == {Compartment.CORE, Compartment.AUDIT}
    assert "audit_detail" in auditor.keys.private


def test_a_new_clerk_waits_until_certified_and_given_keys(office: Office) -> None:
    user_id = accounts.open_account(office.enter("sysadmin"), "wang", "王干事", INITIAL, cost=CHEAP)
    office.door.choose_password(office.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    with pytest.raises(Pending, match="安全保密管理员"):
        office.enter("wang")
    accounts.certify(office.enter("secadmin"), user_id, [Post.OFFICE_CLERK], office.profile)
    with pytest.raises(Pending, match="授权"):
        office.enter("wang")
    assert set(accounts.grant_wanting(office.enter("holder"), user_id)) >= {"core", "work"}
    clerk = office.enter("wang")
    assert clerk.holds(Compartment.WORK)
    assert not clerk.holds(Compartment.RESTRICTED)
    known = planning.register_unit(clerk, name="县人防办", kind="government_organ")
    assert clerk.table(Unit).get(known.id).name == "县人防办"


def test_r03_a_certificate_alone_opens_nothing_and_only_a_holder_can_hand_out_keys(office: Office) -> None:
    user_id = accounts.open_account(office.enter("sysadmin"), "wang", "王干事", INITIAL, cost=CHEAP)
    office.door.choose_password(office.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    accounts.certify(office.enter("secadmin"), user_id, [Post.OFFICE_CLERK], office.profile)
    for login in ("sysadmin", "secadmin"):
        with pytest.raises(NotAllowed):
            accounts.grant_wanting(office.enter(login), user_id)
    given = accounts.grant_wanting(office.enter("auditor"), user_id)
    assert "work" not in given
    assert "restricted" not in given


def test_r04_nobody_becomes_two_of_the_three_officers(office: Office) -> None:
    with pytest.raises(NotAllowed):
        accounts.certify(office.enter("secadmin"), "system_admin-1", [Post.SECURITY_AUDITOR], office.profile)


def test_wrong_posts_are_refused_and_each_refusal_stands_in_the_audit_once(office: Office) -> None:
    holder = office.enter("holder")
    before = audit.head(holder.db(Compartment.AUDIT))[0]
    with pytest.raises(NotAllowed, match="岗位"):
        accounts.open_account(holder, "x", "某人", INITIAL, cost=CHEAP)
    assert audit.head(holder.db(Compartment.AUDIT))[0] == before + 1


def test_k02_the_fifth_wrong_password_locks_the_name_and_time_on_the_clock_does_not_end_it(office: Office) -> None:
    for _ in range(5):
        office.seconds += 40
        with pytest.raises(NotAllowed, match="登录名或口令不对"):
            office.door.unlock("holder", "wrong-Pass-1#")
    with pytest.raises(Waiting):
        office.door.unlock("holder", PASSWORD)
    office.clock.now = office.clock.now.replace(year=2020)
    with pytest.raises(Waiting):
        office.door.unlock("holder", PASSWORD)
    office.seconds += 30 * 60
    assert office.enter("holder").actor.name == "周主任"


def test_k02_the_security_officer_lets_a_locked_name_try_again_and_the_audit_says_so(office: Office) -> None:
    for _ in range(5):
        office.seconds += 40
        with pytest.raises(NotAllowed):
            office.door.unlock("holder", "wrong-Pass-1#")
    with pytest.raises(NotAllowed):
        accounts.release(office.enter("sysadmin"), "holder-1")
    secadmin = office.enter("secadmin")
    assert {line.account.login: line.failures for line in accounts.lines(secadmin)}["holder"] == 5
    accounts.release(secadmin, "holder-1")
    assert office.enter("holder").actor.name == "周主任"
    with pytest.raises(Refused, match="没有登录失败"):
        accounts.release(secadmin, "holder-1")
    said = auditing.part(office.enter("auditor"), auditing.Wish(), size=100).lines
    released = [line for line in said if line.act == "account.release"]
    assert [(line.refused, line.facts.get("failures")) for line in released[:2]] == [(True, None), (False, 5)]
    assert any(line.act == "login" and line.facts["failures_of_others"] == 5 for line in said)


def test_k06_a_damaged_copy_of_the_key_file_is_replaced_by_the_other(office: Office) -> None:
    whole = (office.path / "keys.b").read_bytes()
    (office.path / "keys.a").write_bytes(whole[:100])
    office.enter("holder")
    assert (office.path / "keys.a").read_bytes() == whole


def test_looking_without_a_key_names_a_damaged_copy_and_changes_nothing(office: Office) -> None:
    whole = (office.path / "keys.b").read_bytes()
    (office.path / "keys.a").write_bytes(whole[:100])
    broken = verify_keyless(office.path).first_broken
    assert broken is not None
    assert "keys.a" in broken.problem
    assert (office.path / "keys.a").read_bytes() == whole[:100]


def test_k08_an_older_key_file_put_back_is_refused(office: Office, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("keys.a", "keys.b"):
        shutil.copy(office.path / name, old / name)
    office.add_person("wang", "王干事", Post.OFFICE_CLERK)
    for name in ("keys.a", "keys.b"):
        shutil.copy(old / name, office.path / name)
    with pytest.raises(Damaged, match="旧"):
        office.enter("holder")


@pytest.mark.parametrize("damage", ["empty", "cut", "plain", "missing", "foreign"])
def test_f14_a_damaged_compartment_is_called_damaged_and_never_a_new_system(office: Office, damage: str) -> None:
    path = office.path / "work.db"
    whole = path.read_bytes()
    wrong = {
        "empty": b"",
        "cut": whole[:1000],
        "plain": b"SQLite format 3\0" + bytes(8192),
        "foreign": whole[4096:] + whole[:4096],
    }
    path.unlink()
    if damage in wrong:
        path.write_bytes(wrong[damage])
    with pytest.raises(Damaged):
        office.enter("holder")
    assert path.exists() == (damage in wrong)


def test_a_folder_that_is_not_empty_is_no_place_for_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text("1")
    with pytest.raises(Refused, match="不是空的"):
        Office(tmp_path / "x")
    assert not (tmp_path / "x" / "core.db").exists()


def test_an_empty_folder_has_nothing_to_open(tmp_path: Path, office: Office) -> None:
    with pytest.raises(Damaged, match="密钥文件"):
        Door(tmp_path / "nowhere", office.means).unlock("holder", PASSWORD)


def test_f24_a_second_window_finds_the_workspace_in_use(office: Office) -> None:
    held = office.door.folder.lock()
    with pytest.raises(Refused, match="另一个窗口"):
        office.door.folder.lock()
    held.release()
    office.door.folder.lock().release()

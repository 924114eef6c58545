"""Who knocks with a wrong password is told to the auditor with time and name, though he may never come in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import PASSWORD, Office
from xuncha_desktop.crypto.refused_logins import MOST, RefusedLogins
from xuncha_desktop.kernel.clock import micros
from xuncha_desktop.kernel.errors import NotAllowed, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services import auditing
from xuncha_desktop.services.workspaces import Waiting
from xuncha_desktop.storage import audit, folder
from xuncha_desktop.storage.folder import REFUSED_LOGINS, WorkspaceFolder

WRONG = "wrong-Pass-1#"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("settled") / "office").settle()
    made.enter("holder")
    made.close()
    return made


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def knock(office: Office, login: str, times: int = 1) -> None:
    for _ in range(times):
        office.seconds += 40
        with pytest.raises(NotAllowed):
            office.door.unlock(login, WRONG)


def told(office: Office) -> list[auditing.Line]:
    """The refused logins in the audit, oldest first."""
    lines = auditing.part(office.enter("auditor"), auditing.Wish(act="login.refused"), size=1000).lines
    return sorted(lines, key=lambda line: line.seq)


def login_facts(office: Office, fact: str) -> list[object]:
    lines = auditing.part(office.enter("auditor"), auditing.Wish(act="login"), size=1000).lines
    return [line.facts[fact] for line in lines if fact in line.facts]


def kept(office: Office) -> RefusedLogins:
    found = RefusedLogins.from_bytes((office.path / REFUSED_LOGINS).read_bytes())
    assert found is not None
    return found


def test_k02_every_wrong_password_reaches_the_auditor_though_the_person_never_comes_in(office: Office) -> None:
    before = micros(office.clock.now)
    knock(office, "holder", 3)
    knock(office, "zhangsan")
    lines = told(office)
    assert [(line.name, line.facts["login"], line.facts["known"]) for line in lines] == [
        *[("周主任", "holder", True)] * 3,
        ("", "zhangsan", False),
    ]
    assert [line.facts["failures"] for line in lines] == [1, 2, 3, 1]
    assert all(line.refused and before < line.at < micros(office.clock.now) for line in lines)
    assert [line.n for line in lines] == [1, 2, 3, 4]
    assert auditing.check(office.enter("auditor")).sound


def test_a_password_typed_into_the_name_field_stands_nowhere(office: Office) -> None:
    for typed in (PASSWORD, "Linxi2019", "Lin-xi", "a" * 21):
        office.seconds += 40
        with pytest.raises(NotAllowed):
            office.door.unlock(typed, WRONG)
    assert [line.facts["login"] for line in told(office)] == [""] * 4


def test_what_waits_beside_the_key_file_can_be_read_by_nobody_but_the_auditor(office: Office) -> None:
    knock(office, "holder")
    knock(office, "zhangsan")
    raw = (office.path / REFUSED_LOGINS).read_bytes()
    assert len(kept(office).entries) == 2
    for word in ("holder", "zhangsan", "周主任", "holder-1"):
        assert word.encode() not in raw
        assert json.dumps(word).encode() not in raw


def test_who_has_no_key_of_the_audit_leaves_them_for_the_next(office: Office) -> None:
    knock(office, "holder", 2)
    office.enter("sysadmin").close()
    assert len(kept(office).entries) == 2
    office.enter("secadmin").close()
    assert kept(office).entries == ()
    assert len(told(office)) == 2


def test_f04_a_kill_between_audit_and_file_carries_nothing_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    knock(office, "holder", 2)
    lying = (office.path / REFUSED_LOGINS).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(audit, "clear", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        patched.setattr(WorkspaceFolder, "write_refused_logins", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            office.enter("secadmin")
    assert (office.path / REFUSED_LOGINS).read_bytes() == lying
    knock(office, "holder")
    assert [line.n for line in told(office)] == [1, 2, 3]
    assert auditing.check(office.enter("auditor")).sound
    assert login_facts(office, "refused_logins_lost") == []


@pytest.mark.parametrize("how", ["removed", "emptied", "an older one", "unreadable"])
def test_a_file_that_was_removed_or_put_back_is_noticed_at_the_next_login(office: Office, how: str) -> None:
    path = office.path / REFUSED_LOGINS
    old = path.read_bytes()
    knock(office, "holder", 2)
    office.enter("secadmin").close()
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes({"emptied": b"", "an older one": old, "unreadable": b"{"}[how])
    knock(office, "holder")
    office.enter("secadmin").close()
    assert login_facts(office, "refused_logins_lost") == [True]


def test_the_file_is_bounded_and_what_finds_no_room_is_counted(office: Office) -> None:
    public, random = office.door.ring().public_of("audit_detail"), office.random
    full = kept(office)
    for _ in range(MOST):
        full = full.noted({"at": 1}, public, random)
    (office.path / REFUSED_LOGINS).write_bytes(full.to_bytes())
    knock(office, "holder", 2)
    assert len(kept(office).entries) == MOST
    assert (office.path / REFUSED_LOGINS).stat().st_size < 400_000
    office.enter("secadmin").close()
    assert login_facts(office, "refused_logins_only_counted") == [2]
    assert kept(office).dropped == 0


def test_k03_a_wait_and_a_right_password_leave_no_refused_login(office: Office) -> None:
    knock(office, "holder", 5)
    with pytest.raises(Waiting):
        office.door.unlock("holder", PASSWORD)
    office.seconds += 31 * 60
    office.enter("holder").close()
    assert len(told(office)) == 5


def test_f05_on_a_disk_that_cannot_count_no_password_is_tried(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    tried: list[str] = []
    ring = office.door.ring()
    monkeypatch.setattr(type(ring), "unlock", lambda _self, login, *_a, **_k: tried.append(login))
    with monkeypatch.context() as patched:
        patched.setattr(folder.os, "replace", full)
        for word in (WRONG, PASSWORD):
            with pytest.raises(StorageFailed, match="没有核对口令"):
                office.door.unlock("holder", word)
    assert tried == []


def test_k02_a_kill_while_a_password_is_tried_has_counted_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = office.door.ring()
    with monkeypatch.context() as patched:
        patched.setattr(type(ring), "unlock", lambda *_a, **_k: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            office.door.unlock("holder", WRONG)
    office.seconds += 40
    session = office.enter("holder")
    assert session.holds(Compartment.CORE)
    assert login_facts(office, "failures").count(1) == 1

"""What is refused where rights, keys and packages are dealt with stands in the audit; a form's own check does not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from xuncha_desktop.kernel.errors import Invalid, Refused, StorageFailed
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import accounts, auditing
from xuncha_desktop.services.packages import peers
from xuncha_desktop.services.session import Session, Tx, Unregistered
from xuncha_desktop.services.use_case import use_cases
from xuncha_desktop.storage.connection import Unsure

Act = Callable[[Session], object]


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("settled") / "office").settle()
    admin = office.enter("sysadmin")
    user_id = accounts.open_account(admin, "wang", "王干事", INITIAL, cost=CHEAP)
    assert user_id
    office.door.choose_password(office.door.unlock("wang", INITIAL), INITIAL, PASSWORD, cost=CHEAP)
    admin.close()
    return office


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def user(office: Office, login: str = "wang") -> str:
    return next(one.user_id for one in office.door.ring().accounts if one.login == login)


def entries(office: Office, act: str) -> list[auditing.Line]:
    office.enter("holder").close()  # who holds the audit file carries what officers without it left
    return list(auditing.part(office.enter("auditor"), auditing.Wish(act=act), size=1000).lines)


# ------------------------------------------------------------------ refusals


def test_acts_on_rights_keys_and_packages_are_watched() -> None:
    watched = {name for name, act in use_cases().items() if act.watched}
    assert watched >= {name for name in use_cases() if name.startswith(("account.", "peer."))}
    assert {"package.prepare_task", "package.found"} <= watched
    assert not any(name.startswith(("finding.", "interview.", "petition.")) for name in watched)


def test_a_refused_act_on_rights_is_one_entry_with_the_reason(office: Office) -> None:
    admin = office.enter("sysadmin")
    with pytest.raises(Refused, match="自己的账号"):
        accounts.disable(admin, admin.actor.user_id)
    (line,) = entries(office, "account.disable")
    assert (line.refused, line.name, line.facts["why"]) == (True, "钱管", "不能停用自己的账号")


def test_a_fingerprint_that_does_not_agree_is_an_entry(office: Office) -> None:
    keys = peers.public_keys(office.enter("holder"))
    with pytest.raises(Refused, match="指纹"):
        peers.register(office.enter("secadmin"), keys, "0000 0000")
    assert [line.refused for line in entries(office, "peer.register")] == [True]


def test_a_forms_own_check_is_no_entry_not_even_of_a_watched_act(office: Office) -> None:
    with pytest.raises(Invalid, match="原因"):
        accounts.revoke(office.enter("secadmin"), "founding-office_director", " ")
    assert entries(office, "account.revoke") == []


# ------------------------------------------------------------------ the key file ahead of the entry

ACTS: dict[str, tuple[str, str, Callable[[Office], Act]]] = {
    "open": ("sysadmin", "account", lambda _: lambda s: accounts.open_account(s, "li", "李干事", INITIAL, cost=CHEAP)),
    "disable": ("sysadmin", "disable", lambda office: lambda s: accounts.disable(s, user(office))),
    "certify": (
        "secadmin",
        "certify",
        lambda office: lambda s: accounts.certify(s, user(office), [Post.OFFICE_CLERK], office.profile),
    ),
    "revoke": (
        "secadmin",
        "revoke",
        lambda office: lambda s: accounts.revoke(s, _certified(office), "调离"),
    ),
    "grant": ("holder", "grant", lambda office: lambda s: accounts.grant_wanting(s, user(office))),
}


def _certified(office: Office) -> str:
    found = office.door.ring().state.certificates.values()
    return next(one.certificate_id for one in found if one.user_id == user(office))


def _prepare(office: Office, what: str) -> None:
    if what in ("revoke", "grant"):
        session = office.enter("secadmin")
        accounts.certify(session, user(office), [Post.OFFICE_CLERK], office.profile)
        session.close()


@pytest.mark.parametrize("what", ACTS)
def test_an_act_in_the_key_file_whose_entry_was_lost_says_so_and_done_again_is_done_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    _prepare(office, what)
    login, kind, of_it = ACTS[what]
    session, act, before = office.enter(login), of_it(office), office.door.ring()

    def full(_: Tx, __: str) -> None:
        raise StorageFailed("磁盘空间不足，本次操作没有保存")

    with monkeypatch.context() as patched:
        patched.setattr(Tx, "put_entry", full)
        with pytest.raises(Unregistered, match=r"密钥文件已更新.*登记没有保存.*再办理一次") as told:
            act(session)
    assert "本次操作没有保存" not in str(told.value)
    ahead = office.door.ring()
    made = [one.kind for one in ahead.statements[before.epoch :]]
    assert set(made) == {kind}
    act(session)
    again = [one.kind for one in office.door.ring().statements[ahead.epoch :]]
    assert again == (["reset"] if what == "open" else [])
    line = entries(office, f"account.{what}")[0]
    assert [one for one, _ in line.facts["statements"]] == made + again
    if what == "open":
        assert office.door.unlock("li", INITIAL).must_change


def test_an_account_switched_off_on_and_off_again_in_one_sitting_is_off(office: Office) -> None:
    admin = office.enter("sysadmin")
    for _ in range(2):
        accounts.disable(admin, user(office))
        accounts.enable(admin, user(office))
    accounts.disable(admin, user(office))
    assert office.door.ring().state.accounts[user(office)].disabled


def test_a_commit_the_disk_did_not_confirm_is_called_unsure_and_the_next_login_registers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = office.enter("sysadmin")

    def torn(_: Tx, __: str) -> None:
        raise Unsure

    with monkeypatch.context() as patched:
        patched.setattr(Tx, "put_entry", torn)
        with pytest.raises(Unregistered, match=r"没有确认登记是否保存.*重新启动"):
            accounts.disable(admin, user(office))
    assert admin.stopped
    told = [one for line in entries(office, "login") for one in line.facts["statements"]]
    assert told.count(["disable", admin.actor.user_id]) == 1


def test_a_wait_is_written_down_before_it_ends(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        office.seconds += 60
        with pytest.raises(Refused):
            office.door.unlock("holder", "wrong-Pass-1#")
    security = office.enter("secadmin")

    def full(_: object, __: bytes) -> None:
        raise StorageFailed("磁盘空间不足，本次操作没有保存")

    with monkeypatch.context() as patched:
        patched.setattr("xuncha_desktop.storage.folder.WorkspaceFolder.write_attempts", full)
        with pytest.raises(StorageFailed):
            accounts.release(security, "holder-1")
    accounts.release(security, "holder-1")
    assert {line.account.login: line.failures for line in accounts.lines(security)}["holder"] == 0
    assert [line.refused for line in entries(office, "account.release")] == [False, False]

"""The key file at work: creation, first login, certificates, grants, password changes, rotation."""

from datetime import date, timedelta

import pytest

from tests.crypto.ring_samples import (
    AT,
    AUD,
    DIR,
    LOGINS,
    POLICY,
    SEC,
    SYS,
    TODAY,
    WORKSPACE,
    created,
    founders,
    initial,
    office,
    own,
    source,
    with_member,
    wrapping,
)
from xuncha_desktop.crypto import slots
from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.primitives import LOWEST_COST, agreement_public, open_with, seal_to, stretch
from xuncha_desktop.crypto.ring_creation import create_ring
from xuncha_desktop.crypto.ring_state import KEYS, AccountState
from xuncha_desktop.crypto.slots import Wrapping
from xuncha_desktop.crypto.unlocked import deposit_private
from xuncha_desktop.kernel.errors import Damaged, Invalid, NotAllowed, NotFound

ZHANG = "u-zhang"
TOMORROW = TODAY + timedelta(days=1)


def certified(ring: KeyRing, *, until_on: date = TOMORROW, opens: tuple[str, ...] = ("core", "work")) -> KeyRing:
    return ring.certify(
        office()[SEC], ZHANG, ["office_clerk"], opens, certificate_id="c-1", from_on=TODAY, until_on=until_on, at=AT
    )


def granted(ring: KeyRing, *keys: str) -> KeyRing:
    for key in keys:
        ring = ring.grant(office()[DIR], ZHANG, key, at=AT)
    return ring


def test_a_file_written_and_read_is_the_same_and_has_one_spelling() -> None:
    ring = office().ring
    again = KeyRing.from_bytes(ring.to_bytes(), WORKSPACE)
    assert again == ring
    assert again.to_bytes() == ring.to_bytes()
    assert (again.epoch, again.head) == (len(ring.statements), ring.statements[-1].hash())


def test_the_founders_hold_what_their_posts_open_and_together_every_key() -> None:
    start = office()
    held = {user: set(person.keys) for user, person in start.people.items()}
    assert held[SYS] == {"core"}
    assert held[SEC] == {"core", "audit"}
    assert held[AUD] == {"core", "audit", "audit_detail"}
    assert held[DIR] == set(KEYS) - {"audit_detail"}
    assert all(start[user].keys[key] == created().keys[key] for user in held for key in held[user])


def test_nothing_opens_with_an_initial_password_until_it_is_changed() -> None:
    ring = created().ring
    by = ring.unlock(LOGINS[DIR], initial(DIR), TODAY)
    assert by.must_change
    assert by.keys == {}
    with pytest.raises(NotAllowed, match="修改初始口令"):
        ring.withdraw(by, SYS, "core", at=AT)


def test_a_new_person_goes_from_new_to_pending_to_active() -> None:
    start = office()
    ring = start.ring.add_account(start[SYS], ZHANG, "zhang", "张三", wrapping(initial(ZHANG)), at=AT, random=source())
    assert ring.state.state_of(ZHANG, TODAY) is AccountState.NEW
    with pytest.raises(NotFound):
        ring.fingerprint_of(ZHANG)
    ring = with_member()
    assert ring.state.state_of(ZHANG, TODAY) is AccountState.PENDING
    assert ring.unlock("zhang", own(ZHANG), TODAY).keys == {}
    ring = certified(ring)
    assert ring.state.state_of(ZHANG, TODAY) is AccountState.PENDING
    assert list(ring.state.wanting(TODAY)) == [(ZHANG, "core"), (ZHANG, "work")]
    ring = granted(ring, "core", "work")
    assert ring.state.state_of(ZHANG, TODAY) is AccountState.ACTIVE
    assert list(ring.state.wanting(TODAY)) == []
    member = KeyRing.from_bytes(ring.to_bytes()).unlock("ZHANG", own(ZHANG), TODAY)
    assert member.keys == {"core": created().keys["core"], "work": created().keys["work"]}
    assert member.posts == {"office_clerk"}
    assert not member.broken


def test_the_initial_password_is_dead_after_the_first_login() -> None:
    ring = with_member()
    with pytest.raises(NotAllowed):
        ring.unlock("zhang", initial(ZHANG), TODAY)
    by = ring.unlock("zhang", own(ZHANG), TODAY)
    with pytest.raises(NotAllowed, match="已经启用过"):
        ring.enrol(by, wrapping("Sange-3口令"), POLICY, at=AT, random=source(), initial="")


def test_an_account_not_yet_opened_can_be_given_another_initial_password() -> None:
    start = office()
    ring = start.ring.add_account(start[SYS], ZHANG, "zhang", "张三", wrapping(initial(ZHANG)), at=AT, random=source())
    ring = ring.reset(start[SYS], ZHANG, wrapping("Chongfa-1"), at=AT, random=source(3))
    with pytest.raises(NotAllowed):
        ring.unlock("zhang", initial(ZHANG), TODAY)
    by = ring.unlock("zhang", "Chongfa-1", TODAY)
    ring = ring.enrol(by, wrapping(own(ZHANG)), POLICY, at=AT, random=source(4), initial="Chongfa-1")
    assert ring.unlock("zhang", own(ZHANG), TODAY).state is AccountState.PENDING
    with pytest.raises(NotAllowed, match="已启用账号"):
        ring.reset(start[SYS], ZHANG, wrapping("Zaifa-1口令"), at=AT, random=source(5))


def test_k01_a_wrong_password_and_k03_an_unknown_user_get_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[tuple[str, object]] = []

    def counted(password: str, salt: bytes, cost: slots.KdfCost) -> bytes:
        spent.append((password, cost))
        return stretch(password, salt, cost)

    monkeypatch.setattr(slots, "stretch", counted)
    answers: list[str] = []
    for login in [LOGINS[DIR], "meiyou"]:
        with pytest.raises(NotAllowed) as caught:
            office().ring.unlock(login, "Cuowu-9口令", TODAY)
        answers.append(str(caught.value))
    assert answers[0] == answers[1] == "登录名或口令不对"
    assert spent == [("Cuowu-9口令", LOWEST_COST)] * 2


def test_k05_after_a_change_the_old_password_fails_and_the_new_one_opens() -> None:
    start = office()
    ring = start.ring.change_password(start[DIR], own(DIR), wrapping("Genggai-7"), POLICY, at=AT + 1, random=source())
    again = KeyRing.from_bytes(ring.to_bytes())
    with pytest.raises(NotAllowed):
        again.unlock(LOGINS[DIR], own(DIR), TODAY)
    opened = again.unlock(LOGINS[DIR], "Genggai-7", TODAY)
    assert opened.keys == start[DIR].keys
    assert opened.password_changed_at == AT + 1
    assert start.ring.unlock(LOGINS[DIR], own(DIR), TODAY).keys == opened.keys
    assert start.ring.slots[DIR].sealed.hex().encode() not in ring.to_bytes()


def test_a_change_asks_for_the_old_password_and_a_new_one_that_differs_and_is_strong() -> None:
    start = office()
    with pytest.raises(NotAllowed, match="原口令不对"):
        start.ring.change_password(start[DIR], "Cuowu-9口令", wrapping("Genggai-7"), POLICY, at=AT, random=source())
    for weak in [own(DIR), "Duan-1", "meiyoushuzi-", "zhuren-1234"]:
        with pytest.raises(Invalid):
            start.ring.change_password(start[DIR], own(DIR), wrapping(weak), POLICY, at=AT, random=source())


def test_a_second_secret_once_asked_for_is_needed_beside_the_password() -> None:
    start, second = office(), bytes(range(32))
    new = Wrapping("Genggai-7", LOWEST_COST, second)
    ring = start.ring.change_password(start[DIR], own(DIR), new, POLICY, at=AT, random=source())
    assert ring.unlock(LOGINS[DIR], "Genggai-7", TODAY, second=second).keys == start[DIR].keys
    for wrong in [None, bytes(32)]:
        with pytest.raises(NotAllowed):
            ring.unlock(LOGINS[DIR], "Genggai-7", TODAY, second=wrong)
    back = ring.change_password(
        start[DIR], "Genggai-7", wrapping("Huanhui-8"), POLICY, at=AT, random=source(), second=second
    )
    assert back.unlock(LOGINS[DIR], "Huanhui-8", TODAY).keys == start[DIR].keys


def test_r02_the_system_admin_has_no_key_but_that_of_the_core() -> None:
    start = office()
    for key in ["work", "restricted", "conduct", "audit", "identity", "audit_detail"]:
        with pytest.raises(NotAllowed, match=r"没有对应的有效岗位证书|没有这个区的密钥"):
            start.ring.grant(start[DIR], SYS, key, at=AT)
    with pytest.raises(NotAllowed, match="无权知悉"):
        start.ring.certify(start[SEC], SYS, ["system_admin"], ["work"], certificate_id="c", from_on=TODAY, at=AT)


def test_r03_an_officer_cannot_wrap_a_key_he_does_not_hold() -> None:
    start, ring = office(), certified(with_member())
    for officer in [SYS, SEC, AUD]:
        with pytest.raises(NotAllowed, match="没有这个区的密钥"):
            ring.grant(start[officer], ZHANG, "work", at=AT)


@pytest.mark.parametrize(
    ("user", "post"),
    [
        (SYS, "security_admin"),
        (SEC, "security_auditor"),
        (AUD, "system_admin"),
        (DIR, "system_admin"),
        (AUD, "office_clerk"),
    ],
)
def test_r04_no_account_holds_two_officers_or_an_officer_and_a_business_post(user: str, post: str) -> None:
    start = office()
    with pytest.raises(NotAllowed, match="兼任"):
        start.ring.certify(start[SEC], user, [post], ["core"], certificate_id="c", from_on=TODAY, at=AT)


def test_r04_two_officers_in_one_certificate_are_refused() -> None:
    both = ["system_admin", "security_auditor"]
    with pytest.raises(NotAllowed, match="兼任"):
        with_member().certify(office()[SEC], ZHANG, both, ["core"], certificate_id="c", from_on=TODAY, at=AT)


def test_r05_an_expired_or_future_certificate_opens_nothing() -> None:
    ring = granted(certified(with_member()), "core", "work")
    assert set(ring.unlock("zhang", own(ZHANG), TOMORROW).keys) == {"core", "work"}
    for day in [TODAY - timedelta(days=1), TOMORROW + timedelta(days=1)]:
        late = ring.unlock("zhang", own(ZHANG), day)
        assert (late.keys, late.posts, late.state) == ({}, frozenset(), AccountState.PENDING)


def test_a_revoked_certificate_and_a_withdrawn_grant_take_effect_at_the_next_look() -> None:
    start, ring = office(), granted(certified(with_member()), "core", "work")
    member = ring.unlock("zhang", own(ZHANG), TODAY)
    assert set(ring.withdraw(start[SEC], ZHANG, "work", at=AT).refreshed(member, TODAY).keys) == {"core"}
    assert ring.revoke(start[SEC], "c-1", at=AT).refreshed(member, TODAY).keys == {}
    with pytest.raises(NotAllowed, match="没有这张岗位证书"):
        ring.revoke(start[SEC], "c-2", at=AT)


def test_the_last_holder_of_a_key_keeps_it() -> None:
    with pytest.raises(NotAllowed, match="最后一名持有人"):
        office().ring.withdraw(office()[SEC], DIR, "work", at=AT)


def test_a_disabled_account_does_not_open_and_signs_nothing() -> None:
    start, ring = office(), granted(certified(with_member()), "core", "work")
    member = ring.unlock("zhang", own(ZHANG), TODAY)
    closed = ring.disable(start[SYS], ZHANG, at=AT)
    assert closed.state.state_of(ZHANG, TODAY) is AccountState.DISABLED
    for refused in [
        lambda: closed.unlock("zhang", own(ZHANG), TODAY),
        lambda: closed.refreshed(member, TODAY),
        lambda: closed.change_password(member, own(ZHANG), wrapping("Genggai-7"), POLICY, at=AT, random=source()),
    ]:
        with pytest.raises(NotAllowed, match="停用"):
            refused()
    with pytest.raises(NotAllowed, match="登录名或口令不对"):
        closed.unlock("zhang", "Cuowu-9口令", TODAY)
    opened = closed.enable(start[SYS], ZHANG, at=AT)
    assert set(opened.unlock("zhang", own(ZHANG), TODAY).keys) == {"core", "work"}


def test_an_office_of_the_three_is_never_left_empty() -> None:
    start = office()
    for officer in [SYS, SEC, AUD]:
        with pytest.raises(NotAllowed, match="三员不得缺位"):
            start.ring.disable(start[SYS], officer, at=AT)
    with pytest.raises(NotAllowed, match="三员不得缺位"):
        start.ring.revoke(start[SEC], "founding-security_auditor", at=AT)


def test_an_auditor_hands_the_audit_details_to_the_next_one_who_then_may_be_the_only_one() -> None:
    start = office()
    opens = ["core", "audit", "audit_detail"]
    ring = with_member().certify(
        start[SEC], ZHANG, ["security_auditor"], opens, certificate_id="c-2", from_on=TODAY, at=AT
    )
    ring = ring.grant(start[AUD], ZHANG, "audit_detail", at=AT)
    ring = ring.revoke(start[SEC], "founding-security_auditor", at=AT).disable(start[SYS], AUD, at=AT)
    following = KeyRing.from_bytes(ring.to_bytes()).unlock("zhang", own(ZHANG), TODAY)
    assert agreement_public(following.keys["audit_detail"]) == ring.public_of("audit_detail")


def test_only_the_right_officer_makes_accounts_certificates_and_withdrawals() -> None:
    start, ring = office(), granted(certified(with_member()), "core")
    for user in [SEC, AUD, DIR]:
        with pytest.raises(NotAllowed, match="有效证书"):
            ring.add_account(start[user], "u-li", "li", "李四", wrapping("Chushi-1x"), at=AT, random=source())
        with pytest.raises(NotAllowed, match="有效证书"):
            ring.disable(start[user], ZHANG, at=AT)
    for user in [SYS, AUD, DIR]:
        with pytest.raises(NotAllowed, match="有效证书"):
            ring.certify(start[user], ZHANG, ["office_director"], ["core"], certificate_id="c", from_on=TODAY, at=AT)
        with pytest.raises(NotAllowed, match="有效证书"):
            ring.withdraw(start[user], ZHANG, "core", at=AT)


def test_a_certificate_waits_for_the_first_login_and_a_grant_for_the_certificate() -> None:
    start = office()
    ring = start.ring.add_account(start[SYS], ZHANG, "zhang", "张三", wrapping(initial(ZHANG)), at=AT, random=source())
    with pytest.raises(NotAllowed, match="尚未启用"):
        certified(ring)
    with pytest.raises(NotAllowed, match="尚未启用"):
        granted(ring, "core")
    with pytest.raises(NotAllowed, match="有效岗位证书"):
        granted(with_member(), "core")


def test_what_is_deposited_with_the_public_key_is_read_by_whoever_holds_the_compartment() -> None:
    ring, keys = office().ring, office()[DIR].keys
    sealed = seal_to(ring.public_of("restricted"), b"lead", b"deposit")
    assert open_with(deposit_private(keys["restricted"]), sealed, b"deposit") == b"lead"
    with pytest.raises(Damaged):
        open_with(deposit_private(keys["work"]), sealed, b"deposit")


def test_k11_a_rotated_key_reaches_those_still_entitled_and_not_the_one_who_left() -> None:
    start, ring = office(), granted(certified(with_member()), "core", "work")
    member = ring.unlock("zhang", own(ZHANG), TODAY)
    ring = ring.revoke(start[SEC], "c-1", at=AT)
    ring, fresh = ring.rotate(start[DIR], "work", TODAY, at=AT, random=source(11))
    ring = KeyRing.from_bytes(ring.to_bytes())
    director = ring.refreshed(start[DIR], TODAY)
    assert director.keys["work"] == fresh != member.keys["work"]
    assert ring.refreshed(member, TODAY).keys == {}
    assert agreement_public(deposit_private(fresh)) == ring.public_of("work")


def test_k12_after_a_rotation_the_rightful_holder_has_both_the_new_and_the_old_key() -> None:
    ring, fresh = office().ring.rotate(office()[DIR], "work", TODAY, at=AT, random=source(11))
    director = ring.refreshed(office()[DIR], TODAY)
    assert director.keys["work"] == fresh
    assert director.former == {"work": (created().keys["work"],)}


def test_k09_a_slot_of_another_workspace_does_not_open_here() -> None:
    other = created("01890000-0000-7000-8000-000000000002").ring
    with pytest.raises(NotAllowed):
        other.slots[DIR].open(WORKSPACE, DIR, initial(DIR), None)
    with pytest.raises(NotAllowed):
        other.slots[DIR].open(other.workspace_id, SYS, initial(DIR), None)
    assert other.slots[DIR].open(other.workspace_id, DIR, initial(DIR), None).signing


def test_a_wiped_account_holds_nothing() -> None:
    by = office().ring.unlock(LOGINS[DIR], own(DIR), TODAY)
    work = by.keys["work"]
    by.wipe()
    assert by.keys == {}
    assert not any(work + by.bundle.signing + by.bundle.agreement)


def test_the_same_random_source_makes_the_same_accounts_and_keys() -> None:
    again = create_ring(WORKSPACE, "office", founders(), at=AT, from_on=TODAY, cost=LOWEST_COST, random=source(7))
    assert again.keys == created().keys
    assert again.ring.slots == created().ring.slots
    assert again.ring.accounts == created().ring.accounts

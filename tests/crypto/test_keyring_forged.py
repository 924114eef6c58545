"""The key file under attack: whoever can write the file, but lacks the right keys, only makes it unreadable."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    initial,
    office,
    own,
    source,
    with_member,
    wrapping,
)
from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.primitives import agreement_public, sign, signing_public
from xuncha_desktop.crypto.ring_rules import ENROL_CONTEXT, enrol_proof_text
from xuncha_desktop.crypto.ring_state import RingState
from xuncha_desktop.crypto.slots import Bundle, make_slot
from xuncha_desktop.crypto.statements import Statement
from xuncha_desktop.crypto.unlocked import public_of, wrap_key
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, NotAllowed

ZHANG = "u-zhang"
LATER = AT + 3 * 86_400 * 1_000_000


def edited(ring: KeyRing, change: Callable[[Any], object]) -> bytes:
    value = strict_json(ring.to_bytes(), limit=10**7, what="")
    change(value)
    return canonical(value)


def appended(ring: KeyRing, by: str, kind: str, body: dict[str, Any], *, private: bytes | None = None, at: int = AT):
    """The file with a statement nobody checked, well chained and signed with the key at hand."""
    bare = Statement(ring.epoch + 1, ring.head, kind, body, by, at, b"")
    key = private or bytes(office()[by].bundle.signing)
    statement = bare.signed(WORKSPACE, key)
    return edited(ring, lambda value: value["statements"].append(statement.as_json()))


def certificate(**changes: Any) -> dict[str, Any]:
    plain = {
        "certificate_id": "c-9",
        "user_id": ZHANG,
        "posts": ["office_clerk"],
        "scope": "",
        "from_on": "2026-01-01",
        "until_on": "2026-03-03",
        "opens": ["core", "work"],
    }
    return plain | changes


def test_r01_a_certificate_forged_without_the_officers_key_makes_the_file_invalid() -> None:
    mine = bytes(office()[DIR].bundle.signing)
    with pytest.raises(Damaged, match="签名不对"):
        KeyRing.from_bytes(appended(with_member(), SEC, "certify", certificate(), private=mine))


@pytest.mark.parametrize("by", [SYS, AUD, DIR])
def test_a_certificate_signed_by_someone_else_in_his_own_name_is_refused(by: str) -> None:
    with pytest.raises(Damaged, match="没有相应岗位的有效证书"):
        KeyRing.from_bytes(appended(with_member(), by, "certify", certificate()))


@pytest.mark.parametrize(
    "changes",
    [
        {"posts": ["security_auditor", "system_admin"], "opens": ["core"]},
        {"user_id": SYS, "posts": ["security_admin"], "opens": ["core"]},
        {"user_id": AUD, "posts": ["office_clerk"]},
        {"user_id": DIR, "posts": ["security_auditor"], "opens": ["core"]},
    ],
)
def test_r04_a_file_in_which_one_account_holds_two_offices_is_invalid(changes: dict[str, Any]) -> None:
    with pytest.raises(Damaged, match="兼任"):
        KeyRing.from_bytes(appended(with_member(), SEC, "certify", certificate(**changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"posts": []},
        {"posts": ["Leader"]},
        {"posts": ["b", "a"]},
        {"opens": ["core", "audit_detail"]},
        {"opens": ["everything"]},
        {"until_on": "2025-12-31"},
        {"from_on": "1 March"},
        {"certificate_id": "founding-system_admin"},
        {"certificate_id": ""},
        {"user_id": "u-nobody"},
        {"more": 1},
        {"scope": 1},
    ],
)
def test_a_certificate_that_says_too_much_or_nothing_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        KeyRing.from_bytes(appended(with_member(), SEC, "certify", certificate(**changes)))


def test_the_certificate_used_in_these_forgeries_is_good_when_nothing_is_wrong_with_it() -> None:
    ring = KeyRing.from_bytes(appended(with_member(), SEC, "certify", certificate()))
    assert ring.state.entitled(ZHANG, TODAY) == {"core", "work"}


def test_r05_a_statement_made_after_the_signers_certificate_ran_out_is_refused() -> None:
    start = office()
    ring = with_member().certify(
        start[SEC],
        ZHANG,
        ["office_clerk"],
        ["core", "work"],
        certificate_id="c-1",
        from_on=TODAY,
        until_on=TODAY,
        at=AT,
    )
    ring = ring.grant(start[DIR], ZHANG, "work", at=AT)
    leader = ring.unlock("zhang", own(ZHANG), TODAY)
    wrapped = wrap_key(ring.state, DIR, "work", leader.keys["work"]).hex()
    body = {"user_id": DIR, "key": "work", "generation": 0, "wrapped": wrapped}
    private = bytes(leader.bundle.signing)
    assert KeyRing.from_bytes(appended(ring, ZHANG, "grant", body, private=private)).epoch == ring.epoch + 1
    with pytest.raises(Damaged, match="证书已失效"):
        KeyRing.from_bytes(appended(ring, ZHANG, "grant", body, private=private, at=LATER))


def test_r03_a_grant_made_by_an_officer_without_the_key_is_refused() -> None:
    ring = with_member().certify(
        office()[SEC], ZHANG, ["office_clerk"], ["work"], certificate_id="c-1", from_on=TODAY, at=AT
    )
    body = {
        "user_id": ZHANG,
        "key": "work",
        "generation": 0,
        "wrapped": wrap_key(ring.state, ZHANG, "work", bytes(32)).hex(),
    }
    with pytest.raises(Damaged, match="自己没有这把密钥"):
        KeyRing.from_bytes(appended(ring, SEC, "grant", body))


def test_k12_a_grant_of_a_replaced_key_is_refused() -> None:
    start = office()
    body = next(one.body for one in start.ring.statements if one.kind == "grant" and one.body["key"] == "work")
    rotated, _ = start.ring.rotate(start[DIR], "work", TODAY, at=AT, random=source(11))
    for generation in [0, 2]:
        with pytest.raises(Damaged, match="旧密钥"):
            KeyRing.from_bytes(appended(rotated, DIR, "grant", body | {"generation": generation}))


def test_r03_only_a_holder_replaces_a_key_and_only_he_keeps_the_first_wrap_of_it() -> None:
    start = office()
    body = {"key": "work", "public": public_of("work", b"\7" * 32)}
    for by in [SYS, SEC, AUD]:
        with pytest.raises(Damaged, match="没有这把密钥"):
            KeyRing.from_bytes(appended(start.ring, by, "rotate", body))
    with pytest.raises(Damaged, match="与旧密钥相同"):
        KeyRing.from_bytes(appended(start.ring, DIR, "rotate", body | {"public": start.ring.public_of("work")}))
    with pytest.raises(Damaged, match="没有这个区"):
        KeyRing.from_bytes(appended(start.ring, DIR, "rotate", body | {"key": "everything"}))
    rotated = KeyRing.from_bytes(appended(start.ring, DIR, "rotate", body))
    mine = {"user_id": SEC, "key": "work", "generation": 1, "wrapped": "00"}
    for by, user in [(SEC, SEC), (DIR, SEC), (SEC, DIR)]:
        with pytest.raises(Damaged, match="首次授权"):
            KeyRing.from_bytes(appended(rotated, by, "grant", mine | {"user_id": user}))


def test_what_is_not_there_is_not_withdrawn_and_a_closed_account_not_closed_again() -> None:
    start = office()
    with pytest.raises(NotAllowed, match="没有这项授权"):
        start.ring.withdraw(start[SEC], SYS, "audit", at=AT)
    with pytest.raises(NotAllowed, match="并未停用"):
        start.ring.enable(start[SYS], DIR, at=AT)
    closed = start.ring.disable(start[SYS], DIR, at=AT)
    with pytest.raises(NotAllowed, match="已经停用"):
        closed.disable(start[SYS], DIR, at=AT)
    with pytest.raises(NotAllowed, match="有效证书"):
        closed.enable(start[SEC], DIR, at=AT)


def test_a_grant_holding_another_key_than_announced_is_named_and_not_used() -> None:
    start = office()
    ring = with_member().certify(
        start[SEC], ZHANG, ["office_clerk"], ["core", "work"], certificate_id="c-1", from_on=TODAY, at=AT
    )
    false = wrap_key(ring.state, ZHANG, "work", bytes(32)).hex()
    foreign = next(one.body["wrapped"] for one in start.ring.statements if one.kind == "grant")
    for wrapped in [false, foreign, "00" * 81]:
        body = {"user_id": ZHANG, "key": "work", "generation": 0, "wrapped": wrapped}
        member = KeyRing.from_bytes(appended(ring, DIR, "grant", body)).unlock("zhang", own(ZHANG), TODAY)
        assert (member.keys, member.broken) == ({}, ("work",))


def test_an_account_cannot_be_taken_over_by_someone_who_does_not_know_the_initial_password() -> None:
    start = office()
    ring = start.ring.add_account(start[SYS], ZHANG, "zhang", "张三", wrapping(initial(ZHANG)), at=AT, random=source())
    mine = Bundle(bytearray(b"\1" * 32), bytearray(b"\2" * 32), bytearray())
    slot = make_slot((WORKSPACE, ZHANG), 2, mine, wrapping("Toulai-1口"), source())
    said = enrol_proof_text(WORKSPACE, ZHANG, agreement_public(mine.agreement), signing_public(mine.signing))
    body = {
        "agreement": agreement_public(mine.agreement),
        "signing": signing_public(mine.signing),
        "proof": sign(mine.signing, ENROL_CONTEXT, said).hex(),
        "version": 2,
        "slot": slot.digest(),
    }
    raw = appended(ring, ZHANG, "enrol", body, private=bytes(mine.signing))
    with pytest.raises(Damaged, match="不知道初始口令"):
        KeyRing.from_bytes(raw)


def test_only_the_right_officer_resets_and_revokes_even_in_a_file_written_by_hand() -> None:
    start = office()
    ring = start.ring.add_account(start[SYS], ZHANG, "zhang", "张三", wrapping(initial(ZHANG)), at=AT, random=source())
    reset = {"user_id": ZHANG, "invitation": signing_public(bytes(32)), "version": 2, "slot": "0" * 64}
    for by in [SEC, AUD, DIR]:
        with pytest.raises(Damaged, match="有效证书"):
            KeyRing.from_bytes(appended(ring, by, "reset", reset))
    for by in [SYS, AUD, DIR]:
        with pytest.raises(Damaged, match="有效证书"):
            KeyRing.from_bytes(appended(ring, by, "revoke", {"certificate_id": "founding-office_director"}))


def test_a_workspace_is_created_once_and_at_no_impossible_moment() -> None:
    ring = office().ring
    with pytest.raises(Damaged, match="只能是第一条"):
        KeyRing.from_bytes(appended(ring, SYS, "create", ring.statements[0].body))
    with pytest.raises(Damaged, match="时间不合理"):
        KeyRing.from_bytes(appended(ring, SYS, "disable", {"user_id": DIR}, at=2**62))


def begun(change: Callable[[Any], object], *, by: str = SYS) -> KeyRing:
    """A ring of its first statement alone, altered before the 系统管理员 signed it."""
    body = strict_json(canonical(office().ring.statements[0].body), limit=10**6, what="")
    change(body)
    first = Statement(1, "", "create", body, by, AT, b"").signed(WORKSPACE, office()[SYS].bundle.signing)
    empty = KeyRing(WORKSPACE, "office", {}, (), RingState(WORKSPACE, "office"))
    return empty.continued(first, {})


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(workspace_id="another"),
        lambda body: body.update(workspace_kind="county"),
        lambda body: body["founders"].pop("office_director"),
        lambda body: body["founders"].update(
            leader=body["founders"]["office_director"] | {"user_id": "x", "login": "x"}
        ),
        lambda body: body["founders"].update(Leader=body["founders"].pop("office_director")),
        lambda body: body["founders"]["office_director"].update(login="xitong"),
        lambda body: body["founders"]["office_director"].update(login="two words"),
        lambda body: body["founders"]["office_director"].update(name=" "),
    ],
)
def test_a_beginning_without_exactly_three_officers_and_one_holder_is_refused(change: Callable[[Any], object]) -> None:
    assert begun(lambda body: None).epoch == 1
    with pytest.raises(NotAllowed):
        begun(change)


def test_the_beginning_is_signed_by_the_system_admin_it_names() -> None:
    with pytest.raises(NotAllowed, match="系统管理员"):
        begun(lambda body: None, by=SEC)


def test_the_first_certificate_is_the_founding_security_admins_own() -> None:
    ring = begun(lambda body: None)
    start = office()
    for by, user in [(SYS, SYS), (DIR, SEC), (SEC, DIR)]:
        with pytest.raises(NotAllowed, match="无权发证"):
            ring.certify(start[by], user, ["office_clerk"], ["core"], certificate_id="c", from_on=TODAY, at=AT)


def test_reordered_dropped_repeated_and_altered_statements_are_refused() -> None:
    ring = with_member()

    def swap(value: Any) -> None:
        lines = value["statements"]
        lines[5], lines[6] = lines[6], lines[5]

    def alter(value: Any) -> None:
        value["statements"][1]["body"]["until_on"] = "2027-01-01"

    changes: list[Callable[[Any], object]] = [
        swap,
        alter,
        lambda value: value["statements"].pop(4),
        lambda value: value["statements"].pop(0),
        lambda value: value["statements"].insert(4, value["statements"][3]),
        lambda value: value["statements"].append(value["statements"][-1]),
        lambda value: value["statements"].clear(),
        lambda value: value["statements"][3].update(by=SYS),
        lambda value: value["statements"][3].update(at=AT + 1),
        lambda value: value["statements"][3].update(at=2**62),
        lambda value: value["statements"][3].update(kind="resign"),
        lambda value: value["statements"][3].update(sig="00" * 64),
    ]
    for change in changes:
        with pytest.raises(Damaged):
            KeyRing.from_bytes(edited(ring, change))


def test_a_statement_of_another_workspace_does_not_count_here() -> None:
    other = created("01890000-0000-7000-8000-000000000002").ring
    with pytest.raises(Damaged):
        KeyRing.from_bytes(other.to_bytes(), WORKSPACE)
    with pytest.raises(Damaged):
        KeyRing.from_bytes(edited(other, lambda value: value.update(workspace_id=WORKSPACE)))


def test_k08_an_older_file_and_another_history_of_equal_length_are_refused() -> None:
    older, newer = office().ring, with_member()
    newer.require_extends(older.epoch, older.head)
    newer.require_extends(newer.epoch, newer.head)
    with pytest.raises(Damaged, match="旧"):
        older.require_extends(newer.epoch, newer.head)
    fork = older.disable(office()[SYS], DIR, at=AT).enable(office()[SYS], DIR, at=AT)
    assert fork.epoch == newer.epoch
    with pytest.raises(Damaged, match="不一致"):
        fork.require_extends(newer.epoch, newer.head)


def test_a_cut_tail_is_a_valid_file_and_shows_only_against_the_epoch_last_seen() -> None:
    ring = office().ring
    longer = ring.certify(office()[SEC], DIR, ["office_director"], ["core"], certificate_id="c-1", from_on=TODAY, at=AT)
    cut = KeyRing.from_bytes(edited(longer, lambda value: value["statements"].pop()))
    assert cut == ring
    with pytest.raises(Damaged):
        cut.require_extends(longer.epoch, longer.head)


def test_k09_a_slot_swapped_for_an_older_or_foreign_one_is_noticed() -> None:
    start = office()
    newer = start.ring.change_password(start[DIR], own(DIR), wrapping("Genggai-7"), POLICY, at=AT, random=source())
    old = start.ring.slots[DIR].as_json()
    foreign = created("01890000-0000-7000-8000-000000000002").ring.slots[DIR].as_json()
    for slot in [old, foreign, newer.slots[SYS].as_json(), old | {"version": newer.slots[DIR].version}]:
        with pytest.raises(Damaged, match="密钥槽不是本人最近一次签署的"):
            KeyRing.from_bytes(edited(newer, lambda value, slot=slot: value["slots"].update({DIR: slot})))
    for change in [lambda value: value["slots"].pop(DIR), lambda value: value["slots"].update({"u-x": old})]:
        with pytest.raises(Damaged, match="对不上"):
            KeyRing.from_bytes(edited(newer, change))


@pytest.mark.parametrize("kdf", [{"m": 8}, {"m": 64 * 1024 * 1024}, {"t": 0}, {"t": 11}, {"p": 9}, {"name": "md5"}])
def test_k10_forged_parameters_in_the_file_are_refused_before_any_hashing(
    kdf: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = edited(office().ring, lambda value: value["slots"][DIR]["kdf"].update(kdf))
    monkeypatch.setattr("xuncha_desktop.crypto.slots.stretch", None)
    with pytest.raises(Damaged):
        KeyRing.from_bytes(raw)


def test_a_wrong_signer_of_a_slot_change_is_refused() -> None:
    start = office()
    body = {"version": 3, "slot": start.ring.slots[DIR].digest()}
    with pytest.raises(Damaged, match="签名不对"):
        KeyRing.from_bytes(appended(start.ring, DIR, "slot", body, private=bytes(start[SYS].bundle.signing)))


def test_a_slot_version_cannot_be_skipped_or_repeated() -> None:
    digest = office().ring.slots[DIR].digest()
    for version in [2, 4]:
        with pytest.raises(Damaged, match="版本不连续"):
            KeyRing.from_bytes(appended(office().ring, DIR, "slot", {"version": version, "slot": digest}))


def test_a_stranger_with_his_own_key_cannot_speak_for_an_open_account() -> None:
    start = office()
    with pytest.raises(NotAllowed):
        created("01890000-0000-7000-8000-000000000002", 8).ring.disable(start[SYS], DIR, at=AT)


def test_foreign_and_newer_files_are_refused_as_damaged() -> None:
    ring = office().ring
    for raw in [b"", b"{}", b"[]", b"null", b"\xff", ring.to_bytes()[:-1], ring.to_bytes() + b" ", b"[" * 100_000]:
        with pytest.raises(Damaged):
            KeyRing.from_bytes(raw)
    for change in [
        {"suite": "2"},
        {"format": "other"},
        {"slots": []},
        {"statements": {}},
        {"statements": [1]},
        {"workspace_kind": "county"},
        {"more": 1},
    ]:
        with pytest.raises(Damaged):
            KeyRing.from_bytes(edited(ring, lambda value, change=change: value.update(change)))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_altered_byte_of_the_file_is_ever_accepted(data: st.DataObject) -> None:
    raw = bytearray(office().ring.to_bytes())
    position = data.draw(st.integers(0, len(raw) - 1))
    raw[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        KeyRing.from_bytes(bytes(raw))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_statement_with_a_strange_value_makes_reading_fail_otherwise_than_as_damaged(data: st.DataObject) -> None:
    strange = st.none() | st.booleans() | st.integers(-5, 2**70) | st.text(max_size=5) | st.just([]) | st.just({})
    number = data.draw(st.integers(0, office().ring.epoch - 1))
    value = strict_json(office().ring.to_bytes(), limit=10**7, what="")
    line = value["statements"][number]
    target = data.draw(st.sampled_from([line, line["body"]]))
    name = data.draw(st.sampled_from(sorted(target)))
    before = target[name]
    target[name] = data.draw(strange)
    if target[name] != before:
        with pytest.raises(Damaged):
            KeyRing.from_bytes(canonical(value))


def test_a_founders_initial_password_is_in_no_file_once_changed() -> None:
    with pytest.raises(NotAllowed):
        office().ring.unlock(LOGINS[DIR], initial(DIR), TODAY)

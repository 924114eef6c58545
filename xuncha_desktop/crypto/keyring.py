"""The key-slot file of a workspace as a value: bytes to KeyRing and back; every change is a new KeyRing.

The file lies outside the encrypted compartments. It proves passwords, says by signed statements who may hold what,
and carries each compartment's key wrapped for its holders. Reading it checks the whole history. Against an older
file put back, the caller keeps (epoch, head) inside `core` and asks `require_extends`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from xuncha_desktop.crypto import reading
from xuncha_desktop.crypto.passwords import PasswordPolicy, check_password
from xuncha_desktop.crypto.primitives import (
    KEY_BYTES,
    SUITE,
    KdfCost,
    agreement_public,
    fingerprint,
    normalised,
    sign,
    signing_public,
)
from xuncha_desktop.crypto.ring_rules import ENROL_CONTEXT, Breach, apply, enrol_proof_text
from xuncha_desktop.crypto.ring_state import OPEN_ENDED, Account, RingState
from xuncha_desktop.crypto.slots import WRONG_PASSWORD, Bundle, Slot, Wrapping, make_slot, slot_from_json, spend_as_long
from xuncha_desktop.crypto.statements import Statement, statement_from_json
from xuncha_desktop.crypto.unlocked import Unlocked, open_keys, public_of, wrap_key
from xuncha_desktop.kernel import canonical
from xuncha_desktop.kernel.errors import Damaged, Invalid, NotAllowed, NotFound
from xuncha_desktop.kernel.ids import RandomBytes

FORMAT = "xuncha-keyring"
LIMIT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class KeyRing:
    """Accounts, certificates and grants of one workspace with the slots that open them."""

    workspace_id: str
    kind: str
    slots: dict[str, Slot]
    statements: tuple[Statement, ...]
    state: RingState

    @staticmethod
    def from_bytes(raw: bytes, workspace_id: str | None = None) -> "KeyRing":
        """Read and verify a whole key file. Raises Damaged, with the statement that does not hold."""
        value = canonical.strict_json(raw, limit=LIMIT_BYTES, what="密钥文件")
        names = ("format", "suite", "workspace_id", "workspace_kind", "slots", "statements")
        found = reading.fields(value, names)
        if found["format"] != FORMAT or found["suite"] != SUITE:
            raise Damaged("这不是本系统的密钥文件，或者出自更新的版本")
        if canonical.canonical(value) != raw:
            raise Damaged("密钥文件的写法不规范，可能被人改动")
        own = reading.text(found, "workspace_id")
        if workspace_id is not None and own != workspace_id:
            raise Damaged("这是另一个工作区的密钥文件")
        slots = {user_id: slot_from_json(slot) for user_id, slot in reading.table(found["slots"]).items()}
        statements = tuple(statement_from_json(one) for one in reading.items(found["statements"]))
        state = _fold(RingState(own, reading.text(found, "workspace_kind")), statements)
        _check_slots(state, slots)
        return KeyRing(own, state.kind, slots, statements, state)

    def to_bytes(self) -> bytes:
        """The file's content; equal rings give equal bytes."""
        return canonical.canonical(
            {
                "format": FORMAT,
                "suite": SUITE,
                "workspace_id": self.workspace_id,
                "workspace_kind": self.kind,
                "slots": {user_id: slot.as_json() for user_id, slot in self.slots.items()},
                "statements": [statement.as_json() for statement in self.statements],
            }
        )

    @property
    def epoch(self) -> int:
        """How many statements there are."""
        return self.state.epoch

    @property
    def head(self) -> str:
        """The hash of the last statement; with `epoch` it names this state of the file."""
        return self.state.head

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts in the order they were made; `state.state_of(user_id, day)` tells where each stands."""
        return tuple(self.state.accounts.values())

    def require_extends(self, epoch: int, head: str) -> None:
        """Raises Damaged unless this file continues the one last seen: an older or another one was put in its place."""
        if not 1 <= epoch <= self.epoch:
            raise Damaged("密钥文件比上次使用时旧，可能被换回了以前的副本")
        if self.statements[epoch - 1].hash() != head:
            raise Damaged("密钥文件与上次使用时的历史不一致，可能被人替换")

    def public_of(self, key: str) -> str:
        """The public key in force of a compartment's deposits, of `identity` or of `audit_detail`, in hex."""
        return self.state.publics[key][-1]

    def fingerprint_of(self, user_id: str) -> str:
        """What two people compare before a certificate is signed. Raises NotFound."""
        account = self._account(user_id)
        if not account.enrolled:
            raise NotFound("此人尚未启用账号，没有公钥")
        return fingerprint(account.signing)

    def unlock(self, login: str, password: str, today: date, *, second: bytes | None = None) -> Unlocked:
        """Open an account. Raises NotAllowed; an unknown login takes as long and says the same as a wrong password.

        Keys come only with a certificate valid `today`, and only once the initial password has been changed.
        """
        account = self.state.by_login(login)
        if account is None:
            spend_as_long(password, self._usual_cost())
            raise NotAllowed(WRONG_PASSWORD)
        bundle = self.slots[account.user_id].open(self.workspace_id, account.user_id, password, second)
        if account.disabled:
            raise NotAllowed("账号已停用，请与系统管理员联系")
        _check_bundle(account, bundle)
        return self._unlocked(account, bundle, today)

    def refreshed(self, unlocked: Unlocked, today: date) -> Unlocked:
        """The same open account under what the ring says now, without the password. Raises NotAllowed if disabled."""
        account = self._account(unlocked.user_id)
        if account.disabled:
            raise NotAllowed("账号已停用，请与系统管理员联系")
        _check_bundle(account, unlocked.bundle)
        return self._unlocked(account, unlocked.bundle, today)

    def add_account(
        self, by: Unlocked, user_id: str, login: str, name: str, initial: Wrapping, *, at: int, random: RandomBytes
    ) -> "KeyRing":
        """系统管理员 opens an account; its initial password only admits to making one's own keys."""
        check_naming(login, name)
        bundle, invitation = _invitation(random)
        how = replace(initial, must_change=True)
        slot = make_slot((self.workspace_id, user_id), 1, bundle, how, random)
        body: reading.Fields = {
            "user_id": user_id,
            "login": login,
            "name": name,
            "invitation": invitation,
            "slot": slot.digest(),
        }
        return self._said(by, "account", body, at, {user_id: slot})

    def reset(self, by: Unlocked, user_id: str, initial: Wrapping, *, at: int, random: RandomBytes) -> "KeyRing":
        """系统管理员 gives a new initial password to an account that was never opened."""
        bundle, invitation = _invitation(random)
        how = replace(initial, must_change=True)
        version = self._account(user_id).slot_version + 1
        slot = make_slot((self.workspace_id, user_id), version, bundle, how, random)
        body: reading.Fields = {
            "user_id": user_id,
            "invitation": invitation,
            "version": version,
            "slot": slot.digest(),
        }
        return self._said(by, "reset", body, at, {user_id: slot})

    def enrol(
        self, by: Unlocked, new: Wrapping, policy: PasswordPolicy, *, at: int, random: RandomBytes, initial: str
    ) -> "KeyRing":
        """First login: the person's own keys are born under his own password. He then logs in again with it."""
        _check_new_password(initial, new.password, policy, by.login)
        if not by.bundle.invitation:
            raise NotAllowed("账号已经启用过")
        own = Bundle(bytearray(random(KEY_BYTES)), bytearray(random(KEY_BYTES)), bytearray())
        agreement, signing = agreement_public(own.agreement), signing_public(own.signing)
        said = enrol_proof_text(self.workspace_id, by.user_id, agreement, signing)
        version = self._account(by.user_id).slot_version + 1
        slot = make_slot((self.workspace_id, by.user_id), version, own, replace(new, must_change=False), random)
        body: reading.Fields = {
            "agreement": agreement,
            "signing": signing,
            "proof": sign(by.bundle.invitation, ENROL_CONTEXT, said).hex(),
            "version": version,
            "slot": slot.digest(),
        }
        return self._said(replace(by, bundle=own, must_change=False), "enrol", body, at, {by.user_id: slot})

    def change_password(
        self,
        by: Unlocked,
        old: str,
        new: Wrapping,
        policy: PasswordPolicy,
        *,
        at: int,
        random: RandomBytes,
        second: bytes | None = None,
    ) -> "KeyRing":
        """A new password, derivation cost or second secret. The old slot is gone from the new file.

        `second` is the second secret in force, `new.second` the one from now on. Raises NotAllowed, Invalid.
        """
        _check_new_password(old, new.password, policy, by.login)
        account = self._account(by.user_id)
        if not account.enrolled:
            raise NotAllowed("请先启用账号")
        slot = self.slots[by.user_id]
        try:
            bundle = slot.open(self.workspace_id, by.user_id, old, second)
        except NotAllowed as error:
            raise NotAllowed("原口令不对") from error
        how = replace(new, must_change=False)
        fresh = make_slot((self.workspace_id, by.user_id), slot.version + 1, bundle, how, random)
        body: reading.Fields = {"version": fresh.version, "slot": fresh.digest()}
        return self._said(replace(by, must_change=False), "slot", body, at, {by.user_id: fresh})

    def certify(
        self,
        by: Unlocked,
        user_id: str,
        posts: Iterable[str],
        opens: Iterable[str],
        *,
        certificate_id: str,
        from_on: date,
        at: int,
        until_on: date = OPEN_ENDED,
        scope: str = "",
    ) -> "KeyRing":
        """安全保密管理员 certifies posts for a period; `opens` is what the profile lets these posts hold."""
        body: reading.Fields = {
            "certificate_id": certificate_id,
            "user_id": user_id,
            "posts": sorted(set(posts)),
            "scope": scope,
            "from_on": from_on.isoformat(),
            "until_on": until_on.isoformat(),
            "opens": sorted(set(opens)),
        }
        return self._said(by, "certify", body, at)

    def revoke(self, by: Unlocked, certificate_id: str, *, at: int) -> "KeyRing":
        """安全保密管理员 ends a certificate at once."""
        return self._said(by, "revoke", {"certificate_id": certificate_id}, at)

    def grant(self, by: Unlocked, user_id: str, key: str, *, at: int) -> "KeyRing":
        """A holder wraps a key for someone certified for it. Raises NotAllowed: whoever lacks the key cannot."""
        if key not in by.keys:
            raise NotAllowed("您没有这个区的密钥，不能授权他人")
        if not self._account(user_id).enrolled:
            raise NotAllowed("此人尚未启用账号，不能授权")
        body: reading.Fields = {
            "user_id": user_id,
            "key": key,
            "generation": self.state.generation(key),
            "wrapped": wrap_key(self.state, user_id, key, by.keys[key]).hex(),
        }
        return self._said(by, "grant", body, at)

    def withdraw(self, by: Unlocked, user_id: str, key: str, *, at: int) -> "KeyRing":
        """安全保密管理员 takes a grant out of effect. What was once opened is safe only after `rotate`."""
        return self._said(by, "withdraw", {"user_id": user_id, "key": key}, at)

    def rotate(
        self, by: Unlocked, key: str, today: date, *, at: int, random: RandomBytes
    ) -> "tuple[KeyRing, bytearray]":
        """A holder replaces a key and wraps the new one for everyone still entitled who held the old one.

        The old key stays in `Unlocked.former` of the rightful holders, so that a file whose re-encryption was
        interrupted still opens, whichever of the two it is under.
        """
        fresh = bytearray(random(KEY_BYTES))
        holders = [account.user_id for account in self.accounts if self.state.holds(account.user_id, key)]
        ring = self._said(by, "rotate", {"key": key, "public": public_of(key, fresh)}, at)
        maker = replace(by, keys={**by.keys, key: fresh})
        for user_id in sorted(holders, key=lambda holder: holder != by.user_id):
            if key in ring.state.entitled(user_id, today):
                ring = ring.grant(maker, user_id, key, at=at)
        return ring, fresh

    def disable(self, by: Unlocked, user_id: str, *, at: int) -> "KeyRing":
        """系统管理员 closes an account; it keeps its history."""
        return self._said(by, "disable", {"user_id": user_id}, at)

    def enable(self, by: Unlocked, user_id: str, *, at: int) -> "KeyRing":
        """系统管理员 opens a closed account again."""
        return self._said(by, "enable", {"user_id": user_id}, at)

    def _said(
        self, by: Unlocked, kind: str, body: reading.Fields, at: int, slots: "dict[str, Slot] | None" = None
    ) -> "KeyRing":
        if by.must_change:
            raise NotAllowed("请先修改初始口令")
        if not by.bundle.signing:
            raise NotAllowed("请先启用账号")
        unsigned = Statement(self.epoch + 1, self.head, kind, body, by.user_id, at, b"")
        return self.continued(unsigned.signed(self.workspace_id, by.bundle.signing), slots or {})

    def continued(self, statement: Statement, slots: dict[str, Slot]) -> "KeyRing":
        """The ring with one more statement and the slots it speaks of. Raises NotAllowed if it may not stand."""
        state = self.state.copy()
        try:
            apply(state, statement)
        except Breach as breach:
            raise NotAllowed(f"不能办理：{breach}") from breach
        return KeyRing(self.workspace_id, self.kind, {**self.slots, **slots}, (*self.statements, statement), state)

    def _unlocked(self, account: Account, bundle: Bundle, today: date) -> Unlocked:
        must_change = self.slots[account.user_id].must_change
        opened = open_keys(self.state, account.user_id, bundle.agreement, today) if not must_change else None
        return Unlocked(
            account.user_id,
            account.login,
            account.name,
            self.state.state_of(account.user_id, today),
            must_change,
            account.password_changed_at,
            bundle,
            self.state.certificates_of(account.user_id, today),
            opened.keys if opened else {},
            opened.former if opened else {},
            opened.broken if opened else (),
        )

    def _account(self, user_id: str) -> Account:
        account = self.state.accounts.get(user_id)
        if account is None:
            raise NotFound("没有这个账号")
        return account

    def _usual_cost(self) -> KdfCost:
        costs = [slot.cost for slot in self.slots.values()]
        return max(costs, key=lambda cost: (costs.count(cost), cost.memory_kib))


def check_naming(login: str, name: str) -> None:
    """Raises Invalid, keyed `login` and `name`, for what an account cannot be called."""
    issues: dict[str, str] = {}
    if not 0 < len(login) <= 64 or not login.isprintable() or any(map(str.isspace, login)):
        issues["login"] = "登录名须为1至64个字符，不含空格"
    if not 0 < len(name.strip()) <= len(name) <= 64 or not name.isprintable():
        issues["name"] = "姓名须为1至64个字符"
    if issues:
        raise Invalid(issues)


def _fold(state: RingState, statements: tuple[Statement, ...]) -> RingState:
    if not statements:
        raise Damaged("密钥文件中没有任何记录")
    for number, statement in enumerate(statements, 1):
        try:
            apply(state, statement)
        except Breach as breach:
            raise Damaged(f"密钥文件第{number}条记录不成立：{breach}") from breach
    return state


def _check_slots(state: RingState, slots: dict[str, Slot]) -> None:
    if set(slots) != set(state.accounts):
        raise Damaged("密钥文件中的密钥槽与账号对不上")
    for user_id, account in state.accounts.items():
        slot = slots[user_id]
        if slot.version != account.slot_version or slot.digest() != account.slot_digest:
            raise Damaged(f"“{account.name}”的密钥槽不是本人最近一次签署的，可能被人换过")


def _check_bundle(account: Account, bundle: Bundle) -> None:
    if not account.enrolled:
        right = bool(bundle.invitation) and signing_public(bundle.invitation) == account.invitation
    else:
        right = bool(bundle.signing) and signing_public(bundle.signing) == account.signing
        right = right and agreement_public(bundle.agreement) == account.agreement
    if not right:
        raise Damaged("密钥槽中的私钥与账号公布的公钥不符")


def _check_new_password(old: str, new: str, policy: PasswordPolicy, login: str) -> None:
    check_password(new, policy, login)
    if normalised(old) == normalised(new):
        raise Invalid({"password": "新口令不能与原口令相同"})


def _invitation(random: RandomBytes) -> tuple[Bundle, str]:
    private = bytearray(random(KEY_BYTES))
    return Bundle(bytearray(), bytearray(), private), signing_public(private)

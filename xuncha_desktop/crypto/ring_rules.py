"""Which statement is allowed after which: signature, entitlement of the signer, and separation of the three officers.

The same rules are applied when a file is read and when a new statement is made, so nothing can be written that a
later reader would refuse.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from xuncha_desktop.crypto import reading
from xuncha_desktop.crypto.primitives import fingerprint, verify
from xuncha_desktop.crypto.ring_state import (
    AUDIT_DETAIL,
    BUSINESS_KEYS,
    KEYS,
    OFFICER_OPENS,
    OFFICERS,
    SECURITY_ADMIN,
    SECURITY_AUDITOR,
    SYSTEM_ADMIN,
    Account,
    Certificate,
    RingState,
)
from xuncha_desktop.crypto.statements import Statement
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.clock import day_of, moment_of

ENROL_CONTEXT = "keyring-enrol"

_LATEST = 253_402_214_400_000_000  # 9999-12-31 UTC, in microseconds: beyond it a day cannot be told
_POST = re.compile(r"[a-z][a-z_]{1,39}")


class Breach(Exception):
    """A statement that may not stand here; the text says why, in Chinese."""


def apply(state: RingState, statement: Statement) -> None:
    """Carry the state one statement further. Raises Breach or Damaged; the state must then be thrown away."""
    _require(statement.n == state.epoch + 1 and statement.prev == state.head, "次序或前后链接不对")
    _require((statement.kind == "create") == (state.epoch == 0), "建立记录只能是第一条")
    _require(statement.at < _LATEST, "时间不合理")
    rule = _RULES.get(statement.kind)
    if rule is None:
        raise Breach("种类不认识，文件可能出自更新的版本")
    signer = _signing_key(state, statement)
    _require(statement.signature_holds(state.workspace_id, signer), "签名不对")
    rule(state, statement, day_of(moment_of(statement.at)))
    state.epoch, state.head = statement.n, statement.hash()


def enrol_proof_text(workspace_id: str, user_id: str, agreement: str, signing: str) -> bytes:
    """What the invitation key signs: these keys were made by someone who knew the initial password."""
    return canonical([workspace_id, user_id, agreement, signing])


def _signing_key(state: RingState, statement: Statement) -> str:
    if statement.kind == "create":
        founder = reading.table(reading.table(statement.body.get("founders")).get(SYSTEM_ADMIN))
        _require(founder.get("user_id") == statement.by, "签署人不是系统管理员")
        return str(founder.get("signing"))
    account = state.accounts.get(statement.by)
    if account is None or account.disabled:
        raise Breach("签署人没有账号或者账号已停用")
    if statement.kind == "enrol":
        return str(statement.body.get("signing"))
    _require(account.enrolled, "签署人尚未启用账号")
    return account.signing


def _create(state: RingState, statement: Statement, day: date) -> None:
    body = reading.fields(statement.body, ("workspace_id", "workspace_kind", "publics", "founders"))
    _require(body["workspace_id"] == state.workspace_id, "属于另一个工作区")
    _require(body["workspace_kind"] == state.kind and state.kind in ("office", "group"), "工作区种类不对")
    publics = reading.fields(body["publics"], KEYS)
    state.publics = {key: (_public(publics, key),) for key in KEYS}
    founders = reading.table(body["founders"])
    business = set(founders) - set(OFFICERS)
    _require(set(founders) >= set(OFFICERS) and len(business) == 1, "须恰好有三员和一名业务负责人")
    for post, value in founders.items():
        _require(bool(_POST.fullmatch(post)), "岗位代号不规范")
        found = reading.fields(value, ("user_id", "login", "name", "agreement", "signing", "slot"))
        keys = (_public(found, "agreement"), _public(found, "signing"))
        _add(state, found, Account("", "", "", "", *keys, 1, reading.text(found, "slot"), statement.at))
        state.founders[post] = reading.text(found, "user_id")
    holder = state.founders[business.pop()]
    state.makers = {(key, 0): holder for key in KEYS}
    state.makers[AUDIT_DETAIL, 0] = state.founders[SECURITY_AUDITOR]


def _account(state: RingState, statement: Statement, day: date) -> None:
    _require_post(state, statement.by, SYSTEM_ADMIN, day)
    body = reading.fields(statement.body, ("user_id", "login", "name", "invitation", "slot"))
    invitation, slot = _public(body, "invitation"), reading.text(body, "slot")
    _add(state, body, Account("", "", "", invitation, "", "", 1, slot, statement.at))


def _reset(state: RingState, statement: Statement, day: date) -> None:
    _require_post(state, statement.by, SYSTEM_ADMIN, day)
    body = reading.fields(statement.body, ("user_id", "invitation", "version", "slot"))
    account = _known(state, body)
    _require(not account.enrolled, "此人已启用账号，不能再发初始口令")
    _replace_slot(state, replace(account, invitation=_public(body, "invitation")), body, statement.at)


def _enrol(state: RingState, statement: Statement, day: date) -> None:
    body = reading.fields(statement.body, ("agreement", "signing", "proof", "version", "slot"))
    account = state.accounts[statement.by]
    _require(not account.enrolled, "账号已经启用过")
    agreement, signing = _public(body, "agreement"), _public(body, "signing")
    said = enrol_proof_text(state.workspace_id, account.user_id, agreement, signing)
    proof = reading.octets(body, "proof", length=64)
    _require(verify(account.invitation, ENROL_CONTEXT, said, proof), "启用账号的人不知道初始口令")
    own = replace(account, invitation="", agreement=agreement, signing=signing)
    _replace_slot(state, own, body, statement.at)


def _slot(state: RingState, statement: Statement, day: date) -> None:
    body = reading.fields(statement.body, ("version", "slot"))
    _replace_slot(state, state.accounts[statement.by], body, statement.at)


def _certify(state: RingState, statement: Statement, day: date) -> None:
    # The founding 安全保密管理员 certifies himself first; from then on only the certified certify.
    if state.certificates:
        _require_post(state, statement.by, SECURITY_ADMIN, day)
    else:
        _require(statement.by == state.founders[SECURITY_ADMIN] == statement.body.get("user_id"), "签署人无权发证")
    names = ("certificate_id", "user_id", "posts", "scope", "from_on", "until_on", "opens")
    body = reading.fields(statement.body, names)
    account = _known(state, body)
    _require(account.enrolled, "此人尚未启用账号，不能发证")
    certificate = _certificate(body)
    _require(bool(certificate.certificate_id), "岗位证书没有编号")
    _require(certificate.certificate_id not in state.certificates, "岗位证书编号重复")
    _separate(state.posts_ever(account.user_id) | set(certificate.posts))
    allowed = frozenset[str]().union(*(OFFICER_OPENS.get(post, BUSINESS_KEYS) for post in certificate.posts))
    _require(certificate.opens <= allowed, "岗位证书打开了该岗位无权知悉的区")
    state.certificates[certificate.certificate_id] = certificate


def _revoke(state: RingState, statement: Statement, day: date) -> None:
    _require_post(state, statement.by, SECURITY_ADMIN, day)
    body = reading.fields(statement.body, ("certificate_id",))
    certificate = state.certificates.get(reading.text(body, "certificate_id"))
    if certificate is None or certificate.revoked:
        raise Breach("没有这张岗位证书，或者已经撤销")
    state.certificates[certificate.certificate_id] = replace(certificate, revoked=True)
    _require_officers(state, certificate.posts, day)


def _grant(state: RingState, statement: Statement, day: date) -> None:
    body = reading.fields(statement.body, ("user_id", "key", "generation", "wrapped"))
    account, key = _known(state, body), _key(body)
    generation = reading.whole(body, "generation")
    _require(generation == state.generation(key), "密钥已经更换，授权对应的是旧密钥")
    if any(name == key and number == generation for _, name, number in state.grants):
        _require(state.holds(statement.by, key), "签署人自己没有这把密钥，不能授权他人")
        _require(key in state.was_entitled(statement.by, day), "签署人的岗位证书已失效，不能授权他人")
    else:
        _require(statement.by == account.user_id == state.makers[key, generation], "首次授权只能由密钥的产生者留存")
    _require(key in state.was_entitled(account.user_id, day), "此人没有对应的有效岗位证书，不能授权")
    state.grants[account.user_id, key, generation] = reading.octets(body, "wrapped")


def _withdraw(state: RingState, statement: Statement, day: date) -> None:
    _require_post(state, statement.by, SECURITY_ADMIN, day)
    body = reading.fields(statement.body, ("user_id", "key"))
    account, key = _known(state, body), _key(body)
    _require(state.holds(account.user_id, key), "此人没有这项授权")
    holders = [user for user, name, number in state.grants if name == key and number == state.generation(key)]
    _require(len(holders) > 1, "这是最后一名持有人，收回后这个区将无人能打开")
    state.grants = {grant: wrapped for grant, wrapped in state.grants.items() if grant[:2] != (account.user_id, key)}


def _rotate(state: RingState, statement: Statement, day: date) -> None:
    body = reading.fields(statement.body, ("key", "public"))
    key, public = _key(body), _public(body, "public")
    _require(state.holds(statement.by, key) and key in state.was_entitled(statement.by, day), "签署人没有这把密钥")
    _require(public not in state.publics[key], "新密钥与旧密钥相同")
    state.publics[key] = (*state.publics[key], public)
    state.makers[key, state.generation(key)] = statement.by


def _disable(state: RingState, statement: Statement, day: date) -> None:
    _require_post(state, statement.by, SYSTEM_ADMIN, day)
    account = _known(state, reading.fields(statement.body, ("user_id",)))
    _require(not account.disabled, "账号已经停用")
    state.accounts[account.user_id] = replace(account, disabled=True)
    _require_officers(state, state.posts_ever(account.user_id), day)


def _enable(state: RingState, statement: Statement, day: date) -> None:
    _require_post(state, statement.by, SYSTEM_ADMIN, day)
    account = _known(state, reading.fields(statement.body, ("user_id",)))
    _require(account.disabled, "账号并未停用")
    state.accounts[account.user_id] = replace(account, disabled=False)


_RULES: dict[str, Callable[[RingState, Statement, date], None]] = {
    "create": _create,
    "account": _account,
    "reset": _reset,
    "enrol": _enrol,
    "slot": _slot,
    "certify": _certify,
    "revoke": _revoke,
    "grant": _grant,
    "withdraw": _withdraw,
    "rotate": _rotate,
    "disable": _disable,
    "enable": _enable,
}


def _add(state: RingState, body: reading.Fields, bare: Account) -> None:
    user_id, login, name = (reading.text(body, part, limit=64) for part in ("user_id", "login", "name"))
    _require(bool(user_id and name.strip()) and name.isprintable(), "账号缺少姓名")
    _require(bool(login) and login.isprintable() and not any(map(str.isspace, login)), "登录名不能为空或含空格")
    _require(user_id not in state.accounts and state.by_login(login) is None, f"登录名“{login}”已有人使用")
    state.accounts[user_id] = replace(bare, user_id=user_id, login=login, name=name)


def _replace_slot(state: RingState, account: Account, body: reading.Fields, at: int) -> None:
    version = reading.whole(body, "version")
    _require(version == account.slot_version + 1, "密钥槽的版本不连续")
    state.accounts[account.user_id] = replace(
        account, slot_version=version, slot_digest=reading.text(body, "slot"), password_changed_at=at
    )


def _certificate(body: reading.Fields) -> Certificate:
    posts, opens = reading.texts(body, "posts"), reading.texts(body, "opens")
    _require(bool(posts) and all(_POST.fullmatch(post) for post in posts), "岗位代号不规范")
    try:
        from_on, until_on = (date.fromisoformat(reading.text(body, name)) for name in ("from_on", "until_on"))
    except ValueError as error:
        raise Breach("岗位证书的起止日期不规范") from error
    _require(from_on <= until_on, "岗位证书的终止日期早于起始日期")
    identity = (reading.text(body, "certificate_id"), reading.text(body, "user_id"))
    return Certificate(*identity, posts, reading.text(body, "scope"), from_on, until_on, frozenset(opens))


def _separate(posts: set[str]) -> None:
    """An account once used for one of the three officers serves for nothing else, ever."""
    _require(posts.isdisjoint(OFFICERS) or len(posts) == 1, "三员不得相互兼任，也不得与业务岗位同用一个账号")


def _require_officers(state: RingState, posts: Iterable[str], day: date) -> None:
    """After a revocation or a disabling, somebody must still hold each of the officers' posts it touched."""
    for post in set(posts) & set(OFFICERS):
        left = (user_id for user_id, account in state.accounts.items() if not account.disabled)
        _require(any(state.has_post(user_id, post, day) for user_id in left), "三员不得缺位，请先为接任者发证")


def _require_post(state: RingState, user_id: str, post: str, day: date) -> None:
    _require(state.has_post(user_id, post, day), "签署人当日没有相应岗位的有效证书")


def _known(state: RingState, body: reading.Fields) -> Account:
    account = state.accounts.get(reading.text(body, "user_id"))
    if account is None:
        raise Breach("没有这个账号")
    return account


def _key(body: reading.Fields) -> str:
    key = reading.text(body, "key")
    _require(key in KEYS, "没有这个区")
    return key


def _public(body: reading.Fields, name: str) -> str:
    public = reading.text(body, name)
    fingerprint(public)
    return public


def _require(condition: bool, text: str) -> None:
    if not condition:
        raise Breach(text)

"""Accounts, certificates and keys: who opens an account, who certifies it, who hands it the keys (three officers)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.primitives import KdfCost
from xuncha_desktop.crypto.ring_state import IDENTITY, OFFICER_OPENS, OPEN_ENDED, Account, AccountState, Certificate
from xuncha_desktop.crypto.slots import Wrapping
from xuncha_desktop.crypto.statements import Statement
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS, OFFICERS, POSTS_OF, Post, belongs
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services.session import Session, Tx, Vault, refuse_treatise
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.services.workspaces import remember_ring, statements_since

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"
_SIGNS = "#%&*+="


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as the accounts list shows it."""

    account: Account
    state: AccountState
    posts: tuple[Post, ...]
    certificates: tuple[Certificate, ...]
    misplaced: tuple[Certificate, ...]
    """Signed, but for posts of another kind of workspace: they give no right here and wait to be revoked."""
    wants_keys: bool
    failures: int


def lines(session: Session) -> list[AccountLine]:
    """All accounts: officers and holders of business posts see the list, nobody's keys."""
    ring, today = _vault(session).ring, session.expiry_day
    wanting = {user_id for user_id, _ in ring.state.wanting(today)}
    found: list[AccountLine] = []
    for account in ring.accounts:
        held = ring.state.certificates_of(account.user_id, today)
        strange = tuple(one for one in ring.state.signed_for(account.user_id, today) if one not in held)
        posts = tuple(Post(post) for one in held for post in one.posts)
        state = ring.state.state_of(account.user_id, today)
        wants, failures = account.enrolled and account.user_id in wanting, _vault(session).failures(account.user_id)
        found.append(AccountLine(account, state, posts, held, strange, wants, failures))
    return found


def fingerprint(session: Session, user_id: str) -> str:
    """What two people compare before a certificate is signed. Raises `NotFound`."""
    return _vault(session).ring.fingerprint_of(user_id)


def initial_password(random: RandomBytes) -> str:
    """A password to be shown once and changed at the first login: 12 signs, easily read out."""
    raw = random(12)
    pools = [_LETTERS] * 7 + [_DIGITS] * 4 + [_SIGNS]
    return "".join(pool[byte % len(pool)] for pool, byte in zip(pools, raw, strict=True))


@use_case("account.open", "开设账号", compartment=Compartment.CORE, by={Post.SYSTEM_ADMIN}, watched=True)
def open_account(tx: Tx, login: str, name: str, initial: str, *, cost: KdfCost | None = None) -> str:
    """Open an account with an initial password. Its keys are born at the first login; until then it opens nothing.

    One that stands since a try whose entry was lost gets this initial password, the only one the person is told.
    """
    vault = _vault(tx.session)
    how = Wrapping(initial, cost or KdfCost())
    if standing := _unregistered(tx, "account", login=login, name=name):
        user_id = str(standing.body["user_id"])
        ring = vault.ring.reset(vault.unlocked, user_id, how, at=tx.now, random=tx.session.random)
    else:
        user_id = tx.session.new_id()
        ring = vault.ring.add_account(vault.unlocked, user_id, login, name, how, at=tx.now, random=tx.session.random)
    _keep(tx, ring, user_id)
    return user_id


@use_case("account.reset", "重置初始口令", compartment=Compartment.CORE, by={Post.SYSTEM_ADMIN}, watched=True)
def reset(tx: Tx, user_id: str, initial: str, *, cost: KdfCost | None = None) -> None:
    """A new initial password for an account nobody has used yet."""
    vault = _vault(tx.session)
    how = Wrapping(initial, cost or KdfCost())
    _keep(tx, vault.ring.reset(vault.unlocked, user_id, how, at=tx.now, random=tx.session.random), user_id)


@use_case("account.release", "解除登录等待", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN}, watched=True)
def note_release(tx: Tx, user_id: str) -> None:
    """Write down whose wait ends, before it does: a name let in without a trace would be worse."""
    failures = _vault(tx.session).failures(user_id)
    if not failures:
        raise Refused("这个账号没有登录失败的记录")
    tx.facts |= {"account": user_id, "failures": failures}


def release(session: Session, user_id: str) -> None:
    """Let a name try again at once after failed passwords; the officer has made sure who is at the keyboard (K02)."""
    note_release(session, user_id)
    _vault(session).release(user_id)


@use_case("account.disable", "停用账号", compartment=Compartment.CORE, by={Post.SYSTEM_ADMIN}, watched=True)
def disable(tx: Tx, user_id: str) -> None:
    """Close an account; nothing of it is lost."""
    vault = _vault(tx.session)
    if user_id == tx.actor.user_id:
        raise Refused("不能停用自己的账号")
    if _unregistered(tx, "disable", "enable", user_id=user_id):
        _register(tx, user_id)
    else:
        _keep(tx, vault.ring.disable(vault.unlocked, user_id, at=tx.now), user_id)


@use_case("account.enable", "启用账号", compartment=Compartment.CORE, by={Post.SYSTEM_ADMIN}, watched=True)
def enable(tx: Tx, user_id: str) -> None:
    """Undo `disable`."""
    vault = _vault(tx.session)
    if _unregistered(tx, "enable", "disable", user_id=user_id):
        _register(tx, user_id)
    else:
        _keep(tx, vault.ring.enable(vault.unlocked, user_id, at=tx.now), user_id)


@use_case("account.certify", "认定岗位", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN}, watched=True)
def certify(
    tx: Tx,
    user_id: str,
    posts: Sequence[Post],
    profile: Profile,
    *,
    scope: str = "",
    from_on: date | None = None,
    until_on: date = OPEN_ENDED,
) -> str:
    """Sign what posts a person holds, from when until when; the profile says which compartments they open.

    A key opens the whole of a file: an office's holds every group, a group's its one round. So a narrower scope would
    be a promise nobody keeps, and a post of the other kind of place would open what it must not: both are refused.
    """
    if scope.strip():
        raise Refused("岗位对整个工作区有效，不能限定范围；只应看一个组的人员，请在该组的工作区认定")
    _refuse_misplaced(tx.session.place.kind, posts)
    vault = _vault(tx.session)
    opens = set[str]().union(*(_opens(post, profile) for post in posts))
    names, begin = sorted({post.value for post in posts}), from_on or tx.today
    period = {"from_on": begin.isoformat(), "until_on": until_on.isoformat()}
    tx.facts["posts"] = names
    standing = _unregistered(tx, "certify", user_id=user_id, posts=names, opens=sorted(opens), **period)
    if standing and not vault.ring.state.certificates[str(standing.body["certificate_id"])].revoked:
        _register(tx, user_id)
        return str(standing.body["certificate_id"])
    made = tx.session.new_id()
    ring = vault.ring.certify(
        vault.unlocked,
        user_id,
        names,
        opens,
        certificate_id=made,
        from_on=begin,
        until_on=until_on,
        scope=scope,
        at=tx.now,
    )
    _keep(tx, ring, user_id)
    return made


@use_case("account.revoke", "撤销岗位", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN}, watched=True)
def revoke(tx: Tx, certificate_id: str, reason: str) -> None:
    """End a certificate at once."""
    if not reason.strip():
        raise Invalid({"reason": "请写明撤销的原因"})
    refuse_treatise(reason.strip())
    vault = _vault(tx.session)
    if _unregistered(tx, "revoke", certificate_id=certificate_id):
        _register(tx, "")
    else:
        _keep(tx, vault.ring.revoke(vault.unlocked, certificate_id, at=tx.now), "")
    tx.facts |= {"certificate": certificate_id, "why": reason.strip()}


@use_case(
    "account.grant", "授予密钥", compartment=Compartment.CORE, by=BUSINESS | {Post.SECURITY_AUDITOR}, watched=True
)
def grant_wanting(tx: Tx, user_id: str) -> tuple[str, ...]:
    """Wrap for a certified person every key he is entitled to and this person holds. Returns what was handed over."""
    vault = _vault(tx.session)
    ring, given = vault.ring, list[str]()
    for wanted_by, key in list(ring.state.wanting(tx.session.expiry_day)):
        if wanted_by == user_id and key in vault.unlocked.keys:
            ring = ring.grant(vault.unlocked, user_id, key, at=tx.now)
            given.append(key)
    if given:
        _keep(tx, ring, user_id)
    else:
        standing = statements_since(tx.db, ring)
        mine = (one for one in standing if (one.kind, one.by) == ("grant", tx.actor.user_id))
        given = [str(one.body["key"]) for one in mine if one.body["user_id"] == user_id]
        _register(tx, user_id)
    if not given:
        raise NotAllowed("您没有此人所缺的密钥，须由持有密钥的负责人授权")
    tx.facts["keys"] = given
    return tuple(given)


def posts_here(session: Session) -> tuple[Post, ...]:
    """The posts that can be certified in this workspace: business first, then the three officers."""
    here = [post for post in Post if post in POSTS_OF[session.place.kind]]
    return tuple(sorted(here, key=OFFICERS.__contains__))


def held(session: Session) -> Unlocked:
    """This person's own keys and certificates."""
    return _vault(session).unlocked


def _refuse_misplaced(kind: str, posts: Sequence[Post]) -> None:
    strange = "、".join(post.label for post in posts if not belongs(post, kind))
    if strange and kind == "office":
        raise Refused(f"{strange}是巡察组的岗位，不能在巡察办的工作区认定，请在该组自己的工作区认定")
    if strange:
        raise Refused(f"{strange}是巡察办的岗位，不能在巡察组的工作区认定，请在巡察办的工作区认定")


def _opens(post: Post, profile: Profile) -> frozenset[str]:
    if post in OFFICERS:
        return OFFICER_OPENS[post.value]
    stated = profile.post(post.value)
    # Whoever works writes audit entries; what they say is sealed to the auditor, so the file key reads nothing.
    keys = {Compartment.AUDIT.value, *(compartment.value for compartment in stated.opens)}
    return frozenset(keys | {IDENTITY} if stated.opens_reporter else keys)


def _keep(tx: Tx, ring: KeyRing, user_id: str) -> None:
    """Write the key file, then remember it in core with the audit entry.

    A kill between the two leaves the file ahead; it is signed history, and the next act or login notes its statements.
    """
    _vault(tx.session).put(ring)
    tx.in_force = True
    _register(tx, user_id)


def _register(tx: Tx, user_id: str) -> None:
    """Tell core and the audit what the key file says by now."""
    ring = _vault(tx.session).ring
    tx.facts |= {"account": user_id, "epoch": ring.epoch, "statements": remember_ring(tx.db, ring)}


def _unregistered(tx: Tx, kind: str, undone_by: str = "", **said: object) -> Statement | None:
    """This person's newest such statement of which core was never told: what a try left whose entry was lost.

    Doing the act again registers it; a second one of its kind would be an account or certificate too many.
    """
    for one in reversed(statements_since(tx.db, _vault(tx.session).ring)):
        if one.by != tx.actor.user_id or any(one.body.get(name) != value for name, value in said.items()):
            continue
        if one.kind in (kind, undone_by):
            return one if one.kind == kind else None
    return None


def _vault(session: Session) -> Vault:
    if session.vault is None:
        raise TypeError("this session has no key file")
    return session.vault

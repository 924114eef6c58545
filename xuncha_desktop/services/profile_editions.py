"""An office's own editions of a profile: changed piece by piece, checked, previewed, kept; adopted by a round in draft.

A kept edition is never changed: the next change makes the next edition. A round goes on by the one it began with.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as File
from typing import Any

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS, Post
from xuncha_desktop.kernel.whole_file import write_whole
from xuncha_desktop.records.organisation import Round, RoundState
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules import editing
from xuncha_desktop.rules.deadlines import Extension
from xuncha_desktop.rules.editing import Branch, Node, Value, ValueKind
from xuncha_desktop.rules.edition_checks import access_issues, edition_issues
from xuncha_desktop.rules.profile import BYTES_LIMIT, Profile, examined
from xuncha_desktop.rules.reading import Issue
from xuncha_desktop.rules.shipped import shipped_profiles
from xuncha_desktop.rules.source_lines import Path
from xuncha_desktop.services import calendars, change_lines, days, profile_reading, profiles, reading
from xuncha_desktop.services.session import Session, Tx, refuse_treatise
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import meta

__all__ = ["Branch", "Draft", "Fault", "Node", "Path", "Preview", "Value", "ValueKind", "adopt", "keep", "take_in"]

ENDING = ".xprofile"
DECIDING = frozenset((Post.OFFICE_DIRECTOR,))
_NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps a draft from being kept: where, said as a path and in words, and why."""

    path: Path
    place: str
    sentence: str


@dataclass
class Draft:
    """An edition being made. Every step makes a new content, so that any number of steps can be taken back."""

    base: Profile
    edition: int
    content: dict[str, Any]
    steps: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Everything that may be changed."""
        return editing.sections(self.content)

    @property
    def changed(self) -> bool:
        """Whether anything differs from what it was made from, its name and number apart."""
        return _nameless(self.content) != _nameless(self.base.plain())

    def put(self, path: Path, value: Any) -> None:
        """Another value; None for none."""
        self._go(editing.with_value(self.content, path, value))

    def grow(self, path: Path) -> Path:
        """One more entry in a list; returns its path."""
        made, place = editing.with_entry(self.content, path)
        self._go(made)
        return place

    def drop(self, path: Path) -> None:
        """Take an entry out."""
        self._go(editing.without_entry(self.content, path))

    def undo(self) -> None:
        """Take the last step back."""
        if self.steps:
            self.content = self.steps.pop()

    def faults(self) -> list[Fault]:
        """Everything the loader refuses, and every article that would stand behind what it does not say."""
        _, issues = examined(self.content)
        return [_fault(self.content, one) for one in (*issues, *edition_issues(self.base.plain(), self.content))]

    def profile(self) -> Profile:
        """The edition as it would be kept. Raises `Refused` naming every fault."""
        made, _ = examined(self.content)
        if (found := self.faults()) or made is None:
            raise Refused("这一版还不能保存：\n" + "\n".join(f"{one.place}：{one.sentence}" for one in found))
        return made

    def spoken(self, path: Path) -> str:
        """Where a path leads, in words."""
        return editing.spoken(self.content, path)

    def _go(self, made: dict[str, Any]) -> None:
        if made != self.content:
            self.steps.append(self.content)
            self.content = made


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that would stand otherwise. `begun`: its round goes on by the edition it began with."""

    deadline: Deadline
    before_on: date | None
    after_on: date | None
    dropped: bool
    begun: bool

    @property
    def words(self) -> str:
        """One line for a list, without round and unit."""
        before, after = (on.isoformat() if on else "未定日期" for on in (self.before_on, self.after_on))
        then = "新版没有这项期限" if self.dropped else after
        aside = "　仅供对照：该轮次仍按原版" if self.begun else ""
        return f"{self.deadline.label}：{before} → {then}{aside}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What an edition would mean here: differences from its base in number, and the deadlines that would move.

    `lines` tells these under round and unit.
    """

    profile: Profile
    differences: int
    moved: tuple[Moved, ...]
    lines: tuple[str, ...]


def begin(session: Session, digest: str) -> Draft:
    """A draft of the next edition of a profile. Raises `NotFound`."""
    base = profile_reading.find(session, digest)
    edition = 1 + max(one.profile.about.edition for one in profile_reading.known(session) if _same(one.profile, base))
    content = base.plain()
    content["about"] = {**content["about"], "edition": edition}
    return Draft(base, edition, content)


def resumed(session: Session, digest: str, content: Mapping[str, Any]) -> Draft:
    """A draft as it was put aside. Raises `NotFound`."""
    draft = begin(session, digest)
    draft.content = {**content, "about": draft.content["about"]}
    return draft


def preview(session: Session, new: Profile, base: Profile) -> Preview:
    """Deadlines of this workspace as they would be reckoned by `new`; nothing is changed."""
    rounds = {one.id: one for one in session.table(Round).where()}
    work = calendars.current(session)
    moved: list[Moved] = []
    for one in session.table(Deadline).where(order="due_on IS NULL, due_on, rowid"):
        if not _same(profiles.by_digest(session, one.profile_digest), new):
            continue
        dropped = all(rule.id != one.rule for rule in new.deadlines)
        longer = [Extension.from_plain(item) for item in calendars.extensions(one)]
        after_on = None if dropped else new.due(one.rule, days.exact(one.trigger_on, "起算日期"), work, longer).due_on
        before_on = exact_day(one.due_on)
        if dropped or before_on != after_on:
            held = rounds.get(one.round_id)
            begun = held is None or has_begun(session, held)
            moved.append(Moved(one, before_on, after_on, dropped, begun))
    lines = change_lines.grouped(session, ((one.deadline, one.words) for one in moved))
    return Preview(new, len(profile_reading.side_by_side(base, new)), tuple(moved), lines)


def has_begun(session: Session, round_: Round) -> bool:
    """Whether a round was ever approved: from then on its version stands, also if it was sent back to the draft."""
    if round_.state is not RoundState.DRAFT:
        return True
    return any("state" in one.changed for one in reading.history(session, Round.type.name, round_.id)[:-1])


@use_case("profile.new_edition", "制定规则档新版本", compartment=Compartment.CORE, by=DECIDING)
def keep(tx: Tx, draft: Draft, name: str, reason: str) -> Profile:
    """Keep a draft as the next edition, under its own name. Raises `Refused` for a fault, no change or no reason."""
    if not draft.changed:
        raise Refused("没有任何改动，不需要新版本")
    about = draft.content["about"]
    newest = begin(tx.session, draft.base.digest).edition
    content = {**draft.content, "about": {**about, "name": _name(name), "edition": newest}}
    made = Draft(draft.base, newest, content).profile()
    return _keep(tx, made, draft.base.digest, _reason(reason))


@use_case("profile.import", "导入规则档", compartment=Compartment.CORE, by=DECIDING)
def take_in(tx: Tx, raw: bytes, reason: str) -> Profile:
    """Keep an edition another office gave out. Raises Damaged, ProfileRefused, and `Refused` for one that is here."""
    made = opened(raw)
    if made.digest in {one.digest for one in profile_reading.known(tx.session)}:
        raise Refused(f"“{made.about.name}”第{made.about.edition}版已在本工作区中")
    return _keep(tx, made, "", _reason(reason))


@use_case("profile.export", "导出规则档", compartment=Compartment.CORE, by=BUSINESS)
def hand_out(tx: Tx, digest: str, target: File) -> None:
    """Write a profile's bytes to a file. Raises `Refused` for another ending, `StorageFailed`."""
    if target.suffix.lower() != ENDING:
        raise Refused(f"文件名应以 {ENDING} 结尾")
    found = profile_reading.find(tx.session, digest)
    write_whole(target, found.to_bytes(), "规则档")
    tx.facts |= {"profile": digest}


@use_case("round.adopt_edition", "轮次改用规则档新版本", compartment=Compartment.CORE, by=DECIDING)
def adopt(tx: Tx, round_id: str, version: int, digest: str, reason: str) -> Round:
    """Bind a round that never left the draft to another edition of its profile. Raises `Refused`, `Stale`."""
    found = tx.table(Round).get(round_id)
    if has_begun(tx.session, found):
        raise Refused("轮次已经批准过，按批准时的规则档办到底，不能改用别的版本")
    old, new = profiles.of_round(tx.session, round_id), profile_reading.find(tx.session, digest)
    if not _same(old, new):
        raise Refused(f"“{new.about.name}”不是本轮次规则档的另一个版本，请另行拟订轮次")
    if old.digest == new.digest:
        raise Refused("本轮次已经依据这一版")
    if found.reference_digest == new.digest:
        raise Refused("这一版是本轮次的参照规则档，请先撤销参照")
    if found.kind not in profiles.codes(new, "inspection_type"):
        raise Refused("新版没有本轮次的巡察类型，请先修改轮次")
    if set(found.attributes) - set(profiles.codes(new, "inspection_attribute")):
        raise Refused("新版没有本轮次的组织方式，请先修改轮次")
    profiles.keep(tx, new)
    tx.facts |= {"from": old.digest, "to": new.digest}
    return tx.change(found, version, reason=_reason(reason), profile=new.about.name, profile_digest=new.digest)


def adoptable(session: Session, digest: str) -> list[Round]:
    """The rounds in draft that could go over to an edition."""
    new = profile_reading.find(session, digest)
    return [
        one
        for one in session.table(Round).where(order="rowid DESC")
        if one.profile_digest != digest
        and _same(profiles.by_digest(session, one.profile_digest), new)
        and not has_begun(session, one)
    ]


def read_file(path: File) -> bytes:
    """The bytes of a profile file somebody chose. Raises `Refused`."""
    try:
        with path.open("rb") as source:
            return source.read(BYTES_LIMIT + 1)
    except OSError as error:
        raise Refused(f"文件“{path.name}”不能读取") from error


def opened(raw: bytes) -> Profile:
    """A profile out of a file. Raises Damaged, ProfileRefused, and `Refused` where its posts open more than ours do."""
    if len(raw) > BYTES_LIMIT:
        raise Damaged("文件过大，不是规则档")
    made = Profile.from_bytes(raw)
    own: dict[str, dict[str, Any]] = {}
    for one in shipped_profiles():
        for post in one.plain().get("posts", []):
            mine = own.setdefault(post["id"], {"opens": [], "reporter": False})
            mine["opens"] = [*mine["opens"], *post["access"]["opens"]]
            mine["reporter"] = mine["reporter"] or post["access"].get("reporter", False)
    if wider := access_issues(own, made.plain()):
        raise Refused("；".join(f"{editing.spoken(made.plain(), one.path)}：{one.sentence}" for one in wider))
    return made


def _keep(tx: Tx, made: Profile, parent: str, reason: str) -> Profile:
    profiles.keep(tx, made)
    mark = {"parent": parent, "by": tx.actor.name, "at": tx.now, "reason": reason}
    meta.write(tx.db, f"{profiles.EDITION}{made.digest}", canonical(mark).decode())
    tx.facts |= {"profile": made.digest, "name": made.about.name, "edition": made.about.edition, "from": parent}
    tx.facts["reason"] = reason
    tx.touched.append(("profile", made.digest))
    return made


def _fault(content: Mapping[str, Any], issue: Issue) -> Fault:
    last = issue.path[-1] if issue.path else ""
    place = editing.spoken(content, issue.path)
    sentence = "必须填写" if issue.sentence in (f"缺少“{last}”", "文字不能为空，前后也不能有空格") else issue.sentence
    return Fault(issue.path, place, sentence)


def _same(one: Profile, other: Profile) -> bool:
    return one.about.id == other.about.id


def _nameless(content: Mapping[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(dict(content))
    made["about"] = {name: value for name, value in made["about"].items() if name not in ("name", "edition")}
    return made


def _name(text: str) -> str:
    said = text.strip()
    if not said or len(said) > _NAME_LIMIT:
        raise Refused(f"规则档名称须填写，不超过{_NAME_LIMIT}字")
    return said


def _reason(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused("必须写明理由")
    refuse_treatise(said)
    return said

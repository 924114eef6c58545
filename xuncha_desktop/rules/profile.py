"""制度配置: one regulation as an immutable value, read from a folder of TOML or from canonical bytes."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path as File
from typing import Annotated, Any, TypeVar, cast

from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.rules.basis import Article, ArticleRef, Between, Id, Rule, cited
from xuncha_desktop.rules.bodies import Body, Dispatch, Post, PostPlace
from xuncha_desktop.rules.calendar import WorkCalendar
from xuncha_desktop.rules.chains import Chain, Document
from xuncha_desktop.rules.checks import issues_of
from xuncha_desktop.rules.codes import CategoryMap, CategorySet, Code, CodeList
from xuncha_desktop.rules.deadlines import DeadlinePolicy, DeadlineRule, Due, Extension, due
from xuncha_desktop.rules.due_words import paragraph
from xuncha_desktop.rules.duties import Duty, Period
from xuncha_desktop.rules.forms import Form
from xuncha_desktop.rules.lights import LightPolicy, TimeLight, rule_light
from xuncha_desktop.rules.matters import CadreLevel, Matter, MatterKind, Review
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.reading import Issue, Reader
from xuncha_desktop.rules.rectification import Rectification
from xuncha_desktop.rules.rounds import Coverage, Event, InformationSource, LookBack, OnSite, Phase
from xuncha_desktop.rules.source_lines import line_of, spelled
from xuncha_desktop.rules.staffing import Pool, Seat, StaffRule
from xuncha_desktop.rules.supervision import Area, SupervisionMethod
from xuncha_desktop.rules.telling import Disclosure, Feedback

BYTES_LIMIT = 1024 * 1024
_FORMAT = "xuncha-profile/2"
_TOML_LINE = re.compile(r"line (\d+)")

_Entry = TypeVar("_Entry")


class ProfileRefused(Refused):
    """A profile cannot be used: one sentence per fault, each with file, line and key path."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("制度配置不能使用：\n" + "\n".join(self.faults))


class ProfileKind(StrEnum):
    """What work a regulation orders."""

    INSPECTION = "inspection"
    DAILY_SUPERVISION = "daily_supervision"

    @property
    def label(self) -> str:
        """巡察 or 日常监督."""
        return "巡察" if self is ProfileKind.INSPECTION else "日常监督"


@dataclass(frozen=True, kw_only=True)
class About:
    """What the profile is and where it holds. `title` is the regulation's own name; `cites` how papers cite it.

    `number` is the document number the text was issued under; `grounds` are the regulations it names as its own
    ground; `replaces` the one it puts out of force; `nature` says in our words what sort of text it is.
    A day the text does not give is absent; without the day it took effect, `effective_note` says so.
    """

    id: Id
    kind: ProfileKind
    name: str
    place: str
    level: str
    title: str
    cites: str
    edition: Annotated[int, Between(1, 9999)]
    issued_on: date | None = None
    planning_year: Annotated[int, Between(1950, 2200)] | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    effective_note: str = ""
    number: str = ""
    nature: str = ""
    grounds: tuple[str, ...] = ()
    replaces: str = ""
    interpreted_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Defect:
    """Something in the regulation's text that is wrong or unclear; kept and shown, never silently mended."""

    id: Id
    article: ArticleRef = ""
    printed: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One regulation: who, through which steps, by when, on what ground. Immutable; known by its digest.

    A section a text is silent on is empty or None; `checks` says what each kind of profile cannot do without.
    """

    about: About
    defects: tuple[Defect, ...] = ()
    articles: tuple[Article, ...]
    bodies: tuple[Body, ...]
    dispatch: Dispatch | None = None
    seats: tuple[Seat, ...] = ()
    posts: tuple[Post, ...] = ()
    staff_rules: tuple[StaffRule, ...] = ()
    pools: tuple[Pool, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    documents: tuple[Document, ...] = ()
    phases: tuple[Phase, ...] = ()
    events: tuple[Event, ...] = ()
    information: tuple[InformationSource, ...] = ()
    on_site: OnSite | None = None
    look_back: LookBack | None = None
    matters: tuple[Matter, ...] = ()
    chains: tuple[Chain, ...] = ()
    deadline_policy: DeadlinePolicy
    deadlines: tuple[DeadlineRule, ...] = ()
    lights: LightPolicy
    category_sets: tuple[CategorySet, ...] = ()
    category_maps: tuple[CategoryMap, ...] = ()
    code_lists: tuple[CodeList, ...]
    feedback: Feedback | None = None
    disclosures: tuple[Disclosure, ...] = ()
    external_review: Review | None = None
    cadre_levels: tuple[CadreLevel, ...] = ()
    rectification: Rectification | None = None
    duties: tuple[Duty, ...] = ()
    areas: tuple[Area, ...] = ()
    supervision_methods: tuple[SupervisionMethod, ...] = ()
    forms: tuple[Form, ...] = ()
    content: bytes = field(default=b"", repr=False, metadata={"outside": True})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content, in hex; a round pins it."""
        return hashlib.sha256(self.content).hexdigest()

    def to_bytes(self) -> bytes:
        """The profile as it is stored and as it travels in a task package."""
        return self.content

    def plain(self) -> dict[str, Any]:
        """The content as plain values of its own, to be changed and examined anew."""
        content = cast("dict[str, Any]", strict_json(self.content, limit=BYTES_LIMIT, what="制度配置"))
        return {name: value for name, value in content.items() if name != "format"}

    @staticmethod
    def from_bytes(raw: bytes) -> "Profile":
        """The inverse of `to_bytes`. Raises Damaged for other bytes, ProfileRefused for a profile that fails checks."""
        value = strict_json(raw, limit=BYTES_LIMIT, what="制度配置")
        if not isinstance(value, dict) or not _is_canonical(value, raw):
            raise Damaged("制度配置的内容不是规范的写法，不能读取")
        content = cast("dict[str, Any]", value)
        if content.pop("format", None) != _FORMAT:
            raise Damaged("这不是本版本能读取的制度配置")
        return _profile(content, lambda path: f"随包制度配置 {spelled(path)}")

    def body(self, body_id: str) -> Body:
        """The body of this id. Every look-up by id raises KeyError: the id was pinned to another profile."""
        return _named(self.bodies, body_id)

    def post(self, post_id: str) -> Post:
        """The post of this id."""
        return _named(self.posts, post_id)

    def document(self, document_id: str) -> Document:
        """The document kind of this id."""
        return _named(self.documents, document_id)

    def event(self, event_id: str) -> Event:
        """The event of this id."""
        return _named(self.events, event_id)

    def deadline(self, rule_id: str) -> DeadlineRule:
        """The deadline rule of this id."""
        return _named(self.deadlines, rule_id)

    def code_list(self, list_id: str) -> CodeList:
        """The code list of this id."""
        return _named(self.code_lists, list_id)

    def category_set(self, set_id: str) -> CategorySet:
        """The category set of this id."""
        return _named(self.category_sets, set_id)

    def form(self, form_id: str) -> Form:
        """The form of this id."""
        return _named(self.forms, form_id)

    def chain_for(self, document_id: str) -> Chain | None:
        """The chain a kind of document goes through, or None when the profile asks for none."""
        return next((chain for chain in self.chains if chain.document == document_id), None)

    def lists_for(self, purpose: ListPurpose) -> tuple[CodeList, ...]:
        """Every list and category set with this use, sets first."""
        return tuple(item for item in (*self.category_sets, *self.code_lists) if item.purpose is purpose)

    def codes_for(self, purpose: ListPurpose) -> tuple[Code, ...]:
        """The choices of every list with this use, in the profile's order; empty where the regime has none."""
        return tuple(code for item in self.lists_for(purpose) for code in item.items)

    def choices(self, source: str) -> tuple[tuple[str, str], ...]:
        """Ids and words a field may choose from: of bodies, posts, events, levels of cadres, or of lists of a purpose.

        Empty where the regime has no such list. Raises KeyError for a word that is no purpose.
        """
        named: dict[str, tuple[Body | Post | Event | CadreLevel, ...]] = {
            "body": self.bodies,
            "post": self.posts,
            "event": self.events,
            "cadre_level": self.cadre_levels,
        }
        if source in named:
            return tuple((entry.id, entry.label) for entry in named[source])
        purpose = {item.value: item for item in ListPurpose}[source]
        return tuple((code.id, code.label) for code in self.codes_for(purpose))

    def matters_of(self, kind: MatterKind) -> tuple[Matter, ...]:
        """The matters of a kind: who consents to 立行立改, which conditions 速查速办 has."""
        return tuple(matter for matter in self.matters if matter.kind is kind)

    def duties_of(self, *periods: Period) -> tuple[Duty, ...]:
        """The duties that fall due in these periods; all of them where none is named."""
        return tuple(duty for duty in self.duties if not periods or duty.period in periods)

    def started_by(self, event_id: str) -> tuple[DeadlineRule, ...]:
        """The deadlines an event starts."""
        return tuple(rule for rule in self.deadlines if rule.trigger == event_id)

    def gist(self, article: str) -> str:
        """What an article is about, in our own words. Raises KeyError."""
        return {item.number: item.gist for item in self.articles}[article]

    def cite(self, rule: Rule) -> str:
        """The ground of a rule as a paper prints it: standing and article; a custom only says that it is one."""
        return cited(self.about.cites, rule.standing, rule.article)

    def due(self, rule_id: str, trigger_on: date, work: WorkCalendar, extensions: Sequence[Extension] = ()) -> Due:
        """The due date under a rule of this profile, with its policy for days of rest. Raises DeadlineRefused."""
        rule = self.deadline(rule_id)
        label = self.event(rule.trigger).label
        rest_day = self.deadline_policy.rest_day
        return due(rule, trigger_on, work, extensions, rest_day=rest_day, trigger_label=label)

    def due_paragraph(self, found: Due) -> str:
        """The reckoning in full, for a paper."""
        return paragraph(found, self.about.cites)

    def light(self, found: Due, today: date, done_on: date | None = None) -> TimeLight:
        """The time light of a due date today."""
        begun_on, title = found.trigger_on, self.about.cites
        return rule_light(
            found.due_on, today, self.lights, rule=found.rule, title=title, from_on=begun_on, done_on=done_on
        )

    def roster_issues(self, place: PostPlace, counts: Mapping[str, int]) -> tuple[str, ...]:
        """What is wrong with a roster of one group or office; `counts` by post id."""
        posts = (post for post in self.posts if post.place is place)
        return tuple(issue for post in posts if (issue := post.count_issue(counts.get(post.id, 0))))

    def warnings(self) -> tuple[str, ...]:
        """What a person using the profile should know: implausible dates and defects of the text.

        A date of issue the profile itself names as a defect (`issue_date`) is told once.
        """
        about = self.about
        found: list[str] = []
        early = about.planning_year and about.issued_on and about.issued_on.year < about.planning_year
        if about.issued_on and early and not any(defect.id == "issue_date" for defect in self.defects):
            day = about.issued_on.isoformat()
            found.append(f"印发日期{day}早于所规定的{about.planning_year}年，照原文保留，请核对")
        return (*found, *(f"{defect.printed}：{defect.note}" for defect in self.defects))


def load_folder(folder: File) -> Profile:
    """Read a profile from the TOML files of a folder. Raises ProfileRefused naming file, line and key path."""
    texts: dict[str, str] = {}
    homes: dict[str, str] = {}
    content: dict[str, Any] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        texts[path.name], table = _toml(path)
        for section, value in table.items():
            if section in homes:
                line = line_of(texts[path.name], (section,))
                faults.append(f"{path.name} 第{line}行：“{section}”已写在 {homes[section]} 中，不能分写两处")
            homes[section] = path.name
            content[section] = _plain(value)
    if not texts:
        faults.append(f"“{folder.name}”里没有制度配置文件")
    if faults:
        raise ProfileRefused(faults)
    return _profile(content, lambda path: _place(path, homes, texts))


def _toml(path: File) -> tuple[str, dict[str, Any]]:
    """A file's text and content. Raises ProfileRefused with the line that cannot be read."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ProfileRefused([f"{path.name} 第{line}行：不能读取，应为 UTF-8 编码的 TOML 文件"]) from error
    except (OSError, RecursionError) as error:
        raise ProfileRefused([f"{path.name}：不能读取，应为 UTF-8 编码的 TOML 文件"]) from error
    except tomllib.TOMLDecodeError as error:
        fault = "写了两次" if "twice" in str(error) or "overwrite" in str(error) else "不是规范的 TOML 写法"
        raise ProfileRefused([f"{path.name} {_toml_line(error)}：{fault}"]) from error


def _profile(content: dict[str, Any], place: Callable[[tuple[str | int, ...]], str]) -> Profile:
    found, issues = examined(content)
    if found is None:
        raise ProfileRefused([f"{place(issue.path)}：{issue.sentence}" for issue in issues])
    return found


def examined(content: Mapping[str, Any]) -> "tuple[Profile | None, Sequence[Issue]]":
    """The profile of a plain content, or None and every fault with its path.

    Structure first: what refers to what is only asked once everything is there.
    """
    reader = Reader()
    found: Profile | None = reader.read(Profile, content)
    issues: Sequence[Issue] = reader.issues if found is None else issues_of(found, reader.references)
    if found is None or issues:
        return None, issues
    return replace(found, content=canonical({"format": _FORMAT, **content})), ()


def _is_canonical(value: Any, raw: bytes) -> bool:
    try:
        return canonical(value) == raw
    except RecursionError:
        return False


def _place(path: tuple[str | int, ...], homes: Mapping[str, str], texts: Mapping[str, str]) -> str:
    home = homes.get(str(path[0])) if path else None
    if home is None:
        return f"各文件均无 {spelled(path)}" if homes else spelled(path)
    line = line_of(texts[home], path)
    return f"{home} 第{line}行 {spelled(path)}" if line else f"{home} {spelled(path)}"


def _toml_line(error: tomllib.TOMLDecodeError) -> str:
    match = _TOML_LINE.search(str(error))
    return f"第{match[1]}行" if match else "末尾"


def _plain(value: Any) -> Any:
    """TOML days as texts, so that a folder and canonical bytes hold the same values."""
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[Any]", value)]
    return value


def _named(entries: tuple[_Entry, ...], wanted: str) -> _Entry:
    for entry in cast("tuple[Any, ...]", entries):
        if entry.id == wanted:
            return entry
    raise KeyError(wanted)

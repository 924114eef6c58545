"""Profiles as a person reads them: which there are, each in words by section, two side by side, and as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xuncha_desktop.kernel.canonical import strict_json
from xuncha_desktop.kernel.clock import local_text, micros
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.kernel.whole_file import no_file_left
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.compare import Difference, Row, compare
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import FIRST, shipped_profiles
from xuncha_desktop.rules.wording import Line, lines_of
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.sheets import Column, Table, Written, write
from xuncha_desktop.storage.table import ANY, Where

ENDING = ".xlsx"
_MARK_LIMIT = 16_000
_TONES = {Standing.ARTICLE: Tone.DONE, Standing.INFERRED: Tone.NOTICE, Standing.CUSTOM: Tone.MUTED}


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made an edition here, when (microseconds), why; `parent`: the digest it was made from, empty if brought."""

    parent: str
    by: str
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """A profile of this workspace: `origin` says where it came from, `rounds` are the names of those bound to it."""

    profile: Profile
    origin: str
    rounds: tuple[str, ...] = ()
    maker: Maker | None = None

    @property
    def digest(self) -> str:
        """What it is known by."""
        return self.profile.digest

    @property
    def title(self) -> str:
        """Name and edition."""
        return f"{self.profile.about.name}（第{self.profile.about.edition}版）"


@dataclass(frozen=True, slots=True)
class Told:
    """One rule in words. `standing` is 条文, 推定 or 惯例, `tone` its shape; empty and None for what is no rule."""

    section: str
    label: str
    words: str
    standing: str
    tone: Tone | None
    ground: str
    note: str


def known(session: Session) -> list[Known]:
    """Every profile that can be read here: those in use or made here first, then those of the program nobody uses."""
    made = makers(session)
    bound: dict[str, list[str]] = {}
    for one in session.table(Round).where(ANY, order="year DESC, rowid DESC"):
        bound.setdefault(one.profile_digest, []).append(one.name)
    shipped = {one.digest: one for one in shipped_profiles()}
    here = [profiles.by_digest(session, digest) for digest in profiles.digests(session) if digest not in shipped]
    found = [
        Known(one, _origin(one, made, shipped), tuple(bound.get(one.digest, ())), made.get(one.digest))
        for one in (*here, *shipped.values())
    ]
    return sorted(found, key=lambda one: (not one.rounds, one.profile.about.id != FIRST, -one.profile.about.edition))


def find(session: Session, digest: str) -> Profile:
    """A profile of the workspace or of the program. Raises `NotFound`."""
    shipped = next((one for one in shipped_profiles() if one.digest == digest), None)
    return shipped or profiles.by_digest(session, digest)


def makers(session: Session) -> dict[str, Maker]:
    """Who made which edition here, by digest."""
    found: dict[str, Maker] = {}
    for digest, body in profiles.editions(session).items():
        said = strict_json(body.encode(), limit=_MARK_LIMIT, what="规则档版本说明")
        found[digest] = Maker(said["parent"], said["by"], said["at"], said["reason"])
    return found


def told(profile: Profile) -> list[Told]:
    """The whole profile in words, in the order of a regulation."""
    return [_told(line) for line in lines_of(profile)]


def matching(found: Sequence[Told], words: str) -> list[Told]:
    """The rules that hold every one of the words, in whatever column."""
    wanted = words.split()
    return [
        one
        for one in found
        if all(word in f"{one.label}{one.words}{one.ground}{one.standing}{one.note}" for word in wanted)
    ]


def side_by_side(left: Profile, right: Profile, *, all_rows: bool = False) -> list[Row]:
    """Rule by rule; without `all_rows` only what differs."""
    return [row for row in compare(left, right) if all_rows or row.difference is not Difference.SAME]


def summary(left: Profile, right: Profile, rows: Sequence[Row]) -> str:
    """How many rules differ; profiles of other bytes are never called the same."""
    count = sum(row.difference is not Difference.SAME for row in rows)
    if count:
        return f"{count}处不同"
    if left.digest == right.digest:
        return "两者完全相同"
    return "所列规定没有不同，但内容不完全一致（如说明、栏目用语、条目概括）"


@use_case("profile.compare_export", "导出规则档对照表", compartment=Compartment.CORE, by=BUSINESS)
def note_export(tx: Tx, left: str, right: str) -> None:
    """Say in the audit that a table of two profiles was written."""
    tx.facts |= {"left": left, "right": right}


def to_workbook(session: Session, left: Profile, right: Profile, target: Path, *, all_rows: bool = False) -> Written:
    """Write the comparison as a workbook. Raises `Refused` for another ending, `StorageFailed` where it cannot lie."""
    if target.suffix.lower() != ENDING:
        raise Refused(f"文件名应以 {ENDING} 结尾")
    note_export(session, left.digest, right.digest)
    now = session.clock()
    heads = (("栏目", 12.0), ("项目", 22.0), ("前者", 52.0), ("前者依据", 26.0), ("后者", 52.0), ("后者依据", 26.0))
    table = Table(
        title=f"规则档对照表：{left.about.place}与{right.about.place}",
        columns=(*(Column(head, width=width) for head, width in heads), Column("差别", width=10.0)),
        mark=Level.INTERNAL.label,
        source=f"{session.place.name} {session.actor.name} {local_text(micros(now))}导出；"
        f"前者 {left.about.name}第{left.about.edition}版，后者 {right.about.name}第{right.about.edition}版",
        made_at=now,
    )
    rows = (
        [row.section, row.label, row.left, row.left_ground, row.right, row.right_ground, row.difference.label]
        for row in side_by_side(left, right, all_rows=all_rows)
    )
    with no_file_left("表格"):
        return write(target, table, rows)


def rounds_of(session: Session, digest: str) -> list[Round]:
    """The rounds bound to an edition, the newest first."""
    return session.table(Round).where(Where("profile_digest = ?", (digest,)), order="year DESC, rowid DESC")


def _origin(profile: Profile, made: dict[str, Maker], shipped: dict[str, Profile]) -> str:
    if profile.digest in shipped:
        return "随程序提供"
    maker = made.get(profile.digest)
    if maker is None:
        return "本工作区存有"
    return "本处修订" if maker.parent else "由文件导入"


def _told(line: Line) -> Told:
    standing = next((one for one in Standing if line.ground.split("·")[0] == one.label), None)
    ground = line.ground.partition("·")[2] if standing else line.ground
    tone = _TONES[standing] if standing else None
    return Told(line.section, line.label, line.words, standing.label if standing else "", tone, ground, line.note)

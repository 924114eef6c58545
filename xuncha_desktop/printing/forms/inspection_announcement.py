"""巡察公告: what is made public of an inspection, on A4 for the file and A3 for the wall; no mark, number or code."""

from dataclasses import dataclass, fields, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import BODY, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.lines import Span
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import blank, subject
from xuncha_desktop.printing.pen import POSTER
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import number_of

_BLANK = "＿" * 12  # after a label whose field is filled in by hand


@dataclass(frozen=True, slots=True)
class Told:
    """One field of the announcement: the profile's label and what the public is told."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Seven fields between an opening and a closing sentence; everybody may read it, so it carries no mark."""

    marks: Marks
    title: str
    opening: str
    told: tuple[Told, ...]
    closing: str
    office: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Poster(Announcement):
    """The same announcement on A3."""


def _sample() -> Announcement:
    return Announcement(
        marks=Marks(Level.PUBLIC),
        title="中共临溪县委第二巡察组巡察公告",
        opening="根据县委统一安排，县委第二巡察组对县人防领导小组及其办公室开展专项巡察。现将有关事项公告如下。",
        told=(
            Told("巡察对象", "县人防领导小组及其办公室"),
            Told("巡察任务", "主体责任落实、项目审批验收、易地建设费收支、人防工程出租、审批和作风方面的情况"),
            Told("巡察时间", "2019年7月8日至8月7日"),
            Told("举报电话", "2230119（8:30—12:00，14:30—18:00）"),
            Told("电子邮箱", "xunchazu2@linxi.example"),
            Told("通信地址", "临溪县人民路18号县委第二巡察组，邮政编码742200"),
            Told("举报信箱设置地点", "县人防办公楼一楼大厅、县政务服务中心东门"),
        ),
        closing="巡察组依规受理来信、来电、来访，对反映人严格保密。",
        office="中共临溪县委第二巡察组",
        issued_on="2019年7月8日",
    )


def _poster() -> Poster:
    return poster_of(_sample())


def poster_of(view: Announcement) -> Poster:
    """The announcement for the wall."""
    return Poster(**{known.name: getattr(view, known.name) for known in fields(Announcement)})


@form("inspection_announcement", "巡察公告", sample=_sample, public=True, dress=Dress.BARE)
def inspection_announcement(setter: Setter, view: Announcement) -> list[Unit]:
    """Title, opening, numbered fields, closing, who announces it."""
    return _units(setter, view)


@form("inspection_announcement_a3", "巡察公告（A3）", sample=_poster, paper=POSTER, public=True, dress=Dress.BARE)
def inspection_announcement_a3(setter: Setter, view: Poster) -> list[Unit]:
    """As on A4, enlarged to the sheet."""
    return _units(setter, view)


def _units(setter: Setter, view: Announcement) -> list[Unit]:
    told = [
        setter.text((Span(f"{number_of(1, n)}{one.label}：", role=Role.HEITI), Span(one.text or _BLANK)), BODY)
        for n, one in enumerate(view.told, 1)
    ]
    return [
        blank(setter),
        *subject(setter, view.title),
        *([setter.text(view.opening, BODY)] if view.opening else []),
        *told,
        *([replace(setter.text(view.closing, BODY), with_previous=True)] if view.closing else []),
        *issued(setter, view.office, view.issued_on),
    ]

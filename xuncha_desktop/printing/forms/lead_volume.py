"""问题线索专册: the leads of a report, bound and sealed apart from it; its cover tells nothing of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import BODY, CELL, SMALL, TITLE, Setter
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry, entries
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.views import beside

_ABOVE = 45  # millimetres over the title of the cover
_SEAL = replace(BODY, role=Role.HEITI, indent=0, align="center")
_CENTRE = replace(BODY, indent=0, align="center")


@dataclass(frozen=True, slots=True)
class LeadPage:
    """One lead on a page of its own: the profile's rows with what was written."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LeadVolume:
    """The volume. `seal` and `warning` stand on the cover, `places` are for those who close and open it."""

    marks: Marks
    title: str
    report: str
    group: str
    made_on: str
    seal: str
    warning: str
    leads: tuple[LeadPage, ...]
    places: tuple[SignBox, ...] = beside(default=())
    label_width: int = LABEL_WIDTHS[0]


def _sample() -> LeadVolume:
    rows = ("编号", "被反映人", "职务", "线索来源", "主要内容", "甄别意见", "处置建议")
    first = (
        "临巡二〔2019〕线001号",
        "赵启明",
        "县人防领导小组办公室主任",
        "查阅资料",
        "2016年至2018年口头减免易地建设费98.40万元，其亲属持有受益企业10%的股份。",
        "线索具体，可查性强。",
        "建议移交县纪委监委。",
    )
    second = (
        "临巡二〔2019〕线002号",
        "孙祎",
        "县人防领导小组办公室副主任",
        "个别谈话",
        "地下商场租金4.20万元存入个人银行卡3个月后缴库。",
        "线索具体。",
        "建议移交县纪委监委。",
    )
    return LeadVolume(
        marks=Marks(Level.SECRET, "临巡二〔2019〕1号附册", "10年"),
        title="问题线索专册",
        report="临巡二〔2019〕1号巡察报告附册",
        group="中共临溪县委第二巡察组",
        made_on="2019年8月16日",
        seal="密　封　件",
        warning="本册单独装订密封，由收件人本人拆阅，不与巡察报告一并传阅。",
        leads=tuple(LeadPage("问题线索登记表", tuple(map(Entry, rows, values))) for values in (first, second)),
        places=(SignBox("封存人", 78), SignBox("拆封人", 78)),
    )


@form("lead_volume", "问题线索专册", sample=_sample)
def lead_volume(setter: Setter, volume: LeadVolume) -> list[Unit]:
    """The cover, then each lead on a new page. Without a lead, the cover alone."""
    return [
        setter.text(volume.seal, _SEAL, with_next=True),
        setter.gap(_ABOVE, with_next=True),
        setter.text(volume.title, TITLE, with_next=True),
        setter.text(f"（{volume.report}）" if volume.report else "", _CENTRE, before=4, with_next=True),
        setter.gap(_ABOVE / 2, with_next=True),
        setter.text(volume.group, _CENTRE, with_next=True),
        setter.text(volume.made_on, _CENTRE, with_next=True),
        setter.gap(12, with_next=True),
        *boxes(setter, volume.places),
        setter.text(volume.warning, replace(CELL, align="center"), before=3),
        *(unit for lead in volume.leads for unit in _lead(setter, lead, volume.label_width)),
    ]


def _lead(setter: Setter, lead: LeadPage, label_width: int) -> Iterator[Unit]:
    widths = (label_width, sum(LABEL_WIDTHS) - label_width)
    over = (setter.text(f"{lead.title}（续）", replace(SMALL, align="center", role=Role.HEITI)), setter.gap(1))
    first, gap = setter.title(lead.title, after=3)
    yield replace(first, fresh=True, entry=(lead.title, 1))
    yield gap
    yield from entries(setter, lead.entries, widths, over=over)

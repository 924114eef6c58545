"""公文, 函, 纪要 as such: for every paper of these kinds that has no form of its own."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import (
    addressed,
    annex,
    attendance,
    blank,
    enclosed,
    imprint,
    letter_head,
    minutes_head,
    red_head,
    remark,
    subject,
)
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, body


@dataclass(frozen=True, slots=True)
class Annex:
    """An 附件 bound with the paper."""

    title: str
    text: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """A red-headed paper. `marks.number` is the 发文字号; `keep` are names the title may not tear.

    `signer` (签发人) is given for upward papers. `sealed` leaves room for the seal. `copies_to`, `issuer` and
    `printed_on` are the 版记; days are given as they are printed.
    """

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    office: str
    issued_on: str
    signer: str = ""
    sealed: bool = True
    annexes: tuple[Annex, ...] = ()
    remark: str = ""
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (函): as `Official`, without 签发人 and without lines and printing office in its 版记."""

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    office: str
    issued_on: str
    sealed: bool = True
    annexes: tuple[Annex, ...] = ()
    remark: str = ""
    copies_to: str = ""
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there: 出席, 请假 or 列席, and their names."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """纪要. `number` as printed (第4号); no seal and no signature, the office stands over the red line."""

    marks: Marks
    mark: str
    office: str
    issued_on: str
    title: str
    text: tuple[Part, ...]
    attendance: tuple[Attendance, ...] = ()
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()


_TEXT = (
    Part(
        "2019年7月8日至8月7日，县委第二巡察组对县人防领导小组办公室党组开展了专项巡察。"
        "现将巡察发现的主要问题和整改要求反馈如下。"
    ),
    Part("一、巡察发现的主要问题", 1),
    Part("（一）主体责任落实不到位", 2),
    Part("1. “三重一大”事项决策不规范", 3),
    Part(
        "2017年5月至2018年4月，支付指挥所设备维修费28.6万元、宣传教育材料制作费14.2万元、档案室改造费9.8万元，"
        "合计52.6万元，均由主要负责人一人签批，未经集体研究（《“三重一大”事项议事规则》第七条）。"
    ),
    Part("（1）三笔支出事前没有预算安排。", 4),
    Part("（二）易地建设费应收未收", 2),
    Part("5个项目应收412.35万元，实收236.10万元，少收176.25万元，其中口头减免98.40万元。副主任孙祎知情未报。"),
    Part("二、整改要求", 1),
    Part("请你单位自收到本意见之日起两个月内，将整改情况报县委巡察工作领导小组办公室。"),
)
_KEEP = ("县人防领导小组办公室", "临溪县")


def _sample() -> Official:
    return Official(
        marks=Marks(Level.SECRET, "临巡组发〔2019〕12号", "5年", "特急", names=("孙祎",)),
        mark="中共临溪县委巡察工作领导小组文件",
        title="关于县人防领导小组办公室党组专项巡察情况的反馈意见",
        recipients="县人防领导小组办公室党组",
        text=_TEXT,
        office="中共临溪县委巡察工作领导小组",
        issued_on="2019年9月20日",
        annexes=(Annex("县人防领导小组办公室巡察反馈问题清单", _TEXT[1:5]),),
        remark="此件不公开",
        copies_to="县委办公室，县纪委监委，县委组织部，县委第二巡察组",
        issuer="中共临溪县委巡察工作领导小组办公室",
        printed_on="2019年9月20日",
        keep=_KEEP,
    )


def _letter() -> Letter:
    return Letter(
        marks=Marks(Level.INTERNAL, "临巡办函〔2019〕7号"),
        mark="中共临溪县委巡察工作领导小组办公室",
        title="关于提供县人防领导小组办公室有关情况的函",
        recipients="县审计局",
        text=(
            Part("按照县委2019年第二轮巡察安排，县委第二巡察组将进驻县人防领导小组办公室开展专项巡察。"),
            Part("请于2019年7月3日前，将该办公室近三年的审计情况书面送我办。"),
        ),
        office="中共临溪县委巡察工作领导小组办公室",
        issued_on="2019年6月24日",
        annexes=(),
        remark="联系人：周敏，电话：2230000",
        copies_to="县委第二巡察组",
        keep=_KEEP,
    )


def _minutes() -> Minutes:
    return Minutes(
        marks=Marks(Level.CONFIDENTIAL, "第4号", "10年"),
        mark="县委第二巡察组组务会纪要",
        office="中共临溪县委第二巡察组",
        issued_on="2019年7月26日",
        title="关于研究问题底稿临巡二〔2019〕底003号等事项的纪要",
        text=(Part("7月26日，组长主持召开组务会，研究问题底稿3份。纪要如下。"), *_TEXT[1:4]),
        attendance=(
            Attendance("出席", ("陈立新", "何静", "马淏然", "郑𬭎", "周敏", "赵启明", "孙祎", "李昇", "王镕", "陶喆")),
            Attendance("列席", ("刘洋",)),
        ),
        copies_to="巡察办",
        issuer="县委第二巡察组",
        printed_on="2019年7月26日",
    )


@form("official", "公文", sample=_sample, dress=Dress.OFFICIAL)
def official_paper(setter: Setter, view: Official) -> list[Unit]:
    """Head, title, text, signature, annexes, 版记."""
    return [
        *red_head(setter, view.mark, view.marks.number, signer=view.signer),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *enclosed(setter, [annex.title for annex in view.annexes]),
        *issued(setter, view.office, view.issued_on, sealed=view.sealed),
        *remark(setter, view.remark),
        *_annexes(setter, view.annexes, view.keep),
        *imprint(setter, view.copies_to, view.issuer, view.printed_on),
    ]


@form("letter", "函", sample=_letter, dress=Dress.LETTER, duplex=False)
def letter_paper(setter: Setter, view: Letter) -> list[Unit]:
    """Head, title, text, signature, annexes, 抄送."""
    return [
        *letter_head(setter, view.marks, view.mark, view.marks.number),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *enclosed(setter, [annex.title for annex in view.annexes]),
        *issued(setter, view.office, view.issued_on, sealed=view.sealed),
        *remark(setter, view.remark),
        *_annexes(setter, view.annexes, view.keep),
        *imprint(setter, view.copies_to, "", ""),
    ]


@form("minutes", "纪要", sample=_minutes, dress=Dress.OFFICIAL)
def minutes_paper(setter: Setter, view: Minutes) -> list[Unit]:
    """Head, title, text, who was there, 版记."""
    return [
        *minutes_head(setter, view.mark, view.marks.number, view.office, view.issued_on),
        *subject(setter, view.title, keep=view.keep),
        *body(setter, view.text),
        *([blank(setter)] if view.attendance else []),
        *(unit for each in view.attendance for unit in attendance(setter, each.label, each.names)),
        *imprint(setter, view.copies_to, view.issuer, view.printed_on),
    ]


def _annexes(setter: Setter, annexes: tuple[Annex, ...], keep: tuple[str, ...]) -> list[Unit]:
    made: list[Unit] = []
    for number, each in enumerate(annexes, 1):
        made += annex(setter, number if len(annexes) > 1 else None, each.title, keep=keep)
        made += body(setter, each.text)
    return made

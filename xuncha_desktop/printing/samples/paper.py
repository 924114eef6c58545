"""A filled-in sample: 公文, 函, 纪要 as such."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.paper import Annex, Attendance, Letter, Minutes, Official
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part

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


@sample("official")
def official() -> Official:
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


@sample("letter")
def letter() -> Letter:
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


@sample("minutes")
def minutes() -> Minutes:
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

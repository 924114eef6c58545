"""A filled-in sample: 巡察报告."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.inspection_report import InspectionReport, LeftOut, Section
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("inspection_report")
def inspection_report() -> InspectionReport:  # long: one sample paper
    return InspectionReport(
        marks=Marks(Level.SECRET, "临巡二〔2019〕1号", "10年"),
        mark="中共临溪县委第二巡察组",
        title="关于县人防领导小组办公室专项巡察情况的报告",
        recipients="县委巡察工作领导小组",
        stage="送审稿",
        sections=(
            Section(
                "基本情况",
                (
                    Part(
                        "2019年7月8日至8月7日，县委第二巡察组对县人防领导小组办公室开展专项巡察。共开展个别谈话26人次，"
                        "受理信访举报3件，查阅财务凭证412册，形成问题底稿9份。"
                    ),
                ),
            ),
            Section(
                "总体评价",
                (Part("该办公室重视人防基础建设，但落实主体责任、规范收费和工程管理存在较多问题，群众有反映。"),),
            ),
            Section(
                "发现的主要问题",
                (
                    Part("（一）主体责任不到位", 2),
                    Part("1. 大额支出未经集体研究", 3),
                    Part(
                        "2017年至2018年三笔大额支出28.6万元、14.2万元、9.8万元，合计52.6万元，均未经集体研究。",
                        sources=("临巡二〔2019〕底003号",),
                    ),
                    Part("（二）易地建设费违规减免", 2),
                    Part(
                        "5个项目应收412.35万元，实收236.10万元，少收176.25万元，其中口头减免98.40万元。",
                        sources=("临巡二〔2019〕底005号",),
                    ),
                ),
            ),
            Section("原因分析", (Part("一是主要负责人法纪意识淡薄；二是议事规则缺位；三是业务主管部门监督不力。"),)),
            Section("意见建议", (Part("建议责成该办公室限期整改，对少收的易地建设费逐项追缴。"),)),
        ),
        office="中共临溪县委第二巡察组",
        issued_on="2019年8月16日",
        left_out_title="未列入报告的问题底稿及理由",
        left_out_heads=("序", "底稿编号", "问题标题", "不采用的理由"),
        left_out=(
            LeftOut("临巡二〔2019〕底007号", "应急灯损坏未及时更换", "已立行立改到位"),
            LeftOut("临巡二〔2019〕底009号", "值班记录不完整", "情节轻微，已当面指出"),
        ),
        keep=("县人防领导小组办公室",),
    )

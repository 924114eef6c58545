"""What happens in 临溪县: forty units, one special round of civil air defence, its findings, feedback and measures.

Everything is made up; the sums agree with each other.
"""

from typing import Any

from xuncha_desktop.records.rectification import DueKind
from xuncha_desktop.services.feedback_items import Outline

TODAY = "2019-11-25"  # the last day of the demonstration: the two reports were due on 20 November
UNIT = "县人防领导小组及其办公室"
PRINCIPAL = "赵启明"
BESIDE = "yangling"  # the regime whose dates stand beside the round's own

# What no record states: the round's preparation, the first day at the unit, and what reached the office.
REACHED: dict[str, Any] = {
    "phone": "2230119",
    "address": "临溪县城关镇东大街1号",
    "mailboxes": ("县人防办一楼大厅", "县政府大门东侧"),
    "issued_on": "2019-07-01",
    "media": "临溪县电视台",
    "posted_at": ("县人防办一楼大厅", "地下商场入口"),
    "posted_on": "2019-07-01",
    "posted_by": "赵雪",
}
PREPARED = (("plan_issued", "2019-06-20"), ("mobilisation_held", "2019-07-01"))
ENTERED = (
    ("announcement_posted", "2019-07-08"),
    ("principal_met", "2019-07-08"),
    ("commitment_signed", "2019-07-08"),
)
REPORTED = (("report_submitted", "2019-08-20"), ("ledgers_sent", "2019-08-20"))

_OTHERS = {
    "township": (
        "青石镇党委 云峰乡党委 柳沟镇党委 白杨镇党委 石门乡党委 双河镇党委 龙泉乡党委 清水镇党委 三岔乡党委 大桥镇党委"
    ),
    "government_organ": (
        "县水务局党组 县自然资源局党组 县住建局党组 县财政局党组 县教育局党组 县卫健局党组 县交通局党组 县民政局党组 "
        "县农业农村局党组 县林草局党组 县审计局党组 县应急局党组"
    ),
    "party_organ": "县委办公室 县委统战部 县委政法委 县委党校",
    "institution": "县第二中学党总支 县人民医院党委 县图书馆党支部 县疾控中心党支部",
    "enterprise": "县城投公司党支部 县粮食收储公司党支部 县供水公司党支部",
    "village": "柳沟村党支部 上河村党支部 东关社区党总支 槐树湾村党支部 南坪村党支部 北街社区党支部",
}


def units() -> list[dict[str, Any]]:
    """Forty units; the first is the one inspected."""
    first = {
        "name": UNIT,
        "kind": "leading_group_office",
        "principal": PRINCIPAL,
        "principal_post": "县人防领导小组办公室主任",
        "staff": 8,
        "note": "编制9名，在职8人",
    }
    return [first, *({"name": name, "kind": kind} for kind, names in _OTHERS.items() for name in names.split())]


MEMBERS = (
    ("王志远", "leader", "县人大教科文卫委主任", "全面负责"),
    ("陈立新", "deputy_leader", "县纪委监委第三纪检监察室主任", "审核底稿"),
    ("赵雪", "liaison", "县委巡察办科员", "联络、信访、台账"),
    ("何静", "member", "县审计局经济责任审计股股长", "财务、工程"),
    ("马淏然", "member", "县住建局质量安全站干部", "项目审批"),
)

FINDINGS: tuple[dict[str, Any], ...] = (
    {
        "title": "三笔大额支出52.6万元未经集体研究",
        "category": "party_leadership",
        "focus": "responsibility",
        "source": "materials",
        "period": "2017年5月至2018年4月",
        "summary": "县人防领导小组办公室2017年至2018年三笔大额支出共52.6万元没有集体研究。",
        "fact": (
            "查阅2017年1月至2018年12月财务凭证和主任办公会议记录，三笔大额支出没有提交会议研究：2017年5月12日支付指挥所"
            "设备维修费28.6万元，2017年11月3日支付宣传教育材料制作费14.2万元，2018年4月19日支付档案室改造费9.8万元，"
            f"合计52.6万元。三笔均由主任{PRINCIPAL}一人签批，事前没有预算安排，事后没有向会议通报。"
        ),
        "basis": "该办公室《“三重一大”事项议事规则》规定，5万元以上支出由主任办公会议集体研究。",
        "amount": 52_600_000,
        "subject": f"主任{PRINCIPAL}负主要责任，副主任孙祎负重要责任",
        "about_principal": True,
        "suggestion": "列入反馈意见，责成对三笔支出逐笔说明，并修订议事规则。",
        "handlers": ("何静", "马淏然"),
    },
    {
        "title": "易地建设费应收未收176.25万元",
        "category": "discipline",
        "also": ("work_style", "anti_corruption"),
        "focus": "relocation_fee",
        "tags": ("past_findings",),
        "source": "materials",
        "period": "2016年8月至2019年5月",
        "summary": "5个项目应收易地建设费412.35万元，实收236.10万元，少收176.25万元。",
        "fact": (
            "核对5个建设项目的审批卷宗和收费票据，应收易地建设费412.35万元，实收236.10万元，少收176.25万元，其中98.40万元"
            "系口头同意减免，没有减免批文；其余77.85万元没有催缴记录。"
        ),
        "basis": "易地建设费收缴和减免应按规定程序书面办理，不得擅自减免。",
        "amount": 176_250_000,
        "subject": "副主任孙祎负主要责任",
        "suggestion": "列入反馈意见，责成逐个项目催缴，查明口头减免的责任。",
        "handlers": ("何静", "马淏然"),
    },
    {
        "title": "地下商场租金欠收47.16万元并坐支18.90万元",
        "category": "work_style",
        "focus": "leasing",
        "source": "in_depth",
        "period": "2016年6月至2019年5月",
        "summary": "地下商场52个摊位36个月应收租金168.48万元，实收121.32万元，欠收47.16万元，坐支18.90万元。",
        "fact": (
            "地下商场52个摊位，月租金每个900元，2016年6月至2019年5月共36个月应收168.48万元，实际入账121.32万元，欠收"
            "47.16万元；其中18.90万元现金租金没有上缴，直接用于支付保洁和水电费用。"
        ),
        "basis": "非税收入应当及时足额上缴，实行收支两条线管理，不得坐支。",
        "amount": 66_060_000,
        "subject": "办公室综合股负直接责任",
        "suggestion": "列入反馈意见，责成清收欠租、规范租金管理。",
        "handlers": ("马淏然", "何静"),
    },
)

TALK: dict[str, Any] = {
    "interviewee": "孙祎",
    "interviewee_post": "县人防领导小组办公室副主任",
    "level": "team",
    "held_on": "2019-07-08",
    "began": "14:30",
    "ended": "15:20",
    "place": "县人防指挥所205室",
    "interviewers": ("何静", "马淏然"),
    "recorder": "马淏然",
    "content": "问：三笔大额支出是否上过会？\n答：知道有这几笔钱，没有上过会。",
}

PETITION: dict[str, Any] = {
    "channel": "visit",
    "received_on": "2019-07-08",
    "signature": "signed",
    "reporter": "陈某某，地下商场商户，电话0939-0000000",
    "accused": "孙祎",
    "accused_post": "副主任",
    "content": "反映地下商场停车位被对外出售，去向不明。",
}

LEAD = {
    "accused": "孙祎",
    "accused_post": "县人防领导小组办公室副主任",
    "content": "反映孙祎口头同意减免易地建设费98.40万元，其亲属在受益的开发公司持有10%股份。",
    "source": "finding",
}

IMMEDIATE = {
    "problem": "地下商场安全出口堆放货物2处，应急灯损坏6盏",
    "suggestion": "立即清理2处安全出口的堆放货物，更换6盏损坏的应急灯，并建立每周巡查记录。",
}

CONTACT = "赵雪，2230119"
OUTLINE = (
    Outline(
        "履行主体责任方面",
        children=(
            Outline(
                "“三重一大”事项集体决策执行不严格",
                cause="党的领导弱化，议事规则执行不严。",
                requirement="修订议事规则，逐笔说明三笔支出。",
                children=(
                    Outline("三笔大额支出52.6万元未经集体研究，由主要负责人一人签批。", about_principal=True),
                    Outline("主任办公会议记录不完整，2018年有4次会议没有记录。"),
                ),
            ),
        ),
    ),
    Outline(
        "易地建设费管理方面",
        children=(
            Outline(
                "易地建设费应收未收",
                cause="收费把关不严，减免没有程序。",
                requirement="逐个项目催缴，建立减免审批制度。",
                children=(
                    Outline("5个项目应收412.35万元，实收236.10万元，少收176.25万元。"),
                    Outline("98.40万元系口头同意减免，没有批文。"),
                ),
            ),
        ),
    ),
    Outline(
        "人防工程出租管理方面",
        children=(
            Outline(
                "地下商场租金管理混乱",
                cause="财务制度不落实，租金收缴无人负责。",
                requirement="清收欠租，规范收支。",
                children=(
                    Outline("52个摊位36个月欠收租金47.16万元。"),
                    Outline("现金租金18.90万元没有上缴，直接用于开支。"),
                ),
            ),
        ),
    ),
)

# As the unit's clerk would paste it from a spreadsheet: item, measure, unit, person, date.
MEASURES = """条目\t整改措施\t责任单位\t责任人\t整改时限
一、（一）1\t对三笔支出逐笔作出说明，补办审议手续\t县人防办综合股\t赵启明\t2019-10-25
一、（一）1\t修订“三重一大”议事规则并印发\t县人防办综合股\t赵启明\t2019-10-31
一、（一）2\t补齐2018年4次会议记录，建立记录本专人保管制度\t县人防办综合股\t周敏\t2019-10-31
二、（一）1\t对5个项目逐一下达催缴通知\t县人防办工程股\t孙祎\t2019-11-08
二、（一）1\t补收易地建设费\t县人防办工程股\t孙祎\t2019-11-15
二、（一）2\t查明口头减免责任，制定减免审批办法\t县人防办工程股\t孙祎\t2019-11-15
三、（一）1\t清收欠租，逐摊位签订还款计划\t县人防办综合股\t郑𬭎\t2019-11-20
三、（一）2\t坐支的租金全额上缴，完善收支两条线制度\t县人防办综合股\t郑𬭎\t2019-10-31
三、（一）2\t租金收缴每月公示\t县人防办综合股\t郑𬭎\t长期坚持
"""

PERFUNCTORY = "10月31日报告坐支租金已全额上缴并申请销号；11月12日抽查，10月份仍有一笔现金租金未上缴，报告与实际不符。"
HELD_TO_ACCOUNT = "请县纪委监委按照干部管理权限了解核实，对责任人员提出处理意见。"

BY_THE_ARTICLE: dict[str, Any] = {
    "measure": "完成地下商场租金专项清理并写入整改落实情况报告",
    "responsible_unit": "县人防办综合股",
    "responsible_person": "赵启明",
    "due_kind": DueKind.ARTICLE,
}

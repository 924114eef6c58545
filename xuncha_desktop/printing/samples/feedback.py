"""A filled-in sample: 反馈意见."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.feedback import FeedbackPaper, Told
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("feedback")
def feedback() -> FeedbackPaper:  # long: one sample paper
    return FeedbackPaper(
        marks=Marks(Level.SECRET, "临巡组发〔2019〕12号", "5年"),
        mark="中共临溪县委巡察工作领导小组文件",
        title="关于县人防领导小组办公室专项巡察的反馈意见",
        recipients="县人防领导小组办公室",
        opening=(
            Part(
                "2019年7月8日至8月7日，县委第二巡察组对你单位开展了专项巡察。经县委书记专题会议审议同意，"
                "现将巡察情况反馈如下。"
            ),
        ),
        items=(
            Told(1, "落实主体责任有差距"),
            Told(
                2,
                "大额支出未经集体研究",
                cause="议事规则没有规定支出上会的起点。",
                requirement="完善议事规则，对两笔支出逐笔说明。",
            ),
            Told(3, "2017年5月支付指挥所设备维修费28.6万元，未经集体研究。"),
            Told(3, "2017年11月支付宣传教育材料制作费14.2万元，未经集体研究。"),
            Told(2, "主要负责人一人签批支出", cause="权力运行缺少制约。", requirement="实行支出会签。"),
            Told(3, "两笔支出均由赵启明一人签批。"),
            Told(1, "易地建设费征收不严"),
            Told(
                2,
                "应收未收176.25万元",
                cause="征收台账不全，减免没有书面审批。",
                requirement="逐个项目下达催缴通知，限期补收。",
            ),
            Told(3, "5个项目应收412.35万元，实收236.10万元，其中口头减免98.40万元。"),
        ),
        closing=(Part("请你单位自签收之日起10个工作日内报送整改方案。"),),
        office="中共临溪县委巡察工作领导小组",
        issued_on="2019年9月20日",
        cause_label="原因",
        requirement_label="整改要求",
        copies_to="县纪委监委，县委组织部",
        issuer="中共临溪县委巡察工作领导小组办公室",
        printed_on="2019年9月20日",
        keep=("县人防领导小组办公室",),
    )

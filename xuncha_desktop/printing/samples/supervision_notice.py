"""A filled-in sample: 督办通知单."""

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.forms.supervision_notice import Notice, Overdue
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.samples.registry import sample


@sample("supervision_notice")
def supervision_notice() -> Notice:
    return Notice(
        marks=Marks(Level.INTERNAL, "临巡办督〔2019〕7号"),
        title="巡察整改督办通知单",
        unit="县人防领导小组办公室",
        text="截至2019年11月20日，你单位巡察整改任务38项措施中，有2项超过你单位自定的完成时限，具体如下。",
        heads=("序", "整改措施", "责任", "期限", "逾期", "备注"),
        lines=(
            Overdue(
                "补收2016年至2018年少收的防空地下室易地建设费176.25万元，逐个项目下达催缴通知",
                "易地建设费征收科\n赵启明",
                "2019-11-08",
                "逾期12天",
                "已补收61.50万元",
                Tone.ALERT,
            ),
            Overdue(
                "收回地下商场52个摊位欠缴租金47.16万元，规范租金收缴和票据管理",
                "工程管理科\n孙祎",
                "2019-11-15",
                "逾期5天",
                "已收回32.40万元",
                Tone.ALERT,
            ),
        ),
        requirement="请于收到本通知后五个工作日内书面说明未按期完成的原因、补救措施和新的完成时限，由主要负责人签字后报我办。",
        basis="督办依据：惯例（方案没有规定督办通知单）；完成时限为单位自定时限。",
        office="中共临溪县委巡察工作领导小组办公室",
        issued_on="2019年11月20日",
        receipt_title="督办通知单回执",
        receipt_text="临巡办督〔2019〕7号督办通知单（共2项措施）已收到。",
        receipt_blanks=(
            Blank("签收单位（盖章）", 78),
            Blank("签收人", 78),
            Blank("联系电话", 78),
            Blank("签收时间", 78),
        ),
        copies_note="一式两份，巡察办和被督办单位各存一份。",
    )

"""A filled-in sample: 反馈意见签收单."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.feedback_receipt import FallsDue, FeedbackReceipt, Handed
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("feedback_receipt")
def feedback_receipt() -> FeedbackReceipt:  # long: one sample paper
    return FeedbackReceipt(
        marks=Marks(Level.CONFIDENTIAL, "临巡组发〔2019〕12号"),
        title="巡察反馈意见签收单",
        unit_label="被巡察单位",
        unit="县人防领导小组办公室",
        heads=("材料名称", "文号", "份数", "页数", "密级", "备注"),
        papers=(
            Handed("关于县人防领导小组办公室专项巡察的反馈意见", "临巡组发〔2019〕12号", "1", "6", "机密"),
            Handed("关于县人防领导小组办公室主要负责人的反馈意见", "临巡组发〔2019〕12号", "1", "4", "机密", "交本人"),
        ),
        signed_label="签收时间",
        due_label="签收后的期限",
        due_heads=("事项", "时限", "到期日"),
        due=(
            FallsDue(
                "报送整改方案",
                "10个工作日",
                "2019年10月10日（推定）",
                "报送整改方案：10个工作日，依据：条文·巡察工作方案六、（四）。起算：2019年9月20日（周五）签收反馈意见"
                "（起算事件为推定，方案没有写明从何日起算，按签收反馈意见之日理解）。自次日起计，第1个工作日为9月23日"
                "（周一），第10个工作日为10月10日（周四）。计入：9月29日（周日）调休上班。到期日为2019年10月10日（周四）。",
            ),
            FallsDue("报送整改落实情况报告", "2个月", "2019年11月20日（推定）"),
        ),
        basis="签收人依据：条文·巡察工作方案六、（四）。由主要负责人本人签收。",
        copies_note="一式两份，巡察办和被巡察单位各存一份。",
        signed_at="2019年9月20日16时30分",
        places=(SignBox("被巡察单位主要负责人", 156, signed_by="赵启明", signed_on="2019年9月20日"),),
    )

"""A filled-in sample: 督促函."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.urging_letter import Matter, UrgingLetter
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("urging_letter")
def urging_letter() -> UrgingLetter:
    return UrgingLetter(
        marks=Marks(Level.INTERNAL, "临巡办促〔2019〕1号"),
        mark="中共临溪县委巡察工作领导小组办公室",
        title="巡察整改催办函",
        recipients="县人防领导小组办公室",
        opening="截至2019年11月25日，你单位巡察整改有下列情形，现采取“发函催办”的督促措施。",
        heads=("序", "事项", "时限或者认定", "情形"),
        matters=(
            Matter("补收易地建设费", "2019-11-15", "逾期10天"),
            Matter("坐支的租金全额上缴：10月份仍有一笔现金租金未上缴", "2019-11-20认定", "敷衍"),
            Matter("督办通知单临巡办督〔2019〕1号", "2019-11-20", "逾期5天未回复"),
        ),
        demand=(
            Part("请逐项说明原因，明确责任人和新的完成时限，由主要负责人签字后报我办。"),
            Part("请于2019年12月6日前书面回复。"),
        ),
        office="中共临溪县委巡察工作领导小组办公室",
        issued_on="2019年11月25日",
        note="督促依据：条文·巡察工作办法第三十八条（九种督查方式之一）。文书格式和编号为惯例。",
        keep=("县人防领导小组办公室",),
    )

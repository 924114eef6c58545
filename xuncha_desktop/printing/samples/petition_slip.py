"""A filled-in sample: 信访阅批笺."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.petition_slip import PetitionSlip
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("petition_slip")
def petition_slip() -> PetitionSlip:
    return PetitionSlip(
        marks=Marks(Level.SECRET, "临巡二〔2019〕访006号", "5年"),
        title="信访举报阅批笺",
        entries=(
            Entry("收到日期", "2019年7月12日"),
            Entry("渠　　道", "来信"),
            Entry("署名情况", "匿名"),
            Entry("反映单位", "县人防领导小组办公室"),
            Entry("被反映人", "地下商场管理人员"),
        ),
        content_label="反映内容",
        content="反映地下商场部分摊位被转手倒卖，摊位费与合同不符，差额去向不明。附摊位照片两张。",
        outcome_label="处理方式",
        outcomes=("转为问题线索", "深入了解", "立行立改", "并入问题底稿", "经巡察办转交", "留存"),
        note="举报人情况另行密封，不在本笺填写。阅批依据：惯例（方案没有规定阅批笺）。",
        places=(SignBox("组长批办意见", 78), SignBox("审阅机构意见", 78, body=True), SignBox("办理结果", 156)),
    )

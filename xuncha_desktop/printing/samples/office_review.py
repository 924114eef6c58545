"""A filled-in sample: 巡察办审核意见表."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.office_review import Comment, OfficeReview
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("office_review")
def office_review() -> OfficeReview:
    return OfficeReview(
        marks=Marks(Level.CONFIDENTIAL, "临巡办审〔2019〕4号"),
        title="巡察办审核意见表",
        entries=(
            Entry("送审文书", "关于县人防领导小组办公室专项巡察情况的报告（送审稿）"),
            Entry("送审单位", "县委第二巡察组"),
            Entry("送审日期", "2019年8月16日"),
        ),
        comments_label="审核意见",
        heads=("序", "位置", "意见", "采纳情况"),
        comments=(
            Comment("三、（一）1", "三笔支出的日期与底稿不一致，请核对凭证。", "已核对更正"),
            Comment("三、（二）", "少收金额应写明由哪5个项目构成。", "已补附表"),
            Comment("五", "建议须对应问题，逐条写明责任单位。"),
        ),
        verdict=Entry("审核结论", "修改后再审。", 20),
        basis="审核依据：条文·巡察工作方案五、2；意见表的样式是惯例。",
        places=(SignBox("审核人", 78), SignBox("巡察办主任", 78)),
    )

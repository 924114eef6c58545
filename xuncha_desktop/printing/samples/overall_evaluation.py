"""A filled-in sample: 巡察总体评价表."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.overall_evaluation import Judged, OverallEvaluation
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("overall_evaluation")
def overall_evaluation() -> OverallEvaluation:
    return OverallEvaluation(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕评1号"),
        title="巡察总体评价表",
        facts=(
            ("被巡察单位", "县人防领导小组办公室", "巡察组", "县委第二巡察组"),
            ("巡察时间", "2019年7月8日至8月7日", "填表日期", ""),
        ),
        aspect_head="评价内容",
        grades=("好", "较好", "一般", "差"),
        rows=(
            Judged("落实上级决策部署", "较好"),
            Judged("履行主体责任", "一般"),
            Judged("重大事项集体决策", "差"),
            Judged("权力运行和监督", "一般"),
            Judged("领导班子团结协作", "较好"),
            Judged("干部作风和服务群众", "较好"),
            Judged("遵守纪律和廉洁自律", "一般"),
            Judged("以往问题整改", "较好"),
        ),
        tally_label="合计",
        basis="依据：条文·巡察工作方案六、（三）2。方案只写表名，栏目由办公室自定。",
        places=(SignBox("组长意见", 156),),
    )

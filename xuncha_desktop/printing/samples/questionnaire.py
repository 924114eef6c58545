"""A filled-in sample: 调查问卷."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.questionnaire import Question, Questionnaire
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample

_FOUR = ("好", "较好", "一般", "差")


@sample("questionnaire")
def questionnaire() -> Questionnaire:
    return Questionnaire(
        marks=Marks(Level.PUBLIC),
        title="专项巡察调查问卷",
        guide="为了解真实情况，请您如实填写。本问卷不记名，在所选答案前的“□”内画“√”，填好后投入问卷箱。",
        questions=(
            Question("您的身份是", ("班子成员", "中层干部", "一般干部职工", "服务对象")),
            Question("您认为本单位领导班子落实主体责任的情况", _FOUR),
            Question("重大事项、大额资金是否经过集体研究", ("都经过", "多数经过", "很少经过", "不了解")),
            Question(
                "您认为本单位最需要解决的问题（可多选）",
                ("项目审批验收", "易地建设费收缴", "人防工程出租", "公款开支", "办事效率和态度"),
            ),
            Question("您对本单位领导班子和干部还有什么意见和建议", lines=6),
        ),
        note="问卷内容由巡察组自定（惯例）。",
    )

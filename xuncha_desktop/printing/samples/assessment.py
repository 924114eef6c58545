"""A filled-in sample: 民主测评表."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.assessment import Ballot, Counted, Grade, Tally
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox

_MATTERS = (
    "领导班子总体情况",
    "落实主体责任",
    "人防项目审批验收",
    "易地建设费收支管理",
    "人防工程出租管理",
    "审批和作风",
)


_GRADES = (Grade("满意", 100), Grade("基本满意", 75), Grade("不满意", 55), Grade("不了解"))


_VOTES = ((17, 9, 2, 2), (15, 10, 3, 2), (12, 9, 4, 5), (9, 8, 9, 4), (8, 7, 11, 4), (18, 8, 2, 2))


@sample("assessment")
def assessment() -> Ballot:
    return Ballot(
        marks=Marks(Level.PUBLIC),
        title="民主测评表",
        unit="测评单位：县人防领导小组办公室",
        guide="请在每一项您认为合适的一栏内画“○”，每项只选一栏。本表不记名，填好后投入票箱。",
        matter_label="测评内容",
        matters=_MATTERS,
        grades=_GRADES,
        opinion_label="意见和建议",
        note="测评项目由巡察办自定（惯例）。",
    )


@sample("assessment_tally")
def assessment_tally() -> Tally:
    return Tally(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕测1号", "10年"),
        title="民主测评汇总表",
        entries=(
            Entry("测评单位", "县人防领导小组办公室"),
            Entry("测评时间", "2019年7月8日"),
            Entry("票　　数", "发出32张，收回31张，有效30张"),
        ),
        matter_label="测评内容",
        result_label="满意度",
        grades=_GRADES,
        counted=tuple(Counted(matter, votes) for matter, votes in zip(_MATTERS, _VOTES, strict=True)),
        rule="折算办法为惯例，方案没有规定。",
        places=(SignBox("计票人", 78), SignBox("监票人", 78)),
    )

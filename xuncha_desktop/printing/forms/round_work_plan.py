"""巡察工作方案: the red-headed notice that sends a round out, its plan, and who is in the group."""

from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import HEADINGS, Setter, kept
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.paper import Annex
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, blank, imprint, red_head, remark, subject
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.tables import Column, fitting, ledger
from xuncha_desktop.printing.text import Part, body

WIDTHS = (20, 24, 72, 40)
_BLANK_ROWS = 8
_WHOLE = 13  # rows with the head: a roster of a usual group is not parted
_WRITTEN = 9  # millimetres of a row filled in by hand


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the group as the roster shows him."""

    post: str
    name: str
    home_unit: str
    duties: str


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """The notice (`text`), the plan bound with it (`plan`), and the roster under its own name on the plan's last page.

    `heads` are the four words over the roster. Without members the roster has empty rows to write in.
    """

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    plan_title: str
    plan: tuple[Part, ...]
    roster_title: str
    heads: tuple[str, ...]
    roster: tuple[Member, ...]
    office: str
    issued_on: str
    remark: str = ""
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()
    widths: tuple[int, ...] = WIDTHS

    @property
    def bound(self) -> tuple[Annex, ...]:
        """The plan with its roster as text, for a draft: it follows the notice, and is no 附件 of it."""
        rows = tuple((one.post, one.name, one.home_unit, one.duties) for one in self.roster)
        roster = (Part(self.roster_title, 1), Part(heads=self.heads, rows=rows)) if rows else ()
        return (Annex(self.plan_title, (*self.plan, *roster)),)


def _sample() -> WorkPlan:  # long: one sample paper
    return WorkPlan(
        marks=Marks(Level.INTERNAL, "临巡组发〔2019〕9号"),
        mark="中共临溪县委巡察工作领导小组文件",
        title="关于印发《临溪县2019年人防系统专项巡察工作方案》的通知",
        recipients="县人防领导小组办公室，县委第二巡察组",
        text=(
            Part("《临溪县2019年人防系统专项巡察工作方案》已经县委同意，现印发给你们，请结合实际抓好落实。"),
            Part("有关单位要如实提供情况，积极配合巡察组开展工作。"),
        ),
        plan_title="临溪县2019年人防系统专项巡察工作方案",
        plan=(
            Part("根据县委统一安排，现就开展人防系统专项巡察制定本方案。"),
            Part("一、巡察对象", 1),
            Part("县人防领导小组及其办公室。"),
            Part("二、巡察重点", 1),
            Part("主体责任落实、人防项目审批验收、易地建设费收支、人防工程出租、审批和作风五个方面。"),
            Part("三、时间安排", 1),
            Part("2019年7月上旬开始，8月上旬结束，为期一个月。具体时间由巡察组掌握。"),
            Part("四、工作要求", 1),
            Part("巡察组实行组长负责制，副组长协助组长工作。重要问题和重大事项及时向县委巡察办报告。"),
        ),
        roster_title="县委第二巡察组人员名单",
        heads=("职务", "姓名", "原单位及职务", "分工"),
        roster=(
            Member("组长", "陈国栋", "县纪委监委原副县级纪检监察员", "主持全面工作"),
            Member("副组长", "陈立新", "县委组织部组织员", "审核底稿、报告"),
            Member("联络员", "周敏", "县委巡察办干部", "联络、信访登记、保密"),
            Member("组员", "何静", "县审计局固定资产投资审计股股长", "财务、项目资金"),
            Member("组员", "郑𬭎", "县住建局工程质量监督站工程师", "审批验收、工程现场"),
            Member("组员", "马淏然", "青石镇纪委副书记", "谈话、党建"),
        ),
        office="中共临溪县委巡察工作领导小组",
        issued_on="2019年7月1日",
        copies_to="县委办公室，县纪委监委，县委组织部",
        issuer="中共临溪县委巡察工作领导小组办公室",
        printed_on="2019年7月1日",
        keep=("临溪县", "人防系统"),
    )


@form("round_work_plan", "巡察工作方案", sample=_sample, dress=Dress.OFFICIAL)
def round_work_plan(setter: Setter, view: WorkPlan) -> list[Unit]:
    """Notice with signature, the plan on a new page, roster, 版记. Raises `Refused` for widths that do not fill it."""
    aligns = ("center", "center", "left", "left")
    columns = [
        Column(head, width, align, name=place == 1)
        for place, (head, width, align) in enumerate(
            zip(view.heads, fitting(view.widths, sum(WIDTHS)), aligns, strict=True)
        )
    ]
    rows = [(one.post, one.name, one.home_unit, one.duties) for one in view.roster]
    empty = [("",) * len(WIDTHS)] * _BLANK_ROWS
    roster = list(ledger(setter, columns, rows or empty, at_least=0 if rows else _WRITTEN))
    return [
        *red_head(setter, view.mark, view.marks.number),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *issued(setter, view.office, view.issued_on),
        *remark(setter, view.remark),
        replace(blank(setter), fresh=True, entry=(view.plan_title, 1)),
        *subject(setter, view.plan_title, keep=view.keep),
        *body(setter, view.plan),
        setter.text(view.roster_title, HEADINGS[0], before=4, with_next=True),
        setter.gap(1, with_next=True),
        *(kept(roster) if len(roster) <= _WHOLE else roster),
        *imprint(setter, view.copies_to, view.issuer, view.printed_on),
    ]

"""巡察工作方案: the red-headed notice that sends a round out, its plan, and who is in the group."""

from dataclasses import dataclass, replace

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


@form("round_work_plan", "巡察工作方案", dress=Dress.OFFICIAL)
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

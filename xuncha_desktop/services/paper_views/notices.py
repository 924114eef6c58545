"""The supervision notice, as it was frozen when it was issued, and to be written by hand."""

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.forms.supervision_notice import Notice, Overdue
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import notices
from xuncha_desktop.services.form_words import DAY, LINE
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

_ROWS = 4  # of a blank one


@paper_of(notices.KIND, SupervisionNotice)
def supervision_notice(session: Session, notice: SupervisionNotice) -> Notice:
    """What the notice said when it was given its number."""
    return notices.printable(session, notice)[1]


@blank_of(notices.KIND)
def blank(profile: Profile, heads: Heads) -> Notice:
    """The notice with empty rows; which ground each date has is written in by hand."""
    return notices.paper(
        profile,
        marks=Marks(Level.INTERNAL),
        unit=LINE,
        text=f"截至{DAY}，你单位巡察整改任务　　　　项措施中，有　　　　项超过完成时限，具体如下。",
        lines=(Overdue("\n", "", "", "", "", Tone.CALM),) * _ROWS,
        requirement=notices.requirement(DAY),
        basis=notices.ground(profile) + "。",
        office=heads.office,
        issued_on="",
        receipt_text=f"{profile.form(notices.KIND).title}已收到。",
    )

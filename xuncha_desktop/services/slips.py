"""口令交接单: the paper on which an initial password or a 开通码 is handed over.

The secret is drawn and forgotten: no print is registered, for its digest would let guesses be confirmed. The audit gets
that a slip was made, and for whom.
"""

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.printing import Stamp, render
from xuncha_desktop.printing.forms.handover_slip import HandoverSlip, Told
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.services import printing_desk, workspaces
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

FORM = "handover_slip"
__all__ = ["HandoverSlip", "draw", "note_making", "of_account", "of_task"]
MAKERS = frozenset((Post.SYSTEM_ADMIN, Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK))
_PLACES = (SignBox("交付人", 78), SignBox("接收人", 78))
_OURS = "本单按本单位惯例使用，规则档没有规定。"
_PASSWORD = "本单当面交给本人。首次登录时须换成自己的口令，换过之后本单上的口令即失效。"
_CODE = "开通码与任务包分开送达。巡察组首次开机时选择任务包并输入开通码，工作区建立后开通码不再使用。"


def of_account(session: Session, name: str, login: str, initial: str) -> HandoverSlip:
    """The slip of an account's initial password."""
    return HandoverSlip(
        marks=Marks(Level.INTERNAL, _number(session, login)),
        title="初始口令交接单",
        told=(
            Told("工作区", session.place.name),
            Told("姓名", name),
            Told("登录名", login),
            Told("岗位", "由安全保密管理员另行认定"),
        ),
        secret_label="初始口令",
        secret=initial,
        text=_PASSWORD,
        note=f"阅后销毁：本人换过口令后，由交付人收回本单销毁。{_OURS}",
        places=_PLACES,
    )


def of_task(session: Session, group: str, package: str, code: str) -> HandoverSlip:
    """The slip of a task package's 开通码; `package` is what the package is called."""
    return HandoverSlip(
        marks=Marks(Level.INTERNAL, _number(session, group)),
        title="开通码交接单",
        told=(Told("签发单位", session.place.name), Told("巡察组", group), Told("任务包", package)),
        secret_label="开通码",
        secret=code,
        text=_CODE,
        note=f"阅后销毁：工作区建立后，由巡察组销毁本单。{_OURS}",
        places=_PLACES,
    )


def draw(session: Session, slip: HandoverSlip) -> bytes:
    """One copy as PDF bytes, for the screen or a file. Raises `Refused` for a character no face can draw."""
    banner = printing_desk.BANNER if workspaces.is_demo(session) else ""
    return render(FORM, slip, Stamp(copy=1, copies=1, banner=banner))


@use_case("slip.make", "制作口令交接单", compartment=Compartment.CORE, by=MAKERS)
def note_making(tx: Tx, slip: HandoverSlip) -> None:
    """Leave in the audit that a slip leaves the program and for whom; call it before the file is written."""
    if not slip.secret:
        raise Refused("没有可交接的口令")
    tx.facts |= {"slip": slip.title, "number": slip.marks.number}


def _number(session: Session, whom: str) -> str:
    return f"交接{session.today:%Y%m%d}-{whom}"

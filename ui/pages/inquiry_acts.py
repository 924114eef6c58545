"""What is done with a 征询函 that was sent: its answer is registered, or it is voided."""

from dataclasses import replace

from ui.pages.act import Act, Host, opened
from ui.pages.sheet import FieldSheet, ask
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.preparation import InquiryLetter, LetterState
from xuncha_desktop.services import inquiries
from xuncha_desktop.services.session import Session

_ANSWER = ("no_material", "pieces", "pages", "handler", "original_at")


def _why_not_answer(session: Session, letter: InquiryLetter) -> str | None:
    return _open(letter) or inquiries.answer.why_not(session)


def _why_not_void(session: Session, letter: InquiryLetter) -> str | None:
    return _open(letter) or inquiries.void.why_not(session)


def _open(letter: InquiryLetter) -> str | None:
    return None if letter.state is LetterState.SENT else f"这份征询函{letter.state.label}"


def _answer(host: Host, letter: InquiryLetter) -> None:
    session, came = host.frame.desk.session, InquiryLetter.type.field("replied_on")
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "登记回函",
        f"{letter.number}　材料内容按信访、线索等各自登记，这里只记份数和原件在哪里。",
        "登记",
        [replace(came, optional=False), *(InquiryLetter.type.field(name) for name in _ANSWER)],
        lambda values: inquiries.answer(session, letter.id, letter.version, values.pop("replied_on"), **values),
        given={"replied_on": session.today.isoformat()},
    )
    opened(host, sheet, "已登记回函")


def _void(host: Host, letter: InquiryLetter) -> None:
    session = host.frame.desk.session
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "作废征询函",
        f"{letter.number}　文号保留，不再给别的征询函；需要时可以向这个部门另发。",
        "作废",
        [ask("reason", "作废原因", Kind.TEXT, optional=False)],
        lambda values: inquiries.void(session, letter.id, letter.version, values["reason"]),
    )
    opened(host, sheet, "已作废")


LETTER = (Act("登记回函…", _why_not_answer, _answer), Act("作废…", _why_not_void, _void))

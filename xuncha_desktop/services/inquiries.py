"""征询函: what the office asks departments before a group sets out; one numbered letter a department, and its answer.

Only the office sends them: what a group wants to know is asked through it (JDZ-26-00b).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.preparation import InquiryLetter, LetterState
from xuncha_desktop.rules.lights import TimeLight
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rounds import InformationSource
from xuncha_desktop.services import days, delivery, numbering, profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

KIND = "information_request"
SOURCE = "inquiry_department"
SENDERS = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK))


@dataclass(frozen=True, slots=True)
class Department:
    """Whom the regime has asked, and the letter that went there about a group's unit.

    `by_letter`: false where the regime has them speak with the leader in person.
    """

    code: str
    label: str
    by_letter: bool
    letter: InquiryLetter | None


@use_case("inquiry_letter.send", "发出征询函", by=SENDERS)
def send(
    tx: Tx, group_id: str, departments: Sequence[str], reply_by_on: str | None = None
) -> tuple[InquiryLetter, ...]:
    """One letter for each department about the group's unit, numbered where the regime's form is.

    Raises `Refused` for none, for a department the regime does not name or that has its letter, a day that has passed.
    """
    group = tx.session.table(Group).get(group_id)
    profile = profiles.of_round(tx.session, group.round_id)
    _refuse_wrong(tx.session, profile, group, departments)
    if reply_by_on and days.exact(reply_by_on, "要求回函日期") < tx.today:
        raise Refused(f"要求回函日期（{reply_by_on}）不能早于今天")
    made = tuple(
        InquiryLetter(
            **tx.head(),
            number=numbering.of_form(tx, profile, KIND),
            round_id=group.round_id,
            group_id=group.id,
            unit_id=group.unit_id,
            department=department,
            issued_on=tx.today.isoformat(),
            reply_by_on=reply_by_on or None,
        )
        for department in dict.fromkeys(departments)
    )
    tx.add_many(made)
    return made


@use_case("inquiry_letter.answer", "登记回函", by=SENDERS)
def answer(
    tx: Tx,
    letter_id: str,
    version: int,
    replied_on: str,
    *,
    no_material: bool = False,
    pieces: int | None = None,
    pages: int | None = None,
    handler: str | None = None,
    original_at: str | None = None,
) -> InquiryLetter:
    """Register what came back: material with its number of pieces, or that there is nothing. Raises `Refused`."""
    letter = tx.table(InquiryLetter).get(letter_id)
    if letter.state is not LetterState.SENT:
        raise Refused(f"这份征询函现为“{letter.state.label}”，不能登记回函")
    days.happened(tx.session, replied_on, "回函日期", after=letter.issued_on, what="发出日期")
    if no_material == bool(pieces):
        raise Refused("请写明材料份数，或注明没有需要提供的情况，两者只填一项")
    came = {"no_material": no_material, "pieces": pieces or None, "pages": pages or None}
    kept = {"handler": handler or None, "original_at": original_at or None}
    return tx.change(letter, version, replied_on=replied_on, **came, **kept, state=LetterState.ANSWERED)


@use_case("inquiry_letter.void", "作废征询函", by=SENDERS)
def void(tx: Tx, letter_id: str, version: int, reason: str) -> InquiryLetter:
    """A letter sent in error; its number is kept and not given again. Raises `Refused` for an answered one."""
    letter = tx.table(InquiryLetter).get(letter_id)
    if letter.state is not LetterState.SENT:
        raise Refused(f"这份征询函现为“{letter.state.label}”，不能作废")
    if not reason.strip():
        raise Refused("作废须写明原因")
    return tx.change(letter, version, void_reason=reason, state=LetterState.VOID)


def departments(session: Session, group: Group) -> list[Department]:
    """Everybody the regime has asked about a group's unit, in its order."""
    profile = profiles.of_round(session, group.round_id)
    letters = {one.department: one for one in of_group(session, group)}
    return [
        Department(code, label, asked_by_letter(profile, code), letters.get(code))
        for code, label in profiles.codes(profile, SOURCE).items()
    ]


def why_none_left(session: Session, group: Group) -> str | None:
    """Why this person can send no further letter about a group's unit; None if he can."""
    if why := send.why_not(session):
        return why
    found = departments(session, group)
    if not found:
        return "规则档没有列出征询部门"
    if all(one.letter for one in found):
        return "规则档列出的征询部门都已发过征询函"
    return None


def of_group(session: Session, group: Group) -> list[InquiryLetter]:
    """The letters about a group's unit that stand, in the order they were sent."""
    where = Where("group_id = ? AND state <> ?", (group.id, LetterState.VOID.value))
    return session.table(InquiryLetter).where(where, order="rowid")


def asked(profile: Profile, department: str) -> tuple[InformationSource, ...]:
    """What the regime has a department tell in writing."""
    told = (one for one in profile.information if one.body == department)
    return tuple(one for one in told if not one.in_person and one.by_letter is not False)


def addressed(profile: Profile, department: str) -> str:
    """What a letter calls a department: the body's own name where the regime has one, else the word of the list."""
    body = next((one for one in profile.bodies if one.id == department), None)
    return (body.letterhead or body.label) if body else profiles.codes(profile, SOURCE).get(department, department)


def asked_by_letter(profile: Profile, department: str) -> bool:
    """Whether a letter goes there; a department of which the regime says nothing more is asked by letter too."""
    known = [one for one in profile.information if one.body == department]
    return not known or bool(asked(profile, department))


def light(session: Session, letter: InquiryLetter) -> TimeLight:
    """How the answer stands; the day is the office's own, no article's."""
    return delivery.light(session, letter, letter.issued_on)


def _refuse_wrong(session: Session, profile: Profile, group: Group, chosen: Sequence[str]) -> None:
    known = profiles.codes(profile, SOURCE)
    if not chosen:
        raise Refused("请至少选择一个征询部门")
    if unknown := [code for code in chosen if code not in known]:
        raise Refused(f"本轮次的规则档没有列出这样的征询部门：{'、'.join(unknown)}")
    sent = {one.department for one in of_group(session, group)}
    if twice := [known[code] for code in dict.fromkeys(chosen) if code in sent]:
        raise Refused(f"已经向{'、'.join(twice)}发过征询函")

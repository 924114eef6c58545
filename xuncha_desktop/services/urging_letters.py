"""The letter of a rung: under whose name, what for, on what ground; its title is the profile's paper for the rung."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.forms.urging_letter import Matter, UrgingLetter
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.rectification import Feedback, RectificationTask
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import ladders, notices, printing_desk, profiles, quality_cards
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.ladders import Ground, Rung
from xuncha_desktop.services.session import Session

if TYPE_CHECKING:
    from xuncha_desktop.services.urging import Wish

FORM = "urging_letter"
HEADS = {"order": "序", "matter": "事项", "day": "时限或者认定", "standing": "情形"}


def view(
    session: Session, feedback: Feedback, rung: Rung, chosen: Sequence[Ground], wish: Wish, number: str
) -> UrgingLetter:
    """What stands on the paper."""
    profile = profiles.of_round(session, feedback.round_id)
    unit, words = session.table(Unit).get(feedback.unit_id).name, words_of(profile, rung.step.document)
    office = taker(session, profile, feedback, rung, wish)
    said = [
        *wish.demand.splitlines(),
        *([f"请于{day_words(wish.reply_by_on)}前书面回复。"] if wish.reply_by_on else []),
    ]
    day = day_words(wish.issued_on)
    return UrgingLetter(
        marks=Marks(Level.INTERNAL, number),
        mark=office,
        title=words.title,
        recipients=unit,
        opening=f"截至{day}，你单位巡察整改有下列情形，现采取“{rung.step.label}”的督促措施。",
        heads=words.texts(tuple(HEADS)),
        matters=tuple(line for one in chosen for line in _matters(session, profile, one)),
        demand=tuple(Part(line.strip()) for line in said if line.strip()),
        office=office,
        issued_on=day,
        note=f"督促依据：{rung.cited}。{words.basis('文书依据')}{words.copies_note}",
        keep=(unit,),
    )


def words_of(profile: Profile, document: str) -> FormWords:
    """What the profile says of the rung's paper; its name is that of the document where there is no form."""
    label = profile.document(document).label if document else FORMS[FORM].label
    return FormWords(profile, document, label, HEADS)


def taker(session: Session, profile: Profile, feedback: Feedback, rung: Rung, wish: Wish) -> str:
    """Under whose name a rung is taken: the body's on paper, or who is named where the regulation names nobody."""
    if not rung.step.by:
        return wish.taken_by.strip()
    body = profile.body(rung.step.by[0])
    if body.kind is BodyKind.GROUP:
        return session.table(Group).get(feedback.group_id).name
    if body.kind is BodyKind.OFFICE:
        return printing_desk.letterhead(session, profile, BodyKind.OFFICE)
    return body.letterhead or body.label


def _matters(session: Session, profile: Profile, ground: Ground) -> list[Matter]:
    if ground.card is not None:
        task = session.table(RectificationTask).find(ground.card.task_id or "")
        whole = f"{task.measure}：{ground.card.grounds}" if task else ground.card.grounds
        quality = quality_cards.quality_of(profile, ground.card)
        return [Matter(whole, f"{ground.card.decided_on}认定", quality)]
    if ground.unanswered is not None:
        letter = ground.unanswered
        late = -(notices.light(session, letter).days or 0)
        return [Matter(ladders.called(letter), letter.reply_by_on or "", f"逾期{late}天未回复")]
    return [Matter(lit.task.measure, lit.task.due_on or "", f"逾期{-(lit.light.days or 0)}天") for lit in ground.late]

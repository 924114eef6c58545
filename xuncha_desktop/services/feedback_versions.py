"""The two versions of a feedback, each numbered on its own, so that no gap betrays what one of them leaves out.

LX-06-04-00c, foundation 22: what is told to the principal leaves out what concerns the principal in person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.kernel.blocks import Blocks, Heading, Paragraph, bare_text, decode
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.rectification import Feedback, FeedbackItem, ItemLevel
from xuncha_desktop.services import feedback_items, profiles
from xuncha_desktop.services.session import Session

_DIGITS = "〇一二三四五六七八九"
_COUNTED = re.compile(r"[0-9０-９〇一二三四五六七八九十百两]+(个|条|项|类|方面)+(方面|问题|表现|具体表现)?")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item as one version shows it: 一、 for an aspect, （一） for a problem, 1. for a manifestation."""

    number: str
    path: str
    item: FeedbackItem


def numbered(items: Sequence[FeedbackItem], principal: str | None, *, leaves_out_own: bool) -> tuple[Numbered, ...]:
    """The items one version shows, in reading order, numbered without gaps.

    Left out are items marked as the principal's own or naming the principal among their persons, all under them,
    and a parent that loses everything it had: an empty heading would tell that something was taken away.
    `path` is what a table refers to an item by: 一（二）3.
    """
    under: dict[str | None, list[FeedbackItem]] = {}
    for item in items:
        under.setdefault(item.parent_id, []).append(item)
    return tuple(_shown(under, None, "", principal if leaves_out_own else None, leaves_out_own))


def is_own(item: FeedbackItem, principal: str | None) -> bool:
    """Whether an item concerns the principal in person."""
    return item.about_principal or bool(principal and principal in item.persons)


def version(session: Session, feedback: Feedback, step_id: str) -> tuple[Numbered, ...]:
    """What the telling `step_id` of the profile's feedback sequence shows. KeyError if the profile has no such one."""
    profile = profiles.of_round(session, feedback.round_id)
    step = {step.id: step for step in profiles.feedback_rule(profile).sequence}[step_id]
    items = feedback_items.of(session, feedback)
    return numbered(items, _principal(session, feedback), leaves_out_own=step.leaves_out_own)


def text(session: Session, feedback: Feedback, step_id: str) -> Blocks:
    """A version as block text, the opening first. It names no working paper: these stay inside."""
    opening = decode(feedback.opening.encode()) if feedback.opening else ()
    body = [block for line in version(session, feedback, step_id) for block in _blocks(line)]
    return (*opening, *body)


def warnings(session: Session, feedback: Feedback) -> list[str]:
    """What a reader should look at before approving; nothing here is refused."""
    principal = _principal(session, feedback)
    whole = numbered(feedback_items.of(session, feedback), principal, leaves_out_own=False)
    short = numbered(feedback_items.of(session, feedback), principal, leaves_out_own=True)
    if len(whole) == len(short):
        return []
    found: list[str] = []
    opening = bare_text(decode(feedback.opening.encode())) if feedback.opening else ""
    if _COUNTED.search(opening):
        found.append("引言写有条目的数量，而向主要负责人通报的一份少于全文，读者能看出有内容未列")
    if principal:
        named = [line.number for line in short if principal in _words(line.item)]
        found += [f"向主要负责人通报的一份中“{number}”仍出现{principal}的姓名，请核对" for number in named]
    return found


def chinese(number: int) -> str:
    """一, 十, 十一, 二十; from 100 on digit by digit: 一〇一."""
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def _shown(
    under: dict[str | None, list[FeedbackItem]], parent: str | None, path: str, principal: str | None, leave: bool
) -> list[Numbered]:
    found: list[Numbered] = []
    count = 0
    for item in under.get(parent, []):
        if leave and is_own(item, principal):
            continue
        number, step = _marks(item.level, count + 1)
        below = _shown(under, item.id, path + step, principal, leave)
        if under.get(item.id) and not below:
            continue
        count += 1
        found += [Numbered(number, path + step, item), *below]
    return found


def _marks(level: ItemLevel, number: int) -> tuple[str, str]:
    if level is ItemLevel.ASPECT:
        return f"{chinese(number)}、", chinese(number)
    if level is ItemLevel.PROBLEM:
        return f"（{chinese(number)}）", f"（{chinese(number)}）"
    return f"{number}.", str(number)


def _blocks(line: Numbered) -> Blocks:
    item, levels = line.item, (ItemLevel.ASPECT, ItemLevel.PROBLEM)
    said = f"{line.number}{item.wording}"
    head = Heading(levels.index(item.level) + 1, said) if item.level in levels else Paragraph(said)
    more = (("原因：", item.cause), ("整改要求：", item.requirement))
    return (head, *(Paragraph(f"{label}{words}") for label, words in more if words))


def _words(item: FeedbackItem) -> str:
    return "\n".join(part for part in (item.wording, item.cause, item.requirement) if part)


def _principal(session: Session, feedback: Feedback) -> str | None:
    return session.table(Unit).get(feedback.unit_id).principal

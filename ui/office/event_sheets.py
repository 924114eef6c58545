"""What the page of events asks for: the day of an event, another day, and a lengthened deadline."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.office.names import MoreNames, ProfileNames
from ui.pages.sheet import FieldSheet, ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.events import RoundEvent
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.services import deadlines, profiles, round_events

_WHOLE = "all"
_UNITS = [Choice(value, words) for value, words in deadlines.EXTENDED_BY]


def register(parent: QWidget, frame: Frame, group: Group, event: str, event_label: str) -> FieldSheet:
    """Ask for the day of an event, for this group or for the whole round, and what it answers where that is open."""
    session = frame.desk.session
    waiting = round_events.open_answers(session, group.round_id, event, group.id)
    lists = {
        "whose": [Choice(group.id, group.name), Choice(_WHOLE, "本轮次各组")],
        "answers": [Choice(one.id, f"{one.happened_on} {one.label}") for one in waiting],
    }
    fields = [RoundEvent.type.field("happened_on"), ask("whose", "适用于", Kind.CODE, source="whose", optional=False)]
    if waiting:
        fields.append(ask("answers_id", "对应的事项", Kind.CODE, source="answers", optional=len(waiting) == 1))

    def run(values: dict[str, Any]) -> RoundEvent:
        whose = values.pop("whose")
        given = {"group_id": "" if whose == _WHOLE else whose, **values}
        return round_events.register(session, group.round_id, event, given.pop("happened_on"), **given)

    return FieldSheet(
        parent,
        MoreNames(frame.names, lists),
        f"登记“{event_label}”",
        "日期不确切的可写2019-07-上旬，照记但不起算期限；以后的日期记作计划。",
        "登记",
        [*fields, RoundEvent.type.field("note")],
        run,
        given={"happened_on": session.today.isoformat(), "whose": group.id},
        chips=("whose",),
    )


def correct(parent: QWidget, frame: Frame, entry: RoundEvent) -> FieldSheet:
    """Ask for another day or note."""
    session = frame.desk.session
    return FieldSheet(
        parent,
        frame.names,
        f"修改“{entry.label}”",
        "改了日期，由它起算的期限随之重新推算。",
        "修改",
        [RoundEvent.type.field(name) for name in ("happened_on", "note")],
        lambda values: round_events.correct(session, entry.id, entry.version, **values),
        given={"happened_on": entry.happened_on, "note": entry.note},
    )


def extend(parent: QWidget, frame: Frame, clock: Deadline) -> FieldSheet:
    """Ask who lengthened a deadline, when, why, and by how much or to which day."""
    session = frame.desk.session
    profile = profiles.by_digest(session, clock.profile_digest)
    fields = [
        ask("reason", "理由", Kind.TEXT, optional=False),
        ask("body", "同意延期的机构", Kind.CODE, source="body", optional=False),
        ask("decided_on", "同意延期日期", Kind.DAY, optional=False),
        ask("amount", "延长多少", Kind.COUNT),
        ask("unit", "单位", Kind.CODE, source="units"),
        ask("until_on", "或延到哪一天", Kind.DAY),
    ]

    def run(values: dict[str, Any]) -> Deadline:
        until_on = exact_day(values["until_on"]) if values["until_on"] else None
        if values["until_on"] and until_on is None:
            raise Invalid({"until_on": "延到的日期应写明到日，如2019-11-20"})
        given = {"amount": values["amount"] or None, "unit": values["unit"] or _UNITS[0].value}
        said = {name: values[name] for name in ("reason", "body", "decided_on")}
        return deadlines.extend(session, clock.id, clock.version, **said, **given, until_on=until_on)

    return FieldSheet(
        parent,
        MoreNames(ProfileNames(frame.names, profile), {"units": _UNITS}),
        f"登记延期：{clock.label}",
        f"现于{clock.due_on or '未定日期'}到期。规定和起算不变，延期另记。",
        "登记延期",
        fields,
        run,
        given={"decided_on": session.today.isoformat(), "unit": _UNITS[0].value},
        chips=("unit",),
    )

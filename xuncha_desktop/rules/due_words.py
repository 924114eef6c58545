"""How a due date is explained: one line for a hover, a paragraph for a paper; every word follows from the value."""

from collections.abc import Iterable
from datetime import date

from xuncha_desktop.rules.basis import Standing, cited
from xuncha_desktop.rules.calendar import ONE_DAY, WEEKDAYS, Day
from xuncha_desktop.rules.deadlines import Due, Leg, Unit


def one_line(found: Due) -> str:
    """2019年9月20日签收反馈意见（推定）起10个工作日 → 2019年10月10日（周四）到期; then what was skipped."""
    start = f"{_day(found.trigger_on)}{found.trigger_label}{_inferred(found)}起{found.rule.limit_text}"
    if found.due_on is None:
        return f"{_day(found.trigger_on)}{found.trigger_label}{_inferred(found)}起，{found.rule.limit_text}"
    notes = [*_exchanged_words(found.exchanged), *_skipped_words(day for day in found.skipped if day.name)]
    if len(found.legs) > 1 or found.rule.amount is None:
        notes.append("已延期")
    if found.rest_name:
        notes.append(f"到期日为休息日（{found.rest_name}）")
    if found.provisional:
        notes.append("暂算，放假安排未公布")
    tail = f"；{'、'.join(notes)}" if notes else ""
    return f"{start} → {_day(found.due_on)}（周{WEEKDAYS[found.due_on.weekday()]}）到期{tail}"


def paragraph(found: Due, title: str) -> str:
    """The whole reckoning in sentences. `title` is how the profile's regulation is named in print."""
    rule = found.rule
    text = [
        f"{rule.label}：{rule.limit_text}，依据：{cited(title, rule.standing, rule.article)}。",
        _start_words(found),
    ]
    if rule.amount is None:
        text.append("规定没有写明天数，本系统不推算到期日。")
    for index, leg in enumerate(found.legs):
        text.append(_extension_head(leg) if index or rule.amount is None else "")
        text.append(_leg_words(leg))
    if found.due_on:
        text.append(f"到期日为{_full(found.due_on)}。")
        if found.rest_name:
            text.append(f"该日为休息日（{found.rest_name}），不顺延。")
    if found.provisional:
        text.append("途经年份的放假安排尚未公布，仅按周末推算，结果为暂算，公布后须复核。")
    return "".join(text)


def _start_words(found: Due) -> str:
    start = f"起算：{_full(found.trigger_on)}{found.trigger_label}"
    if found.rule.trigger_standing is Standing.ARTICLE:
        return f"{start}。"
    note = f"，{found.rule.trigger_note}" if found.rule.trigger_note else ""
    return f"{start}（起算事件为{found.rule.trigger_standing.label}{note}）。"


def _extension_head(leg: Leg) -> str:
    if leg.amount is None:
        return f"经延期（理由：{leg.reason}），改为{_full(leg.due_on)}。"
    return f"经延期（理由：{leg.reason}），自{_day(leg.from_on)}起再延{leg.amount}{leg.unit.label}。"


def _leg_words(leg: Leg) -> str:
    if leg.amount is None:
        return ""
    if leg.unit is Unit.WORKING_DAY:
        worked = [day for day in leg.days if day.working]
        text = f"自次日起计，第1个工作日为{worked[0].text}，第{len(worked)}个工作日为{worked[-1].text}。"
        exchanged = [day for day in worked if day.on.weekday() >= 5]
        if exchanged:
            text += f"计入：{'、'.join(_exchanged_words(exchanged))}。"
        skipped = _skipped_words(day for day in leg.days if not day.working)
        if skipped:
            text += f"不计：{'、'.join(skipped)}。"
    elif leg.unit is Unit.MONTH:
        text = f"按日历月计算，{leg.amount}个月后的对应日。"
        if leg.cut:
            text = f"按日历月计算，{leg.amount}个月后没有{leg.from_on.day}日，以当月最后一日为准。"
    else:
        text = f"自次日起按日历日计{leg.amount}日。"
    if leg.moved_from:
        text += f"{_day(leg.moved_from)}为休息日，顺延至{_day(leg.due_on)}。"
    return text


def _exchanged_words(days: Iterable[Day]) -> list[str]:
    return [day.text for day in days]


def _skipped_words(days: Iterable[Day]) -> list[str]:
    """Days not counted, runs of one holiday or one weekend taken together."""
    runs: list[list[Day]] = []
    for day in days:
        if runs and runs[-1][-1].on + ONE_DAY == day.on and runs[-1][-1].name == day.name:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_run_words(run) for run in runs]


def _run_words(run: list[Day]) -> str:
    if len(run) == 1:
        return run[0].text
    first, last = run[0].on, run[-1].on
    end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{end} {run[0].name or '周末'}"


def _inferred(found: Due) -> str:
    standing = found.rule.trigger_standing
    return "" if standing is Standing.ARTICLE else f"（{standing.label}）"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _full(on: date) -> str:
    return f"{_day(on)}（星期{WEEKDAYS[on.weekday()]}）"

"""An explanation put into sentences: a line for a hover, a paragraph for a paper; no word without a part behind it."""

from collections.abc import Iterable
from datetime import date

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import BY_LAW, ONE_DAY, WEEKDAYS, Day
from xuncha_desktop.rules.deadlines import Due, Unit
from xuncha_desktop.rules.explanation import Explanation, Start, Stretch, explained
from xuncha_desktop.rules.holidays import statutory


def one_line(found: Due) -> str:
    """The hover's line of a due date."""
    return line_of(explained(found, ""))


def paragraph(found: Due, title: str) -> str:
    """The paper's paragraph of a due date. `title` is how the profile's regulation is named in print."""
    return paragraph_of(explained(found, title))


def line_of(told: Explanation) -> str:
    """2019年9月20日签收反馈意见（推定）起10个工作日 → 2019年10月10日（周四）到期; then what was skipped."""
    start = f"{_day(told.start.on)}{told.start.label}{_inferred(told.start)}起"
    if told.due_on is None:
        return f"{start}，{told.limit}"
    notes: list[str] = []
    for stretch in told.stretches:
        notes += _exchanged_words(stretch.exchanged)
    notes += _skipped_words(day for stretch in told.stretches for day in stretch.skipped if day.name)
    if told.extended:
        notes.append("已延期")
    if told.rest_name:
        notes.append(f"到期日为休息日（{_rest(told)}）")
    if told.movable:
        notes.append(f"暂算，放假安排未公布{_left_out(told)}")
    elif told.provisional:
        notes.append("到期日是否休息日为暂算，放假安排未公布")
    tail = f"；{'、'.join(notes)}" if notes else ""
    return f"{start}{told.limit} → {_day(told.due_on)}（周{WEEKDAYS[told.due_on.weekday()]}）到期{tail}"


def paragraph_of(told: Explanation) -> str:
    """The whole reckoning in sentences."""
    text = [f"{told.label}：{told.limit}，依据：{told.ground}。", _start_words(told.start)]
    if not told.numbered:
        text.append("规定没有写明天数，本系统不推算到期日。")
    for index, stretch in enumerate(told.stretches):
        text.append(_extension_head(stretch) if index or not told.numbered else "")
        text.append(_stretch_words(stretch))
    if told.due_on:
        text.append(f"到期日为{_full(told.due_on)}。")
        if told.rest_name:
            text.append(f"该日为休息日（{_rest(told)}），不顺延。")
    if told.movable:
        text.append(f"途经年份的放假安排尚未公布，结果为暂算{_left_out(told)}，公布后须复核。")
    elif told.provisional:
        text.append("到期日所在年份的放假安排尚未公布，日期不变，是否休息日为暂算。")
    return "".join(text)


def _rest(told: Explanation) -> str:
    """Why the due date is a day of rest, with its reserve while the year's notice is not out."""
    if not told.provisional:
        return told.rest_name
    return f"{told.rest_name}，{BY_LAW if told.rest_name in statutory().days else '可能调休上班'}"


def _left_out(told: Explanation) -> str:
    """The holidays nobody can put on a day before the notice is out."""
    if told.due_on is None or told.due_on.year < statutory().from_year:
        return ""
    return f"，{'、'.join(statutory().moving)}未计入，放假通知发布后重算"


def _start_words(start: Start) -> str:
    words = f"起算：{_full(start.on)}{start.label}"
    if start.standing is Standing.ARTICLE:
        return f"{words}。"
    note = f"，{start.note}" if start.note else ""
    return f"{words}（起算事件为{start.standing.label}{note}）。"


def _extension_head(stretch: Stretch) -> str:
    if stretch.amount is None:
        return f"经延期（理由：{stretch.reason}），改为{_full(stretch.due_on)}。"
    again = f"自{_day(stretch.from_on)}起再延{stretch.amount}{stretch.unit.label}"
    return f"经延期（理由：{stretch.reason}），{again}。"


def _stretch_words(stretch: Stretch) -> str:
    if stretch.amount is None:
        return ""
    if stretch.unit is Unit.WORKING_DAY:
        (_, first), (last_number, last) = stretch.counted[0], stretch.counted[-1]
        text = f"自次日起计，第1个工作日为{first.text}，第{last_number}个工作日为{last.text}。"
        if stretch.exchanged:
            text += f"计入：{'、'.join(_exchanged_words(stretch.exchanged))}。"
        if stretch.skipped:
            text += f"不计：{'、'.join(_skipped_words(stretch.skipped))}。"
    elif stretch.unit is Unit.MONTH:
        text = f"按日历月计算，{stretch.amount}个月后的对应日。"
        if stretch.cut:
            text = f"按日历月计算，{stretch.amount}个月后没有{stretch.from_on.day}日，以当月最后一日为准。"
    else:
        text = f"自次日起按日历日计{stretch.amount}日。"
    if stretch.moved_from:
        text += f"{_day(stretch.moved_from)}为休息日，顺延至{_day(stretch.due_on)}。"
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
    by_law = f"（{BY_LAW}）" if run[0].by_law else ""
    return f"{first.month}月{first.day}日至{end} {run[0].name or '周末'}{by_law}"


def _inferred(start: Start) -> str:
    return "" if start.standing is Standing.ARTICLE else f"（{start.standing.label}）"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _full(on: date) -> str:
    return f"{_day(on)}（星期{WEEKDAYS[on.weekday()]}）"

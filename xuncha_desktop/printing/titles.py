"""Titles of two to four lines: broken between words, shaped as a trapezium or a lozenge (GB/T 9704-2012, 7.3.1)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import ceil
from typing import Final

from xuncha_desktop.printing.lines import document_numbers, may_break

TITLE_MOST: Final = 19  # characters of 二号 to a line: 20 fill the 版心
_MOST_LINES: Final = 4
_MARK_SIZE: Final = 52.0  # of 发文机关标志 at most; the standard leaves it to the office
_MARK_LEAST: Final = 40.0  # below this its characters are drawn narrower first
_NARROWEST: Final = 0.55
_TORN_KEEP: Final = 6.0  # what tearing something named costs
_TORN_WORD: Final = 3.0
_BEFORE_PARTICLE: Final = 1.0
_AFTER_OPENER: Final = 0.5
_AFTER_PARTICLE: Final = -0.15
_MIDDLE_WAIST: Final = 0.6
_SAME_LENGTH: Final = 0.05
_SHORT: Final = 1.0
_LEAST: Final = 4  # characters of a line that does not look lost

# Words of titles in this field; a county's own names are given by the caller.
_LIST: Final = """
中共 中国共产党 县委 区委 市委 省委 党委 党组 党支部 党总支 领导小组 办公室 巡察组 巡察办
巡察工作 巡察 巡视 整改 整改情况 反馈意见 反馈 意见 情况 报告 通报 通知 公告 请示 批复
方案 工作 工作方案 实施 实施方案 实施意见 问题 问题线索 线索 移交 专项 专项巡察 常规巡察
机动巡察 提级巡察 回头看 开展 进驻 人员 组成 名单 关于 印发 转发 落实 贯彻 贯彻落实 全面
从严治党 纪律 检查 纪委监委 委员会 常务委员会 人民政府 主要负责人 负责人 领导班子 班子 责任
监督 监督检查 督办 立行立改 建议 建议书 征求 征求意见 信访 举报 受理 谈话 会议 会议纪要
纪要 动员 动员部署 部署 学习 第一 第二 第三 第四 第五 第六 第七 第八 第九 第十 轮次
自然资源 水务局 教育局 财政局 审计局 公安局 组织部 宣传部 街道 乡镇 人民防空 人防 县级
上半年 下半年 年度 总结 计划 规定 办法 细则 制度 目录 清单 台账 汇总 统计 分析 提醒
约谈 函询 调研 督查 评估 公开 社会 党内 干部 群众 基层 农村 城市 建设 管理 资金
"""
_WORDS: Final = tuple(_LIST.split())


def broken_title(text: str, most: int, keep: Sequence[str] = ()) -> tuple[str, ...]:
    """The lines of a title of at most `most` full-width characters each; `keep` are names not to be torn."""
    if "\n" in text:
        return tuple(text.split("\n"))
    return _broken(text, most, tuple(keep))


def mark_shape(text: str, width: float) -> tuple[float, float]:
    """发文机关标志 in one line of `width` points: its size, and how much narrower than tall it is drawn (to 1).

    As wide as it may be; a long name is drawn narrower before it is drawn smaller.
    """
    room = width / max(1, len(text))
    size = min(_MARK_SIZE, max(room, _MARK_LEAST))
    squeeze = min(1.0, room / size)
    return (size, squeeze) if squeeze >= _NARROWEST else (room / _NARROWEST, _NARROWEST)


@lru_cache(maxsize=256)
def _broken(text: str, most: int, keep: tuple[str, ...]) -> tuple[str, ...]:
    if _wide(text) <= most:
        return (text,)
    cost = _tear_costs(text, keep)
    for count in range(ceil(_wide(text) / most), _MOST_LINES + 1):
        shapes = (_cut(text, at) for at in _ways(list(cost), count))
        fitting = [lines for lines in shapes if max(map(_wide, lines)) <= most]
        if fitting:
            return min(fitting, key=lambda lines: _ugliness(lines, cost))
    return (text,)  # longer than any title: set as running text


def _ways(places: list[int], count: int) -> Iterator[tuple[int, ...]]:
    return combinations(places, count - 1)


def _cut(text: str, at: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *at, len(text))
    return tuple(text[a:b] for a, b in pairwise(edges))


def _tear_costs(text: str, keep: tuple[str, ...]) -> dict[int, float]:
    """What a line end before each character costs; a place where none may be is missing."""
    cost = {i: 0.0 for i in range(1, len(text)) if may_break(text[i - 1], text[i])}
    for i in cost:
        cost[i] += _BEFORE_PARTICLE if text[i] in "的和与及暨等" and text[i] != text[i - 1] else 0.0
        cost[i] += _AFTER_OPENER if text[i - 1] in "和与及对在为向" or text[max(0, i - 2) : i] == "关于" else 0.0
        cost[i] += _AFTER_PARTICLE if text[i - 1] in "的、" else 0.0
    numbers = tuple(text[start:end] for start, end in document_numbers(text))
    named = ((keep, _TORN_KEEP), (_WORDS, _TORN_WORD), (_quoted(text), _TORN_KEEP), (numbers, _TORN_KEEP))
    for words, price in named:
        for inside in {i for word in words for i in _inside(text, word)}:
            if inside in cost:
                cost[inside] += price
    return cost


def _quoted(text: str) -> tuple[str, ...]:
    """What stands in 《》 or “”."""
    found: list[str] = []
    for opening, closing in ("《》", "“”", "（）"):
        found += [opening + part.split(closing)[0] + closing for part in text.split(opening)[1:]]
    return tuple(found)


def _inside(text: str, word: str) -> Iterator[int]:
    at = text.find(word) if word else -1
    while at >= 0:
        yield from range(at + 1, at + len(word))
        at = text.find(word, at + 1)


def _ugliness(lines: tuple[str, ...], cost: dict[int, float]) -> float:
    widths = [_wide(line) for line in lines]
    mean = sum(widths) / len(widths)
    ugly = sum(((width - mean) / mean) ** 2 for width in widths)
    ugly += sum(_SAME_LENGTH for one, other in pairwise(widths) if one == other)
    ugly += sum(_SHORT for width in widths if width < _LEAST)
    ugly += sum(_MIDDLE_WAIST for a, b, c in zip(widths, widths[1:], widths[2:], strict=False) if b < a and b < c)
    at = 0
    for line in lines[:-1]:
        at += len(line)
        ugly += cost[at]
    return ugly


def _wide(text: str) -> float:
    """Full-width characters a text takes up."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)

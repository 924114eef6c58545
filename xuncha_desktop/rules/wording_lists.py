"""Lists and category sets in words: their choices on two levels, with the text's own term where it differs."""

from collections.abc import Iterator

from xuncha_desktop.rules.codes import CategorySet, Code, CodeList


def list_words(found: CodeList) -> str:
    """The list's name, how many choices it has, and each of them."""
    tops = [code for code in found.items if not code.parent]
    named = "；".join(_top(found, code) for code in tops)
    marks = "、".join(_marks(found))
    return f"{found.label}，{len(tops)}项{f'（{marks}）' if marks else ''}：{named}"


def code_words(code: Code) -> str:
    """廉洁纪律（原文称“廉政纪律”）, with its conditions and marks."""
    told = [f"原文称“{code.printed}”"] if code.printed else []
    if code.conditions:
        told.append("条件：" + "、".join(point.label for point in code.conditions))
    if code.all_met:
        told.append(f"全部具备为{code.all_met}")
    told += [mark.label for mark in code.marks]
    return f"{code.label}（{'；'.join(told)}）" if told else code.label


def _top(found: CodeList, code: Code) -> str:
    below = [code_words(item) for item in found.items if item.parent == code.id]
    below += [point.label for point in code.points]
    return f"{code_words(code)}（{'、'.join(below)}）" if below else code_words(code)


def _marks(found: CodeList) -> Iterator[str]:
    if isinstance(found, CategorySet):
        if found.several:
            yield "可选多项"
        if found.overlay:
            yield "叠加"

"""问题: the group's findings, and the way to a new one."""

from ui.pages.register import Register


class FindingsScreen(Register):
    """Ctrl+N begins one with round, group, unit and handler filled in."""

    type_name = "finding"
    new_words = "新建问题"
    columns = ("title", "category", "source", "amount", "handlers", "state")
    empty_icon = "clipboard-list"
    empty_words = "还没有登记问题。写下标题和分类就能保存，其余可以慢慢补"

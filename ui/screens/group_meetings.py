"""组务会: the group's meetings; papers they studied refer to them."""

from ui.pages.register import Register


class GroupMeetingsScreen(Register):
    """A new one begins with chair, minute-taker and attendees of the last one."""

    type_name = "group_meeting"
    new_words = "登记组务会"
    empty_icon = "users"
    empty_words = "还没有登记组务会"

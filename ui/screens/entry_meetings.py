"""动员会: what was held, said and signed when the group moved in."""

from ui.pages.register import Register


class EntryMeetingsScreen(Register):
    """A new one begins with the agenda the profile asks for."""

    type_name = "entry_meeting"
    new_words = "登记动员会"
    empty_icon = "map-pin"
    empty_words = "还没有登记动员会"

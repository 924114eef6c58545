"""个别谈话: the register of talks."""

from ui.pages.register import Register


class InterviewsScreen(Register):
    """A new talk begins with the two people, the recorder and the place of the last one."""

    type_name = "interview"
    new_words = "登记谈话"
    columns = ("number", "interviewee", "interviewee_post", "level", "held_on", "interviewers")
    empty_icon = "user-check"
    empty_words = "还没有个别谈话"

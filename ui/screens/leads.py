"""问题线索: a ledger of its own, for the leader and those who must know."""

from ui.pages.register import Register


class LeadsScreen(Register):
    """Without the key: 无权知悉, and a form whose content is sealed away when it is saved."""

    type_name = "lead"
    new_words = "登记线索"
    columns = ("number", "accused", "accused_post", "source", "screening", "disposition", "state")
    empty_icon = "shield"
    empty_words = "还没有问题线索"
    unknown_words = "无权知悉：您没有打开受限区的密钥。发现线索可以在此登记，保存后即密封投递，您将不能再看到"

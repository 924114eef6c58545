"""信访举报: registered by everybody in a group, seen only by those who must know."""

from ui.pages.register import Register


class PetitionsScreen(Register):
    """Without the key: 无权知悉, and a form whose content is sealed away when it is saved."""

    type_name = "petition"
    new_words = "登记信访"
    columns = ("number", "channel", "received_on", "signature", "accused", "outcome", "state")
    empty_icon = "mail"
    empty_words = "还没有信访举报"
    unknown_words = "无权知悉：您没有打开受限区的密钥。收到来信来访可以在此登记，保存后即密封投递，您将不能再看到"

"""What goes out before a group does: letters asking departments for what they know, and the public announcement."""

from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.fields import code, count, day, flag, line, lines, ref, state, text
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


class LetterState(State):
    """Whether a department has answered."""

    SENT = "sent", "已发出，未回函", Tone.NOTICE
    ANSWERED = "answered", "已回函", Tone.DONE
    VOID = "void", "作废", Tone.MUTED


@record("inquiry_letter", "征询函", compartment=Compartment.WORK, title="number")
class InquiryLetter(Record):
    """A letter of the office to one department about one unit. What came back in it goes to its own registers."""

    number: str = line("文号", typed=False, limit=60, listed=True)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    department: str = code("征询部门", "inquiry_department", listed=True)
    issued_on: str = day("发出日期", typed=False, listed=True)
    reply_by_on: str | None = day("要求回函日期", default=None, listed=True)
    replied_on: str | None = day("回函日期", default=None, listed=True)
    no_material: bool = flag("没有需要提供的情况")
    pieces: int | None = count("材料份数", default=None)
    pages: int | None = count("材料页数", default=None)
    handler: str | None = line("回函经办人", default=None, limit=50)
    original_at: str | None = line("原件存放处", default=None)
    void_reason: str | None = text("作废原因", default=None, typed=False)
    state: LetterState = state("状态", LetterState, default=LetterState.SENT)


@record("announcement", "巡察公告", compartment=Compartment.WORK, title="label", born=Born.EITHER)
class Announcement(Record):
    """Where people reach the group, as it is made public, and where that was published and posted."""

    label: str = line("名称", typed=False, limit=500)
    round_id: str = ref("轮次", "round", typed=False)
    group_id: str = ref("巡察组", "inspection_group", typed=False)
    unit_id: str = ref("被巡察单位", "unit", typed=False, listed=True)
    phone: str = line("举报电话", limit=100, listed=True)
    email: str | None = line("电子邮箱", default=None, listed=True)
    address: str | None = line("通信地址", default=None)
    mailboxes: tuple[str, ...] = lines("举报信箱设置地点", default=())
    issued_on: str | None = day("发布日期", default=None, listed=True)
    media: str | None = line("发布媒体", default=None)
    posted_at: tuple[str, ...] = lines("张贴地点", default=())
    posted_on: str | None = day("张贴日期", default=None, listed=True)
    posted_by: str | None = line("张贴人", default=None, limit=50)

"""What each post finds on its first page: lists in the order of the post, and at most four cards of figures."""

from dataclasses import dataclass, field

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import home, home_audit, home_group, home_mending, home_office
from xuncha_desktop.services.home import Counter, Lister
from xuncha_desktop.services.session import Session

MOST_CARDS = 4


@dataclass(frozen=True, slots=True)
class ListRecipe:
    """A list: its title, what is said where it is empty, how it is read; `place` is turned to by 全部."""

    title: str
    empty: str
    load: Lister
    place: str = ""
    needs: Compartment = Compartment.CORE


@dataclass(frozen=True, slots=True)
class CardRecipe:
    """A card of figures."""

    title: str
    load: Counter
    needs: Compartment = Compartment.WORK


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one post finds on its first page, in this order."""

    lists: tuple[ListRecipe, ...]
    cards: tuple[CardRecipe, ...] = field(default=())


_W, _R = Compartment.WORK, Compartment.RESTRICTED
_RETURNED = ListRecipe("退回给我的", "没有退回的文书", home.returned_to_me, "paper", _W)
_DRAFTS = ListRecipe("我的草稿", "没有未送审的问题", home.my_drafts, "finding", _W)
_MY_TALKS = ListRecipe("我的谈话", "还没有登记谈话", home.my_interviews, "interview", _W)
_FOR_ME = ListRecipe("待我审签", "没有等您审签的文书", home.papers_for_me, "paper", _W)
_REQUESTS = ListRecipe("待批示的请示", "没有等待批示的请示", home.open_requests, "instruction_request", _W)
_PETITIONS = ListRecipe("待批办的信访", "没有等待批办的信访", home.petitions_to_decide, "petition", _R)
_TODAY = ListRecipe("今天的谈话", "今天没有登记谈话", home.todays_interviews, "interview", _W)
_DEADLINES = ListRecipe("三十日内到期和逾期", "三十日内没有到期事项", home.deadlines_due, "deadline", _W)
_PACKAGES = ListRecipe("数据包往来", "没有待处理的数据包", home.packages_waiting, "package")
_LATE = ListRecipe("逾期的整改措施", "没有逾期的整改措施", home.tasks_late, "rectification_task", _W)
_SOON = ListRecipe("十日内到期", "十日内没有到期的整改措施", home.tasks_due, "rectification_task", _W)
_REVIEW = ListRecipe("待审核的进展", "没有待审核的整改进展", home.progress_to_review, "progress", _W)
_EXPECTED = ListRecipe(
    "应报送的方案和报告", "没有单位应报未报的方案和报告", home_mending.papers_expected, "deadline", _W
)
_UNANSWERED = ListRecipe(
    "未回复的督办通知单", "发出的督办通知单都已回复", home_mending.notices_unanswered, "supervision_notice", _W
)
_OTHERS = ListRecipe("其他三十日内到期和逾期", "三十日内没有其他到期事项", home_mending.others_due, "deadline", _W)
_INSTRUCTIONS = ListRecipe("上级批示", "还没有收到批示", home_group.instructions_received, "instruction", _W)
_CHECK = ListRecipe("最近一次审计核验", "还没有核验过审计记录", home_audit.last_check, "audit", Compartment.AUDIT)
_TO_PRINT = ListRecipe("待打印", "签批和发出的文书都已登记打印", home_office.to_print, "paper", _W)
_LETTERS = ListRecipe("未回函的部门", "发出的征询函都已回函", home_office.letters_unanswered, "inquiry_letter", _W)
_NEW = ListRecipe("未启用的账号", "所有账号都已启用", home.accounts_new, "accounts")
_UNCERTIFIED = ListRecipe("待认定岗位", "没有等待认定的人员", home.accounts_uncertified, "accounts")
_KEYLESS = ListRecipe("待授予密钥", "没有等待授权的人员", home.accounts_without_keys, "accounts")

_C_FINDINGS = CardRecipe("问题", home.finding_figures)
_C_PAPERS = CardRecipe("底稿", home.paper_figures)
_C_PETITIONS = CardRecipe("信访渠道", home.petition_figures, _R)
_C_LEADS = CardRecipe("线索", home.lead_figures, _R)
_C_TALKS = CardRecipe("谈话", home.interview_figures)
_C_TASKS = CardRecipe("整改措施", home.task_figures)
_C_COVERAGE = CardRecipe("巡察覆盖", home_office.coverage_figures, Compartment.CORE)
_C_FOCUS = CardRecipe("专项重点和底稿", home_group.focus_figures)
_C_FEEDBACK = CardRecipe("在办轮次的反馈", home_mending.feedback_figures)
_C_CLOSING = CardRecipe("在办轮次的整改措施", home_mending.closing_figures)
_C_UNREAD = CardRecipe("上次查阅以后", home_audit.unread_figures, Compartment.AUDIT)

RECIPES: dict[Post, Recipe] = {
    Post.OFFICE_DIRECTOR: Recipe(
        (_FOR_ME, _DEADLINES, _REQUESTS, _KEYLESS), (_C_COVERAGE, _C_PAPERS, _C_TASKS, _C_LEADS)
    ),
    Post.OFFICE_CLERK: Recipe(
        (_DEADLINES, _LETTERS, _PACKAGES, _REQUESTS, _TO_PRINT), (_C_PAPERS, _C_TASKS, _C_COVERAGE)
    ),
    Post.RECTIFICATION_SUPERVISOR: Recipe(
        (_LATE, _SOON, _REVIEW, _EXPECTED, _UNANSWERED, _OTHERS, _TO_PRINT), (_C_FEEDBACK, _C_CLOSING)
    ),
    Post.LEADER: Recipe(
        (_FOR_ME, _INSTRUCTIONS, _PETITIONS, _REQUESTS, _KEYLESS), (_C_FOCUS, _C_PAPERS, _C_LEADS, _C_PETITIONS)
    ),
    Post.DEPUTY_LEADER: Recipe((_FOR_ME, _RETURNED, _DRAFTS), (_C_PAPERS, _C_FINDINGS)),
    Post.LIAISON: Recipe((_TODAY, _PETITIONS, _PACKAGES, _TO_PRINT), (_C_TALKS, _C_PETITIONS, _C_PAPERS)),
    Post.MEMBER: Recipe((_RETURNED, _DRAFTS, _MY_TALKS), (_C_FINDINGS,)),
    Post.SYSTEM_ADMIN: Recipe((_NEW, _UNCERTIFIED)),
    Post.SECURITY_ADMIN: Recipe((_UNCERTIFIED, _KEYLESS)),
    Post.SECURITY_AUDITOR: Recipe((_CHECK, _KEYLESS), (_C_UNREAD,)),
}


def recipe_for(session: Session) -> Recipe:
    """The recipes of all of a person's posts, one after the other, nothing twice, nothing he may not know."""
    found = [RECIPES[post] for post in RECIPES if post in session.actor.posts]
    lists = dict.fromkeys(one for recipe in found for one in recipe.lists if session.holds(one.needs))
    cards = dict.fromkeys(one for recipe in found for one in recipe.cards if session.holds(one.needs))
    return Recipe(tuple(lists), tuple(cards)[:MOST_CARDS])

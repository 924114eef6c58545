"""The first page by post: what waits, in the order of the post, and figures that open their records."""

import pytest

from tests.ui.shell.conftest import Desk
from ui.pages.home_recipes import MOST_CARDS, RECIPES, recipe_for
from ui.screens.audit import AuditScreen
from ui.screens.home import HomeScreen
from ui.shell.ledger_page import LedgerPage
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import accounts, auditing, findings, home, planning, profiles, reading


def at_home(desk: Desk, login: str) -> HomeScreen:
    shell = desk.enter(login)
    assert isinstance(shell.pile.top, HomeScreen)
    desk.settle()
    return shell.pile.top


def titles(screen: HomeScreen) -> list[str]:
    return [card._recipe.title for card in screen.lists]


@pytest.mark.parametrize(
    ("kind", "login", "first"),
    [
        ("group", "zhangsan", ["退回给我的", "我的草稿", "我的谈话"]),
        ("group", "lisi", ["待我审签", "上级批示", "待批办的信访", "待批示的请示", "待授予密钥"]),
        ("group", "auditor", ["最近一次审计核验", "待授予密钥"]),
        ("office", "holder", ["待我审签", "三十日内到期和逾期", "待批示的请示", "待授予密钥"]),
        ("group", "sysadmin", ["未启用的账号", "待认定岗位"]),
        ("group", "secadmin", ["待认定岗位", "待授予密钥"]),
    ],
)
def test_each_post_finds_its_own_lists(desk: Desk, login: str, first: list[str]) -> None:
    assert titles(at_home(desk, login)) == first


def test_every_post_has_a_first_page_of_at_most_four_cards() -> None:
    assert set(RECIPES) == set(Post)
    assert all(recipe.lists and len(recipe.cards) <= MOST_CARDS for recipe in RECIPES.values())


def test_a_draft_is_listed_with_what_it_lacks_and_opens(desk: Desk) -> None:
    screen = at_home(desk, "zhangsan")
    (row,) = screen.lists[1].rows
    assert "三笔大额支出" in row.accessibleName()
    assert "问题概述" in row.accessibleName()

    row.click()

    assert desk.shell.pile.titles[-1] == "三笔大额支出未经集体研究"


def test_a_figure_opens_the_records_it_counts(desk: Desk) -> None:
    screen = at_home(desk, "zhangsan")
    figure = screen.cards[0].figures["起草"]
    assert figure.accessibleName() == "起草：1"
    assert screen.cards[0].figures["已签批"].accessibleName() == "已签批：0"

    figure.click()

    page = desk.shell.pile.top
    assert isinstance(page, LedgerPage)
    desk.wait(lambda: page.ledger.model.rowCount() == 1)


def test_an_act_anywhere_is_seen_on_the_first_page(desk: Desk) -> None:
    screen = at_home(desk, "zhangsan")
    session = desk.shell.desk.session
    (finding,) = reading.page(session, reading.Query("finding")).rows
    findings.void(session, finding.id, finding.version, "重复登记")
    desk.wait(lambda: screen.lists[1].rows == [])
    assert screen.cards[0].figures["起草"].accessibleName() == "起草：0"


def test_what_may_not_be_known_is_no_zero_but_nothing(desk: Desk) -> None:
    screen = at_home(desk, "zhangsan")
    assert not desk.shell.desk.session.holds(Compartment.RESTRICTED)
    cards = {recipe.title for recipe in recipe_for(desk.shell.desk.session).cards}
    assert not {"信访渠道", "线索"} & cards
    assert len(screen.cards) == len(cards)
    assert home.petitions_to_decide(desk.shell.desk.session) == home.Listed()


def test_the_day_is_written_as_an_office_writes_it(desk: Desk) -> None:
    assert at_home(desk, "zhangsan").date.text() == "2019年7月8日　星期一"


@pytest.mark.parametrize("kind", ["office"])
def test_the_office_reads_how_far_the_term_has_come_and_opens_the_units(desk: Desk) -> None:
    screen = at_home(desk, "holder")
    session, card = desk.shell.desk.session, screen.cards[0]
    before = reading.count(session, reading.Query("unit"))
    planning.register_term(session, name="第十九届县委", from_on="2021-11-01")
    planning.register_unit(session, name="县人防办", kind="government_organ")
    desk.wait(lambda: "单位库全部单位" in card.figures)
    whole = card.figures["单位库全部单位"]
    desk.wait(lambda: whole.accessibleName() == f"单位库全部单位：{before + 1}")
    assert not card.isHidden()
    assert card.figures["本届已巡察单位"].accessibleName() == "本届已巡察单位：0"
    whole.click()
    page = desk.shell.pile.top
    assert isinstance(page, LedgerPage)
    desk.wait(lambda: page.ledger.model.rowCount() == before + 1)


def figures(screen: HomeScreen, title: str) -> dict[str, str]:
    (card,) = (made for made, recipe in zip(screen.cards, screen._recipe.cards, strict=True) if recipe.title == title)
    return {name: figure.accessibleName() for name, figure in card.figures.items() if not figure.isHidden()}


def test_the_leader_sees_each_special_focus_in_a_line_of_its_own_and_its_zero(desk: Desk) -> None:
    screen = at_home(desk, "lisi")
    told = figures(screen, "专项重点和底稿")
    assert list(told) == list(profiles.codes(desk.office.profile, "special_focus").values())
    assert all(words.endswith("：0") for words in told.values())
    screen.cards[0].figures["人防工程出租牟利"].click()
    page = desk.shell.pile.top
    assert isinstance(page, LedgerPage)
    desk.settle()
    assert page.ledger.model.rowCount() == 0


def test_a_figure_opens_what_it_counts_now_and_not_what_it_counted_first(desk: Desk) -> None:
    screen = at_home(desk, "lisi")
    card = screen.cards[0]
    first = desk.shell.desk.session.table(Finding).where()[0]
    now = home.Figure("主体责任不到位", 1, "finding", {"title": frozenset((first.title,))})
    card.show_figures((now,))
    assert figures(screen, "专项重点和底稿") == {"主体责任不到位": "主体责任不到位：1"}
    card.figures["主体责任不到位"].click()
    page = desk.shell.pile.top
    assert isinstance(page, LedgerPage)
    desk.wait(lambda: page.ledger.model.rowCount() == 1)


def test_the_auditors_figures_open_the_entries_since_his_visit(desk: Desk) -> None:
    auditor = desk.office.enter("auditor")
    auditing.begin(auditor)
    auditing.check(auditor)
    auditor.close()
    member = desk.office.enter("zhangsan")
    with pytest.raises(NotAllowed):
        accounts.disable(member, "anybody")
    member.close()

    screen = at_home(desk, "auditor")
    assert "核验通过" in screen.lists[0].rows[0].accessibleName()
    assert figures(screen, "上次查阅以后")["其中被拒绝"] == "其中被拒绝：1"
    screen.cards[0].figures["其中被拒绝"].click()

    page = desk.shell.pile.top
    assert isinstance(page, AuditScreen)
    desk.wait(lambda: page.lines)
    assert [(line.act, line.refused) for line in page.lines] == [("account.disable", True)]
    assert (page.since.isChecked(), page.refused.isChecked()) == (True, True)
    desk.settle()
    desk.shell.back()
    screen.lists[0].rows[0].click()
    assert desk.shell.place == "audit"

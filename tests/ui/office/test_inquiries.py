"""征询函 in the window: departments ticked, sent from the round's page, answered from the letter's own page."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from tests.office_room import OfficeRoom
from tests.ui.office.frame import Window, click, sheet_of
from ui.pages import home_recipes
from ui.pages.acts import acts_of
from ui.screens.planning import PlanningScreen
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.preparation import InquiryLetter
from xuncha_desktop.services import inquiries
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]


def test_letters_go_to_every_ticked_department_and_to_none_twice(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.clerk)
    page = window.show_screen(PlanningScreen(window)).rounds
    click(page.ask_button)
    sheet = sheet_of(page)
    ticked = [sheet.list.item(row).checkState() for row in range(sheet.list.count())]
    assert ticked == [Qt.CheckState.Checked] * 5
    sheet.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    sheet.day.set_value("2019-09-20")
    click(sheet.yes)
    letters = room.clerk.table(InquiryLetter).where(order="number")
    assert [one.department for one in letters] == [
        "discipline",
        "organization_department",
        "audit_office",
        "petition_office",
    ]
    assert {one.reply_by_on for one in letters} == {"2019-09-20"}
    click(page.ask_button)
    sheet = sheet_of(page)
    assert letters[0].number in sheet.list.item(0).text()
    click(sheet.yes)
    assert room.clerk.table(InquiryLetter).count() == 5
    page.reload()
    assert not page.ask_button.isEnabled()
    assert page.ask_button.toolTip() == "规则档列出的征询部门都已发过征询函"


def test_what_is_refused_stays_in_the_sheet(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.clerk)
    page = window.show_screen(PlanningScreen(window)).rounds
    click(page.ask_button)
    sheet = sheet_of(page)
    sheet.day.set_value("2019-09-01")
    click(sheet.yes)
    assert "不能早于今天" in sheet.refusal.text
    assert room.clerk.table(InquiryLetter).count() == 0
    sheet.reject()


def test_a_supervisor_sees_why_he_sends_none(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.supervisor)
    page = window.show_screen(PlanningScreen(window)).rounds
    assert not page.ask_button.isEnabled()
    assert page.ask_button.toolTip()


def test_a_letter_is_answered_or_voided_while_it_is_open_and_says_why_not_afterwards(room: OfficeRoom) -> None:
    letter = inquiries.send(room.clerk, room.group.id, ["discipline"])[0]
    assert [act.words for act in acts_of(letter)] == ["登记回函…", "作废…"]
    assert all(act.why_not(room.clerk, letter) is None for act in acts_of(letter))
    done = inquiries.answer(room.clerk, letter.id, letter.version, "2019-09-10", no_material=True)
    assert [act.why_not(room.clerk, done) for act in acts_of(done)] == ["这份征询函已回函"] * 2


def test_the_clerk_finds_the_departments_that_have_not_answered_at_home() -> None:
    lists = [one.title for one in home_recipes.RECIPES[Post.OFFICE_CLERK].lists]
    assert lists.index("未回函的部门") == 1

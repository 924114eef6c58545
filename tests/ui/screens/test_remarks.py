"""Before a paper is printed the dialog lists what could be wrong in its writing, and prints it all the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from ui.pages.print_dialog import PrintDialog
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.services import immediate
from xuncha_desktop.services.paper_files import Made

Open = Callable[..., Window]
WAIT = 60_000


def shown(qtbot: Any, here: Room, window: Open, title: str) -> PrintDialog:
    made = immediate.draft(here.leader, here.group.id, problem="台账不全", suggestion="补齐")
    view = replace(sample_of("ledger"), title=title)
    w = window(here.leader)
    found = PrintDialog(w, w, made, "台账", lambda _: Made("ledger", view))
    found.open()
    qtbot.waitUntil(lambda: found.pdf_button.isEnabled() or bool(found.refusal.text), timeout=WAIT)
    return found


def test_what_could_be_wrong_is_listed_and_printing_does_not_wait(qtbot: Any, here: Room, window: Open) -> None:
    found = shown(qtbot, here, window, "临委巡[2019]3号,问题台账")
    assert found.remarks.isVisible()
    assert found.remarks.text == (
        "写法提示2处，不影响打印\n“临委巡[2019]3号,问题台”：文号的年份用六角括号，应为“〔2019〕”\n"
        "“019]3号,问题台账”：中文句子里用全角“，”"
    )
    assert found.pdf_button.isEnabled()
    found.reject()


def test_a_paper_rightly_written_has_no_list(qtbot: Any, here: Room, window: Open) -> None:
    found = shown(qtbot, here, window, "临委巡〔2019〕3号，问题台账")
    assert found.remarks.isHidden()
    assert found.pdf_button.isEnabled()
    found.reject()

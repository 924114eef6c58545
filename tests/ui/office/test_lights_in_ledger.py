"""The ledger of deadlines says how each one stands today, in a tone and in words, beside the day it is due."""

from collections.abc import Callable

from tests.office_room import OfficeRoom
from tests.ui.office.frame import Window
from ui.records.table_model import ToneRole
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import line_of
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
LABELS = {name: shipped_profile("lixian").deadline(name).label for name in ("rectification_plan", "feedback")}


def lit(page: LedgerPage) -> dict[str, tuple[str, Tone | None]]:
    """The words and the tone of each deadline by its label."""
    model = page.ledger.model
    names = [field.name for field in model.columns]
    due, label = names.index("due_on"), names.index("label")
    rows = range(model.rowCount())
    return {model.index(row, label).data(): _said(model.index(row, due)) for row in rows}


def _said(index) -> tuple[str, Tone | None]:
    return index.data(), index.data(ToneRole)


def test_each_deadline_shows_its_light_of_today(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    room.at("2019-10-12")
    window = window_of(room.clerk)
    page = window.show_screen(LedgerPage(window, line_of("deadline")))
    found = lit(page)
    assert found[LABELS["rectification_plan"]] == ("2019-10-10 逾期2天", Tone.ALERT)
    assert found[LABELS["feedback"]][1] == Tone.DONE
    assert found[LABELS["feedback"]][0].startswith("已完成")


def test_the_light_follows_the_day_and_the_column_still_sorts_by_its_date(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    window = window_of(room.clerk)
    page = window.show_screen(LedgerPage(window, line_of("deadline")))
    assert lit(page)[LABELS["rectification_plan"]] == ("2019-10-10 剩20天", Tone.CALM)
    room.at("2019-10-10")
    page.ledger.model.sort([field.name for field in page.ledger.model.columns].index("due_on"))
    assert lit(page)[LABELS["rectification_plan"]][0] == "2019-10-10 今天到期"

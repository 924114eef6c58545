"""Every paper a record makes is declared once, has a form, and is hidden from who may not know its words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.printing import FORMS
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services import notices, paper_views, printing_desk


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def notice(here: OfficeRoom) -> SupervisionNotice:
    task = here.task(here.received())
    here.at("2019-11-20")
    return notices.issue(here.supervisor, [task.id], "2019-11-27")


@pytest.mark.parametrize("one", paper_views.printables(), ids=lambda one: f"{one.of}: {one.label}")
def test_every_paper_has_a_form_and_a_record(one: paper_views.Printable) -> None:
    assert one.form in FORMS
    restricted = record_type(one.of).compartment is Compartment.RESTRICTED
    assert one.secret or not restricted


def test_a_record_offers_its_papers_and_prints_them(here: OfficeRoom, notice: SupervisionNotice) -> None:
    (one,) = paper_views.papers_of(here.clerk, notice)
    view = one.view(here.clerk, notice)
    assert printing_desk.print_paper(here.clerk, one.form, view, notice).startswith(b"%PDF")


def test_a_secret_paper_is_not_offered_without_the_key(
    here: OfficeRoom, notice: SupervisionNotice, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = paper_views.papers_of(here.clerk, notice)
    hidden = paper_views.Printable(one.form, one.of, one.label, True, one.make, one.ready)
    monkeypatch.setattr(paper_views, "printables", lambda: (hidden,))
    assert paper_views.papers_of(here.director, notice) == (hidden,)
    assert paper_views.papers_of(here.supervisor, notice) == ()


def test_what_is_missing_is_said_before_anything_is_drawn(here: OfficeRoom, notice: SupervisionNotice) -> None:
    (one,) = paper_views.papers_of(here.clerk, notice)
    waiting = paper_views.Printable(one.form, one.of, one.label, False, one.make, lambda *_: "还没有编号")
    assert waiting.why_not(here.clerk, notice) == "还没有编号"
    with pytest.raises(Refused, match="还没有编号"):
        waiting.view(here.clerk, notice)

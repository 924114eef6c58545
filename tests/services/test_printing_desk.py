"""Printing: registered before it is drawn, copies numbered, reprints marked, the same print the same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.printing.papers import page_texts
from tests.samples import sample
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.printing import Stamp, content_digest, render
from xuncha_desktop.printing.form import View
from xuncha_desktop.printing.forms.supervision_notice import Notice
from xuncha_desktop.records.prints import Print, PrintStamp, RestrictedPrint
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.services import notices, printing_desk
from xuncha_desktop.services.printing_desk import Printing, PrintOrder
from xuncha_desktop.storage import meta


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def notice(here: OfficeRoom) -> SupervisionNotice:
    task = here.task(here.received())
    here.at("2019-11-20")
    return notices.issue(here.supervisor, [task.id], "2019-11-27")


def printed(here: OfficeRoom, notice: SupervisionNotice, copies: int = 1) -> bytes:
    form, view = notices.printable(here.clerk, notice)
    return printing_desk.print_paper(here.clerk, form, view, notice, PrintOrder(copies, "送达单位"))


def again(stamp: Print, view: View) -> bytes:
    """The copies once more, from what the register keeps."""
    common = Stamp(0, stamp.copies, stamp.checkpoint or "", stamp.reprint)
    return render(stamp.form, view, *(replace(common, copy=copy) for copy in range(1, stamp.copies + 1)))


def texts(pdf: bytes) -> list[str]:
    return ["".join(page.split()) for page in page_texts(pdf)]


def test_each_copy_has_its_own_number_and_the_print_is_on_record(here: OfficeRoom, notice: SupervisionNotice) -> None:
    pages = texts(printed(here, notice, copies=2))
    assert ["第1份共2份" in pages[0], "第2份共2份" in pages[1]] == [True, True]
    assert "份号000002" in pages[1]
    (stamp,) = printing_desk.prints_of(here.clerk, notice)
    assert (stamp.label, stamp.copies, stamp.reprint) == ("督办通知单", 2, 0)
    assert (stamp.printed_by, stamp.purpose) == ("吴干事", "送达单位")


def test_the_same_stamp_and_view_give_the_same_bytes(here: OfficeRoom, notice: SupervisionNotice) -> None:
    first = printed(here, notice)
    (stamp,) = printing_desk.prints_of(here.clerk, notice)
    _, view = notices.printable(here.clerk, notice)
    assert content_digest(view) == stamp.view_digest
    assert again(stamp, view) == first


def test_a_second_print_of_the_same_content_is_a_reprint(here: OfficeRoom, notice: SupervisionNotice) -> None:
    first = printed(here, notice)
    second = printed(here, notice)
    assert first != second
    assert "补打（第1次）" in texts(second)[0]
    assert "补打" not in texts(first)[0]
    assert [stamp.reprint for stamp in printing_desk.prints_of(here.clerk, notice)] == [1, 0]


def test_the_foot_names_the_audits_state_at_the_print(here: OfficeRoom, notice: SupervisionNotice) -> None:
    pdf = printed(here, notice)
    (stamp,) = printing_desk.prints_of(here.clerk, notice)
    assert stamp.checkpoint
    assert stamp.checkpoint[:16].upper() in texts(pdf)[0].replace("-", "")


def test_a_preview_registers_nothing_and_says_that_it_is_one(here: OfficeRoom, notice: SupervisionNotice) -> None:
    form, view = notices.printable(here.clerk, notice)
    assert "预览，未登记打印" in texts(printing_desk.preview_pdf(here.clerk, form, view))[0]
    assert here.clerk.table(PrintStamp).count() == 0


def test_a_demonstration_says_so_on_every_page(here: OfficeRoom, notice: SupervisionNotice) -> None:
    assert "演示数据" not in texts(printed(here, notice))[0]
    with here.director.carry_out("test", Compartment.CORE) as tx:
        meta.write(tx.db, "demo", "1")
    form, view = notices.printable(here.clerk, notice)
    for pdf in (printed(here, notice), printing_desk.preview_pdf(here.clerk, form, view)):
        assert all("演示数据·纯属虚构" in page for page in texts(pdf))


def unprintable(view: Notice) -> Notice:
    return replace(view, requirement="\U000e0000")


def test_a_print_that_came_to_nothing_stays_on_record_and_makes_no_reprint(
    here: OfficeRoom, notice: SupervisionNotice
) -> None:
    form, view = notices.printable(here.clerk, notice)
    order = PrintOrder(2, "送达单位", "一楼打印机", "1")
    stamp = Printing().begin(here.clerk, form, view, notice, order)
    assert (stamp.target, stamp.pages, stamp.failed) == ("一楼打印机", "1", None)
    printing_desk.give_up(here.clerk, stamp, "打印机缺纸")
    (found,) = printing_desk.prints_of(here.clerk, notice)
    assert found.failed == "打印机缺纸"
    assert "补打" not in texts(printed(here, notice))[0]
    assert printing_desk.earlier(here.clerk, view, notice) == 1


def test_what_cannot_be_drawn_is_refused_and_not_registered(here: OfficeRoom, notice: SupervisionNotice) -> None:
    form, view = notices.printable(here.clerk, notice)
    with pytest.raises(Refused):
        printing_desk.print_paper(here.clerk, form, unprintable(view), notice)
    for copies in (0, 100):
        with pytest.raises(Refused, match="份数"):
            printing_desk.print_paper(here.clerk, form, view, notice, PrintOrder(copies))
    assert here.clerk.table(PrintStamp).count() == 0


def test_a_print_about_a_restricted_record_leaves_no_trace_in_the_open_register(
    here: OfficeRoom, notice: SupervisionNotice
) -> None:
    form, view = notices.printable(here.clerk, notice)
    lead = sample(Lead.type)
    pdf = printing_desk.print_paper(here.director, form, view, lead, PrintOrder(2))
    assert here.director.table(PrintStamp).count() == 0
    (stamp,) = here.director.table(RestrictedPrint).where()
    assert (stamp.subject_id, stamp.copies, stamp.printed_by) == (lead.id, 2, here.director.actor.name)
    assert again(stamp, view) == pdf
    with pytest.raises(Refused, match="受限内容"):
        printing_desk.register(here.director, form, view, lead, PrintOrder())


def test_a_secret_paper_that_hangs_on_an_open_record_is_registered_where_its_words_are_known(
    here: OfficeRoom, notice: SupervisionNotice
) -> None:
    form, view = notices.printable(here.clerk, notice)
    printing_desk.print_paper(here.director, form, view, notice, secret=True)
    assert here.director.table(PrintStamp).count() == 0
    assert [stamp.label for stamp in printing_desk.prints_of(here.director, notice)] == ["督办通知单"]
    assert printing_desk.prints_of(here.supervisor, notice) == []

"""批量打印: each paper registered in its turn, cancelled in the middle, refused in part, out of room."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.group_room import room
from tests.office_room import OfficeRoom, office_room
from tests.printing.papers import one_line
from xuncha_desktop.kernel.errors import Cancelled, Refused, StorageFailed
from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.prints import PrintStamp, RestrictedPrint
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.services import batch, batch_offers, leads
from xuncha_desktop.services.batch import Piece
from xuncha_desktop.services.printing_desk import PrintOrder
from xuncha_desktop.services.session import Session


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path / "room") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def late(office: OfficeRoom) -> list[str]:
    """Two late measures of one unit."""
    found = office.received()
    tasks = [office.task(found, measure=f"整改措施{number}") for number in (1, 2)]
    office.at("2019-11-20")
    return [task.id for task in tasks]


class Stop:
    """Cancels when so many papers are done, and keeps what it was told."""

    def __init__(self, at: int) -> None:
        self._at, self.told = at, list[tuple[int, int]]()

    def __call__(self, done: int, total: int, text: str) -> None:
        self.told.append((done, total))
        if done == self._at:
            raise Cancelled


def registered(session: Session) -> list[PrintStamp]:
    return session.table(PrintStamp).where(order="rowid")


def pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def failing(office: OfficeRoom, spoiled: str = "无\U00031350此字") -> Piece:
    view = replace(sample_of("ledger"), title=spoiled)
    return Piece("台账", "ledger", lambda _: (office.group, view))


def test_all_letters_of_a_round_are_printed_one_a_department_each_registered(office: OfficeRoom, folder: Path) -> None:
    pieces = batch.letters(office.clerk, office.round.id)
    assert len(pieces) > 3

    done = batch.to_folder(office.clerk, pieces, folder)

    assert sorted(path.name for path in folder.iterdir()) == sorted(one.file for one in done)
    stamps = registered(office.clerk)
    assert [stamp.form for stamp in stamps] == ["information_request"] * len(pieces)
    assert len({stamp.view_digest for stamp in stamps}) == len(pieces)
    department = pieces[0].label.split("　")[-1]
    assert department in one_line((folder / done[0].file).read_bytes())


def test_a_cancelled_batch_keeps_what_is_done_and_registers_no_more(office: OfficeRoom, folder: Path) -> None:
    pieces = batch.letters(office.clerk, office.round.id)
    stop = Stop(2)
    told = list[batch.Outcome]()
    with pytest.raises(Cancelled):
        batch.to_folder(office.clerk, pieces, folder, stop, told.append)

    assert [one.label for one in told] == [piece.label for piece in pieces]
    assert [bool(one.file) for one in told[:3]] == [True, True, False]
    assert [one.refused for one in told[2:4]] == ["没有印成：操作人停止了打印", "停止后没有再印"]
    assert stop.told == [(0, len(pieces)), (1, len(pieces)), (2, len(pieces))]
    assert len(list(folder.iterdir())) == len(registered(office.clerk)) == 2
    assert not any(stamp.failed for stamp in registered(office.clerk))


def test_a_number_is_taken_only_when_its_paper_is_drawn(office: OfficeRoom, folder: Path, late: list[str]) -> None:
    pieces = [piece for task in late for piece in batch.new_notices(office.supervisor, [task], "2019-11-27")]
    assert office.clerk.table(SupervisionNotice).count() == 0

    with pytest.raises(Cancelled):
        batch.to_folder(office.supervisor, pieces, folder, Stop(1))
    assert office.clerk.table(SupervisionNotice).count() == 1

    batch.to_folder(office.supervisor, pieces[1:], folder)
    numbers = [notice.number for notice in office.clerk.table(SupervisionNotice).where(order="rowid")]
    assert [number[-2] for number in numbers] == ["1", "2"]


def test_late_measures_of_one_unit_go_into_one_notice(office: OfficeRoom, late: list[str], folder: Path) -> None:
    (piece,) = batch.new_notices(office.supervisor, [*late, late[0]], "2019-11-27")
    batch.to_folder(office.supervisor, [piece], folder)

    (notice,) = office.clerk.table(SupervisionNotice).where()
    assert notice.task_ids == tuple(late)
    assert len(batch.issued_notices(office.clerk, office.round.id)) == 1


def test_a_booklet_binds_all_in_one_file_each_copy_under_its_own_number(office: OfficeRoom, folder: Path) -> None:
    pieces = batch.meeting_pack(office.clerk, office.group, PrintOrder(copies=3))
    target = folder / "动员会材料.pdf"

    done = batch.to_booklet(office.clerk, pieces, target, "动员会材料")

    assert [one.refused for one in done] == [""] * len(pieces)
    copies = {stamp.form: stamp.copies for stamp in registered(office.clerk)}
    assert copies["assessment"] == copies["questionnaire"] == 3
    assert copies["commitment"] == 1
    assert pages(target) >= sum(copies.values())
    assert b"/Title" in target.read_bytes()


def test_a_cancelled_booklet_leaves_no_file_and_its_prints_say_so(office: OfficeRoom, folder: Path) -> None:
    pieces = batch.meeting_pack(office.clerk, office.group)
    told = list[batch.Outcome]()
    with pytest.raises(Cancelled):
        batch.to_booklet(office.clerk, pieces, folder / "册.pdf", "册", Stop(2), told.append)

    assert [one.label for one in told] == [piece.label for piece in pieces]
    assert {one.file for one in told} == {""}
    assert [one.refused for one in told] == ["没有印成：操作人停止了打印"] * 2 + ["停止后没有再印"] * (len(pieces) - 2)
    assert list(folder.iterdir()) == []
    assert [stamp.failed for stamp in registered(office.clerk)] == ["操作人停止了打印"] * 2
    batch.to_booklet(office.clerk, pieces, folder / "册.pdf", "册")
    assert {stamp.reprint for stamp in registered(office.clerk)} == {0}


def test_a_paper_that_is_refused_is_told_and_the_others_are_printed(office: OfficeRoom, folder: Path) -> None:
    good = batch.letters(office.clerk, office.round.id)[:1]
    done = batch.to_folder(office.clerk, [failing(office), *good], folder)

    assert "U+31350" in done[0].refused
    assert done[0].file == ""
    assert [path.name for path in folder.iterdir()] == [done[1].file]
    assert len(registered(office.clerk)) == 1
    with pytest.raises(Refused, match=r"没有可以打印的文书.*U\+31350"):
        batch.to_booklet(office.clerk, [failing(office)], folder / "册.pdf", "册")


@pytest.mark.parametrize("way", ["folder", "booklet", "press"])
def test_every_paper_of_a_batch_is_drawn_once(
    office: OfficeRoom, folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    real, drawn = FORMS["information_request"], list[str]()

    def layout(setter: Any, view: Any) -> Any:
        drawn.append(view.title)
        return real.layout(setter, view)

    monkeypatch.setitem(FORMS, "information_request", replace(real, layout=layout))
    pieces = batch.letters(office.clerk, office.round.id, PrintOrder(copies=2))
    if way == "folder":
        batch.to_folder(office.clerk, pieces, folder)
    elif way == "booklet":
        batch.to_booklet(office.clerk, pieces, folder / "册.pdf", "册")
    else:
        batch.to_press(office.clerk, pieces, Tray(), "一楼打印机")

    assert len(drawn) == len(pieces)


def test_a_paper_whose_print_is_refused_leaves_nothing_in_the_bound_file(office: OfficeRoom, folder: Path) -> None:
    good, other = batch.meeting_pack(office.clerk, office.group)[:2]
    ledger = Piece("台账", "ledger", lambda _: (office.group, sample_of("ledger")), PrintOrder(copies=100))

    done = batch.to_booklet(office.clerk, [good, ledger, other], folder / "册.pdf", "册")
    batch.to_booklet(office.clerk, [good, other], folder / "另一册.pdf", "册")

    assert "份数" in done[1].refused
    assert len(registered(office.clerk)) == 4
    with_it, without = ((folder / f"{name}.pdf").read_bytes() for name in ("册", "另一册"))
    assert with_it.count(b" 0 obj") == without.count(b" 0 obj")


@pytest.mark.parametrize("bound", [True, False])
def test_a_drive_that_takes_no_more_leaves_no_half_file_and_the_print_says_so(
    office: OfficeRoom, folder: Path, monkeypatch: pytest.MonkeyPatch, bound: bool
) -> None:
    def full(path: Path, raw: bytes) -> int:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    pieces = batch.letters(office.clerk, office.round.id)[:2]
    monkeypatch.setattr(Path, "write_bytes", full)
    work = (
        partial(batch.to_booklet, target=folder / "册.pdf", title="册")
        if bound
        else partial(batch.to_folder, folder=folder)
    )
    told = list[batch.Outcome]()
    with pytest.raises(StorageFailed, match="文件没有写成"):
        work(office.clerk, pieces, tell=told.append)

    assert [one.file for one in told] == ["", ""]
    assert "文件没有写成" in told[0].refused
    assert list(folder.iterdir()) == []
    stamps = registered(office.clerk)
    assert len(stamps) == (2 if bound else 1)
    assert all(stamp.failed and "没有写成" in stamp.failed for stamp in stamps)


def test_a_file_name_of_a_secret_paper_tells_no_name_and_it_is_registered_in_secret(
    tmp_path: Path, folder: Path
) -> None:
    with room(tmp_path / "group") as here:
        given: dict[str, Any] = {"accused": "诸葛焘", "content": "口头减免", "source": "materials"}
        leads.register(here.leader, here.group.id, **given)
        pieces = batch.papers(here.leader, "lead_ledger", [here.group], PrintOrder(copies=2))
        done = batch.to_folder(here.leader, pieces, folder)

        assert [one.file for one in done] == ["001 问题线索台账.pdf"]
        assert here.leader.table(RestrictedPrint).count() == 1
        assert registered(here.leader) == []
        assert batch.papers(here.member, "lead_ledger", [here.group]) == []


def test_names_of_files_hold_nothing_a_drive_refuses(office: OfficeRoom, folder: Path) -> None:
    with office.director.carry_out("rename", office.group.type.compartment) as tx:
        group = tx.save(office.group, office.group.changed(name='二组/"甲"?' + "长" * 90), reason="")
    kept = office.clerk.table(Group).get(office.group.id)
    done = batch.to_folder(office.clerk, batch.papers(office.clerk, "materials_list", [kept]), folder)

    assert group is None or kept.name.startswith("二组")
    assert (folder / done[0].file).is_file()
    assert len(done[0].file) < 80


class Tray:
    """A printer with so much paper; keeps what lies in its tray and what was given up."""

    def __init__(self, sheets: int = 99, stops_at: int = 99) -> None:
        self._sheets, self._stops_at = sheets, stops_at
        self.opened, self.laid, self.aborted = 0, list[bytes](), 0

    def open(self, width: float, height: float) -> None:
        if self.opened == self._sheets:
            raise Refused("打印机没有接受")
        assert 500 < width < 1300
        assert 500 < height < 1300
        self.opened += 1

    def lay(self, raw: bytes, copies: int) -> None:
        if len(self.laid) == self._stops_at:
            raise Refused("打印机中途停止")
        self.laid.append(raw)

    def abort(self) -> None:
        self.aborted += 1


def test_a_printer_that_stops_leaves_what_lies_in_its_tray_registered_and_the_rest_not(office: OfficeRoom) -> None:
    pieces = batch.letters(office.clerk, office.round.id)
    tray, told = Tray(stops_at=2), list[batch.Outcome]()

    done = batch.to_press(office.clerk, pieces, tray, "一楼打印机", tell=told.append)

    assert done == told
    assert len(tray.laid) == 2
    assert tray.opened == 3
    assert [stamp.failed for stamp in registered(office.clerk)] == [None, None, "打印机中途停止"]
    assert {stamp.target for stamp in registered(office.clerk)} == {"一楼打印机"}
    assert [one.refused for one in done[:4]] == ["", "", "打印机中途停止", "打印机停止后没有再印"]


def test_a_printer_that_takes_no_more_uses_up_no_number(office: OfficeRoom, late: list[str]) -> None:
    pieces = [piece for task in late for piece in batch.new_notices(office.supervisor, [task], "2019-11-27")]
    done = batch.to_press(office.supervisor, pieces, Tray(sheets=1), "一楼打印机")
    assert office.clerk.table(SupervisionNotice).count() == len(registered(office.clerk)) == 1
    assert [one.refused for one in done] == ["", "打印机没有接受"]


def test_a_refused_paper_gives_its_job_up_and_the_printer_goes_on(office: OfficeRoom) -> None:
    good, tray = batch.letters(office.clerk, office.round.id)[:1], Tray()
    done = batch.to_press(office.clerk, [failing(office), *good], tray, "一楼打印机")
    assert "U+31350" in done[0].refused
    assert (tray.aborted, len(tray.laid)) == (1, 1)
    assert [stamp.failed for stamp in registered(office.clerk)] == [None]


def test_what_was_printed_before_is_not_written_over(office: OfficeRoom, folder: Path) -> None:
    pieces = batch.letters(office.clerk, office.round.id)[:1]
    (first,) = batch.to_folder(office.clerk, pieces, folder)
    kept = (folder / first.file).read_bytes()
    (second,) = batch.to_folder(office.clerk, pieces, folder)
    assert second.file != first.file
    assert (folder / first.file).read_bytes() == kept
    assert [stamp.target for stamp in registered(office.clerk)] == [first.file, second.file]


def test_a_round_and_a_group_offer_what_can_be_printed_in_one_go(office: OfficeRoom, late: list[str]) -> None:
    batch.to_press(office.supervisor, batch.new_notices(office.supervisor, late, "2019-11-27"), Tray(), "打印机")
    order = PrintOrder(copies=2, purpose="送审")

    def found(record: Any) -> dict[str, list[Piece]]:
        return {offer.label: offer.pieces(office.director, order) for offer in batch_offers.offers(record)}

    of_round, of_group = found(office.round), found(office.group)
    assert [piece.form for piece in of_round["全部督办通知单"]] == ["supervision_notice"]
    assert of_group["全部督办通知单"][0].label == of_round["全部督办通知单"][0].label
    assert {piece.order.purpose for pieces in (*of_round.values(), *of_group.values()) for piece in pieces} == {"送审"}
    whole = of_group["本组全部文书"]
    assert not any(piece.secret for piece in whole)
    assert {"round_work_plan", "feedback"} <= {piece.form for piece in whole}
    assert all("（空白）" not in piece.label for piece in whole)
    assert batch_offers.offers(office.unit) == ()


def test_all_papers_of_a_group_come_out_in_one_go_and_who_lacks_something_is_told(
    office: OfficeRoom, late: list[str], folder: Path
) -> None:
    pieces = batch_offers.group_papers(office.director, office.group, PrintOrder())
    done = batch.to_folder(office.director, pieces, folder)
    written = [one for one in done if one.file]
    assert len(written) == len(list(folder.iterdir())) == len(registered(office.director))
    assert len(written) + sum(1 for one in done if one.refused) == len(pieces)

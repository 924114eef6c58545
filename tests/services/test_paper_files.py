"""Papers into files: registered with what came of them, whole or not at all; a draft is no print."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Refused, StorageFailed
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.records.prints import Print
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.services import notices, paper_files, printing_desk
from xuncha_desktop.services.paper_files import Made
from xuncha_desktop.services.printing_desk import PrintOrder


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def notice(here: OfficeRoom) -> SupervisionNotice:
    task = here.task(here.received())
    here.at("2019-11-20")
    return notices.issue(here.supervisor, [task.id], "2019-11-27")


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


def registered(here: OfficeRoom, notice: SupervisionNotice) -> list[Print]:
    return printing_desk.prints_of(here.clerk, notice)


def official() -> Made:
    return Made("official", sample_of("official"))


def test_a_long_paper_is_saved_as_a_draft_and_a_form_is_not(
    here: OfficeRoom, notice: SupervisionNotice, usb: Path
) -> None:
    form = Made(*notices.printable(here.clerk, notice))
    with pytest.raises(Refused, match="表单"):
        paper_files.save_draft(here.clerk, form, notice, PrintOrder(), usb / "督办.docx")
    assert registered(here, notice) == []
    paper_files.save_draft(here.clerk, official(), notice, PrintOrder(), usb / "反馈意见.docx")
    assert (usb / "反馈意见.docx").read_bytes().startswith(b"PK")
    assert [(one.target, one.label) for one in registered(here, notice)] == [("反馈意见.docx", "公文（文稿）")]


def test_the_first_print_after_a_draft_is_no_reprint_and_a_draft_after_a_print_is_none_either(
    here: OfficeRoom, notice: SupervisionNotice, usb: Path
) -> None:
    made = official()
    for ending in ("docx", "pdf"):
        save = paper_files.save_draft if ending == "docx" else paper_files.save_pdf
        save(here.clerk, made, notice, PrintOrder(), usb / f"一.{ending}")
        save(here.clerk, made, notice, PrintOrder(), usb / f"二.{ending}")
    paper_files.save_draft(here.clerk, made, notice, PrintOrder(), usb / "三.docx")
    assert [one.reprint for one in reversed(registered(here, notice))] == [0, 0, 0, 1, 0]
    assert printing_desk.earlier(here.clerk, made.view, notice) == 2


@pytest.mark.parametrize("save", [paper_files.save_pdf, paper_files.save_draft])
def test_p05_a_file_that_cannot_be_written_is_registered_as_come_to_nothing(
    here: OfficeRoom, notice: SupervisionNotice, usb: Path, save: Callable[..., None]
) -> None:
    made = official()
    with pytest.raises(StorageFailed, match="没有写成：目标位置找不到了"):
        save(here.clerk, made, notice, PrintOrder(), usb / "没有" / "公文")
    (stamp,) = registered(here, notice)
    assert stamp.failed is not None
    assert "没有写成" in stamp.failed
    assert printing_desk.earlier(here.clerk, made.view, notice) == 0


def test_p05_a_file_that_was_there_stays_as_it_was_when_the_new_one_fails(
    here: OfficeRoom, notice: SupervisionNotice, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = usb / "公文.pdf"
    target.write_bytes(b"before")

    def full(self: Path, raw: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageFailed, match="空间已满"):
        paper_files.save_pdf(here.clerk, official(), notice, PrintOrder(), target)
    assert target.read_bytes() == b"before"
    assert [path.name for path in usb.iterdir()] == ["公文.pdf"]

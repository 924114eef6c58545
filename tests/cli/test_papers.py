"""The command line shows every paper before there is a record, and measures the official ones."""

import json
from pathlib import Path

import docx
import pypdfium2
import pytest

from tests.printing.papers import page_texts
from xuncha_desktop.cli import main
from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.margins import Dress

Capture = pytest.CaptureFixture[str]


def test_every_form_is_listed_for_people_and_for_machines(capsys: Capture) -> None:
    assert main(["forms"]) == 0
    assert "working_paper\t问题底稿\t210×297毫米" in capsys.readouterr().out
    assert main(["forms", "--json"]) == 0
    listed = {line["name"]: line for line in json.loads(capsys.readouterr().out)}
    assert set(listed) == set(FORMS)
    assert listed["inspection_announcement"]["public"]
    assert listed["feedback"]["drafted"]
    assert not listed["working_paper"]["drafted"]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_specimen_of_every_form_is_written_and_says_that_it_is_made_up(name: str, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert main(["form", name, "--sample", "-o", str(target)]) == 0
    texts = ["".join(page.split()) for page in page_texts(target.read_bytes())]
    assert texts
    assert all("演示数据·纯属虚构" in text for text in texts)


def test_a_specimen_takes_its_title_and_signers_from_the_profile(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert main(["form", "feedback_receipt", "--sample", "--profile", "景德镇", "-o", str(target)]) == 0
    text = "".join("".join(page_texts(target.read_bytes())).split())
    for words in ("巡察反馈材料签收单", "巡察组组长", "巡察办负责人"):
        assert words in text


def test_the_forms_are_listed_by_kinds_of_work_with_those_that_can_be_had_empty(capsys: Capture) -> None:
    assert main(["forms"]) == 0
    lines = capsys.readouterr().out.splitlines()
    below = lines[lines.index("【信访线索】") + 1]
    assert below == "petition_slip\t信访阅批笺\t210×297毫米\t有空白表"


@pytest.mark.parametrize("name", ["instruction_request", "petition_slip", "immediate_rectification"])
def test_a_form_is_written_empty_in_the_words_of_a_regime_and_says_it_is_not_registered(
    name: str, tmp_path: Path
) -> None:
    target = tmp_path / "a.pdf"
    assert main(["form", name, "--blank", "--profile", "景德镇", "-o", str(target)]) == 0
    texts = ["".join(page.split()) for page in page_texts(target.read_bytes())]
    assert all("未登记打印" in text for text in texts)
    assert "2019" not in "".join(texts)


def test_a_form_that_is_never_written_by_hand_has_no_blank_and_a_blank_no_draft(
    tmp_path: Path, capsys: Capture
) -> None:
    target, draft = tmp_path / "a.pdf", tmp_path / "a.docx"
    assert main(["form", "inspection_report", "--blank", "-o", str(target)]) == 1
    assert "没有空白表" in capsys.readouterr().err
    assert main(["form", "instruction_request", "--blank", "-o", str(target), "--docx", str(draft)]) == 1
    assert "--docx" in capsys.readouterr().err
    assert main(["form", "instruction_request", "--blank", "--sample", "-o", str(target)]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_form_the_profile_has_not_is_refused(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "a.pdf"
    assert main(["form", "petition_slip", "--sample", "--profile", "榆林", "-o", str(target)]) == 1
    assert "没有规定“信访阅批笺”" in capsys.readouterr().err
    assert not target.exists()


def test_a_long_paper_is_written_as_a_draft_too_and_a_form_has_none(tmp_path: Path, capsys: Capture) -> None:
    pdf, draft = tmp_path / "a.pdf", tmp_path / "a.docx"
    assert main(["form", "inspection_report", "--sample", "-o", str(pdf), "--docx", str(draft)]) == 0
    assert any(line.style.name == "Heading 1" for line in docx.Document(str(draft)).paragraphs)
    assert main(["form", "working_paper", "--sample", "-o", str(pdf), "--docx", str(draft)]) == 1
    assert "没有文稿" in capsys.readouterr().err


def test_wrong_names_places_and_use_are_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["form", "nothing", "--sample", "-o", str(tmp_path / "a.pdf")]) == 1
    assert "working_paper" in capsys.readouterr().err
    assert main(["form", "official", "--sample", "-o", str(tmp_path / "no" / "a.pdf")]) == 1
    assert "没有写成" in capsys.readouterr().err
    assert main(["form", "official", "-o", str(tmp_path / "a.pdf")]) == 2


OFFICIAL = sorted(name for name, form in FORMS.items() if form.dress in (Dress.OFFICIAL, Dress.LETTER))


@pytest.mark.parametrize("name", OFFICIAL)
def test_every_official_paper_measures_within_the_standard(name: str, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "a.pdf"
    assert main(["form", name, "--sample", "-o", str(target)]) == 0
    capsys.readouterr()
    code = main(["measure", str(target), "--json"])
    measured = json.loads(capsys.readouterr().out)
    assert [found for found in measured["findings"] if not found["within"]] == []
    assert code == 0
    with pypdfium2.PdfDocument(target) as pages:
        assert measured["pages"] == len(pages)

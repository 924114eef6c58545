"""`xuncha profile …` as an office uses it: in words, checked with file and line, two side by side."""

import json
import shutil
from pathlib import Path

import pytest

from xuncha_desktop.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """礼县's folder, to be edited."""
    return Path(shutil.copytree(root / "resources" / "rules" / "lixian", tmp_path / "lixian"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("name", ["lixian", "礼县", "礼县2019年人防系统专项巡察"])
def test_a_profile_is_shown_by_id_place_or_name(name: str, capsys: Capture) -> None:
    assert main(["profile", "show", name]) == 0
    out = capsys.readouterr().out
    assert "【期限】" in out
    assert "签收反馈意见后10个工作日" in out
    assert "〔条文·巡察工作方案六、（四）〕" in out


def test_a_profile_in_a_folder_is_shown_and_told_to_machines(folder: Path, capsys: Capture) -> None:
    edit(folder, "deadlines.toml", "amount = 10", "amount = 12")
    assert main(["profile", "show", str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    (line,) = [one for one in said["lines"] if (one["section"], one["entry"]) == ("期限", "rectification_plan")]
    assert "12个工作日" in line["words"]


def test_a_profile_nobody_knows_is_refused_and_the_known_ones_named(capsys: Capture) -> None:
    assert main(["profile", "show", "无此地"]) == 1
    assert "现有：" in (err := capsys.readouterr().err)
    assert "礼县（lixian）" in err


def test_check_says_fine_or_names_every_fault_with_file_and_line(folder: Path, capsys: Capture) -> None:
    assert main(["profile", "check", str(folder)]) == 0
    assert "可以使用" in capsys.readouterr().out
    edit(folder, "deadlines.toml", "amount = 10", 'amount = "10"')
    edit(folder, "work.toml", 'force = "must_not"', 'force = "never"')
    assert main(["profile", "check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "deadlines.toml 第" in out
    assert "work.toml 第" in out
    assert main(["profile", "check", str(folder), "--json"]) == 1
    (said,) = json.loads(capsys.readouterr().out)
    assert (len(said["faults"]), said["digest"]) == (2, "")


def test_check_goes_on_after_a_bad_folder(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["profile", "check", str(tmp_path / "nowhere"), str(folder)]) == 1
    out = capsys.readouterr().out
    assert "没有名为“nowhere”的文件夹" in out
    assert "可以使用" in out


def test_compare_lists_what_differs_with_both_grounds(folder: Path, capsys: Capture) -> None:
    edit(folder, "deadlines.toml", "amount = 10", "amount = 12")
    assert main(["profile", "compare", "礼县", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "报送整改方案　规定不同" in out
    assert "前者：签收反馈意见后10个工作日" in out
    assert "后者：签收反馈意见后12个工作日" in out
    assert "共1处" in out
    assert main(["profile", "compare", "礼县", str(folder), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["section"], row["difference"]) == ("期限", "words")


def test_compare_with_itself_finds_nothing_and_lists_all_when_asked(capsys: Capture) -> None:
    assert main(["profile", "compare", "礼县", "lixian"]) == 0
    assert "两者没有不同" in capsys.readouterr().out
    assert main(["profile", "compare", "礼县", "lixian", "--all", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["difference"] for row in rows} == {"same"}


def test_compare_never_calls_two_the_same_that_are_not(folder: Path, capsys: Capture) -> None:
    edit(folder, "profile.toml", 'gist = "四个阶段"', 'gist = "分四个阶段"')
    assert main(["profile", "compare", "礼县", str(folder)]) == 0
    assert "内容不完全一致" in capsys.readouterr().out

"""A faulty profile is refused with file, line and a sentence an office understands."""

import shutil
import tomllib
from pathlib import Path

import pytest

from xuncha_desktop.rules.profile import ProfileRefused, load_folder
from xuncha_desktop.rules.source_lines import line_of, spelled

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text("utf-8"))["fault"]


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """礼县's profile, to be spoilt."""
    return Path(shutil.copytree(root / "resources" / "rules" / "lixian", tmp_path / "trial"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def line_with(folder: Path, file: str, fragment: str) -> int:
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if fragment in line)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_fault_is_refused_with_its_file_line_and_a_sentence(folder: Path, fault: dict[str, str]):
    spoil(folder, fault["file"], fault["old"], fault["new"])
    with pytest.raises(ProfileRefused, match=fault["words"]) as refusal:
        load_folder(folder)
    told = next(told for told in refusal.value.faults if fault["words"] in told)
    assert told.startswith(f"{fault['file']} 第")
    line = int(told.split("第")[1].split("行")[0])
    assert fault["marker"] in (folder / fault["file"]).read_text("utf-8").splitlines()[line - 1]


def test_a_rule_without_standing_is_refused(folder: Path):
    spoil(folder, "deadlines.toml", 'standing = "custom"\nnote = "签收当日不计', 'note = "签收当日不计')
    with pytest.raises(ProfileRefused, match="没有写明效力") as refusal:
        load_folder(folder)
    number = line_with(folder, "deadlines.toml", "[deadline_policy]")
    assert refusal.value.faults[0].startswith(f"deadlines.toml 第{number}行 deadline_policy.standing")


def test_a_missing_section_and_a_missing_key_are_named(folder: Path):
    (folder / "forms.toml").unlink()
    with pytest.raises(ProfileRefused, match="各文件均无 forms：缺少“forms”"):
        load_folder(folder)


def test_one_section_in_two_files_is_refused(folder: Path):
    (folder / "more.toml").write_text("# again\n[lights]\n", "utf-8")
    with pytest.raises(ProfileRefused, match=r"more\.toml 第2行：“lights”已写在 deadlines\.toml 中"):
        load_folder(folder)


def test_every_fault_is_told_at_once(folder: Path):
    spoil(folder, "deadlines.toml", "amount = 10", 'amount = "10"')
    spoil(folder, "forms.toml", 'title = "巡察公告"', "titel = 1")
    with pytest.raises(ProfileRefused) as refusal:
        load_folder(folder)
    assert len(refusal.value.faults) == 3


def test_broken_toml_tells_the_line(folder: Path):
    spoil(folder, "forms.toml", 'title = "巡察问题底稿"', "title = 巡察问题底稿")
    number = line_with(folder, "forms.toml", "title = 巡察问题底稿")
    with pytest.raises(ProfileRefused, match=rf"forms\.toml 第{number}行：不是规范的 TOML"):
        load_folder(folder)


def test_one_section_twice_in_a_file_is_refused_with_its_second_line(folder: Path):
    text = (folder / "deadlines.toml").read_text("utf-8") + "\n[lights]\n"
    (folder / "deadlines.toml").write_text(text, "utf-8")
    number = len(text.splitlines())
    with pytest.raises(ProfileRefused, match=rf"deadlines\.toml 第{number}行：写了两次"):
        load_folder(folder)


def test_bytes_that_are_no_utf8_are_refused_with_their_line(folder: Path):
    raw = (folder / "forms.toml").read_bytes()
    number = len(raw.splitlines()) + 1
    (folder / "forms.toml").write_bytes(raw.rstrip(b"\n") + b"\n# " + "礼县".encode("gb18030") + b"\n")
    with pytest.raises(ProfileRefused, match=rf"forms\.toml 第{number}行：不能读取，应为 UTF-8"):
        load_folder(folder)


@pytest.mark.parametrize("raw", ["礼县".encode("gb18030"), b"\xff\xfe", b"a = " + b"[" * 5000])
def test_a_file_that_is_no_utf8_toml_is_refused(folder: Path, raw: bytes):
    (folder / "forms.toml").write_bytes(raw)
    with pytest.raises(ProfileRefused, match=r"forms\.toml"):
        load_folder(folder)


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ProfileRefused, match="没有制度配置文件"):
            load_folder(path)


def test_lines_are_found_in_tables_arrays_and_inline_tables():
    text = '[a]\nx = 1\n[[b]]\nid = "1"\n[[b]]\nid = "2"\n[[b.c]]\nk = 1\n[[b.c]]\nk = 2\n'
    text += "[d]\nl = [\n  { m = 1 },\n  { m = 2 },\n]\n"
    assert line_of(text, ("a", "x")) == 2
    assert line_of(text, ("b", 1, "id")) == 6
    assert line_of(text, ("b", 1, "c", 1, "k")) == 10
    assert line_of(text, ("d", "l", 1, "m")) == 14
    assert line_of(text, ("b", 0, "absent")) == 3
    assert line_of(text, ("b",)) == 3
    assert line_of(text, ("nothing",)) is None
    assert spelled(("b", 1, "c", 0, "k")) == "b[2].c[1].k"

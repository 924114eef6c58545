"""Two profiles side by side: rule by rule, in words, with the ground of each side."""

import shutil
from pathlib import Path

import pytest

from xuncha_desktop.rules.compare import Difference, Row, compare
from xuncha_desktop.rules.profile import Profile, load_folder
from xuncha_desktop.rules.shipped import shipped_profile, shipped_profiles
from xuncha_desktop.rules.wording import lines_of

LIXIAN = shipped_profile("lixian")
DAILY = load_folder(Path(__file__).parent / "daily")


@pytest.fixture
def edited(root: Path, tmp_path: Path) -> Path:
    """礼县's folder, to be edited."""
    return Path(shutil.copytree(root / "resources" / "rules" / "lixian", tmp_path / "edited"))


def changes(left: Profile, right: Profile) -> list[Row]:
    return [row for row in compare(left, right) if row.difference is not Difference.SAME]


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def test_a_profile_does_not_differ_from_itself():
    assert changes(LIXIAN, LIXIAN) == []
    assert len(compare(LIXIAN, LIXIAN)) == len(lines_of(LIXIAN)) > 150


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.about.id)
def test_every_rule_is_said_in_words_under_a_name_of_its_own(profile: Profile):
    lines = lines_of(profile)
    assert all(line.label and line.words for line in lines)
    places = [(line.section, line.entry) for line in lines]
    assert len(set(places)) == len(places)


def test_a_changed_number_is_one_row_with_both_words(edited: Path):
    edit(edited, "deadlines.toml", "amount = 10", "amount = 15")
    (row,) = changes(LIXIAN, load_folder(edited))
    assert (row.section, row.label, row.difference) == ("期限", "报送整改方案", Difference.WORDS)
    assert "签收反馈意见后10个工作日" in row.left
    assert "签收反馈意见后15个工作日" in row.right
    assert row.left_ground == row.right_ground == "条文·巡察工作方案六、（四）"


def test_a_changed_ground_alone_is_told_as_such(edited: Path):
    edit(edited, "profile.toml", 'article = "六、（二）5"\nnote = "查阅', 'article = "二"\nnote = "查阅')
    (row,) = changes(LIXIAN, load_folder(edited))
    assert row.difference is Difference.GROUND
    assert (row.left_ground, row.right_ground) == ("条文·巡察工作方案六、（二）5", "条文·巡察工作方案二")


def test_what_only_one_side_has_leaves_the_other_empty(edited: Path):
    edit(edited, "rounds.toml", "[external_review]", "#[external_review]")
    text = (edited / "rounds.toml").read_text("utf-8")
    (edited / "rounds.toml").write_text(text[: text.index("#[external_review]")], "utf-8")
    fewer = load_folder(edited)
    (row,) = changes(LIXIAN, fewer)
    assert (row.difference, row.label, row.right, row.right_ground) == (Difference.ONLY_LEFT, "送审阅", "", "")
    (row,) = changes(fewer, LIXIAN)
    assert (row.difference, row.left) == (Difference.ONLY_RIGHT, "")


def test_rules_of_other_ids_meet_by_what_they_are(edited: Path):
    edit(edited, "work.toml", 'id = "immediate_rectification"', 'id = "at_once"')
    edit(edited, "work.toml", "written = true", "written = false")
    (row,) = changes(LIXIAN, load_folder(edited))
    assert row.label == "立行立改"
    assert "；书面；" in row.left
    assert "不要求书面" in row.right


def test_the_texts_own_word_stands_beside_the_standard_one():
    words = {line.label: line.words for line in lines_of(LIXIAN)}
    assert words["立行立改"].endswith("原文称“边巡边改”")
    assert "担当作为（原文称“不担当”）" in {line.label: line.words for line in lines_of(DAILY)}["监督内容"]


def test_two_kinds_of_regulation_can_be_set_side_by_side():
    rows = compare(LIXIAN, DAILY)
    (kind,) = [row for row in rows if (row.section, row.label) == ("基本情况", "用途")]
    assert (kind.left, kind.right) == ("巡察", "日常监督")
    assert [row.difference for row in rows if row.section == "反馈公开"] == [Difference.ONLY_LEFT] * 6
    assert [row.label for row in rows if row.section == "日常监督"] == ["第一协作区", "主动约谈"]

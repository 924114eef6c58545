"""A profile read in words, searched, set beside another, and written as a workbook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import profile_reading, workbooks


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def other(name: str = "另一地") -> Profile:
    """The same regulation with another name and another rest-day rule."""
    raw = shipped_profile("lixian").to_bytes().decode()
    return Profile.from_bytes(raw.replace('"rest_day":"unchanged"', '"rest_day":"next_working_day"').encode())


def test_the_profile_a_round_is_bound_to_stands_first_and_names_the_round(here: OfficeRoom) -> None:
    first = profile_reading.known(here.clerk)[0]
    assert (first.digest, first.rounds, first.origin) == (here.round.profile_digest, ("2019年专项巡察",), "随程序提供")


def test_each_rule_is_told_with_its_standing_as_word_and_shape(here: OfficeRoom) -> None:
    told = profile_reading.told(shipped_profile("lixian"))
    assert {(one.standing, one.tone) for one in told if one.standing} == {
        ("条文", Tone.DONE),
        ("推定", Tone.NOTICE),
        ("惯例", Tone.MUTED),
    }
    plan = next(one for one in told if one.section == "期限" and one.label == "报送整改方案")
    assert "10个工作日" in plan.words
    assert plan.standing == "条文"
    assert plan.ground == "巡察工作方案六、（四）"


def test_a_search_finds_rules_by_all_of_its_words(here: OfficeRoom) -> None:
    told = profile_reading.told(shipped_profile("lixian"))
    found = profile_reading.matching(told, "整改 工作日")
    assert found
    assert all("整改" in one.label + one.words and "工作日" in one.words for one in found)
    assert profile_reading.matching(told, "") == told
    assert profile_reading.matching(told, "量子力学") == []


def test_only_what_differs_is_listed_unless_everything_is_wanted(here: OfficeRoom) -> None:
    left, right = shipped_profile("lixian"), other()
    rows = profile_reading.side_by_side(left, right)
    assert [(one.label, one.left, one.right) for one in rows] == [("到期日遇休息日", "不顺延", "顺延到下一个工作日")]
    assert profile_reading.summary(left, right, rows) == "1处不同"
    everything = profile_reading.side_by_side(left, right, all_rows=True)
    assert len(everything) == len(profile_reading.told(left))
    assert profile_reading.summary(left, left, []) == "两者完全相同"


def test_a_comparison_is_written_as_a_workbook_and_told_to_the_auditor(here: OfficeRoom, tmp_path: Path) -> None:
    target = tmp_path / "对照.xlsx"
    written = profile_reading.to_workbook(here.clerk, shipped_profile("lixian"), other(), target)
    assert written.rows == 1
    text = workbooks.as_pasted(target, rows=10).text
    assert "顺延到下一个工作日" in text
    with pytest.raises(Refused, match=r"\.xlsx"):
        profile_reading.to_workbook(here.clerk, other(), other(), tmp_path / "对照.txt")


def test_a_digest_nobody_knows_is_refused(here: OfficeRoom) -> None:
    with pytest.raises(NotFound):
        profile_reading.find(here.clerk, "0" * 64)

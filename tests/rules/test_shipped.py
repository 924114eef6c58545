"""Finding a profile: by id, name, place with or without the word of its level, or folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import find_profile, named, shipped_profile, shipped_profiles


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("杨陵", "yangling"),
        ("杨陵区", "yangling"),
        ("景德镇", "jingdezhen"),
        ("景德镇市", "jingdezhen"),
        ("榆林", "yulin"),
        ("榆林市", "yulin"),
        ("礼县", "lixian"),
        ("灞桥", "baqiao"),
        ("灞桥区", "baqiao"),
        ("yangling", "yangling"),
    ],
)
def test_a_regime_is_found_by_its_place_with_or_without_the_word_of_its_level(name: str, found: str):
    assert find_profile(name).about.id == found


@pytest.mark.parametrize("name", ["礼", "杨陵县", "区", "", "杨"])
def test_a_name_that_is_no_place_is_not_found_and_the_places_are_named(name: str):
    with pytest.raises(NotFound, match=r"现有：.*杨陵区（yangling）"):
        named(name, shipped_profiles())


def other(profile: Profile, **about: str) -> Profile:
    return replace(profile, about=replace(profile.about, **about))


def test_a_name_that_could_mean_two_regimes_is_refused_and_both_are_named():
    two = [shipped_profile("yangling"), other(shipped_profile("yulin"), id="trial", place="杨陵", level="市")]
    assert named("杨陵", two).about.id == "trial"
    assert named("杨陵区", two).about.id == "yangling"
    three = [*two, other(shipped_profile("yulin"), id="third", place="杨陵", level="县")]
    with pytest.raises(Refused, match=r"几份制度配置.*杨陵（trial）、杨陵（third）"):
        named("杨陵", three)


def test_a_path_that_leads_to_no_profile_is_told_as_what_it_is(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.toml").write_text("", "utf-8")
    for path, words in (("gone", "没有名为“gone”的文件夹"), ("file.toml", "是文件"), ("empty", "没有制度配置文件")):
        with pytest.raises(Refused, match=words):
            find_profile(str(tmp_path / path))


def test_a_folder_without_profile_does_not_hide_a_regime_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "yulin").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_profile("yulin").about.id == "yulin"

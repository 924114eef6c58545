"""A profile for daily supervision: it leaves out what belongs to rounds and is held to what it needs itself."""

import shutil
from pathlib import Path

import pytest

from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.profile import Profile, ProfileKind, ProfileRefused, load_folder
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.wording import lines_of

HERE = Path(__file__).parent / "daily"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The profile, to be spoilt."""
    return Path(shutil.copytree(HERE, tmp_path / "daily"))


def spoilt(folder: Path, old: str, new: str) -> str:
    """What is said of the profile after a change."""
    path = folder / "profile.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProfileRefused) as refusal:
        load_folder(folder)
    return "\n".join(refusal.value.faults)


def test_what_belongs_to_rounds_may_be_absent():
    profile = load_folder(HERE)
    assert profile.about.kind is ProfileKind.DAILY_SUPERVISION
    assert (profile.feedback, profile.on_site, profile.look_back, profile.dispatch) == (None, None, None, None)
    assert (profile.posts, profile.chains, profile.forms) == ((), (), ())
    assert Profile.from_bytes(profile.to_bytes()) == profile


def test_lists_are_found_by_their_use_whatever_their_names():
    profile = load_folder(HERE)
    assert profile.choices("supervision_method") == (("talk", "主动约谈"), ("other", "其他方式"))
    assert profile.choices("method") == ()
    assert [item.id for item in profile.lists_for(ListPurpose.SUPERVISION_CONTENT)] == ["content"]
    with pytest.raises(KeyError):
        profile.choices("methods")


def test_duties_are_told_apart_by_their_period():
    profile = load_folder(HERE)
    assert [duty.id for duty in profile.duties_of(Period.QUARTERLY)] == ["stationed_report", "office_report"]
    assert [duty.id for duty in profile.duties_of(Period.SEMIANNUAL)] == ["circular"]
    assert len(profile.duties_of()) == 3


def test_a_text_without_days_of_its_own_is_read_when_it_says_so(folder: Path):
    undated = "issued_on = 2020-01-01\neffective_from = 2020-01-01\n"
    assert "没有生效日期的，须在 effective_note 中说明" in spoilt(folder, undated, "")
    path = folder / "profile.toml"
    text = path.read_text("utf-8").replace("edition = 1\n", 'edition = 1\neffective_note = "没有日期"\n', 1)
    path.write_text(text, "utf-8")
    about = load_folder(folder).about
    assert (about.issued_on, about.effective_from) == (None, None)
    said = {line.entry: line.words for line in lines_of(load_folder(folder))}
    assert said["effective"] == "没有日期"


def test_it_is_held_to_what_daily_supervision_needs(folder: Path):
    assert "缺少用途为 supervision_method" in spoilt(folder, 'purpose = "supervision_method"', 'purpose = "other"')


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('office = "first_office"', 'office = "stationed"', "应由纪委监委的室"),
        ('id = "talk"\nbodies', 'id = "walk"\nbodies', "“walk”不在日常监督方式清单中"),
        ('kind = "choice", choices = [{ id = "team", label = "班子成员" }]', 'kind = "choice"', "选项栏要写明选项"),
        ('addressees = ["first_office"]\n', "", "须在 note 中说明原文没有写"),
        ('responsible = ["style_office"]', "responsible = []", "没有写明由谁负责"),
        ('responsible = ["stationed"]', 'responsible = ["stationed"]\nafter = "office_report"', "绕成了圈"),
        ('kind = "daily_supervision"', 'kind = "inspection"', "缺少“posts”"),
    ],
)
def test_a_fault_of_daily_supervision_is_refused(folder: Path, old: str, new: str, words: str):
    assert words in spoilt(folder, old, new)

"""The profiles that come with the program, and profiles found by id, name, place or folder."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.resources import resource
from xuncha_desktop.rules.profile import Profile, load_folder

FIRST = "lixian"
"""The profile whose words are used in a workspace that has no round yet."""


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """Every profile under resources/rules, by folder name. One that fails its checks is refused, never left out."""
    folders = sorted(path for path in resource("rules").iterdir() if path.is_dir() and any(path.glob("*.toml")))
    return tuple(load_folder(folder) for folder in folders)


def shipped_profile(name: str) -> Profile:
    """The shipped profile of this id, name or place (礼县). Raises NotFound, naming what there is."""
    return named(name, shipped_profiles())


def named(name: str, among: Sequence[Profile]) -> Profile:
    """The one profile of this id, name or place; a place also with or without the word of its level (杨陵, 杨陵区).

    Raises NotFound, naming what there is, and Refused, naming the candidates, where several are meant.
    """
    exactly = [one for one in among if name in (one.about.id, one.about.name, one.about.place)]
    found = exactly or [one for one in among if name in _places(one)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"“{name}”可以指几份制度配置，请写明：{_listed(found)}")
    raise NotFound(f"没有名为“{name}”的制度配置。现有：{_listed(among)}")


def find_profile(name: str) -> Profile:
    """A shipped profile by id, name or place, or the one in the folder `name`.

    Raises NotFound, ProfileRefused, and Refused for a path that leads to no profile or a name that means several.
    """
    folder = Path(name)
    if folder.is_dir() and any(folder.glob("*.toml")):
        return load_folder(folder)
    try:
        return shipped_profile(name)
    except NotFound:
        if folder.exists() or folder.name != name:
            return profile_in(folder)
        raise


def profile_in(folder: Path) -> Profile:
    """The profile in a folder somebody named. Raises ProfileRefused, and Refused where there is no such folder."""
    if folder.is_dir():
        return load_folder(folder)
    if folder.exists():
        raise Refused(f"“{folder.name}”是文件，应给出制度配置所在的文件夹")
    raise Refused(f"没有名为“{folder.name}”的文件夹")


def _places(profile: Profile) -> tuple[str, ...]:
    """Other ways to call a place: with the word of its level, or without where more than a character is left."""
    place, level = profile.about.place, profile.about.level
    bare = place.removesuffix(level)
    return (place + level, bare) if len(bare) > 1 else (place + level,)


def _listed(profiles: Sequence[Profile]) -> str:
    return "、".join(f"{profile.about.place}（{profile.about.id}）" for profile in profiles)

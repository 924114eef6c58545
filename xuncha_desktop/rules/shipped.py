"""The profiles that come with the program, and profiles found by id, name, place or folder."""

from functools import cache
from pathlib import Path

from xuncha_desktop.kernel.errors import NotFound
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
    for profile in shipped_profiles():
        if name in (profile.about.id, profile.about.name, profile.about.place):
            return profile
    known = "、".join(f"{profile.about.place}（{profile.about.id}）" for profile in shipped_profiles())
    raise NotFound(f"没有名为“{name}”的制度配置。现有：{known}")


def find_profile(name: str) -> Profile:
    """A shipped profile by id, name or place, or the one in the folder `name`. Raises NotFound, ProfileRefused."""
    folder = Path(name)
    if folder.is_dir() and any(folder.glob("*.toml")):
        return load_folder(folder)
    return shipped_profile(name)

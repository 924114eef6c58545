"""The profiles that come with the program."""

from functools import cache

from xuncha_desktop.kernel.errors import NotFound
from xuncha_desktop.kernel.resources import resource
from xuncha_desktop.rules.profile import Profile, load_folder


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """Every profile under resources/rules, by folder name. One that fails its checks is refused, never left out."""
    folders = sorted(path.parent for path in resource("rules").glob("*/profile.toml"))
    return tuple(load_folder(folder) for folder in folders)


def shipped_profile(profile_id: str) -> Profile:
    """The shipped profile of this id. Raises NotFound."""
    for profile in shipped_profiles():
        if profile.about.id == profile_id:
            return profile
    raise NotFound(f"没有名为“{profile_id}”的制度配置")

"""`xuncha demo`: the round of 临溪县 in two workspaces, or a county of a given size in one; and how to open them."""

from collections.abc import Callable
from pathlib import Path

from xuncha_desktop.demonstration import county, line, stage, story
from xuncha_desktop.kernel.errors import Refused

Say = Callable[[str], object]
SCALES = {"office": county.OFFICE, "city": county.CITY}


def make(folder: Path, scale: str | None, say: Say) -> None:
    """Make the demonstration in an empty folder and say how to open it. Raises `Refused`, `StorageFailed`."""
    if scale is None:
        line.run(folder, say)
    else:
        _fill(folder, scale, say)
    for sentence in _summary(folder, scale):
        say(sentence)


def workspaces(folder: Path) -> list[stage.Stage]:
    """The workspaces of a demonstration, on its last day."""
    made = [stage.office(folder, "look"), stage.group(folder, "look")]
    return [one.visit(story.TODAY) for one in made if one.path.exists()]


def _fill(folder: Path, scale: str, say: Say) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"“{folder}”不是空文件夹，请另选一个文件夹存放演示")
    made = stage.office(folder, scale)
    folder.mkdir(parents=True, exist_ok=True)
    made.found("office")
    with made.scene(story.TODAY) as enter:
        county.fill(enter("zhou"), SCALES[scale], lambda done, total, what: say(f"{what}：{done:,}/{total:,}"))


def _summary(folder: Path, scale: str | None) -> list[str]:
    lines = ["", f"演示数据在 {folder}，纯属虚构。打开窗口：make run，选下面的工作区文件夹。"]
    for one in workspaces(folder):
        people = "、".join(
            f"{person.login}（{person.name}，{person.posts[0].label}）" for person in (*one.founders, *one.people)
        )
        lines.append(f"· {one.path.name}：{people}")
    lines.append(f"所有人的口令都是 {stage.PASSWORD}")
    if scale is None:
        lines.append("U盘里是来往的数据包，打印件和扫描件在同名文件夹里。")
    return lines

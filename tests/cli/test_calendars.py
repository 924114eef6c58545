"""Next year's holidays from the command line: typed, looked at, taken over, handed on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import PASSWORD, Office
from xuncha_desktop.cli import main
from xuncha_desktop.kernel.people import Post

Capture = pytest.CaptureFixture[str]
NEXT = """
year = 2027
source = "国务院办公厅关于2027年部分节假日安排的通知"
workdays = [2027-10-09]

[[holidays]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03

[[holidays]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("calendar")
    made = Office(folder / "office", kind="office", holder_post=Post.OFFICE_DIRECTOR).settle()
    (folder / "password").write_text(PASSWORD + "\n", "utf-8")
    (folder / "2027.toml").write_text(NEXT, "utf-8")
    yield made
    made.close()


def run(office: Office, command: str, *words: str) -> int:
    who = ["--user", "holder", "--password-file", str(office.path.parent / "password")]
    return main(["calendar", command, str(office.path), *words, *who])


def test_a_year_is_shown_before_it_is_taken_over_and_handed_on(office: Office, capsys: Capture, tmp_path: Path) -> None:
    typed = str(office.path.parent / "2027.toml")
    assert run(office, "enter", typed) == 0
    out = capsys.readouterr().out
    assert "不改变任何期限" in out
    assert "尚未启用" in out
    assert run(office, "show", "--json") == 0
    assert json.loads(capsys.readouterr().out)["files"] == []
    assert "注意：2027年放假安排没有列出春节、清明节、劳动节、端午节、中秋节" in out
    assert "加 --yes --incomplete 启用" in out
    assert run(office, "enter", typed, "--yes") == 1
    assert "没有列出春节" in capsys.readouterr().err
    assert run(office, "enter", typed, "--yes", "--incomplete") == 0
    assert "已启用" in capsys.readouterr().out
    assert run(office, "show", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"][0]["year"] == 2027
    assert 2027 in told["years"]
    assert run(office, "export", "2027", str(tmp_path)) == 0
    (signed,) = tmp_path.glob("*.xyear")
    assert run(office, "take", str(signed)) == 0
    assert "由“" in capsys.readouterr().out
    replaced = typed.replace("2027.toml", "2026.toml")
    Path(replaced).write_text(
        Path(typed).read_text("utf-8").replace("2027", "2026").replace("[2026-10-09]", "[]"), "utf-8"
    )
    assert run(office, "enter", replaced) == 0
    assert "注意：启用后替换随程序提供的2026年放假安排" in capsys.readouterr().out
    signed.write_bytes(signed.read_bytes().replace(b"2027-10-09", b"2027-10-10"))
    assert run(office, "take", str(signed), "--yes") == 1
    assert "签名不符" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("year = 2027\n", "", "应写明 year"),
        ("year = 2027", 'year = "2027"', "四项"),
        ("year = 2027", "year = 2027\nmore = 1", "四项"),
        ("from = 2027-01-01", 'from = "2027-01-01"', "应写作日期"),
        ("to = 2027-01-03", "to = 2026-12-31", "不是一段假期"),
        ("to = 2027-01-03", "to = 2027-12-03", "不是一段假期"),
        ("to = 2027-01-03", "", "应写明"),
        ("workdays = [2027-10-09]", "workdays = [2027-10-11]", "本来就是工作日"),
        ("year = 2027", "year = ", "不能读取"),
    ],
)
def test_a_year_typed_wrong_is_refused(
    office: Office, capsys: Capture, old: str, new: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "错.toml"
    path.write_text(NEXT.replace(old, new, 1), "utf-8")
    assert run(office, "enter", str(path), "--yes") == 1
    assert words in capsys.readouterr().err

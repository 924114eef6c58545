"""The command line as a script or an auditor uses it: words, exit codes, nothing shown without the key for it."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests import rounds
from tests.offices import PASSWORD, Office
from xuncha_desktop.cli import main
from xuncha_desktop.exchange import parts
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import auditing, findings

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("cli") / "office", kind="group", holder_post=Post.LEADER).settle()
    session = office.enter("holder")
    group = rounds.begin(session)
    for title in ("三笔大额支出未经集体研究", "=1+1 易地建设费少收", "地下商场租金坐支"):
        findings.draft(session, **rounds.where(group), title=title, category="political")
    session.close()
    return office


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "password").write_text(PASSWORD + "\n", "utf-8")
    copy = made.copied(tmp_path / "office")
    yield copy
    copy.close()


def _as(office: Office, login: str = "holder") -> list[str]:
    return ["--user", login, "--password-file", str(office.path.parent / "password")]


def test_help_is_chinese_and_no_command_is_wrong_use(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    assert "核对工作区是否完整" in capsys.readouterr().out
    assert main([]) == 2
    assert main(["verify"]) == 2
    assert "用法不对" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such"], "命令不能是 'no-such'"),
        (["search"], "缺少 工作区, --user, 字词"),
        (["search", "a", "b", "--user", "c", "--limit", "many"], "--limit 不能是 'many'"),
        (["ledger", "a", "finding", "--user", "c", "--csv", "--json"], "--json 和 --csv 不能同时使用"),
        (["verify", "a", "b"], "多出 b"),
    ],
)
def test_wrong_use_is_told_in_chinese(capsys: Capture, words: list[str], said: str) -> None:
    assert main(words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("用法：")
    assert not [english for english in ("usage", "argument", "required", "invalid") if english in told]


def test_a_reader_who_has_seen_enough_gets_no_fault() -> None:
    words = "import sys; from xuncha_desktop.cli import main; sys.stdin.read(); sys.exit(main(['forms']))"
    with subprocess.Popen([sys.executable, "-c", words], stdin=-1, stdout=-1, stderr=-1) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        program.stdin.close()
        assert program.stderr.read() == b""
    assert program.returncode == 1


def test_the_version_is_the_programs(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("巡察工作台 ")


def test_profiles_are_listed_for_people_and_for_machines(capsys: Capture) -> None:
    assert main(["profiles"]) == 0
    assert "礼县" in capsys.readouterr().out
    assert main(["profiles", "--json"]) == 0
    (lixian,) = [p for p in json.loads(capsys.readouterr().out) if p["id"] == "lixian"]
    assert len(lixian["digest"]) == 64


def test_verify_says_whole_when_the_keys_reach_everything(office: Office, capsys: Capture) -> None:
    assert main(["verify", str(office.path), *_as(office)]) == 0
    assert "工作区完整" in capsys.readouterr().out


@pytest.mark.parametrize("login", [None, "sysadmin"])
def test_verify_answers_3_where_keys_are_missing(office: Office, capsys: Capture, login: str | None) -> None:
    assert main(["verify", str(office.path), "--json", *(_as(office, login) if login else [])]) == 3
    said = json.loads(capsys.readouterr().out)
    assert any("受限区" in check["what"] and check["unknown"] for check in said["checks"])
    assert not any(check["problem"] for check in said["checks"])


def test_verify_answers_1_and_names_the_first_broken_thing(office: Office, capsys: Capture) -> None:
    (office.path / "restricted.db").write_bytes(b"")
    assert main(["verify", str(office.path)]) == 1
    assert "restricted.db" in capsys.readouterr().out


def test_search_finds_by_single_characters(office: Office, capsys: Capture) -> None:
    assert main(["search", str(office.path), *_as(office), "大额 研究"]) == 0
    assert "三笔大额支出未经集体研究" in capsys.readouterr().out
    assert main(["search", str(office.path), *_as(office), "--json", "建设费"]) == 0
    assert [hit["type"] for hit in json.loads(capsys.readouterr().out)] == ["finding"]


def test_search_of_somebody_without_the_key_finds_nothing(office: Office, capsys: Capture) -> None:
    assert main(["search", str(office.path), *_as(office, "sysadmin"), "大额"]) == 0
    assert capsys.readouterr().out.strip() == "没有找到"


def test_i07_a_csv_ledger_keeps_formulas_as_text(office: Office, capsys: Capture) -> None:
    assert main(["ledger", str(office.path), "finding", *_as(office), "--csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(out[1:])))
    assert "问题标题" in rows[0]
    assert "'=1+1 易地建设费少收" in {row[rows[0].index("问题标题")] for row in rows}


def test_a_json_ledger_is_one_array_and_shows_no_file_key(office: Office, capsys: Capture) -> None:
    assert main(["ledger", str(office.path), "finding", *_as(office), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3
    assert main(["ledger", str(office.path), "evidence", *_as(office), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("type_", ["finding", "petition"])
def test_a_ledger_without_the_key_is_refused_in_one_sentence(office: Office, capsys: Capture, type_: str) -> None:
    assert main(["ledger", str(office.path), type_, *_as(office, "sysadmin")]) == 1
    said = capsys.readouterr()
    assert "无权知悉" in said.err
    assert said.out == ""


def test_a_ledger_that_leaves_or_is_refused_is_told_to_the_auditor(office: Office, capsys: Capture) -> None:
    assert main(["ledger", str(office.path), "finding", "--csv", *_as(office)]) == 0
    assert main(["ledger", str(office.path), "petition", *_as(office, "sysadmin")]) == 1
    office.enter("holder").close()  # who holds the audit file carries what the administrator's refusal left
    lines = auditing.part(office.enter("auditor"), auditing.Wish(act="ledger.export")).lines
    told = {(line.name, line.refused, line.facts.get("type"), line.facts.get("count")) for line in lines}
    assert told == {("周主任", False, "finding", 3), ("钱管", True, None, None)}


def test_an_unknown_type_is_answered_with_the_known_ones(office: Office, capsys: Capture) -> None:
    assert main(["ledger", str(office.path), "fnding", *_as(office)]) == 1
    assert "finding（问题）" in capsys.readouterr().err


def test_a_wrong_password_is_refused_without_saying_whether_the_name_exists(office: Office, capsys: Capture) -> None:
    (office.path.parent / "password").write_text("wrong-Pass-9#")
    answers = set()
    for login in ("holder", "nobody"):
        assert main(["verify", str(office.path), *_as(office, login)]) == 1
        answers.add(capsys.readouterr().err)
    assert answers == {"xuncha：登录名或口令不对\n"}


def test_a_missing_password_file_is_a_sentence(office: Office, capsys: Capture) -> None:
    argv = ["verify", str(office.path), "--user", "holder", "--password-file", str(office.path / "none")]
    assert main(argv) == 1
    assert "口令文件“none”不能读取" in capsys.readouterr().err


def test_a_package_says_without_a_key_only_size_name_and_that_it_is_one(tmp_path: Path, capsys: Capture) -> None:
    sealed = pyrage.encrypt("秘密内容".encode(), [pyrage.x25519.Identity.generate().to_public()])
    path = tmp_path / "IPX-0a1b2c3d-0001-00ff00ff.ipx"
    path.write_bytes(sealed)
    assert main(["package", "show", str(path)]) == 0
    out = capsys.readouterr().out
    assert f"字节数：{len(sealed)}" in out
    assert "序号：0001" in out
    assert main(["package", "show", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["recipients"] == 1


def test_x05_one_of_several_parts_says_which_it_is(tmp_path: Path, capsys: Capture) -> None:
    whole = tmp_path / "whole"
    whole.write_bytes(bytes(range(256)) * 40)
    digest = hashlib.sha256(whole.read_bytes()).hexdigest()
    name = "IPX-0a1b2c3d-0007-00ff00ff.ipx"
    files = parts.deliver(whole, tmp_path, name, digest, 6_000, parts.Watch())
    assert main(["package", "show", str(files[1])]) == 0
    out = capsys.readouterr().out
    assert "分卷：第2卷，共2卷" in out
    assert "拼好后的字节数：10240" in out
    assert "序号：0007" in out
    assert "密钥数" not in out
    files[0].write_bytes(files[0].read_bytes()[:-1])
    assert main(["package", "show", str(files[0])]) == 1
    assert "第1卷不完整" in capsys.readouterr().err


def test_x29_a_file_that_is_no_package_is_called_so(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "x.ipx").write_bytes(b"SQLite format 3\0")
    assert main(["package", "show", str(tmp_path / "x.ipx")]) == 1
    assert "是否数据包：否" in capsys.readouterr().out
    assert main(["package", "show", str(tmp_path / "none.ipx")]) == 1
    assert "找不到文件" in capsys.readouterr().err


def test_a_search_that_shows_a_petition_is_told_to_the_auditor(office: Office, capsys: Capture) -> None:
    session = office.enter("holder")
    with session.carry_out("setup", Compartment.RESTRICTED) as tx:
        given = {"channel": "letter", "received_on": "2019-07-08", "signature": "signed", "content": "反映摊位转租"}
        of_it: dict[str, Any] = {"round_id": "r", "group_id": "g", "unit_id": "u", "number": "信001号"}
        petition = tx.add(Petition(**tx.head(), **Petition.type.clean(given), **of_it))
    session.close()
    assert main(["search", str(office.path), *_as(office), "摊位"]) == 0
    assert "信001号" in capsys.readouterr().out
    assert main(["search", str(office.path), *_as(office), "大额"]) == 0
    (line,) = auditing.part(office.enter("auditor"), auditing.Wish(act="record.search")).lines
    assert (line.facts["count"], line.facts["ids"]) == (1, [petition.id])

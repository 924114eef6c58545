"""What the system administrator gets at with every file, his own password and a plain driver: nothing of the work."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faults import desk
from tests.faults.conftest import Run
from tests.offices import PASSWORD, Office
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import drafts, evidence, findings, petitions, working_papers

TITLE = "挪用扶贫资金购买茶叶"
LETTER = "反映鹳雀村会计虚报冒领"
REPORTER = "褚黼黻"
ACCUSED = "诸葛焘"
SCAN = "收据编号四七九三"
FILE_NAME = "茶叶收据扫描件.txt"
DRAFT = "写到一半的核查经过"


@pytest.fixture
def numbers(office: Office, tmp_path: Path) -> list[str]:
    """The workspace after a morning's work on secret things; the numbers that were given."""
    session = office.enter("holder")
    group = session.table(Group).where()[0].id
    finding = findings.draft(session, **desk.finding_values(session, TITLE))
    scan = tmp_path / FILE_NAME
    scan.write_text(SCAN, encoding="utf-8")
    evidence.attach(session, "finding", finding.id, evidence.take_in(session, scan), FILE_NAME)
    seen = session.table(Finding).get(finding.id)
    paper = working_papers.submit(session, finding.id, seen.version)
    letter = desk.petition_values(LETTER) | {"signature": "signed", "reporter": REPORTER, "accused": ACCUSED}
    given = [paper.number, *(petitions.register(session, group, **letter).number for _ in range(3))]
    drafts.put(session, office.path, {"fact": DRAFT})
    session.close()
    return given


def got_at(child: Run, office: Office, login: str) -> dict[str, Any]:
    done = child("bare_reader", office.path, login, PASSWORD)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def settle_admin(office: Office) -> None:
    from tests.offices import CHEAP, INITIAL

    office.door.choose_password(office.door.unlock("sysadmin", INITIAL), INITIAL, PASSWORD, cost=CHEAP)


def test_r02_b07_with_all_files_and_his_password_the_system_admin_reads_no_title_text_number_or_count(
    office: Office, numbers: list[str], child: Run
) -> None:
    settle_admin(office)
    got = got_at(child, office, "sysadmin")
    assert set(got["opened"]) == {"core.db"}
    assert len(got["secrets"]) >= 3
    text = json.dumps(got["dump"], ensure_ascii=False)
    assert "县委巡察二组" in text, "the reader reads what it opens"
    marks = [TITLE, LETTER, REPORTER, ACCUSED, SCAN, FILE_NAME, DRAFT, *numbers]
    assert [mark for mark in marks if mark in text or mark.encode().hex() in text] == []


def test_r02_nothing_in_the_core_grows_with_the_number_of_findings_or_petitions(
    whole: Office, office: Office, numbers: list[str], child: Run, tmp_path: Path
) -> None:
    idle = whole.copied(tmp_path / "idle")
    idle.enter("holder").close()
    counts: list[dict[str, int]] = []
    for one in (office, idle):
        settle_admin(one)
        core = got_at(child, one, "sysadmin")["dump"]["core.db"]
        counts.append({table: len(rows) for table, rows in core.items()})
        assert core["sequence"] == []
        assert "finding" not in core
    assert counts[0] == counts[1]
    idle.close()


def test_r02_the_holder_whose_keys_fit_reads_all_of_it_the_same_way(
    office: Office, numbers: list[str], child: Run
) -> None:
    got = got_at(child, office, "holder")
    text = json.dumps(got["dump"], ensure_ascii=False)
    assert [mark for mark in (TITLE, LETTER, ACCUSED, *numbers) if mark not in text] == []
    assert REPORTER not in text, "the reporter is sealed apart even from the keys of the file"


def test_h07_no_word_of_the_work_stands_in_any_byte_or_name_of_the_folder(office: Office, numbers: list[str]) -> None:
    marks = [TITLE, LETTER, REPORTER, ACCUSED, SCAN, FILE_NAME, DRAFT, *numbers, "巡察"]
    paths = list(office.path.rglob("*"))
    names = "\n".join(str(path.relative_to(office.path)) for path in paths)
    raw = {path.name: path.read_bytes() for path in paths if path.is_file()}
    assert len(raw) > 8
    found = [
        (mark, coding, name)
        for mark in marks
        for coding in ("utf-8", "utf-16-le", "gb18030")
        for name, content in raw.items()
        if mark.encode(coding) in content
    ]
    assert found == []
    assert [mark for mark in marks if mark in names] == []

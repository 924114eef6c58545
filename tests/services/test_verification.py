"""What `verify` finds: nothing in a whole workspace, and the first broken thing by name in any other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import rounds
from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import evidence, findings
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.verification import verify


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[TestWorkspace]:
    made = TestWorkspace(tmp_path / "w", kind="group")
    yield made
    made.close()


@pytest.fixture
def session(workspace: TestWorkspace) -> Session:
    return workspace.session(Post.MEMBER)


def _finding(session: Session, title: str = "三笔大额支出未经集体研究") -> str:
    group = next(iter(session.table(Group).where()), None) or rounds.begin(session)
    return findings.draft(session, **rounds.where(group), title=title, category="political").id


def _first_problem(session: Session) -> str:
    broken = verify(session).first_broken
    assert broken is not None
    return f"{broken.what}：{broken.problem}"


def test_a_whole_workspace_is_whole(session: Session, tmp_path: Path) -> None:
    found = _finding(session)
    findings.correct(session, found, 1, title="改过的标题")
    (tmp_path / "a.txt").write_text("佐证")
    evidence.attach(session, "finding", found, evidence.take_in(session, tmp_path / "a.txt"), "a.txt")
    assert verify(session).exit_code == 0


def test_what_the_keys_do_not_reach_is_said_and_is_not_called_whole(workspace: TestWorkspace) -> None:
    verdict = verify(workspace.session(Post.MEMBER, compartments=(Compartment.CORE, Compartment.WORK)))
    assert verdict.exit_code == 3
    assert {check.what for check in verdict.unchecked} == {"受限区", "纪律区", "审计区"}


def test_f20_a_row_put_back_to_its_old_text_is_found_by_its_history(session: Session) -> None:
    found = _finding(session)
    findings.correct(session, found, 1, title="改过的标题")
    session.db(Compartment.WORK).execute("UPDATE finding SET title = '三笔大额支出未经集体研究' WHERE id = ?", (found,))
    assert "与最后一次保存的内容不符" in _first_problem(session)


def test_a_removed_record_is_missed(session: Session) -> None:
    found = _finding(session)
    session.db(Compartment.WORK).execute("DELETE FROM finding WHERE id = ?", (found,))
    assert "只剩历史" in _first_problem(session)


def test_a_removed_revision_is_missed(session: Session) -> None:
    found = _finding(session)
    findings.correct(session, found, 1, title="改过的标题")
    session.db(Compartment.WORK).execute("DELETE FROM revision WHERE record_id = ? AND version = 1", (found,))
    assert "缺少一个历史版本" in _first_problem(session)


@pytest.mark.parametrize(("harm", "said"), [("gone", "不见了"), ("altered", "改动过")])
def test_a_lost_or_altered_attachment_is_named(session: Session, tmp_path: Path, harm: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("佐证")
    stored = evidence.take_in(session, tmp_path / "a.txt")
    evidence.attach(session, "finding", _finding(session), stored, "会议记录.txt")
    path = session.files.path_of(stored.file)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert "会议记录.txt" in _first_problem(session)
    assert said in _first_problem(session)


@pytest.mark.parametrize("harm", ["edit", "delete", "insert"])
def test_a01_an_audit_entry_edited_removed_or_put_in_breaks_the_chain(session: Session, harm: str) -> None:
    for number in range(3):
        _finding(session, f"第{number}件")
    db = session.db(Compartment.AUDIT)
    db.execute("DROP TRIGGER entry_is_never_changed")
    db.execute("DROP TRIGGER entry_is_never_removed")
    if harm == "edit":
        db.execute("UPDATE entry SET sealed = x'00' WHERE seq = 2")
    elif harm == "delete":
        db.execute("DELETE FROM entry WHERE seq = 2")
    else:
        db.execute("INSERT INTO entry SELECT seq + 1, x'01', hash, sealed FROM entry ORDER BY seq DESC LIMIT 1")
    assert "审计记录" in _first_problem(session)


def test_f16_a_flipped_bit_in_a_page_is_found(workspace: TestWorkspace) -> None:
    session = workspace.session(Post.MEMBER)
    for number in range(50):
        _finding(session, f"第{number}件")
    session.close()
    path = workspace.folder / "work.db"
    raw = bytearray(path.read_bytes())
    raw[-5000] ^= 1
    path.write_bytes(bytes(raw))
    assert "工作区的密文页" in _first_problem(workspace.session(Post.MEMBER))

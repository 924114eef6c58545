"""A disk with no room left: the person is told so, nothing of the act stays, all before it does, and later it works."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import desk
from tests.faults.conftest import Run, SmallDisk
from tests.offices import CHEAP, PASSWORD, Office
from xuncha_desktop.kernel.errors import NotAllowed, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Evidence, Finding
from xuncha_desktop.services import auditing, drafts, evidence, findings
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.verification import verify
from xuncha_desktop.storage import audit

FULL = "磁盘空间不足，本次操作没有保存"


@pytest.fixture
def cramped(whole: Office, small_disk: SmallDisk) -> Iterator[Office]:
    """The workspace on the small disk."""
    made = whole.copied(small_disk.path / "group")
    yield made
    made.close()


def draft(session: Session, title: str) -> Finding:
    return findings.draft(session, **desk.finding_values(session, title))


def titles(session: Session) -> list[str]:
    return [finding.title for finding in session.table(Finding).where()]


def assert_whole(office: Office) -> None:
    """Nothing is broken, and the audit knows of everything exactly once."""
    session = office.enter("holder")
    assert verify(session).exit_code == 0
    session.close()
    assert auditing.check(office.enter("auditor")).sound


@pytest.mark.parametrize("leaving", [0, 4096, 8192, 16384, 32768])
def test_f05_a04_a_save_on_a_full_disk_keeps_nothing_of_the_act_and_works_once_there_is_room(
    cramped: Office, small_disk: SmallDisk, leaving: int
) -> None:
    session = cramped.enter("holder")
    draft(session, "以前的问题")
    entries = audit.head(session.db(Compartment.AUDIT))[0]
    small_disk.fill(leaving)
    with pytest.raises(StorageFailed, match=FULL):
        draft(session, "写不下的问题" + "长" * 30) if leaving < 16384 else _fill_up(session)
    kept = titles(session)
    assert not any("写不下" in title for title in kept)
    small_disk.free()
    draft(session, "后来的问题")
    assert titles(session) == [*kept, "后来的问题"]
    assert audit.head(session.db(Compartment.AUDIT))[0] == entries + len(kept)
    session.close()
    assert_whole(cramped)


def _fill_up(session: Session) -> None:
    for number in range(50):
        draft(session, f"第{number}件")


def test_f05_a_file_that_does_not_fit_is_not_attached_and_leaves_nothing(
    cramped: Office, small_disk: SmallDisk, tmp_path: Path
) -> None:
    session = cramped.enter("holder")
    finding = draft(session, "一件")
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(b"%PDF" + bytes(2 * 1024 * 1024))
    small_disk.fill(leaving=300 * 1024)
    with pytest.raises(StorageFailed, match=FULL):
        evidence.take_in(session, scan)
    assert [path for path in (cramped.path / "files").rglob("*") if path.is_file()] == []
    small_disk.free()
    file = evidence.attach(session, "finding", finding.id, evidence.take_in(session, scan), scan.name)
    assert evidence.content(session, session.table(Evidence).get(file.id)) == scan.read_bytes()
    session.close()
    assert_whole(cramped)


def test_f05_a_login_on_a_full_disk_says_so_and_opens_once_there_is_room(
    cramped: Office, small_disk: SmallDisk
) -> None:
    small_disk.fill()
    with pytest.raises(StorageFailed, match=FULL):
        cramped.enter("holder")
    small_disk.free()
    assert_whole(cramped)


def test_f05_a_refused_password_change_leaves_the_old_password_and_both_copies(
    cramped: Office, small_disk: SmallDisk
) -> None:
    before = (cramped.path / "keys.a").read_bytes()
    knock = cramped.door.unlock("holder", PASSWORD)
    # Room for one copy and not for the second: the first must not come into force alone.
    small_disk.fill(leaving=len(before) + 8192)
    with pytest.raises(StorageFailed, match=FULL):
        cramped.door.choose_password(knock, PASSWORD, desk.NEW_PASSWORD, cost=CHEAP)
    assert {(cramped.path / name).read_bytes() for name in ("keys.a", "keys.b")} == {before}
    assert list(cramped.path.glob("*.part")) == []
    small_disk.fill()
    with pytest.raises(StorageFailed, match=FULL):  # a failed login cannot be noted, so it is not let go by unnoted
        cramped.door.unlock("holder", desk.NEW_PASSWORD)
    small_disk.free()
    cramped.door.choose_password(knock, PASSWORD, desk.NEW_PASSWORD, cost=CHEAP)
    with pytest.raises(NotAllowed):
        cramped.door.unlock("holder", PASSWORD)
    cramped.seconds += 60
    assert cramped.enter("holder", desk.NEW_PASSWORD).actor.name == "周主任"


def test_f05_a_draft_that_does_not_fit_leaves_the_one_before(cramped: Office, small_disk: SmallDisk) -> None:
    session = cramped.enter("holder")
    drafts.put(session, cramped.path, {"title": "前一稿"})
    small_disk.fill(leaving=4096)
    with pytest.raises(StorageFailed, match=FULL):
        drafts.put(session, cramped.path, {"title": "后一稿" * 5000})
    assert drafts.get(session, cramped.path) == {"title": "前一稿"}
    assert len(list((cramped.path / "drafts").iterdir())) == 1
    small_disk.free()
    drafts.put(session, cramped.path, {"title": "后一稿" * 5000})
    assert drafts.get(session, cramped.path) == {"title": "后一稿" * 5000}


def test_f06_a_workspace_that_does_not_fit_leaves_an_empty_folder_to_try_again(small_disk: SmallDisk) -> None:
    small_disk.fill(leaving=300 * 1024)
    with pytest.raises(StorageFailed, match=FULL):
        Office(small_disk.path / "new")
    assert list((small_disk.path / "new").iterdir()) == []
    small_disk.free()
    assert Office(small_disk.path / "new").door.unlock("holder", "Chu-shi-2019#").must_change


def test_a_full_disk_at_logout_closes_every_file_and_loses_no_audit_entry(
    cramped: Office, small_disk: SmallDisk
) -> None:
    session = cramped.enter("holder")
    draft(session, "一件")
    small_disk.fill()
    session.close()
    small_disk.free()
    assert list(cramped.path.glob("*-journal")) == []
    assert_whole(cramped)


def test_f07_a_limit_on_file_size_is_told_and_nothing_is_lost(office: Office, child: Run, papers: Path) -> None:
    done = child("limited", "size", office.path, papers)
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["refused"]
    assert all(any(told in words for told in ("没有保存", "无法确认", "已停止保存")) for words in said["refused"])
    assert said["later"] == "后来的问题"
    assert_whole(office)
    session = office.enter("holder")
    assert set(said["kept"]) <= set(titles(session))
    assert [path for path in (office.path / "files").glob("*.part")] == []

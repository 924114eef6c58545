"""A workspace on a medium that cannot be written to opens for reading, says so, and is not changed by a single byte."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults import desk
from tests.offices import PASSWORD, Office
from tests.read_only import read_only
from xuncha_desktop.cli import main
from xuncha_desktop.kernel.errors import NotAllowed, ReadOnly, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import auditing, drafts, evidence, findings, petitions, reading
from xuncha_desktop.services.packages import receive
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.use_case import use_cases
from xuncha_desktop.services.workspaces import Door, Waiting

SENTENCE = "只读方式打开：工作区所在的磁盘或文件夹不能写入，不能保存"


@pytest.fixture
def filled(office: Office) -> Office:
    """With a finding, a petition and a draft of the leader."""
    session = office.enter("holder")
    findings.draft(session, **desk.finding_values(session, "三笔大额支出"))
    petitions.register(session, session.table(Group).where()[0].id, **desk.petition_values("反映摊位转租"))
    drafts.put(session, office.path, {"place": "finding"})
    session.close()
    return office


@pytest.fixture
def stuck(filled: Office) -> Iterator[Office]:
    """The same, where nothing can be written; afterwards not a byte is another."""
    before = {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()}
    with read_only(filled.path):
        yield filled
        filled.close()
    assert {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()} == before


def test_f10_a_read_only_workspace_opens_for_reading(stuck: Office) -> None:
    session = stuck.enter("holder")
    assert session.read_only
    (finding,) = session.table(Finding).where()
    assert reading.open_one(session, "finding", finding.id) == finding
    assert finding.title == "三笔大额支出"
    assert [hit.record for hit in reading.search_all(session, "大额")] == [finding]
    job = session.reopen()
    assert job.read_only
    assert job.table(Finding).where() == [finding]
    job.close()
    assert drafts.get(session, stuck.path) == {"place": "finding"}


def test_f10_every_act_is_refused_with_the_one_sentence(stuck: Office) -> None:
    session = stuck.enter("holder")
    mine = [act for act in use_cases().values() if session.actor.posts & act.by]
    assert len(mine) > 50
    assert {act.why_not(session) for act in mine} == {SENTENCE}
    source = stuck.path.parent / "a.txt"
    source.write_text("a")
    acts: list[Callable[[], object]] = [
        lambda: findings.draft(session, **desk.finding_values(session, "新的")),
        lambda: evidence.take_in(session, source),
        lambda: evidence.take_in_bytes(session, b"a"),
    ]
    for act in acts:
        with pytest.raises(ReadOnly, match=SENTENCE):
            act()
    with pytest.raises(Refused, match="只读"):
        receive.fetch(session, source)


def test_f10_what_is_typed_is_not_kept_and_nothing_is_in_the_way_of_locking(stuck: Office) -> None:
    session = stuck.enter("holder")
    drafts.put(session, stuck.path, {"place": "petition"})
    drafts.clear(session, stuck.path)
    assert drafts.get(session, stuck.path) == {"place": "finding"}
    session.close()
    session.close()


def test_f10_what_cannot_be_read_without_a_trace_is_not_opened(stuck: Office) -> None:
    session = stuck.enter("holder")
    for compartment in (Compartment.RESTRICTED, Compartment.CONDUCT):
        assert not session.holds(compartment)
        with pytest.raises(NotAllowed, match="不能留痕"):
            session.db(compartment)
    assert not {"restricted", "conduct", "identity"} & set(session.keys.private)
    assert list(reading.search_all(session, "摊位")) == []
    with pytest.raises(ReadOnly):
        auditing.begin(stuck.enter("auditor"))


def test_f10_failures_are_counted_by_the_door_and_end_with_the_program(stuck: Office) -> None:
    for _ in range(5):
        stuck.seconds += 60
        with pytest.raises(NotAllowed):
            stuck.door.unlock("holder", "wrong-Pass-1#")
    with pytest.raises(Waiting):
        stuck.door.unlock("holder", PASSWORD)
    stuck.seconds += 31 * 60
    assert stuck.enter("holder").read_only
    assert Door(stuck.path, stuck.means).unlock("holder", PASSWORD).login == "holder"


def test_f10_a_password_that_has_to_be_changed_opens_nothing_there(stuck: Office) -> None:
    with pytest.raises(Refused, match=r"口令须先更换.*可写"):
        stuck.door.unlock("sysadmin", "Chu-shi-2019#")


def test_f10_a_key_copy_that_is_behind_is_read_past_and_left(filled: Office) -> None:
    (filled.path / "keys.a").write_bytes(b"torn")
    with read_only(filled.path):
        assert filled.enter("holder").read_only
        filled.close()
    assert (filled.path / "keys.a").read_bytes() == b"torn"


def test_f10_several_may_read_but_nobody_beside_one_who_can_write(filled: Office) -> None:
    writer = filled.door.folder.lock()
    with read_only(filled.path):
        with pytest.raises(Refused, match="另一个窗口"):
            filled.door.folder.lock()
        writer.release()
        one, other = filled.door.folder.lock(), filled.door.folder.lock()
        one.release()
        other.release()
    (filled.path / "in-use.lock").unlink()
    with read_only(filled.path):
        filled.door.folder.lock().release()


def test_f10_the_command_line_reads_and_exports_nothing(stuck: Office, capsys: pytest.CaptureFixture[str]) -> None:
    word = stuck.path.parent / "word"
    word.write_text(PASSWORD)
    who = ["--user", "holder", "--password-file", str(word)]
    assert main(["search", str(stuck.path), *who, "大额"]) == 0
    assert "三笔大额支出" in capsys.readouterr().out
    assert main(["ledger", str(stuck.path), "finding", *who]) == 1
    assert SENTENCE in capsys.readouterr().err


def test_f10_once_it_can_be_written_again_everything_is_as_before(filled: Office) -> None:
    with read_only(filled.path):
        assert filled.enter("holder").read_only
        filled.close()
    session: Session = filled.enter("holder")
    assert not session.read_only
    findings.draft(session, **desk.finding_values(session, "后来的"))
    session.close()
    assert auditing.check(filled.enter("auditor")).sound

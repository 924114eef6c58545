"""What was being typed survives the lock, for its writer only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import CHEAP, PASSWORD, Office
from xuncha_desktop.kernel.errors import Damaged, Invalid, NotAllowed, Refused
from xuncha_desktop.services import drafts, founding, idle
from xuncha_desktop.services.founding import Person
from xuncha_desktop.services.workspaces import Door

PEOPLE = {
    "system_admin": Person("qian", "钱管"),
    "security_admin": Person("sun", "孙密"),
    "security_auditor": Person("li", "李审"),
    "holder": Person("zhou", "周主任"),
}


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("settled") / "office").settle()


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def test_k20_a_draft_comes_back_after_a_new_login(office: Office) -> None:
    session = office.enter("holder")
    drafts.put(session, office.path, {"place": "findings", "kept": {"title": "三笔大额支出未经集体研究"}})
    session.close()

    again = office.enter("holder")

    assert drafts.get(again, office.path) == {"place": "findings", "kept": {"title": "三笔大额支出未经集体研究"}}
    drafts.clear(again, office.path)
    assert drafts.get(again, office.path) is None
    drafts.clear(again, office.path)


def test_nothing_of_a_draft_can_be_read_on_the_disk(office: Office) -> None:
    session = office.enter("holder")
    drafts.put(session, office.path, {"title": "三笔大额支出", "who": "holder"})

    (file,) = (office.path / "drafts").iterdir()

    assert "三笔".encode() not in file.read_bytes()
    assert "holder" not in file.name
    assert session.actor.user_id not in file.name


def test_another_person_finds_no_draft(office: Office) -> None:
    drafts.put(office.enter("holder"), office.path, {"title": "未经集体研究"})
    assert drafts.get(office.enter("auditor"), office.path) is None


def test_a_draft_survives_a_change_of_password(office: Office) -> None:
    session = office.enter("holder")
    drafts.put(session, office.path, {"title": "坐支"})
    session.close()
    office.door.choose_password(office.door.unlock("holder", PASSWORD), PASSWORD, "Xin-kou-ling-9", cost=CHEAP)
    assert drafts.get(office.enter("holder", "Xin-kou-ling-9"), office.path) == {"title": "坐支"}


def test_an_altered_draft_is_refused(office: Office) -> None:
    session = office.enter("holder")
    drafts.put(session, office.path, {"title": "坐支"})
    (file,) = (office.path / "drafts").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    with pytest.raises(Damaged):
        drafts.get(session, office.path)


def test_a_draft_beyond_the_cap_is_refused_and_the_old_one_stays(office: Office, monkeypatch) -> None:
    session = office.enter("holder")
    drafts.put(session, office.path, {"title": "坐支"})
    monkeypatch.setattr(drafts, "LIMIT", 100)
    with pytest.raises(Refused, match="暂存"):
        drafts.put(session, office.path, {"title": "坐" * 100})
    assert drafts.get(session, office.path) == {"title": "坐支"}


def test_the_idle_time_is_set_by_the_security_officer_within_bounds(office: Office) -> None:
    officer = office.enter("secadmin")
    assert idle.minutes(officer) == 10
    idle.set_minutes(officer, 3)
    assert idle.minutes(office.enter("holder")) == 3
    for wrong in (2, 11):
        with pytest.raises(Refused, match="3至10"):
            idle.set_minutes(officer, wrong)
    with pytest.raises(NotAllowed):
        idle.set_minutes(office.enter("holder"), 10)


def test_an_office_is_founded_with_four_passwords_to_hand_out(office: Office, tmp_path: Path) -> None:
    sheet = founding.found(tmp_path / "new", "office", "临溪县委巡察办", PEOPLE, office.means, cost=CHEAP)

    assert [line.post for line in sheet] == ["系统管理员", "安全保密管理员", "安全审计员", "巡察办主任"]
    assert len({line.password for line in sheet}) == 4
    door = Door(tmp_path / "new", office.means)
    for line in sheet:
        assert door.unlock(line.login, line.password).must_change


@pytest.mark.parametrize(
    ("role", "person", "field"),
    [
        ("holder", Person("qian", "周"), "holder.login"),
        ("holder", Person("", "周"), "holder.login"),
        ("holder", Person("zh ou", "周"), "holder.login"),
        ("security_admin", Person("sun", " "), "security_admin.name"),
    ],
)
def test_founders_that_cannot_be_are_named(tmp_path: Path, role: str, person: Person, field: str) -> None:
    with pytest.raises(Invalid) as raised:
        founding.check("临溪县委巡察办", PEOPLE | {role: person})
    assert set(raised.value.issues) == {field}

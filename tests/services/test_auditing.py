"""The auditor reads what was done, sees what is missing, and leaves a trace of reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import CHEAP, INITIAL, Office
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import accounts, auditing
from xuncha_desktop.services.auditing import Wish
from xuncha_desktop.services.packages import receive
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.connection import transaction


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("settled") / "office").settle()
    made.enter("holder").close()
    return made


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Iterator[Office]:
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


def lines(session: Session, wish: Wish = Wish()) -> tuple[auditing.Line, ...]:  # noqa: B008
    return auditing.part(session, wish).lines


def test_the_auditor_reads_who_did_what_newest_first(office: Office) -> None:
    office.enter("secadmin").close()
    auditor = office.enter("auditor")
    auditing.begin(auditor)

    told = lines(auditor)

    assert [(line.act, line.name) for line in told[:3]] == [
        ("audit.read", "李审"),
        ("login", "李审"),
        ("login", "孙密"),
    ]
    assert [line.seq for line in told] == sorted((line.seq for line in told), reverse=True)
    assert told[0].posts == ("security_auditor",)


def test_a06_nobody_else_can_open_an_entry(office: Office) -> None:
    holder = office.enter("holder")
    with pytest.raises(NotAllowed):
        auditing.part(holder, Wish())
    with pytest.raises(NotAllowed):
        auditing.begin(holder)
    with pytest.raises(NotAllowed):
        auditing.check(holder)


def test_a_refused_act_is_found_by_its_mark(office: Office) -> None:
    holder = office.enter("holder")
    with pytest.raises(NotAllowed):
        accounts.disable(holder, "anybody")
    auditor = office.enter("auditor")

    (line,) = lines(auditor, Wish(refused=True))

    assert (line.act, line.name, line.refused) == ("account.disable", "周主任", True)
    assert "岗位" in line.facts["why"]


def test_entries_are_narrowed_by_person_and_act(office: Office) -> None:
    admin = office.enter("sysadmin")
    accounts.open_account(admin, "wang", "王组员", INITIAL, cost=CHEAP)
    admin.close()
    auditor = office.enter("auditor")

    assert [line.act for line in lines(auditor, Wish(act="account.open"))] == ["account.open"]
    assert {line.name for line in lines(auditor, Wish(actor="钱管"))} == {"钱管"}
    assert lines(auditor, Wish(actor="钱管", act="audit.read")) == ()


def test_a_visit_begins_where_the_last_one_ended(office: Office) -> None:
    auditor = office.enter("auditor")
    first = auditing.begin(auditor)
    office.enter("holder").close()

    second = auditing.begin(auditor)

    assert (first.seen, second.seen) == (0, first.head)
    since = lines(auditor, Wish(after=second.seen))
    assert [line.act for line in since] == ["audit.read", "login", "audit.read"]


def test_a_search_in_the_audit_stands_in_it_and_is_no_visit(office: Office) -> None:
    auditor = office.enter("auditor")
    seen = auditing.begin(auditor).head

    again = auditing.begin(auditor, Wish(actor="周主任"))

    assert again.seen == seen
    assert lines(auditor)[0].facts["actor"] == "周主任"


def test_entries_come_in_parts(office: Office) -> None:
    auditor = office.enter("auditor")
    for _ in range(5):
        auditing.begin(auditor)
    whole, found, before = lines(auditor), [], 0
    while before is not None:
        part = auditing.part(auditor, Wish(), before, size=2)
        found += part.lines
        before = part.before
    assert tuple(found) == whole


def test_a_whole_audit_is_sound_and_the_check_is_an_entry(office: Office) -> None:
    auditor = office.enter("auditor")
    reached: list[tuple[int, int]] = []

    verdict = auditing.check(auditor, lambda done, total, _: reached.append((done, total)))

    assert verdict.sound
    assert verdict.entries == reached[-1][0] // 2
    assert lines(auditor)[0].facts["head"] == verdict.head


def test_a_missing_number_of_a_compartment_shows(office: Office) -> None:
    holder = office.enter("holder")
    with transaction(holder.db(Compartment.CORE)):
        holder.db(Compartment.CORE).execute("UPDATE sqlite_sequence SET seq = seq + 3 WHERE name = 'outbox'")
    holder.close()
    auditor = office.enter("auditor")

    verdict = auditing.check(auditor)

    assert not verdict.sound
    assert verdict.broken == ""
    ((name, ((first, last),)),) = verdict.missing.items()
    assert (name, last - first) == ("core", 2)


def test_a01_an_altered_entry_breaks_the_chain_and_stays_in_sight(office: Office) -> None:
    auditor = office.enter("auditor")
    db = auditor.db(Compartment.AUDIT)
    with transaction(db):
        db.execute("DROP TRIGGER entry_is_never_changed")
        db.execute("UPDATE entry SET sealed = zeroblob(length(sealed)) WHERE seq = 2")

    verdict = auditing.check(auditor)

    assert "第2条" in verdict.broken
    assert verdict.unreadable == (2,)
    assert [line.seq for line in lines(auditor, Wish(act="no.such")) if line.broken] == [2]


def test_every_act_has_a_word_for_the_auditor() -> None:
    labels = auditing.act_labels()
    assert labels["login"] == "登录"
    assert labels["account.certify"] == "认定岗位"
    assert labels[receive.RECEIVE] == "接收数据包"
    assert all(labels.values())


def test_only_the_auditors_post_begins_a_reading() -> None:
    assert auditing.begin.by == {Post.SECURITY_AUDITOR}

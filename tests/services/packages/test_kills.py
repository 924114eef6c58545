"""The machine stops at any commit of sending or taking in: after the next login everything is there exactly once."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.services.packages.faults import Killer, open_notes, records, revisions, survives, untimed
from tests.services.packages.world import OPEN, SECRET, Exchange, copied
from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import evidence, identity
from xuncha_desktop.services.packages import accept, kinds, preview, receive, send
from xuncha_desktop.services.packages.settling import settle
from xuncha_desktop.services.session import Session


def director(workspace: TestWorkspace) -> Session:
    return workspace.session(Post.OFFICE_DIRECTOR, name="周主任", compartments=SECRET, identity=True)


def leader(workspace: TestWorkspace) -> Session:
    return workspace.session(Post.LEADER, name="王组长", compartments=SECRET, identity=True)


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Killer:
    return Killer(monkeypatch)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_x25_taking_in_stopped_at_any_commit_is_made_good_at_the_next_login(
    both: Exchange, stop: Killer, tmp_path: Path, after: bool
) -> None:
    both.signed_paper()
    both.petition()
    row = both.result()
    path = both.path_of(row)
    whole = copied(both.office.workspace, tmp_path / "whole")
    at = director(whole)
    accept.accept(at, receive.fetch(at, path))
    wanted, history = untimed(records(at)), revisions(at)
    whole.close()

    for number in count(1):
        office = copied(both.office.workspace, tmp_path / f"{number}")
        arrival = receive.fetch(at := director(office), path)
        through = survives(stop, number, lambda at=at, arrival=arrival: accept.accept(at, arrival), after=after)
        again = director(office)
        settle(again)
        if again.table(Package).find(row.id) is None:
            accept.accept(again, receive.fetch(again, path))
        assert untimed(records(again)) == wanted
        assert revisions(again) == history
        assert open_notes(again) == []
        assert list((office.folder / "quarantine").iterdir()) == []
        assert_files_open(again)
        with pytest.raises(Refused, match="已经导入过"):
            receive.fetch(again, path)
        office.close()
        if through:
            assert number > 5
            break


def assert_files_open(at: Session) -> None:
    for owner in (*at.table(Paper).where(), *at.table(Petition).where()):
        for file in evidence.of(at, owner):
            assert evidence.content(at, file)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_x01_sending_stopped_at_any_commit_leaves_custody_and_journal_agreeing(
    both: Exchange, stop: Killer, tmp_path: Path, after: bool
) -> None:
    """Once the package is complete on the local disk it counts as sent, and its kept copy can be brought again."""
    paper = both.signed_paper()
    petition = both.petition()
    here, there = both.group.workspace.place.workspace_id, both.office.workspace.place.workspace_id
    sent_at_least_once = unsent_at_least_once = False
    for number in count(1):
        group = copied(both.group.workspace, tmp_path / f"{number}")
        stick = tmp_path / f"stick{number}"
        stick.mkdir()
        order = both.order(both.group, kinds.RESULT)
        at = leader(group)
        through = survives(stop, number, lambda at=at, order=order, to=stick: send.write(at, order, to), after=after)
        again = leader(group)
        settle(again)
        assert open_notes(again) == []
        sent = [row for row in again.table(Package).where() if row.kind == "成果包"]
        keeper = there if sent else here
        for cls, id_ in ((Paper, paper.id), (Petition, petition.id)):
            table: Any = again.table(cls)
            assert table.get(id_).custodian == keeper
        kept = sorted(path.name for path in (group.folder / "outbox").glob("IPX-*-0002-*"))
        assert len(kept) == len(sent)
        if sent and list(stick.iterdir()):
            assert [path.name for path in stick.iterdir()] == kept
        sent_at_least_once |= bool(sent) and not through
        unsent_at_least_once |= not sent
        group.close()
        if through:
            break
    assert sent_at_least_once
    assert unsent_at_least_once


def test_a_section_nobody_here_can_open_waits_sealed_for_its_holder(both: Exchange) -> None:
    both.signed_paper()
    petition = both.petition()
    row = both.result()
    arrival = receive.fetch(both.office.clerk, both.path_of(row))
    shown = preview.preview(both.office.clerk, arrival)
    assert [compartment.value for compartment in shown.unread] == ["restricted"]
    taken = accept.accept(both.office.clerk, arrival)
    assert taken.state is PackageState.PARTIAL
    assert both.office.clerk.table(Paper).count() == 1
    assert both.office.holder.table(Petition).count() == 0
    both.path_of(row).unlink()
    assert "诸葛焘".encode() not in b"".join(p.read_bytes() for p in (both.office.folder / "held").iterdir())

    still = both.office.workspace.session(Post.OFFICE_CLERK, name="吴干事", compartments=OPEN)
    settle(still)
    assert still.table(Package).get(row.id).state is PackageState.PARTIAL

    again = both.office.fresh(both.office.holder)
    settle(again)
    assert again.table(Package).get(row.id).state is PackageState.RECEIVED
    assert again.table(Petition).get(petition.id).accused == "诸葛焘"
    assert identity.reveal(again, petition.id, "核实身份").startswith("褚黼黻")
    assert_files_open(again)
    assert list((both.office.folder / "held").iterdir()) == []
    assert open_notes(again) == []
    settle(again)
    assert again.table(Petition).count() == 1


def test_each_compartment_writes_one_audit_entry_for_a_whole_package(both: Exchange) -> None:
    for number in range(3):
        both.signed_paper(f"问题{number}")
    both.petition()
    before = len(both.office.workspace.sealed)
    both.take(both.office.holder, both.result())
    acts = [body.split(b'"act":"')[1].split(b'"')[0].decode() for body in both.office.workspace.sealed[before:]]
    assert sorted(acts) == ["package.accept_core", "package.accept_restricted", "package.accept_work"]
    (work,) = both.office.entries("package.accept_work")
    assert b'"count":3' in work
    assert "问题0".encode() not in work

"""A real login makes good what package work left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import Office
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services.packages import notes, peers


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office").settle()
    yield made
    made.close()


def test_a_login_settles_packages_and_an_officers_login_does_not(office: Office) -> None:
    at = office.enter("holder")
    left = {"channel": "00000000", "seq": 1, "manifest_digest": "ab" * 32}
    notes.put_alone(at.db(Compartment.CORE), notes.SENDING + "never-finished", left)
    (office.path / "quarantine").mkdir(exist_ok=True)
    (office.path / "quarantine" / "remains.inner").write_bytes(b"x")
    at.close()
    officer = office.enter("sysadmin")
    assert notes.every(officer.db(Compartment.CORE), notes.SENDING)
    officer.close()
    again = office.enter("holder")
    assert notes.every(again.db(Compartment.CORE), notes.SENDING) == {}
    assert list((office.path / "quarantine").iterdir()) == []


def test_a_workspace_keeps_one_exchange_identity_for_good(office: Office) -> None:
    first = office.enter("holder")
    keys = peers.public_keys(first)
    assert keys.signing != keys.recipient
    first.close()
    again = office.enter("holder")
    assert peers.public_keys(again) == keys
    with again.carry_out("test", Compartment.WORK) as tx:
        peers.make_identity(tx)
    assert peers.public_keys(again) == keys

"""Audit bodies: only the auditor reads them, in any order, and the chain shows what was done to it."""

from random import Random

import pytest

from xuncha_desktop.crypto import audit_seal
from xuncha_desktop.crypto.audit_seal import FIRST, AuditOpener, AuditSealer, entry_hash
from xuncha_desktop.crypto.primitives import agreement_public
from xuncha_desktop.kernel.errors import Damaged

AUDITOR = bytes(range(32))


def sealer(seed: int = 1) -> AuditSealer:
    return AuditSealer(agreement_public(AUDITOR), Random(seed).randbytes)


def test_the_auditor_reads_every_entry_of_several_sessions_in_any_order() -> None:
    sessions = [sealer(1), sealer(2)]
    bodies = {sessions[n % 2].seal(f"第{n}条".encode()): f"第{n}条".encode() for n in range(60)}
    shuffled = list(bodies)
    Random(3).shuffle(shuffled)
    opener = AuditOpener(AUDITOR)
    assert [opener.open(sealed) for sealed in shuffled] == [bodies[sealed] for sealed in shuffled]


def test_an_entry_opens_although_those_before_it_were_rolled_back() -> None:
    session = sealer()
    for _ in range(5):
        session.seal(b"rolled back")
    assert AuditOpener(AUDITOR).open(session.seal(b"kept")) == b"kept"


def test_a06_no_one_but_the_auditor_reads_an_entry() -> None:
    sealed = sealer().seal("张三 查看 线索".encode())
    assert "张三".encode() not in sealed
    with pytest.raises(Damaged):
        AuditOpener(bytes(31) + b"\1").open(sealed)


def test_a_running_session_holds_no_key_of_what_it_wrote_before() -> None:
    session = sealer()
    sealed = session.seal(b"before")
    stolen = vars(session)
    later = audit_seal._step(stolen["_key"])[0]
    assert stolen["_counter"] == 1
    with pytest.raises(audit_seal.InvalidTag):
        audit_seal.AESGCM(later).decrypt(bytes(12), sealed[86:], sealed[:86])


def test_an_altered_cut_or_recounted_entry_is_refused() -> None:
    session = sealer()
    session.seal(b"first")
    sealed = session.seal(b"second")
    opener = AuditOpener(AUDITOR)
    for position in range(len(sealed)):
        flipped = bytearray(sealed)
        flipped[position] ^= 1
        with pytest.raises(Damaged):
            opener.open(bytes(flipped))
    for wrong in [b"", sealed[:80], sealed[:-1], sealed + b"\0"]:
        with pytest.raises(Damaged):
            opener.open(wrong)
    assert opener.open(sealed) == b"second"


def test_a_public_key_that_is_none_begins_no_session() -> None:
    with pytest.raises(Damaged):
        AuditSealer("00", Random(1).randbytes)


def test_a01_the_chain_breaks_at_a_deleted_an_edited_and_an_inserted_entry() -> None:
    def chain(bodies: list[tuple[int, bytes]]) -> bytes:
        head = FIRST
        for seq, body in bodies:
            head = entry_hash(head, seq, body)
        return head

    whole = [(1, b"a"), (2, b"b"), (3, b"c")]
    altered = [
        [(1, b"a"), (3, b"c")],
        [(1, b"a"), (2, b"B"), (3, b"c")],
        [(1, b"a"), (2, b"b"), (2, b"b"), (3, b"c")],
        [(2, b"b"), (1, b"a"), (3, b"c")],
        [(1, b"a"), (2, b"b"), (4, b"c")],
    ]
    assert chain(whole) not in [chain(one) for one in altered]
    assert chain(whole) == chain(list(whole))
    with pytest.raises(ValueError, match="32 bytes"):
        entry_hash(b"", 1, b"a")

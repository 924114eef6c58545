"""Files cut, swapped, mixed up or gone: named as damage, never taken for a wrong password or an empty new system."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.faults import desk
from tests.faults.conftest import SmallDisk
from tests.offices import PASSWORD, Office
from xuncha_desktop.kernel.errors import Damaged, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services import findings
from xuncha_desktop.services.verification import verify, verify_keyless
from xuncha_desktop.storage.connection import Busy

PAGE = 4096


@pytest.fixture
def filled(office: Office) -> Office:
    """Enough findings for some fifty pages."""
    session = office.enter("holder")
    for number in range(40):
        findings.draft(session, **desk.finding_values(session, f"第{number}件") | {"fact": "长" * 900})
    session.close()
    return office


def problem(office: Office) -> str:
    """How the damage is told: at the login, or by the check of the workspace."""
    try:
        session = office.enter("holder")
    except Damaged as told:
        return str(told)
    broken = verify(session).first_broken
    return f"{broken.what}：{broken.problem}" if broken else ""


def hot_journal(office: Office, into: Path) -> None:
    """A copy of the workspace as a kill in the middle of a large change leaves it: half-changed file and journal."""
    key = office.door.unlock("holder", PASSWORD).keys["work"]
    with closing(_raw(office.path / "work.db", bytes(key))) as db:
        db.execute("PRAGMA cache_size=5")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE finding SET fact = fact || '改', version = version + 1")
        shutil.copytree(office.path, into)
        db.execute("ROLLBACK")
    assert (into / "work.db-journal").stat().st_size > PAGE
    assert (into / "work.db").read_bytes() != (office.path / "work.db").read_bytes()


def _raw(path: Path, key: bytes) -> Any:
    db: Any = dbapi2.connect(str(path), isolation_level=None)
    db.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return db


def moved(office: Office, path: Path) -> Office:
    """The same office at another place."""
    other = office.copied(path.with_name(path.name + "-unused"))
    other.path, other.door = path, desk.door_to(path)
    return other


def test_a_change_cut_in_the_middle_is_rolled_back_at_the_next_login(filled: Office, tmp_path: Path) -> None:
    hot_journal(filled, tmp_path / "cut")
    cut = moved(filled, tmp_path / "cut")
    assert problem(cut) == ""
    cut.close()


def test_f11_a_cut_change_on_a_read_only_disk_asks_for_a_writable_one(filled: Office, small_disk: SmallDisk) -> None:
    hot_journal(filled, small_disk.path / "cut")
    cut = moved(filled, small_disk.path / "cut")
    small_disk.remount("ro")
    with pytest.raises(StorageFailed, match="可写"):
        cut.enter("holder")
    small_disk.remount("rw")
    assert problem(cut) == ""
    cut.close()


def test_f12_a_cut_change_whose_journal_was_deleted_is_found(filled: Office, tmp_path: Path) -> None:
    hot_journal(filled, tmp_path / "cut")
    (tmp_path / "cut" / "work.db-journal").unlink()
    cut = moved(filled, tmp_path / "cut")
    assert problem(cut)
    cut.close()


def test_f13_a_missing_file_is_missed_by_name_and_never_made_anew(filled: Office) -> None:
    (filled.path / "restricted.db").rename(filled.path.with_name("elsewhere.db"))
    assert problem(filled) == "找不到数据文件“restricted.db”"
    assert not (filled.path / "restricted.db").exists()
    broken = verify_keyless(filled.path).first_broken
    assert broken
    assert "restricted.db" in broken.problem


def damaged(harm: Callable[[bytearray], object]) -> Callable[[Office], None]:
    def apply(office: Office) -> None:
        path = office.path / "work.db"
        raw = bytearray(path.read_bytes())
        harm(raw)
        path.write_bytes(raw)

    return apply


def swap(raw: bytearray) -> None:
    raw[5 * PAGE : 6 * PAGE], raw[8 * PAGE : 9 * PAGE] = raw[8 * PAGE : 9 * PAGE], raw[5 * PAGE : 6 * PAGE]


def flip(at: int) -> Callable[[bytearray], None]:
    def harm(raw: bytearray) -> None:
        raw[at] ^= 1

    return harm


HARMS = {
    "f15 cut at a page": damaged(lambda raw: raw.__delitem__(slice(len(raw) - 3 * PAGE, None))),
    "f15 cut within a page": damaged(lambda raw: raw.__delitem__(slice(len(raw) - 100, None))),
    "f17 salt": damaged(flip(3)),
    "f17 first page": damaged(flip(2000)),
    "f18 a page appended": damaged(lambda raw: raw.extend(bytes(PAGE))),
    "f18 some bytes appended": damaged(lambda raw: raw.extend(b"x" * 100)),
    "f19 two pages swapped": damaged(swap),
}


@pytest.mark.parametrize("harm", HARMS)
def test_f15_f17_f18_f19_a_file_cut_altered_lengthened_or_shuffled_is_found(filled: Office, harm: str) -> None:
    HARMS[harm](filled)
    told = problem(filled)
    assert told
    assert "口令" not in told


@pytest.mark.parametrize("harm", ["f15 cut at a page", "f17 salt", "f17 first page"])
def test_f15_f17_a_cut_or_unreadable_file_is_refused_at_the_login(filled: Office, harm: str) -> None:
    HARMS[harm](filled)
    with pytest.raises(Damaged, match=r"work\.db|损坏"):
        filled.enter("holder")


def test_f22_a_stray_wal_beside_a_file_is_refused_and_left_alone(filled: Office) -> None:
    stray = filled.path / "core.db-wal"
    stray.write_bytes(b"\x37\x7f\x06\x82" + bytes(100))
    assert "-wal" in problem(filled)
    assert stray.exists()


def test_f23_a_plain_database_in_a_files_place_is_refused(filled: Office) -> None:
    path = filled.path / "work.db"
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE finding (id TEXT)")
    assert "没有加密" in problem(filled)


@pytest.mark.parametrize(
    "pragma",
    [
        "cipher_plaintext_header_size = 32",
        "cipher_hmac_pgno = be",
        "cipher_hmac_salt_mask = 0x5a",
        "cipher_page_size = 8192",
        "cipher_use_hmac = OFF",
        "cipher_memory_security = ON",
        "key = 'other'",
        "rekey = 'other'",
        "journal_mode = WAL",
        "synchronous = OFF",
        "temp_store = FILE",
        "writable_schema = ON",
        "trusted_schema = ON",
        "user_version = 99",
    ],
)
def test_f29_f30_no_pragma_can_change_how_an_open_file_is_kept(office: Office, pragma: str) -> None:
    session = office.enter("holder")
    for db in session.connections.values():
        with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
            db.execute(f"PRAGMA {pragma}")
    session.close()
    assert problem(office) == ""


def test_f26_a_file_another_program_holds_is_busy_and_takes_the_change_afterwards(office: Office) -> None:
    session = office.enter("holder")
    key = office.door.unlock("holder", PASSWORD).keys["work"]
    with closing(_raw(office.path / "work.db", bytes(key))) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy, match="正被另一个窗口或程序占用，请稍后再试"):
            findings.draft(session, **desk.finding_values(session, "等一下"))
        other.execute("ROLLBACK")
    assert findings.draft(session, **desk.finding_values(session, "等到了")).title == "等到了"
    session.close()


def test_k07_with_both_copies_of_the_key_file_damaged_two_officers_are_asked_for_and_nothing_is_touched(
    office: Office,
) -> None:
    for name in ("keys.a", "keys.b"):
        raw = bytearray((office.path / name).read_bytes())
        raw[len(raw) // 2] ^= 1
        (office.path / name).write_bytes(raw)
    before = {path: path.read_bytes() for path in office.path.iterdir() if path.is_file()}
    with pytest.raises(Damaged, match="两名安全员"):
        office.enter("holder")
    assert {path: path.read_bytes() for path in office.path.iterdir() if path.is_file()} == before


def test_an_engine_error_of_the_disk_outside_a_change_is_a_sentence_too(office: Office) -> None:
    session = office.enter("holder")
    path = office.path / "conduct.db"
    size = path.stat().st_size
    os.truncate(path, size - 2 * PAGE)
    with pytest.raises(Damaged, match=r"conduct\.db"):
        session.db(Compartment.CONDUCT).execute("SELECT count(*) FROM revision").fetchall()

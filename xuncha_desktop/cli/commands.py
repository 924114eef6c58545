"""What each command does; every one opens the workspace as a person with his own keys, or with none."""

import argparse
import csv
import dataclasses
import getpass
import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xuncha_desktop.demonstration import making
from xuncha_desktop.kernel.clock import system_clock
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record, RecordType, record_types
from xuncha_desktop.rules.shipped import shipped_profiles
from xuncha_desktop.services import cells, reading, verification
from xuncha_desktop.services.packages import drive
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import Door, Means

Command = Callable[[argparse.Namespace], int]
_DANGEROUS = "=+-@\t\r＝＋－＠"
PASSWORD_BYTES = 8192


def verify(chosen: argparse.Namespace) -> int:
    """Check a workspace: without a user only what needs no key."""
    if chosen.user is None:
        verdict = verification.verify_keyless(chosen.workspace)
    else:
        with entered(chosen) as session:
            verdict = verification.verify(session, full=not chosen.quick)
    if chosen.json:
        print(verification.as_json(verdict))
        return verdict.exit_code
    for check in verdict.checks:
        if check.problem or check.unknown:
            print(f"{'损坏' if check.problem else '未核对'}  {check.what}：{check.problem or check.unknown}")
    broken = verdict.first_broken
    print(f"发现损坏：{broken.what}：{broken.problem}" if broken else _summary(verdict))
    return verdict.exit_code


def package_show(chosen: argparse.Namespace) -> int:
    """What can be known of a package without a key. 1 for a file that is none."""
    facts = drive.public_facts(chosen.file)
    said = {
        "文件名": facts.name,
        "字节数": facts.size,
        "是否数据包": "是" if facts.is_package else "否",
        "通道": facts.channel or "（文件被改名，看不出）",
        "序号": facts.seq or "（文件被改名，看不出）",
        "可打开的密钥数": facts.recipients,
    }
    if facts.parts:
        # Who can open it stands at the beginning of the whole, which a part need not hold.
        del said["可打开的密钥数"]
        said |= {"分卷": f"第{facts.part}卷，共{facts.parts}卷", "拼好后的字节数": facts.whole}
    if chosen.json:
        print(json.dumps(dataclasses.asdict(facts) | {"recipients": facts.recipients}, ensure_ascii=False, indent=2))
    else:
        for label, value in said.items() if facts.is_package else list(said.items())[:3]:
            print(f"{label}：{value}")
    return 0 if facts.is_package else 1


def search(chosen: argparse.Namespace) -> int:
    """The newest records with every word of the text."""
    with entered(chosen) as session:
        hits = list(reading.search_all(session, chosen.text, limit=chosen.limit))
        if chosen.json:
            rows = [{"type": h.type.name, "id": h.record.id, "title": h.type.title_of(h.record)} for h in hits]
            print(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for hit in hits:
                print(f"{hit.type.label}\t{hit.type.title_of(hit.record)}\t{hit.record.id}")
            print(f"共{len(hits)}条" if hits else "没有找到")
    return 0


def ledger(chosen: argparse.Namespace) -> int:
    """Every record of a type this person may read, newest first."""
    type_ = record_types().get(chosen.type)
    if type_ is None:
        known = "、".join(f"{name}（{found.label}）" for name, found in record_types().items())
        raise Refused(f"没有“{chosen.type}”这类记录。可用：{known}")
    with entered(chosen) as session:
        reading.note_export(
            session, reading.Query(type_.name)
        )  # refused or told to the auditor before the first line is out
        if chosen.json:
            _ledger_json(session, type_)
        else:
            _ledger_table(session, type_, ledger_writer(chosen.csv))
    return 0


def demo(chosen: argparse.Namespace) -> int:
    """The records of the demonstration; the window's own `demo` adds pictures."""
    making.make(chosen.folder, chosen.scale, print)
    return 0


def profiles(chosen: argparse.Namespace) -> int:
    """The profiles that come with the program."""
    found = shipped_profiles()
    if chosen.json:
        rows = [{"id": p.about.id, "name": p.about.name, "edition": p.about.edition, "digest": p.digest} for p in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for profile in found:
            print(f"{profile.about.id}\t{profile.about.name}\t第{profile.about.edition}版\t{profile.digest[:16]}")
    return 0


def ledger_writer(as_csv: bool) -> Callable[[list[str]], None]:
    """A writer of rows: CSV that no spreadsheet takes for formulas, or columns parted by tabs."""
    if not as_csv:
        return lambda row: print("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))
    sys.stdout.write("\ufeff")
    write: Any = csv.writer(sys.stdout, lineterminator="\r\n")
    return lambda row: write.writerow([f"'{cell}" if cell[:1] and cell[0] in _DANGEROUS else cell for cell in row])


def _ledger_table(session: Session, type_: RecordType[Any], write: Callable[[list[str]], None]) -> None:
    names = Names(session)
    fields = [f for f in type_.listed if cells.answerable(f, names)]
    write([f.label for f in fields])
    for records in _pages(session, type_):
        names.prepare(records)
        for record in records:
            write([cells.text_of(f, getattr(record, f.name), names) for f in fields])


def _ledger_json(session: Session, type_: RecordType[Any]) -> None:
    """One array, written as it is read, so that a million records need no memory."""
    print("[", end="")
    first = True
    for records in _pages(session, type_):
        for record in records:
            wire = {
                name: "无权知悉" if _secret(type_, name) else value for name, value in type_.to_wire(record).items()
            }
            print("" if first else ",", json.dumps(wire, ensure_ascii=False), sep="\n", end="")
            first = False
    print("\n]")


def _secret(type_: RecordType[Any], name: str) -> bool:
    """A sealed identity, and the keys of attachments, leave by no list."""
    kinds = {f.name: f.kind for f in type_.fields}
    return kinds.get(name) is Kind.SEALED or (name == "key" and "file" in kinds)


def _pages(session: Session, type_: RecordType[Any]) -> Generator[tuple[Record, ...]]:
    after = None
    while True:
        page = reading.page(session, reading.Query(type_.name), after, 500)
        yield page.rows
        if page.after is None:
            return
        after = page.after


@contextmanager
def entered(chosen: argparse.Namespace) -> Generator[Session]:
    """The workspace a command names, opened as the person it names. Raises Refused."""
    door = Door(chosen.workspace, Means(system_clock, os.urandom))
    lock = door.folder.lock()  # entering sweeps what nothing names yet: not while a window is taking something in
    try:
        session = door.enter(door.unlock(chosen.user, _password(chosen.password_file)))
        try:
            yield session
        finally:
            session.close()
    finally:
        lock.release()


def _password(file: Path | None) -> str:
    if file is None:
        if not sys.stdin.isatty():
            raise Refused("请用 --password-file 给出口令文件，或在终端里运行后输入口令")
        return getpass.getpass("口令：")
    try:
        with file.open("rb") as source:
            return source.read(PASSWORD_BYTES).decode("utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise Refused(f"口令文件“{file.name}”不能读取") from error


def _summary(verdict: verification.Verdict) -> str:
    if verdict.unchecked:
        return f"已核对的部分完整；另有{len(verdict.unchecked)}处因没有密钥未核对"
    return f"工作区完整，共核对{len(verdict.checks)}项"

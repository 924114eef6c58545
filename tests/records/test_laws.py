"""Laws every record type keeps, those declared now and those declared later."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.samples import sample
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.fields import SEVERAL, Field, Kind
from xuncha_desktop.records.registry import HEAD, RecordType, record_types
from xuncha_desktop.records.states import State
from xuncha_desktop.storage import schemas
from xuncha_desktop.storage.connection import connect
from xuncha_desktop.storage.table import Table

TYPES = list(record_types().values())
assert len(TYPES) > 20

every_type = pytest.mark.parametrize("type_", TYPES, ids=lambda t: t.name)
WHOLE = (Kind.COUNT, Kind.MONEY, Kind.MOMENT, Kind.FLAG)
CLOSED = (Compartment.RESTRICTED, Compartment.CONDUCT)


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("laws")
    made = {c: _made(folder, c) for c in Compartment}
    yield made
    for db in made.values():
        db.close()


def _made(folder: Path, compartment: Compartment) -> Any:
    return connect(
        folder / f"{compartment}.db", bytes(32), create=True, prepare=lambda db: schemas.make(db, compartment)
    )


def _declared(type_: RecordType[Any], name: str) -> Field | None:
    return next((f for f in type_.fields if f.name == name), None)


@every_type
def test_the_table_agrees_with_the_declaration(type_: RecordType[Any], databases: Any) -> None:
    info = databases[type_.compartment].execute(f"PRAGMA table_info({type_.name})").fetchall()
    assert tuple(row[1] for row in info) == type_.columns
    for _, name, sql, needed, *_ in info:
        f = _declared(type_, name)
        whole = name in ("version", "created_at", "updated_at") if f is None else f.kind in WHOLE
        assert sql == ("INTEGER" if whole else "TEXT"), name
        lines_or_needed = f is None or not f.optional or f.kind in SEVERAL
        assert bool(needed) == lines_or_needed or (f is not None and f.kind in SEVERAL), name


@every_type
def test_a_record_survives_its_table(type_: RecordType[Any], databases: Any) -> None:
    table: Table[Any] = Table(databases[type_.compartment], type_)
    record = sample(type_)
    table.add(record)
    assert table.get(record.id) == record


@every_type
def test_t01_signs_of_the_query_language_are_stored_as_typed(type_: RecordType[Any], databases: Any) -> None:
    table: Table[Any] = Table(databases[type_.compartment], type_)
    signs = {f.name: "'\";--%_\\*" for f in type_.fields if f.kind in (Kind.LINE, Kind.TEXT) and (f.limit or 9) >= 9}
    record = sample(type_).changed(id=type_.name.encode().hex()[:32].ljust(36, "0"), **signs)
    table.add(record)
    assert table.get(record.id) == record


@every_type
def test_a_record_survives_the_wire(type_: RecordType[Any]) -> None:
    record = sample(type_)
    assert type_.from_wire(type_.to_wire(record), type_.wire) == record


@every_type
def test_a_wire_row_with_a_value_missing_or_too_many_is_refused(type_: RecordType[Any]) -> None:
    row = type_.to_wire(sample(type_))
    with pytest.raises(Invalid):
        type_.from_wire({**row, "extra": 1}, type_.wire)
    row.pop(type_.fields[0].name)
    with pytest.raises(Invalid):
        type_.from_wire(row, type_.wire)


@every_type
def test_its_title_and_list_columns_exist_and_are_worth_reading(type_: RecordType[Any]) -> None:
    assert type_.title_of(sample(type_))
    assert type_.listed
    assert len({f.label for f in type_.fields}) == len(type_.fields), "two fields with one label"
    assert not {f.name for f in type_.fields} & set(HEAD)


@every_type
def test_keys_and_digests_are_kept_from_pages_and_ledgers(type_: RecordType[Any]) -> None:
    kept = ("subject_type", "subject_id", "owner_type", "owner_id", "task_ids", "rule", "channel", "workspace_id")
    for f in type_.fields:
        key = f.name in kept or f.name in ("profile_digest", "calendar_digest")
        assert f.inner or not (key and f.kind in (Kind.LINE, Kind.LINES)), f"{type_.name}.{f.name}"
        assert not (f.inner and (f.listed or f.typed))


@every_type
def test_links_lie_in_the_more_restricted_end(type_: RecordType[Any]) -> None:
    for f in type_.fields:
        if f.kind is Kind.REF:
            target = record_types()[f.source or ""]
            same = target.compartment is type_.compartment
            assert same or target.compartment not in CLOSED, f"{type_.name}.{f.name} betrays {target.name}"


@every_type
def test_every_state_has_a_word_of_its_own(type_: RecordType[Any]) -> None:
    for f in type_.fields:
        if f.enum is not None:
            assert issubclass(f.enum, State)
            assert len({member.label for member in f.enum}) == len(f.enum)


@pytest.mark.parametrize("compartment", list(Compartment))
def test_every_table_of_the_schema_is_declared(compartment: Compartment) -> None:
    made = set(re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", schemas.statements(compartment)))
    known = {t.name for t in TYPES if t.compartment is compartment}
    plain = {"meta", "revision", "outbox", "deposit", "sequence", "import_state", "search_entry", "search"}
    assert made == known | plain | {Compartment.CORE: {"profile"}, Compartment.AUDIT: {"entry"}}.get(compartment, set())

"""A package from an older program: its records are lifted to today's form while they are looked at, or refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

import pytest

from tests.services.packages.faults import changes_nothing
from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records import registry
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.services import reading
from xuncha_desktop.services.packages import accept, preview, receive
from xuncha_desktop.services.packages.merge import Fate

EARLIER = "依据《单位财务管理制度》"


def lifted(values: dict[str, Any]) -> dict[str, Any]:
    """Wire 1 called the basis `ground` and knew no suggestion."""
    found = dict(values)
    found["basis"] = f"依据《{found.pop('ground')}》"
    return found | {"suggestion": None}


class OlderType(RecordType[Any]):
    """The finding as a program of wire version 1 sends it."""

    def to_wire(self, record: Record) -> dict[str, Any]:
        found = super().to_wire(record)
        found["ground"] = found.pop("basis")
        del found["suggestion"]
        return found


class CarelessType(OlderType):
    """One that leaves out what it should have sent."""

    def to_wire(self, record: Record) -> dict[str, Any]:
        found = super().to_wire(record)
        del found["ground"]
        return found


def like(cls: type[RecordType[Any]], wire: int, upcasters: Mapping[int, registry.Upcaster]) -> RecordType[Any]:
    now = Finding.type
    same = {f.name: getattr(now, f.name) for f in fields(now) if f.init}
    return cls(**same | {"wire": wire, "upcasters": upcasters})


@contextmanager
def running(monkeypatch: pytest.MonkeyPatch, type_: RecordType[Any]) -> Iterator[None]:
    """A program that declares the finding like that."""
    with monkeypatch.context() as patched:
        patched.setitem(registry._types, "finding", type_)  # pyright: ignore[reportPrivateUsage]
        patched.setattr(Finding, "type", type_)
        yield


def sent(both: Exchange, monkeypatch: pytest.MonkeyPatch, cls: type[RecordType[Any]]) -> Any:
    both.signed_paper()
    with running(monkeypatch, like(cls, 1, {})):
        return both.result()


def test_x18_records_of_an_older_wire_version_are_lifted_before_anything_is_shown_or_written(
    both: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, at = sent(both, monkeypatch, OlderType), both.office.holder
    with running(monkeypatch, like(RecordType, 2, {1: lifted})):
        arrival = receive.fetch(at, both.path_of(row))
        seen = preview.preview(at, arrival)
        assert seen.counts["finding", Fate.NEW] == 1
        assert at.table(Finding).count() == 0
        accept.accept(at, arrival)
        (found,) = at.table(Finding).where()
        assert (found.basis, found.suggestion) == (EARLIER, None)
        (kept,) = reading.history(at, "finding", found.id)
        assert kept.version == found.version


def test_x18_an_older_record_that_cannot_be_lifted_is_refused_and_changes_nothing(
    both: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, at = sent(both, monkeypatch, CarelessType), both.office.holder
    with running(monkeypatch, like(RecordType, 2, {1: lifted})):
        arrival = receive.fetch(at, both.path_of(row))
        with changes_nothing(both.office.workspace, at, row.channel), pytest.raises(Invalid, match="与本版本不符"):
            accept.accept(at, arrival)


def test_x18_several_steps_are_taken_one_after_the_other(both: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    row, at = sent(both, monkeypatch, OlderType), both.office.holder
    steps = {1: lifted, 2: lambda values: values | {"suggestion": "责令限期整改"}}
    with running(monkeypatch, like(RecordType, 3, steps)):
        both.take(at, row)
        (found,) = at.table(Finding).where()
        assert (found.basis, found.suggestion) == (EARLIER, "责令限期整改")


def test_x18_a_workspace_with_older_schemas_is_heard(both: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    both.signed_paper()
    row = both.result()
    monkeypatch.setattr(receive.schemas, "version_of", lambda _: 99)
    both.take(both.office.holder, row)
    assert both.office.holder.table(Finding).count() == 1

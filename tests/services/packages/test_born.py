"""A side brings only what its people may write: a group plants no new unit, round, group or feedback in the office."""

from dataclasses import replace
from typing import Any

import pytest

from tests.samples import sample
from tests.services.packages.faults import changes_nothing
from tests.services.packages.world import Exchange, Side
from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.registry import Born, RecordType, record_types
from xuncha_desktop.services.packages import kinds, receive
from xuncha_desktop.services.packages.kinds import Custody, Load, PackageKind
from xuncha_desktop.storage.table import ANY, Table

TRAVELLING = [
    type_
    for name, type_ in record_types().items()
    if any(name in kind.types(type_.compartment) for kind in kinds.KINDS.values())
]
OFFICES = [type_ for type_ in TRAVELLING if type_.born is Born.OFFICE]
CORE = ("term", "unit", "round", "inspection_group", "group_member")


def plant(both: Exchange, side: Side, type_: RecordType[Any]) -> str:
    """A record of the round that a broken program wrote down as its own."""
    here, at = side.workspace.place.workspace_id, side.holder
    made = sample(type_, 777).changed(origin=here, custodian=here)
    of_it = {"round_id": both.round.id, "group_id": both.group_record.id, "unit_id": both.group_record.unit_id}
    made = made.changed(**{name: value for name, value in of_it.items() if name in type_.columns})
    if type_.name == Group.type.name:
        made = made.changed(unit_id=both.group_record.unit_id)
    with at.carry_out("planted", type_.compartment) as tx:
        tx.bring([(None, made)])
    return made.id


def smuggled(both: Exchange, side: Side, kind: Kind, *types: str) -> Package:
    """A package of that kind which a program changed on purpose sends, with whatever it likes in it."""
    loads = tuple(Load(name, lambda _: ANY) for name in types)
    hostile = PackageKind(kind, frozenset({side.workspace.place.kind}), loads)
    return both.send(side, hostile)


def test_the_core_is_the_offices_and_what_a_group_hands_over_is_not() -> None:
    assert set(CORE) <= {type_.name for type_ in OFFICES}
    for kind in kinds.KINDS.values():
        if kinds.GROUP in kind.sender:
            assert kind.moving.isdisjoint(type_.name for type_ in OFFICES), kind.name
    assert {each.born for each in TRAVELLING} == set(Born)


@pytest.mark.parametrize("type_", OFFICES, ids=lambda type_: type_.name)
def test_a_group_plants_no_new_record_of_a_type_only_the_office_writes(ready: Exchange, type_: RecordType[Any]) -> None:
    record_id, at = plant(ready, ready.group, type_), ready.office.holder
    row = smuggled(ready, ready.group, Kind.RESULT, "petition", type_.name)
    own = type_.name in kinds.RESULT.types(type_.compartment)
    sentence = f"“{type_.label}”只能由巡察办登记" if own else "不应有"
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Damaged, match=sentence):
        ready.take(at, row)
    table: Table[Any] = Table(at.db(type_.compartment), type_)
    assert table.find(record_id) is None


@pytest.mark.parametrize("kind", [k for k in kinds.KINDS if kinds.GROUP not in kinds.kind_of(k).sender])
def test_a_group_sends_no_package_of_a_kind_only_the_office_sends(ready: Exchange, kind: Kind) -> None:
    at, row = ready.office.holder, smuggled(ready, ready.group, kind, "petition")
    with (
        changes_nothing(ready.office.workspace, at, row.channel),
        pytest.raises(Refused, match=f"巡察组不能发出{kind.label}"),
    ):
        receive.fetch(at, ready.path_of(row))


def test_an_office_sends_no_package_of_a_kind_only_a_group_sends(ready: Exchange) -> None:
    at = ready.group.holder
    plant(ready, ready.office, record_types()["decision"])
    row = smuggled(ready, ready.office, Kind.RESULT, "decision")
    with (
        changes_nothing(ready.group.workspace, at, row.channel),
        pytest.raises(Refused, match="巡察办不能发出成果包"),
    ):
        receive.fetch(at, ready.path_of(row))


def test_an_office_writes_no_finding_into_a_group_but_hands_one_back(both: Exchange) -> None:
    at, finding = both.group.holder, record_types()["finding"]
    plant(both, both.office, finding)
    copy = PackageKind(Kind.RETURN, frozenset({kinds.OFFICE}), (Load("finding", lambda _: ANY),))
    row = both.send(both.office, copy)
    with changes_nothing(both.group.workspace, at, row.channel), pytest.raises(Damaged, match="只能由巡察组登记"):
        both.take(at, row)
    handed = replace(copy, loads=(Load("finding", lambda _: ANY, Custody.MOVE),))
    assert both.take(at, both.send(both.office, handed), skip_reason="上一包未接收").state is PackageState.RECEIVED


def test_a_unit_planted_before_is_not_changed_any_further(ready: Exchange) -> None:
    """A row an earlier version let in: its custodian is the group, which may still not write it."""
    here, at = ready.group.workspace.place.workspace_id, ready.office.holder
    planted = sample(Unit.type, 777).changed(origin=here, custodian=here)
    for side, form in ((ready.office, planted), (ready.group, planted.changed(version=2, name="改过的名称"))):
        with side.holder.carry_out("planted", Unit.type.compartment) as tx:
            tx.bring([(None, form)])
    row = smuggled(ready, ready.group, Kind.RESULT, "petition", "unit")
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Damaged, match="只能由巡察办登记"):
        ready.take(at, row)
